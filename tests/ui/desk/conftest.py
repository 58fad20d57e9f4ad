"""At the desk's window every tap shows another screen: what is let go of by that is not collected
each time, as the program does it, or the tests would mostly wait for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kivy.core.window import Window

from kiosk.ui.driver import Driver
from kiosk.ui.widgets import surface


@pytest.fixture(autouse=True)
def untidy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Collected when there is enough of it."""
    monkeypatch.setattr(surface, "_tidy", lambda _dt: None)


@pytest.fixture
def driver(window: Driver) -> Iterator[Driver]:
    """The window as a desk has it, empty again afterwards."""
    window.resize(1366, 768)
    yield window
    for child in list(Window.children):
        Window.remove_widget(child)
