"""Marks of how far and how much read the same in every theme."""

from __future__ import annotations

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import PALETTES, Palette
from kiosk.ui.theme import Direction, Theme
from kiosk.ui.widgets.progress import Bars, IconLine, ProgressSegments, ticked
from tests.ui.sample import page

THEME = Theme(calm=True)


def test_segments_are_done_now_and_later() -> None:
    segments = ProgressSegments.at(THEME, 3, 5)
    assert segments.states == ("done", "done", "now", "later", "later")
    segments.show(["done"] * 5)
    assert segments.states == ("done",) * 5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)
def test_the_three_states_differ_without_colour(driver: Driver, palette: Palette) -> None:
    theme = Theme(palette=palette, calm=True)
    segments = ProgressSegments.at(theme, 2, 3, size_hint_x=None, width=312, pos=(100, 300))
    driver.show(page(theme, segments))
    grey = driver.grab().convert("L")
    cuts = [grey.crop((100 + n * 106, 486, 200 + n * 106, 500)).tobytes() for n in range(3)]
    assert len(set(cuts)) == 3


def test_segments_run_in_reading_direction(driver: Driver) -> None:
    theme = Theme(direction="rtl", calm=True)
    segments = ProgressSegments.at(theme, 2, 2, size_hint_x=None, width=206, pos=(100, 300))
    driver.show(page(theme, segments))
    picture = driver.grab()
    assert picture.getpixel((250, 493)) == (0x0C, 0x4A, 0x4A)
    assert picture.getpixel((150, 493)) == (0xFF, 0xCB, 0x5C)


def test_no_segments_draw_nothing(driver: Driver) -> None:
    driver.show(page(THEME, ProgressSegments(THEME, [])))
    assert driver.grab().getcolors() == [(1280 * 800, (0xF7, 0xF1, 0xE6))]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bars_fill_from_the_start(driver: Driver, direction: Direction) -> None:
    theme = Theme(direction=direction, calm=True)
    bars = Bars(theme, "Du viste", 1, "Med hjælp")
    driver.show(page(theme, bars))
    level = bars.logical_children[1]
    picture = driver.grab()
    y = 800 - round(level.center_y)
    first = level.x + 25 if direction == "ltr" else level.right - 25
    last = level.right - 25 if direction == "ltr" else level.x + 25
    assert picture.getpixel((round(first), y)) == (0x0C, 0x4A, 0x4A)
    assert picture.getpixel((round(last), y)) == (0xDC, 0xCF, 0xB9)


def test_a_line_stands_beside_its_mark(driver: Driver) -> None:
    line, tick = IconLine(THEME, "person", "Bruger-ID"), ticked(THEME, "Logge ind")
    driver.show(page(THEME, line))
    assert line.label.x > line.logical_children[0].right
    driver.show(page(THEME, tick))
    assert driver.texts() == ["Logge ind"]
