"""The speaker: says one phrase after the other, never two at once, and stops when told to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from kiosk.domain.errors import KioskError
from kiosk.speech.clips import Phrase

VOLUMES = (0.25, 0.5, 1.0)
"""Soft, normal, loud: steps of 6 dB, under the 12 dB of EN 301 549 8.2.1.2 and the 10 dB of
VVSG 7.1-K."""
NORMAL = 1
"""EN 301 549 5.1.3.13: where the volume is for each new citizen."""


class Output(Protocol):
    """Plays one sound file at a time."""

    def start(self, clip: Path, volume: float, ended: Callable[[], None]) -> None:
        """Play from the start; ``ended`` is called once at the end, and never after ``stop``."""

    def stop(self) -> None:
        """Be silent at once; nothing may be playing."""


class Source(Protocol):
    """Where clips come from."""

    @property
    def usable(self) -> bool:
        """Something can be said at all."""

    def phrase(self, text: str, language: str) -> Phrase | None:
        """How a text is said."""

    def find(self, phrase: Phrase) -> Path | None:
        """The clip, if there is one already."""

    def make(self, phrase: Phrase) -> Path:
        """A clip for the moment; raises a ``KioskError`` where that cannot be."""

    def forget(self) -> None:
        """Let go of what was made for the moment."""


class Background(Protocol):
    """Runs a job off the screen's thread and tells there what came of it."""

    def submit(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[KioskError], None],
    ) -> None: ...


Turn = Callable[[int | None], bool]
"""Told the number of the phrase that is about to be said, None at the end; False: say no more."""


class Speaker:
    """EN 301 549 5.1.3.4, 5.1.3.5: can be interrupted and repeated, and is alone when it speaks."""

    def __init__(self, source: Source, output: Output, background: Background) -> None:
        self.source, self._output, self._background = source, output, background
        self.level = NORMAL
        self.on_unsaid: Callable[[KioskError], object] = lambda _error: None
        """Told of each phrase that cannot be said."""
        self._phrases: tuple[Phrase, ...] = ()
        self._turn: Turn = lambda _at: True
        self._at: int | None = None
        self._run = 0
        """Counts what was begun and stopped: an answer to something older is not heard."""

    @property
    def usable(self) -> bool:
        """Something can be said on this machine."""
        return self.source.usable

    @property
    def busy(self) -> bool:
        """It speaks, or is about to."""
        return self._at is not None

    @property
    def saying(self) -> Phrase | None:
        """What is being said."""
        return None if self._at is None else self._phrases[self._at]

    def play(self, phrases: Sequence[Phrase], turn: Turn = lambda _at: True) -> None:
        """Say these instead of anything else; ``turn`` follows along."""
        self.stop()
        self._phrases, self._turn = tuple(phrases), turn
        self._say(0)

    def repeat(self) -> None:
        """The same once more, from the start."""
        self.play(self._phrases, self._turn)

    def stop(self) -> None:
        """Be silent at once; whoever follows along is told the end."""
        self._run += 1
        if self._at is not None:
            self._output.stop()
            self._at = None
            self._turn(None)

    def change_volume(self, step: int) -> None:
        """Louder or softer, from the next phrase on."""
        self.level = min(max(0, self.level + step), len(VOLUMES) - 1)

    def reset(self) -> None:
        """For the next citizen: silent, at the normal volume, with nothing to repeat."""
        self.stop()
        self._phrases, self._turn, self.level = (), lambda _at: True, NORMAL
        self.source.forget()

    def _say(self, at: int) -> None:
        if at >= len(self._phrases):
            self.stop()
            return
        self._at = at
        run = self._run
        if not self._turn(at):
            self.stop()
            return
        if run != self._run:  # whoever follows along has stopped it, or begun something else
            return
        clip = self.source.find(self._phrases[at])
        if clip is not None:
            self._start(clip, run)
        else:
            self._make(self._phrases[at], run)

    def _make(self, phrase: Phrase, run: int) -> None:
        def failed(error: KioskError) -> None:
            self.on_unsaid(error)
            self._next(run)  # nobody can say it; the rest is still worth hearing

        self._background.submit(
            lambda: self.source.make(phrase), lambda clip: self._start(clip, run), failed
        )

    def _start(self, clip: Path, run: int) -> None:
        if run == self._run:
            self._output.start(clip, VOLUMES[self.level], lambda: self._next(run))

    def _next(self, run: int) -> None:
        if run == self._run and self._at is not None:
            self._say(self._at + 1)


class FakeOutput:
    """Plays nothing: remembers what was started, and ends when told to."""

    def __init__(self) -> None:
        self.started: list[Path] = []
        self.active: list[Path] = []
        self.volumes: list[float] = []
        self._ended: Callable[[], None] = lambda: None

    def start(self, clip: Path, volume: float, ended: Callable[[], None]) -> None:
        """Remember it."""
        self.started.append(clip)
        self.active.append(clip)
        self.volumes.append(volume)
        self._ended = ended

    def stop(self) -> None:
        """Forget what was playing."""
        self.active.clear()
        self._ended = lambda: None

    def end(self) -> None:
        """The clip is over."""
        self.active.clear()
        ended, self._ended = self._ended, lambda: None
        ended()
