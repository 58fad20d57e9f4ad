"""What a desk keeps, as a protocol; ``memory`` and ``database`` both keep its promises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from kiosk.domain.counts import DayCount
from kiosk.domain.events import LogEntry
from kiosk.storage.desk.values import (
    Counts,
    Deleted,
    DeletedCount,
    Gap,
    Held,
    ImportedBundle,
    Kept,
    Limits,
    QuarantinedResult,
    SentReceipt,
    StoredDetail,
    StoredResult,
    Tombstone,
)

NONE_APART: Mapping[bytes, str] = MappingProxyType({})


class DeskStore(Protocol):
    """Every method returns when the disk has it, and does all or nothing."""

    def store(self, result: StoredResult, apart: str | None = None) -> Kept:
        """Keep a result once, whichever way and however often it comes.

        ``apart`` is why it is quarantined whatever its place, such as ``REVOKED``.
        """

    def store_many(
        self,
        results: Sequence[StoredResult],
        bundle: ImportedBundle | None = None,
        details: Sequence[StoredDetail] = (),
        *,
        apart: Mapping[bytes, str] = NONE_APART,
        counts: Sequence[DayCount] = (),
    ) -> tuple[Kept, ...]:
        """``store`` for each, keep the details, each once, and note the bundle that they came in
        and what it counts: one transaction. What became of each result.

        ``apart`` has ids of results and details, and why they are quarantined whatever their place.
        """

    def known(self, tablet: int, epoch: int, numbers: Sequence[int]) -> Mapping[bytes, Kept]:
        """What became of the results and details of those numbers that were here before, and of
        all of the epoch that was erased, by wire hash. There may be others in between."""

    def results(
        self,
        limit: int = 50,
        *,
        before: bytes | None = None,
        tablet: int | None = None,
        day: date | None = None,
    ) -> tuple[StoredResult, ...]:
        """The newest first, by when they came; ``before`` is the id at the end of the last page."""

    def result(self, result_id: bytes) -> StoredResult | None:
        """A result that is not quarantined."""

    def detail(self, result_id: bytes) -> StoredDetail | None:
        """The detail of a result, if one has come."""

    def details_apart(self) -> tuple[StoredDetail, ...]:
        """Details in quarantine, oldest first."""

    def quarantined(self) -> tuple[QuarantinedResult, ...]:
        """What was kept apart, oldest first."""

    def why_apart(self, result_id: bytes) -> str | None:
        """Why a result is quarantined, if it is."""

    def find_by_receipt_code(self, code: str) -> tuple[StoredResult, ...]:
        """Every result with these eight digits, also the quarantined ones; the newest first."""

    def find_by_tag(self, tag: bytes) -> tuple[StoredResult, ...]:
        """Every result with this progress tag, also the quarantined ones; the newest first."""

    def tablets(self) -> tuple[int, ...]:
        """Numbers of the tablets that anything was received from."""

    def missing(self, tablet: int) -> tuple[Gap, ...]:
        """Holes in the tablet's chain, up to the newest result that anything received tells of.

        What was deleted was seen, and is not missing.
        """

    def held(self, tablet: int, epoch: int) -> tuple[Held, ...]:
        """Everything received from the tablet, results and details, by whatever way, in the order
        of its sequence."""

    def epochs(self, tablet: int) -> tuple[int, ...]:
        """Epochs of a tablet that anything was received from, rising."""

    def set_apart(self, tablet: int, epoch: int, after: int) -> int:
        """Its tablet is believed up to that sequence of the epoch and no further: what is here of
        later ones goes to quarantine as ``REVOKED``, with the details, as if it had been known
        before; how many results. Twice is as good as once."""

    def bundle_seen(self, bundle_hash: bytes) -> datetime | None:
        """When that bundle was imported, if it was."""

    def bundle_imported(self, bundle: ImportedBundle) -> None:
        """Note a bundle; a second time changes nothing."""

    def last_bundle(self, tablet: int, epoch: int) -> ImportedBundle | None:
        """The one with the highest number."""

    def keep_counts(self, tablet: int, epoch: int, counts: Iterable[DayCount]) -> None:
        """Keep the highest of each; they only rise, in whatever order they come."""

    def day_counts(self, tablet: int) -> tuple[DayCount, ...]:
        """What a tablet counted, over all its epochs, by day and name."""

    def tombstones(self, tablet: int, epoch: int) -> tuple[Tombstone, ...]:
        """What was erased of that tablet's epoch, by wire hash."""

    def every_tombstone(self) -> tuple[Tombstone, ...]:
        """What was erased of any tablet, by wire hash."""

    def tombstones_for(self, result_ids: Collection[bytes]) -> tuple[Tombstone, ...]:
        """The tombstones that erasing these results would leave: theirs and their details'."""

    def tombstone(self, tombstones: Collection[Tombstone], day: date) -> Deleted:
        """Erase what they stand for, with the details of it, and never take it again.

        On SQLite nothing of it is left in the file. Twice is as good as once.
        """

    def erase(self, result_ids: Collection[bytes], day: date) -> Deleted:
        """Erase results, quarantined or not, with their details; tombstones stay."""

    def delete_old(self, limits: Limits, day: date) -> Deleted:
        """Delete what has been kept long enough; only how many there were stays."""

    def deleted(self) -> tuple[DeletedCount, ...]:
        """How many were deleted in which month, the oldest first."""

    def log(self, entry: LogEntry) -> None:
        """Keep what somebody did at the desk."""

    def logged(self, limit: int = 100, *, skip: int = 0) -> tuple[LogEntry, ...]:
        """What was done at the desk, the newest first."""

    def keep_scoring(self, digest: bytes, canonical: bytes) -> None:
        """Keep a scoring version for good; refused if its digest is taken by another."""

    def scoring(self, digest: bytes) -> bytes | None: ...

    def receipt_number(self, above: int = 0) -> int:
        """A number that no receipt of this store had, higher than all before and than ``above``."""

    def number_receipt(self, receipt: SentReceipt, above: int = 0) -> SentReceipt:
        """The receipt with such a number in place of its own; what it says is remembered."""

    def receipt_sent(self, desk: int, tablet: int, epoch: int, number: int) -> SentReceipt | None:
        """What that receipt said, if this store knows of it."""

    def last_receipt(self, desk: int) -> int:
        """The highest number of that desk's receipts; 0 when there is none."""

    def counts(self) -> Counts: ...

    def close(self) -> None: ...
