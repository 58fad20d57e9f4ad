"""The sticks of this machine, and a folder that was named for it."""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.devices.usb import Drive, FolderDrive, UsbDrive


class Several:
    """Sticks and folders as one."""

    def __init__(self, *kinds: UsbDrive) -> None:
        self._kinds = kinds

    def drives(self) -> tuple[Drive, ...]:
        """What each of them has."""
        return tuple(drive for kind in self._kinds for drive in kind.drives())

    def release(self, drive: Drive) -> None:
        """Let it go by the one that has it; what nobody has is gone already."""
        for kind in self._kinds:
            if any(found.folder == drive.folder for found in kind.drives()):
                kind.release(drive)
                return


def drives(folder: Path | None = None) -> UsbDrive:
    """This machine's sticks; ``folder`` is a share beside them."""
    sticks: UsbDrive
    if sys.platform == "win32":  # pragma: no cover - another platform
        from kiosk.devices.usb_windows import WindowsUsbDrive

        sticks = WindowsUsbDrive()
    else:
        from kiosk.devices.usb_linux import LinuxUsbDrive

        sticks = LinuxUsbDrive()
    return sticks if folder is None else Several(sticks, FolderDrive(folder))
