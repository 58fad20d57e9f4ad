"""Runs the migrations of the desk store; ``kiosk.storage.migrate`` calls it with a connection."""

from __future__ import annotations

from alembic import context

from kiosk.storage.desk.models import DeskBase
from kiosk.storage.migrate import run

run(context, DeskBase.metadata)
