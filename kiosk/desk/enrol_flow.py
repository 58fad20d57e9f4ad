"""A desk that belongs to no site yet: it asks to be enrolled, and takes its first site pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.desk.places_flow import Places
from kiosk.desk.screens import Files, Work
from kiosk.desk.setup_screens import Founded, Founding, Recovered
from kiosk.desk.site_screens import Enrol, FirstSite
from kiosk.desk.stage import Stage
from kiosk.domain.errors import KioskError

if TYPE_CHECKING:
    from kiosk.desk.found_flow import FoundFlow
    from kiosk.desk.recover_flow import RecoverFlow
    from kiosk.handoff.firstpack import FirstPack


class NewDesk(Protocol):
    """The keys of this desk; called on the worker."""

    def request(self) -> tuple[str, tuple[tuple[bool, ...], ...]]:
        """Check digits, and the request as a code."""

    def write_request(self, folder: Path) -> None: ...
    def first_pack(self, folder: Path) -> FirstPack: ...
    def believe(self, first: FirstPack) -> None: ...


class EnrolFlow:
    """``enrolled`` is called once this desk belongs to a site."""

    def __init__(self, stage: Stage, desk: NewDesk, places: Places) -> None:
        self._stage, self._desk, self._places = stage, desk, places
        self.enrolled: Callable[[], object] = lambda: None
        self.found: FoundFlow | None = None
        """Where no site's files are on this machine."""
        self.recover: RecoverFlow | None = None
        """Where the root key and the recovery key are."""
        self._aside: FoundFlow | RecoverFlow | None = None
        """That somebody left to look for a file or folder."""
        self._state = Enrol("", ())
        self._first: FirstPack | None = None

    def prepare(self) -> None:
        """Before the first screen is drawn."""
        self._stage.screen = self._state

    def start(self) -> None:
        """Back to the request."""
        self._now(self._state)

    def wake(self) -> None:
        """Make this desk's keys, if it has none, and show its request."""

        def came(request: tuple[str, tuple[tuple[bool, ...], ...]]) -> None:
            digits, modules = request
            self._state = replace(self._state, digits=digits, modules=modules)
            if isinstance(self._stage.screen, Enrol):
                self._now(self._state)

        self._stage.run(self._desk.request, came, self._failed, Work.SITE)

    def sticks_changed(self) -> None:
        """A stick came or went."""
        if self.recover is not None:
            self.recover.sticks_changed()
        if isinstance(self._stage.screen, Enrol):
            self._now(replace(self._state, error=None))

    def choose_folder(self, folder: Path) -> None:
        """A folder instead of a stick."""
        self._places.choose(folder)
        self._resume()

    def choose_notice(self, path: Path) -> None:
        """The privacy notice of the site that is founded."""
        if self.found is not None:
            self.found.choose_notice(path)

    def back(self) -> None:
        """To what leads to this screen, at last to the request."""
        screen = self._stage.screen
        if self.found is not None and isinstance(screen, Founding):
            self.found.back()
        elif isinstance(screen, Files):
            self._resume()
        elif not isinstance(screen, Founded | Recovered):  # behind these there is nothing
            self._now(self._state)

    def look_aside(self) -> None:
        """Somebody looks for a file or a folder, and comes back to this screen."""
        founding = isinstance(self._stage.screen, Founding)
        self._aside = self.found if founding else self.recover

    def _resume(self) -> None:
        aside, self._aside = self._aside, None
        if aside is not None:
            aside.resume()
        else:
            self._now(self._state)

    def write_request(self) -> None:
        """The request onto the stick, which is then let go of."""
        place = self._places.now()
        if place is None:
            return

        def job() -> None:
            self._desk.write_request(place.folder)
            self._places.let_go(place)

        def done(_none: None) -> None:
            self._now(replace(self._state, written=True, safe=True, error=None))

        self._stage.run(job, done, self._failed, Work.WRITING)

    def take_pack(self) -> None:
        """Look for the site pack that names this desk; nothing is believed yet."""
        place = self._places.now()
        if place is None:
            return

        def job() -> tuple[FirstPack, str]:
            first = self._desk.first_pack(place.folder)
            return first, first.digits

        def came(found: tuple[FirstPack, str]) -> None:
            self._first, digits = found
            self._stage.show(FirstSite(self._first.pack.site_name, digits))

        self._stage.run(job, came, self._failed, Work.SITE)

    def believe(self) -> None:
        """The digits are the same: this is the site, for good."""
        first = self._first
        if first is None:
            return

        def done(_none: None) -> None:
            self.enrolled()

        self._stage.run(lambda: self._desk.believe(first), done, self._failed, Work.SITE)

    def _failed(self, error: KioskError) -> None:
        self._now(replace(self._state, error=error))

    def _now(self, state: Enrol) -> None:
        self._state = replace(
            state,
            place=self._places.now(),
            founds=self.found is not None and self.found.possible(),
            recovers=self.recover is not None and self.recover.possible(),
        )
        self._stage.show(self._state)
