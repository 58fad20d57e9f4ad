"""A throwaway site, shown in two windows until one of them is closed."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kiosk.devices.clock import SystemClock
from kiosk.domain.errors import KioskError, N_
from kiosk.handoff.section import PRACTICE_PIN
from kiosk.handoff.site import make_site, write_site
from kiosk.handoff.sitepack import Workshop

Say = Callable[[str], object]
Windows = Mapping[str, "subprocess.Popen[bytes]"]

DEMO_NAME = "Øvested"
WORKSHOPS = (Workshop(1, "Gammel Køge Landevej"), Workshop(2, "Lærkevej"))
APPS = ("tablet", "desk")
LOOK_SECONDS = 0.1
CLOSING_SECONDS = 5.0
"""How long a window may take to close before it is ended."""


class DemoRefusedError(KioskError):
    """A demo that cannot start here."""


class WindowFailedError(KioskError):
    """A window ended, and nobody had closed it."""


def make(folder: Path) -> None:
    """The keys and the pack of a throwaway site; its passphrase is kept nowhere."""
    site = make_site(
        today=SystemClock().today(), name=DEMO_NAME, workshops=WORKSHOPS, practice=True
    )
    write_site(folder, site, passphrase=secrets.token_urlsafe(24))


def show(say: Say, command: Sequence[str] = (sys.executable, "-m", "kiosk")) -> None:
    """Tablet and desk as two processes on one throwaway site, until one of them is closed.

    Raises:
        WindowFailedError: a window ended with an error.
    """
    if not has_display():
        raise DemoRefusedError(
            N_("There is no display here: try 'kiosk demo --play --out out' instead.")
        )
    with _ended_by_signals(), tempfile.TemporaryDirectory(prefix="kiosk-demo-") as name:
        data = Path(name)
        make(data)
        say(f"A practice site in {data}, gone when a window is closed; staff PIN {PRACTICE_PIN}.")
        windows: dict[str, subprocess.Popen[bytes]] = {}
        try:
            for app in APPS:
                # A Kivy folder for each: two that start at once would both try to make it.
                home = data / f"kivy-{app}"
                windows[app] = _start([*command, app, "--window", "--data", name], home)
            _watch(windows)
        except KeyboardInterrupt:
            pass
        finally:
            _end(windows)


def has_display() -> bool:
    """Whether a window could be shown."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A closed terminal or a polite kill ends the demo like Ctrl-C, so that it can tidy up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = ("SIGTERM", "SIGHUP")
    numbers = [number for name in names if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(command: Sequence[str], kivy_home: Path) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the demo alone, which then closes its windows.
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "KIVY_HOME": str(kivy_home)},
        start_new_session=True,
    )


def _watch(windows: Windows) -> None:
    """Wait until a window is closed."""
    while True:
        for app, window in windows.items():
            code = window.poll()
            if code:
                raise WindowFailedError(
                    N_("The {app} window ended by itself (exit {code}); see what it said above."),
                    app=app,
                    code=code,
                )
            if code == 0:
                return
        time.sleep(LOOK_SECONDS)


def _end(windows: Windows) -> None:
    """Ask all of them to close, and end those that do not."""
    for window in windows.values():
        window.terminate()
    until = time.monotonic() + CLOSING_SECONDS
    for window in windows.values():
        try:
            window.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            window.kill()
            window.wait()
