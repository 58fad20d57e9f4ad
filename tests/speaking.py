"""A speaker without a voice, for tests of the screen: it tells what would be heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk import resources
from kiosk.devices.worker import InlineWorker
from kiosk.speech.clips import Clips, Phrase
from kiosk.speech.lexicon import load
from kiosk.speech.speaker import FakeOutput, Speaker


class AllClips(Clips):
    """Every phrase has a clip."""

    usable = True

    def __init__(self) -> None:
        super().__init__(Path(), load(resources.assets() / "speech" / "lexicon.yaml"), None)
        self.asked: list[Phrase] = []

    def find(self, phrase: Phrase) -> Path:
        self.asked.append(phrase)
        return Path(phrase.clip)


class Listener:
    """Hears what the speaker of a window says."""

    def __init__(self) -> None:
        self.output, self.clips = FakeOutput(), AllClips()
        self.speaker = Speaker(self.clips, self.output, InlineWorker())

    def make(self) -> Speaker:
        """What a window is given."""
        return self.speaker

    @property
    def heard(self) -> list[str]:
        """All that was said so far."""
        return [phrase.said for phrase in self.clips.asked]

    def to_the_end(self, each: Callable[[], object] = lambda: None) -> None:
        """Listen until it is silent."""
        while self.speaker.busy:
            each()
            self.output.end()
