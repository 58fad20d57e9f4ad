"""Every script has its letters, every icon its picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import features

from kiosk.ui.text.fonts import (
    Fonts,
    TextEngineError,
    check_text_engine,
    family_for,
    is_right_to_left,
    load,
)

FONTS = Fonts.bundled()
LETTERS = {
    "inter": "ABCæøåÆØÅ ćłńóśźżąę çğıİöşü абвгґдеєжзиіїйклмн 0123456789 .,?!@%+-–“”„’…€→✓•",
    "vazirmatn": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي پچژگکیۀ ؟،؛ ًٌٍَُِّْ abcæøå 0123456789",
}


@pytest.mark.parametrize("weight", [400, 600, 700])
@pytest.mark.parametrize("family", list(LETTERS))
def test_a_family_has_all_letters_of_its_languages(family: str, weight: int) -> None:
    known = TTFont(FONTS.path(family, weight)).getBestCmap()
    assert [char for char in LETTERS[family] if ord(char) not in known] == []


def test_every_icon_of_the_table_is_in_the_icon_font() -> None:
    points = json.loads((FONTS.folder / "icons" / "icons.json").read_text(encoding="utf-8"))
    known = TTFont(FONTS.icons).getBestCmap()
    assert [name for name, point in points.items() if point not in known] == []
    assert ord(FONTS.icon("support")) == points["support"]


def test_an_unknown_icon_is_an_error_at_once() -> None:
    with pytest.raises(KeyError):
        FONTS.icon("no_such_icon")


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_each_font_comes_with_its_licence(folder: str) -> None:
    texts = [p.read_text(encoding="utf-8") for p in (FONTS.folder / folder).glob("*.txt")]
    assert any("SIL OPEN FONT LICENSE" in text or "Apache License" in text for text in texts)


def test_fonts_are_loaded_once() -> None:
    path = FONTS.path("inter", 400)
    assert load(path, 39) is load(path, 39)


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("Dansk", "inter", "inter"),
        ("العربية", "inter", "vazirmatn"),
        ("Jobnet في", "inter", "vazirmatn"),
        ("Українська", "vazirmatn", "inter"),
        ("MitID", "vazirmatn", "vazirmatn"),
    ],
)
def test_a_text_gets_a_font_that_has_its_letters(text: str, family: str, expected: str) -> None:
    assert family_for(text, family) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("فارسی", True), ("12 فارسی", True), ("MitID فارسی", False), ("12", False)],
)
def test_the_first_letter_tells_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_a_missing_fribidi_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    check_text_engine()
    monkeypatch.setattr(features, "check", lambda name: name != "fribidi")
    with pytest.raises(TextEngineError) as caught:
        check_text_engine()
    assert "libfribidi0" in str(caught.value)


def test_a_folder_that_is_elsewhere_is_used(tmp_path: Path) -> None:
    assert Fonts(tmp_path).path("vazirmatn", 700).startswith(str(tmp_path))
