"""Tablet and desk compare what they have of an epoch, by count and hash of hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.handoff.receipt import Receipt, Status, hash_of_hashes
from kiosk.storage.tablet import Standing


@dataclass(frozen=True, slots=True)
class Compared:
    """What a desk's receipt and this tablet say of the same epoch; results and details alike."""

    desk: int
    epoch: int
    same: bool
    """Count and hash of hashes are those of the receipt."""
    here: int
    there: int
    waiting: int
    """Known here only: shared since, or lost on the way; they go over with the bundle."""
    elsewhere: int
    """Known here, and held by another desk."""
    unknown: int
    """Held there, and not known here: this tablet was cloned, or restored from an old image."""
    erased: int
    """Held there although erased at another desk, which the bundle tells."""
    apart: int
    """Of those held there: kept in quarantine. They stay on the tablet."""


def compare(receipt: Receipt, known: Mapping[bytes, Standing]) -> Compared:
    """``known``: after the receipt was applied. A purged object that the desk does not name any
    more is no difference: it has a receipt, and a desk deletes by its own terms."""
    there = {entry.wire_hash for entry in receipt.entries}
    here = {
        wire_hash
        for wire_hash, standing in known.items()
        if standing in (Standing.WAITING, Standing.HELD)
        or (standing is Standing.PURGED and wire_hash in there)
    }
    only_here = [known[wire_hash] for wire_hash in here - there]
    return Compared(
        desk=receipt.desk,
        epoch=receipt.epoch,
        same=(len(here), hash_of_hashes(here)) == (receipt.count, receipt.hash_of_hashes),
        here=len(here),
        there=receipt.count,
        waiting=only_here.count(Standing.WAITING),
        elsewhere=only_here.count(Standing.HELD),
        unknown=len(there - known.keys()),
        erased=len(there.intersection(known) - here),
        apart=sum(entry.status is Status.QUARANTINED for entry in receipt.entries),
    )
