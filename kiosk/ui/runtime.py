"""Runs a window: a real one until it is closed, or one off screen that a driver steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from kiosk.devices.worker import ThreadWorker, Worker
from kiosk.ui import environment

if TYPE_CHECKING:
    from kiosk.ui.driver import Driver
    from kiosk.ui.widgets.surface import Surface

STILL_FPS = 15


class AppWindow(Protocol):
    """What fills a window."""

    @property
    def surface(self) -> Surface:
        """The one widget of the window."""

    def close(self) -> None:
        """Let go of everything outside the window."""


Build = Callable[[Worker], AppWindow]
"""Makes what fills the window; its steps are saved on the worker. Called when Kivy is ready."""


def run(build: Build, size: tuple[int, int], *, full_screen: bool, title: str) -> None:
    """Show a window until it is closed."""
    environment.prepare(*size, offscreen=False, maxfps=STILL_FPS)
    environment.show_as(full_screen=full_screen, title=title)
    from kivy.base import runTouchApp

    worker = _worker()
    window = build(worker)
    try:
        runTouchApp(window.surface)
    finally:
        window.close()
        worker.close()


@contextmanager
def off_screen(build: Build, size: tuple[int, int]) -> Iterator[tuple[Driver, AppWindow]]:
    """A window without a display, and the driver that steps and taps it."""
    environment.prepare(*size, offscreen=True, maxfps=0)
    from kiosk.ui.driver import Driver

    driver, worker = Driver(*size), _worker()
    window = build(worker)
    try:
        driver.show(window.surface)
        yield driver, window
    finally:
        window.close()
        worker.close()


def _worker() -> ThreadWorker:
    from kivy.clock import Clock

    return ThreadWorker(lambda call: Clock.schedule_once(lambda _dt: call()))
