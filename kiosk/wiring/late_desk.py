"""A desk that is opened when it is first asked, on the worker: the window is there before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.screens import Erased, MissingRow, SearchedBy
from kiosk.domain.passphrase import SHORTEST
from kiosk.storage.desk import QuarantinedResult, StoredResult, Way
from kiosk.wiring.front import Front, remember, remembered
from kiosk.wiring.places import IN_FOLDER, Access, has_no_key, lies_open

if TYPE_CHECKING:  # loaded behind the first screen
    from kiosk.desk.collected import Collected, Progress
    from kiosk.desk.profile import Profile
    from kiosk.domain.events import LogEntry
    from kiosk.wiring.desk import DeskParts

FOLDER = "desk"


class LateDesk:
    """All that the window's parts ask of a desk."""

    def __init__(self, data: Path, access: Access = IN_FOLDER) -> None:
        self._data, self._access = data, access
        self._parts: DeskParts | None = None
        self._owed: list[Callable[[DeskParts], object]] = []
        self._practice: bool | None = None

    @property
    def parts(self) -> DeskParts:
        """Everything of the desk but its window.

        Raises:
            KioskError: why it cannot be opened.
        """
        if self._parts is None:
            from kiosk.wiring.desk import parts

            opened = parts(self._data, access=self._access)
            remember(self._data / FOLDER, Front(opened.pack.site_name, opened.pack.practice_only))
            self._parts = opened
            while self._owed:
                self._owed.pop(0)(opened)
        return self._parts

    def when_open(self, act: Callable[[DeskParts], object]) -> None:
        """Once everything is open, which it may be already; on whatever thread opens it."""
        if self._parts is not None:
            act(self._parts)
        else:
            self._owed.append(act)

    def is_practice(self) -> bool:
        """Whether the desk's site is for practice only; known without its store, and from the
        second start on without its signatures: whoever opens the store asks the pack itself."""
        if self._practice is None and (front := remembered(self._data / FOLDER)) is not None:
            self._practice = front.practice
        if self._practice is None:
            from kiosk.handoff.keys import Device
            from kiosk.handoff.site import load_device

            self._practice = load_device(self._data, Device.DESK)[1].practice_only
        return self._practice

    def close(self) -> None:
        """Close what was opened; asked again, it opens anew."""
        if self._parts is not None:
            self._parts.store.close()
            self._parts = None

    def note_fault(self, name: str) -> None:
        """Something unexpected happened: into the log, if the desk is open.

        ``name`` is that of the error's class; one that a log may not hold counts as any error.
        """
        if self._parts is not None:
            from kiosk.domain.events import IDENTIFIER, Event

            known = name if IDENTIFIER.fullmatch(name) else Exception.__name__
            self._parts.log.note(Event.DESK_FAULT, fault=known)

    # -- results

    def receive(self, text: str, way: Way) -> Profile:
        """Open a text, keep it once, say what it tells."""
        return self.parts.reception.receive(text, way)

    def recall(self, kept: StoredResult) -> Profile:
        """A result out of the store."""
        return self.parts.reception.recall(kept)

    def glance(self, kept: StoredResult) -> Profile:
        """The same for a line of a list."""
        return self.parts.reception.glance(kept)

    def latest(self, limit: int = 20) -> tuple[StoredResult, ...]:
        """The results that came last; asked for behind the first screen."""
        import kiosk.ui.desk.result  # noqa: F401  the next screen, before somebody asks for it

        self.parts.retention.tick()
        return self.parts.reception.latest(limit)

    def kept_until(self, received: datetime) -> date:
        """The last day on which a result that came then is kept."""
        from kiosk.desk.retention import months_before

        return months_before(received, -self.parts.retention.settings.result_months).date()

    # -- carrying

    def collect(self, folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Collected:
        """Import a folder's bundles, write its receipts."""
        done = self.parts.collecting.collect(folder, progress, cancelled)
        if done.pack is not None:
            self.close()  # the newer site pack holds for everything from now on
        return done

    def missing(self) -> tuple[MissingRow, ...]:
        """What never came, of every tablet."""
        store = self.parts.store
        return tuple(
            MissingRow(tablet, gap.epoch, gap.first, gap.last)
            for tablet in store.tablets()
            for gap in store.missing(tablet)
        )

    # -- searching

    def by_receipt_code(self, typed: str) -> tuple[StoredResult, ...]:
        """By eight digits."""
        return self.parts.searching.by_receipt_code(typed)

    def by_pictures(self, code: tuple[int, ...]) -> tuple[StoredResult, ...]:
        """By five pictures."""
        return self.parts.searching.by_pictures(code)

    def erase(self, found: tuple[StoredResult, ...], by: SearchedBy) -> Erased:
        """Erase results with their details; tablets and other desks are told."""
        done = self.parts.erasing.erase(found, by.value)
        return Erased(done.results + done.quarantined, done.details)

    # -- lists

    def apart(self) -> tuple[QuarantinedResult, ...]:
        """What is kept apart."""
        return self.parts.store.quarantined()

    def logged(self, limit: int, skip: int) -> tuple[LogEntry, ...]:
        """What was done at this desk."""
        return self.parts.store.logged(limit, skip=skip)

    def log_months(self) -> int:
        """How long the log is kept."""
        return self.parts.retention.settings.log_months

    # -- lock

    def needs_passphrase(self) -> bool:
        """Whether the store's key is locked with a passphrase that nobody has given yet."""
        if self._access.url is not None or self._access.ask is not None:
            return False
        if not (self._data / FOLDER / "store.key").exists():
            return False  # the first screen needs no cryptography to know that
        from kiosk.wiring.places import needs_passphrase

        return needs_passphrase(self._data)

    def unlock(self, passphrase: str) -> None:
        """Open the store.

        Raises:
            KioskError: it is not the passphrase, or the desk cannot be opened.
        """
        self._open_with(lambda: passphrase)

    @property
    def shortest(self) -> int:
        """Characters of a passphrase, at least."""
        return SHORTEST

    def needs_key(self) -> bool:
        """Whether the store of a real site has no key yet, or one that lies open, from when the
        site was for practice."""
        if self._access.url is not None:
            return False
        return (has_no_key(self._data) or lies_open(self._data)) and not self.is_practice()

    def has_keyring(self) -> bool:
        """Whether this machine keeps keys, and encrypts them."""
        from kiosk.storage import os_keyring

        return os_keyring.is_there()

    def keep_under(self, passphrase: str) -> None:
        """Make the key under a passphrase, and open the store.

        Raises:
            KioskError: the passphrase is too short, or the desk cannot be opened.
        """
        from kiosk.wiring import storelock

        storelock.lock(self._data, lambda: passphrase, self._access)
        self._open_with(lambda: passphrase)

    def keep_in_keyring(self) -> None:
        """Make the key in the system's keyring, and open the store.

        Raises:
            KioskError: the keyring refuses, or the desk cannot be opened.
        """
        from kiosk.wiring import storelock

        storelock.lock(self._data, None, self._access)
        _ = self.parts

    def _open_with(self, ask: Callable[[], str]) -> None:
        before = self._access
        self._access = Access(before.url, ask)
        try:
            _ = self.parts
        except Exception:
            self._access = before
            raise
