"""The Danish keyboard, the number pad and the entry page."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from kiosk.ui.driver import Driver
from kiosk.ui.palettes import PALETTES, Palette
from kiosk.ui.theme import CONTROL_MM, GAP_MM, TextSize, Theme
from kiosk.ui.widgets.entry_page import EntryPage
from kiosk.ui.widgets.field import Field
from kiosk.ui.widgets.keyboard import LAYOUTS, Keyboard, KeyWords
from tests.ui.sample import keep, page

THEME = Theme(calm=True)


class Paper:
    """Takes what is typed."""

    editing = False

    def __init__(self) -> None:
        self.text = ""

    def insert(self, text: str) -> None:
        self.text += text

    def backspace(self) -> None:
        self.text = self.text[:-1]

    def submit(self) -> None:
        """Never called by our keyboard: its key says "done"."""


@pytest.fixture
def paper() -> Paper:
    return Paper()


def board(driver: Driver, paper: Paper, layout: str = "letters", **kwargs: Any) -> Keyboard:
    keyboard = Keyboard(THEME, paper, lambda: paper.insert("|"), layout=layout, **kwargs)
    driver.show(page(THEME, keyboard))
    return keyboard


def type_keys(driver: Driver, names: list[str]) -> None:
    for name in names:
        driver.tap(f"key.{name}", settle=False)


def test_danish_words_are_typed_letter_by_letter(driver: Driver, paper: Paper) -> None:
    board(driver, paper)
    type_keys(driver, [*"blåbærgrød", "space", *"ok", "delete", "done"])
    assert paper.text == "blåbærgrød o|"


def test_double_letters_need_no_pause(driver: Driver, paper: Paper) -> None:
    board(driver, paper)
    type_keys(driver, [*"ullaa"])
    assert paper.text == "ullaa"


def test_a_held_key_writes_once_en_301_549_5_7(driver: Driver, paper: Paper) -> None:
    board(driver, paper)
    driver.hold("key.a", 5)
    assert paper.text == "a"


def test_steady_hands_write_a_letter_once_en_301_549_5_8(driver: Driver, paper: Paper) -> None:
    board(driver, paper, steady_seconds=0.5)
    type_keys(driver, ["a", "a"])
    assert paper.text == "a"
    driver.advance(0.6)
    type_keys(driver, ["a", "b"])
    assert paper.text == "aab"


def test_a_capital_is_for_one_letter(driver: Driver, paper: Paper) -> None:
    keyboard = board(driver, paper)
    driver.tap("key.shift")
    assert "Å" in driver.texts()
    shift = next(key for key in keyboard.logical_children if key.cap.name == "shift")
    assert shift.lit
    type_keys(driver, ["å", "b"])
    assert paper.text == "Åb"
    assert "å" in driver.texts()
    driver.tap("key.shift")
    driver.tap("key.shift")
    type_keys(driver, ["a"])
    assert paper.text == "Åba"


@pytest.mark.parametrize("layout", ["letters", "upright"])
def test_digits_and_signs_are_one_key_away_and_back(
    driver: Driver, paper: Paper, layout: str
) -> None:
    board(driver, paper, layout)
    driver.tap("key.symbols")
    type_keys(driver, ["4", "-", "@"])
    driver.tap("key.letters")
    type_keys(driver, ["a"])
    assert paper.text == "4-@a"


def test_the_number_pad_has_digits_delete_and_done(driver: Driver, paper: Paper) -> None:
    board(driver, paper, "digits")
    type_keys(driver, [*"4719", "delete", "0", "done"])
    assert paper.text == "4710|"
    assert len(driver.keys()) == 12


def test_it_takes_the_lower_386_pixels(driver: Driver, paper: Paper) -> None:
    keyboard = board(driver, paper)
    assert keyboard.height == pytest.approx(386, abs=3)
    keep(driver, "keyboard")
    key = driver.find("key.q")
    assert (key.x, 800 - key.top) == (22, pytest.approx(433, abs=3))
    assert key.size == [pytest.approx(99, abs=1), 76]


def test_it_covers_what_is_below(driver: Driver, paper: Paper) -> None:
    other = Field(THEME, "under", "Under")
    driver.show(page(THEME, other, Keyboard(THEME, paper, lambda: None)))
    assert "under" not in driver


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_keys_are_thirteen_millimetres_with_gaps_between(
    driver: Driver, paper: Paper, layout: str
) -> None:
    if layout.startswith("upright"):
        driver.resize(800, 1280)
    board(driver, paper, layout)
    keep(driver, f"keyboard-{layout}")
    boxes = driver.boxes(THEME.px_per_mm)
    assert all(min(box.width, box.height) >= CONTROL_MM for box in boxes)
    assert all(one.gap(other) >= GAP_MM for one, other in combinations(boxes, 2))


def test_upright_rows_have_at_most_seven_keys_in_alphabetical_order() -> None:
    rows = LAYOUTS["upright"]
    assert max(map(len, rows)) <= 7
    letters = "".join(cap.name for row in rows for cap in row if cap.writes and cap.name.isalpha())
    assert letters == "abcdefghijklmnopqrstuvwxyzæøå"


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_no_key_is_there_twice(layout: str) -> None:
    names = [cap.name for row in LAYOUTS[layout] for cap in row]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda p: p.name)
def test_a_pressed_key_looks_pressed(driver: Driver, paper: Paper, palette: Palette) -> None:
    theme = Theme(palette=palette, calm=True)
    driver.show(page(theme, Keyboard(theme, paper, lambda: None, KeyWords("Shift"))))
    for name in ("g", "done"):
        before = driver.grab()
        driver.press(f"key.{name}")
        assert driver.grab().tobytes() != before.tobytes()
        driver.release()
    keep(driver, f"keyboard-{palette.name}")
    assert "Shift" in driver.texts()


def test_keys_are_walked_in_reading_order(driver: Driver, paper: Paper) -> None:
    board(driver, paper)
    assert driver.keys()[:12] == [f"key.{letter}" for letter in "qwertyuiopåa"]


@pytest.mark.parametrize(
    ("theme", "size", "kind"),
    [
        (Theme(text_size=TextSize.XL, calm=True), (1280, 800), "text"),
        (Theme(text_size=TextSize.L, calm=True), (1280, 800), "digits"),
        (THEME, (800, 1280), "text"),
    ],
)
def test_the_entry_page_hands_the_text_over(
    driver: Driver, theme: Theme, size: tuple[int, int], kind: str
) -> None:
    driver.resize(*size)
    done: list[str] = []
    surface = driver.show(page(theme), theme)
    head = Field(theme, "head", "Øvelse", size_hint_y=None)
    entry = EntryPage(
        theme, "Bruger-ID", "1", done.append, kind=kind, upright=size[0] < size[1], head=head
    )
    surface.open(entry)
    driver.frames(3)
    keep(driver, f"entry-{theme.text_size}-{kind}-{size[0]}")
    type_keys(driver, ["2"] if kind == "digits" else ["m"])
    assert entry.field.editing
    assert all(label.x >= 0 and label.right <= size[0] for label in driver.labels())
    driver.tap("key.done")
    assert done == ["12" if kind == "digits" else "1m"]
    surface.close(entry)
    assert surface.editing is None


def test_words_on_large_keys_are_not_cut(driver: Driver, paper: Paper) -> None:
    theme = Theme(text_size=TextSize.XL, calm=True)
    keyboard = Keyboard(theme, paper, lambda: None, height=550, size_hint_y=None)
    driver.show(page(theme, keyboard))
    for key in keyboard.logical_children:
        assert key.label.width <= key.width
        assert len(key.label.lines_at(key.label.width)) == 1, key.cap.name
