"""What waits its turn while something is being saved."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError

T = TypeVar("T")
Turn = Callable[[], None]
"""Looks at the state when its turn comes, and starts a job or leaves it."""


class Jobs:
    """One job at a time on a worker, in the order of the taps; what nobody waits for on another.

    ``on_failed`` is told of a failure for people; whatever waited is then dropped, since it was
    meant for a screen that did not come.
    """

    def __init__(
        self, worker: Worker, aside: Worker, on_failed: Callable[[KioskError], None]
    ) -> None:
        self._worker, self._aside, self._on_failed = worker, aside, on_failed
        self._waiting: deque[Turn] = deque()
        self.busy = False
        """A job is being done."""
        self._run = 0
        """Counts what was abandoned: an answer to something older is not heard."""

    def queue(self, turn: Turn, *, first: bool = False) -> None:
        """Give a turn when all before it are done, or next of all."""
        if first:
            self._waiting.appendleft(turn)
        else:
            self._waiting.append(turn)
        self._next()

    def clear(self) -> None:
        """Drop whatever waits."""
        self._waiting.clear()

    def abandon(self) -> None:
        """Drop whatever waits, and listen no more for what comes of the job that is being done."""
        self.clear()
        self._run += 1
        self.busy = False

    def start(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do a job now; to be called in a turn."""

        def failed(error: KioskError) -> None:
            self._waiting.clear()
            self._on_failed(error)

        self._begin(job, done, failed)

    def quietly(self, job: Callable[[], None]) -> None:
        """Do a job in its turn, on which nothing depends and whose failure nobody is told of."""
        self.queue(lambda: self._begin(job, lambda _: None, lambda _: None))

    def _begin(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[KioskError], None]
    ) -> None:
        self.busy = True
        run = self._run

        def over(tell: Callable[[], None]) -> None:
            if run != self._run:
                return
            self.busy = False
            tell()
            self._next()

        self._worker.submit(
            job,
            lambda value: over(lambda: done(value)),
            lambda error: over(lambda: failed(error)),
        )

    def aside(self, job: Callable[[], object]) -> None:
        """Do a job that nobody waits for, on whose end nothing depends."""
        self._aside.submit(job, lambda _: None, self._on_failed)

    def _next(self) -> None:
        while self._waiting and not self.busy:
            self._waiting.popleft()()
