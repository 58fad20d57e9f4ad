"""More than fits is reached by taps alone; a drag works too and presses nothing."""

from __future__ import annotations

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.scroll import Scroll
from tests.ui.sample import keep

THEME = Theme(calm=True)


def rows(theme: Theme, count: int, taps: list[str]) -> Column:
    def row(key: str) -> Button:
        return Button(theme, key, lambda: taps.append(key), key)

    return Column(theme, *(row(f"row{n}") for n in range(count)), spacing=16)


@pytest.fixture
def taps() -> list[str]:
    return []


def show(driver: Driver, taps: list[str], count: int, theme: Theme = THEME) -> Scroll:
    scroll = Scroll(theme, rows(theme, count, taps), "Vis mere", "Vis forrige")
    driver.show(scroll, theme)
    return scroll


def test_what_fits_has_no_buttons(driver: Driver, taps: list[str]) -> None:
    scroll = show(driver, taps, 3)
    assert driver.keys() == ["row0", "row1", "row2"]
    assert scroll.overflow == 0


def test_every_row_is_reached_by_more_and_back_vvsg_7_2_e(driver: Driver, taps: list[str]) -> None:
    show(driver, taps, 20)
    seen = set(driver.keys())
    assert "scroll.back" not in seen
    for _ in range(20):
        if not driver.has("scroll.more"):
            break
        driver.tap("scroll.more")
        seen |= set(driver.keys())
    assert {f"row{n}" for n in range(20)} <= seen
    for _ in range(20):
        if not driver.has("scroll.back"):
            break
        driver.tap("scroll.back")
    assert driver.has("row0")
    keep(driver, "scroll")


def test_no_row_is_cut_in_two_and_a_page_goes_on_where_the_last_one_ended(
    driver: Driver, taps: list[str]
) -> None:
    scroll = show(driver, taps, 20)
    first = [key for key in driver if key.startswith("row")]
    for key in first:
        assert driver.find(key).y >= scroll._view.y
    driver.tap("scroll.more")
    assert driver.keys()[0] == f"row{len(first)}"


def test_dragging_scrolls_and_presses_nothing(driver: Driver, taps: list[str]) -> None:
    scroll = show(driver, taps, 20)
    driver.press("row3")
    driver.drag((640, 700))
    driver.release()
    assert scroll.offset > 0
    assert taps == []


def test_a_shaky_tap_is_still_a_tap(driver: Driver, taps: list[str]) -> None:
    show(driver, taps, 20)
    finger = driver.press("row3")
    driver.drag((finger.x, finger.y + 9))
    driver.release()
    assert taps == ["row3"]


def test_it_stops_at_both_ends(driver: Driver, taps: list[str]) -> None:
    scroll = show(driver, taps, 20)
    scroll.to(-100)
    assert scroll.offset == 0
    scroll.to(100_000)
    assert scroll.offset == scroll.overflow


def test_what_is_scrolled_away_takes_no_touch(driver: Driver, taps: list[str]) -> None:
    scroll = show(driver, taps, 20)
    assert scroll._view.y > 60
    driver.press((640, 3))
    driver.release()
    assert taps == []


def test_focus_scrolls_into_sight_wcag_2_4_11(driver: Driver, taps: list[str]) -> None:
    scroll = show(driver, taps, 20)
    for _ in range(15):
        driver.hardware_key("tab")
    driver.frames(2)
    assert driver.has("row14")
    for _ in range(13):
        driver.hardware_key("shift+tab")
    driver.frames(2)
    assert driver.has("row1")
    scroll.reveal(Button(THEME, "elsewhere", None, "elsewhere"))


def test_buttons_stand_mirrored_in_a_right_to_left_theme(driver: Driver, taps: list[str]) -> None:
    scroll = show(driver, taps, 30, Theme(direction="rtl", calm=True))
    scroll.turn(1)
    driver.frames(2)
    assert scroll._more.x < scroll._back.x


def test_content_that_grows_gets_its_buttons(driver: Driver, taps: list[str]) -> None:
    scroll = show(driver, taps, 3)
    for row in list(rows(THEME, 12, taps).children):
        row.parent.remove_widget(row)
        scroll.content.add_widget(row)
    driver.frames(3)
    assert driver.has("scroll.more")
