"""At the desk's window every tap shows another screen: what is let go of by that is not collected
each time, as the program does it, or the tests would mostly wait for it."""

from __future__ import annotations

import pytest

from kiosk.ui.widgets import surface


@pytest.fixture(autouse=True)
def untidy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Collected when there is enough of it."""
    monkeypatch.setattr(surface, "_tidy", lambda _dt: None)
