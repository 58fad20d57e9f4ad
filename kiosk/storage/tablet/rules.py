"""Rules that every tablet store keeps, whatever it keeps its rows in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import date

from kiosk.storage.errors import ChainMismatchError
from kiosk.storage.tablet.store import (
    DUPLICATE,
    LEFT_OUT,
    NOTHING_BEFORE,
    QUARANTINED,
    Chain,
    DetailRow,
    SealedRow,
)


def unused_epoch(known: Collection[int]) -> int:
    """A random epoch that is none of these."""
    draws = iter(lambda: secrets.randbits(32), None)
    return next(epoch for epoch in draws if epoch not in known)


def goes_on(before: str, now: str) -> bool:
    """Whether a purge goes on waiting from when a mark was as it was before."""
    if before == LEFT_OUT:
        return now == DUPLICATE
    return (before == QUARANTINED) == (now == QUARANTINED)


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


def next_missing_since(
    since: date | None, today: date, carried: tuple[int, date] | None, unsynced: Iterable[int]
) -> date | None:
    """``missing_since`` after a receipt: never later than the day of the oldest unsynced share.

    ``carried``: last sequence before the last whole sync, and its day. ``unsynced``: sequences in
    the present epoch, 0 for results of another. Days are not kept by result, so this is a bound.
    """
    left = list(unsynced)
    if not left:
        return None
    if since is None:
        return today
    if carried is not None and min(left) > carried[0]:
        return max(since, carried[1])
    return since
