"""Every screen beside the results, in the variants in which a layout breaks first."""

from __future__ import annotations

import pytest

from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.driver import Driver
from kiosk.ui.widgets.tappable import chain, tappables
from tests.desk_tour import DeskPartsTour
from tests.pace import LONG
from tests.tour import Variant

NARROW, USUAL = (1024, 768), (1366, 768)
QUICK = [("light", "xx", NARROW)]
MORE = [("dark", "da", USUAL), ("contrast", "da", NARROW), ("light", "en", USUAL)]

pytestmark = pytest.mark.usefixtures("quick_stretching")


@pytest.mark.parametrize(("palette", "language", "size"), QUICK + (MORE if LONG else []))
def test_every_screen_can_be_read_and_reached(
    driver: Driver,
    monkeypatch: pytest.MonkeyPatch,
    palette: str,
    language: str,
    size: tuple[int, int],
) -> None:
    """Nothing smaller than 15 px, nothing beyond the window, nothing without words."""
    monkeypatch.setattr(DeskPartsTour, "SIZE", size)
    tour = DeskPartsTour(driver, Variant("M", palette, language))
    for name in tour.screens():
        driver.frames(1)
        labels = driver.labels()
        assert min(label.face.px for label in labels) >= 15, name
        for label in labels:
            left, _low, right, _top = label.inked
            assert left >= -1 and right <= size[0] + 1, (name, label.text)
        for stop in tappables(driver.root):
            assert stop.speech, (name, stop.key)
            assert stop.x >= 0 and stop.right <= size[0], (name, stop.key)
            held = any(isinstance(holder, DeskScroll) for holder in chain(stop))
            assert held or (stop.y >= 0 and stop.top <= size[1]), (name, stop.key)
