"""Slide to approve: only all the way counts."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import CONTRAST
from kiosk.ui.theme import CONTROL_MM, TextSize, Theme
from kiosk.ui.widgets.slide import SlideToApprove
from tests.ui.sample import keep, page

THEME = Theme(calm=True)


@pytest.fixture
def done() -> list[int]:
    return []


@pytest.fixture
def slide(driver: Driver, done: list[int]) -> SlideToApprove:
    place: dict[str, Any] = {"size_hint_x": None, "width": 318, "pos": (400, 300)}
    slide = SlideToApprove(THEME, "Skub for at godkende", lambda: done.append(1), "slide", **place)
    driver.show(page(THEME, slide))
    return slide


def test_sliding_to_the_end_approves_on_release(
    driver: Driver, slide: SlideToApprove, done: list[int]
) -> None:
    keep(driver, "slide")
    driver.press("slide")
    driver.drag((slide.right, slide.center_y))
    assert done == []
    assert slide.knob.travelled == 1
    driver.release()
    assert done == [1]
    assert slide.knob.travelled == 0


def test_half_way_is_nothing(driver: Driver, slide: SlideToApprove, done: list[int]) -> None:
    driver.press("slide")
    driver.drag((slide.center_x, slide.center_y))
    assert slide.label.opacity == 0
    driver.release()
    assert done == []
    assert slide.label.opacity == 1


def test_a_tap_on_the_knob_is_nothing(
    driver: Driver, slide: SlideToApprove, done: list[int]
) -> None:
    driver.tap("slide")
    assert slide.knob.travelled == 0
    assert done == []


def test_enter_on_the_knob_approves_wcag_2_5_7(
    driver: Driver, slide: SlideToApprove, done: list[int]
) -> None:
    assert slide.knob.takes_press
    driver.advance(1)
    driver.hardware_key("tab")
    driver.hardware_key("enter")
    assert done == [1]


@pytest.mark.parametrize("size", list(TextSize))
def test_the_knob_is_a_finger_wide(driver: Driver, size: TextSize) -> None:
    theme = Theme(text_size=size, palette=CONTRAST, calm=True)
    driver.show(page(theme, SlideToApprove(theme, "Skub for at godkende", lambda: None, "slide")))
    (box,) = driver.boxes(theme.px_per_mm)
    assert min(box.width, box.height) >= CONTROL_MM


def test_it_slides_to_the_right_in_every_language(driver: Driver, done: list[int]) -> None:
    theme = Theme(direction="rtl", calm=True)
    slide = SlideToApprove(theme, "Skub", lambda: done.append(1), "slide")
    driver.show(page(theme, slide))
    assert slide.knob.center_x < slide.center_x
