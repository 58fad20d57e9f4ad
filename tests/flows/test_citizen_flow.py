"""The citizen's way, step by step, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.domain.errors import KioskError
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, Guess, Helped
from kiosk.domain.visit import MOST_MISSED, all_services
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.idle import IDLE_END, IDLE_WARNING
from kiosk.tablet.screens import AtPlace, GoOn, Thanks, Trouble
from tests import small
from tests.citizen import Citizen, SlowWorker, to_share

Walk = tuple[Callable[[CitizenFlow], Any], str]


def test_from_welcome_to_code(citizen: Citizen) -> None:
    to_share(citizen)
    citizen.walk(
        (lambda f: f.share(), "Code"),
        (lambda f: f.done(), "Faces"),
        (lambda f: f.face(None), "Thanks"),
        (lambda f: f.leave(), "Welcome"),
    )
    (result,) = citizen.sharing.results
    assert result.flags is Flag.PRACTICE and result.ended is Ended.ALL_TASKS
    assert result.services[0].guess is Guess.ALONE
    assert {t.outcome for t in result.services[0].tasks} == {Outcome.SKIPPED}
    assert citizen.store.open_visit() is None


def test_on_share_the_detail_of_every_opened_task_goes_with_the_result(citizen: Citizen) -> None:
    to_share(citizen)
    assert not citizen.sharing.details
    citizen.walk((lambda f: f.share(), "Code"))
    (detail,) = citizen.sharing.details
    assert detail.content == citizen.assessments.full_digest
    (service,) = detail.services
    assert sorted(task.task for task in service.tasks) == [1, 2, 3]
    assert {task.outcome for task in service.tasks} == {Outcome.SKIPPED}


def test_that_something_was_read_aloud_is_a_fact_of_the_result_and_never_help(
    citizen: Citizen,
) -> None:
    citizen.flow.listened()  # before there is a visit nothing is written down
    citizen.to_tasks()
    shown = citizen.flow.screen
    citizen.flow.listened()
    citizen.flow.listened()
    assert citizen.flow.screen is shown, "what is being read must not be drawn anew"
    lines = citizen.store.open_visit() or ()
    assert sum(b"listened" in line for line in lines) == 1
    citizen.flow.stop()
    citizen.flow.say_helped(Helped.NO)
    citizen.flow.summary_seen()
    citizen.flow.share()
    (result,) = citizen.sharing.results
    assert result.flags == Flag.PRACTICE | Flag.READ_ALOUD
    assert result.services[0].helped is Helped.NO


def test_a_missed_tap_is_a_fact_of_its_task_and_the_screen_stays(citizen: Citizen) -> None:
    citizen.flow.missed()  # before there is a visit nothing is written down
    citizen.to_tasks()
    shown, redrawn = citizen.flow.screen, []
    citizen.flow.on_change = lambda: redrawn.append(1)
    citizen.flow.missed()
    citizen.flow.missed()
    assert citizen.flow.screen is shown and not redrawn, (
        "what is being tapped must not be drawn anew"
    )
    citizen.flow.skip()
    citizen.flow.missed()
    citizen.flow.stop()
    citizen.flow.missed()  # no task is open
    citizen.flow.say_helped(Helped.NO)
    citizen.flow.summary_seen()
    citizen.flow.share()
    (detail,) = citizen.sharing.details
    assert [task.missed for task in detail.services[0].tasks] == [2, 1]


def test_missed_taps_outlive_a_cut(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.flow.missed()
    citizen.boot()
    citizen.flow.recognise("mette")
    screen = citizen.flow.screen
    assert isinstance(screen, AtPlace) and screen.visit.run and screen.visit.run.missed == 1


def test_drumming_fingers_do_not_fill_the_journal(citizen: Citizen) -> None:
    citizen.to_tasks()
    for _ in range(MOST_MISSED + 50):
        citizen.flow.missed()
    lines = citizen.store.open_visit() or ()
    assert sum(b"missed" in line for line in lines) == MOST_MISSED
    citizen.walk((lambda f: f.act(small.OPEN), "InTask"), (lambda f: f.skip(), "InTask"))


@pytest.mark.parametrize("way", ["decline", "delete"])
def test_nothing_is_kept_without_share(citizen: Citizen, way: str) -> None:
    to_share(citizen)
    getattr(citizen.flow, way)()
    assert isinstance(citizen.flow.screen, Thanks)
    assert citizen.store.open_visit() is None and not citizen.sharing.results
    assert citizen.store.counts().shared == 0


def test_no_begins_nothing(citizen: Citizen) -> None:
    citizen.walk((lambda f: f.start(), "About"), (lambda f: f.back_to_start(), "Welcome"))
    assert citizen.store.open_visit() is None


def test_a_visit_goes_on_after_a_crash(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.flow.choose_comfort("XL", "dark")
    citizen.flow.choose_language("en")
    citizen.flow.act(small.OPEN)
    before = citizen.flow.screen
    citizen.boot()
    assert isinstance(citizen.flow.screen, GoOn)
    assert citizen.flow.comfort == Comfort("en", "XL", "dark")
    citizen.flow.recognise("mette")
    assert citizen.flow.screen == before


def test_whoever_does_not_know_the_practice_person_gets_nothing(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.boot()
    citizen.flow.recognise("jens")
    assert citizen.here == "Welcome" and citizen.store.open_visit() is None


def test_after_a_crash_it_can_start_over(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.boot()
    citizen.flow.delete()
    assert citizen.here == "Thanks" and citizen.store.open_visit() is None


def test_time_between_crash_and_going_on_does_not_count(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.clock.advance(10)
    citizen.flow.act(small.OPEN)
    citizen.boot()
    citizen.clock.advance(1000)
    citizen.flow.recognise("mette")
    citizen.flow.skip()
    screen = citizen.flow.screen
    assert isinstance(screen, AtPlace) and screen.visit.at == 10_000


def test_a_visit_of_other_content_is_wiped_not_guessed_at(citizen: Citizen) -> None:
    citizen.to_tasks()
    changed = small.assessments()
    citizen.assessments = type(changed)(changed.services, bytes(32))
    citizen.boot()
    assert citizen.here == "Welcome" and citizen.store.open_visit() is None


def test_a_finished_step_that_is_tapped_twice_counts_once(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.flow.put_card_away()
    citizen.flow.guess(Guess.CANNOT)
    screen = citizen.flow.screen
    assert isinstance(screen, AtPlace) and screen.visit.guesses == {1: Guess.ALONE}


def test_later_events_are_written_only_when_they_change_something(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.flow.act("later/tidy")
    lines = citizen.store.open_visit()
    assert lines and not any(b"later" in line for line in lines)


def test_pausing_beginning_again_and_stopping(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.walk(
        (lambda f: f.act(small.OPEN), "InTask"),
        (lambda f: f.pause(), "InTask"),
        (lambda f: f.resume(), "InTask"),
        (lambda f: f.hint(1), "InTask"),
        (lambda f: f.mentor_helped(), "InTask"),
        (lambda f: f.begin_again(), "InTask"),
        (lambda f: f.finish(), "InTask"),
        (lambda f: f.stop(), "AskHelped"),
    )


def test_the_story_after_an_unsafe_act_is_told_and_left(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.flow.skip()
    for _ in range(2):
        citizen.flow.act(small.OPEN)
        citizen.flow.act(small.YES)
        if citizen.here == "After":
            citizen.walk((lambda f: f.after_seen(), "InTask" if _ == 0 else "AskHelped"))
    assert citizen.here == "AskHelped"


def test_whoever_walks_away_is_warned_and_then_wiped(citizen: Citizen) -> None:
    citizen.to_tasks()
    citizen.clock.advance(IDLE_WARNING - 1)
    citizen.flow.tick()
    assert not citizen.flow.warning
    citizen.clock.advance(1)
    citizen.flow.tick()
    assert citizen.flow.warning
    citizen.clock.advance(IDLE_END)
    citizen.flow.tick()
    assert citizen.here == "Welcome" and citizen.store.open_visit() is None
    assert not citizen.flow.warning


def test_a_touch_takes_the_warning_away_ten_times_and_more(citizen: Citizen) -> None:
    """WCAG 2.2.1: the time can be extended at least ten times by a simple action."""
    citizen.to_tasks()
    before = citizen.flow.screen
    for _ in range(12):
        citizen.clock.advance(IDLE_WARNING + 1)
        citizen.flow.tick()
        assert citizen.flow.warning
        citizen.flow.touched()
        assert not citizen.flow.warning
    assert citizen.flow.screen == before


@pytest.mark.parametrize("screens", ["About", "GoOn", "Code", "Faces", "Thanks"])
def test_every_screen_ends_when_nobody_is_there(citizen: Citizen, screens: str) -> None:
    if screens == "About":
        citizen.flow.start()
    else:
        to_share(citizen)
        if screens == "GoOn":
            citizen.boot()
        else:
            citizen.flow.share()
            if screens in ("Faces", "Thanks"):
                citizen.flow.done()
            if screens == "Thanks":
                citizen.flow.face(None)
    assert citizen.here == screens
    citizen.clock.advance(IDLE_WARNING + IDLE_END)
    citizen.flow.tick()
    assert citizen.here == "Welcome" and citizen.store.open_visit() is None


def test_the_next_citizen_finds_the_settings_as_they_were(citizen: Citizen) -> None:
    """VVSG 7.1-A: all settings are set back after each user."""
    citizen.flow.tick()
    citizen.flow.choose_language("en")
    citizen.flow.choose_comfort("XL", "contrast")
    assert citizen.flow.comfort == Comfort("en", "XL", "contrast")
    citizen.clock.advance(IDLE_WARNING)
    citizen.flow.tick()
    assert citizen.flow.comfort == Comfort()


class FullStore(type(Citizen().store)):  # type: ignore[misc]
    """A store whose disk is full until somebody makes room."""

    full = False

    def append(self, line: bytes) -> None:
        if self.full:
            raise KioskError("The disk is full. Call the eMentor.")
        super().append(line)


def test_a_step_that_cannot_be_saved_is_told_and_can_be_tried_again() -> None:
    store = FullStore()
    citizen = Citizen(store=store)
    citizen.to_tasks()
    before = store.open_visit()
    store.full = True
    citizen.flow.act(small.OPEN)
    assert isinstance(citizen.flow.screen, Trouble) and not citizen.flow.busy
    assert store.open_visit() == before
    store.full = False
    citizen.walk((lambda f: f.try_again(), "GoOn"), (lambda f: f.recognise("mette"), "InTask"))


def test_what_belongs_to_no_screen_does_nothing(citizen: Citizen) -> None:
    for step in ("agree", "share", "done", "finish", "summary_seen", "put_card_away"):
        getattr(citizen.flow, step)()
    citizen.flow.act(small.OPEN)
    citizen.flow.guess(Guess.ALONE)
    citizen.flow.say_helped(Helped.NO)
    citizen.flow.recognise("mette")
    assert citizen.here == "Welcome" and citizen.store.open_visit() is None


def on_a_slow_disk() -> tuple[Citizen, SlowWorker]:
    worker = SlowWorker()
    citizen = Citizen(worker=worker)
    flow = citizen.flow
    for step in (flow.start, flow.agree, flow.put_card_away, lambda: flow.guess(Guess.ALONE)):
        worker.catch_up()
        step()
    worker.catch_up()
    assert citizen.here == "InTask"
    return citizen, worker


def test_a_second_tap_on_done_does_not_finish_the_task_after_it() -> None:
    citizen, worker = on_a_slow_disk()
    for _ in range(3):
        citizen.flow.finish()
    worker.catch_up()
    screen = citizen.flow.screen
    assert isinstance(screen, AtPlace) and len(screen.visit.runs) == 2
    assert [run.ended for run in screen.visit.runs.values()] == [True, False]


def test_a_missed_tap_that_waits_never_counts_in_the_task_after_it() -> None:
    citizen, worker = on_a_slow_disk()
    citizen.flow.missed()
    citizen.flow.finish()
    citizen.flow.missed()
    worker.catch_up()
    screen = citizen.flow.screen
    assert isinstance(screen, AtPlace)
    assert [run.missed for run in screen.visit.runs.values()] == [1, 0]


def test_taps_in_the_service_wait_their_turn_and_none_is_lost() -> None:
    citizen, worker = on_a_slow_disk()
    for event in (small.OPEN, small.SAVE, small.YES):
        citizen.flow.act(event)
    assert citizen.flow.busy
    worker.catch_up()
    screen = citizen.flow.screen
    assert isinstance(screen, AtPlace) and screen.visit.run
    assert screen.visit.run.values == {"phone": "done", "answer": "yes", "saved": "yes"}


def test_an_answer_counts_once_and_sharing_shares_once() -> None:
    citizen, worker = on_a_slow_disk()
    citizen.flow.stop()
    worker.catch_up()
    citizen.flow.say_helped(Helped.NO)
    citizen.flow.say_helped(Helped.A_LOT)
    worker.catch_up()
    citizen.flow.summary_seen()
    worker.catch_up()
    for _ in range(2):
        citizen.flow.share()
    citizen.flow.decline()
    worker.catch_up()
    assert citizen.here == "Code"
    (result,) = citizen.sharing.results
    assert result.services[0].helped is Helped.NO


def at_the_gate() -> Citizen:
    found = small.assessments(small.service(), small.gate())
    citizen = Citizen(found, services=all_services(found))
    citizen.walk(
        (lambda f: f.start(), "About"),
        (lambda f: f.agree(), "Card"),
        (lambda f: f.put_card_away(), "InTask"),
    )
    return citizen


def one_right(flow: CitizenFlow) -> None:
    flow.act(small.OPEN)
    flow.act(small.YES)
    flow.finish()


def test_the_gate_leads_on_to_the_services() -> None:
    citizen = at_the_gate()
    citizen.walk(
        *[(one_right, "InTask")] * 5,
        (one_right, "GateDone"),
        (lambda f: f.gate_seen(), "OwnGuess"),
    )


def test_after_a_cut_in_the_gate_it_goes_on_where_it_was() -> None:
    citizen = at_the_gate()
    one_right(citizen.flow)
    before = citizen.flow.screen
    citizen.boot()
    citizen.flow.recognise("mette")
    assert citizen.flow.screen == before


def test_who_needs_an_ementor_first_may_still_share_that_nothing_was_reached() -> None:
    citizen = at_the_gate()
    citizen.walk(
        *[(lambda f: f.skip(), "InTask")] * 5,
        (lambda f: f.skip(), "GateDone"),
        (lambda f: f.gate_seen(), "ShareOrNot"),
        (lambda f: f.share(), "Code"),
    )
    (result,) = citizen.sharing.results
    assert result.flags is Flag.PRACTICE
    assert {t.outcome for t in result.services[0].tasks} == {Outcome.NOT_REACHED}


def test_what_cannot_follow_at_a_place_is_not_written_down(citizen: Citizen) -> None:
    citizen.to_tasks()
    before = citizen.store.open_visit()
    citizen.flow.after_seen()
    assert citizen.here == "InTask" and citizen.store.open_visit() == before


def test_a_warning_stands_until_somebody_answers(citizen: Citizen) -> None:
    citizen.to_tasks()
    for _ in range(2):
        citizen.clock.advance(IDLE_WARNING / 2 + 10)
        citizen.flow.tick()
    citizen.clock.advance(1)
    citizen.flow.tick()
    assert citizen.flow.warning
    assert citizen.here == "InTask"


def test_whoever_walks_away_from_trouble_leaves_what_was_saved() -> None:
    store = FullStore()
    citizen = Citizen(store=store)
    citizen.to_tasks()
    store.full = True
    citizen.flow.act(small.OPEN)
    store.full = False
    citizen.clock.advance(IDLE_WARNING + IDLE_END)
    citizen.flow.tick()
    assert citizen.here == "GoOn" and store.open_visit() is not None


def test_trouble_after_which_no_visit_is_left_leads_to_the_start() -> None:
    store = FullStore()
    citizen = Citizen(store=store)
    citizen.to_tasks()
    store.full = True
    citizen.flow.act(small.OPEN)
    store.wipe_visit()
    citizen.walk((lambda f: f.try_again(), "Welcome"))
