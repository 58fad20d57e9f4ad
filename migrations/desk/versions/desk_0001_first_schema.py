"""First schema: results, those kept apart, bundles, scoring versions, the count of receipts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "desk_0001"
down_revision = None
branch_labels = None
depends_on = None

row_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "result",
        *_result_columns("result"),
        sa.UniqueConstraint(
            "tablet", "epoch", "sequence", name=op.f("uq_result_tablet_epoch_sequence")
        ),
    )
    op.create_index(op.f("ix_result_day"), "result", ["day"])
    op.create_table(
        "quarantine",
        *_result_columns("quarantine"),
        sa.Column("reason", sa.String(32), nullable=False),
    )
    op.create_index(
        op.f("ix_quarantine_tablet_epoch_sequence"), "quarantine", ["tablet", "epoch", "sequence"]
    )
    op.create_table(
        "bundle",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("tablet", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("last_sequence", sa.BigInteger(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_bundle")),
    )
    op.create_index(op.f("ix_bundle_tablet_epoch_number"), "bundle", ["tablet", "epoch", "number"])
    op.create_table(
        "scoring_version",
        sa.Column("digest", sa.LargeBinary(4), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_scoring_version")),
    )
    op.create_table(
        "receipt_number",
        sa.Column("number", row_number, autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipt_number")),
    )


def downgrade() -> None:
    for table in ("receipt_number", "scoring_version", "bundle", "quarantine", "result"):
        op.drop_table(table)


def _result_columns(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("number", row_number, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("tablet", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.LargeBinary(8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("wire", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("scoring", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{table}_id")),
        sa.UniqueConstraint("wire_hash", name=op.f(f"uq_{table}_wire_hash")),
    ]
