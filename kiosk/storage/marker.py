"""The file that tells the first screen whether a visit is open, before any database is loaded.

The database is the truth. The marker goes up before a visit's first entry is committed and comes
down after the visit is wiped: an open visit always has its marker, a marker alone costs a look.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.storage import files
from kiosk.storage.errors import disk_error

NAME = "visit-open"


class Marker:
    """The marker beside the tablet's database in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def is_up(self) -> bool:
        """Whether a visit may be open: ask the store if so."""
        return self._path.exists()

    def put_up(self) -> None:
        try:
            files.create(self._path)
        except OSError as error:
            raise disk_error(error, self._path) from error

    def take_down(self) -> None:
        try:
            files.remove(self._path)
        except OSError as error:
            raise disk_error(error, self._path) from error
