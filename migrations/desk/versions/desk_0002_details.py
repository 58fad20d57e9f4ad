"""The detail objects of results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "desk_0002"
down_revision = "desk_0001"
branch_labels = None
depends_on = None

row_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "detail",
        sa.Column("number", row_number, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("result_id", sa.LargeBinary(16), nullable=False),
        sa.Column("tablet", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("wire", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_detail")),
        sa.UniqueConstraint("id", name=op.f("uq_detail_id")),
        sa.UniqueConstraint("wire_hash", name=op.f("uq_detail_wire_hash")),
    )
    op.create_index(op.f("ix_detail_result_id"), "detail", ["result_id"])
    op.create_index(
        op.f("ix_detail_tablet_epoch_sequence"), "detail", ["tablet", "epoch", "sequence"]
    )
    op.create_index(op.f("ix_detail_keep_until"), "detail", ["keep_until"])


def downgrade() -> None:
    op.drop_table("detail")
