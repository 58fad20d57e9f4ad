"""Founding a site at the desk that becomes its first: one question after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.desk.new_secrets import NotAcceptedError, require_passphrase, require_same
from kiosk.desk.screens import Work
from kiosk.desk.setup_screens import Founded, Founding, Page
from kiosk.desk.stage import Stage
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff.notice import read_notice

if TYPE_CHECKING:
    from kiosk.handoff.keeping import Charter
    from kiosk.handoff.sitepack import SitePack

MOST_WORKSHOPS = 8
PAGES = tuple(Page)


class Founder(Protocol):
    """``kiosk.desk.siting.Siting`` is the real one; called on the worker."""

    @property
    def folder(self) -> Path: ...
    def found(
        self,
        charter: Charter,
        root_passphrase: str,
        recovery_passphrase: str,
        pins: Iterable[str] = (),
        *,
        with_desk: bool = False,
    ) -> SitePack: ...


class FoundFlow:
    """Passphrases are kept from their page to the last one, and forgotten on any way out.

    ``possible`` tells whether a site can be founded here; quick, for the first screen asks.
    """

    def __init__(
        self, stage: Stage, founder: Callable[[], Founder], possible: Callable[[], bool]
    ) -> None:
        self._stage, self._make, self.possible = stage, founder, possible
        self.founded: Callable[[], object] = lambda: None
        """Called when somebody goes on from here: this desk belongs to the site."""
        self.left: Callable[[], object] = lambda: None
        """Called when somebody goes back from the first page."""
        self._state = Founding()
        self._notice = self._root = self._recovery = ""

    # -- to and fro

    def open(self) -> None:
        """The first question; what was answered before is still there."""
        self._turn(Page.NAME)

    def resume(self) -> None:
        """The page that somebody left to look for a file."""
        self._stage.show(self._state)

    def back(self) -> None:
        """The question before; a passphrase behind it is asked for anew."""
        at = PAGES.index(self._state.page)
        if at == 0:
            self.left()
        else:
            self._turn(PAGES[at - 1])

    def go_on(self) -> None:
        """To what the desk is there for."""
        self.founded()

    # -- the answers

    def name(self, typed: str) -> None:
        """What the site is called."""
        self._keep(replace(self._state, name=typed.strip()))
        if self._state.name:
            self._next()
        else:
            self._refuse(NotAcceptedError(N_("The site needs a name; type one.")))

    def add_workshop(self, typed: str) -> None:
        """One more; an empty line adds none."""
        known = self._state.workshops
        if not typed.strip():
            return
        if len(known) == MOST_WORKSHOPS:
            error = NotAcceptedError(
                N_("At most {n} workshops fit here; 'kiosk site change' adds more."),
                n=MOST_WORKSHOPS,
            )
            self._refuse(error)
            return
        self._show(replace(self._state, workshops=(*known, typed.strip()), error=None))

    def drop_workshop(self, at: int) -> None:
        """Not this one."""
        known = self._state.workshops
        self._show(replace(self._state, workshops=known[:at] + known[at + 1 :], error=None))

    def workshops(self, typed: str) -> None:
        """These, with what still stands in the line."""
        self._keep(replace(self._state, error=None))
        self.add_workshop(typed)
        if self._state.error is not None:
            return
        if self._state.workshops:
            self._next()
        else:
            self._refuse(NotAcceptedError(N_("The site needs a workshop; type its name.")))

    def choose_notice(self, path: Path) -> None:
        """The file with the privacy notice."""

        def read(text: str) -> None:
            self._notice = text
            self._show(replace(self._state, notice=path.name, error=None))

        self._stage.run(lambda: read_notice(path), read, self._refuse, Work.FOLDER)

    def drop_notice(self) -> None:
        """None, for now."""
        self._notice = ""
        self._show(replace(self._state, notice="", error=None))

    def controller(self, typed: str, *, leaving: bool = False) -> None:
        """Who answers for the data; ``leaving``: only to look for a file."""
        self._keep(replace(self._state, controller=typed.strip()))
        if not leaving:
            self._next()

    def root(self, typed: str, again: str) -> None:
        """The passphrase of the root key."""
        if self._accepts(lambda: require_passphrase(typed, again)):
            self._root = typed
            self._next()

    def recovery(self, typed: str, again: str) -> None:
        """The passphrase of the recovery key."""
        if self._accepts(lambda: require_passphrase(typed, again, self._root)):
            self._recovery = typed
            self._next()

    def found(self, pin: str, again: str) -> None:
        """The staff PIN, the last answer: make the site."""
        if not self._accepts(lambda: require_same(pin, again)):
            return
        state, root, recovery = self._state, self._root, self._recovery

        def job() -> Founded:
            founder = self._make()
            charter = _charter(state, self._notice)
            pack = founder.found(charter, root, recovery, (pin,), with_desk=True)
            return Founded(pack.site_name, founder.folder, pack.practice_only)

        def done(founded: Founded) -> None:
            self._root = self._recovery = ""
            self._stage.show(founded)

        self._stage.run(job, done, self._refuse, Work.SIGNING)

    # -- inside

    def _accepts(self, check: Callable[[], None]) -> bool:
        try:
            check()
        except NotAcceptedError as error:
            self._refuse(error)
            return False
        return True

    def _next(self) -> None:
        self._turn(PAGES[PAGES.index(self._state.page) + 1])

    def _turn(self, page: Page) -> None:
        at = PAGES.index(page)
        if at <= PAGES.index(Page.RECOVERY):
            self._recovery = ""
        if at <= PAGES.index(Page.ROOT):
            self._root = ""
        self._show(replace(self._state, page=page, error=None))

    def _refuse(self, error: KioskError) -> None:
        self._show(replace(self._state, error=error))

    def _keep(self, state: Founding) -> None:
        self._state = state

    def _show(self, state: Founding) -> None:
        self._keep(state)
        self._stage.show(state)


def _charter(state: Founding, notice: str) -> Charter:
    from kiosk.handoff.keeping import Charter
    from kiosk.handoff.sitepack import Workshop

    workshops = tuple(Workshop(number, name) for number, name in enumerate(state.workshops, 1))
    return Charter(state.name, workshops, state.controller, notice, practice=False)
