"""The desk's store: opened results, each once, and what is missing."""

from __future__ import annotations

from kiosk.storage.desk.store import (
    Counts,
    DeskStore,
    Gap,
    Held,
    ImportedBundle,
    Kept,
    Quarantined,
    QuarantinedResult,
    ReceivedBefore,
    Stored,
    StoredDetail,
    StoredResult,
    Way,
)

__all__ = [
    "Counts",
    "DeskStore",
    "Gap",
    "Held",
    "ImportedBundle",
    "Kept",
    "Quarantined",
    "QuarantinedResult",
    "ReceivedBefore",
    "Stored",
    "StoredDetail",
    "StoredResult",
    "Way",
]
