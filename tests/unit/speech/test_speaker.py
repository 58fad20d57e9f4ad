"""EN 301 549 5.1.3: one voice at a time, which stops, repeats and forgets."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk import resources
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.speech.clips import Clips, Phrase
from kiosk.speech.lexicon import load
from kiosk.speech.speaker import NORMAL, VOLUMES, FakeOutput, Speaker
from tests.citizen import SlowWorker
from tests.unit.speech.voices import FakeVoice

LEXICONS = load(resources.assets() / "speech" / "lexicon.yaml")
ONE, TWO, THREE = (Phrase("da", word) for word in ("En", "To", "Tre"))


class Room:
    """A speaker, what it plays on, and who follows along."""

    def __init__(self, worker: InlineWorker | SlowWorker | None = None) -> None:
        self.output = FakeOutput()
        self.worker = worker or InlineWorker()
        clips = Clips(Path("nowhere"), LEXICONS, FakeVoice())
        self.speaker = Speaker(clips, self.output, self.worker)
        self.turns: list[int | None] = []

    def turn(self, at: int | None) -> bool:
        self.turns.append(at)
        return True


@pytest.fixture
def room() -> Room:
    return Room()


def test_phrases_come_one_after_the_other_and_whoever_follows_is_told(room: Room) -> None:
    room.speaker.play([ONE, TWO], room.turn)
    assert room.speaker.saying == ONE and room.turns == [0]
    room.output.end()
    assert room.speaker.saying == TWO and room.turns == [0, 1]
    room.output.end()
    assert not room.speaker.busy and room.turns == [0, 1, None] and len(room.output.started) == 2


def test_it_stops_at_once_and_an_old_clip_starts_nothing(room: Room) -> None:
    """EN 301 549 5.1.3.4, 5.1.3.5."""
    room.speaker.play([ONE, TWO], room.turn)
    ended = room.output._ended
    room.speaker.stop()
    assert not room.output.active and not room.speaker.busy and room.turns == [0, None]
    ended()
    assert len(room.output.started) == 1
    room.speaker.stop()
    assert room.turns == [0, None]


def test_new_speech_takes_the_place_of_old(room: Room) -> None:
    room.speaker.play([ONE])
    room.speaker.play([TWO])
    assert room.speaker.saying == TWO and len(room.output.active) == 1


def test_the_same_can_be_heard_again(room: Room) -> None:
    """EN 301 549 5.1.3.4."""
    room.speaker.play([ONE, TWO])
    room.output.end()
    room.output.end()
    first = list(room.output.started)
    room.speaker.repeat()
    room.output.end()
    assert room.output.started == first + first


def test_whoever_follows_along_may_end_it_or_begin_something_else(room: Room) -> None:
    room.speaker.play([ONE, TWO], lambda at: at != 1)
    room.output.end()
    assert not room.speaker.busy and len(room.output.started) == 1

    def rather(at: int | None) -> bool:
        if at == 0:
            room.speaker.play([THREE])
        return True

    room.speaker.play([ONE, TWO], rather)
    assert room.speaker.saying == THREE and len(room.output.active) == 1


def test_what_nobody_can_say_is_passed_over_and_told(room: Room) -> None:
    told: list[KioskError] = []
    room.speaker.on_unsaid = told.append
    room.speaker.play([Phrase("xx", "?"), ONE])
    assert room.speaker.saying == ONE and len(told) == 1


def test_a_clip_that_comes_too_late_is_not_heard() -> None:
    worker = SlowWorker()
    room = Room(worker)
    room.speaker.play([ONE])
    assert room.speaker.busy and not room.output.active
    room.speaker.stop()
    worker.catch_up()
    assert not room.output.started
    room.speaker.play([Phrase("xx", "?"), TWO])
    room.speaker.stop()
    worker.catch_up()
    assert not room.output.started


def test_nothing_to_say_ends_at_once(room: Room) -> None:
    room.speaker.play([], room.turn)
    assert not room.speaker.busy and room.speaker.saying is None
    assert room.speaker.usable


def test_volume_goes_in_small_steps_and_is_back_for_the_next_citizen(room: Room) -> None:
    """EN 301 549 5.1.3.13; VVSG 7.1-K: steps of at most 10 dB, here a factor of two or 6 dB."""
    assert all(b / a <= 2 for a, b in pairwise(VOLUMES))
    for _ in range(5):
        room.speaker.change_volume(1)
    room.speaker.play([ONE])
    assert room.output.volumes == [max(VOLUMES)]
    for _ in range(5):
        room.speaker.change_volume(-1)
    assert room.speaker.level == 0
    room.speaker.reset()
    assert room.speaker.level == NORMAL and not room.output.active
    room.speaker.repeat()
    assert not room.speaker.busy, "nothing of the last citizen can be heard again"


class Events(RuleBasedStateMachine):
    """Whatever is tapped and whatever ends in whatever order: one clip at the most."""

    def __init__(self) -> None:
        super().__init__()
        self.worker = SlowWorker()
        self.room = Room(self.worker)

    @rule(words=st.lists(st.sampled_from(["En", "To", "Tre"]), max_size=4))
    def play(self, words: list[str]) -> None:
        self.room.speaker.play([Phrase("da", word) for word in words])

    @rule()
    def stop(self) -> None:
        self.room.speaker.stop()
        assert not self.room.output.active

    @rule()
    def repeat(self) -> None:
        self.room.speaker.repeat()

    @rule()
    def reset(self) -> None:
        self.room.speaker.reset()

    @rule()
    def made(self) -> None:
        self.worker.catch_up()

    @precondition(lambda self: self.room.output.active)
    @rule()
    def end(self) -> None:
        self.room.output.end()

    @invariant()
    def one_voice_at_the_most(self) -> None:
        assert len(self.room.output.active) <= 1
        assert self.room.speaker.busy or not self.room.output.active


TestEvents = Events.TestCase
