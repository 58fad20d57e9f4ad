"""Codes to find a result by, kept chains and missing ranges, tombstones, counts, receipts, log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby

import cbor2
import sqlalchemy as sa
from alembic import op

revision = "desk_0003"
down_revision = "desk_0002"
branch_labels = None
depends_on = None

row_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

BOTH = ("result", "quarantine")


def upgrade() -> None:
    for table in BOTH:
        _add_codes(table)
    op.create_index(op.f("ix_result_received_at"), "result", ["received_at"])
    op.create_index(op.f("ix_result_tablet_number"), "result", ["tablet", "number"])
    op.drop_index(op.f("ix_detail_keep_until"), "detail")
    with op.batch_alter_table("detail") as batch:
        batch.drop_column("keep_until")
    op.create_index(op.f("ix_detail_received_at"), "detail", ["received_at"])
    _create_tables()
    _keep_chains()


def downgrade() -> None:
    for table in ("log", "deletion", "receipt", "day_count", "tombstone", "missing", "chain"):
        op.drop_table(table)
    op.drop_index(op.f("ix_detail_received_at"), "detail")
    with op.batch_alter_table("detail") as batch:
        batch.add_column(
            sa.Column("keep_until", sa.Date(), server_default="9999-12-31", nullable=False)
        )
    op.create_index(op.f("ix_detail_keep_until"), "detail", ["keep_until"])
    op.drop_index(op.f("ix_result_tablet_number"), "result")
    op.drop_index(op.f("ix_result_received_at"), "result")
    for table in BOTH:
        op.drop_index(op.f(f"ix_{table}_receipt_code"), table)
        op.drop_index(op.f(f"ix_{table}_progress_tag"), table)
        with op.batch_alter_table(table) as batch:
            for column in ("receipt_code", "progress_tag", "detail_deleted"):
                batch.drop_column(column)


def _add_codes(table: str) -> None:
    """The new columns, filled from the records that are there."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("receipt_code", sa.String(8), nullable=True))
        batch.add_column(sa.Column("progress_tag", sa.LargeBinary(8), nullable=True))
        batch.add_column(sa.Column("detail_deleted", sa.Boolean(), nullable=True))
    rows = sa.table(
        table,
        sa.column("number", sa.BigInteger),
        sa.column("payload", sa.LargeBinary),
        sa.column("receipt_code", sa.String),
        sa.column("progress_tag", sa.LargeBinary),
        sa.column("detail_deleted", sa.Boolean),
    )
    connection = op.get_bind()
    found = connection.execute(sa.select(rows.c.number, rows.c.payload)).all()
    for number, payload in found:
        code, tag = _codes(payload)
        connection.execute(
            rows.update()
            .where(rows.c.number == number)
            .values(receipt_code=code, progress_tag=tag, detail_deleted=False)
        )
    with op.batch_alter_table(table) as batch:
        batch.alter_column("receipt_code", existing_type=sa.String(8), nullable=False)
        batch.alter_column("detail_deleted", existing_type=sa.Boolean(), nullable=False)
    op.create_index(op.f(f"ix_{table}_receipt_code"), table, ["receipt_code"])
    op.create_index(op.f(f"ix_{table}_progress_tag"), table, ["progress_tag"])


def _codes(payload: bytes) -> tuple[str, bytes | None]:
    """Receipt code and progress tag of a record, as it was written when this was new."""
    try:
        record = cbor2.loads(payload)
        secret, tag = record[5], record.get(13)
    except (cbor2.CBORError, ValueError, TypeError, LookupError, AttributeError):
        return "", None
    digest = hashlib.sha256(b"kiosk-receipt/1" + secret).digest()
    return f"{int.from_bytes(digest, 'big') % 10**8:08}", tag


def _create_tables() -> None:
    op.create_table(
        "chain",
        *_place(),
        sa.Column("top", sa.BigInteger(), nullable=False),
        sa.Column("results", sa.BigInteger(), nullable=False),
        sa.Column("aged_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("tablet", "epoch", name=op.f("pk_chain")),
    )
    op.create_table(
        "missing",
        *_place(),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tablet", "epoch", "first", name=op.f("pk_missing")),
    )
    op.create_table(
        "tombstone",
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        *_place(),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("result_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("wire_hash", name=op.f("pk_tombstone")),
    )
    op.create_index(op.f("ix_tombstone_tablet_epoch"), "tombstone", ["tablet", "epoch"])
    op.create_index(op.f("ix_tombstone_result_id"), "tombstone", ["result_id"])
    op.create_table(
        "day_count",
        *_place(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tablet", "epoch", "day", "what", name=op.f("pk_day_count")),
    )
    op.create_table(
        "receipt",
        sa.Column("desk", sa.BigInteger(), autoincrement=False, nullable=False),
        *_place(),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash_of_hashes", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("desk", "tablet", "epoch", "number", name=op.f("pk_receipt")),
    )
    op.create_table(
        "deletion",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("tablet", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "tablet", "what", "why", name=op.f("pk_deletion")),
    )
    op.create_table(
        "log",
        sa.Column("number", row_number, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_log")),
    )
    op.create_index(op.f("ix_log_at"), "log", ["at"])


def _place() -> list[sa.Column[int]]:
    return [
        sa.Column("tablet", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.BigInteger(), autoincrement=False, nullable=False),
    ]


def _keep_chains() -> None:
    """Chains and missing ranges of what is there; from now on each import keeps them."""
    connection = op.get_bind()
    seen = connection.execute(
        sa.text("SELECT tablet, epoch, sequence FROM result ORDER BY tablet, epoch, sequence")
    )
    numbers = {
        (place[0], place[1]): [row[2] for row in rows]
        for place, rows in groupby(seen, key=lambda row: (row[0], row[1]))
    }
    apart = connection.execute(sa.text("SELECT tablet, epoch, sequence FROM quarantine")).all()
    told = connection.execute(
        sa.text("SELECT tablet, epoch, max(last_sequence) FROM bundle GROUP BY tablet, epoch")
    )
    tops = {(tablet, epoch): last for tablet, epoch, last in told}
    for place in sorted(numbers.keys() | tops.keys() | {(row[0], row[1]) for row in apart}):
        held = numbers.get(place, [])
        top = max(tops.get(place, 0), *held[-1:], 0)
        met = sorted({*held, *(row[2] for row in apart if (row[0], row[1]) == place)})
        _insert("chain", tablet=place[0], epoch=place[1], top=top, results=len(held))
        for first, last in _holes(met, top):
            _insert("missing", tablet=place[0], epoch=place[1], first=first, last=last)


def _holes(met: list[int], top: int) -> Iterator[tuple[int, int]]:
    expected = 1
    for number in (*(one for one in met if one <= top), top + 1):
        if number > expected:
            yield expected, number - 1
        expected = number + 1


def _insert(table: str, **values: int) -> None:
    rows = sa.table(table, *(sa.column(name, sa.BigInteger) for name in values))
    op.get_bind().execute(rows.insert().values(**values))
