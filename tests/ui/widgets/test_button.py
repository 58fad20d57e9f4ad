"""Buttons in every state, size and theme."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import LIGHT, PALETTES, Palette
from kiosk.ui.theme import CONTROL_MM, GAP_MM, TextSize, Theme
from kiosk.ui.widgets.button import STYLES, Button
from tests.ui.sample import all_kinds, button_states, keep, page

THEME = Theme(calm=True)
ALL_THEMES = [
    pytest.param(Theme(palette=palette, text_size=size, calm=True), id=f"{palette.name}-{size}")
    for palette, size in (
        *((LIGHT, size) for size in TextSize),
        *((palette, TextSize.M) for palette in PALETTES.values() if palette is not LIGHT),
    )
]


def alone(driver: Driver, button: Button) -> Button:
    driver.show(page(button.theme, button))
    return button


def make(text: str = "Videre", theme: Theme = THEME, **kwargs: Any) -> Button:
    place: dict[str, Any] = {"size_hint_x": None, "width": 300, "pos": (200, 300)}
    return Button(theme, text, None, "b", **(place | kwargs))


@pytest.mark.parametrize("theme", ALL_THEMES)
def test_every_kind_is_a_finger_wide_and_high_with_gaps_between_vvsg_7_2_i(
    driver: Driver, theme: Theme
) -> None:
    driver.show(all_kinds(theme))
    boxes = driver.boxes(theme.px_per_mm)
    assert len(boxes) >= 10
    for box in boxes:
        assert min(box.width, box.height) >= CONTROL_MM, box
    for one, other in combinations(boxes, 2):
        assert one.gap(other) >= GAP_MM, (one, other)
    keep(driver, f"kinds-{theme.palette.name}-{theme.text_size}")


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)
def test_all_states_can_be_told_apart_without_colour_wcag_1_4_1(
    driver: Driver, palette: Palette
) -> None:
    driver.show(button_states(Theme(palette=palette, calm=True)))
    picture = driver.grab().convert("L")
    keep(driver, f"states-{palette.name}")
    for kind in ("primary", "second"):
        found = {}
        for state in ("ready", "pressed", "focused", "chosen", "waiting", "not_now"):
            widget = next(
                w for w in driver.root.walk() if getattr(w, "key", "") == f"{kind}.{state}"
            )
            x, y, w, h = (round(n) for n in (*widget.pos, *widget.size))
            found[state] = picture.crop((x - 8, 800 - y - h - 8, x + w + 8, 800 - y + 8)).tobytes()
        assert len(set(found.values())) == len(found)


def test_a_press_swallows_the_lower_edge(driver: Driver) -> None:
    button = alone(driver, make(kind="primary"))
    below = (350, 800 - 300 + 2)
    assert driver.grab().getpixel(below) == (0x06, 0x2F, 0x30)
    label = button.label.y
    driver.press("b")
    assert button.label.y == label - 4
    pressed = driver.grab()
    assert pressed.getpixel((350, 800 - 300 - 88 + 2)) == (0xF7, 0xF1, 0xE6)
    driver.release()
    assert button.label.y == label


def test_waiting_shows_a_verb_with_an_hourglass_and_takes_no_press(driver: Driver) -> None:
    taps: list[int] = []
    button = alone(driver, Button(THEME, "Gem", lambda: taps.append(1), "b"))
    button.waiting = "Gemmer"
    driver.frames(2)
    assert driver.texts() == ["Gemmer"]
    assert button.speech == "Gemmer"
    assert not driver.has("b")
    button.activate()
    assert taps == []
    button.waiting = ""
    driver.tap("b")
    assert taps == [1]


def test_not_now_says_why_when_pressed(driver: Driver) -> None:
    taps: list[str] = []
    button = Button(THEME, "Videre", lambda: taps.append("on"), "b", on_why=taps.append)
    alone(driver, button)
    button.why_not = "Skriv først din kode"
    driver.tap("b")
    assert taps == ["Skriv først din kode"]
    assert button.speech == "Skriv først din kode"


def test_chosen_has_a_tick_and_unchosen_its_own_icon_again(driver: Driver) -> None:
    button = alone(driver, make("Dansk", icon="language"))
    button.chosen = True
    assert button._icon is not None
    assert button._icon.name == "check"
    button.chosen = False
    assert button._icon.name == "language"


def test_a_button_without_icon_loses_the_tick(driver: Driver) -> None:
    button = alone(driver, make("Dansk"))
    button.chosen = True
    button.chosen = False
    assert button._icon is None


def test_the_label_stays_inside(driver: Driver) -> None:
    for kind in STYLES:
        button = alone(driver, make("Rengøringshjælperuddannelse nu", kind=kind, icon="check"))
        assert button.label.x >= button.x, kind
        assert button.label.right <= button.right, kind
        assert button.label.top <= button.top, kind
        assert button.label.y >= button.y, kind


def test_a_long_label_wraps_and_the_button_grows(driver: Driver) -> None:
    short, long = make("Videre"), make("Videre til den næste opgave")
    driver.show(page(THEME, short, long))
    assert long.height > short.height == 88


def test_hugging_is_as_wide_as_the_content(driver: Driver) -> None:
    button = make("Hjælp", icon="support", hug=True)
    alone(driver, button)
    assert button.width == pytest.approx(button.natural_width)
    assert button.width == pytest.approx(213, abs=4)


def test_content_is_mirrored_with_the_language_but_never_on_a_device(driver: Driver) -> None:
    rtl = Theme(direction="rtl", calm=True)
    mirrored = alone(driver, make("مساعدة", rtl, icon="support"))
    assert mirrored._icon is not None
    assert mirrored._icon.x > mirrored.label.x
    service = alone(driver, make("Søg", rtl, icon="search", kind="service", language="da"))
    assert service._icon is not None
    assert service._icon.x < service.label.x
    choice = alone(driver, make("مساعدة", rtl, kind="choice"))
    assert choice.label.center_x > choice.center_x


def test_a_new_text_is_shown_and_spoken(driver: Driver) -> None:
    button = alone(driver, make("Lyd: til"))
    button.text = "Lyd: fra"
    driver.frames(1)
    assert driver.texts() == ["Lyd: fra"]
    assert button.speech == "Lyd: fra"
    assert make("Tilbage", speech="Tilbage til opgaven").speech == "Tilbage til opgaven"
