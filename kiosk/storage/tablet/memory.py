"""A tablet's store without a disk, for tests and for a visit that nobody wants to keep."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from kiosk.storage.errors import (
    BundleOutOfOrderError,
    NoVisitOpenError,
    ReceiptNotNewerError,
    VisitAlreadyOpenError,
)
from kiosk.storage.tablet.store import (
    NO_BUNDLE,
    NOTHING_BEFORE,
    QUARANTINED,
    BundleState,
    Chain,
    Counts,
    DetailRow,
    Marks,
    SealedRow,
    check_details,
    follow,
)


class MemoryTabletStore:
    def __init__(self, epoch: int | None = None) -> None:
        first = secrets.randbits(32) if epoch is None else epoch
        self._chain = Chain(first, 1, NOTHING_BEFORE)
        self._bundle = BundleState(0, NO_BUNDLE)
        self._visit: tuple[bytes, ...] | None = None
        self._sealed: tuple[SealedRow, ...] = ()
        self._details: tuple[DetailRow, ...] = ()
        self._received: dict[bytes, dict[int, tuple[str, int, datetime]]] = {}
        self._handed_over: set[bytes] = set()
        self._last_receipt: dict[int, int] = {}
        self._uptime = 0

    def begin_visit(self, first: bytes) -> None:
        if self._visit is not None:
            raise VisitAlreadyOpenError
        self._visit = (first,)

    def append(self, line: bytes) -> None:
        if self._visit is None:
            raise NoVisitOpenError
        self._visit += (line,)

    def open_visit(self) -> tuple[bytes, ...] | None:
        return self._visit

    def wipe_visit(self) -> None:
        self._visit = None

    def chain(self) -> Chain:
        return self._chain

    def share(self, *sealed: SealedRow, details: Iterable[DetailRow] = ()) -> None:
        chain, told = self._chain, tuple(details)
        for row in sealed:
            chain = follow(chain, row)
        check_details(sealed, told)
        self._chain, self._sealed, self._visit = chain, self._sealed + sealed, None
        self._details += tuple(sorted(told, key=lambda row: row.sequence))

    def unsynced(self) -> tuple[SealedRow, ...]:
        return tuple(row for row in self._sealed if not self._is_synced(row))

    def unsynced_details(self) -> tuple[DetailRow, ...]:
        return tuple(row for row in self._details if not self._is_synced(row))

    def _is_synced(self, row: SealedRow | DetailRow) -> bool:
        marks = self._received.get(row.wire_hash, {}).values()
        return any(status != QUARANTINED for status, _, _ in marks)

    def bundle_state(self) -> BundleState:
        return self._bundle

    def bundle_written(self, number: int, bundle_hash: bytes) -> None:
        expected = self._bundle.number + 1
        if number != expected:
            raise BundleOutOfOrderError(found=number, expected=expected)
        self._bundle = BundleState(number, bundle_hash)

    def apply_receipt(self, marks: Marks, at: datetime) -> int:
        last = self._last_receipt.get(marks.desk, 0)
        if marks.number <= last:
            raise ReceiptNotNewerError(found=marks.number, desk=marks.desk, last=last)
        self._last_receipt[marks.desk] = marks.number
        before = self.unsynced()
        own = {row.wire_hash for row in self._sealed} | {row.wire_hash for row in self._details}
        for wire_hash in own.intersection(marks.held):
            mark = (marks.held[wire_hash], marks.number, at)
            self._received.setdefault(wire_hash, {})[marks.desk] = mark
        return len(set(before) - set(self.unsynced()))

    def mark_handed_over(self, receipt_code: str) -> bool:
        found = {row.wire_hash for row in self._sealed if row.receipt_code == receipt_code}
        self._handed_over |= found
        return bool(found)

    def counts(self) -> Counts:
        return Counts(len(self._sealed), len(self.unsynced()), len(self._handed_over))

    def count_uptime(self, seconds: int) -> None:
        self._uptime += seconds

    def close(self) -> None:
        """Nothing to let go of."""
