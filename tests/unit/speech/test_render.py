from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.speech.clips import Phrase
from kiosk.speech.errors import VoiceMissingError
from kiosk.speech.render import render, stock
from tests.unit.speech.voices import FakeVoice

PHRASES = [Phrase("da", "Hej"), Phrase("en", "Hello"), Phrase("da", "Farvel"), Phrase("da", "Hej")]
BOTH = ("da", "en")


def make(folder: Path, phrases: list[Phrase] = PHRASES) -> list[tuple[int, int, str]]:
    told: list[tuple[int, int, str]] = []
    found = stock(phrases, folder, BOTH)
    render(found, folder, FakeVoice(), lambda *now: told.append(now))
    return told


def test_each_phrase_is_rendered_once_and_the_second_time_nothing(tmp_path: Path) -> None:
    assert [done for done, _all, _what in make(tmp_path)] == [1, 2, 3]
    made = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.ogg")}
    assert len(made) == 3 and stock(PHRASES, tmp_path, BOTH).complete
    assert make(tmp_path) == []
    assert made == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.ogg")}


def test_what_no_text_needs_goes_and_what_a_break_left_too(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "da" / "0123.part").write_bytes(b"half")
    found = stock(PHRASES[:2], tmp_path, BOTH)
    assert not found.complete and len(found.orphans) == 2 and not found.missing
    render(found, tmp_path, FakeVoice())
    assert len(list(tmp_path.rglob("*.*"))) == 2


def test_other_languages_are_left_alone(tmp_path: Path) -> None:
    make(tmp_path)
    danish = [phrase for phrase in PHRASES if phrase.language == "da"]
    assert stock(danish, tmp_path, ("da",)).complete


def test_a_clip_is_whole_or_not_there(tmp_path: Path) -> None:
    phrases = [*PHRASES, Phrase("da", "Og nu"), Phrase("xx", "?")]
    with pytest.raises(VoiceMissingError):
        render(stock(phrases, tmp_path, (*BOTH, "xx")), tmp_path, FakeVoice())
    assert all(path.suffix == ".ogg" for path in tmp_path.rglob("*.*"))
    assert all(path.read_bytes()[:4] == b"OggS" for path in tmp_path.rglob("*.ogg"))
