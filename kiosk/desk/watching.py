"""A folder that is looked at again and again, so that network shares need no button."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from kiosk.desk.collected import Collected
from kiosk.domain.errors import KioskError
from kiosk.handoff.files import Kind, known_files

Stamp = tuple[int, int]
"""Size, and when it was changed in nanoseconds."""


Collects = Callable[[Path, Collection[str]], Collected]
"""Imports the named bundles of a folder."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at the folder came to; nothing at all, mostly."""

    there: bool
    done: Collected | None = None
    """New bundles were imported."""
    error: KioskError | None = None
    """It could not be done; the next look tries again."""


class Watching:
    """Looks at any folder, however it is mounted: nothing tells of a change on a share."""

    def __init__(self, folder: Path, site_id: bytes, collects: Collects) -> None:
        self._folder, self._site_id, self._collects = folder, site_id, collects
        self._before: dict[str, Stamp] = {}
        self._done: dict[str, Stamp] = {}

    def look(self) -> Looked:
        """Import what is new and has not changed since the look before: it is complete by then."""
        if not self._folder.is_dir():
            self._before = {}
            return Looked(there=False)
        try:
            now = self._stamps()
            settled = {name: stamp for name, stamp in now.items() if self._is_settled(name, stamp)}
            self._before = now
            if not settled:
                return Looked(there=True)
            done = self._collects(self._folder, settled.keys())
        except KioskError as error:
            return Looked(there=True, error=error)
        if done.safe and not done.cancelled:
            self._done |= settled
        return Looked(there=True, done=done)

    def watch(
        self,
        interval: float,
        wait: Callable[[float], bool],
        told: Callable[[Looked], None],
    ) -> None:
        """Look every ``interval`` seconds until ``wait`` says that it is over."""
        while True:
            told(self.look())
            if wait(interval):
                return

    def _is_settled(self, name: str, stamp: Stamp) -> bool:
        return self._before.get(name) == stamp != self._done.get(name)

    def _stamps(self) -> dict[str, Stamp]:
        found = {}
        for path in known_files(self._folder, Kind.BUNDLE, self._site_id):
            try:
                told = path.lstat()
            except OSError:  # gone meanwhile
                continue
            found[path.name] = (told.st_size, told.st_mtime_ns)
        return found
