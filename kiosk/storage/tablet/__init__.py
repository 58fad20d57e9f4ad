"""The tablet's store: one open visit, and the sealed results that were shared."""

from __future__ import annotations

from kiosk.storage.tablet.store import (
    BundleState,
    Chain,
    Counts,
    DetailRow,
    Marks,
    SealedRow,
    TabletStore,
)

__all__ = ["BundleState", "Chain", "Counts", "DetailRow", "Marks", "SealedRow", "TabletStore"]
