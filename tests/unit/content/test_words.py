from __future__ import annotations

from pathlib import Path

from kiosk.content.load import load
from kiosk.content.words import taps
from tests.little_service import written


def test_a_way_is_told_by_what_stands_on_the_controls(tmp_path: Path) -> None:
    form = load(written(tmp_path)).service(7).task(3).forms[0]
    way = [
        "browser.front/place=town", "browser.front/book", "browser.times/slot.tue",
        "browser.summary/phone_number=own", "browser.summary/back", "clock.face/alarm",
        "later/nothing_much",
    ]  # fmt: skip
    assert taps(form, way) == (
        '"Hvor bor du?": "I byen" (browser.front)',
        '"Bestil tid" (browser.front)',
        '"tirsdag 10:00" (browser.times)',
        '"Telefon": own (browser.summary)',
        "the arrow back (browser.summary)",
        '"Alarm til dig" (clock.face)',
        "time passes: nothing_much",
    )
