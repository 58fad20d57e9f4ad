"""A bundle's objects as what the store keeps; only what is not known is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.desk.reception import Reception
from kiosk.domain.counts import DayCount
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject
from kiosk.handoff.errors import Rejected
from kiosk.handoff.opener import Opener
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
)

AT_ONCE = 256
"""Objects between two questions whether to stop."""


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
        reception: Reception,
        store: DeskStore,
        cancelled: Callable[[], bool],
    ) -> None:
        self._opener, self._reception, self._store = opener, reception, store
        self._cancelled = cancelled

    def unpack(self, bundle: Bundle) -> Unpacked:
        """Everything in a bundle; nothing of it is stored yet."""
        out = Unpacked()
        numbers = sorted({item.sequence for item in bundle.objects if item.sequence})
        known = self._store.known(bundle.tablet, bundle.epoch, numbers)
        for at, item in enumerate(bundle.objects):
            if at % AT_ONCE == 0 and self._cancelled():
                raise Stopped
            before = known.get(item.wire_hash)
            if item.kind is ObjectKind.COUNTS:
                self._open_counts(bundle, item, out)
            elif before is not None:
                self._known(bundle, item, before, out)
            else:
                self._open(bundle, item, out)
        return out

    def _known(self, bundle: Bundle, item: SealedObject, kept: Kept, out: Unpacked) -> None:
        if item.kind is ObjectKind.RESULT:
            out.before.append(kept)
        if kept == Gone(ERASED):
            out.erased.append(Tombstone(item.wire_hash, bundle.tablet, bundle.epoch, item.sequence))
        if kept != Quarantined(REVOKED):
            out.last_sequence = max(out.last_sequence, item.sequence)

    def _open(self, bundle: Bundle, item: SealedObject, out: Unpacked) -> None:
        try:
            stored, revoked = self._opened(item)
        except Rejected:
            stored, revoked = None, False
        if not revoked:
            out.last_sequence = max(out.last_sequence, item.sequence)
        place = (bundle.tablet, bundle.epoch, item.sequence)
        if stored is None or (stored.tablet, stored.epoch, stored.sequence) != place:
            out.not_opened.append(item)
            return
        if revoked:
            out.apart[stored.id] = REVOKED
        if isinstance(stored, StoredResult):
            out.results.append(stored)
        else:
            out.details.append(stored)

    def _opened(self, item: SealedObject) -> tuple[StoredResult | StoredDetail, bool]:
        """What the store keeps of an object, and whether its tablet was revoked before it."""
        if item.kind is ObjectKind.RESULT:
            result = self._opener.open_wire(item.wire)
            return self._reception.from_bundle(result), result.revoked
        detail = self._opener.open_detail(item.wire)
        return self._reception.stored_detail(detail), detail.revoked

    def _open_counts(self, bundle: Bundle, item: SealedObject, out: Unpacked) -> None:
        try:
            record = self._opener.open_counts(item.wire).record
        except Rejected:
            out.not_opened.append(item)
            return
        if (record.tablet, record.epoch) == (bundle.tablet, bundle.epoch):
            out.counts = record.counts
