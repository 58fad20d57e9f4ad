"""What staff do to a tablet, as a protocol, and what they are told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the way in is there before these are loaded
    from pathlib import Path

    from kiosk.handoff.qr import Matrix
    from kiosk.tablet.syncing import Synced


@dataclass(frozen=True, slots=True)
class OldStore:
    """A damaged store that a fresh one replaced; told until staff move its folder away."""

    day: date
    saved: int
    """Shared results that were saved from it: they go over with the next move."""
    folder: Path


@dataclass(frozen=True, slots=True)
class TabletState:
    """How a tablet is; nothing of any result."""

    sound_store: bool
    free_bytes: int
    room: bool
    """Enough of them: a tablet warns under 1 GB."""
    waiting: int
    """Shared results that no desk holds for sure."""
    days_waiting: int | None
    """Since the oldest of them was shared; None: nothing waits."""
    long_unsynced: bool
    """For longer than the site's settings say."""
    pack_version: int
    pack_expires: date
    pack_expired: bool
    app: str
    voice: bool
    """Something can be read aloud."""
    old_store: OldStore | None = None
    clock_behind: date | None = None
    """Today by a clock that says a day before the pack was made."""

    @property
    def well(self) -> bool:
        """Nothing to do."""
        good = self.sound_store and self.room and self.voice and self.old_store is None
        late = self.long_unsynced or self.pack_expired
        return good and not late and self.clock_behind is None


@dataclass(frozen=True, slots=True)
class SiteState:
    """This tablet's keys, and the pack that knows them."""

    digits: str
    """Eight, of its request: they are compared with those on the approver's screen."""
    request: Matrix
    """The request as a code."""
    site_name: str = ""
    """Empty on a tablet that is not set up."""
    tablet: int = 0
    pack_version: int = 0
    pack_expires: date | None = None


@dataclass(frozen=True, slots=True)
class FirstSite:
    """A site that the tablet could believe, once somebody has compared the digits."""

    name: str
    digits: str


class SetUp(Protocol):
    """Request and pack. Everything here runs on the worker."""

    def site(self) -> SiteState:
        """This tablet's keys and its pack."""

    def write_request(self, folder: Path) -> None:
        """The request to enrol this tablet, as a file."""

    def take_pack(self, folder: Path) -> FirstSite | None:
        """Take the site pack that lies in a folder.

        A tablet that is not set up takes none yet: it tells which site it would believe, and
        ``believe`` is called when the digits were compared.
        """

    def believe(self) -> None:
        """Believe the site that ``take_pack`` told of, for good."""


class Staff(SetUp, Protocol):
    """What staff do to a tablet that is set up."""

    def practice_pin(self) -> str | None:
        """The PIN that a throwaway site tells on the screen; None at any other."""

    def pin_wait(self) -> int:
        """Whole seconds until a PIN may be tried."""

    def pin_fits(self, pin: str) -> bool:
        """Whether a PIN is one of this tablet's; a wrong one is counted."""

    def state(self) -> TabletState:
        """How the tablet is."""

    def hand_over(self, code: str) -> bool:
        """Whether a shared result has that receipt code; it is then marked."""

    def sync(
        self,
        folder: Path,
        progress: Callable[[int, int, str], None],
        cancelled: Callable[[], bool],
    ) -> Synced:
        """Move results and receipts; leaves a valid state however it ends."""
