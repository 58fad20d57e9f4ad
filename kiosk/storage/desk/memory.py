"""A desk's store without a disk, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kiosk.storage.desk.sorting import Known, sort_in
from kiosk.storage.desk.store import (
    PLACE_TAKEN,
    Counts,
    Gap,
    Held,
    ImportedBundle,
    Kept,
    Quarantined,
    QuarantinedResult,
    ReceivedBefore,
    Stored,
    StoredDetail,
    StoredResult,
    gaps,
)
from kiosk.storage.errors import ScoringClashError


class MemoryDeskStore:
    def __init__(self) -> None:
        self._results: list[StoredResult] = []
        self._quarantine: list[QuarantinedResult] = []
        self._details: list[tuple[StoredDetail, str | None]] = []
        self._bundles: dict[bytes, ImportedBundle] = {}
        self._scoring: dict[bytes, bytes] = {}
        self._receipts = 0

    def store(self, result: StoredResult) -> Kept:
        for known in self._results:
            if known.id == result.id or known.wire_hash == result.wire_hash:
                return ReceivedBefore(known.received_at)
        for apart in self._quarantine:
            if apart.result.id == result.id or apart.result.wire_hash == result.wire_hash:
                return Quarantined(apart.reason)
        if any(known.place == result.place for known in self._results):
            self._quarantine.append(QuarantinedResult(result, PLACE_TAKEN))
            return Quarantined(PLACE_TAKEN)
        self._results.append(result)
        return Stored()

    def store_many(
        self,
        results: Sequence[StoredResult],
        bundle: ImportedBundle | None = None,
        details: Sequence[StoredDetail] = (),
    ) -> tuple[Kept, ...]:
        if bundle is not None:
            self.bundle_imported(bundle)
        self._keep_details(details)
        return tuple(self.store(result) for result in results)

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

    def _keep_details(self, details: Sequence[StoredDetail]) -> None:
        known = Known()
        for row, apart in self._details:
            kept = ReceivedBefore(row.received_at) if apart is None else Quarantined(apart)
            known.note(row.id, row.wire_hash, kept)
            known.places.add(row.place)
        sorting = sort_in(details, known)
        self._details += [(row, None) for row in sorting.new]
        self._details += sorting.apart

    def quarantined(self) -> tuple[QuarantinedResult, ...]:
        return tuple(self._quarantine)

    def tablets(self) -> tuple[int, ...]:
        numbers = {row.tablet for row in self._results}
        numbers |= {bundle.tablet for bundle in self._bundles.values()}
        return tuple(sorted(numbers))

    def missing(self, tablet: int) -> tuple[Gap, ...]:
        seen: dict[int, set[int]] = {}
        last: dict[int, int] = {}
        for row in self._results:
            if row.tablet == tablet:
                seen.setdefault(row.epoch, set()).add(row.sequence)
        for bundle in self._bundles.values():
            if bundle.tablet == tablet:
                last[bundle.epoch] = max(last.get(bundle.epoch, 0), bundle.last_sequence)
        found: list[Gap] = []
        for epoch in sorted(seen.keys() | last.keys()):
            numbers = sorted(seen.get(epoch, ()))
            found.extend(gaps(epoch, numbers, max(last.get(epoch, 0), *numbers, 0)))
        return tuple(found)

    def held(self, tablet: int, epoch: int) -> tuple[Held, ...]:
        rows: list[tuple[StoredResult | StoredDetail, str | None]] = [
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

    def bundle_seen(self, bundle_hash: bytes) -> datetime | None:
        bundle = self._bundles.get(bundle_hash)
        return None if bundle is None else bundle.imported_at

    def bundle_imported(self, bundle: ImportedBundle) -> None:
        self._bundles.setdefault(bundle.hash, bundle)

    def last_bundle(self, tablet: int, epoch: int) -> ImportedBundle | None:
        own = [b for b in self._bundles.values() if (b.tablet, b.epoch) == (tablet, epoch)]
        return max(own, key=lambda bundle: bundle.number, default=None)

    def keep_scoring(self, digest: bytes, canonical: bytes) -> None:
        if self._scoring.setdefault(digest, canonical) != canonical:
            raise ScoringClashError(digest=digest.hex())

    def scoring(self, digest: bytes) -> bytes | None:
        return self._scoring.get(digest)

    def receipt_number(self) -> int:
        self._receipts += 1
        return self._receipts

    def counts(self) -> Counts:
        return Counts(len(self._results), len(self._quarantine), len(self.tablets()))

    def close(self) -> None:
        """Nothing to let go of."""
