"""Read-aloud: the speaker of a window, and clips of every text that a citizen can meet."""

from __future__ import annotations

from pathlib import Path

from kiosk import resources
from kiosk.devices.worker import Worker
from kiosk.domain.errors import N_
from kiosk.i18n import LANGUAGES, by_code
from kiosk.speech.clips import Clips, Phrase
from kiosk.speech.errors import VoiceMissingError
from kiosk.speech.lexicon import load
from kiosk.speech.render import Progress, Stock, render, stock
from kiosk.speech.speaker import Speaker
from kiosk.speech.voice import EspeakVoice
from kiosk.wiring.said import every_text
from kiosk.wiring.told import Told

SHOWN = 10
"""Lines of what is missing that are printed."""


def folder() -> Path:
    """Where an installation keeps its clips: not in version control, made by ``render``."""
    return resources.assets() / "audio"


def clips(with_voice: bool = True) -> Clips:
    """The installation's clips, and where there is an engine its voice."""
    voice = None
    if with_voice:
        try:
            voice = EspeakVoice()
        except VoiceMissingError:
            voice = None  # what is rendered can be heard all the same
    return Clips(folder(), load(resources.assets() / "speech" / "lexicon.yaml"), voice)


def speaker(worker: Worker) -> Speaker:
    """The speaker of a window; what has no clip is said by the voice, off the screen's thread."""
    from kiosk.ui.speaker import KivyOutput

    return Speaker(clips(), KivyOutput(), worker)


def wanted(languages: tuple[str, ...]) -> list[Phrase]:
    """What must be said in these languages; each text as its screen shows it."""
    source = clips(with_voice=False)
    texts = (text for language in languages for text in every_text(by_code(language)))
    phrases = [source.phrase(text, language) for language, text in texts]
    return [phrase for phrase in phrases if phrase is not None]


def render_clips(language: str | None, out: Path | None, progress: Progress) -> Told:
    """Make what is missing, take away what no text needs.

    Raises:
        UnknownLanguageError: there is no such language.
        VoiceMissingError: no engine or no encoder.
    """
    place = out or folder()
    found = _stock(language, place)
    if found.missing:
        render(found, place, EspeakVoice(), progress)
    else:
        render(found, place, _Nobody())
    size = sum((place / phrase.clip).stat().st_size for phrase in found.wanted)
    return Told(
        f"Clips made: {len(found.missing)}; there already: "
        f"{len(found.wanted) - len(found.missing)}; taken away: {len(found.orphans)}.\n"
        f"{len(found.wanted)} clips in {place}: {size / 1e6:.1f} MB."
    )


def check_clips(language: str | None, out: Path | None) -> Told:
    """Which clips are missing, and which no text needs."""
    found = _stock(language, out or folder())
    if found.complete:
        return Told(f"All {len(found.wanted)} clips are there.")
    lines = [f"missing: {phrase.language}: {phrase.said}" for phrase in found.missing]
    lines += [f"not needed: {path.parent.name}/{path.name}" for path in found.orphans]
    rest = [f"... and {len(lines) - SHOWN} more."] if len(lines) > SHOWN else []
    count = f"Missing: {len(found.missing)} of {len(found.wanted)}; not needed: "
    told = f"{count}{len(found.orphans)}. Run 'kiosk speech render'."
    return Told("\n".join([*lines[:SHOWN], *rest, told]), sound=False)


def _stock(language: str | None, place: Path) -> Stock:
    codes = tuple(known.code for known in LANGUAGES)
    chosen = codes if language is None else (by_code(language).code,)
    # A Danish service is read in Danish beside help in any language, so ask all, keep the chosen.
    phrases = [phrase for phrase in wanted(codes) if phrase.language in chosen]
    return stock(phrases, place, chosen)


class _Nobody:
    """Says nothing: nothing is missing."""

    sample_rate = 0

    def say(self, said: str, language: str) -> bytes:
        raise VoiceMissingError(N_("There is no clip for this text, and no voice."))
