"""Which of the results that arrive are new, which came before, and which contradict another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.storage.desk.store import (
    PLACE_TAKEN,
    Kept,
    Quarantined,
    ReceivedBefore,
    Stored,
    StoredResult,
)

Place = tuple[int, int, int]


@dataclass(slots=True)
class Known:
    """What the store holds already, as far as it matters for the results that arrive."""

    by_id: dict[bytes, Kept] = field(default_factory=dict)
    by_hash: dict[bytes, Kept] = field(default_factory=dict)
    places: set[Place] = field(default_factory=set)

    def note(self, result_id: bytes, wire_hash: bytes, kept: Kept) -> None:
        self.by_id[result_id] = self.by_hash[wire_hash] = kept

    def kept(self, result: StoredResult) -> Kept | None:
        return self.by_id.get(result.id) or self.by_hash.get(result.wire_hash)


@dataclass(frozen=True, slots=True)
class Sorting:
    kept: tuple[Kept, ...]
    """One for each result, in their order."""
    new: tuple[StoredResult, ...]
    apart: tuple[tuple[StoredResult, str], ...]


def sort_in(results: Sequence[StoredResult], known: Known) -> Sorting:
    """Go through the results in their order; each becomes known to those after it."""
    kept: list[Kept] = []
    new: list[StoredResult] = []
    apart: list[tuple[StoredResult, str]] = []
    for result in results:
        before = known.kept(result)
        if before is not None:
            kept.append(before)
        elif result.place in known.places:
            kept.append(Quarantined(PLACE_TAKEN))
            apart.append((result, PLACE_TAKEN))
            known.note(result.id, result.wire_hash, kept[-1])
        else:
            kept.append(Stored())
            new.append(result)
            known.places.add(result.place)
            known.note(result.id, result.wire_hash, ReceivedBefore(result.received_at))
    return Sorting(tuple(kept), tuple(new), tuple(apart))
