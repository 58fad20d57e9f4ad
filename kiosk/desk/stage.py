"""What every part of the desk's window shares: one screen, and work that leads to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kiosk.desk.screens import TYPED, Refused, Scan, Screen, Work
from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError

T = TypeVar("T")


class Stage:
    """``on_change`` is called whenever there is something new to show."""

    def __init__(self, worker: Worker, language: str = "da") -> None:
        self.worker = worker
        self.language = language
        self.screen: Screen = Scan()
        self.on_change: Callable[[], object] = lambda: None
        self.on_work: Callable[[], object] = lambda: None
        """Called when work begins that the screen does not show yet."""
        self._at_work: list[Work] = []

    @property
    def work(self) -> Work | None:
        """What is being done now."""
        return self._at_work[0] if self._at_work else None

    def show(self, screen: Screen) -> None:
        """Another screen."""
        self.screen = screen
        self.on_change()

    def nudge(self) -> None:
        """Something beside the screen is new; where somebody types it can wait."""
        if not isinstance(self.screen, TYPED):
            self.on_change()

    def refuse(self, error: KioskError) -> None:
        """Something stood in the way."""
        self.show(Refused(error))

    def abandon(self) -> None:
        """Nothing that was under way is waited for any more."""
        self._at_work.clear()

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KioskError], None],
        work: Work,
    ) -> None:
        """Work on the worker that is told if it takes a while."""
        self._at_work.append(work)
        self.on_work()

        def over() -> None:
            if work in self._at_work:  # else it was abandoned
                self._at_work.remove(work)

        def finished(value: T) -> None:
            over()
            done(value)

        def stopped(error: KioskError) -> None:
            over()
            failed(error)

        self.worker.submit(job, finished, stopped)
