"""Whether a tablet has room. Nothing is ever dropped to make some: staff are told, and sync."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from kiosk.devices.space import DiskSpace, FreeSpace

WARN_UNDER = 1_000_000_000
"""Bytes under which staff are warned."""
NO_VISIT_UNDER = 200_000_000
"""Bytes under which no new visit begins: what is left is for the one that runs, for what was shared
and for the log."""


class RoomState(Enum):
    """How much room there is."""

    ENOUGH = "enough"
    SHORT = "short"
    """Staff are warned."""
    NO_VISIT = "no visit"
    """No new visit begins; one that runs always finishes."""


class Room:
    """The room on the disk that holds a folder."""

    def __init__(self, folder: Path, space: FreeSpace | None = None) -> None:
        self._folder, self._space = folder, space or DiskSpace()

    def state(self) -> RoomState:
        """How much there is now; a disk that does not say takes no new visit."""
        try:
            free = self._space.free(self._folder)
        except OSError:
            return RoomState.NO_VISIT
        if free < NO_VISIT_UNDER:
            return RoomState.NO_VISIT
        return RoomState.SHORT if free < WARN_UNDER else RoomState.ENOUGH

    def for_a_visit(self) -> bool:
        """Whether a new visit may begin. Only asked before one: a running visit always finishes."""
        return self.state() is not RoomState.NO_VISIT
