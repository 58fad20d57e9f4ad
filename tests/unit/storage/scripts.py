"""Migrations that do not exist yet: the real ones and one more, for tests of upgrading."""

from __future__ import annotations

import shutil
from pathlib import Path

from kiosk import resources
from kiosk.storage.upgrade import Kind

NEXT = '''"""One more: a column and a constraint, both by copying the table."""

import sqlalchemy as sa
from alembic import op

revision = "{kind}_0002"
down_revision = "{kind}_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("{table}", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String(8), server_default="blue"))
        batch.create_unique_constraint(op.f("uq_{table}_colour_id"), ["colour", "id"])
{more}

def downgrade() -> None:
    with op.batch_alter_table("{table}") as batch:
        batch.drop_constraint(op.f("uq_{table}_colour_id"), type_="unique")
        batch.drop_column("colour")
'''

TABLE = {Kind.TABLET: "sealed_result", Kind.DESK: "result"}


def next_scripts(folder: Path, kind: Kind, more: str = "") -> Path:
    """A copy of the migrations of ``kind`` with one more, whose upgrade ends with ``more``."""
    scripts = folder / f"migrations-{kind}"
    shutil.copytree(resources.migrations(kind), scripts)
    text = NEXT.format(kind=kind, table=TABLE[kind], more=more)
    (scripts / "versions" / f"{kind}_0002_colour.py").write_text(text, encoding="utf-8")
    return scripts
