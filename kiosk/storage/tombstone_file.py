"""What was erased, kept outside the store: a backup that is restored must not bring it back.

A line for each: hashes and numbers, and a checksum over them. Lines are only ever added.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from kiosk.storage import files
from kiosk.storage.desk.values import Tombstone
from kiosk.storage.errors import StoreDamagedError, disk_error

NAME = "tombstones"
NONE = "-"


def add(path: Path, tombstones: Iterable[Tombstone]) -> None:
    """Append those that are not there yet; returns when the disk has them.

    What a power cut left of an earlier, unconfirmed line at the end is cut off first.
    """
    try:
        with files.locked(path.with_name(f"{path.name}.lock")):
            _add(path, tuple(tombstones))
    except OSError as error:
        raise disk_error(error, path) from error


def read(path: Path) -> tuple[Tombstone, ...]:
    """All of them, in the order in which they came; none where there is no file.

    Raises:
        StoreDamagedError: a line that was confirmed cannot be read.
    """
    lines = _lines(path)
    end = _end(lines)
    found = [_parsed(line) for line in lines[:end]]
    if None in found:
        raise StoreDamagedError(path=path, detail=f"line {found.index(None) + 1}")
    return tuple(one for one in found if one is not None)


def _add(path: Path, tombstones: tuple[Tombstone, ...]) -> None:
    lines = _lines(path)
    whole = lines[: _end(lines)]
    known = set(whole)
    new = [line for line in dict.fromkeys(map(_line, tombstones)) if line not in known]
    if not new:
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.ftruncate(handle, sum(map(len, whole)))
        os.lseek(handle, 0, os.SEEK_END)
        _write(handle, b"".join(new))
        os.fsync(handle)
    finally:
        os.close(handle)
    files.sync_folder(path.parent)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise disk_error(error, path) from error


def _end(lines: list[bytes]) -> int:
    """How many lines there are up to the last good one."""
    return next((at for at in range(len(lines), 0, -1) if _parsed(lines[at - 1])), 0)


def _line(tombstone: Tombstone) -> bytes:
    text = (
        f"{tombstone.wire_hash.hex()} {tombstone.tablet} {tombstone.epoch} "
        f"{tombstone.sequence} {tombstone.result_id.hex() or NONE}"
    )
    return f"{text} {zlib.crc32(text.encode()):08x}\n".encode()


def _parsed(line: bytes) -> Tombstone | None:
    """The tombstone of a line; None if it is not whole."""
    try:
        wire_hash, tablet, epoch, sequence, result_id, _ = line.decode("ascii").split()
        found = Tombstone(
            bytes.fromhex(wire_hash),
            int(tablet),
            int(epoch),
            int(sequence),
            b"" if result_id == NONE else bytes.fromhex(result_id),
        )
    except ValueError:
        return None
    return found if _line(found) == line else None
