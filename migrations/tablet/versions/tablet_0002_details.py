"""The detail object beside a shared result, and what receipts said of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "tablet_0002"
down_revision = "tablet_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sealed_detail",
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("wire", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "sequence", name=op.f("pk_sealed_detail")),
        sa.ForeignKeyConstraint(
            ["epoch", "sequence"],
            ["sealed_result.epoch", "sealed_result.sequence"],
            name=op.f("fk_sealed_detail_epoch_sealed_result"),
        ),
        sa.UniqueConstraint("wire_hash", name=op.f("uq_sealed_detail_wire_hash")),
    )
    op.create_table(
        "received_detail",
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("desk", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("receipt_number", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("uptime_seconds", sa.BigInteger(), nullable=False),
        sa.Column("bundle_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("wire_hash", "desk", name=op.f("pk_received_detail")),
        sa.ForeignKeyConstraint(
            ["wire_hash"],
            ["sealed_detail.wire_hash"],
            name=op.f("fk_received_detail_wire_hash_sealed_detail"),
        ),
    )


def downgrade() -> None:
    op.drop_table("received_detail")
    op.drop_table("sealed_detail")
