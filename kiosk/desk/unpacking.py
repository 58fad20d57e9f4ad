"""A bundle's objects as what the store keeps; only what is not known is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kiosk.desk.reception import stored_detail, stored_result
from kiosk.devices.clock import Clock
from kiosk.domain.counts import DayCount
from kiosk.domain.detail import DetailRecord
from kiosk.domain.record import Record
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject
from kiosk.handoff.errors import Rejected
from kiosk.handoff.opener import Opened, Opener
from kiosk.storage.desk import (
    ERASED,
    REVOKED,
    DeskStore,
    Gone,
    Kept,
    Quarantined,
    StoredDetail,
    StoredResult,
    Tombstone,
    Way,
)

AT_ONCE = 256
"""Objects that are opened together, between two questions whether to stop."""

R = TypeVar("R", Record, DetailRecord)


class Stopped(Exception):  # noqa: N818 - somebody's wish, no error
    """Somebody cancelled; nothing of the bundle was stored."""


@dataclass
class Unpacked:
    """What was in a bundle."""

    results: list[StoredResult] = field(default_factory=list)
    details: list[StoredDetail] = field(default_factory=list)
    counts: tuple[DayCount, ...] = ()
    apart: dict[bytes, str] = field(default_factory=dict)
    """Ids of results and details that go to quarantine whatever their place, and why."""
    before: list[Kept] = field(default_factory=list)
    """What became of the results that are known already."""
    erased: list[Tombstone] = field(default_factory=list)
    """Objects that came again after they were erased, with the place that the bundle tells."""
    not_opened: list[SealedObject] = field(default_factory=list)
    """Sent by their tablet, but not to be opened or read here: they stay there."""
    last_sequence: int = 0
    """The newest result that the bundle tells of and that is to be believed."""


class Unpacking:
    """Opens bundles for one desk."""

    def __init__(
        self,
        opener: Opener,
        store: DeskStore,
        clock: Clock,
        cancelled: Callable[[], bool],
    ) -> None:
        self._opener, self._store, self._clock = opener, store, clock
        self._cancelled = cancelled

    def unpack(self, bundle: Bundle) -> Unpacked:
        """Everything in a bundle; nothing of it is stored yet."""
        out = Unpacked()
        numbers = sorted({item.sequence for item in bundle.objects if item.sequence})
        known = self._store.known(bundle.tablet, bundle.epoch, numbers)
        at = self._clock.now()
        for start in range(0, len(bundle.objects), AT_ONCE):
            if self._cancelled():
                raise Stopped
            self._take(bundle, bundle.objects[start : start + AT_ONCE], known, at, out)
        return out

    def _take(
        self,
        bundle: Bundle,
        items: Sequence[SealedObject],
        known: Mapping[bytes, Kept],
        at: datetime,
        out: Unpacked,
    ) -> None:
        new: dict[ObjectKind, list[SealedObject]] = {kind: [] for kind in ObjectKind}
        for item in items:
            before = None if item.kind is ObjectKind.COUNTS else known.get(item.wire_hash)
            if before is None:
                new[item.kind].append(item)
            else:
                self._known(bundle, item, before, out)
        for item in new[ObjectKind.COUNTS]:
            self._open_counts(bundle, item, out)
        results, details = new[ObjectKind.RESULT], new[ObjectKind.DETAIL]
        opened = self._opener.open_wires([item.wire for item in results])
        for result in _believed(bundle, results, opened, out):
            out.results.append(stored_result(result, Way.BUNDLE, at))
        told = self._opener.open_details([item.wire for item in details])
        for detail in _believed(bundle, details, told, out):
            out.details.append(stored_detail(detail, at))

    def _known(self, bundle: Bundle, item: SealedObject, kept: Kept, out: Unpacked) -> None:
        if item.kind is ObjectKind.RESULT:
            out.before.append(kept)
        if kept == Gone(ERASED):
            out.erased.append(Tombstone(item.wire_hash, bundle.tablet, bundle.epoch, item.sequence))
        if kept != Quarantined(REVOKED):
            out.last_sequence = max(out.last_sequence, item.sequence)

    def _open_counts(self, bundle: Bundle, item: SealedObject, out: Unpacked) -> None:
        try:
            record = self._opener.open_counts(item.wire).record
        except Rejected:
            out.not_opened.append(item)
            return
        if (record.tablet, record.epoch) == (bundle.tablet, bundle.epoch):
            out.counts = record.counts


def _believed(
    bundle: Bundle, items: Sequence[SealedObject], opened: Sequence[Opened[R] | None], out: Unpacked
) -> Iterator[Opened[R]]:
    """What could be opened and stands where its bundle tells; the rest is noted as not opened."""
    for item, one in zip(items, opened, strict=True):
        revoked = one is not None and one.revoked
        if not revoked:
            out.last_sequence = max(out.last_sequence, item.sequence)
        place = (bundle.tablet, bundle.epoch, item.sequence)
        if one is None or (one.record.tablet, one.record.epoch, one.record.sequence) != place:
            out.not_opened.append(item)
            continue
        if revoked:
            out.apart[one.id] = REVOKED
        yield one
