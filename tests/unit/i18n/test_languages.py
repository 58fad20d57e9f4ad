"""The languages that can be chosen."""

from __future__ import annotations

import pytest
from babel import Locale

from kiosk.i18n import LANGUAGES, Language, UnknownLanguageError, by_code, by_number
from kiosk.i18n.languages import RIGHT_TO_LEFT
from tests.pseudo import PSEUDO


def test_danish_is_one_and_english_two_for_ever() -> None:
    assert {language.code: language.number for language in LANGUAGES} == {"da": 1, "en": 2}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_language_is_found_by_code_and_by_number(language: Language) -> None:
    assert by_code(language.code) is language
    assert by_number(language.number) is language


def test_an_unknown_code_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownLanguageError, match="choose one of da, en"):
        by_code("tlh")


def test_an_unknown_number_says_that_the_kiosk_is_too_old() -> None:
    with pytest.raises(UnknownLanguageError, match=r"number 77 .* update"):
        by_number(77)


def test_danish_runs_from_left_to_right_and_arabic_from_right_to_left() -> None:
    assert by_code("da").direction == "ltr"
    assert not by_code("da").rtl
    assert PSEUDO.direction == "rtl"
    assert PSEUDO.rtl


@pytest.mark.parametrize("code", sorted(RIGHT_TO_LEFT))
def test_a_language_from_right_to_left_is_one_in_cldr(code: str) -> None:
    assert Locale.parse(code).text_direction == "rtl"


@pytest.mark.parametrize("language", [*LANGUAGES, PSEUDO], ids=lambda language: language.code)
def test_every_language_runs_as_cldr_says(language: Language) -> None:
    assert language.direction == Locale.parse(language.locale).text_direction
