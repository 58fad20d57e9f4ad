"""A whole visit on the real widgets, by key; and what must hold in the middle of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from kivy.uix.widget import Widget

from kiosk.domain import routing
from kiosk.domain.record import Flag, Guess, Helped
from kiosk.domain.task import Assessments
from kiosk.domain.visit import Visit
from kiosk.tablet.idle import IDLE_END, IDLE_WARNING
from kiosk.tablet.screens import About, AtPlace, Code, GoOn, Thanks, Welcome
from kiosk.ui.citizen.app import TICK_SECONDS
from kiosk.ui.citizen.task import TaskScreen
from kiosk.ui.driver import Driver
from kiosk.ui.play import Album, ScriptedCitizen
from kiosk.ui.text.label import TextLabel
from tests.shipped import shipped
from tests.tour import UNSAFE, Tour, Variant

CANARY = "kanariefugl"


@pytest.fixture(scope="module")
def everything() -> Assessments:
    return shipped()


@pytest.fixture(scope="module")
def assessments(everything: Assessments) -> Assessments:
    """Without the gate, so that a visit is soon in a service."""
    tested = tuple(service for service in everything.services if not service.gate)
    return replace(everything, services=tested)


@pytest.fixture
def tour(window: Driver, assessments: Assessments) -> Iterator[Tour]:
    tour = Tour(window, assessments, Variant(language="en"))
    yield tour
    tour.close()


def taps(tour: Tour, *keys: str) -> None:
    for key in keys:
        tour.driver.tap(key)


def to_task(tour: Tour) -> None:
    taps(tour, "start", "yes", "card.next", "guess.alone")


def place(tour: Tour) -> routing.Place:
    found = tour._place()
    assert found is not None, type(tour.flow.screen).__name__
    return found


def visit_of(tour: Tour) -> Visit:
    assert isinstance(tour.flow.screen, AtPlace)
    return tour.flow.screen.visit


def says(tour: Tour, words: str) -> bool:
    return any(words in text for text in tour.driver.texts())


def overlays(tour: Tour) -> int:
    return len(tour.window.surface._overlays)


def test_a_visit_goes_by_taps_from_welcome_to_welcome(tour: Tour) -> None:
    taps(tour, "start")
    assert isinstance(tour.flow.screen, About)
    taps(tour, "yes")
    assert isinstance(place(tour), routing.Card)
    taps(tour, "card.next")
    assert isinstance(place(tour), routing.OwnGuess)
    taps(tour, "guess.with_help")
    for _task in visit_of(tour).order:
        assert isinstance(place(tour), routing.InTask)
        taps(tour, "task.finished")
        if isinstance(place(tour), routing.After):
            taps(tour, "next")
    assert isinstance(place(tour), routing.AskHelped)
    taps(tour, "helped.little")
    assert isinstance(place(tour), routing.Summary)
    visit = visit_of(tour)
    service = visit.services[0].number
    assert visit.guesses[service] is Guess.WITH_HELP
    assert visit.helped[service] is Helped.A_LITTLE
    taps(tour, "next", "share", "pictures.none")
    assert isinstance(tour.flow.screen, Code)
    taps(tour, "done", "face.good", "leave")
    assert isinstance(tour.flow.screen, Welcome)
    assert tour.store.open_visit() is None


@pytest.mark.parametrize("way", [["no_thanks"], ["delete", "delete.yes"]])
def test_nothing_is_left_of_a_visit_that_is_not_shared(tour: Tour, way: list[str]) -> None:
    to_task(tour)
    taps(tour, "pause", "pause.stop")
    while not isinstance(place(tour), routing.ShareOrNot):
        taps(tour, "helped.no" if isinstance(place(tour), routing.AskHelped) else "next")
    taps(tour, *way)
    assert isinstance(tour.flow.screen, Thanks)
    assert tour.store.open_visit() is None
    assert says(tour, "Nothing has been saved.")


def test_no_leads_back_to_the_first_screen(tour: Tour) -> None:
    taps(tour, "start", "no")
    assert isinstance(tour.flow.screen, Welcome)


def test_a_double_tap_goes_one_step_only(tour: Tour) -> None:
    tour.driver.tap("start", settle=False)
    assert isinstance(tour.flow.screen, About)
    for key in ("yes", "no"):
        if tour.driver.has(key):
            tour.driver.tap(key, settle=False)
    assert isinstance(tour.flow.screen, About)


def test_another_language_is_there_at_once_and_stays_in_the_visit(tour: Tour) -> None:
    taps(tour, "language.da")
    assert says(tour, "Start")
    assert says(tour, "Hjælp")
    taps(tour, "start")
    assert says(tour, "Nej tak")
    taps(tour, "yes", "card.next", "guess.alone")
    assert says(tour, "Færdig")


def test_text_and_colours_change_at_once_and_the_next_citizen_begins_anew(tour: Tour) -> None:
    taps(tour, "text_size", "text_size.XL", "colours", "colours.contrast")
    assert (tour.theme.text_size, tour.theme.palette.name) == ("XL", "contrast")
    assert overlays(tour) == 0
    taps(tour, "start", "no")
    assert (tour.theme.text_size, tour.theme.palette.name) == ("M", "light")


@pytest.mark.parametrize(
    ("opens", "closes"), [("card", "card.back"), ("help", "back"), ("pause", "pause.resume")]
)
def test_each_card_closes_by_its_way_back_and_by_escape(
    tour: Tour, opens: str, closes: str
) -> None:
    to_task(tour)
    for way in (lambda: tour.driver.tap(closes), lambda: tour.driver.hardware_key("escape")):
        taps(tour, opens)
        assert overlays(tour) == 1
        assert not tour.driver.has("task.finished")
        way()
        assert overlays(tour) == 0
        assert tour.driver.has("task.finished")


def test_hints_come_one_at_a_time_and_each_is_written_down(tour: Tour) -> None:
    to_task(tour)
    for level in (1, 2, 3):
        taps(tour, "help", f"hint.{level}")
        run = tour.run()
        assert run is not None and run.hint == level
        if overlays(tour):
            taps(tour, "back")
    taps(tour, "help", "mentor_helped")
    run = tour.run()
    assert run is not None and run.mentor


def missed(tour: Tour) -> int:
    """As it is written down: the screen is not told."""
    lines = tour.store.open_visit() or ()
    return sum(line.startswith(b'["missed",') for line in lines)


def test_a_tap_beside_the_controls_is_written_down_and_nothing_is_drawn_anew(tour: Tour) -> None:
    to_task(tour)
    screen = tour.window.surface.screen
    assert isinstance(screen, TaskScreen)
    shown = tour.flow.screen
    driver, band, panel = tour.driver, screen.stage.band, screen.panel
    driver.tap(band)
    assert missed(tour) == 1
    assert tour.flow.screen is shown and tour.window.surface.screen is screen
    driver.press((panel.center_x, panel.y + 3))
    driver.release()
    taps(tour, "help")
    driver.tap(band)  # below the card that lies over it
    assert missed(tour) == 1
    taps(tour, "back", "task.finished")
    run = tour.run()
    assert run is not None and run.missed == 0
    before = next(iter(visit_of(tour).runs.values()))
    assert before.missed == 1


def test_a_task_can_be_begun_again_and_skipped(tour: Tour) -> None:
    to_task(tour)
    to_field(tour)
    run = tour.run()
    assert run is not None and run.values != dict(run.form.model.start)
    taps(tour, "pause", "pause.again")
    run = tour.run()
    assert run is not None and run.values == dict(run.form.model.start)
    taps(tour, "pause", "pause.skip")
    assert tour.run() is not None and tour.run() is not run


def test_what_would_have_happened_is_told_after_an_unsafe_approval(tour: Tour) -> None:
    to_task(tour)
    while (run := tour.run()) is not None and run.task.key != "mismatch":
        taps(tour, "task.finished")
    for event in UNSAFE:
        tour.flow.act(event)
    if tour.run() is not None:
        taps(tour, "task.finished")
    tour.driver.frames(3)
    assert isinstance(place(tour), routing.After)
    assert says(tour, "What would have happened?")
    taps(tour, "next")
    assert not isinstance(place(tour), routing.After)


def test_the_idle_warning_comes_goes_by_any_touch_and_ends_the_visit_vvsg(tour: Tour) -> None:
    to_task(tour)
    tour.clock.advance(IDLE_WARNING - 1)
    tick(tour)
    assert not says(tour, "Are you still here?")
    tour.clock.advance(1)
    tick(tour)
    assert says(tour, "Are you still here?")
    taps(tour, "still_here")
    assert not says(tour, "Are you still here?")
    tour.clock.advance(IDLE_WARNING)
    tick(tour)
    tour.clock.advance(IDLE_END)
    tick(tour)
    assert isinstance(tour.flow.screen, Welcome)
    assert tour.store.open_visit() is None


def tick(tour: Tour) -> None:
    tour.driver.frames(2, TICK_SECONDS)


def test_after_a_cut_only_who_knows_the_practice_person_goes_on(tour: Tour) -> None:
    to_task(tour)
    before = tour.run()
    tour.flow.wake()
    tour.driver.frames(3)
    assert isinstance(tour.flow.screen, GoOn)
    taps(tour, f"person.{tour.flow.screen.visit.services[0].person.key}")
    after = tour.run()
    assert before is not None and after is not None
    assert (after.task.number, after.values) == (before.task.number, before.values)


@pytest.mark.parametrize("size", ["M", "L"])
def test_what_was_typed_is_nowhere_after_the_visit(
    window: Driver, assessments: Assessments, size: str
) -> None:
    tour = Tour(window, assessments, Variant(size, language="en"))
    try:
        to_task(tour)
        key = to_field(tour)
        taps(tour, key)
        window.type(CANARY)
        assert any(CANARY in text for text in window.texts())
        taps(tour, "key.done", "pause", "pause.stop")
        while not isinstance(place(tour), routing.ShareOrNot):
            taps(tour, "helped.no" if isinstance(place(tour), routing.AskHelped) else "next")
        taps(tour, "no_thanks", "leave")
        window.frames(3)
        gc.collect()
        # By type: isinstance would ask weak references to what is gone.
        assert not [w for w in gc.get_objects() if issubclass(type(w), Widget) and holds(w)]
    finally:
        tour.close()


def to_field(tour: Tour) -> str:
    """On the right way to the first field of the task; its key."""
    while True:
        run = tour.run()
        assert run is not None
        step = run.form.step_toward(run.values)
        assert step is not None
        found = run.form.component_of(step[1])
        if found is not None and "=" in step[1].rpartition("/")[2]:
            view, component = found
            key = f"{view.key}/{component.id}"
            tour.show_device(view.device)
            tour.reach(key)
            return key
        tour.flow.act(step[1])
        tour.driver.frames(2)


def holds(widget: Widget) -> bool:
    """A canary is in what a widget says or shows."""
    values = [getattr(widget, name, "") for name in ("text", "speech", "shown")]
    return any(CANARY in value for value in values if isinstance(value, str))


def test_the_prompt_and_the_card_stay_in_sight_while_typing(
    window: Driver, assessments: Assessments
) -> None:
    for size in ("M", "XL"):
        tour = Tour(window, assessments, Variant(size, language="en"))
        try:
            to_task(tour)
            taps(tour, to_field(tour))
            run = tour.run()
            assert run is not None
            prompt = tour.window._translators("en").say(run.form.prompt)
            top = tour.window.surface.top
            assert top is not None
            shown = [w.text for w in top.walk() if isinstance(w, TextLabel)]
            assert prompt in shown, size
            taps(tour, "card", "card.back")
            # On a page of its own the typing goes on; beside the stage a tap brings it back.
            assert window.has("key.done") == (size == "XL")
        finally:
            tour.close()


def test_a_task_screen_without_a_task_is_refused(tour: Tour) -> None:
    taps(tour, "start", "yes")
    visit = visit_of(tour)
    words = tour.window._translators("en")
    with pytest.raises(ValueError, match="no task"):
        TaskScreen(tour.window._scene(tour.flow.comfort), visit, words, tour.window.surface)


def test_the_gate_leads_to_an_ementor_or_on(window: Driver, everything: Assessments) -> None:
    tour = Tour(window, everything, Variant(language="en"))
    try:
        taps(tour, "start", "yes", "card.next")
        assert says(tour, "Task 1 of 6")
        taps(tour, *["task.finished"] * 6)
        assert place(tour) == routing.GateDone(passed=False)
        assert says(tour, "An eMentor will gladly help you start")
        taps(tour, "next")
        assert isinstance(place(tour), routing.ShareOrNot)
    finally:
        tour.close()


class NoAlbum(Album):
    """Keeps names: pictures would take half of the time."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def take(self, name: str) -> None:
        self.names.append(name)


def test_a_scripted_citizen_plays_a_whole_visit_at_l(
    window: Driver, everything: Assessments, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One device at a time, an entry page of its own."""
    monkeypatch.setattr("kiosk.ui.text.label.text_texture", lambda *_: None)
    tour = Tour(window, everything, Variant("L"))
    said: list[str] = []
    album = NoAlbum()
    try:
        citizen = ScriptedCitizen(window, tour.flow, album, said.append)
        result = citizen.play()
        citizen.leave()
    finally:
        tour.close()
    assert isinstance(tour.flow.screen, Welcome)
    assert len(said) == sum(len(service.tasks) for service in everything.services)
    assert result.flags & Flag.GATE_PASSED
    assert citizen.code.startswith("KR1")
    assert {"welcome", "practice-card", "summary", "code", "thanks"} <= set(album.names)


def test_what_an_act_led_to_is_seen_for_a_moment_and_takes_no_tap(
    window: Driver, assessments: Assessments
) -> None:
    tour = Tour(window, assessments, Variant(), linger=1.2)
    try:
        to_task(tour)
        while (run := tour.run()) is not None and not run.form.ends:
            tour.flow.finish()
        assert run is not None
        for event in tour._way(run.task.number):
            tour.flow.act(event)
        now = tour.flow.screen
        assert isinstance(now, AtPlace) and now.visit.current != (1, run.task.number)
        window.frames(2)
        ended = now.visit.runs[1, run.task.number]
        stands = ended.form.view(ended.values, ended.form.devices[-1])
        shown = {c.id for c in stands.components}
        assert any(key.rpartition("/")[2] in shown for key in window)
        lines = len(tour.store.open_visit() or ())
        for key in ("task.finished", "help", "pause"):
            window.tap(key)
        assert len(tour.store.open_visit() or ()) == lines, "a tap meant for the task that is over"
        window.advance(1.3)
        window.frames(2)
        assert window.has("task.finished") or window.has("next")
        window.tap("help")
        window.frames(2)
        assert window.has("back")
    finally:
        tour.close()
