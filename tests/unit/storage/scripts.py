"""Migrations that do not exist yet, the real ones and one more, and the first one alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from kiosk import resources
from kiosk.storage.upgrade import Kind

FIRST, NOW, NEXT = "0001", "0003", "0004"

ONE_MORE = '''"""One more: a column and a constraint, both by copying the table."""

import sqlalchemy as sa
from alembic import op

revision = "{kind}_{next}"
down_revision = "{kind}_{now}"
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
    text = ONE_MORE.format(kind=kind, table=TABLE[kind], more=more, now=NOW, next=NEXT)
    (scripts / "versions" / f"{kind}_{NEXT}_colour.py").write_text(text, encoding="utf-8")
    return scripts


def first_scripts(folder: Path, kind: Kind) -> Path:
    """A copy of the migrations of ``kind`` as they were when there was one."""
    scripts = folder / f"first-migrations-{kind}"
    shutil.copytree(resources.migrations(kind), scripts)
    for script in (scripts / "versions").glob(f"{kind}_*.py"):
        if FIRST not in script.name:
            script.unlink()
    return scripts
