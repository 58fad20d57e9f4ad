"""What Kivy finds set before it is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kivy.clock import Clock
from kivy.config import Config
from kivy.core.text import DEFAULT_FONT

from kiosk.ui import environment
from kiosk.ui.driver import Driver
from kiosk.ui.environment import NoDisplayError, require_display


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test prepares is gone after it."""
    for name in (*environment.ALWAYS, *environment.OFFSCREEN, "KIVY_HOME"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    yield
    environment.prepare(1280, 800, offscreen=True, maxfps=0)


@pytest.mark.usefixtures("untouched")
def test_a_real_window_listens_to_one_pointer_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    environment.prepare(1280, 800, offscreen=False)
    assert Config.items("input") == [("mouse", "mouse,disable_multitouch")]
    assert Config.getint("graphics", "width") == 1280
    assert "SDL_VIDEODRIVER" not in os.environ
    monkeypatch.setenv("SDL_VIDEODRIVER", "kmsdrm")
    environment.prepare(1280, 800, offscreen=False)
    assert Config.items("input") == [("touch", "probesysfs,provider=mtdev")]


@pytest.mark.usefixtures("untouched")
def test_each_run_has_a_kivy_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIVY_HOME")
    environment.prepare(1280, 800, offscreen=True)
    home = os.environ["KIVY_HOME"]
    assert "kiosk-kivy-" in home
    environment.prepare(1280, 800, offscreen=True)
    assert os.environ["KIVY_HOME"] == home


def test_no_key_ends_the_app_and_no_other_font_shows_through() -> None:
    assert Config.getint("kivy", "exit_on_escape") == 0
    assert Config.getint("graphics", "multisamples") == 0
    assert DEFAULT_FONT == "Inter"


def test_the_pace_of_a_window_can_change(window: Driver) -> None:
    before = Clock._max_fps
    environment.set_maxfps(15)
    assert Clock._max_fps == 15
    environment.set_maxfps(int(before))
    assert window.time() > 0


@pytest.mark.parametrize(
    ("shown", "driver"),
    [
        ({"DISPLAY": ":0"}, "x11"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "x11"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"card": "card0"}, "kmsdrm"),
        ({"SDL_VIDEODRIVER": "dummy"}, "dummy"),
        ({}, None),
    ],
)
def test_a_real_window_is_never_one_that_nobody_sees(
    shown: dict[str, str], driver: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(environment, "GRAPHICS", tmp_path)
    for name in ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.setenv(name, "")  # so that it is set back
        monkeypatch.delenv(name)
    for name, value in shown.items():
        if name == "card":
            (tmp_path / value).touch()
        else:
            monkeypatch.setenv(name, value)
    if driver is None:
        with pytest.raises(NoDisplayError, match="no display here"):
            require_display()
    else:
        require_display()
        assert os.environ["SDL_VIDEODRIVER"] == driver


def test_other_systems_have_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    before = os.environ["SDL_VIDEODRIVER"]
    require_display()
    assert os.environ["SDL_VIDEODRIVER"] == before
