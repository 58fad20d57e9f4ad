"""Which of the results or details that arrive are new, came before, or contradict another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kiosk.storage.desk.store import (
    PLACE_TAKEN,
    Kept,
    Quarantined,
    ReceivedBefore,
    Stored,
    StoredDetail,
    StoredResult,
)

Place = tuple[int, int, int] | bytes
"""What only one can have: a result its number in a tablet's chain, a detail its result."""

T = TypeVar("T", StoredResult, StoredDetail)


@dataclass(slots=True)
class Known:
    """What the store holds already, as far as it matters for what arrives."""

    by_id: dict[bytes, Kept] = field(default_factory=dict)
    by_hash: dict[bytes, Kept] = field(default_factory=dict)
    places: set[Place] = field(default_factory=set)

    def note(self, result_id: bytes, wire_hash: bytes, kept: Kept) -> None:
        self.by_id[result_id] = self.by_hash[wire_hash] = kept

    def kept(self, result: StoredResult | StoredDetail) -> Kept | None:
        return self.by_id.get(result.id) or self.by_hash.get(result.wire_hash)


@dataclass(frozen=True, slots=True)
class Sorting(Generic[T]):
    kept: tuple[Kept, ...]
    """One for each result, in their order."""
    new: tuple[T, ...]
    apart: tuple[tuple[T, str], ...]


def sort_in(results: Sequence[T], known: Known) -> Sorting[T]:
    """Go through the results in their order; each becomes known to those after it."""
    kept: list[Kept] = []
    new: list[T] = []
    apart: list[tuple[T, str]] = []
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
