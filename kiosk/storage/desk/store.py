"""What a desk keeps, as a protocol; ``memory`` and ``sqlite`` both keep its promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

PLACE_TAKEN = "place taken"
"""Another result of the same tablet and epoch has the same sequence: a cloned tablet. Of a detail:
its result has another one."""

DETAIL_DAYS = 90
"""Days for which a detail is kept, the one on which it came left out."""


class Way(StrEnum):
    """How a result came to the desk."""

    SCAN = "scan"
    PICTURE = "picture"
    FILE = "file"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A result that was opened and verified."""

    id: bytes
    """First 16 bytes of the hash of the signed object."""
    wire_hash: bytes
    """SHA-256 of ``wire``."""
    tablet: int
    epoch: int
    sequence: int
    previous: bytes
    """First 8 bytes of the id before it in the tablet's chain."""
    day: date
    """Of the visit."""
    wire: bytes
    payload: bytes
    """The record as it was signed, kept raw: its scoring version may arrive later."""
    scoring: tuple[bytes, ...]
    """Scoring digest of each service, 4 bytes each."""
    received_at: datetime
    way: Way

    @property
    def place(self) -> tuple[int, int, int]:
        return self.tablet, self.epoch, self.sequence


@dataclass(frozen=True, slots=True)
class StoredDetail:
    """A detail object that was opened and verified; its result may come later, or be gone."""

    id: bytes
    """First 16 bytes of the hash of the signed object."""
    wire_hash: bytes
    """SHA-256 of ``wire``."""
    result_id: bytes
    tablet: int
    epoch: int
    sequence: int
    wire: bytes
    payload: bytes
    """The detail as it was signed."""
    received_at: datetime

    @property
    def place(self) -> bytes:
        return self.result_id

    @property
    def keep_until(self) -> date:
        """The last day on which it is kept."""
        return self.received_at.date() + timedelta(days=DETAIL_DAYS)


@dataclass(frozen=True, slots=True)
class Stored:
    """New, and kept."""


@dataclass(frozen=True, slots=True)
class ReceivedBefore:
    """Kept since ``on``; nothing changed."""

    on: datetime


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Kept apart: it contradicts another result."""

    reason: str


Kept = Stored | ReceivedBefore | Quarantined


@dataclass(frozen=True, slots=True)
class QuarantinedResult:
    result: StoredResult
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a receipt says of a result or a detail."""

    sequence: int
    wire_hash: bytes
    quarantined: str | None = None
    """Why it is kept apart, if it is."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Results of a tablet that the desk has not seen, from ``first`` to ``last``."""

    epoch: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ImportedBundle:
    """A bundle whose manifest was verified."""

    tablet: int
    epoch: int
    number: int
    hash: bytes
    previous: bytes
    """Hash of the tablet's bundle before."""
    last_sequence: int
    """The newest shared result when it was written; 0 when there was none."""
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    results: int
    quarantined: int
    tablets: int


class DeskStore(Protocol):
    """Every method returns when the disk has it, and does all or nothing."""

    def store(self, result: StoredResult) -> Kept:
        """Keep a result once, whichever way and however often it comes."""

    def store_many(
        self,
        results: Sequence[StoredResult],
        bundle: ImportedBundle | None = None,
        details: Sequence[StoredDetail] = (),
    ) -> tuple[Kept, ...]:
        """``store`` for each, keep the details, each once, and note the bundle that they came in:
        one transaction. What became of each result."""

    def results(
        self,
        limit: int = 50,
        *,
        before: bytes | None = None,
        tablet: int | None = None,
        day: date | None = None,
    ) -> tuple[StoredResult, ...]:
        """The newest first, by when they came; ``before`` is the id at the end of the last page."""

    def result(self, result_id: bytes) -> StoredResult | None: ...

    def detail(self, result_id: bytes) -> StoredDetail | None:
        """The detail of a result, if one has come."""

    def details_apart(self) -> tuple[StoredDetail, ...]:
        """Details that contradict the one that their result has, oldest first."""

    def quarantined(self) -> tuple[QuarantinedResult, ...]:
        """What was kept apart, oldest first."""

    def tablets(self) -> tuple[int, ...]:
        """Numbers of the tablets that anything was received from."""

    def missing(self, tablet: int) -> tuple[Gap, ...]:
        """Holes in the tablet's chain, up to the newest result that anything received tells of."""

    def held(self, tablet: int, epoch: int) -> tuple[Held, ...]:
        """Everything received from the tablet, results and details, by whatever way, in the order
        of its sequence."""

    def bundle_seen(self, bundle_hash: bytes) -> datetime | None:
        """When that bundle was imported, if it was."""

    def bundle_imported(self, bundle: ImportedBundle) -> None:
        """Note a bundle; a second time changes nothing."""

    def last_bundle(self, tablet: int, epoch: int) -> ImportedBundle | None:
        """The one with the highest number."""

    def keep_scoring(self, digest: bytes, canonical: bytes) -> None:
        """Keep a scoring version for good; refused if its digest is taken by another."""

    def scoring(self, digest: bytes) -> bytes | None: ...

    def receipt_number(self) -> int:
        """A number that no receipt of this store had, higher than all before."""

    def counts(self) -> Counts: ...

    def close(self) -> None: ...


def gaps(epoch: int, seen: Iterable[int], up_to: int) -> tuple[Gap, ...]:
    """The runs of numbers from 1 that ``seen``, in rising order, leaves out."""
    found: list[Gap] = []
    expected = 1
    for number in (*seen, up_to + 1):
        if number > expected:
            found.append(Gap(epoch, expected, number - 1))
        expected = max(expected, number + 1)
    return tuple(found)
