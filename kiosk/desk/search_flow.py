"""Finding what a citizen asks for, and erasing it, as the window shows it: without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.desk.screens import Erased, Row, Search, SearchedBy, Work
from kiosk.desk.stage import Stage
from kiosk.domain.errors import KioskError
from kiosk.domain.progress_code import LENGTH
from kiosk.storage.desk import StoredResult

MOST_SHOWN = 50
"""Results of one search that are listed."""


class Finder(Protocol):
    """Finds and erases; called on the worker."""

    def by_receipt_code(self, typed: str) -> tuple[StoredResult, ...]: ...
    def by_pictures(self, code: tuple[int, ...]) -> tuple[StoredResult, ...]: ...
    def erase(self, found: tuple[StoredResult, ...], by: SearchedBy) -> Erased: ...


class SearchFlow:
    """``row`` makes a line of a result; ``erased`` is told when results are gone."""

    def __init__(
        self,
        stage: Stage,
        finder: Finder,
        row: Callable[[StoredResult], Row],
        erased: Callable[[tuple[Row, ...]], object] = lambda _rows: None,
    ) -> None:
        self._stage, self._finder, self._row, self._erased = stage, finder, row, erased
        self._state = Search()

    # -- looking

    def open(self) -> None:
        """The screen as it was left; what was erased is told once."""
        self._now(replace(self._state, asking=(), erased=None))

    def typed(self, text: str) -> None:
        """Digits of a receipt code; the field shows them itself."""
        self._state = replace(self._state, typed=text)
        if isinstance(self._stage.screen, Search):
            self._stage.screen = self._state

    def find_code(self) -> None:
        """Look for the digits that were typed."""
        typed = self._state.typed
        self._state = replace(self._state, pictures=())
        self._look(SearchedBy.RECEIPT_CODE, lambda: self._finder.by_receipt_code(typed))

    def tap(self, picture: int) -> None:
        """One more picture of a progress code; with the fifth it is looked for."""
        pictures = self._state.pictures
        if len(pictures) == LENGTH:
            pictures = ()
        pictures = (*pictures, picture)
        self._now(replace(self._state, pictures=pictures, typed="", error=None))
        if len(pictures) == LENGTH:
            self._look(SearchedBy.PROGRESS_CODE, lambda: self._finder.by_pictures(pictures))

    def untap(self) -> None:
        """Take the last picture away."""
        self._now(replace(self._state, pictures=self._state.pictures[:-1]))

    def clear(self) -> None:
        """For the next citizen."""
        self._now(Search())

    def _look(self, by: SearchedBy, find: Callable[[], tuple[StoredResult, ...]]) -> None:
        def job() -> tuple[Row, ...]:
            return tuple(self._row(kept) for kept in find()[:MOST_SHOWN])

        def came(rows: tuple[Row, ...]) -> None:
            self._now(replace(self._state, by=by, found=rows, error=None, erased=None))

        self._stage.run(job, came, self._failed, Work.SEARCH)

    # -- erasing

    def ask(self, rows: tuple[Row, ...]) -> None:
        """Say what goes before it goes."""
        self._now(replace(self._state, asking=rows, erased=None))

    def keep(self) -> None:
        """Nothing is erased."""
        self._now(replace(self._state, asking=()))

    def erase(self) -> None:
        """It was said that these go."""
        rows, by = self._state.asking, self._state.by
        if not rows or by is None:
            return
        self._now(replace(self._state, asking=()))

        def job() -> Erased:
            return self._finder.erase(tuple(row.kept for row in rows), by)

        def done(erased: Erased) -> None:
            left = tuple(row for row in self._state.found if row not in rows)
            self._now(replace(self._state, found=left, erased=erased, error=None))
            self._erased(rows)

        self._stage.run(job, done, self._failed, Work.ERASING)

    def _failed(self, error: KioskError) -> None:
        self._now(replace(self._state, error=error, found=()))

    def _now(self, state: Search) -> None:
        self._state = state
        self._stage.show(state)
