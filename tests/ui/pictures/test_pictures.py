"""Light in the window: what a picture says can be counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import CONTRAST, PALETTES, Palette
from kiosk.ui.pictures.houses import House, spread, window_rows
from kiosk.ui.pictures.portrait import PEOPLE, Portrait, looks_of
from kiosk.ui.theme import Theme
from tests.ui.sample import keep, page, pictures

THEME = Theme(calm=True)
LIT = (0xFF, 0xD7, 0x7A)


def count_lit(picture: Image.Image) -> int:
    """Pixels of a lit window's colour."""
    colours = picture.getcolors(1 << 20) or []
    return sum(number for number, colour in colours if colour == LIT)


def house(driver: Driver, lit: list[bool], theme: Theme = THEME) -> House:
    widget = House(theme, lit, size_hint=(None, None), size=(392, 520))
    driver.show(page(theme, widget))
    return widget


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)
def test_every_picture_is_drawn_in_every_theme(driver: Driver, palette: Palette) -> None:
    theme = Theme(palette=palette, calm=True)
    driver.show(pictures(theme))
    keep(driver, f"pictures-{palette.name}")
    assert len(driver.grab().getcolors(1 << 20) or []) > 20


def test_more_light_the_more_was_managed(driver: Driver) -> None:
    light = []
    for managed in range(9):
        house(driver, [number < managed for number in range(8)])
        light.append(count_lit(driver.grab()))
    assert light == sorted(set(light))


@given(st.integers(min_value=0, max_value=20))
def test_every_task_has_its_window(tasks: int) -> None:
    rows = window_rows(tasks)
    assert sum(rows) == tasks
    assert max(rows, default=1) - min(rows, default=1) <= 1
    assert len(rows) <= 5
    assert max(rows, default=1) <= 4


def test_windows_stand_evenly_on_the_wall() -> None:
    first, second, third = spread(10, 100, 3, 20)
    assert second - first == pytest.approx(third - second)
    assert first - 10 == pytest.approx(110 - third - 20)


def test_windows_light_up_once_and_stay_lit(driver: Driver) -> None:
    moving = Theme()
    widget = house(driver, [True, True, False], moving)
    full = count_lit(driver.grab())
    widget.light_up()
    driver.frames(1)
    assert count_lit(driver.grab()) < full
    driver.advance(0.5)
    assert count_lit(driver.grab()) == full


def test_calm_lights_them_at_once(driver: Driver) -> None:
    widget = house(driver, [True])
    widget.light_up()
    assert widget.glow == 1


def test_in_high_contrast_lit_is_filled_and_unlit_an_outline(driver: Driver) -> None:
    theme = Theme(palette=CONTRAST, calm=True)
    white = []
    for lit in ([False] * 4, [True] * 4):
        house(driver, lit, theme)
        colours = driver.grab().getcolors(1 << 20) or []
        white.append(sum(number for number, colour in colours if colour == (255, 255, 255)))
    assert white[1] > white[0] + 4000


def test_practice_persons_differ(driver: Driver) -> None:
    faces = set()
    for person in PEOPLE:
        portrait = Portrait(THEME, person, size_hint=(None, None), size=(220, 220))
        driver.show(page(THEME, portrait))
        faces.add(driver.grab().crop((0, 580, 220, 800)).tobytes())
    assert len(faces) == len(PEOPLE)


def test_an_unknown_person_always_looks_the_same() -> None:
    assert looks_of("somebody") is looks_of("somebody")
    assert looks_of("mette") is PEOPLE["mette"]
