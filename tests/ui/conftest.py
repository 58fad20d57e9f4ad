"""One window for all tests of the screen: offscreen, with a virtual clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.ui import environment

# Test modules import widgets, and so Kivy, when they are collected: this must come before.
environment.prepare(1280, 800, offscreen=True, maxfps=0)

if TYPE_CHECKING:
    from kiosk.ui.driver import Driver


@pytest.fixture(autouse=True)
def untidy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a screen leaves is collected when there is enough of it, not at once as in the program.

    Beside all that the tests hold, a third of each walk would be looking for it.
    """
    from kiosk.ui.widgets import surface

    monkeypatch.setattr(surface, "_tidy", lambda _dt: None)


@pytest.fixture(scope="session")
def window() -> Driver:
    """The one window of this process."""
    from kiosk.ui.driver import Driver

    return Driver(1280, 800)


@pytest.fixture
def driver(window: Driver) -> Driver:
    """The window at 1280 x 800."""
    window.resize(1280, 800)
    return window
