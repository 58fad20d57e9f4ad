"""What the desk's window remembers over its end: the folder that was chosen for a sync."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

NAME = "window.json"


class WindowMemory:
    """A small file beside the desk's keys; without it only a choice has to be made again."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def folder(self) -> Path | None:
        """The folder that was chosen last."""
        try:
            told = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        match told:
            case {"folder": str(folder)} if folder:
                return Path(folder)
        return None

    def remember(self, folder: Path | None) -> None:
        """For the next time."""
        from kiosk.handoff.errors import NotWritten
        from kiosk.handoff.files import write_safely

        told = {} if folder is None else {"folder": str(folder)}
        with suppress(NotWritten):
            write_safely(self._path, json.dumps(told).encode())
