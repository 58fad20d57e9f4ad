"""A stick in a tablet: what is moved with it, and when it may be taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.devices.usb import Drive, UsbDrive
from kiosk.domain.errors import KioskError
from kiosk.tablet.staff_screens import Moved

if TYPE_CHECKING:
    from kiosk.tablet.syncing import Synced


class Stick:
    """Asked on the worker: letting go takes as long as the stick is slow."""

    def __init__(self, usb: UsbDrive) -> None:
        self._usb = usb

    def is_there(self, drive: Drive) -> bool:
        """Whether it is still in."""
        return any(found.folder == drive.folder for found in self._usb.drives())

    def let_go(self, drive: Drive) -> KioskError | None:
        """Write everything out and let it go; why not, if it is held."""
        try:
            self._usb.release(drive)
        except KioskError as error:
            return error
        return None

    def moved(self, drive: Drive, sync: Callable[[], Synced]) -> Moved:
        """Sync, then let it go; safe is only what was let go of, whole or told as failed."""
        done: Synced | None = None
        failed: KioskError | None = None
        try:
            done = sync()
        except KioskError as error:
            failed = error
        pulled = not self.is_there(drive)
        held = None if pulled else self.let_go(drive)
        whole = done is not None and done.safe
        return Moved(
            drive=drive,
            done=done,
            error=failed,
            pulled=pulled,
            safe=not pulled and held is None and (whole or failed is not None),
            held=held,
        )
