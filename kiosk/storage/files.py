"""File steps that survive a power cut: each one returns when the disk has it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable: what was created, renamed or removed there."""
    if os.name == "nt":  # NTFS keeps names in its own journal and opens no folder as a file
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create(path: Path) -> None:
    """An empty file of that name, with its name durable."""
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """The folder and those above it, each with its name durable."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def claim(path: Path) -> None:
    """An empty file that only its user may read, for a database to be written into."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def replace(new: Path, path: Path) -> None:
    """``new`` takes the name ``path`` at once: after a cut there is the one or the other."""
    sync_file(new)
    new.replace(path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """No file of that name, durably; none there is fine."""
    try:
        path.unlink()
    except FileNotFoundError:
        return
    sync_folder(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time between here and the end; a process that dies lets go.

    The lock's own file stays: removing it would let two processes lock two files of one name.
    """
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
