"""Files on sticks and in folders: written so that a power cut leaves the old or the new one, and
read so that a hostile stick gets nowhere."""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kiosk.domain.errors import N_
from kiosk.handoff.errors import FileRefused, NotWritten, Refusal

PUBLIC_MODE = 0o644
PRIVATE_MODE = 0o600


class FileLayer(Protocol):
    """The few things done to a disk; a fake fails at any of them, or drops what was not synced."""

    def write_new(self, path: Path, data: bytes, mode: int) -> None:
        """Make a file that was not there and write all of ``data``."""

    def sync(self, path: Path) -> None:
        """Bring a file's content to the medium."""

    def read(self, path: Path) -> bytes:
        """The content of a file just written."""

    def replace(self, source: Path, target: Path) -> None:
        """Give a file its final name, in one step."""

    def sync_folder(self, folder: Path) -> None:
        """Bring the names in a folder to the medium."""

    def sync_all(self) -> None:
        """Bring everything to every medium."""

    def remove(self, path: Path) -> None:
        """Remove a file; FileNotFoundError when there is none."""


class Disk:
    """The real file layer."""

    def write_new(self, path: Path, data: bytes, mode: int) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flag("O_NOFOLLOW") | _flag("O_BINARY")
        with os.fdopen(os.open(path, flags, mode), "wb") as file:
            file.write(data)

    def sync(self, path: Path) -> None:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # so that reading again asks the medium
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        if os.name == "nt":  # pragma: no cover - Windows cannot open a folder to sync it
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:  # some network shares cannot
                raise
        finally:
            os.close(descriptor)

    def sync_all(self) -> None:
        if hasattr(os, "sync"):
            os.sync()

    def remove(self, path: Path) -> None:
        path.unlink()


DISK = Disk()


def write_safely(
    path: Path,
    data: bytes,
    *,
    mode: int = PUBLIC_MODE,
    everything: bool = False,
    layer: FileLayer = DISK,
) -> None:
    """Temporary name, sync, read again and compare, final name, sync of the folder.

    ``everything`` also syncs the file system, for a stick that is pulled out next. NotWritten when
    any step fails; an older file of that name is then still there.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        with suppress(FileNotFoundError):
            layer.remove(temporary)
        layer.write_new(temporary, data, mode)
        layer.sync(temporary)
        if layer.read(temporary) != data:
            raise OSError(errno.EIO, "read back other than written")
        layer.replace(temporary, path)
        layer.sync_folder(path.parent)
        if everything:
            layer.sync_all()
    except OSError as error:
        with suppress(OSError):
            layer.remove(temporary)
        raise NotWritten(
            N_("The file {name} could not be written ({why}); make room or try another folder."),
            name=path.name,
            why=error.strerror or str(error),
        ) from error


def read_safely(path: Path, limit: int) -> bytes:
    """The content of an ordinary file of at most ``limit`` bytes; FileRefused for anything else.

    No link is followed, no pipe or device waited for, and the size is known before a byte is read.
    """
    flags = os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_BINARY")
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise FileRefused(Refusal.NOT_A_FILE, path.name)
        with os.fdopen(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise FileRefused(Refusal.NOT_A_FILE, path.name)
            data = b"" if found.st_size > limit else file.read(limit + 1)
            if found.st_size > limit or len(data) > limit:
                raise FileRefused(Refusal.TOO_LARGE, path.name, limit=limit)
            return data
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileRefused(Refusal.UNREADABLE, path.name, why=why) from error


class Kind(StrEnum):
    """What a file in a shared folder is; the value is its suffix."""

    BUNDLE = "bundle"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class FileName:
    """The name of a bundle or a receipt: what it claims to be, which its content has to repeat."""

    kind: Kind
    site: bytes
    """First 4 bytes of the site id."""
    tablet: int
    epoch: int
    number: int
    desk: int = 0
    """Receipts only."""

    def __str__(self) -> str:
        desk = f"-d{self.desk}" if self.kind is Kind.RECEIPT else ""
        place = f"kiosk-{self.site.hex()}-t{self.tablet}-e{self.epoch:08x}"
        return f"{place}{desk}-{self.number}.{self.kind}"


_NAME = re.compile(
    r"kiosk-(?P<site>[0-9a-f]{8})-t(?P<tablet>[1-9][0-9]{0,4})-e(?P<epoch>[0-9a-f]{8})"
    r"(?:-d(?P<desk>[1-9][0-9]{0,4}))?-(?P<number>[1-9][0-9]{0,8})\.(?P<kind>bundle|receipt)"
)


def parse_name(name: str) -> FileName:
    """The parts of a known name; FileRefused for any other."""
    match = _NAME.fullmatch(name)
    if match is None or (match["kind"] == Kind.RECEIPT) != (match["desk"] is not None):
        raise FileRefused(Refusal.UNKNOWN_NAME, name)
    return FileName(
        kind=Kind(match["kind"]),
        site=bytes.fromhex(match["site"]),
        tablet=int(match["tablet"]),
        epoch=int(match["epoch"], 16),
        number=int(match["number"]),
        desk=int(match["desk"] or 0),
    )


def known_files(folder: Path, kind: Kind, site_id: bytes) -> list[Path]:
    """The bundles or receipts of this site in a folder, by tablet, epoch, desk and number.

    Everything else there is passed over: another site's files, temporary ones, a person's own.
    """
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError as error:
        why = error.strerror or str(error)
        raise FileRefused(Refusal.UNREADABLE, folder.name or str(folder), why=why) from error
    found: list[FileName] = []
    for name in names:
        with suppress(FileRefused):
            parsed = parse_name(name)
            if parsed.kind is kind and parsed.site == site_id[:4]:
                found.append(parsed)
    found.sort(key=lambda name: (name.tablet, name.epoch, name.desk, name.number))
    return [folder / str(name) for name in found]


def _flag(name: str) -> int:
    """A flag of ``os.open`` where the platform has it."""
    return int(getattr(os, name, 0))
