"""Sticks on Windows: drive letters of removable disks.

Windows writes to a removable disk at once ("quick removal", its default); what is written is
synced, and the letter stays. Ejecting is left to the person at the screen.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path

from kiosk.devices.usb import Drive, drive_at, sync_file_system

REMOVABLE = 2
"""DRIVE_REMOVABLE of GetDriveTypeW."""


class WindowsUsbDrive:
    """The removable letters. ``kind`` gives the type of a root such as ``E:\\``."""

    def __init__(self, kind: Callable[[str], int] | None = None, below: Path | None = None) -> None:
        self._kind = kind or _kind_of
        self._below = below
        """Where letters are folders, in tests."""

    def drives(self) -> tuple[Drive, ...]:
        """Letters that can be read now; an empty card reader is none."""
        found = []
        for letter in string.ascii_uppercase[2:]:
            if self._kind(f"{letter}:\\") == REMOVABLE:
                folder = self._below / letter if self._below else Path(f"{letter}:\\")
                drive = drive_at(folder, f"{letter}:")
                found += [drive] if drive is not None else []
        return tuple(found)

    def release(self, drive: Drive) -> None:
        """Bring what was written to the medium."""
        if drive.folder.is_dir():
            sync_file_system(drive.folder, drive.name)


def _kind_of(root: str) -> int:  # pragma: no cover - asks Windows
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))  # type: ignore[attr-defined,unused-ignore]
