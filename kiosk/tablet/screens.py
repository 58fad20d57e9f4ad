"""What the citizen's screen shows: plain values that a screen is built from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.errors import KioskError

if TYPE_CHECKING:  # the first screen is there before these are loaded
    from kiosk.domain import progress_code
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
class AskPictures:
    """*Share* was tapped: with pictures to be known by next time, or without?"""


@dataclass(frozen=True, slots=True)
class NewPictures:
    """A progress code that was drawn; nothing has been shared yet."""

    pictures: progress_code.Code


@dataclass(frozen=True, slots=True)
class EnterPictures:
    """The progress code of an earlier visit is tapped, picture by picture."""

    entered: progress_code.Code = ()
    group: int | None = None
    """Whose pictures are shown; None: the groups, or the whole code once it is entered."""


@dataclass(frozen=True, slots=True)
class Code:
    """The sealed result as a QR code; it stays until *Done*."""

    text: str
    receipt_code: str
    visit: Visit
    pictures: progress_code.Code | None = None
    """The progress code that it was shared with."""


@dataclass(frozen=True, slots=True)
class Faces:
    """How was it? After *Share* only."""


@dataclass(frozen=True, slots=True)
class Thanks:
    """The last screen: shared, kept by nobody, or deleted."""

    how: str
    """``shared``, ``declined`` or ``deleted``."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A step could not be saved; nothing that was confirmed is lost."""

    error: KioskError


@dataclass(frozen=True, slots=True)
class Full:
    """There is no room on the tablet for one more visit."""


Screen = (
    Welcome
    | About
    | GoOn
    | AtPlace
    | AskPictures
    | NewPictures
    | EnterPictures
    | Code
    | Faces
    | Thanks
    | Trouble
    | Full
)
