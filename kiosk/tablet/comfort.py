"""What the citizen set on the screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comfort:
    """Set back for the next one (VVSG 7.1-A)."""

    language: str = "da"
    text_size: str = "M"
    palette: str = "light"
