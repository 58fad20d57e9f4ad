"""A text waits for its language, then for its values."""

from __future__ import annotations

from kiosk.domain.text import Text

GREETING = Text("a/greeting", "Log ind på <site>.", {"site": "Jobnet", "not_there": "?"})


def source(_context: str, text: str) -> str:
    return text


def test_slots_are_filled_after_the_translation() -> None:
    assert GREETING.say(source) == "Log ind på Jobnet."
    assert GREETING.say(lambda _key, _text: "Log in to <site>.") == "Log in to Jobnet."


def test_a_slot_may_hold_a_text_of_its_own() -> None:
    inner = Text("a/asks", "Log på hos <site>", {"site": "Jobnet"})
    outer = Text("a/prompt", "Der står: <asks>", {"asks": inner})
    english = {"a/asks": "Sign in at <site>", "a/prompt": "It says: <asks>"}
    assert outer.say(lambda key, _text: english[key]) == "It says: Sign in at Jobnet"
