"""The window as a desk has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kivy.core.window import Window

from kiosk.ui.driver import Driver


@pytest.fixture
def driver(window: Driver) -> Iterator[Driver]:
    """As wide as a desk's, and empty again afterwards."""
    window.resize(1366, 768)
    yield window
    for child in list(Window.children):
        Window.remove_widget(child)
