"""What the consultant's screen shows and what each act leads to, without a screen.

Opening, keeping, reading a picture and looking into a folder all run on a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError, N_
from kiosk.storage.desk import StoredResult, Way

if TYPE_CHECKING:  # the first screen is there before these are loaded
    from kiosk.desk.folders import Listing
    from kiosk.desk.profile import Profile

T = TypeVar("T")


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
    def latest(self, limit: int = 20) -> tuple[StoredResult, ...]: ...


class Work(StrEnum):
    """What is being done."""

    OPENING = "opening"
    PICTURE = "picture"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Row:
    """A result of the list of the latest; ``profile`` is missing if it can no longer be opened."""

    kept: StoredResult
    profile: Profile | None


@dataclass(frozen=True, slots=True)
class Scan:
    """Waiting for a code."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result."""

    profile: Profile
    received: datetime | None = None
    """When it came, if it was taken from the list; else it has just come."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was given is not a result that can be opened here, or something stood in the way."""

    error: KioskError


@dataclass(frozen=True, slots=True)
class Files:
    """Looking for a picture of a code."""

    listing: Listing
    places: tuple[Path, ...]
    error: KioskError | None = None
    """The folder that was asked for could not be opened; this is the one before."""


Screen = Scan | Result | Refused | Files


class DeskFlow:
    """The consultant's way; ``on_change`` is called whenever there is something new to show."""

    def __init__(
        self,
        desk: Desk,
        worker: Worker,
        language: str = "da",
        read_picture: Callable[[Path], str] | None = None,
        places: Callable[[], Sequence[Path]] | None = None,
    ) -> None:
        self._desk, self._worker = desk, worker
        self._read_picture, self._places = read_picture, places
        self._listing: Listing | None = None
        self._at_work: list[Work] = []
        self.language = language
        self.screen: Screen = Scan()
        self.latest: tuple[Row, ...] = ()
        self.result: Result | None = None
        """The result that was shown last."""
        self.on_change: Callable[[], object] = lambda: None

    @property
    def work(self) -> Work | None:
        """What is being done now."""
        return self._at_work[0] if self._at_work else None

    def wake(self) -> None:
        """Once, at the start."""
        self._load_latest()

    # -- a result comes in -----------------------

    def scanned(self, text: str) -> None:
        """The hand scanner gave a text."""
        self._receive(lambda: self._desk.receive(text, Way.SCAN), Work.OPENING)

    def pasted(self, text: str) -> None:
        """What the clipboard holds; may be nothing."""
        if text.strip():
            self.scanned(text)
        else:
            self._show(Refused(NothingToPasteError()))

    def open_picture(self, path: Path) -> None:
        """A picture was chosen or dropped."""
        read = self._read_picture or _read_picture
        self._receive(lambda: self._desk.receive(read(path), Way.PICTURE), Work.PICTURE)

    def recall(self, row: Row) -> None:
        """Show a result of the list."""

        def came(profile: Profile) -> None:
            self._show_result(Result(profile, row.kept.received_at))

        self._run(lambda: self._desk.recall(row.kept), came, self._refused, Work.OPENING)

    # -- going about -----------------------

    def show_scan(self) -> None:
        """Back to waiting for a code."""
        self._show(Scan())

    def show_result(self) -> None:
        """The result that was shown last, if there is one."""
        if self.result is not None:
            self._show(self.result)

    def choose_language(self, code: str) -> None:
        """The language of the window."""
        self.language = code
        self.on_change()

    def look_for_picture(self, folder: Path | None = None) -> None:
        """Show what is in a folder: the one looked into last, at first the user's pictures."""

        def look() -> Files:
            from kiosk.desk.folders import read_folder, usual_places

            places = tuple((self._places or usual_places)())
            last = self._listing.folder if self._listing is not None else places[0]
            return Files(read_folder(folder or last), places)

        self._run(look, self._looked, self._not_looked, Work.FOLDER)

    def _looked(self, files: Files) -> None:
        self._listing = files.listing
        self._show(files)

    def _not_looked(self, error: KioskError) -> None:
        if isinstance(self.screen, Files):
            self._show(Files(self.screen.listing, self.screen.places, error))
        else:
            self._listing = None  # or the way to all other pictures stays closed
            self._show(Refused(error))

    # -- work -----------------------

    def _receive(self, job: Callable[[], Profile], work: Work) -> None:
        def came(profile: Profile) -> None:
            self._show_result(Result(profile))
            self._load_latest()

        self._run(job, came, self._refused, work)

    def _refused(self, error: KioskError) -> None:
        self._show(Refused(error))

    def _load_latest(self) -> None:
        def load() -> tuple[Row, ...]:
            return tuple(Row(kept, self._opened(kept)) for kept in self._desk.latest())

        def came(rows: tuple[Row, ...]) -> None:
            self.latest = rows
            if not isinstance(self.screen, Result | Files):
                self.on_change()

        self._worker.submit(load, came, self._refused)

    def _opened(self, kept: StoredResult) -> Profile | None:
        try:
            return self._desk.recall(kept)
        except KioskError:
            return None

    def _run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KioskError], None],
        work: Work,
    ) -> None:
        self._at_work.append(work)

        def finished(value: T) -> None:
            self._at_work.remove(work)
            done(value)

        def stopped(error: KioskError) -> None:
            self._at_work.remove(work)
            failed(error)

        self._worker.submit(job, finished, stopped)

    def _show_result(self, result: Result) -> None:
        self.result = result
        self._show(result)

    def _show(self, screen: Screen) -> None:
        self.screen = screen
        self.on_change()


def _read_picture(path: Path) -> str:
    from kiosk.handoff import qr  # a reader of pictures is large, and a scanner needs none

    return qr.read_file(path)
