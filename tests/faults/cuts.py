"""Play something, then cut it off at every event, and see what a disk would have left."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disk import Disk, Event
from tests.faults.recorder import Recorder, recording
from tests.pace import LONG, count

WAYS = count(4, 10)
"""What is left is only what is safe (way 0), or more of it by chance (the others)."""

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
"""Folders after a cut are many and short-lived; where there is a disk in memory, they go there."""


@dataclass(frozen=True, slots=True)
class Cut:
    folder: Path
    confirmed: int
    """Steps that were confirmed before the cut."""
    name: str


@dataclass(frozen=True, slots=True)
class Recording:
    """What was in a folder and those below it, and what happened to it."""

    folder: Path
    folders: tuple[Path, ...]
    before: dict[Path, bytes]
    events: tuple[Event, ...]

    def cuts(self, quick: int = 40) -> Iterator[Cut]:
        """Each folder that a cut can leave, once: some in a quick run, all in a long one."""
        seen = set()
        with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
            left = Path(scratch, "left")
            for at, way in self._places():
                disk = Disk(self.before).after(self.events[:at])
                files = disk.cut(random.Random(f"{at}/{way}") if way else None)
                mark = (disk.acknowledged, frozenset(files.items()))
                if mark in seen:
                    continue
                seen.add(mark)
                self._write(files, left)
                yield Cut(left, disk.acknowledged, f"cut {at} of {len(self.events)}, way {way}")
                if len(seen) == quick and not LONG:
                    return

    def _write(self, files: dict[Path, bytes], left: Path) -> None:
        shutil.rmtree(left, ignore_errors=True)
        for folder in self.folders:
            (left / folder.relative_to(self.folder)).mkdir(parents=True)
        for path, data in files.items():
            there = left / path.relative_to(self.folder)
            there.parent.mkdir(parents=True, exist_ok=True)  # a folder that was made meanwhile
            there.write_bytes(data)

    def _places(self) -> list[tuple[int, int]]:
        places = [(at, way) for at in range(len(self.events) + 1) for way in range(WAYS)]
        if not LONG:
            random.Random(1).shuffle(places)
        return [(0, 0), (len(self.events), 0), *places]


def record(folder: Path, act: Callable[[Recorder], object]) -> Recording:
    """Let ``act`` work in ``folder`` with every file watched."""
    found = sorted(folder.rglob("*"))
    folders = (folder, *(path for path in found if path.is_dir()))
    before = {path: path.read_bytes() for path in found if path.is_file()}
    with recording() as recorder:
        act(recorder)
    return Recording(folder, folders, before, tuple(recorder.events))
