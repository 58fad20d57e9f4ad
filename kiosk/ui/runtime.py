"""Runs a window: a real one until it is closed, or one off screen that a driver steps."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.devices.worker import ThreadWorker, Worker
from kiosk.domain.errors import N_
from kiosk.ui import environment
from kiosk.ui.environment import NoDisplayError

if TYPE_CHECKING:
    from kiosk.ui.driver import Driver
    from kiosk.ui.widgets.surface import Surface

STILL_FPS = 15
SETTLE_SECONDS = 1.0


class AppWindow(Protocol):
    """What fills a window.

    It may have ``recover``: called with an error that nobody foresaw, to show where to go on.
    """

    @property
    def surface(self) -> Surface:
        """The one widget of the window."""

    def close(self) -> None:
        """Let go of everything outside the window."""


Build = Callable[[Worker], AppWindow]
"""Makes what fills the window; its steps are saved on the worker. Called when Kivy is ready."""


def run(
    build: Build,
    size: tuple[int, int],
    *,
    full_screen: bool,
    title: str,
    smallest: tuple[int, int] = (0, 0),
) -> None:
    """Show a window until it is closed."""
    gc.disable()  # until what is loaded now has settled: nothing of it is ever let go
    environment.require_display()
    environment.prepare(*size, offscreen=False, maxfps=STILL_FPS)
    environment.show_as(full_screen=full_screen, title=title, smallest=smallest)
    native = _native_window()
    from kivy.base import runTouchApp

    worker = _worker()
    window = build(worker)
    native.set_title(title)
    from kiosk.ui import recovery

    recovery.watch(window)
    try:
        runTouchApp(window.surface)
    finally:
        window.close()
        worker.close()


def _native_window() -> Any:
    """Kivy's window, which it makes when it is first imported."""
    logging.disable()  # where it fails Kivy logs a traceback
    try:
        from kivy.core.window import Window
    finally:
        logging.disable(logging.NOTSET)
    if Window is None:
        raise NoDisplayError(
            N_("The display {display} does not answer; check it, or log in at a screen."),
            display=os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or "",
        )
    return Window


def after_first_frame(call: Callable[[], object]) -> None:
    """Call once the first frame can be seen."""
    from kivy.core.window import Window

    def seen(*_args: object) -> None:
        Window.unbind(on_flip=seen)
        call()

    Window.bind(on_flip=seen)


def every(seconds: float, call: Callable[[], object]) -> None:
    """Call again and again, as long as the window is open."""
    from kivy.clock import Clock

    Clock.schedule_interval(lambda _dt: call() and None, seconds)


def settle_memory() -> None:
    """What is loaded by now stays for good: from here on the collector leaves it out."""
    from kivy.clock import Clock

    def settle(_dt: float) -> None:
        gc.collect()
        gc.freeze()
        gc.enable()

    Clock.schedule_once(settle, SETTLE_SECONDS)


@contextmanager
def off_screen(
    build: Build, size: tuple[int, int], *, draws: bool = False
) -> Iterator[tuple[Driver, AppWindow]]:
    """A window without a display, and the driver that steps and taps it; see there ``draws``."""
    environment.prepare(*size, offscreen=True, maxfps=0)
    environment.without_stock_looks()
    from kiosk.ui.driver import Driver

    driver, worker = Driver(*size, draws=draws), _worker()
    window = build(worker)
    try:
        driver.show(window.surface)
        yield driver, window
    finally:
        window.close()
        worker.close()


def one_more_worker() -> ThreadWorker:
    """For what no step of a visit may have to wait for; it ends with the program."""
    return _worker()


def _worker() -> ThreadWorker:
    from kivy.clock import Clock

    return ThreadWorker(lambda call: Clock.schedule_once(lambda _dt: call()))
