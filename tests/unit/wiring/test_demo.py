"""The demo's two windows end together, and their site with them."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.handoff.keys import Device
from kiosk.handoff.site import load_device
from kiosk.wiring import demo

STAY = "time.sleep(60)"
STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def windows(tablet: str, desk: str) -> tuple[str, ...]:
    """A program whose windows do what is written here; each notes that it was there."""
    script = (
        "import os, pathlib, signal, sys, time\n"
        "app, data = sys.argv[1], pathlib.Path(sys.argv[4])\n"
        "(data / f'{app}.pid').write_text(str(os.getpid()))\n"
        "both = [data / 'tablet.pid', data / 'desk.pid']\n"
        "while not all(path.exists() for path in both): time.sleep(0.01)\n"
        f"exec({{'tablet': {tablet!r}, 'desk': {desk!r}}}[app])\n"
    )
    return sys.executable, "-c", script


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Shown:
    """A demo that was shown, and what is left of it."""

    def __init__(self, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
        self.pids: list[int] = []
        self.error: KioskError | None = None
        end = demo._end

        def remembered(started: demo.Windows) -> None:
            self.pids = [window.pid for window in started.values()]
            end(started)

        monkeypatch.setattr(demo, "_end", remembered)
        monkeypatch.setattr(demo, "has_display", lambda: True)
        begun = time.monotonic()
        try:
            demo.show(self._say, command)
        except KioskError as error:
            self.error = error
        self.seconds = time.monotonic() - begun

    def _say(self, words: str) -> None:
        self.data = Path(words.split()[4].rstrip(","))
        assert self.data.is_dir()

    def left(self) -> list[str]:
        found = [str(self.data)] if self.data.exists() else []
        return found + [str(pid) for pid in self.pids if is_running(pid)]


@pytest.mark.parametrize("closed", ["tablet", "desk"])
def test_closing_one_window_ends_the_other_and_the_site(
    closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    does = {"tablet": STAY, "desk": STAY, closed: "sys.exit(0)"}
    shown = Shown(windows(**does), monkeypatch)
    assert len(shown.pids) == 2
    assert shown.left() == []
    assert shown.error is None
    assert shown.seconds < 20


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ending_the_demo_ends_both_windows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = f"os.kill(os.getppid(), signal.{name}); {STAY}"
    before = signal.getsignal(getattr(signal, name))
    shown = Shown(windows(tablet=STAY, desk=ask), monkeypatch)
    assert shown.left() == []
    assert shown.error is None
    assert signal.getsignal(getattr(signal, name)) is before


def test_a_window_that_does_not_close_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "CLOSING_SECONDS", 0.2)
    quits = "time.sleep(0.3); sys.exit(0)"
    shown = Shown(windows(tablet=STUBBORN, desk=quits), monkeypatch)
    assert shown.left() == []


@pytest.mark.parametrize(
    ("how", "code"), [("sys.exit(3)", "3"), ("os.kill(os.getpid(), signal.SIGKILL)", "-9")]
)
def test_a_window_that_fails_is_told(how: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(windows(tablet=how, desk=STAY), monkeypatch)
    assert shown.left() == []
    assert f"The tablet window ended by itself (exit {code})" in str(shown.error)


def test_a_program_that_is_not_there_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "has_display", lambda: True)
    said: list[str] = []
    with pytest.raises(FileNotFoundError):
        demo.show(said.append, ("/not/there",))
    assert not Path(said[0].split()[4].rstrip(",")).exists()


@pytest.mark.parametrize(
    ("platform", "environment", "has"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_looked_for_where_there_may_be_none(
    platform: str, environment: dict[str, str], has: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert demo.has_display() is has


def test_a_practice_site_says_so_and_has_a_tablet_and_a_desk(tmp_path: Path) -> None:
    demo.make(tmp_path / "site")
    packs = [load_device(tmp_path / "site", device)[1] for device in (Device.TABLET, Device.DESK)]
    assert packs[0] == packs[1]
    assert packs[0].practice_only
    assert [workshop.name for workshop in packs[0].workshops][1] == "Lærkevej"
