"""What the staff's screen shows: plain values that a screen is built from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.devices.usb import Drive
from kiosk.domain.errors import KioskError

if TYPE_CHECKING:  # the way in is there before these are loaded
    from kiosk.tablet.staff import FirstSite, SiteState, TabletState
    from kiosk.tablet.syncing import Synced


class PinSaid(StrEnum):
    """What the pad answers."""

    NOTHING = "nothing"
    CHECKING = "checking"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class PinPad:
    """The way in; how long somebody has to wait stands in the flow, since it runs down."""

    said: PinSaid = PinSaid.NOTHING
    practice_pin: str | None = None
    """Told on the screen of a throwaway site."""


@dataclass(frozen=True, slots=True)
class Home:
    """What staff can do here."""

    state: TabletState


@dataclass(frozen=True, slots=True)
class StateList:
    """Is the tablet well?"""

    state: TabletState


class HandedOver(StrEnum):
    """What became of the receipt code that was typed."""

    NOTHING = "nothing"
    MARKED = "marked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HandOver:
    """Type the eight digits that the desk shows."""

    said: HandedOver = HandedOver.NOTHING


@dataclass(frozen=True, slots=True)
class Move:
    """Before results are moved: which sticks and folders are there."""

    drives: tuple[Drive, ...]
    waiting: int
    """Results that wait to be carried."""


@dataclass(frozen=True, slots=True)
class Moving:
    """Results are being moved; how far stands in the flow, since it runs on."""

    drive: Drive
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of it."""

    drive: Drive
    done: Synced | None
    """None: it ended with ``error``."""
    error: KioskError | None
    pulled: bool
    """The stick was gone before the end."""
    safe: bool
    """Everything is on the medium and it was let go of."""
    held: KioskError | None
    """Why it could not be let go of yet."""


class SiteSaid(StrEnum):
    """What was done on the screen of the site."""

    NOTHING = "nothing"
    WRITTEN = "written"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class SiteScreen:
    """This tablet's request and its pack; on a tablet that is not set up yet, the first screen."""

    state: SiteState
    drives: tuple[Drive, ...]
    said: SiteSaid = SiteSaid.NOTHING
    released: bool = False
    """The stick was let go of after what was done."""
    error: KioskError | None = None


@dataclass(frozen=True, slots=True)
class RequestCode:
    """The request as a QR code."""

    state: SiteState


@dataclass(frozen=True, slots=True)
class Compare:
    """The digits of a site that this tablet is asked to believe."""

    drive: Drive
    first: FirstSite


@dataclass(frozen=True, slots=True)
class StaffTrouble:
    """Something stood in the way."""

    error: KioskError
    inside: bool
    """Behind the PIN: there is a way back to the home screen."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is."""

    done: int = 0
    total: int = 0
    what: str = ""
    """A short phrase of the ``kiosk`` domain."""


StaffScreen = (
    PinPad
    | Home
    | StateList
    | HandOver
    | Move
    | Moving
    | Moved
    | SiteScreen
    | RequestCode
    | Compare
    | StaffTrouble
)
