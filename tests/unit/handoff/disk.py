"""File layers that fail on purpose: a disk whose power is cut, a disk that refuses."""

from __future__ import annotations

import os
from pathlib import Path


class PowerCut(Exception):  # noqa: N818 - what it is, not an error of the program
    """Nothing after this runs."""


class CutDisk:
    """A disk in memory that keeps apart what was written and what would survive a power cut.

    The cut comes at the operation of that number; ``survivors`` tells what is there afterwards.
    """

    def __init__(self, cut_at: int | None = None) -> None:
        self.cut_at = cut_at
        self.operations = 0
        self.names: dict[Path, int] = {}
        self.kept_names: dict[Path, int] = {}
        self.content: dict[int, bytes] = {}
        self.kept_content: dict[int, bytes] = {}

    def _step(self) -> None:
        if self.operations == self.cut_at:
            raise PowerCut
        self.operations += 1

    def write_new(self, path: Path, data: bytes, mode: int) -> None:
        if path in self.names:
            raise FileExistsError
        inode = len(self.content)
        self.names[path] = inode
        self.content[inode] = data[: len(data) // 2]
        self._step()
        self.content[inode] = data
        self._step()

    def sync(self, path: Path) -> None:
        self._step()
        self.kept_content[self.names[path]] = self.content[self.names[path]]

    def read(self, path: Path) -> bytes:
        self._step()
        return self.content[self.names[path]]

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        self.names[target] = self.names.pop(source)
        self._step()

    def sync_folder(self, folder: Path) -> None:
        self._step()
        self.kept_names = dict(self.names)

    def sync_all(self) -> None:
        self._step()
        self.kept_names, self.kept_content = dict(self.names), dict(self.content)

    def remove(self, path: Path) -> None:
        self._step()
        if path not in self.names:
            raise FileNotFoundError
        del self.names[path]

    def survivors(self, *, names_written: bool) -> dict[Path, bytes]:
        """The files after the cut; the system may or may not have written the names out itself."""
        names = self.names if names_written else self.kept_names
        return {path: self.kept_content.get(inode, b"") for path, inode in names.items()}


class RefusingDisk(CutDisk):
    """Fails at one operation with an error number, then works again."""

    def __init__(self, refuse_at: int, number: int) -> None:
        super().__init__()
        self.refuse_at = refuse_at
        self.number = number

    def _step(self) -> None:
        self.operations += 1
        if self.operations - 1 == self.refuse_at:
            raise OSError(self.number, os.strerror(self.number))
