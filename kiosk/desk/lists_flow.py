"""The lists that a desk keeps: kept apart, missing, the log. Read only, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.desk.screens import Apart, ApartRow, Listed, Log, Missing, MissingRow, Row, Work
from kiosk.desk.stage import Stage
from kiosk.domain.events import LogEntry
from kiosk.storage.desk import QuarantinedResult, StoredResult

PAGE = 50
"""Lines of the log that are shown at once."""


class Keeper(Protocol):
    """What the desk's store keeps of such things; called on the worker."""

    def apart(self) -> tuple[QuarantinedResult, ...]: ...
    def missing(self) -> tuple[MissingRow, ...]: ...
    def logged(self, limit: int, skip: int) -> tuple[LogEntry, ...]: ...
    def log_months(self) -> int: ...


class ListsFlow:
    """``row`` makes a line of a result."""

    def __init__(self, stage: Stage, keeper: Keeper, row: Callable[[StoredResult], Row]) -> None:
        self._stage, self._keeper, self._row = stage, keeper, row

    def open(self) -> None:
        """How many there are of each."""

        def count() -> Listed:
            missing = sum(row.count for row in self._keeper.missing())
            return Listed(len(self._keeper.apart()), missing)

        self._stage.run(count, self._stage.show, self._stage.refuse, Work.LIST)

    def show_apart(self) -> None:
        """Results that are kept apart, each with its reason; the newest first."""

        def read() -> Apart:
            found = reversed(self._keeper.apart())
            return Apart(tuple(ApartRow(self._row(one.result), one.reason) for one in found))

        self._stage.run(read, self._stage.show, self._stage.refuse, Work.LIST)

    def show_missing(self) -> None:
        """What never came."""
        self._stage.run(
            lambda: Missing(self._keeper.missing()),
            self._stage.show,
            self._stage.refuse,
            Work.LIST,
        )

    def show_log(self, skip: int = 0) -> None:
        """A page of the log."""

        def read() -> Log:
            found = self._keeper.logged(PAGE + 1, skip)
            return Log(found[:PAGE], skip, len(found) > PAGE, self._keeper.log_months())

        self._stage.run(read, self._stage.show, self._stage.refuse, Work.LIST)
