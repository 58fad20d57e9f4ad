"""Where things lie in a data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.handoff.keys import Device


def store_path(data: Path, device: Device) -> Path:
    """The store of the tablet or the desk of a data folder."""
    return data / device / "store.sqlite"
