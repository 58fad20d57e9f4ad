"""Sticks on Linux: which mounted file systems lie on a removable or USB disk, and how to let go.

``/proc/self/mountinfo`` (proc(5)) tells what is mounted where; ``/sys/dev/block`` tells whether the
disk below is removable or hangs on a USB port.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.devices.usb import Drive, drive_at, not_released, sync_file_system

TRIES, PAUSE = 3, 1.0
"""A stick that is just being looked at by a file manager is free again in seconds."""
TOOL_SECONDS = 120.0
"""Writing out a slow stick takes its time; longer is a fault."""
OF_THE_SYSTEM = frozenset({"/", "/boot", "/usr", "/var", "/home", "/etc", "/opt"})
"""A disk that holds one of these is the machine's own, even if it is a USB disk."""

_OCTAL = re.compile(r"\\([0-7]{3})")
_USB = re.compile(r"/usb\d+/")

Run = Callable[[list[str]], str]
"""Runs a command; gives "" if it went well, else what it complained about."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A line of mountinfo."""

    device: str
    """major:minor"""
    root: str
    folder: Path
    source: str


class LinuxUsbDrive:
    """The sticks of this machine. ``proc`` and ``sys`` may be other trees, for tests."""

    def __init__(
        self,
        proc: Path = Path("/proc"),
        sys: Path = Path("/sys"),
        run: Run | None = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._mountinfo, self._blocks = proc / "self" / "mountinfo", sys / "dev" / "block"
        self._run, self._wait = run or run_tool, wait
        self._met: set[str] = set()
        """File systems that were mounted, here or by the desktop, and have not been pulled out."""

    def drives(self) -> tuple[Drive, ...]:
        """The sticks, mounted if need be: a kiosk has no desktop that does it.

        What was let go of is not mounted again before it has been out.
        """
        self._mount_new()
        return tuple(
            drive
            for mount in self._sticks()
            if (drive := drive_at(mount.folder, mount.folder.name)) is not None
        )

    def release(self, drive: Drive) -> None:
        """Write everything out and unmount; a busy stick is tried again twice."""
        complaint = ""
        for at in range(TRIES):
            mount = self._mount_of(drive)
            if mount is None:
                return
            if at:
                self._wait(PAUSE)
            sync_file_system(drive.folder, drive.name)
            complaint = self._run(_unmount(mount))
        if self._mount_of(drive) is not None:
            raise not_released(drive.name, complaint)

    def _mount_new(self) -> None:
        plugged = dict(self._plugged())
        mounted = {mount.device for mount in self._mounts()}
        self._met = (self._met | mounted) & plugged.keys()
        for device in plugged.keys() - self._met:
            self._met.add(device)
            name = plugged[device].name.replace("!", "/")
            self._run(
                ["udisksctl", "mount", "--no-user-interaction", "--block-device", f"/dev/{name}"]
            )

    def _plugged(self) -> Iterator[tuple[str, Path]]:
        """What may hold a file system on a removable disk: its partitions, or itself without."""
        own = self._own_disks()
        try:
            devices = sorted(self._blocks.iterdir())
        except OSError:
            return
        for link in devices:
            disk = self._disk(link.name)
            if disk is None or disk in own or not _may_be_pulled(disk):
                continue
            folder = link.resolve()
            parted = folder == disk and any(disk.glob("*/partition"))
            if not parted and _read(folder / "size") not in ("", "0"):
                yield link.name, folder

    def _own_disks(self) -> set[Path]:
        """The disks that the system itself lies on."""
        return {
            disk
            for mount in self._mounts()
            if str(mount.folder) in OF_THE_SYSTEM and (disk := self._disk(mount.device)) is not None
        }

    def _mount_of(self, drive: Drive) -> Mount | None:
        return next((mount for mount in self._sticks() if mount.folder == drive.folder), None)

    def _sticks(self) -> list[Mount]:
        """Whole file systems on removable disks, each once, none of a disk of the system."""
        own, found = self._own_disks(), dict[str, Mount]()
        for mount in self._mounts():
            disk = self._disk(mount.device)
            if disk is None or disk in own or mount.root != "/" or not _may_be_pulled(disk):
                continue
            found.setdefault(mount.device, mount)
        return list(found.values())

    def _mounts(self) -> Iterator[Mount]:
        try:
            lines = self._mountinfo.read_text("utf-8", "surrogateescape").splitlines()
        except OSError:
            return
        for line in lines:
            before, separator, after = line.partition(" - ")
            fields, source = before.split(" "), after.split(" ")
            if separator and len(fields) >= 6 and len(source) >= 2:
                yield Mount(fields[2], fields[3], Path(_plain(fields[4])), _plain(source[1]))

    def _disk(self, device: str) -> Path | None:
        """The folder in /sys of the disk that holds a file system; None if it is gone."""
        try:
            folder = (self._blocks / device).resolve(strict=True)
        except OSError:
            return None
        return folder.parent if (folder / "partition").exists() else folder


def run_tool(command: list[str]) -> str:
    """Run a command without asking anybody anything."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TOOL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = (done.stderr or done.stdout).strip().splitlines()
    return "" if done.returncode == 0 else said[-1] if said else f"exit {done.returncode}"


def _unmount(mount: Mount) -> list[str]:
    """udisks lets the person at the screen unmount what it mounted; ``umount`` knows the rest."""
    if shutil.which("udisksctl"):
        return ["udisksctl", "unmount", "--no-user-interaction", "--block-device", mount.source]
    return ["umount", "--", str(mount.folder)]


def _may_be_pulled(disk: Path) -> bool:
    return _read(disk / "removable") == "1" or _USB.search(disk.as_posix()) is not None


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeError):
        return ""


def _plain(field: str) -> str:
    """Blanks and the like stand as three octal digits."""
    return _OCTAL.sub(lambda match: chr(int(match[1], 8)), field)
