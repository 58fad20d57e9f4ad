"""A translator says each text in its language and falls back to the source, never to a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.domain.text import Text
from kiosk.i18n import Translator, by_code

KIOSK = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Welcome, {name}"
msgstr "Velkommen, {name}"

msgid "{n} task"
msgid_plural "{n} tasks"
msgstr[0] "{n} opgave"
msgstr[1] "{n} opgaver"

msgctxt "verb"
msgid "Open"
msgstr "Åbn"

msgid "Cannot read {file}: {reason}"
msgstr "Kan ikke læse {file}: {reason}"

msgid "it is empty"
msgstr "den er tom"
"""
ASSESSMENTS = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgctxt "mitid/login/can"
msgid "Logge ind hos <site>"
msgstr "Log in at <site>"

msgctxt "mitid/login/site"
msgid "kommunen"
msgstr "the municipality"
"""


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    for code, domain, text in (("da", "kiosk", KIOSK), ("en", "assessments", ASSESSMENTS)):
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / f"{domain}.po").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def danish(catalogues: Path) -> Translator:
    return Translator(by_code("da"), catalogues)


def test_a_text_is_translated_first_and_filled_after(danish: Translator) -> None:
    assert danish.gettext("Welcome, {name}", name="Anna") == "Velkommen, Anna"


def test_a_text_without_values_keeps_its_braces(danish: Translator) -> None:
    assert danish.gettext("Write {x}") == "Write {x}"


def test_a_number_chooses_the_form_and_fills_it(danish: Translator) -> None:
    assert danish.ngettext("{n} task", "{n} tasks", 1) == "1 opgave"
    assert danish.ngettext("{n} task", "{n} tasks", 3) == "3 opgaver"


def test_the_source_language_has_its_plural_without_a_catalogue(tmp_path: Path) -> None:
    english = Translator(by_code("en"), tmp_path)
    assert english.ngettext("{n} task", "{n} tasks", 1) == "1 task"
    assert english.ngettext("{n} task", "{n} tasks", 0) == "0 tasks"


def test_a_context_tells_two_equal_texts_apart(danish: Translator) -> None:
    assert danish.pgettext("verb", "Open") == "Åbn"
    assert danish.pgettext("state", "Open") == "Open"


def test_an_assessment_is_said_with_its_slots_in_the_same_language(catalogues: Path) -> None:
    site = Text("mitid/login/site", "kommunen")
    can = Text("mitid/login/can", "Logge ind hos <site>", {"site": site})
    assert Translator(by_code("en"), catalogues).say(can) == "Log in at the municipality"
    assert Translator(by_code("da"), catalogues).say(can) == "Logge ind hos kommunen"


def test_an_error_is_told_in_the_language_with_the_error_inside_it(danish: Translator) -> None:
    inner = KioskError("it is empty")
    outer = KioskError("Cannot read {file}: {reason}", file="a.txt", reason=inner)
    assert danish.error(outer) == "Kan ikke læse a.txt: den er tom"
    assert str(outer) == "Cannot read a.txt: it is empty"


def test_a_value_may_be_a_text_of_an_assessment(danish: Translator) -> None:
    assert danish.gettext("Welcome, {name}", name=Text("k", "Gæst")) == "Velkommen, Gæst"


def test_a_translator_knows_its_language_and_direction(danish: Translator) -> None:
    assert danish.language is by_code("da")
    assert not danish.rtl
