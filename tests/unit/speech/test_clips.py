from __future__ import annotations

import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import resources
from kiosk.speech.clips import Clips, Phrase
from kiosk.speech.errors import VoiceMissingError
from kiosk.speech.lexicon import load
from tests.unit.speech.voices import FakeVoice

LEXICONS = load(resources.assets() / "speech" / "lexicon.yaml")
HELLO = Phrase("da", "Hej")


def test_a_clip_is_named_by_language_and_text_for_good() -> None:
    assert HELLO.clip == "da/b55f38596bcba414eabb.ogg"
    assert Phrase("en", "Hej").clip != HELLO.clip.replace("da/", "en/")


@given(st.lists(st.builds(Phrase, st.sampled_from(["da", "en"]), st.text()), unique=True))
def test_no_two_phrases_share_a_clip(phrases: list[Phrase]) -> None:
    assert len({phrase.clip for phrase in phrases}) == len(phrases)


def test_a_rendered_clip_comes_before_the_voice(tmp_path: Path) -> None:
    clips = Clips(tmp_path, LEXICONS, FakeVoice())
    assert clips.find(HELLO) is None
    kept = tmp_path / HELLO.clip
    kept.parent.mkdir()
    kept.write_bytes(b"OggS")
    assert clips.find(HELLO) == kept


def test_what_the_voice_makes_is_found_again_until_it_is_forgotten(tmp_path: Path) -> None:
    clips = Clips(tmp_path, LEXICONS, FakeVoice())
    made = clips.make(HELLO)
    assert clips.find(HELLO) == made and not made.is_relative_to(tmp_path)
    assert clips.find(Phrase("da", "Andet")) is None
    with wave.open(str(made)) as file:
        assert file.getnchannels() == 1 and file.getnframes() == 400 * len("Hej")
    clips.make(Phrase("da", "Andet"))
    clips.forget()
    clips.forget()
    assert not made.exists() and not made.parent.exists() and clips.find(HELLO) is None


def test_what_cannot_be_kept_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(VoiceMissingError, match="no room"):
        Clips(tmp_path, LEXICONS, FakeVoice()).make(HELLO)


def test_with_neither_voice_nor_clips_nothing_can_be_said(tmp_path: Path) -> None:
    silent = Clips(tmp_path / "none", LEXICONS, None)
    assert not silent.usable
    with pytest.raises(VoiceMissingError, match="no voice"):
        silent.make(HELLO)
    assert Clips(tmp_path, LEXICONS, FakeVoice()).usable
    (tmp_path / "da").mkdir()
    (tmp_path / "da" / "0.ogg").touch()
    assert Clips(tmp_path, LEXICONS, None).usable


def test_a_text_becomes_a_phrase_as_the_lexicon_says_it(tmp_path: Path) -> None:
    clips = Clips(tmp_path, LEXICONS, None)
    assert clips.phrase("Kl. 10.24", "da") == Phrase("da", "klokken 10 24")
    assert clips.phrase("••••", "da") is None
