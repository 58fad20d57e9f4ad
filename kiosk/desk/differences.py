"""Desk and tablet compare what they know of a receipt, by count and hash of hashes."""

from __future__ import annotations

from kiosk.domain.errors import KioskError, N_
from kiosk.handoff.bundle import Bundle, Told
from kiosk.storage.desk import DeskStore


class DifferenceError(KioskError):
    """A tablet knows something else than this desk told it."""


def difference(bundle: Bundle, told: Told, store: DeskStore) -> list[KioskError]:
    """What does not agree between a receipt of this desk and what the tablet says of it; mostly
    nothing."""
    sent = store.receipt_sent(told.desk, bundle.tablet, bundle.epoch, told.receipt)
    if sent is None:
        return [
            DifferenceError(
                N_(
                    "Tablet {tablet} knows receipt {number}, which this desk does not: "
                    "its store is from an older backup. Collect all sticks and folders again."
                ),
                tablet=bundle.tablet,
                number=told.receipt,
            )
        ]
    if (sent.count, sent.hash_of_hashes) != (told.count, told.hash_of_hashes):
        return [
            DifferenceError(
                N_(
                    "Tablet {tablet} knows {here} of the {there} objects in receipt {number}: "
                    "it was cloned or restored from an old image. Look under Kept apart."
                ),
                tablet=bundle.tablet,
                here=told.count,
                there=sent.count,
                number=told.receipt,
            )
        ]
    return []
