"""A stick that can be pulled out at any byte: a file layer and a ``UsbDrive`` in one.

What was synced before the pull is on it for good. Of a file that was not synced a beginning is
left; a name that was given and whose folder was not synced is the old one again.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from kiosk.devices.usb import Drive, drive_at, not_released
from kiosk.handoff.files import DISK


class PullableDrive:
    """``pull_after`` bytes and steps (each sync, name and removal counts as one) it is pulled."""

    def __init__(self, folder: Path, pull_after: int | None = None, name: str = "STICK") -> None:
        self.folder, self.name = folder, name
        self.pull_after = pull_after
        self.spent = 0
        self.busy = 0
        """So many tries to let it go fail first."""
        self.released = False
        self._undo: list[tuple[Path, bytes | None]] = []
        """What a path held before its name was changed; the newest last."""
        self._unsynced: dict[Path, int] = {}
        self._away = folder.with_name(f"{folder.name}.pulled")

    # -- hands

    @property
    def is_in(self) -> bool:
        """It is in the machine."""
        return self.folder.is_dir() and not self.released

    def pull(self) -> None:
        """Pull it out now."""
        for path, kept in self._unsynced.items():
            with suppress(OSError):
                os.truncate(path, kept)
        for path, before in reversed(self._undo):
            if before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
        self._unsynced, self._undo = {}, []
        if self.folder.is_dir():
            self.folder.rename(self._away)

    def put_in(self) -> None:
        """Put it in (again); it is not pulled by itself any more."""
        self.pull_after, self.released = None, False
        if self._away.is_dir():
            shutil.rmtree(self.folder, ignore_errors=True)
            self._away.rename(self.folder)

    # -- UsbDrive

    def drives(self) -> tuple[Drive, ...]:
        """The stick, while it is in and not let go of."""
        found = drive_at(self.folder, self.name) if self.is_in else None
        return (found,) if found is not None else ()

    def release(self, drive: Drive) -> None:
        """Let it go, unless it is busy."""
        if not self.folder.is_dir():
            return
        if self.busy:
            self.busy -= 1
            raise not_released(drive.name, "target is busy")
        self.sync_all()
        self.released = True

    # -- FileLayer

    def write_new(self, path: Path, data: bytes, mode: int) -> None:
        """A file that was not there; of a pull in the middle a beginning is left."""
        self._must_be_in()
        room = len(data) if self.pull_after is None else self.pull_after - self.spent
        DISK.write_new(path, data[: max(0, room)], mode)
        self._unsynced[path] = max(0, room) // 2
        self._step(len(data))

    def sync(self, path: Path) -> None:
        self._step()
        DISK.sync(path)
        self._unsynced.pop(path, None)

    def read(self, path: Path) -> bytes:
        self._must_be_in()
        return DISK.read(path)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        self._undo.append((target, target.read_bytes() if target.exists() else None))
        DISK.replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._step()
        DISK.sync_folder(folder)
        self._undo = [one for one in self._undo if one[0].parent != folder]

    def sync_all(self) -> None:
        self._step()
        self._unsynced, self._undo = {}, []

    def remove(self, path: Path) -> None:
        self._step()
        before = path.read_bytes() if path.exists() else None
        DISK.remove(path)
        self._unsynced.pop(path, None)
        self._undo.append((path, before))

    def _step(self, cost: int = 1) -> None:
        self._must_be_in()
        self.spent += cost
        if self.pull_after is not None and self.spent > self.pull_after:
            self.pull()
            self._must_be_in()

    def _must_be_in(self) -> None:
        if not self.folder.is_dir():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
