"""The real engine and the real encoder."""

from __future__ import annotations

import io
import sys
from array import array
from typing import Any

import pytest

from kiosk import resources
from kiosk.i18n import Translator, by_code
from kiosk.speech import sound
from kiosk.speech.errors import VoiceMissingError
from kiosk.speech.lexicon import load
from kiosk.speech.text import spoken
from kiosk.speech.voice import WORDS_PER_MINUTE, EspeakVoice
from tests.shipped import shipped

soundfile = pytest.importorskip("soundfile", reason="the Ogg encoder is not installed")
pytest.importorskip("espeakng_loader", reason="the voice is not installed")

LOUD = 1000
"""Of 32767: far above the noise of an encoder."""
SLACK = 6
"""Words a minute that the pace may be off as texts change."""


@pytest.fixture(scope="module")
def voice() -> EspeakVoice:
    return EspeakVoice()


@pytest.mark.parametrize(
    ("language", "text"),
    [("da", "Log ind på borger.dk med MitID."), ("en", "Log in to borger.dk with MitID.")],
)
def test_a_clip_can_be_heard_and_is_as_long_as_its_words(
    voice: EspeakVoice, language: str, text: str
) -> None:
    samples = voice.say(text, language)
    read, rate = soundfile.read(io.BytesIO(sound.as_ogg(samples, voice.sample_rate)), dtype="int16")
    assert read.ndim == 1 and abs(read).max() > LOUD
    seconds = len(read) / rate
    assert len(text.split()) / 4 < seconds < len(text.split()) * 1.5


@pytest.mark.untraced
@pytest.mark.parametrize("language", ["da", "en"])
def test_it_speaks_as_fast_as_people_listen(voice: EspeakVoice, language: str) -> None:
    """VVSG 7.1-K: 120 to 125 words a minute, over all that a task says."""
    words = Translator(by_code(language), resources.locales())
    lexicons = load(resources.assets() / "speech" / "lexicon.yaml")
    services = shipped().services
    forms = [(task, form) for service in services for task in service.tasks for form in task.forms]
    texts = {words.say(text) for task, form in forms for text in task.texts(form)}
    sentences = sorted(text for text in texts if len(text.split()) >= 6)
    count = sum(len(text.split()) for text in sentences)
    samples = sum(len(voice.say(spoken(s, language, lexicons), language)) // 2 for s in sentences)
    pace = count / samples * voice.sample_rate * 60
    low, high = WORDS_PER_MINUTE
    assert low - SLACK <= pace <= high + SLACK


def test_two_languages_sound_different(voice: EspeakVoice) -> None:
    assert voice.say("Log ind", "da") != voice.say("Log ind", "en")
    lengths = [len(voice.say("Log ind", "da")) for _ in range(3)]
    assert max(lengths) < 1.1 * min(lengths)


def test_a_language_that_it_lacks_is_told(voice: EspeakVoice) -> None:
    with pytest.raises(VoiceMissingError, match="so"):
        voice.say("Hello", "so")


def test_without_engine_or_encoder_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(VoiceMissingError, match="install the package espeakng-loader"):
        EspeakVoice()
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(VoiceMissingError, match="install the package soundfile"):
        sound.as_ogg(array("h", [0, 1]).tobytes(), 22050)


def test_an_engine_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def espeak_Initialize(self, *_args: Any) -> int:  # noqa: N802  the library's own name
            return -1

    monkeypatch.setattr("ctypes.CDLL", lambda _path: Broken())
    with pytest.raises(VoiceMissingError, match="There is no voice"):
        EspeakVoice()
