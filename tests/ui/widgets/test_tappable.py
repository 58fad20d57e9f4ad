"""One finger, one event: what every button and key promises."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.ui.driver import Driver, Touch
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.surface import Surface
from tests.ui.sample import page

THEME = Theme(calm=True)


@pytest.fixture
def taps() -> list[str]:
    return []


@pytest.fixture
def surface(driver: Driver, taps: list[str]) -> Surface:
    def button(key: str, y: float) -> Button:
        place: dict[str, Any] = {"size_hint_x": None, "width": 300, "pos": (100, y)}
        return Button(THEME, key, lambda: taps.append(key), key, **place)

    return driver.show(page(THEME, button("one", 500), button("two", 200)))


@pytest.mark.usefixtures("surface")
class TestFinger:
    def test_nothing_happens_until_the_finger_lifts(self, driver: Driver, taps: list[str]) -> None:
        driver.press("one")
        driver.advance(1)
        assert driver.find("one").pressed
        assert taps == []
        driver.release()
        assert taps == ["one"]

    def test_held_for_ten_seconds_it_acts_once_vvsg_7_2_m(
        self, driver: Driver, taps: list[str]
    ) -> None:
        driver.hold("one", 10)
        assert taps == ["one"]

    def test_sliding_off_cancels_wcag_2_5_2(self, driver: Driver, taps: list[str]) -> None:
        driver.press("one")
        driver.drag((900, 700))
        assert not driver.find("one").pressed
        driver.release()
        assert taps == []

    def test_coming_back_before_lifting_counts(self, driver: Driver, taps: list[str]) -> None:
        driver.press("one")
        driver.drag((900, 700))
        driver.drag("one")
        driver.release()
        assert taps == ["one"]

    def test_sliding_across_acts_on_nothing(self, driver: Driver, taps: list[str]) -> None:
        driver.press((250, 700))
        driver.drag((250, 100), steps=20)
        driver.release()
        assert taps == []

    def test_from_one_to_the_other_acts_on_neither(self, driver: Driver, taps: list[str]) -> None:
        driver.press("one")
        driver.drag("two")
        driver.release()
        assert taps == []

    def test_a_second_finger_is_ignored_en_301_549_5_9(
        self, driver: Driver, taps: list[str]
    ) -> None:
        driver.press("one")
        first = driver.finger
        driver.press("two")
        driver.release()
        driver.finger = first
        driver.release()
        assert taps == ["one"]

    def test_a_finger_whose_end_got_lost_does_not_block(
        self, driver: Driver, taps: list[str]
    ) -> None:
        lost = driver.press("one")
        lost.update_time_end()
        driver.advance(1)
        driver.tap("two")
        assert taps == ["two"]

    def test_a_double_tap_goes_one_step_only(self, driver: Driver, taps: list[str]) -> None:
        driver.tap("one", settle=False)
        driver.advance(0.2)
        driver.tap("two")
        assert taps == ["one"]
        driver.tap("two")
        assert taps == ["one", "two"]


@pytest.mark.usefixtures("surface")
class TestKeys:
    def test_tab_walks_all_controls_and_back(self, driver: Driver, surface: Surface) -> None:
        seen = []
        for _ in range(3):
            driver.hardware_key("tab")
            assert surface.focus_target is not None
            seen.append(surface.focus_target.key)
        assert seen == ["one", "two", "one"]
        driver.hardware_key("shift+tab")
        assert surface.focus_target is driver.find("two")

    def test_shift_tab_starts_at_the_end(self, driver: Driver, surface: Surface) -> None:
        driver.hardware_key("shift+tab")
        assert surface.focus_target is not None
        assert surface.focus_target.key == "two"

    @pytest.mark.parametrize("key", ["enter", "space"])
    def test_enter_and_space_act_on_the_focus(
        self, driver: Driver, taps: list[str], key: str
    ) -> None:
        driver.advance(1)
        driver.hardware_key("tab")
        driver.hardware_key(key)
        assert taps == ["one"]

    def test_enter_without_focus_does_nothing(self, driver: Driver, taps: list[str]) -> None:
        driver.hardware_key("enter")
        assert taps == []

    def test_touching_takes_the_focus_ring_away(self, driver: Driver, surface: Surface) -> None:
        driver.hardware_key("tab")
        driver.tap("two")
        assert surface.focus_target is None

    def test_any_touch_or_key_counts_as_activity(self, driver: Driver, surface: Surface) -> None:
        active: list[int] = []
        surface.on_activity = lambda: active.append(1)
        driver.tap("one")
        driver.hardware_key("tab")
        assert len(active) == 2


def test_a_screen_without_controls_has_no_focus(driver: Driver) -> None:
    surface = driver.show(page(THEME))
    driver.hardware_key("tab")
    assert surface.focus_target is None


def test_a_touch_knows_where_it_is(driver: Driver) -> None:
    driver.show(page(THEME))
    touch = Touch((640, 400))
    assert (touch.sx, touch.sy) == pytest.approx((0.5, 0.5), abs=0.001)
