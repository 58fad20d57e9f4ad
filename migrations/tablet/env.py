"""Runs the migrations of the tablet store; ``kiosk.storage.migrate`` calls it with a connection."""

from __future__ import annotations

from alembic import context

from kiosk.storage.migrate import run
from kiosk.storage.tablet.models import TabletBase

run(context, TabletBase.metadata)
