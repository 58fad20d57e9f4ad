"""How much room there is on a disk."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol


class FreeSpace(Protocol):
    """Looks how much room is left."""

    def free(self, folder: Path) -> int:
        """Bytes that may still be written below a folder.

        Raises:
            OSError: the disk does not say.
        """


class DiskSpace:
    """The room on the real disk."""

    def free(self, folder: Path) -> int:
        """Bytes that are left to an ordinary user."""
        return shutil.disk_usage(folder).free


class FakeSpace:
    """As much room as it was told; None: a disk that does not say."""

    def __init__(self, free_bytes: int | None) -> None:
        self.free_bytes = free_bytes

    def free(self, folder: Path) -> int:
        """What it was told."""
        if self.free_bytes is None:
            raise OSError(5, "Input/output error", str(folder))
        return self.free_bytes
