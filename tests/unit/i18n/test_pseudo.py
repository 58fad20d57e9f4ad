"""The pseudo-language shows a tester what a right-to-left language would show."""

from __future__ import annotations

from kiosk.domain.errors import KioskError
from kiosk.domain.text import Text
from tests.pseudo import PseudoTranslator, pseudo


def test_letters_become_arabic_while_places_digits_and_names_stay() -> None:
    out = pseudo("Open MitID in {n} of 12 <site>")
    assert not any(
        "a" <= letter <= "z"
        for letter in out.replace("{n}", "").replace("<site>", "").replace("MitID", "")
    )
    assert all(kept in out for kept in ("MitID", "{n}", "12", "<site>"))


def test_two_texts_stay_two_texts() -> None:
    assert pseudo("Yes") != pseudo("No")


def test_every_kind_of_text_is_said_in_it() -> None:
    say = PseudoTranslator()
    assert say.rtl
    assert say.gettext("Hello {name}", name="Anna") == f"{pseudo('Hello')} Anna"
    assert say.ngettext("{n} task", "{n} tasks", 2) == f"2 {pseudo('tasks')}"
    assert say.pgettext("verb", "Open") == pseudo("Open")
    assert say.say(Text("k", "Log ind")) == pseudo("Log ind")
    assert say.error(KioskError("Gone: {what}", what="x1")) == f"{pseudo('Gone')}: x1"
