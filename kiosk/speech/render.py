"""Clips of many phrases, made once; what is there already is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.speech.clips import Phrase
from kiosk.speech.sound import as_ogg
from kiosk.speech.voice import Voice

Progress = Callable[[int, int, str], None]
"""Done, of how many, what."""
_PART = ".part"
SHOWN = 40
"""Letters of a phrase that are told while it is made."""


@dataclass(frozen=True, slots=True)
class Stock:
    """How a folder of clips stands to the texts there are."""

    wanted: tuple[Phrase, ...]
    missing: tuple[Phrase, ...]
    orphans: tuple[Path, ...]
    """Clips that no text needs, and what a break left behind."""

    @property
    def complete(self) -> bool:
        return not self.missing and not self.orphans


def stock(phrases: Iterable[Phrase], folder: Path, languages: Iterable[str]) -> Stock:
    """Compare what is wanted in these languages with what is there."""
    wanted = tuple(sorted(set(phrases), key=lambda phrase: (phrase.language, phrase.said)))
    names = {phrase.clip for phrase in wanted}
    there = {
        path.relative_to(folder).as_posix(): path
        for language in languages
        for path in sorted((folder / language).glob("*"))
    }
    return Stock(
        wanted,
        tuple(phrase for phrase in wanted if phrase.clip not in there),
        tuple(path for name, path in there.items() if name not in names),
    )


def render(found: Stock, folder: Path, voice: Voice, progress: Progress = lambda *_: None) -> None:
    """Make what is missing, then take away what nobody needs; each clip is whole or not there.

    Raises:
        VoiceMissingError: the voice does not know a language, or there is no encoder.
    """
    for done, phrase in enumerate(found.missing, 1):
        sound = as_ogg(voice.say(phrase.said, phrase.language), voice.sample_rate)
        path = folder / phrase.clip
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(_PART)
        part.write_bytes(sound)
        part.replace(path)
        progress(done, len(found.missing), phrase.said[:SHOWN])
    for path in found.orphans:
        path.unlink(missing_ok=True)
