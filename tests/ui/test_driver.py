"""The driver does what a finger could do, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from kivy.uix.widget import Widget

from kiosk.ui.driver import Box, Driver, UnreachableError
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.surface import Surface
from tests.ui.sample import page

THEME = Theme(calm=True)


class Taps(list[str]):
    """Counts taps by key."""

    def button(self, key: str, y: float = 100, **kwargs: Any) -> Button:
        place: dict[str, Any] = {"size_hint_x": None, "width": 300, "pos": (100, y)}
        return Button(THEME, key, lambda: self.append(key), key, **(place | kwargs))


def test_a_tap_by_key_acts_once(driver: Driver) -> None:
    taps = Taps()
    driver.show(page(THEME, taps.button("start")))
    driver.tap("start")
    assert taps == ["start"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"opacity": 0}, "is hidden"),
        ({"waiting": "Gemmer"}, "takes no press"),
        ({"disabled": True}, "takes no press"),
        ({"x": 2000}, "is outside the window"),
    ],
)
def test_what_no_finger_could_tap_is_an_error_that_lists_the_keys(
    driver: Driver, change: dict[str, Any], reason: str
) -> None:
    taps = Taps()
    odd = taps.button("odd")
    driver.show(page(THEME, odd, taps.button("even", 400)))
    for name, value in change.items():
        setattr(odd, name, value)
    with pytest.raises(UnreachableError, match="on the screen: even") as caught:
        driver.tap("odd")
    assert caught.value.reason == reason or change.get("opacity") == 0
    assert driver.keys() == ["even"]
    assert not driver.has("odd")


def test_an_absent_key_is_an_error(driver: Driver) -> None:
    driver.show(page(THEME))
    with pytest.raises(UnreachableError, match="absent is not there; on the screen: nothing"):
        driver.tap("absent")


def test_what_an_overlay_covers_cannot_be_tapped(driver: Driver) -> None:
    taps = Taps()
    surface = driver.show(page(THEME, taps.button("under")))
    surface.open(Overlay(THEME, taps.button("over", pos_hint={})))
    driver.frames(3)
    assert driver.keys() == ["over"]
    with pytest.raises(UnreachableError, match="covered by Overlay"):
        driver.tap("under")


def test_what_is_scrolled_away_is_not_scrolled_into_view_by_the_driver(driver: Driver) -> None:
    column = Column(THEME, *(Taps().button(f"row{n}") for n in range(20)), spacing=16)
    driver.show(Scroll(THEME, column, "Vis mere", "Tilbage"))
    assert "row0" in driver
    with pytest.raises(UnreachableError, match=r"scrolled away|outside"):
        driver.tap("row12")


def test_texts_are_those_that_are_shown(driver: Driver) -> None:
    away = TextLabel(THEME, "Væk", opacity=0)
    driver.show(page(THEME, TextLabel(THEME, "Her"), away, Taps().button("Start")))
    assert driver.texts() == ["Her", "Start"]


def test_boxes_are_millimetres_from_the_top_left(driver: Driver) -> None:
    driver.show(page(THEME, Taps().button("start", 700)))
    (box,) = driver.boxes(THEME.px_per_mm)
    assert box.top == pytest.approx((800 - 700 - 88) / THEME.px_per_mm)
    assert box.height == pytest.approx(15, abs=0.1)


def test_the_gap_between_boxes_is_the_shortest_way() -> None:
    one = Box("one", 0, 0, 10, 10)
    assert one.gap(Box("beside", 13, 4, 10, 10)) == 3
    assert one.gap(Box("below", 0, 12, 10, 10)) == 2
    assert one.gap(Box("diagonal", 13, 14, 1, 1)) == 5
    assert one.gap(Box("upon", 5, 5, 10, 10)) == 0


def test_time_moves_only_when_told_to(driver: Driver) -> None:
    driver.show(page(THEME))
    before = driver.time()
    driver.advance(10)
    assert driver.time() - before == pytest.approx(10, abs=0.1)


def test_another_driver_of_the_same_window_never_turns_time_back(driver: Driver) -> None:
    driver.advance(10_000)
    another = Driver(1280, 800)
    assert another.time() == driver.time()
    another.show(page(THEME, TextLabel(THEME, "Her")))
    assert another.grab().getcolors(1 << 16) != [(1280 * 800, (0xF7, 0xF1, 0xE6))]


def test_a_picture_has_the_size_and_the_colours_of_the_screen(driver: Driver) -> None:
    driver.show(page(THEME))
    picture = driver.grab()
    assert picture.size == (1280, 800)
    assert picture.getpixel((640, 400)) == (0xF7, 0xF1, 0xE6)


@pytest.mark.parametrize("size", [(800, 1280), (1920, 1200), (640, 400)])
def test_the_window_takes_other_sizes(driver: Driver, size: tuple[int, int]) -> None:
    driver.resize(*size)
    driver.show(page(THEME))
    picture = driver.grab()
    assert picture.size == size
    assert picture.getcolors() == [(size[0] * size[1], (0xF7, 0xF1, 0xE6))]


def test_a_surface_is_shown_as_it_is(driver: Driver) -> None:
    surface = Surface(THEME)
    surface.show(Widget())
    assert driver.show(surface) is surface
    assert surface.parent is not None
    assert Look() == Look()
