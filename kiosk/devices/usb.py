"""Where a sync may go: sticks that are put in, and any folder that somebody chose."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError, N_

LOOK_SECONDS = 1.0
"""How often a window looks for what was put in or pulled out."""


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick or a folder that can be written to."""

    name: str
    """As a file manager names it."""
    folder: Path
    free_bytes: int


class NotReleasedError(KioskError):
    """A stick could not be let go of: pulling it out now may lose what was written."""


class UsbDrive(Protocol):
    """Finds sticks and lets them go."""

    def drives(self) -> tuple[Drive, ...]:
        """What is there now, each with its free room."""

    def release(self, drive: Drive) -> None:
        """Returns when it is safe to remove; what is gone already is let go of.

        Raises:
            NotReleasedError: it is not safe, and what to do.
        """


def sticks_of_this_machine() -> UsbDrive:
    """Finds sticks here; where it is not known how (macOS), none: a folder is chosen instead."""
    if sys.platform.startswith("linux"):
        from kiosk.devices.usb_linux import LinuxUsbDrive

        return LinuxUsbDrive()
    if sys.platform == "win32":
        from kiosk.devices.usb_windows import WindowsUsbDrive

        return WindowsUsbDrive()
    return NoUsbDrive()


def drives_of_this_machine(share: Path | None = None) -> UsbDrive:
    """Its sticks, and beside them a share if there is one."""
    sticks = sticks_of_this_machine()
    return sticks if share is None else Several(sticks, FolderDrive(share))


class NoUsbDrive:
    """A machine whose sticks cannot be found."""

    def drives(self) -> tuple[Drive, ...]:
        """None."""
        return ()

    def release(self, drive: Drive) -> None:
        """Bring what was written to the medium."""
        sync_file_system(drive.folder, drive.name)


class FolderDrive:
    """A folder that somebody chose, such as a network share: it is synced and stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def drives(self) -> tuple[Drive, ...]:
        """The folder, if it is there."""
        found = drive_at(self._folder)
        return (found,) if found is not None else ()

    def release(self, drive: Drive) -> None:
        """Bring what was written to the medium."""
        sync_file_system(drive.folder, drive.name)


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


class DriveWatch:
    """Tells when a stick is put in or pulled out.

    A window calls ``look`` every ``LOOK_SECONDS``; looking runs on the worker, one look at a time.
    """

    def __init__(self, usb: UsbDrive, worker: Worker, on_change: Callable[[], object]) -> None:
        self._usb, self._worker, self._on_change = usb, worker, on_change
        self._looking = False
        self.drives: tuple[Drive, ...] = ()
        """What was there at the last look, in the order in which it came."""

    def look(self) -> None:
        """Look once; ``on_change`` is called if something was plugged or unplugged."""
        if not self._looking:
            self._looking = True
            self._worker.submit(self._usb.drives, self._seen, self._failed)

    def _seen(self, found: tuple[Drive, ...]) -> None:
        self._looking = False
        before = {drive.folder for drive in self.drives}
        now = {drive.folder: drive for drive in found}
        stayed = [now[drive.folder] for drive in self.drives if drive.folder in now]
        self.drives = (*stayed, *(drive for drive in found if drive.folder not in before))
        if now.keys() != before:
            self._on_change()

    def _failed(self, _error: KioskError) -> None:
        self._seen(())


def drive_at(folder: Path, name: str = "") -> Drive | None:
    """A folder as a drive; None if it is not there (any more)."""
    with suppress(OSError):
        if folder.is_dir():
            return Drive(name or folder.name or str(folder), folder, shutil.disk_usage(folder).free)
    return None


def sync_file_system(folder: Path, name: str) -> None:
    """Write out everything that waits for the medium that holds a folder.

    Raises:
        NotReleasedError: it could not all be written.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY) if os.name != "nt" else -1
        try:
            if hasattr(os, "sync"):
                os.sync()
            if descriptor >= 0:
                os.fsync(descriptor)
        finally:
            if descriptor >= 0:
                os.close(descriptor)
    except OSError as error:
        raise not_released(name, error.strerror or str(error)) from error


def not_released(name: str, why: str) -> NotReleasedError:
    """In one sentence."""
    return NotReleasedError(
        N_("{name} cannot be let go of yet ({why}); leave it in and try again."), name=name, why=why
    )
