"""A tablet's store without a disk, for tests and for a visit that nobody wants to keep."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from kiosk.domain.counts import CountName, DayCount
from kiosk.storage.errors import (
    BundleOutOfOrderError,
    NoVisitOpenError,
    ReceiptNotNewerError,
    VisitAlreadyOpenError,
)
from kiosk.storage.tablet.rules import (
    check_details,
    follow,
    goes_on,
    next_missing_since,
    unused_epoch,
)
from kiosk.storage.tablet.store import (
    LEFT_OUT,
    MOST_DAYS,
    NO_BUNDLE,
    NOT_HELD,
    NOTHING_BEFORE,
    QUARANTINED,
    Applied,
    BundleState,
    Chain,
    Counts,
    DetailRow,
    LastReceipt,
    Marks,
    Purged,
    SealedRow,
    Standing,
    Tombstone,
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a desk's receipt says of an object, and since when without a break."""

    status: str
    receipt: int
    uptime: int
    syncs: int


@dataclass(slots=True)
class _Kept:
    """What is here, by wire hash."""

    results: dict[bytes, SealedRow] = field(default_factory=dict)
    details: dict[bytes, DetailRow] = field(default_factory=dict)
    marks: dict[bytes, dict[int, _Mark]] = field(default_factory=dict)
    gone: dict[bytes, Tombstone] = field(default_factory=dict)

    def here(self) -> list[SealedRow | DetailRow]:
        return [*self.results.values(), *self.details.values()]

    def is_synced(self, wire_hash: bytes) -> bool:
        marks = self.marks.get(wire_hash, {}).values()
        return any(mark.status not in NOT_HELD for mark in marks)

    def unsynced(self) -> tuple[SealedRow, ...]:
        return tuple(row for row in self.results.values() if not self.is_synced(row.wire_hash))

    def bury(self, row: SealedRow | DetailRow, desk: int, receipt: int, *, erased: bool) -> None:
        self.results.pop(row.wire_hash, None)
        self.details.pop(row.wire_hash, None)
        self.marks.pop(row.wire_hash, None)
        self.gone[row.wire_hash] = Tombstone(
            row.wire_hash, row.epoch, row.sequence, erased, desk, receipt
        )

    def detail_of(self, row: SealedRow) -> DetailRow | None:
        place = (row.epoch, row.sequence)
        found = (told for told in self.details.values() if (told.epoch, told.sequence) == place)
        return next(found, None)


class MemoryTabletStore:
    def __init__(self, epoch: int | None = None) -> None:
        first = secrets.randbits(32) if epoch is None else epoch
        self._chain = Chain(first, 1, NOTHING_BEFORE)
        self._bundles: dict[int, BundleState] = {}
        self._visit: tuple[bytes, ...] | None = None
        self._kept = _Kept()
        self._handed_over: set[bytes] = set()
        self._receipts: dict[tuple[int, int], LastReceipt] = {}
        self._untold: set[bytes] = set()
        self._counted: dict[int, dict[tuple[date, CountName], int]] = {}
        self._counts_told: dict[tuple[int, date, CountName], int] = {}
        self._uptime = 0
        self._syncs = 0
        self._carried: tuple[int, date] | None = None
        self._missing_since: date | None = None

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

    def new_epoch(self) -> Chain:
        self._chain = Chain(unused_epoch(self.epochs()), 1, NOTHING_BEFORE)
        self._carried = None
        return self._chain

    def epochs(self) -> tuple[int, ...]:
        rows: list[SealedRow | Tombstone] = [
            *self._kept.results.values(),
            *self._kept.gone.values(),
        ]
        found = {row.epoch for row in rows} | set(self._bundles) | set(self._counted)
        found.discard(self._chain.epoch)
        return (*sorted(found), self._chain.epoch)

    def share(
        self, *sealed: SealedRow, details: Iterable[DetailRow] = (), day: date | None = None
    ) -> None:
        chain, told = self._chain, tuple(details)
        for row in sealed:
            chain = follow(chain, row)
        check_details(sealed, told)
        self._chain, self._visit = chain, None
        self._kept.results.update({row.wire_hash: row for row in sealed})
        self._kept.details.update(
            {row.wire_hash: row for row in sorted(told, key=lambda row: row.sequence)}
        )
        if self._missing_since is None:
            self._missing_since = day

    def unsynced(self) -> tuple[SealedRow, ...]:
        return tuple(sorted(self._kept.unsynced(), key=_place))

    def unsynced_details(self) -> tuple[DetailRow, ...]:
        waiting = (
            row for row in self._kept.details.values() if not self._kept.is_synced(row.wire_hash)
        )
        return tuple(sorted(waiting, key=_place))

    def known(self, epoch: int) -> Mapping[bytes, Standing]:
        found = {
            row.wire_hash: Standing.HELD
            if self._kept.is_synced(row.wire_hash)
            else Standing.WAITING
            for row in self._kept.here()
            if row.epoch == epoch
        }
        for gone in self._kept.gone.values():
            if gone.epoch == epoch:
                found[gone.wire_hash] = Standing.ERASED if gone.erased else Standing.PURGED
        return found

    def bundle_state(self, epoch: int) -> BundleState:
        return self._bundles.get(epoch, BundleState(0, NO_BUNDLE))

    def bundle_written(
        self, epoch: int, number: int, bundle_hash: bytes, counts: Iterable[DayCount] = ()
    ) -> None:
        last = self.bundle_state(epoch).number
        if number <= last:
            raise BundleOutOfOrderError(found=number, expected=last + 1)
        self._bundles[epoch] = BundleState(number, bundle_hash)
        self._untold -= {gone.wire_hash for gone in self.tombstones() if gone.epoch == epoch}
        self._counts_told |= {(epoch, one.day, one.what): one.n for one in counts}

    def untold(self, epoch: int) -> bool:
        erased = any(self._kept.gone[wire_hash].epoch == epoch for wire_hash in self._untold)
        return erased or any(
            one.n > self._counts_told.get((epoch, one.day, one.what), 0)
            for one in self.day_counts(epoch)
        )

    def apply_receipt(self, marks: Marks, at: datetime) -> Applied:
        place = (marks.epoch, marks.desk)
        last = self._receipts.get(place)
        if last is not None and marks.number <= last.number:
            raise ReceiptNotNewerError(found=marks.number, desk=marks.desk, last=last.number)
        self._receipts[place] = LastReceipt(
            marks.desk, marks.number, marks.count, marks.hash_of_hashes
        )
        erased = sum(self._erase(wire_hash, marks) for wire_hash in marks.erased)
        before = set(self._kept.unsynced())
        self._mark(marks)
        after = set(self._kept.unsynced())
        self._move_missing_since(at.date())
        return Applied(len(before - after), len(after - before), erased)

    def _mark(self, marks: Marks) -> None:
        for row in self._kept.here():
            if row.epoch != marks.epoch:
                continue
            of = self._kept.marks.setdefault(row.wire_hash, {})
            before, status = of.pop(marks.desk, None), marks.held.get(row.wire_hash)
            if status is None:
                if before is not None and before.status != QUARANTINED:
                    of[marks.desk] = replace(before, status=LEFT_OUT)
                continue
            mark = _Mark(status, marks.number, self._uptime, self._syncs)
            if before is not None and goes_on(before.status, status):
                mark = replace(mark, uptime=before.uptime, syncs=before.syncs)
            of[marks.desk] = mark

    def _erase(self, wire_hash: bytes, marks: Marks) -> int:
        """How many objects it deletes."""
        kept = self._kept
        row = kept.results.get(wire_hash) or kept.details.get(wire_hash)
        if row is None:
            gone = kept.gone.get(wire_hash) or Tombstone(
                wire_hash, marks.epoch, 0, False, marks.desk, marks.number
            )
            if not gone.erased and gone.epoch == marks.epoch:
                kept.gone[wire_hash] = replace(
                    gone, erased=True, desk=marks.desk, receipt=marks.number
                )
                self._untold.add(wire_hash)
            return 0
        if row.epoch != marks.epoch:
            return 0
        told = kept.detail_of(row) if isinstance(row, SealedRow) else None
        rows = [row] if told is None else [told, row]
        for one in rows:
            kept.bury(one, marks.desk, marks.number, erased=True)
            self._untold.add(one.wire_hash)
        return len(rows)

    def forget_desks(self, desks: Collection[int], day: date) -> int:
        before = set(self._kept.unsynced())
        for of in self._kept.marks.values():
            for desk in of.keys() & set(desks):
                del of[desk]
        self._receipts = {
            place: last for place, last in self._receipts.items() if last.desk not in desks
        }
        self._move_missing_since(day)
        return len(set(self._kept.unsynced()) - before)

    def last_receipts(self, epoch: int) -> tuple[LastReceipt, ...]:
        found = (last for place, last in self._receipts.items() if place[0] == epoch)
        return tuple(sorted(found, key=lambda last: last.desk))

    def sync_done(self, day: date) -> None:
        self._syncs += 1
        self._carried = (self._chain.next_sequence - 1, day)

    def purge(self, uptime: int) -> Purged:
        details = self._purge(tuple(self._kept.details.values()), uptime)
        free = tuple(
            row for row in self._kept.results.values() if self._kept.detail_of(row) is None
        )
        results = self._purge(free, uptime)
        return Purged(results[0], details[0], results[1] + details[1])

    def _purge(self, rows: Iterable[SealedRow | DetailRow], uptime: int) -> tuple[int, int]:
        """How many went, and how many are damaged."""
        went = damaged = 0
        for row in rows:
            marks = self._kept.marks.get(row.wire_hash, {})
            ripe = [
                desk
                for desk, mark in sorted(marks.items())
                if mark.status != LEFT_OUT
                and mark.uptime + uptime <= self._uptime
                and mark.syncs < self._syncs
            ]
            if not ripe or any(mark.status == QUARANTINED for mark in marks.values()):
                continue
            if hashlib.sha256(row.wire).digest() != row.wire_hash:
                damaged += 1
                continue
            self._kept.bury(row, ripe[0], marks[ripe[0]].receipt, erased=False)
            went += 1
        return went, damaged

    def tombstones(self) -> tuple[Tombstone, ...]:
        return tuple(
            sorted(
                self._kept.gone.values(),
                key=lambda gone: (gone.epoch, gone.sequence, gone.wire_hash),
            )
        )

    def missing_since(self) -> datetime | None:
        since = self._missing_since
        return None if since is None else datetime.combine(since, time(), UTC)

    def _move_missing_since(self, today: date) -> None:
        self._missing_since = next_missing_since(
            self._missing_since,
            today,
            self._carried,
            [
                row.sequence if row.epoch == self._chain.epoch else 0
                for row in self._kept.unsynced()
            ],
        )

    def mark_handed_over(self, receipt_code: str) -> bool:
        found = {
            row.wire_hash for row in self._kept.results.values() if row.receipt_code == receipt_code
        }
        self._handed_over |= found
        return bool(found)

    def counts(self) -> Counts:
        here = self._kept.results
        return Counts(len(here), len(self._kept.unsynced()), len(self._handed_over & here.keys()))

    def count_uptime(self, seconds: int) -> None:
        self._uptime += seconds

    def add_count(self, day: date, what: CountName, n: int = 1) -> None:
        counted = self._counted.setdefault(self._chain.epoch, {})
        counted[day, what] = counted.get((day, what), 0) + n
        kept = set(sorted({day for day, _ in counted})[-MOST_DAYS:])
        self._counted[self._chain.epoch] = {
            place: n for place, n in counted.items() if place[0] in kept
        }

    def day_counts(self, epoch: int | None = None) -> tuple[DayCount, ...]:
        counted = self._counted.get(self._chain.epoch if epoch is None else epoch, {})
        return tuple(DayCount(*place, counted[place]) for place in sorted(counted))

    def close(self) -> None:
        """Nothing to let go of."""


def _place(row: SealedRow | DetailRow) -> tuple[int, int]:
    return (row.epoch, row.sequence)
