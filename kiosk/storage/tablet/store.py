"""What a tablet keeps, as a protocol; ``memory`` and ``sqlite`` both keep its promises."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.storage.errors import ChainMismatchError

NOTHING_BEFORE = bytes(16)
"""Stands for the id before the first result of an epoch."""

QUARANTINED = "quarantined"

NO_BUNDLE = bytes(32)
"""Stands for the hash of the bundle before the first one."""


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
    """The last bundle that was written."""

    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Marks:
    """What a desk's receipt says that it holds, after its signature was verified."""

    desk: int
    number: int
    """Counts up with each receipt of that desk."""
    held: Mapping[bytes, str]
    """Wire hash to what became of it there; what is ``quarantined`` is not synced by that."""


@dataclass(frozen=True, slots=True)
class Counts:
    shared: int
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

    def share(self, *sealed: SealedRow, details: Iterable[DetailRow] = ()) -> None:
        """In one transaction: keep a visit's sealed results with the details of any of them, move
        the chain on, wipe the visit."""

    def unsynced(self) -> tuple[SealedRow, ...]:
        """Every shared result that no desk holds for sure, in the chain's order."""

    def unsynced_details(self) -> tuple[DetailRow, ...]:
        """Every detail that no desk holds for sure, in the chain's order; its result may be held:
        it can be shown by its code before a bundle goes over."""

    def bundle_state(self) -> BundleState:
        """The last bundle written; number 0 and zeros before the first."""

    def bundle_written(self, number: int, bundle_hash: bytes) -> None:
        """Note a bundle that lies complete on its target; its number must be the next."""

    def apply_receipt(self, marks: Marks, at: datetime) -> int:
        """Mark what the desk holds; how many results are synced now and were not before.

        Details are marked too, and not counted. Only a receipt newer than that desk's last one
        counts. Nothing is deleted.
        """

    def mark_handed_over(self, receipt_code: str) -> bool:
        """Whether a shared result has that code; it is then marked."""

    def counts(self) -> Counts: ...

    def count_uptime(self, seconds: int) -> None:
        """Add time that the tablet was on: a purge waits by it, not by the clock."""

    def close(self) -> None: ...


def follow(chain: Chain, sealed: SealedRow) -> Chain:
    """The chain after ``sealed``; refused unless it is exactly the next one and whole."""
    expected = (chain.epoch, chain.next_sequence)
    found = (sealed.epoch, sealed.sequence)
    if found != expected:
        raise ChainMismatchError(
            found="/".join(map(str, found)), expected="/".join(map(str, expected))
        )
    if hashlib.sha256(sealed.wire).digest() != sealed.wire_hash:
        raise ChainMismatchError(found="another wire hash", expected=sealed.wire_hash.hex()[:16])
    if len(sealed.id) != len(NOTHING_BEFORE) or sealed.id == chain.previous_id:
        raise ChainMismatchError(found=f"id {sealed.id.hex()}", expected="a new one of 16 bytes")
    return Chain(chain.epoch, chain.next_sequence + 1, sealed.id)


def check_details(sealed: Iterable[SealedRow], details: Iterable[DetailRow]) -> None:
    """Refuses a detail that is not whole, or not of exactly one of these results."""
    free = {(row.epoch, row.sequence) for row in sealed}
    for row in details:
        if (row.epoch, row.sequence) not in free:
            raise ChainMismatchError(
                found=f"a detail of {row.epoch}/{row.sequence}", expected="one for each result"
            )
        if hashlib.sha256(row.wire).digest() != row.wire_hash:
            raise ChainMismatchError(found="another wire hash", expected=row.wire_hash.hex()[:16])
        free.remove((row.epoch, row.sequence))
