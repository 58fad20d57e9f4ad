"""What collecting a folder came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kiosk.domain.errors import KioskError

Progress = Callable[[int, int, str], None]
"""Called with (done, in all, what is done now: English, to be translated)."""


@dataclass
class Collected:
    """What came in; counts of results unless said otherwise."""

    bundles: int = 0
    new: int = 0
    known: int = 0
    quarantined: int = 0
    """Kept apart, or not to be opened here; they stay on their tablet."""
    set_apart: int = 0
    """Were here and went to quarantine, for it is known now that their tablet was revoked."""
    erased: int = 0
    """Erased here, because another desk had erased them."""
    gone: int = 0
    """Came again after they had been erased, or deleted for their age; not taken."""
    receipts: list[Path] = field(default_factory=list)
    refused: list[KioskError] = field(default_factory=list)
    """Files that were refused whole, and receipts that could not be written, each with its
    reason."""
    differences: list[KioskError] = field(default_factory=list)
    """Where a tablet knows something else of this desk's receipts than the desk wrote."""
    pack: int | None = None
    """Version of the newer site pack that was taken over."""
    expired: date | None = None
    """Last day of the site pack in use, where it is over: a warning, never a refusal."""
    behind: bool = False
    """The site uses scoring versions that this desk does not know: its program is the older one."""
    cancelled: bool = False
    """Somebody stopped it; what came so far is kept."""
    safe: bool = True
    """Everything that was written is on the medium."""
