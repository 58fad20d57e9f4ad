"""Erasing what a citizen asks for: here at once, on tablets and other desks with the next stick."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Literal

from kiosk.desk.log import DeskLog
from kiosk.devices.clock import Clock
from kiosk.domain.events import Event
from kiosk.storage.desk import Deleted, DeskStore, StoredResult, Tombstone

KeepOutside = Callable[[Sequence[Tombstone]], None]
"""Keeps tombstones outside the store, and returns when the disk has them."""

Found = Literal["receipt_code", "progress_code"]


def kept_nowhere_else(_tombstones: Sequence[Tombstone]) -> None:
    """For a desk without a place outside its store, such as a test's."""


class Erasing:
    """Erases at one desk.

    Tombstones are kept outside the store first: cut off in between, ``repeat`` goes on from them.
    """

    def __init__(
        self,
        store: DeskStore,
        clock: Clock,
        log: DeskLog,
        keep_outside: KeepOutside = kept_nowhere_else,
    ) -> None:
        self._store, self._clock, self._log = store, clock, log
        self._keep_outside = keep_outside

    def erase(self, results: Collection[StoredResult], by: Found) -> Deleted:
        """Erase results, quarantined or not, with their details; what was deleted."""
        tombstones = self._store.tombstones_for([row.id for row in results])
        done = self.bury(tombstones)
        self._log.note(
            Event.ERASED, by=by, results=done.results + done.quarantined, details=done.details
        )
        return done

    def bury(self, tombstones: Sequence[Tombstone]) -> Deleted:
        """Erase what was erased elsewhere, and never take it here."""
        if not tombstones:
            return Deleted()
        self._keep_outside(tombstones)
        return self._store.tombstone(tombstones, self._clock.today())

    def repeat(self, kept_outside: Sequence[Tombstone]) -> Deleted:
        """Erase what a store does not know of: it was cut off, or a backup was restored."""
        known = {one.wire_hash for one in self._store.every_tombstone()}
        new = [one for one in kept_outside if one.wire_hash not in known]
        return self._store.tombstone(new, self._clock.today()) if new else Deleted()
