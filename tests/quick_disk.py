"""File layers on the real disk: one that does not wait for it, one that fails at an operation."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.handoff.files import DISK


class QuickDisk:
    """Writes as the real one, and waits for no medium: a test cuts no power here."""

    def __init__(self) -> None:
        self.operations = 0

    def step(self) -> None:
        """Before each operation."""
        self.operations += 1

    def write_new(self, path: Path, data: bytes, mode: int) -> None:
        self.step()
        DISK.write_new(path, data, mode)

    def sync(self, path: Path) -> None:
        self.step()

    def read(self, path: Path) -> bytes:
        self.step()
        return DISK.read(path)

    def replace(self, source: Path, target: Path) -> None:
        self.step()
        DISK.replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        self.step()

    def sync_all(self) -> None:
        self.step()

    def remove(self, path: Path) -> None:
        self.step()
        DISK.remove(path)


class FailingDisk(QuickDisk):
    """Fails with an error number at one operation, counted from 1, then works again."""

    def __init__(self, fail_at: int, number: int) -> None:
        super().__init__()
        self.fail_at, self.number = fail_at, number

    def step(self) -> None:
        super().step()
        if self.operations == self.fail_at:
            raise OSError(self.number, os.strerror(self.number))
