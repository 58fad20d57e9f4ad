"""The tablet's store: one open visit, and the sealed results that were shared."""

from __future__ import annotations

from kiosk.storage.tablet.store import (
    NOTHING_PURGED,
    Applied,
    BundleState,
    Chain,
    Counts,
    DetailRow,
    LastReceipt,
    Marks,
    Purged,
    SealedRow,
    Standing,
    TabletStore,
    Tombstone,
)

__all__ = [
    "NOTHING_PURGED",
    "Applied",
    "BundleState",
    "Chain",
    "Counts",
    "DetailRow",
    "LastReceipt",
    "Marks",
    "Purged",
    "SealedRow",
    "Standing",
    "TabletStore",
    "Tombstone",
]
