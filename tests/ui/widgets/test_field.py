"""A field shows what was typed, and what is amiss in words."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import PALETTES, Palette
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.field import MASK, Field
from tests.ui.sample import keep, page

THEME = Theme(calm=True)


def show(driver: Driver, theme: Theme = THEME, **kwargs: Any) -> Field:
    place: dict[str, Any] = {"size_hint_x": None, "width": 600, "pos": (100, 300)}
    field = Field(theme, "f", "Hvilket job søger du?", **(place | kwargs))
    driver.show(page(theme, field))
    return field


def test_label_text_and_hint_are_shown(driver: Driver) -> None:
    show(driver, text="kok", hint="For eksempel: kok")
    assert driver.texts() == ["Hvilket job søger du?", "kok", "For eksempel: kok"]


def test_a_change_is_told_once(driver: Driver) -> None:
    told: list[str] = []
    field = show(driver, on_change=told.append, most=3)
    for letter in "kokke":
        field.insert(letter)
    field.backspace()
    assert told == ["k", "ko", "kok", "ko"]


def test_a_number_field_takes_digits_only(driver: Driver) -> None:
    field = show(driver, kind="digits")
    field.insert("4a7 1\n")
    assert field.text == "471"


def test_a_masked_field_shows_and_speaks_no_letter_en_301_549_5_1_3_8(driver: Driver) -> None:
    field = show(driver, masked=True, text="4719")
    assert MASK * 4 in driver.texts()
    assert "4719" not in driver.texts()
    assert "4719" not in field.box.speech
    assert show(driver, text="4719").box.speech.endswith("4719")


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)
def test_editing_shows_a_caret_and_a_ring(driver: Driver, palette: Palette) -> None:
    theme = Theme(palette=palette, calm=True)
    edits: list[int] = []
    field = show(driver, theme, on_edit=lambda: edits.append(1))
    before = driver.grab()
    driver.tap("f")
    keep(driver, f"field-{palette.name}")
    after = driver.grab()
    assert edits == [1]
    assert field.box._caret.size[0] > 0
    ring = (field.box.x - 3, 800 - field.box.center_y)
    assert before.getpixel(ring) != after.getpixel(ring)


def test_an_error_is_an_icon_and_a_sentence_and_goes_with_the_next_letter(driver: Driver) -> None:
    field = show(driver)
    height = field.height
    field.error = "Koden passer ikke. Se på øvekortet."
    driver.frames(2)
    keep(driver, "field-error")
    assert "Koden passer ikke. Se på øvekortet." in driver.texts()
    assert field.height > height
    field.error = "Skriv dit bruger-ID."
    driver.frames(2)
    assert "Koden passer ikke. Se på øvekortet." not in driver.texts()
    field.insert("m")
    driver.frames(2)
    assert field.height == height


def test_of_a_long_text_the_end_is_seen(driver: Driver) -> None:
    field = show(driver)
    driver.tap("f")
    field.insert("en meget lang tekst der ikke kan være der")
    driver.frames(1)
    label = field.box._label
    assert label.x < field.box.x
    assert label.right <= field.box.right
    assert field.box._caret.pos[0] < field.box.right


def test_enter_without_anybody_to_tell_does_nothing(driver: Driver) -> None:
    show(driver).submit()


def test_a_field_that_is_nowhere_can_be_started(driver: Driver) -> None:
    field = Field(THEME, "f", "Navn", shown_label=False)
    field.start_editing()
    assert not field.editing
