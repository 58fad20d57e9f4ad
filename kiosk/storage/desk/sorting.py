"""Which of the results or details that arrive are new, came before, or contradict another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from kiosk.storage.desk.store import NONE_APART
from kiosk.storage.desk.values import (
    AGED,
    ERASED,
    PLACE_TAKEN,
    Gone,
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
    vacated: dict[Place, date | None] = field(default_factory=dict)
    """Places that were seen and that nobody holds any more, and the newest day of a visit whose
    result was deleted there because of its age; of a detail's place ``date.max``: none has a day.
    """

    def note(self, object_id: bytes, wire_hash: bytes, kept: Kept) -> None:
        self.by_id[object_id] = self.by_hash[wire_hash] = kept

    def kept(self, arrived: StoredResult | StoredDetail) -> Kept | None:
        return self.by_id.get(arrived.id) or self.by_hash.get(arrived.wire_hash)

    def became(self, arrived: StoredResult | StoredDetail) -> Kept:
        """What becomes of one that is not known itself."""
        place = arrived.place
        if place in self.places:
            return Quarantined(PLACE_TAKEN)
        if place not in self.vacated:
            return Stored()
        aged_to = self.vacated[place]
        day = arrived.day if isinstance(arrived, StoredResult) else date.min
        return Gone(AGED) if aged_to is not None and day <= aged_to else Quarantined(PLACE_TAKEN)


@dataclass(frozen=True, slots=True)
class Sorting(Generic[T]):
    kept: tuple[Kept, ...]
    """One for each result, in their order."""
    new: tuple[T, ...]
    apart: tuple[tuple[T, str], ...]
    erased: tuple[T, ...]
    """Not taken: they were erased before."""


def sort_in(
    arrived: Sequence[T], known: Known, apart: Mapping[bytes, str] = NONE_APART
) -> Sorting[T]:
    """Go through what arrived in its order; each becomes known to those after it."""
    kept: list[Kept] = []
    new: list[T] = []
    aside: list[tuple[T, str]] = []
    erased: list[T] = []
    for one in arrived:
        found = known.kept(one)
        if found is None:
            found = Quarantined(apart[one.id]) if one.id in apart else known.became(one)
            match found:
                case Stored():
                    new.append(one)
                    known.places.add(one.place)
                    known.note(one.id, one.wire_hash, ReceivedBefore(one.received_at))
                case Quarantined(reason):
                    aside.append((one, reason))
                    known.note(one.id, one.wire_hash, found)
                case _:
                    known.note(one.id, one.wire_hash, found)
        elif found == Gone(ERASED):
            erased.append(one)
        kept.append(found)
    return Sorting(tuple(kept), tuple(new), tuple(aside), tuple(erased))
