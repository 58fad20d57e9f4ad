"""A desk's store without a disk, for tests: it recounts everything each time, to compare with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from kiosk.domain.counts import DayCount
from kiosk.domain.events import LogEntry
from kiosk.storage.desk.sorting import Known, Place, sort_in
from kiosk.storage.desk.store import NONE_APART
from kiosk.storage.desk.values import (
    AGED,
    ERASED,
    REVOKED,
    Counts,
    Deleted,
    DeletedCount,
    Gap,
    Gone,
    Held,
    ImportedBundle,
    Kept,
    Limits,
    Quarantined,
    QuarantinedResult,
    ReceivedBefore,
    SentReceipt,
    StoredDetail,
    StoredResult,
    Tombstone,
    gaps,
)
from kiosk.storage.errors import ScoringClashError

Epoch = tuple[int, int]
Row = StoredResult | StoredDetail


class MemoryDeskStore:
    def __init__(self) -> None:
        self._results: list[StoredResult] = []
        self._quarantine: list[QuarantinedResult] = []
        self._details: list[tuple[StoredDetail, str | None]] = []
        self._bundles: dict[bytes, ImportedBundle] = {}
        self._scoring: dict[bytes, bytes] = {}
        self._receipts = 0
        self._written: dict[tuple[int, int, int, int], SentReceipt] = {}
        self._tombstones: dict[bytes, Tombstone] = {}
        self._seen: dict[Epoch, set[int]] = {}
        """Every number met, results and others, whatever became of them."""
        self._top: dict[Epoch, int] = {}
        self._aged_to: dict[Epoch, date] = {}
        self._details_gone: set[bytes] = set()
        self._counts: dict[tuple[int, int, date, int], DayCount] = {}
        self._deleted: Counter[tuple[date, int, str, str]] = Counter()
        self._log: list[LogEntry] = []

    def store(self, result: StoredResult, apart: str | None = None) -> Kept:
        (kept,) = self.store_many([result], apart={} if apart is None else {result.id: apart})
        return kept

    def store_many(
        self,
        results: Sequence[StoredResult],
        bundle: ImportedBundle | None = None,
        details: Sequence[StoredDetail] = (),
        *,
        apart: Mapping[bytes, str] = NONE_APART,
        counts: Sequence[DayCount] = (),
    ) -> tuple[Kept, ...]:
        if bundle is not None:
            self._note_top(bundle.tablet, bundle.epoch, bundle.last_sequence)
        kept = self._keep_results(results, apart)
        self._keep_details(details, apart)
        if bundle is not None:
            self.keep_counts(bundle.tablet, bundle.epoch, counts)
            self._bundles.setdefault(bundle.hash, bundle)
        return kept

    def known(self, tablet: int, epoch: int, numbers: Sequence[int]) -> Mapping[bytes, Kept]:
        known = self._known_results().by_hash | self._known_details(()).by_hash
        of_epoch = {
            row.wire_hash
            for row in self._all
            if (row.tablet, row.epoch) == (tablet, epoch) and row.sequence in numbers
        }
        of_epoch |= {one.wire_hash for one in self.tombstones(tablet, epoch)}
        return {one: known[one] for one in of_epoch}

    def results(
        self,
        limit: int = 50,
        *,
        before: bytes | None = None,
        tablet: int | None = None,
        day: date | None = None,
    ) -> tuple[StoredResult, ...]:
        end = len(self._results)
        if before is not None:
            end = next((at for at, row in enumerate(self._results) if row.id == before), 0)
        rows = (
            row
            for row in reversed(self._results[:end])
            if tablet in (None, row.tablet) and day in (None, row.day)
        )
        return tuple(rows)[:limit]

    def result(self, result_id: bytes) -> StoredResult | None:
        return next((row for row in self._results if row.id == result_id), None)

    def detail(self, result_id: bytes) -> StoredDetail | None:
        held = (row for row, apart in self._details if apart is None)
        return next((row for row in held if row.result_id == result_id), None)

    def details_apart(self) -> tuple[StoredDetail, ...]:
        return tuple(row for row, apart in self._details if apart is not None)

    def quarantined(self) -> tuple[QuarantinedResult, ...]:
        return tuple(self._quarantine)

    def why_apart(self, result_id: bytes) -> str | None:
        found = (apart.reason for apart in self._quarantine if apart.result.id == result_id)
        return next(found, None)

    def find_by_receipt_code(self, code: str) -> tuple[StoredResult, ...]:
        return self._newest(row for row in self._all_results if row.receipt_code == code)

    def find_by_tag(self, tag: bytes) -> tuple[StoredResult, ...]:
        return self._newest(row for row in self._all_results if row.progress_tag == tag)

    def tablets(self) -> tuple[int, ...]:
        return tuple(sorted({tablet for tablet, _ in self._top}))

    def missing(self, tablet: int) -> tuple[Gap, ...]:
        found: list[Gap] = []
        for epoch in sorted(epoch for of, epoch in self._top if of == tablet):
            top = self._top[tablet, epoch]
            seen = self._seen.get((tablet, epoch), set())
            found.extend(gaps(epoch, sorted(one for one in seen if one <= top), top))
        return tuple(found)

    def held(self, tablet: int, epoch: int) -> tuple[Held, ...]:
        rows: list[tuple[Row, str | None]] = [
            *((row, None) for row in self._results),
            *((apart.result, apart.reason) for apart in self._quarantine),
            *self._details,
        ]
        held = (
            Held(row.sequence, row.wire_hash, reason)
            for row, reason in rows
            if (row.tablet, row.epoch) == (tablet, epoch)
        )
        return tuple(sorted(held, key=lambda one: (one.sequence, one.wire_hash)))

    def epochs(self, tablet: int) -> tuple[int, ...]:
        return tuple(sorted(epoch for of, epoch in self._top if of == tablet))

    def set_apart(self, tablet: int, epoch: int, after: int) -> int:
        def late(row: Row) -> bool:
            return (row.tablet, row.epoch) == (tablet, epoch) and row.sequence > after

        moved = [row for row in self._results if late(row)]
        self._results = [row for row in self._results if not late(row)]
        self._quarantine = [
            replace(one, reason=REVOKED) if late(one.result) else one for one in self._quarantine
        ]
        self._quarantine += [QuarantinedResult(row, REVOKED) for row in moved]
        self._details = [(row, REVOKED if late(row) else reason) for row, reason in self._details]
        self._top[tablet, epoch] = min(after, self._top[tablet, epoch])
        return len(moved)

    def bundle_seen(self, bundle_hash: bytes) -> datetime | None:
        bundle = self._bundles.get(bundle_hash)
        return None if bundle is None else bundle.imported_at

    def bundle_imported(self, bundle: ImportedBundle) -> None:
        self.store_many((), bundle)

    def last_bundle(self, tablet: int, epoch: int) -> ImportedBundle | None:
        own = [b for b in self._bundles.values() if (b.tablet, b.epoch) == (tablet, epoch)]
        return max(own, key=lambda bundle: bundle.number, default=None)

    def keep_counts(self, tablet: int, epoch: int, counts: Iterable[DayCount]) -> None:
        for one in counts:
            key = (tablet, epoch, one.day, int(one.what))
            before = self._counts.get(key, one)
            self._counts[key] = one if one.n >= before.n else before

    def day_counts(self, tablet: int) -> tuple[DayCount, ...]:
        found: dict[tuple[date, int], DayCount] = {}
        for (of, _, day, what), one in self._counts.items():
            if of == tablet:
                before = found.get((day, what))
                found[day, what] = one if before is None else replace(one, n=one.n + before.n)
        return tuple(found[key] for key in sorted(found))

    def tombstones(self, tablet: int, epoch: int) -> tuple[Tombstone, ...]:
        every = self.every_tombstone()
        return tuple(one for one in every if (one.tablet, one.epoch) == (tablet, epoch))

    def every_tombstone(self) -> tuple[Tombstone, ...]:
        return tuple(self._tombstones[wire_hash] for wire_hash in sorted(self._tombstones))

    def tombstones_for(self, result_ids: Collection[bytes]) -> tuple[Tombstone, ...]:
        found = [_tombstone(row) for row in self._all if _result_id(row) in result_ids]
        return tuple(sorted(found, key=lambda one: one.wire_hash))

    def tombstone(self, tombstones: Collection[Tombstone], day: date) -> Deleted:
        hashes = {one.wire_hash for one in tombstones}
        ids = {one.result_id for one in tombstones if one.result_id}
        ids |= {row.id for row in self._all_results if row.wire_hash in hashes}
        gone = {
            row.wire_hash for row in self._all if _result_id(row) in ids or row.wire_hash in hashes
        }
        self._bury([*tombstones, *(_tombstone(row) for row in self._all if row.wire_hash in gone)])
        for one in self._tombstones.values():
            if one.sequence:
                self._see(one.tablet, one.epoch, one.sequence)
        return self._delete(gone, ERASED, day)

    def erase(self, result_ids: Collection[bytes], day: date) -> Deleted:
        return self.tombstone(self.tombstones_for(result_ids), day)

    def delete_old(self, limits: Limits, day: date) -> Deleted:
        old: set[bytes] = set()
        for row in self._all:
            limit = limits.results if isinstance(row, StoredResult) else limits.details
            if row.received_at < limit:
                old.add(row.wire_hash)
                if isinstance(row, StoredDetail):
                    self._details_gone.add(row.result_id)
        for result in self._results:
            if result.wire_hash in old:
                epoch = (result.tablet, result.epoch)
                self._aged_to[epoch] = max(result.day, self._aged_to.get(epoch, result.day))
        done = self._delete(old, AGED, day)
        fresh = [entry for entry in self._log if entry.at >= limits.log]
        logged = len(self._log) - len(fresh)
        self._log = fresh
        self._note_deleted(0, "log", AGED, day, logged)
        return replace(done, logged=logged)

    def deleted(self) -> tuple[DeletedCount, ...]:
        return tuple(DeletedCount(*key, self._deleted[key]) for key in sorted(self._deleted))

    def log(self, entry: LogEntry) -> None:
        self._log.append(entry)

    def logged(self, limit: int = 100, *, skip: int = 0) -> tuple[LogEntry, ...]:
        return tuple(reversed(self._log))[skip : skip + limit]

    def keep_scoring(self, digest: bytes, canonical: bytes) -> None:
        if self._scoring.setdefault(digest, canonical) != canonical:
            raise ScoringClashError(digest=digest.hex())

    def scoring(self, digest: bytes) -> bytes | None:
        return self._scoring.get(digest)

    def receipt_number(self, above: int = 0) -> int:
        self._receipts = max(self._receipts, above) + 1
        return self._receipts

    def number_receipt(self, receipt: SentReceipt, above: int = 0) -> SentReceipt:
        numbered = replace(receipt, number=self.receipt_number(above))
        self._written[receipt.desk, receipt.tablet, receipt.epoch, numbered.number] = numbered
        return numbered

    def receipt_sent(self, desk: int, tablet: int, epoch: int, number: int) -> SentReceipt | None:
        return self._written.get((desk, tablet, epoch, number))

    def last_receipt(self, desk: int) -> int:
        return max((key[3] for key in self._written if key[0] == desk), default=0)

    def counts(self) -> Counts:
        return Counts(len(self._results), len(self._quarantine), len(self.tablets()))

    def close(self) -> None:
        """Nothing to let go of."""

    # -- taking in

    def _keep_results(
        self, results: Sequence[StoredResult], apart: Mapping[bytes, str]
    ) -> tuple[Kept, ...]:
        sorting = sort_in(results, self._known_results(), apart)
        self._results += sorting.new
        self._quarantine += [QuarantinedResult(row, reason) for row, reason in sorting.apart]
        self._bury([_tombstone(row) for row in sorting.erased])
        for row in (*sorting.new, *(row for row in sorting.erased if row.id not in apart)):
            self._note_top(row.tablet, row.epoch, row.sequence)
        for row in (*sorting.new, *(row for row, _ in sorting.apart), *sorting.erased):
            self._note_top(row.tablet, row.epoch, 0)
            self._see(row.tablet, row.epoch, row.sequence)
        return sorting.kept

    def _keep_details(self, details: Sequence[StoredDetail], apart: Mapping[bytes, str]) -> None:
        sorting = sort_in(details, self._known_details(details), apart)
        self._details += [(row, None) for row in sorting.new]
        self._details += sorting.apart
        self._bury([_tombstone(row) for row in sorting.erased])

    def _known_results(self) -> Known:
        known = Known()
        for row in self._results:
            known.note(row.id, row.wire_hash, ReceivedBefore(row.received_at))
            known.places.add(row.place)
        for one in self._quarantine:
            known.note(one.result.id, one.result.wire_hash, Quarantined(one.reason))
        for tombstone in self._tombstones.values():
            known.by_hash[tombstone.wire_hash] = Gone(ERASED)
            if tombstone.result_id:
                known.by_id[tombstone.result_id] = Gone(ERASED)
        known.vacated.update(self._vacated())
        return known

    def _known_details(self, details: Sequence[StoredDetail]) -> Known:
        known = Known()
        for row, apart in self._details:
            kept = ReceivedBefore(row.received_at) if apart is None else Quarantined(apart)
            known.note(row.id, row.wire_hash, kept)
            known.places.add(row.place)
        known.by_hash |= dict.fromkeys(self._tombstones, Gone(ERASED))
        erased = {one.result_id for one in self._tombstones.values()}
        vacated = self._vacated()
        held = {row.id for row in self._all_results}
        for detail in details:
            place = (detail.tablet, detail.epoch, detail.sequence)
            if detail.result_id in erased:
                known.by_hash[detail.wire_hash] = Gone(ERASED)
            if vacated.get(place) or detail.result_id in self._details_gone & held:
                known.vacated[detail.result_id] = date.max
        return known

    def _vacated(self) -> dict[Place, date | None]:
        held = {row.place for row in self._all_results}
        return {
            (*epoch, number): self._aged_to.get(epoch)
            for epoch, seen in self._seen.items()
            for number in seen
            if number <= self._top[epoch] and (*epoch, number) not in held
        }

    def _bury(self, tombstones: Iterable[Tombstone]) -> None:
        for one in tombstones:
            before = self._tombstones.get(one.wire_hash, one)
            self._tombstones[one.wire_hash] = replace(
                before,
                sequence=before.sequence or one.sequence,
                result_id=before.result_id or one.result_id,
            )

    def _see(self, tablet: int, epoch: int, sequence: int) -> None:
        self._note_top(tablet, epoch, 0)
        self._seen.setdefault((tablet, epoch), set()).add(sequence)

    def _note_top(self, tablet: int, epoch: int, told: int) -> None:
        self._top[tablet, epoch] = max(told, self._top.get((tablet, epoch), 0))

    # -- taking out

    def _delete(self, gone: set[bytes], why: str, day: date) -> Deleted:
        done: Counter[str] = Counter()
        kinds = (
            ("result", self._results),
            ("quarantine", [one.result for one in self._quarantine]),
        )
        rows: list[tuple[str, Row]] = [(what, row) for what, rows in kinds for row in rows]
        for what, row in (*rows, *(("detail", row) for row, _ in self._details)):
            if row.wire_hash in gone:
                done[what] += 1
                self._note_deleted(row.tablet, what, why, day, 1)
        self._results = [row for row in self._results if row.wire_hash not in gone]
        self._quarantine = [one for one in self._quarantine if one.result.wire_hash not in gone]
        self._details = [one for one in self._details if one[0].wire_hash not in gone]
        return Deleted(done["result"], done["quarantine"], done["detail"])

    def _note_deleted(self, tablet: int, what: str, why: str, day: date, count: int) -> None:
        if count:
            self._deleted[day.replace(day=1), tablet, what, why] += count

    @property
    def _all_results(self) -> list[StoredResult]:
        return [*self._results, *(apart.result for apart in self._quarantine)]

    @property
    def _all(self) -> list[Row]:
        return [*self._all_results, *(row for row, _ in self._details)]

    @staticmethod
    def _newest(rows: Iterable[StoredResult]) -> tuple[StoredResult, ...]:
        return tuple(sorted(rows, key=lambda row: row.received_at, reverse=True))


def _result_id(row: Row) -> bytes:
    return row.id if isinstance(row, StoredResult) else row.result_id


def _tombstone(row: Row) -> Tombstone:
    return Tombstone(row.wire_hash, row.tablet, row.epoch, row.sequence, _result_id(row))
