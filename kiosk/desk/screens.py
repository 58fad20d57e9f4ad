"""What the desk's window can show: plain values, each a screen or a part of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.setup_screens import Founded, Founding, Recovered, Recovering
from kiosk.desk.site_screens import Enrol, FirstSite, PackLost, Signed, Signing, SiteHome
from kiosk.devices.usb import Drive
from kiosk.domain.errors import KioskError
from kiosk.storage.desk import StoredResult

if TYPE_CHECKING:  # the first screen is there before these are loaded
    from kiosk.desk.collected import Collected
    from kiosk.desk.folders import Listing
    from kiosk.desk.profile import Profile
    from kiosk.domain.events import LogEntry


class Work(StrEnum):
    """What is being done."""

    OPENING = "opening"
    PICTURE = "picture"
    FOLDER = "folder"
    LIST = "list"
    SEARCH = "search"
    ERASING = "erasing"
    UNLOCKING = "unlocking"
    SITE = "site"
    SIGNING = "signing"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Row:
    """A result of a list; ``profile`` is missing if it can no longer be opened."""

    kept: StoredResult
    profile: Profile | None


# -- results


@dataclass(frozen=True, slots=True)
class Scan:
    """Waiting for a code."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result."""

    profile: Profile
    received: datetime | None = None
    """When it came, if it was taken from the list; else it has just come."""
    kept_until: date | None = None
    """The last day on which it is kept; None where the desk does not say."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was given is not a result that can be opened here, or something stood in the way."""

    error: KioskError


class Wanted(StrEnum):
    """What somebody looks for in folders."""

    PICTURE = "picture"
    FOLDER = "folder"
    SITE = "site"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Files:
    """Looking for a picture of a code, a text, or a folder to sync with."""

    listing: Listing
    places: tuple[Path, ...]
    error: KioskError | None = None
    """The folder that was asked for could not be opened; this is the one before."""
    wanted: Wanted = Wanted.PICTURE


# -- sync


@dataclass(frozen=True, slots=True)
class Target:
    """Where a sync may go."""

    drive: Drive
    stick: bool
    """It can be pulled out; else it is a folder that somebody chose."""


@dataclass(frozen=True, slots=True)
class Sync:
    """Ready to sync, if there is a stick or a folder."""

    targets: tuple[Target, ...]
    chosen: Target | None
    lost: Path | None = None
    """A folder that was chosen before and is not there now."""


@dataclass(frozen=True, slots=True)
class Far:
    """How far a sync is; ``what`` is an English source text."""

    done: int = 0
    total: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Syncing:
    """A sync runs; how far it is tells ``SyncFlow.far``."""

    target: Target
    stopping: bool = False
    """Somebody asked for it to stop; it does after the step that it is in."""


class Letting(StrEnum):
    """Whether the stick may be pulled out."""

    WAIT = "wait"
    SAFE = "safe"
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Results of a tablet that never came, though later ones did."""

    tablet: int
    epoch: int
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, and whether the stick may be pulled out."""

    target: Target
    done: Collected | None
    """None if it could not begin or was torn off."""
    missing: tuple[MissingRow, ...] = ()
    error: KioskError | None = None
    letting: Letting = Letting.WAIT
    held: KioskError | None = None
    """Why the stick could not be let go of."""


# -- search and erase


class SearchedBy(StrEnum):
    """What somebody brings; the names are those of the log."""

    RECEIPT_CODE = "receipt_code"
    PROGRESS_CODE = "progress_code"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, in numbers."""

    results: int
    details: int


@dataclass(frozen=True, slots=True)
class Search:
    """Looking for results by eight digits or five pictures, and erasing what was found."""

    typed: str = ""
    pictures: tuple[int, ...] = ()
    by: SearchedBy | None = None
    """What was looked for last; None before the first time."""
    found: tuple[Row, ...] = ()
    error: KioskError | None = None
    asking: tuple[Row, ...] = ()
    """These are erased if somebody says so."""
    erased: Erased | None = None


# -- what the desk keeps a list of


@dataclass(frozen=True, slots=True)
class Listed:
    """How many there are of each: the way to the lists."""

    apart: int
    missing: int


@dataclass(frozen=True, slots=True)
class ApartRow:
    """A result that is kept apart, and why."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Results that are kept apart."""

    rows: tuple[ApartRow, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Results that never came, though later ones did."""

    rows: tuple[MissingRow, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """A page of what was done at this desk, the newest first."""

    entries: tuple[LogEntry, ...]
    skip: int = 0
    more: bool = False
    months: int = 6
    """How long the log is kept."""


# -- the store's key


@dataclass(frozen=True, slots=True)
class Locked:
    """The results are locked with a passphrase."""

    error: KioskError | None = None


@dataclass(frozen=True, slots=True)
class NewKey:
    """The store has no key yet: how it is kept is chosen here."""

    shortest: int
    """Characters of a passphrase, at least."""
    keyring: bool = False
    """The system has one that encrypts."""
    error: KioskError | None = None


Screen = (
    Scan | Result | Refused | Files | Sync | Syncing | Synced | Search | Listed | Apart
    | Missing | Log | Locked | NewKey | SiteHome | Signing | Signed | Enrol | FirstSite
    | PackLost | Founding | Founded | Recovering | Recovered
)  # fmt: skip
TYPED: tuple[type, ...] = (Search, Locked, NewKey, Signing, Founding, Recovering)
"""Screens on which somebody types: nothing is built anew there but by what is done on them."""
