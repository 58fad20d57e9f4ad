"""*Listen* on the real widgets: what is heard, what stops it, what is marked (EN 301 549 5.1.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.domain.counts import CountName, DayCount
from kiosk.domain.record import Guess, Helped
from kiosk.domain.task import Assessments
from kiosk.i18n import LANGUAGES, by_code
from kiosk.speech.clips import Phrase
from kiosk.speech.speaker import NORMAL
from kiosk.tablet.screens import AtPlace, Welcome
from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.task import TaskScreen
from kiosk.ui.driver import Driver
from kiosk.ui.reading import Passage, passages
from kiosk.ui.widgets.tappable import tappables
from kiosk.wiring.said import every_text
from tests.pace import LONG
from tests.shipped import shipped
from tests.speaking import AllClips
from tests.tour import Tour, Variant

SITES_OWN = ("Øvested", "1234 5678")
HEARD = [("M", "da"), ("XL", "en"), *([("M", "en"), ("XL", "da")] if LONG else [])]


@pytest.fixture(scope="module")
def assessments() -> Assessments:
    return shipped()


@pytest.fixture(scope="module")
def rendered() -> frozenset[Phrase | None]:
    """What `kiosk speech render` makes clips of."""
    clips = AllClips()
    languages = [by_code(language.code) for language in LANGUAGES]
    said = [each for language in languages for each in every_text(language)]
    return frozenset(clips.phrase(text, code) for code, text in said)


@pytest.fixture(autouse=True)
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are heard, not seen: a third of the time goes without letters."""
    monkeypatch.setattr("kiosk.ui.text.label.text_texture", lambda *_: None)


@pytest.fixture
def tour(window: Driver, assessments: Assessments) -> Iterator[Tour]:
    tour = Tour(window, assessments, Variant())
    yield tour
    tour.close()


def to_task(tour: Tour) -> None:
    """To the first task after the gate."""
    flow = tour.flow
    flow.start()
    flow.agree()
    flow.put_card_away()
    list(tour._gate())
    flow.guess(Guess.ALONE)
    tour.driver.advance(0.5)


def button(tour: Tour) -> ListenButton:
    top = tour.window.surface.top
    assert top is not None
    return next(t for t in tappables(top) if isinstance(t, ListenButton))


def marked(tour: Tour) -> bool:
    return tour.window.reader._marker is not None


@pytest.mark.untraced
def test_nothing_is_said_unasked(tour: Tour) -> None:
    """EN 301 549 5.1.3.10, 5.1.3.9: not one screen speaks by itself, a result least of all."""
    for _name in tour.screens(all_steps=False):
        assert not tour.listener.heard


def test_the_task_is_read_first_and_then_the_devices_from_the_top_down(tour: Tour) -> None:
    to_task(tour)
    tour.driver.tap("listen")
    assert button(tour).text == "Stop" and marked(tour)
    tour.listener.to_the_end(tour.driver.frames)
    heard = tour.listener.heard
    run = tour.run()
    assert run is not None
    words = tour.window.flow.screen
    assert isinstance(words, AtPlace)
    assert heard[0].startswith("Log ind på") and "mit ID" in heard[0]
    assert heard[1] == "Brug øvekortet."
    assert any(said.endswith(", knap") for said in heard)
    assert heard[-1] == "Øvelse. Intet her er rigtigt."
    assert button(tour).text == "Lyt" and not marked(tour)


@pytest.mark.parametrize("key", ["listen", "help", "card", "task.finished"])
def test_a_tap_anywhere_stops_it_at_once(tour: Tour, key: str) -> None:
    """EN 301 549 5.1.3.4, 5.1.3.5."""
    to_task(tour)
    tour.driver.tap("listen")
    said = len(tour.listener.heard)
    tour.driver.tap(key)
    assert not tour.listener.speaker.busy and not tour.listener.output.active and not marked(tour)
    assert len(tour.listener.heard) == said


def test_a_tap_that_stops_it_is_not_a_missed_one_and_the_next_is(tour: Tour) -> None:
    to_task(tour)
    screen = tour.window.surface.screen
    assert isinstance(screen, TaskScreen)
    tour.driver.tap("listen")
    for expected in (0, 1):
        tour.driver.tap(screen.stage.band)
        assert not tour.listener.speaker.busy
        lines = tour.store.open_visit() or ()
        assert sum(line.startswith(b'["missed",') for line in lines) == expected


def test_it_can_be_heard_again(tour: Tour) -> None:
    """EN 301 549 5.1.3.4: the same, by the same tap."""
    to_task(tour)
    tour.driver.tap("listen")
    tour.listener.to_the_end()
    first = tour.listener.heard
    tour.driver.tap("listen")
    tour.listener.to_the_end()
    assert tour.listener.heard == first + first


def test_speech_ends_where_the_screen_moves_on_by_itself(tour: Tour) -> None:
    to_task(tour)
    tour.driver.tap("listen")
    tour.flow.finish()
    tour.listener.output.end()
    assert not tour.listener.speaker.busy and not marked(tour)


def test_the_practice_card_is_read_and_what_is_typed_is_not(tour: Tour) -> None:
    """EN 301 549 5.1.3.8: codes of the card are nobody's; what a person types is their own."""
    to_task(tour)
    tour.driver.tap("card")
    tour.driver.tap("listen")
    tour.listener.to_the_end()
    assert "4, 7, 1, 9, 0, 2" in tour.listener.heard
    tour.driver.tap("card.back")
    for step in tour._way(1):
        if step.endswith("=own"):
            break
        tour.flow.act(step)
    key = next(k for k in tour.driver if k.endswith("/user_id"))
    tour.driver.tap(key)
    for letter in "kanari":
        tour.driver.tap(f"key.{letter}")
    tour.driver.tap("key.done")
    tour.driver.tap("listen")
    tour.listener.to_the_end()
    assert any("bruger ID" in said for said in tour.listener.heard)
    assert not any("kanari" in said for said in tour.listener.heard)


def test_a_hint_can_be_heard(tour: Tour) -> None:
    to_task(tour)
    for key in ("help", "hint.1", "listen"):
        tour.driver.tap(key)
    tour.listener.to_the_end()
    run = tour.run()
    assert run is not None
    nudge = run.form.nudge(run.values)
    assert nudge is not None and nudge.source in tour.listener.heard


def test_that_somebody_listened_is_written_down_once_and_the_screen_stays(tour: Tour) -> None:
    tour.driver.tap("listen")  # before there is a visit
    to_task(tour)
    before = tour.window.surface.screen
    for _ in range(2):
        tour.driver.tap("listen")
        tour.listener.to_the_end()
    assert tour.window.surface.screen is before
    lines = tour.store.open_visit() or ()
    assert sum(b"listened" in line for line in lines) == 1


@pytest.mark.parametrize("way", ["share", "decline", "delete", "away"])
def test_every_citizen_finds_silence_and_the_normal_volume(tour: Tour, way: str) -> None:
    """EN 301 549 5.1.3.13: in whichever way the last visit ended."""
    to_task(tour)
    tour.listener.speaker.change_volume(1)
    tour.driver.tap("listen")
    if way == "away":
        tour.clock.advance(10_000)
        tour.flow.tick()
    else:
        tour.flow.stop()
        if way == "share":
            tour.flow.say_helped(Helped.NO)
            tour.flow.summary_seen()
        getattr(tour.flow, way)()
        if way == "share":
            tour.flow.share_without_pictures()
            tour.flow.done()
            tour.flow.face(None)
        tour.flow.leave()
    assert isinstance(tour.flow.screen, Welcome)
    assert tour.listener.speaker.level == NORMAL and not tour.listener.output.active


def test_a_tablet_without_a_voice_says_so(window: Driver, assessments: Assessments) -> None:
    tour = Tour(window, assessments, Variant(language="en"))
    try:
        tour.listener.clips.usable = False
        tour.driver.tap("listen")
        assert "This tablet cannot read aloud." in tour.driver.texts()
        assert not tour.listener.heard
        tour.driver.tap("back")
        assert button(tour).speech == "This tablet cannot read aloud."
        tour.driver.tap("listen")
        assert "This tablet cannot read aloud." in tour.driver.texts()
    finally:
        tour.close()


@pytest.mark.parametrize("fault", ["no voice", "no clips"])
def test_a_fault_of_the_sound_is_counted_once_a_reading(
    tour: Tour, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    if fault == "no voice":
        tour.listener.clips.usable = False
    else:
        monkeypatch.setattr(tour.listener.clips, "find", lambda _phrase: None)
    tour.driver.tap("listen")
    assert tour.store.day_counts() == (DayCount(tour.clock.today(), CountName.FAULT_SOUND, 1),)


@pytest.mark.untraced
@pytest.mark.parametrize(("size", "language"), HEARD)
def test_all_that_is_shown_can_be_heard(
    window: Driver,
    assessments: Assessments,
    rendered: frozenset[Phrase | None],
    size: str,
    language: str,
) -> None:
    """EN 301 549 5.1.3.1, 5.1.3.6: no text without a clip that `kiosk speech render` makes."""
    tour = Tour(window, assessments, Variant(size, language=language))
    missing = set()
    try:
        for name in tour.screens():
            top = tour.window.surface.top
            assert top is not None
            read = passages([top])
            assert read, name
            if name != "trouble":  # what a disk says is known only when it says it
                missing |= {
                    (p.text, p.language, name) for p in read if not known(tour, p, rendered)
                }
    finally:
        tour.close()
    assert not missing


def known(tour: Tour, passage: Passage, every: frozenset[Phrase | None]) -> bool:
    """A clip is made of it; a site's own name and a result's number are said by the voice."""
    phrase = tour.listener.clips.phrase(passage.text, passage.language)
    return phrase is None or phrase in every or passage.text in SITES_OWN
