"""What the citizen's screen shows: plain values that a screen is built from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.errors import KioskError

if TYPE_CHECKING:  # the first screen is there before these are loaded
    from kiosk.domain.routing import Place
    from kiosk.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first screen."""


@dataclass(frozen=True, slots=True)
class About:
    """What this is, with equally large Yes and No."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """A visit was cut off: continue, or start over."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class AtPlace:
    """A place of the running visit."""

    visit: Visit
    place: Place


@dataclass(frozen=True, slots=True)
class Code:
    """The sealed result as a QR code; it stays until *Done*."""

    text: str
    receipt_code: str
    visit: Visit


@dataclass(frozen=True, slots=True)
class Thanks:
    """The last screen: shared, kept by nobody, or deleted."""

    how: str
    """``shared``, ``declined`` or ``deleted``."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A step could not be saved; nothing that was confirmed is lost."""

    error: KioskError


Screen = Welcome | About | GoOn | AtPlace | Code | Thanks | Trouble
