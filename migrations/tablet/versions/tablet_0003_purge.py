"""Purge, tombstones, counts by the day, and bundles and receipts by epoch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "tablet_0003"
down_revision = "tablet_0002"
branch_labels = None
depends_on = None

row_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "written_bundle",
        sa.Column("epoch", row_number, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("epoch", name=op.f("pk_written_bundle")),
    )
    op.execute(
        "INSERT INTO written_bundle (epoch, number, hash)"
        " SELECT epoch, bundle_number, bundle_hash FROM state WHERE bundle_number > 0"
    )
    with op.batch_alter_table("state") as batch:
        # A sync wrote a bundle whenever there was something to carry, so marks keep their order.
        batch.alter_column("bundle_number", new_column_name="syncs")
        batch.drop_column("bundle_hash")
        batch.add_column(
            sa.Column("carried_sequence", sa.BigInteger(), nullable=False, server_default="0")
        )
        batch.add_column(sa.Column("carried_day", sa.Date(), nullable=True))
        batch.add_column(sa.Column("missing_since", sa.Date(), nullable=True))
    with op.batch_alter_table("state") as batch:
        batch.alter_column("carried_sequence", server_default=None)
    for table in ("received", "received_detail"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("bundle_number", new_column_name="syncs")
    op.create_table(
        "applied_receipt",
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("desk", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash_of_hashes", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "desk", name=op.f("pk_applied_receipt")),
    )
    op.execute(
        "INSERT INTO applied_receipt (epoch, desk, number, applied_at, count, hash_of_hashes)"
        " SELECT state.epoch, desk, last_receipt.number, applied_at, 0, zeroblob(32)"
        " FROM last_receipt, state"
    )
    op.drop_table("last_receipt")
    op.create_table(
        "tombstone",
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.Column("desk", sa.BigInteger(), nullable=False),
        sa.Column("receipt_number", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("wire_hash", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "day_count",
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "day", "what", name=op.f("pk_day_count")),
    )


def downgrade() -> None:
    op.drop_table("day_count")
    op.drop_table("tombstone")
    op.create_table(
        "last_receipt",
        sa.Column("desk", row_number, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("desk", name=op.f("pk_last_receipt")),
    )
    op.execute(
        "INSERT INTO last_receipt (desk, number, applied_at)"
        " SELECT desk, number, applied_at FROM applied_receipt"
        " WHERE epoch = (SELECT epoch FROM state)"
    )
    op.drop_table("applied_receipt")
    for table in ("received", "received_detail"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("syncs", new_column_name="bundle_number")
    with op.batch_alter_table("state") as batch:
        batch.drop_column("missing_since")
        batch.drop_column("carried_day")
        batch.drop_column("carried_sequence")
        batch.alter_column("syncs", new_column_name="bundle_number")
        batch.add_column(
            sa.Column(
                "bundle_hash", sa.LargeBinary(32), nullable=False, server_default=sa.text("''")
            )
        )
    op.execute("UPDATE state SET bundle_number = 0, bundle_hash = zeroblob(32)")
    op.execute(
        "UPDATE state SET (bundle_number, bundle_hash) ="
        " (SELECT written_bundle.number, hash FROM written_bundle"
        "  WHERE written_bundle.epoch = state.epoch)"
        " WHERE epoch IN (SELECT epoch FROM written_bundle)"
    )
    op.drop_table("written_bundle")
