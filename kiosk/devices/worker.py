"""Work off the UI thread, one job at a time and in order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from kiosk.domain.errors import KioskError

T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]
"""Runs a call on the UI thread, soon."""


class Worker(Protocol):
    """Runs jobs in the order in which they come."""

    def submit(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KioskError], None],
    ) -> None:
        """Run ``job``; then ``done`` or ``failed`` on the thread of the caller's screen."""

    def close(self) -> None:
        """Finish what was submitted and stop."""


class ThreadWorker:
    """One background thread; ``deliver`` brings results back to the UI thread."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    def submit(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KioskError], None],
    ) -> None:
        """Queue the job. An error that is not for people is raised on the UI thread, not lost."""

        def run() -> None:
            try:
                value = job()
            except KioskError as error:
                told = error
                self._deliver(lambda: failed(told))
            except Exception as error:  # noqa: BLE001  the event boundary: it is raised again where it is seen
                unexpected = error
                self._deliver(lambda: _raise(unexpected))
            else:
                self._deliver(lambda: done(value))

        self._pool.submit(run)

    def close(self) -> None:
        """Wait for what was submitted."""
        self._pool.shutdown(wait=True)


class InlineWorker:
    """Runs each job at once, for tests and commands without a screen."""

    def submit(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KioskError], None],
    ) -> None:
        """Run the job before returning."""
        try:
            value = job()
        except KioskError as error:
            failed(error)
        else:
            done(value)

    def close(self) -> None:
        """Nothing is left to do."""


def _raise(error: Exception) -> None:
    raise error
