"""What the consultant's screen shows and what each act leads to, without a screen.

Opening, keeping, reading a picture and looking into a folder all run on a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.desk.screens import (
    Apart,
    Files,
    Locked,
    Log,
    Missing,
    NewKey,
    Refused,
    Result,
    Row,
    Scan,
    Screen,
    Search,
    Wanted,
    Work,
)
from kiosk.desk.site_screens import PackLost, Signed, Signing, SiteHome
from kiosk.desk.stage import Stage
from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError, UnexpectedError, N_
from kiosk.storage.desk import StoredResult, Way

if TYPE_CHECKING:  # the first screen is there before these are loaded
    from kiosk.desk.enrol_flow import EnrolFlow
    from kiosk.desk.folders import Listing
    from kiosk.desk.lists_flow import ListsFlow
    from kiosk.desk.lock_flow import LockFlow
    from kiosk.desk.profile import Profile
    from kiosk.desk.search_flow import SearchFlow
    from kiosk.desk.site_flow import SiteFlow
    from kiosk.desk.sync_flow import SyncFlow


REQUEST, LEAD = "KQ1", 8
"""How a device's request begins, within so many characters: some scanners put a mark before it."""


class NothingToPasteError(KioskError):
    """The clipboard holds no text."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no text to paste; copy the text of the code first, then paste it here.")
        )


class Desk(Protocol):
    """Where results come in and are kept; ``Reception`` is the real one."""

    def receive(self, text: str, way: Way) -> Profile: ...
    def recall(self, kept: StoredResult) -> Profile: ...
    def glance(self, kept: StoredResult) -> Profile:
        """For a line of a list: nobody has read the result by that."""

    def latest(self, limit: int = 20) -> tuple[StoredResult, ...]: ...


class DeskFlow(Stage):
    """The consultant's way. What a desk has beside its results is hung in by who builds it."""

    def __init__(
        self,
        desk: Desk,
        worker: Worker,
        language: str = "da",
        read_picture: Callable[[Path], str] | None = None,
        places: Callable[[], Sequence[Path]] | None = None,
    ) -> None:
        super().__init__(worker, language)
        self._desk = desk
        self._read_picture, self._places = read_picture, places
        self._listings: dict[Wanted, Listing] = {}
        """The folder that was looked into last."""
        self.latest: tuple[Row, ...] = ()
        self.result: Result | None = None
        """The result that was shown last."""
        self.kept_until: Callable[[datetime], date] | None = None
        """The last day on which what came then is kept; called on the worker."""
        self.sync: SyncFlow | None = None
        self.search: SearchFlow | None = None
        self.lists: ListsFlow | None = None
        self.lock: LockFlow | None = None
        self.site: SiteFlow | None = None
        self.enrol: EnrolFlow | None = None
        self.on_fault: Callable[[str], object] = lambda _name: None
        """Told of an error that nobody foresaw, by the name of its class."""

    def wake(self) -> None:
        """Once, at the start."""
        if self.enrol is not None:
            self.enrol.wake()
        elif self.lock is not None:
            self.lock.wake(self.load_latest)
        else:
            self.load_latest()

    def recover(self, error: Exception) -> None:
        """After an error that nobody foresaw: what was kept is safe, and the window goes on."""
        self.abandon()
        if self.sync is not None:
            self.sync.abandon(UnexpectedError())
        self.on_fault(type(error).__name__)
        if self._is_barred:
            self.on_change()
        else:
            self.refuse(UnexpectedError())

    # -- a result comes in -----------------------

    def scanned(self, text: str) -> None:
        """The hand scanner gave a text: mostly a result, else a device's request."""
        if self._is_barred:
            return
        if self.site is not None and REQUEST in text[:LEAD].upper():
            self.site.scanned(text)
            return
        self._receive(lambda: self._desk.receive(text, Way.SCAN), Work.OPENING)

    def pasted(self, text: str) -> None:
        """What the clipboard holds; may be nothing."""
        if self._is_barred:
            return
        if text.strip():
            self.scanned(text)
        else:
            self.show(Refused(NothingToPasteError()))

    def open_picture(self, path: Path) -> None:
        """A picture was chosen or dropped."""
        read = self._read_picture or _read_picture
        self._receive(lambda: self._desk.receive(read(path), Way.PICTURE), Work.PICTURE)

    def recall(self, row: Row) -> None:
        """Show a result of a list."""

        def open_it() -> Result:
            received = row.kept.received_at
            return Result(self._desk.recall(row.kept), received, self._until(received))

        self.run(open_it, self._show_result, self.refuse, Work.OPENING)

    # -- going about -----------------------

    def show_scan(self) -> None:
        """Back to waiting for a code."""
        self.show(Scan())

    def back(self) -> None:
        """One step back: to what leads to this screen, at last to waiting for a code."""
        screen = self.screen
        if self.lists is not None and isinstance(screen, Apart | Missing | Log):
            self.lists.open()
        elif self.search is not None and isinstance(screen, Search) and screen.asking:
            self.search.keep()
        elif self.lists is not None and isinstance(screen, SiteHome | PackLost):
            self.lists.open()
        elif self.enrol is not None:
            self.enrol.back()
        elif self.site is not None and isinstance(screen, Signing | Signed):
            self.site.open()
        elif self.site is not None and _is_for(screen, Wanted.SITE):
            self.site.resume()
        elif isinstance(screen, Locked | NewKey):
            pass  # there is nothing behind it
        elif self.sync is not None and _is_for(screen, Wanted.FOLDER):
            self.sync.open()
        else:
            self.show_scan()

    def choose_folder(self, folder: Path) -> None:
        """The folder that was looked for was found."""
        for_site = _is_for(self.screen, Wanted.SITE)
        if for_site and self.enrol is not None:
            self.enrol.choose_folder(folder)
        elif for_site and self.site is not None:
            self.site.choose_folder(folder)
        elif self.sync is not None:
            self.sync.choose_folder(folder)

    def choose_file(self, path: Path) -> None:
        """The file that was looked for was found."""
        if self.enrol is not None and _is_for(self.screen, Wanted.NOTICE):
            self.enrol.choose_notice(path)
        else:
            self.open_picture(path)

    def show_result(self) -> None:
        """The result that was shown last, if there is one."""
        if self.result is not None:
            self.show(self.result)

    def choose_language(self, code: str) -> None:
        """The language of the window."""
        self.language = code
        self.on_change()

    def look_for_picture(self, folder: Path | None = None) -> None:
        """Show what is in a folder: the one looked into last, at first the user's pictures."""
        if not self._is_barred:
            self.look_into(folder, Wanted.PICTURE)

    def look_into(self, folder: Path | None, wanted: Wanted) -> None:
        """Look for something in a folder: without one in that of the last time."""
        if wanted is Wanted.SITE and self.site is not None and not isinstance(self.screen, Files):
            self.site.look_aside()

        def look() -> Files:
            from kiosk.desk.folders import PICTURES, TEXTS, read_folder, usual_places

            places = tuple((self._places or usual_places)())
            before = self._listings.get(wanted)
            last = before.folder if before is not None else places[0]
            kinds = TEXTS if wanted is Wanted.NOTICE else PICTURES
            return Files(read_folder(folder or last, kinds), places, wanted=wanted)

        self.run(look, self._looked, lambda error: self._not_looked(error, wanted), Work.FOLDER)

    def _looked(self, files: Files) -> None:
        self._listings[files.wanted] = files.listing
        self.show(files)

    def _not_looked(self, error: KioskError, wanted: Wanted) -> None:
        if isinstance(self.screen, Files):
            self.show(Files(self.screen.listing, self.screen.places, error, wanted))
        else:
            self._listings.pop(wanted, None)  # or the way to all other folders stays closed
            self.refuse(error)

    # -- work -----------------------

    def forget(self, rows: Sequence[Row]) -> None:
        """Results that are gone stand nowhere any more."""
        if self.result is not None and self.result.profile.id in {row.kept.id for row in rows}:
            self.result = None
        self.load_latest()

    def _receive(self, job: Callable[[], Profile], work: Work) -> None:
        if self._is_barred:
            return

        def open_it() -> Result:
            profile = job()
            return Result(
                profile, kept_until=self._until(profile.received_before or datetime.now(UTC))
            )

        def came(result: Result) -> None:
            self._show_result(result)
            self.load_latest()

        self.run(open_it, came, self.refuse, work)

    @property
    def _is_barred(self) -> bool:
        """Nothing can be opened yet."""
        return self.enrol is not None or isinstance(self.screen, Locked | NewKey)

    def _until(self, received: datetime) -> date | None:
        return self.kept_until(received) if self.kept_until is not None else None

    def load_latest(self) -> None:
        """Read the list of the latest results anew."""

        def load() -> tuple[Row, ...]:
            return tuple(self.row(kept) for kept in self._desk.latest())

        def came(rows: tuple[Row, ...]) -> None:
            self.latest = rows
            if isinstance(self.screen, Scan | Refused):
                self.on_change()

        self.worker.submit(load, came, self.refuse)

    def row(self, kept: StoredResult) -> Row:
        """A kept result as a line of a list; runs on the worker."""
        try:
            return Row(kept, self._desk.glance(kept))
        except KioskError:
            return Row(kept, None)

    def _show_result(self, result: Result) -> None:
        self.result = result
        self.show(result)


def _is_for(screen: Screen, wanted: Wanted) -> bool:
    return isinstance(screen, Files) and screen.wanted is wanted


def _read_picture(path: Path) -> str:
    from kiosk.handoff import qr  # a reader of pictures is large, and a scanner needs none

    return qr.read_file(path)
