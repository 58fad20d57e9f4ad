"""A disk that forgets what was not synced: file events, and what a power cut can leave of them.

The rules are those of a journaling file system with delayed writes. What was written to a file is
safe once the file is synced; before that any part of it may be there, in units of a sector. A name
that was made, moved or removed is safe once its folder is synced; before that a beginning of such
changes may be there. ``tests.faults.recorder`` gives the events.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Create:
    path: Path


@dataclass(frozen=True, slots=True)
class Write:
    path: Path
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    path: Path


@dataclass(frozen=True, slots=True)
class SyncFolder:
    path: Path


@dataclass(frozen=True, slots=True)
class Remove:
    path: Path


@dataclass(frozen=True, slots=True)
class Move:
    path: Path
    to: Path


@dataclass(frozen=True, slots=True)
class Link:
    path: Path
    to: Path


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The program was told that this many steps are safe."""

    steps: int


Event = Create | Write | Truncate | Sync | SyncFolder | Remove | Move | Link | Acknowledged


@dataclass(slots=True)
class Content:
    """A file's bytes, apart from its names."""

    safe: bytes = b""
    pending: list[Write | Truncate] = field(default_factory=list)


Names = dict[Path, Content]


class Disk:
    """The files of some folders, as far as they are safe and as a program sees them."""

    def __init__(self, files: dict[Path, bytes]) -> None:
        self._seen: Names = {path: Content(data) for path, data in files.items()}
        self._safe: Names = dict(self._seen)
        self._pending: dict[Path, list[Names]] = {}
        """For each folder the names after each change since it was synced."""
        self.acknowledged = 0

    def after(self, events: Iterable[Event]) -> Disk:
        """Let the events happen."""
        for event in events:
            self._happen(event)
        return self

    def cut(self, chance: random.Random | None) -> dict[Path, bytes]:
        """The files that a cut now leaves: only what is safe, or more of it by chance."""
        names = dict(self._safe)
        if chance is not None:
            for folder, pending in self._pending.items():
                safe = _within(self._safe, folder)
                names = {path: names[path] for path in names.keys() - safe.keys()}
                names |= chance.choice([safe, *pending])
        return {path: _survivor(names[path], chance) for path in sorted(names)}

    def _happen(self, event: Event) -> None:
        match event:
            case Acknowledged(steps):
                self.acknowledged = steps
            case Write(path) | Truncate(path):
                self._seen[path].pending.append(event)
            case Sync(path):
                content = self._seen[path]
                content.safe = _apply(content.safe, content.pending)
                content.pending.clear()
            case SyncFolder(folder):
                others = self._safe.keys() - _within(self._safe, folder).keys()
                kept = {path: self._safe[path] for path in others}
                self._safe = kept | _within(self._seen, folder)
                self._pending.pop(folder, None)
            case _:
                self._rename(event)

    def _rename(self, event: Create | Remove | Move | Link) -> None:
        match event:
            case Create(path):
                self._seen[path] = Content()
            case Remove(path):
                del self._seen[path]
            case Move(path, to):
                self._seen[to] = self._seen.pop(path)
            case Link(path, to):
                self._seen[to] = self._seen[path]
        folder = event.path.parent
        self._pending.setdefault(folder, []).append(_within(self._seen, folder))


def _within(names: Names, folder: Path) -> Names:
    return {path: content for path, content in names.items() if path.parent == folder}


def _survivor(content: Content, chance: random.Random | None) -> bytes:
    if chance is None:
        return content.safe
    share = chance.choice([0.0, 0.2, 0.5, 0.8, 1.0])
    kept = [change for change in content.pending if chance.random() < share]
    torn = chance.random() < 0.5
    return _apply(content.safe, [_torn(change, chance) if torn else change for change in kept])


def _torn(change: Write | Truncate, chance: random.Random) -> Write | Truncate:
    """The beginning of a write, up to the end of a sector."""
    if isinstance(change, Truncate) or chance.random() < 0.7:
        return change
    end = change.offset + len(change.data)
    cut = chance.randrange(change.offset, end + 1) // SECTOR * SECTOR
    return Write(change.path, change.offset, change.data[: max(0, cut - change.offset)])


def _apply(data: bytes, changes: Iterable[Write | Truncate]) -> bytes:
    out = bytearray(data)
    for change in changes:
        if isinstance(change, Truncate):
            del out[change.size :]
            out.extend(bytes(change.size - len(out)))
        else:
            out.extend(bytes(max(0, change.offset - len(out))))
            out[change.offset : change.offset + len(change.data)] = change.data
    return bytes(out)
