"""First schema: one open visit, the chain, sealed results and what receipts said of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "tablet_0001"
down_revision = None
branch_labels = None
depends_on = None

row_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "state",
        sa.Column("number", row_number, nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("next_sequence", sa.BigInteger(), nullable=False),
        sa.Column("previous_id", sa.LargeBinary(16), nullable=False),
        sa.Column("bundle_number", sa.BigInteger(), nullable=False),
        sa.Column("bundle_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("uptime_seconds", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("number = 1", name=op.f("ck_state_one_row")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_state")),
    )
    op.create_table(
        "journal_line",
        sa.Column("number", row_number, nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal_line")),
    )
    op.create_table(
        "sealed_result",
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("wire", sa.LargeBinary(), nullable=False),
        sa.Column("receipt_code", sa.String(8), nullable=False),
        sa.Column("handed_over", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "sequence", name=op.f("pk_sealed_result")),
        sa.UniqueConstraint("id", name=op.f("uq_sealed_result_id")),
        sa.UniqueConstraint("wire_hash", name=op.f("uq_sealed_result_wire_hash")),
    )
    op.create_index(op.f("ix_sealed_result_receipt_code"), "sealed_result", ["receipt_code"])
    op.create_table(
        "received",
        sa.Column("wire_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("desk", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("receipt_number", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("uptime_seconds", sa.BigInteger(), nullable=False),
        sa.Column("bundle_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("wire_hash", "desk", name=op.f("pk_received")),
        sa.ForeignKeyConstraint(
            ["wire_hash"],
            ["sealed_result.wire_hash"],
            name=op.f("fk_received_wire_hash_sealed_result"),
        ),
    )
    op.create_table(
        "last_receipt",
        sa.Column("desk", row_number, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("desk", name=op.f("pk_last_receipt")),
    )


def downgrade() -> None:
    for table in (
        "last_receipt",
        "received",
        "sealed_result",
        "journal_line",
        "state",
    ):
        op.drop_table(table)
