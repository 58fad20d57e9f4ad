"""A site's settings: how long things are kept, and when a tablet warns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

RANGES: Mapping[str, tuple[int, int]] = {
    "result_months": (1, 60),
    "detail_days": (1, 730),
    "log_months": (1, 24),
    "unsynced_days": (1, 90),
    "purge_hours": (24, 2_160),
}
"""Lowest and highest value of each setting; outside of them the default holds."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds at a site; the defaults hold where its pack says nothing."""

    result_months: int = 12
    """How long a desk keeps results."""
    detail_days: int = 90
    """How long a desk keeps detail objects."""
    log_months: int = 6
    """How long a desk keeps the log of staff actions."""
    unsynced_days: int = 14
    """After how many days a tablet warns that results wait."""
    purge_hours: int = 72
    """Counted uptime between a receipt and the purge of what it names."""


def settings_of(told: Mapping[str, int | str]) -> Settings:
    """The settings of a pack; unknown names are ignored, impossible values make the default."""
    known = {
        one.name: value
        for one in fields(Settings)
        if _possible(one.name, value := told.get(one.name))
    }
    return Settings(**known)  # type: ignore[arg-type]


def _possible(name: str, value: object) -> bool:
    low, high = RANGES[name]
    return type(value) is int and low <= value <= high
