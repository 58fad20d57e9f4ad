"""What a finger needs: sizes, gaps, nothing cut off, nothing out of reach, on every view."""

from __future__ import annotations

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.simulator.device import Device
from kiosk.ui.theme import CONTROL_MM, GAP_MM, TextSize, Theme
from tests.ui.simulator.service import BROWSER, PHONE, bench

PANELS = {TextSize.M: 392, TextSize.XL: 568}
VIEWS = [(v.device, v.name) for v in (*BROWSER, *PHONE)]
ROUNDING = 0.35
"""Two pixels: positions are whole pixels."""


def all_pages(driver: Driver) -> list[list[str]]:
    """The keys that can be reached, page after page, with *More* alone."""
    seen = [driver.keys()]
    for _ in range(12):
        more = [key for key in seen[-1] if key.endswith(".more")]
        if not more:
            break
        driver.tap(more[0])
        seen.append(driver.keys())
    return seen


@pytest.mark.parametrize("size", [TextSize.M, TextSize.XL])
@pytest.mark.parametrize(("device", "view"), VIEWS)
def test_vvsg_7_2_i_sizes_and_gaps(driver: Driver, device: str, view: str, size: TextSize) -> None:
    theme, left = Theme(text_size=size, calm=True), PANELS[size]
    values = {device: view, "request": "waiting", "tried": "yes"}
    sight = bench(driver, theme, box=(left, 0, 1280 - left, 800), values=values)
    sight.stage.choose(device)
    driver.frames(2)
    wanted = {t.key for t in sight.stage.device(device).controls() if t.takes_press}
    reached: set[str] = set()
    for keys in all_pages(driver):
        reached |= set(keys)
        inside(driver, sight.stage.device(device))
        boxes = driver.boxes(theme.px_per_mm)
        for number, box in enumerate(boxes):
            assert box.width >= CONTROL_MM - ROUNDING, box
            assert box.height >= CONTROL_MM - ROUNDING, box
            assert box.left >= left / theme.px_per_mm, box
            assert box.top + box.height <= 800 / theme.px_per_mm, box
            for other in boxes[number + 1 :]:
                assert box.gap(other) >= GAP_MM - ROUNDING, (box, other)
    assert wanted <= reached


def inside(driver: Driver, holder: Device) -> None:
    """No text stands out of its device at either side."""
    own = set(holder.walk(restrict=True))
    for label in driver.labels():
        if label in own and label.width > 0:
            assert label.x >= holder.x, label.text
            assert label.right <= holder.right + 1, label.text
