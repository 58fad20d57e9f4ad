"""What goes into a desk's store and what it says: plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

PLACE_TAKEN = "place taken"
"""Another result of the same tablet and epoch has the same sequence: a cloned tablet. Of a detail:
its result has another one."""
REVOKED = "revoked"
"""Made after its tablet was revoked."""

ERASED = "erased"
"""Somebody asked for it to be erased."""
AGED = "age"
"""It had been kept for as long as the site keeps such a thing."""


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
    receipt_code: str = ""
    """Eight digits, which a few other results may share."""
    progress_tag: bytes | None = None
    """8 bytes, where a progress code was used: pseudonymous data."""

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


@dataclass(frozen=True, slots=True)
class Stored:
    """New, and kept."""


@dataclass(frozen=True, slots=True)
class ReceivedBefore:
    """Kept since ``on``; nothing changed."""

    on: datetime


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Kept apart: it contradicts another result, or its tablet is not believed any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """It was here and was deleted; it is not taken again."""

    reason: str
    """``ERASED`` or ``AGED``."""


Kept = Stored | ReceivedBefore | Quarantined | Gone


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
class Tombstone:
    """What stays of an erased object: nothing that tells of anybody."""

    wire_hash: bytes
    tablet: int
    epoch: int
    sequence: int = 0
    """0: it was erased elsewhere, and never came here."""
    result_id: bytes = b""
    """Of the result that it was, or belonged to, so that its detail is known when it comes late.
    Empty: as for ``sequence``."""


@dataclass(frozen=True, slots=True)
class SentReceipt:
    """What the desk said in a receipt, so that it can see what a tablet made of it."""

    desk: int
    tablet: int
    epoch: int
    number: int
    count: int
    hash_of_hashes: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What came before these moments is deleted."""

    results: datetime
    details: datetime
    log: datetime


@dataclass(frozen=True, slots=True)
class Deleted:
    """How much was deleted."""

    results: int = 0
    quarantined: int = 0
    details: int = 0
    logged: int = 0

    def __bool__(self) -> bool:
        return bool(self.results or self.quarantined or self.details or self.logged)


@dataclass(frozen=True, slots=True)
class DeletedCount:
    """What stays of deleted things: how many in a month."""

    month: date
    """The first day of the month in which they were deleted."""
    tablet: int
    """0: of the desk itself."""
    what: str
    """``result``, ``quarantine``, ``detail`` or ``log``."""
    why: str
    """``ERASED`` or ``AGED``."""
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    results: int
    quarantined: int
    tablets: int


def gaps(epoch: int, seen: Iterable[int], up_to: int) -> tuple[Gap, ...]:
    """The runs of numbers from 1 that ``seen``, in rising order, leaves out."""
    found: list[Gap] = []
    expected = 1
    for number in (*seen, up_to + 1):
        if number > expected:
            found.append(Gap(epoch, expected, number - 1))
        expected = max(expected, number + 1)
    return tuple(found)
