"""Where the site's files go: the stick that is in, else a folder that was chosen for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.devices.usb import Drive, FolderDrive, UsbDrive, drive_at


class Places:
    """``sticks`` are those that are in now; ``usb`` lets them go."""

    def __init__(self, sticks: Callable[[], tuple[Drive, ...]], usb: UsbDrive) -> None:
        self._sticks, self._usb = sticks, usb
        self._folder: Path | None = None

    def choose(self, folder: Path) -> None:
        """A folder instead of a stick, until the window is closed."""
        self._folder = folder

    def now(self) -> Drive | None:
        """The folder that was chosen, else the first stick."""
        chosen = drive_at(self._folder) if self._folder is not None else None
        return chosen or next(iter(self._sticks()), None)

    def is_stick(self, place: Drive) -> bool:
        """It can be pulled out."""
        return any(drive.folder == place.folder for drive in self._sticks())

    def let_go(self, place: Drive) -> None:
        """Returns when it may be pulled out; called on the worker."""
        usb = self._usb if self.is_stick(place) else FolderDrive(place.folder)
        usb.release(place)
