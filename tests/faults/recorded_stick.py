"""A stick whose every step is noted, beside a store whose every write is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disk import Create, Sync, SyncFolder, Write
from tests.faults.recorder import Recorder


@dataclass
class RecordedStick:
    """The real file layer on real files; it fails once at one step, if told so."""

    recorder: Recorder
    fail_at: int = 0
    number: int = 0
    """Of the error."""
    steps: int = field(default=0, init=False)

    def write_new(self, path: Path, data: bytes, mode: int) -> None:
        """In two halves, so that a fault may come between them."""
        self._step()
        with path.open("xb") as file:
            self.recorder.tell(Create(path))
            half = len(data) // 2
            file.write(data[:half])
            self.recorder.tell(Write(path, 0, data[:half]))
            self._step()
            file.write(data[half:])
            self.recorder.tell(Write(path, half, data[half:]))

    def sync(self, path: Path) -> None:
        self._step()
        self.recorder.tell(Sync(path))

    def read(self, path: Path) -> bytes:
        self._step()
        return path.read_bytes()

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        source.replace(target)  # the recorder sees this by itself

    def sync_folder(self, folder: Path) -> None:
        self._step()
        self.recorder.tell(SyncFolder(folder))

    def sync_all(self) -> None:
        self._step()

    def remove(self, path: Path) -> None:
        self._step()
        path.unlink()  # and this

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self.fail_at:
            raise OSError(self.number, os.strerror(self.number))
