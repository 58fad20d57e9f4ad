"""Screens, overlays, and where keys of a real keyboard go."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import pytest
from kivy.core.clipboard import Clipboard
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import CONTRAST
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import TextSize, Theme
from kiosk.ui.widgets.boxes import Column
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.field import Field
from kiosk.ui.widgets.overlay import Dialog, Overlay
from tests.ui.sample import keep, page

THEME = Theme(calm=True)
MOVING = Theme()


@pytest.fixture
def untidy() -> None:
    """Here what a screen leaves is collected at once, as in the program."""


def place(key: str, y: float = 300, theme: Theme = THEME) -> Button:
    return Button(theme, key, None, key, size_hint_x=None, width=300, pos=(100, y))


def dialog(theme: Theme, lines: int, surface_close: Callable[[], object] | None = None) -> Dialog:
    body = Column(theme, *(TextLabel(theme, f"Linje {n}") for n in range(lines)), spacing=12)
    back = Button(theme, "Tilbage", surface_close, "back", "arrow_back", "primary", hug=True)
    return Dialog(theme, "Dit øvekort", body, [back], more="Vis mere", back="Vis forrige",
                  icon="badge", tone="amber")  # fmt: skip


def test_a_new_screen_fades_in_and_rises_once(driver: Driver) -> None:
    surface = driver.show(page(MOVING), MOVING)
    surface.show(page(MOVING, place("new")))
    slot = surface.children[0]
    assert slot.opacity < 0.1
    assert slot.rise == 16
    driver.advance(0.1)
    assert 0.1 < slot.opacity < 1
    driver.advance(0.3)
    assert (slot.opacity, slot.rise) == (1, 0)
    driver.tap("new")


def test_calm_moves_nothing(driver: Driver) -> None:
    surface = driver.show(page(THEME), THEME)
    surface.show(page(THEME))
    assert surface.children[0].opacity == 1
    surface.open(Overlay(THEME, place("card")))
    assert surface.top is not None
    assert surface.top.opacity == 1


def test_a_screen_may_bring_another_theme(driver: Driver) -> None:
    surface = driver.show(page(THEME), THEME)
    dark = Theme(palette=CONTRAST, calm=True)
    surface.show(page(dark), dark)
    assert driver.grab().getpixel((5, 5)) == (0, 0, 0)


def test_focus_stays_inside_an_overlay_until_it_is_closed(driver: Driver) -> None:
    surface = driver.show(page(THEME, place("under")))
    surface.open(Overlay(THEME, place("over")))
    for _ in range(3):
        driver.hardware_key("tab")
        assert surface.focus_target is not None
        assert surface.focus_target.key == "over"
    surface.close()
    driver.hardware_key("tab")
    assert surface.focus_target is driver.find("under")


def test_overlays_close_from_the_top(driver: Driver) -> None:
    surface = driver.show(page(THEME, place("under")))
    first, second = Overlay(THEME, place("first")), Overlay(THEME, place("second"))
    surface.open(first)
    surface.open(second)
    driver.frames(2)
    assert driver.keys() == ["second"]
    surface.close(first)
    assert surface.top is second
    surface.close()
    surface.close()
    assert driver.keys() == ["under"]


def test_escape_is_the_overlays_way_back(driver: Driver) -> None:
    backs: list[int] = []
    surface = driver.show(page(THEME))
    surface.open(Overlay(THEME, place("over"), back=lambda: backs.append(1)))
    driver.hardware_key("escape")
    assert backs == [1]
    surface.close()
    surface.open(Overlay(THEME, place("over")))
    driver.hardware_key("escape")
    assert surface.top is not surface.screen


def test_touches_beside_the_card_do_nothing(driver: Driver) -> None:
    taps: list[int] = []
    under = Button(THEME, "under", lambda: taps.append(1), "under", size_hint=(1, 1))
    surface = driver.show(page(THEME, under))
    surface.open(Overlay(THEME, FloatLayout(size_hint=(None, None), size=(200, 200))))
    driver.press((20, 20))
    driver.release()
    assert taps == []


def test_the_scrim_darkens_what_is_below(driver: Driver) -> None:
    surface = driver.show(page(THEME))
    before = driver.grab().getpixel((5, 5))
    surface.open(Overlay(THEME, FloatLayout(size_hint=(None, None), size=(200, 200))))
    after = driver.grab().getpixel((5, 5))
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert sum(after) < 0.45 * sum(before)


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("lines", [1, 30])
def test_a_dialog_stays_in_the_window_with_its_way_back_in_sight(
    driver: Driver, size: TextSize, lines: int
) -> None:
    theme = Theme(text_size=size, calm=True)
    surface = driver.show(page(theme), theme)
    card = dialog(theme, lines, surface.close)
    surface.open(Overlay(theme, card))
    driver.frames(3)
    assert card.y >= 0
    assert card.top <= 800
    keep(driver, f"dialog-{size}-{lines}")
    if lines == 30:
        driver.tap("dialog.body.more")
    driver.tap("back")
    assert surface.top is surface.screen


def test_a_dialog_in_high_contrast_has_a_frame(driver: Driver) -> None:
    theme = Theme(palette=CONTRAST, calm=True)
    surface = driver.show(page(theme), theme)
    surface.open(Overlay(theme, dialog(theme, 3)))
    driver.frames(3)
    keep(driver, "dialog-contrast")
    colours = {colour for _, colour in driver.grab().getcolors(1 << 20) or []}
    assert (255, 255, 255) in colours


class TestTyping:
    def test_a_real_keyboard_writes_into_the_field_being_edited(self, driver: Driver) -> None:
        submitted: list[str] = []
        field = Field(THEME, "f", "Navn", on_submit=lambda: submitted.append("now"))
        driver.show(page(THEME, field))
        driver.type("før")
        assert field.text == ""
        driver.tap("f")
        driver.type("Øve")
        driver.hardware_key("backspace")
        assert field.text == "Øv"
        driver.hardware_key("enter")
        assert submitted == ["now"]

    def test_pasting_writes_what_was_copied(
        self, driver: Driver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Clipboard, "paste", lambda: "KR1 123")
        field = Field(THEME, "f", "Kode")
        surface = driver.show(page(THEME, field))
        driver.tap("f")
        surface.on_key(None, ord("v"), 0, None, ["ctrl"])
        assert field.text == "KR1 123"

    def test_only_one_field_is_edited(self, driver: Driver) -> None:
        one, two = Field(THEME, "one", "Et"), Field(THEME, "two", "To")
        driver.show(Column(THEME, one, two, spacing=30))
        driver.tap("one")
        driver.tap("two")
        driver.type("x")
        assert (one.editing, two.editing) == (False, True)
        assert (one.text, two.text) == ("", "x")

    def test_another_screen_ends_the_editing(self, driver: Driver) -> None:
        field = Field(THEME, "f", "Navn")
        surface = driver.show(page(THEME, field))
        driver.tap("f")
        surface.show(page(THEME))
        assert not field.editing
        assert surface.editing is None

    def test_other_keys_are_left_to_others(self, driver: Driver) -> None:
        surface = driver.show(page(THEME))
        assert not surface.on_key(None, ord("x"), 0, None, [])
        assert not surface.on_text(None, "x")


def test_a_screen_that_was_left_is_let_go(driver: Driver) -> None:
    surface = driver.show(page(THEME))
    left = page(THEME, place("left"))
    gone = weakref.ref(left)
    surface.show(left)
    driver.frames(3)
    del left
    surface.show(page(THEME))
    driver.advance(1)
    assert gone() is None
