"""Opening the desk's store."""

from __future__ import annotations

from pathlib import Path

from kiosk.storage.desk.database import DatabaseDeskStore
from kiosk.storage.engine import open_engine
from kiosk.storage.place import DeskPlace
from kiosk.storage.upgrade import Kind, upgrade


def open_desk_store(place: DeskPlace, scripts: Path | None = None) -> DatabaseDeskStore:
    """The store at ``place``, made or upgraded first where needed."""
    upgrade(place, Kind.DESK, scripts)
    return DatabaseDeskStore(open_engine(place))
