"""All desks are lost: this machine becomes one, with the root key and the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.desk.places_flow import Places
from kiosk.desk.screens import Work
from kiosk.desk.setup_screens import Recovered, Recovering
from kiosk.desk.stage import Stage
from kiosk.domain.errors import KioskError

if TYPE_CHECKING:
    from kiosk.desk.site_values import Approved, Secrets
    from kiosk.handoff.enrolment import Request
    from kiosk.handoff.sitepack import SitePack


class Rescuer(Protocol):
    """``kiosk.desk.siting.Siting`` is the real one; called on the worker."""

    def pack(self) -> SitePack: ...
    def restore(self, source: Path, secrets: Secrets, above: int = 0) -> SitePack: ...
    def recover(self, request: Request, secrets: Secrets) -> Approved: ...
    def carry(self, out: Path) -> Path: ...


class RecoverFlow:
    """``request`` is this desk's own; ``noted`` writes into the desk's log, on the worker.

    ``possible`` tells whether both keys are here; quick, for the first screen asks.
    """

    def __init__(
        self,
        stage: Stage,
        rescuer: Callable[[], Rescuer],
        request: Callable[[], Request],
        places: Places,
        possible: Callable[[], bool],
        noted: Callable[[], object] = lambda: None,
    ) -> None:
        self._stage, self._make, self._request = stage, rescuer, request
        self._places, self.possible, self._noted = places, possible, noted
        self.recovered: Callable[[], object] = lambda: None
        """Called when somebody goes on from here: this desk belongs to the site."""
        self._state: Recovering | Recovered = Recovering()

    def open(self) -> None:
        """Ask for both passphrases."""

        def look() -> Recovering:
            return Recovering(self._places.now(), self._lacks_pack())

        self._stage.run(look, self._now, self._stage.refuse, Work.SITE)

    def resume(self) -> None:
        """The same again, where another stick or folder may be."""
        self._now(replace(self._state, place=self._places.now()))

    def sticks_changed(self) -> None:
        """A stick came or went."""
        if isinstance(self._stage.screen, Recovering | Recovered):
            self.resume()

    def recover(self, root: str, recovery: str) -> None:
        """Enrol this desk, revoke every other, seal to a new site key."""
        place = self._places.now()

        def job() -> Recovered:
            from kiosk.desk.site_values import Known

            rescuer, secrets = self._make(), Known(root, recovery)
            if place is not None and self._lacks_pack():
                rescuer.restore(place.folder, secrets)
            done = rescuer.recover(self._request(), secrets)
            with suppress(KioskError):  # the log is written once the results can be opened
                self._noted()
            return Recovered(done.entry.number, done.pack.version, self._places.now())

        self._stage.run(job, self._now, self._failed, Work.SIGNING)

    def write_pack(self) -> None:
        """The pack for every tablet onto the stick; then the stick is let go of."""
        place, screen = self._places.now(), self._state
        if place is None or not isinstance(screen, Recovered):
            return

        def job() -> None:
            self._make().carry(place.folder)
            self._places.let_go(place)

        def done(_none: None) -> None:
            self._now(replace(screen, place=place, written=True, error=None))

        self._stage.run(job, done, self._failed, Work.WRITING)

    def go_on(self) -> None:
        """To what the desk is there for."""
        self.recovered()

    def _lacks_pack(self) -> bool:
        from kiosk.handoff.errors import PackMissing

        try:
            self._make().pack()
        except PackMissing:
            return True
        return False

    def _failed(self, error: KioskError) -> None:
        self._now(replace(self._state, place=self._places.now(), error=error))

    def _now(self, state: Recovering | Recovered) -> None:
        self._state = state
        self._stage.show(state)
