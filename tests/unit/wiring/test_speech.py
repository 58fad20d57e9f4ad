from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.i18n import LANGUAGES, by_code
from kiosk.speech.clips import Phrase
from kiosk.speech.errors import VoiceMissingError
from kiosk.wiring import speech
from kiosk.wiring.said import every_text
from tests.unit.speech.voices import FakeVoice


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[Phrase]:
    """Three texts, and a voice that is quick."""
    phrases = [Phrase("da", "Hej"), Phrase("da", "Farvel"), Phrase("en", "Hello")]
    monkeypatch.setattr(speech, "wanted", lambda _codes: phrases)
    monkeypatch.setattr(speech, "EspeakVoice", FakeVoice)
    return phrases


def test_every_text_of_a_language_is_there_with_every_form() -> None:
    for language in LANGUAGES:
        said = set(every_text(by_code(language.code)))
        codes = {code for code, _text in said}
        assert codes <= {known.code for known in LANGUAGES}
        own = {text for code, text in said if code == language.code}
        assert len(own) > 200 and not any("{" in text for text in own)
    danish = {text for code, text in every_text(by_code("da")) if code == "da"}
    assert {"Log ind på Jobnet med MitID.", "Log ind på borger.dk med MitID.", "Lyt"} <= danish


def test_what_is_missing_is_made_and_told(tmp_path: Path, few: list[Phrase]) -> None:
    assert not speech.check_clips(None, tmp_path).good
    told = speech.render_clips(None, tmp_path, lambda *_: None)
    assert told.text.startswith("Clips made: 3; there already: 0; taken away: 0.")
    assert speech.check_clips(None, tmp_path).text == "All 3 clips are there."
    again = speech.render_clips(None, tmp_path, lambda *_: None)
    assert again.text.startswith("Clips made: 0; there already: 3")


def test_one_language_leaves_the_other_alone(tmp_path: Path, few: list[Phrase]) -> None:
    speech.render_clips("da", tmp_path, lambda *_: None)
    assert not (tmp_path / "en").exists() and len(list((tmp_path / "da").iterdir())) == 2
    assert speech.check_clips("da", tmp_path).good
    told = speech.check_clips("en", tmp_path)
    assert not told.good and "missing: en: Hello" in told.text


def test_what_no_text_needs_is_named_and_taken_away(tmp_path: Path, few: list[Phrase]) -> None:
    speech.render_clips(None, tmp_path, lambda *_: None)
    few.pop()
    told = speech.check_clips(None, tmp_path)
    assert not told.good and "not needed: en/" in told.text
    speech.render_clips(None, tmp_path, lambda *_: None)
    assert speech.check_clips(None, tmp_path).good


def test_of_many_only_some_are_named(tmp_path: Path, few: list[Phrase]) -> None:
    few += [Phrase("da", f"Tekst {n}") for n in range(20)]
    assert "and 13 more" in speech.check_clips(None, tmp_path).text


def test_without_an_engine_the_clips_are_still_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise VoiceMissingError("There is no voice.")

    monkeypatch.setattr(speech, "EspeakVoice", missing)
    monkeypatch.setattr(speech, "folder", lambda: Path("nowhere"))
    assert not speech.clips().usable
    monkeypatch.setattr(speech, "EspeakVoice", FakeVoice)
    assert speech.clips().usable and not speech.clips(with_voice=False).usable
