"""What a tablet keeps, as a protocol; ``memory`` and ``sqlite`` both keep its promises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from kiosk.domain.counts import CountName, DayCount

NOTHING_BEFORE = bytes(16)
"""Stands for the id before the first result of an epoch."""

QUARANTINED = "quarantined"
DUPLICATE = "duplicate"
LEFT_OUT = "left out"
"""A mark of an object that a desk held and, by its newest receipt, does not hold any more."""

NOT_HELD = (QUARANTINED, LEFT_OUT)

NO_BUNDLE = bytes(32)
"""Stands for the hash of the bundle before the first one."""

MOST_DAYS = 400
"""Days of counts that are kept of an epoch."""


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A shared result: what the tablet may still know of it, which is not what is in it."""

    epoch: int
    sequence: int
    id: bytes
    """First 16 bytes of the hash of the signed object."""
    wire_hash: bytes
    """SHA-256 of ``wire``."""
    wire: bytes
    receipt_code: str
    """Eight digits that the desk shows when it has the result."""


@dataclass(frozen=True, slots=True)
class DetailRow:
    """The sealed detail object of a shared result; it goes where the result goes, and with it."""

    epoch: int
    sequence: int
    wire_hash: bytes
    """SHA-256 of ``wire``."""
    wire: bytes


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the next shared result goes."""

    epoch: int
    """Random number of this store: a store made anew or restored starts another chain."""
    next_sequence: int
    previous_id: bytes
    """The id before it, 16 bytes; zeros at the beginning."""


@dataclass(frozen=True, slots=True)
class BundleState:
    """The last bundle of an epoch that was written."""

    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Marks:
    """What a desk's receipt says of an epoch, after its signature was verified."""

    desk: int
    number: int
    """Counts up with each receipt of that desk for that epoch."""
    held: Mapping[bytes, str]
    """Wire hash to what became of it there; what is ``quarantined`` is not synced by that. What is
    left out that desk does not hold, or no longer."""
    epoch: int
    erased: frozenset[bytes] = frozenset()
    """Wire hashes of what was erased at a desk."""
    count: int = 0
    """How many of ``held`` are this tablet's; with ``hash_of_hashes`` for the desk to compare."""
    hash_of_hashes: bytes = bytes(32)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a receipt changed."""

    received: int
    """Results that are synced now and were not before."""
    again: int
    """Results that no desk holds any more, and go over once more."""
    erased: int
    """Results and details that were deleted because they were erased at a desk."""


@dataclass(frozen=True, slots=True)
class LastReceipt:
    """The newest receipt of a desk for an epoch."""

    desk: int
    number: int
    count: int
    hash_of_hashes: bytes


class Standing(StrEnum):
    """Where an object that was shared is now."""

    WAITING = "waiting"
    """Here, and at no desk for sure."""
    HELD = "held"
    """Here, and at a desk."""
    PURGED = "purged"
    """At a desk; a tombstone is here."""
    ERASED = "erased"
    """Nowhere; a tombstone is here."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of an object that is gone; nothing of it tells what was in it, or when."""

    wire_hash: bytes
    epoch: int
    sequence: int
    """0: it was erased before it was known here."""
    erased: bool
    """At a desk, for good. Else purged: a desk holds it."""
    desk: int
    receipt: int
    """Number of the receipt of that desk because of which it went."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did."""

    results: int
    details: int
    damaged: int
    """Objects that are not on the disk as they were stored: they stay."""


NOTHING_PURGED = Purged(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Counts:
    shared: int
    """Shared results that are here."""
    unsynced: int
    """Shared results that no receipt names as stored."""
    handed_over: int
    """Shared results whose receipt code was typed in: a sign for people."""


class TabletStore(Protocol):
    """Every method returns when the disk has it, and does all or nothing."""

    def begin_visit(self, first: bytes) -> None:
        """Open a visit with its first journal entry; refused while another one is open."""

    def append(self, line: bytes) -> None:
        """Add an entry to the open visit's journal."""

    def open_visit(self) -> tuple[bytes, ...] | None:
        """The journal of the open visit in its order, or None."""

    def wipe_visit(self) -> None:
        """Leave nothing of the open visit, not even that there was one; none open is fine."""

    def chain(self) -> Chain:
        """Where the next shared result goes."""

    def new_epoch(self) -> Chain:
        """Begin another chain, after a restore: the old image does not know what was shared since.

        What was shared before stays, and goes over under its own epoch.
        """

    def epochs(self) -> tuple[int, ...]:
        """Every epoch of which something is known here, the present one last."""

    def share(
        self, *sealed: SealedRow, details: Iterable[DetailRow] = (), day: date | None = None
    ) -> None:
        """In one transaction: keep a visit's sealed results with the details of any of them, move
        the chain on, wipe the visit. ``day`` is for ``missing_since``, and not kept by result."""

    def unsynced(self) -> tuple[SealedRow, ...]:
        """Every shared result that no desk holds for sure, in the chain's order."""

    def unsynced_details(self) -> tuple[DetailRow, ...]:
        """Every detail that no desk holds for sure, in the chain's order; its result may be held:
        it can be shown by its code before a bundle goes over."""

    def known(self, epoch: int) -> Mapping[bytes, Standing]:
        """Every result and detail of an epoch that is here or has a tombstone, by wire hash."""

    def bundle_state(self, epoch: int) -> BundleState:
        """The last bundle of an epoch; number 0 and zeros before the first."""

    def bundle_written(
        self, epoch: int, number: int, bundle_hash: bytes, counts: Iterable[DayCount] = ()
    ) -> None:
        """Note a bundle that lies complete on its target; its number must be higher than the last.

        It has told of every erasure of that epoch, and of these counts.
        """

    def untold(self, epoch: int) -> bool:
        """Whether an erasure or a count of that epoch has been in no bundle yet."""

    def apply_receipt(self, marks: Marks, at: datetime) -> Applied:
        """Mark what the desk holds, and delete what was erased.

        Details are marked too, and not counted. Only a receipt newer than that desk's last one for
        that epoch counts. A purge waits from the first of a desk's receipts that name an object one
        after the other; a gap does not count where the desk says that it knew the object before: it
        keeps nothing for ever.
        """

    def forget_desks(self, desks: Collection[int], day: date) -> int:
        """From that day on the word of these desks counts no more; how many results go over once
        more because of it.

        A desk that was revoked may be lost, with all that only it held.
        """

    def last_receipts(self, epoch: int) -> tuple[LastReceipt, ...]:
        """The newest receipt of each desk for an epoch, by number of the desk."""

    def sync_done(self, day: date) -> None:
        """A sync came to its end: whatever was unsynced when it began lies on its target."""

    def purge(self, uptime: int) -> Purged:
        """Delete each object that a desk holds, whose hash computed again from the disk is that in
        the receipt, and that no desk keeps apart, when the receipt came at least ``uptime`` counted
        seconds and one whole sync ago. A result goes after its detail. Nothing stays in a file."""

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Of every object that was purged or erased, by epoch, sequence and hash."""

    def missing_since(self) -> datetime | None:
        """The beginning of the day, or of one before it, on which the oldest unsynced result was
        shared; None when there is none."""

    def mark_handed_over(self, receipt_code: str) -> bool:
        """Whether a shared result has that code; it is then marked."""

    def counts(self) -> Counts: ...

    def count_uptime(self, seconds: int) -> None:
        """Add time that the tablet was on: a purge waits by it, not by the clock."""

    def add_count(self, day: date, what: CountName, n: int = 1) -> None:
        """Count something of that day, in the present epoch; the oldest days make room."""

    def day_counts(self, epoch: int | None = None) -> tuple[DayCount, ...]:
        """What was counted in the present epoch, or another one, by day and what."""

    def close(self) -> None: ...
