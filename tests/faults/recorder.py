"""Sees every write, sync and name that SQLite, SQLCipher and Python give to the operating system.

Both databases reach their files through a table of functions, the VFS. A copy of the default one,
with five functions replaced, is made the default for a while: each replacement tells of its call
and passes it on, or answers with a fault. Python's own file calls are replaced in ``os`` for as
long.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from ctypes import POINTER, c_char_p, c_int, c_int64, c_void_p
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from unittest import mock

import pytest
from sqlcipher3 import _sqlite3, dbapi2

from tests.faults.disk import (
    Acknowledged,
    Create,
    Event,
    Link,
    Move,
    Remove,
    Sync,
    SyncFolder,
    Truncate,
    Write,
)

OPEN_CREATE = 0x4
SYNCS_ITS_FOLDER = 0x800 | 0x4000 | 0x80000
"""Main journal, super-journal, write-ahead log: when such a file is synced for the first time,
SQLite syncs the folder too."""

Fault = Callable[[Event], int]
"""Asked before each write, truncation and sync: an SQLite result code to fail with, or 0."""

WRITE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
ONE_INT = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)
OPEN = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
# The name as an address: SQLite keeps it, and reads on behind its end.
DELETE = ctypes.CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)


class IoMethods(ctypes.Structure):
    """``sqlite3_io_methods``; what is not replaced is only carried along."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", WRITE),
        ("truncate", TRUNCATE),
        ("sync", ONE_INT),
        ("others", c_void_p * 13),
    )


class Vfs(ctypes.Structure):
    """``sqlite3_vfs``, likewise."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("path_length", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", OPEN),
        ("delete", DELETE),
        ("others", c_void_p * 14),
    )


class File(ctypes.Structure):
    """The beginning of every open file, ``sqlite3_file``."""

    _fields_ = (("methods", POINTER(IoMethods)),)


class Recorder:
    """The events since ``recording`` began, and the faults to come."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.fault: Fault = lambda event: 0

    def acknowledge(self, steps: int) -> None:
        self.events.append(Acknowledged(steps))

    def tell(self, event: Event) -> int:
        """Note the event, unless it is to fail."""
        code = self.fault(event)
        if code == 0:
            self.events.append(event)
        return code


@contextmanager
def recording() -> Iterator[Recorder]:
    """Every file that is opened inside is watched; it must also be closed inside."""
    recorder = Recorder()
    with ExitStack() as stack:
        for module, library in _libraries():
            stack.enter_context(_watched(module, library, recorder))
        stack.enter_context(_python(recorder))
        yield recorder


@lru_cache(maxsize=1)
def _libraries() -> tuple[tuple[ModuleType, ctypes.CDLL], ...]:
    """Python's sqlite3 and SQLCipher, each with the library under it; a skipped test where one
    cannot be reached."""
    name = ctypes.util.find_library("sqlite3") or "libsqlite3.so.0"
    under = {sqlite3: name, dbapi2: str(_sqlite3.__file__)}
    try:
        found = {module: ctypes.CDLL(name) for module, name in under.items()}
        for library in found.values():
            library.sqlite3_vfs_find.restype = POINTER(Vfs)
            library.sqlite3_vfs_find.argtypes = (c_char_p,)
            library.sqlite3_vfs_register.argtypes = (POINTER(Vfs), c_int)
            library.sqlite3_vfs_unregister.argtypes = (POINTER(Vfs),)
    except (OSError, AttributeError):
        pytest.skip("SQLite or SQLCipher cannot be reached from outside here")
    return tuple(found.items())


class _Watch:
    """The replaced functions. They must live as long as a file is open."""

    def __init__(self, recorder: Recorder, original: Vfs) -> None:
        self._recorder, self._original = recorder, original
        self._paths: dict[int, Path] = {}
        self._new: set[Path] = set()
        self._tables: dict[int, tuple[IoMethods, IoMethods]] = {}
        """For each of SQLite's tables of file functions: the original, and ours."""
        self._of: dict[int, IoMethods] = {}
        self.vfs = Vfs.from_buffer_copy(original)
        self.vfs.name = b"recorder"
        self.vfs.open, self.vfs.delete = OPEN(self._open), DELETE(self._delete)

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = None if name is None else Path(os.fsdecode(ctypes.string_at(name)))
        is_new = path is not None and not path.exists()
        code = int(self._original.open(vfs, name, file, flags, out))
        if code != 0 or path is None:
            return code
        if is_new and flags & OPEN_CREATE:
            self._recorder.tell(Create(path))
            if flags & SYNCS_ITS_FOLDER:
                self._new.add(path)
        self._paths[file] = path
        self._replace(file)
        return code

    def _replace(self, file: int) -> None:
        opened = File.from_address(file)
        at = ctypes.addressof(opened.methods.contents)
        if at not in self._tables:
            original = opened.methods.contents
            ours = IoMethods.from_buffer_copy(original)
            ours.write = WRITE(self._write)
            ours.truncate = TRUNCATE(self._truncate)
            ours.sync = ONE_INT(self._sync)
            self._tables[at] = (original, ours)
        self._of[file], ours = self._tables[at]
        opened.methods = ctypes.pointer(ours)

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        event = Write(self._paths[file], offset, ctypes.string_at(data, size))
        return self._recorder.tell(event) or int(self._of[file].write(file, data, size, offset))

    def _truncate(self, file: int, size: int) -> int:
        event = Truncate(self._paths[file], size)
        return self._recorder.tell(event) or int(self._of[file].truncate(file, size))

    def _sync(self, file: int, flags: int) -> int:
        path = self._paths[file]
        code = self._recorder.tell(Sync(path)) or int(self._of[file].sync(file, flags))
        if code == 0 and path in self._new:
            self._new.remove(path)
            self._recorder.tell(SyncFolder(path.parent))
        return code

    def _delete(self, vfs: int, name: bytes, sync_folder: int) -> int:
        path = Path(os.fsdecode(name))
        code = int(self._original.delete(vfs, name, sync_folder))
        if code == 0:
            self._recorder.tell(Remove(path))
            if sync_folder & 1:
                self._recorder.tell(SyncFolder(path.parent))
        return code


_ALIVE: list[_Watch] = []
"""SQLite may keep pointers into a watch for as long as the process lives."""


@contextmanager
def _watched(module: ModuleType, library: ctypes.CDLL, recorder: Recorder) -> Iterator[None]:
    watch = _Watch(recorder, library.sqlite3_vfs_find(None).contents)
    _ALIVE.append(watch)
    library.sqlite3_vfs_register(ctypes.byref(watch.vfs), 1)
    try:
        _must_be_watched(module, recorder)
        yield
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(watch.vfs))


def _must_be_watched(module: ModuleType, recorder: Recorder) -> None:
    """Python may have been built with an SQLite of its own, which knows nothing of ours."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(module.connect(str(Path(folder, "probe.db")))) as connection,
    ):
        connection.execute("CREATE TABLE probe (number INTEGER)")
    if not recorder.events:
        pytest.skip(f"{module.__name__} has an SQLite of its own here")
    recorder.events.clear()


@contextmanager
def _python(recorder: Recorder) -> Iterator[None]:
    paths: dict[int, Path] = {}
    real_open, real_fsync, real_unlink = os.open, os.fsync, os.unlink
    real_replace, real_link = os.replace, os.link

    def open_(path: Path, flags: int, mode: int = 0o777) -> int:
        is_new = flags & os.O_CREAT and not Path(path).exists()
        handle = real_open(path, flags, mode)
        paths[handle] = Path(path)
        if is_new:
            recorder.tell(Create(Path(path)))
        return handle

    def fsync(handle: int) -> None:
        path = paths[handle]
        event = SyncFolder(path) if path.is_dir() else Sync(path)
        if recorder.tell(event):
            raise OSError(5, "Input/output error")
        real_fsync(handle)

    def unlink(path: Path) -> None:
        real_unlink(path)
        recorder.tell(Remove(Path(path)))

    def replace(path: Path, to: Path) -> None:
        real_replace(path, to)
        recorder.tell(Move(Path(path), Path(to)))

    def link(path: Path, to: Path) -> None:
        real_link(path, to)
        recorder.tell(Link(Path(path), Path(to)))

    with mock.patch.multiple(
        os, open=open_, fsync=fsync, unlink=unlink, replace=replace, link=link
    ):
        yield
