"""Rows and columns fit their content and turn with the language."""

from __future__ import annotations

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import CONTRAST, DARK
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Row, Space, padded
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.tappable import tappables
from tests.ui.sample import keep, page, summary

LTR, RTL = Theme(calm=True), Theme(direction="rtl", family="vazirmatn", language="ar", calm=True)


def buttons(theme: Theme) -> list[Button]:
    return [Button(theme, key, None, key, hug=True) for key in ("one", "two", "three")]


def test_a_row_runs_in_reading_direction(driver: Driver) -> None:
    left = Row(LTR, *buttons(LTR), spacing=16)
    driver.show(left)
    assert [t.key for t in sorted(tappables(left), key=lambda t: t.x)] == ["one", "two", "three"]
    right = Row(RTL, *buttons(RTL), spacing=16)
    driver.show(right)
    assert [t.key for t in sorted(tappables(right), key=lambda t: -t.x)] == ["one", "two", "three"]
    assert driver.keys() == ["one", "two", "three"]


def test_a_row_of_a_device_is_not_mirrored(driver: Driver) -> None:
    row = Row(RTL, *buttons(RTL), mirror=False)
    driver.show(row)
    assert [t.key for t in sorted(tappables(row), key=lambda t: t.x)] == ["one", "two", "three"]


def test_a_row_is_as_high_as_its_highest(driver: Driver) -> None:
    label, button = TextLabel(LTR, "Lyt"), Button(LTR, "Lyt", None, "b")
    row = Row(LTR, label, button)
    driver.show(page(LTR, row))
    assert row.height == button.height
    assert label.center_y == pytest.approx(button.center_y, abs=1)
    row.remove_widget(button)
    assert row.height == label.height


def test_a_row_can_align_at_the_top(driver: Driver) -> None:
    label, button = TextLabel(LTR, "Lyt"), Button(LTR, "Lyt", None, "b")
    driver.show(page(LTR, Row(LTR, label, button, align="top")))
    assert label.top == button.top


def test_a_column_is_as_high_as_its_content(driver: Driver) -> None:
    labels = [TextLabel(LTR, "Lyt") for _ in range(3)]
    column = Column(LTR, *labels, spacing=10, padding=20)
    driver.show(page(LTR, column))
    assert column.height == 3 * labels[0].height + 2 * 10 + 2 * 20


def test_a_card_follows_its_text(driver: Driver) -> None:
    label = TextLabel(LTR, "Kort")
    card = Card(LTR, label)
    driver.show(page(LTR, card))
    before = card.height
    label.text = "Lang tekst " * 30
    driver.frames(2)
    assert card.height > before


def test_padding_names_the_sides_by_reading_direction() -> None:
    assert padded(LTR, (10, 20, 30, 40)) == [10, 20, 30, 40]
    assert padded(RTL, (10, 20, 30, 40)) == [30, 20, 10, 40]
    assert padded(LTR, (10, 20)) == [10, 20, 10, 20]
    assert padded(LTR, 5) == [5, 5, 5, 5]


def test_space_is_fixed_or_takes_the_rest(driver: Driver) -> None:
    rest = Space(LTR)
    column = Column(LTR, Space(LTR, 24), rest, fill=True)
    driver.show(column)
    assert rest.height == 800 - 24


@pytest.mark.parametrize("theme", [LTR, RTL, Theme(palette=DARK), Theme(palette=CONTRAST)])
def test_cards_stand_on_the_page(driver: Driver, theme: Theme) -> None:
    driver.show(summary(theme), theme)
    keep(driver, f"summary-{theme.palette.name}-{theme.direction}")
    canvas = tuple(round(255 * c) for c in theme.color("canvas")[:3])
    assert driver.grab().getpixel((5, 5)) == canvas
