"""Clips: one file for what is said in one language, found by its text."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import N_
from kiosk.speech.errors import VoiceMissingError
from kiosk.speech.lexicon import Lexicons
from kiosk.speech.sound import as_wav
from kiosk.speech.text import spoken
from kiosk.speech.voice import Voice


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said without a pause, in one language."""

    language: str
    said: str
    """The final text: a lexicon has been over it."""

    @property
    def clip(self) -> str:
        """``da/0123456789abcdef0123.ogg``: the same text always has the same name."""
        digest = hashlib.sha256(f"{self.language}\0{self.said}".encode()).hexdigest()
        return f"{self.language}/{digest[:20]}.ogg"


class Clips:
    """Rendered clips first; where there is none the voice makes one for the moment.

    What the voice makes in a visit may be a result, so ``forget`` it when the visit is over.
    """

    def __init__(self, folder: Path, lexicons: Lexicons, voice: Voice | None) -> None:
        self._folder, self._lexicons, self._voice = folder, lexicons, voice
        self._moment: Path | None = None
        self._tidy: Callable[[], object] = lambda: None

    @property
    def usable(self) -> bool:
        """Something can be said: there is a voice, or there are clips."""
        return self._voice is not None or any(self._folder.glob("*/*.ogg"))

    def phrase(self, text: str, language: str) -> Phrase | None:
        """How a text is said; None where there is nothing to say."""
        said = spoken(text, language, self._lexicons)
        return Phrase(language, said) if said else None

    def find(self, phrase: Phrase) -> Path | None:
        """The clip, if there is one already."""
        kept = self._folder / phrase.clip
        if kept.is_file():
            return kept
        made = self._made(phrase)
        return made if made is not None and made.is_file() else None

    def make(self, phrase: Phrase) -> Path:
        """A clip for the moment; not on the thread of a screen.

        Raises:
            VoiceMissingError: no voice, or none for the language.
        """
        if self._voice is None:
            raise VoiceMissingError(N_("There is no clip for this text, and no voice."))
        sound = as_wav(self._voice.say(phrase.said, phrase.language), self._voice.sample_rate)
        try:
            path = self._for_the_moment() / _flat(phrase)
            path.write_bytes(sound)
        except OSError as error:  # no room, or it was forgotten meanwhile
            raise VoiceMissingError(N_("There is no room to keep what is said.")) from error
        return path

    def forget(self) -> None:
        """Nothing is left of what was made for the moment."""
        self._tidy()
        self._moment = None

    def _for_the_moment(self) -> Path:
        if self._moment is None:
            self._moment = Path(tempfile.mkdtemp(prefix="kiosk-speech-"))
            # Also when the program ends without a word.
            self._tidy = weakref.finalize(self, shutil.rmtree, self._moment, ignore_errors=True)
        return self._moment

    def _made(self, phrase: Phrase) -> Path | None:
        return None if self._moment is None else self._moment / _flat(phrase)


def _flat(phrase: Phrase) -> str:
    return f"{phrase.clip.replace('/', '-')}.wav"
