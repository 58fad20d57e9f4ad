"""Facts of how a task was gone about."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain import visit as visits
from kiosk.domain.journal import (
    Acted,
    Began,
    Finished,
    Hinted,
    Missed,
    Paused,
    Resumed,
    Step,
    TaskOpened,
)
from kiosk.domain.process import Process, Reading, process
from kiosk.domain.simulation.condition import NEVER
from kiosk.domain.visit import Run
from tests import small

ASSESSMENTS = small.assessments()


def run(task: int, *steps: Step) -> Run:
    """The run of one task of the small service, by the steps in it."""
    began = Began(0, 1, ASSESSMENTS.full_digest.hex(), "1", 5, "2026-03-02", "da", "small")
    visit = visits.begin(began, ASSESSMENTS)
    for ref in visit.order:
        visit = visits.advance(visit, TaskOpened(1000, *ref))
        if ref[1] == task:
            break
        visit = visits.advance(visit, Finished(1000))
    for step in steps:
        visit = visits.advance(visit, step)
    assert visit.run is not None
    return visit.run


def test_a_straight_way_has_no_detour_and_nothing_left() -> None:
    found = process(run(1, Acted(3500, small.OPEN), Acted(5000, small.YES), Finished(9000)), 0)
    assert found == Process(8, 2.5, 2, 0, 2, 0, 0, Reading.BY_READING)


def test_turning_back_is_a_detour() -> None:
    steps = [small.OPEN, small.NO, small.AGAIN, small.YES]
    found = process(run(1, *(Acted(2000, event) for event in steps), Finished(3000)), 0)
    assert (found.actions, found.shortest, found.detour) == (4, 2, 2)


def test_time_passing_in_the_service_is_not_an_action() -> None:
    steps = [small.OPEN, small.SAVE, small.YES, "later/tidy"]
    found = process(run(1, *(Acted(2000, event) for event in steps), Finished(3000)), 0)
    assert found.actions == 3


def test_what_was_missing_is_counted_where_the_goal_was_not_met() -> None:
    found = process(run(1, Acted(2000, small.OPEN), Finished(3000)), 0)
    assert (found.detour, found.left, found.reading) == (None, 1, Reading.IN_SPITE)


def test_doing_nothing_has_no_first_action() -> None:
    found = process(run(1, Finished(3000)), 0)
    assert (found.to_first_action, found.actions, found.left) == (None, 0, 2)
    assert found.reading is Reading.UNREAD


def test_an_act_that_cannot_be_undone_leaves_no_way() -> None:
    found = process(run(3, Acted(2000, small.OPEN), Acted(3000, small.NO)), 0)
    assert found.left is None


def test_pauses_do_not_count_and_an_open_task_is_timed_to_now() -> None:
    assert process(run(1, Paused(2000), Resumed(12000)), 21000).seconds == 10


def test_time_to_the_first_action_leaves_out_the_pauses_before_it_and_no_other() -> None:
    steps = (Paused(2000), Resumed(12_000), Acted(13_500, small.OPEN))
    later = (Paused(14_000), Resumed(60_000), Acted(61_000, small.YES))
    assert process(run(1, *steps, *later), 0).to_first_action == 2.5
    # a tap whose turn came when the pause had begun
    assert process(run(1, Paused(2000), Acted(2_020, small.OPEN)), 0).to_first_action == 1


def test_a_missed_tap_is_no_action_and_not_the_first_one() -> None:
    found = process(run(1, Missed(1500), Acted(2000, small.OPEN), Missed(2500)), 3000)
    assert (found.missed, found.actions, found.to_first_action) == (2, 1, 1)


def test_right_without_reading_is_luck_and_with_a_hint_it_is_still_right() -> None:
    lucky = run(1, Acted(2000, small.OPEN), Acted(3000, small.YES), Finished(4000))
    assert process(replace(lucky, decided=False), 0).reading is Reading.BY_LUCK
    hinted = run(
        1, Hinted(1500, 1), Acted(2000, small.OPEN), Acted(3000, small.YES), Finished(4000)
    )
    assert process(hinted, 0).reading is Reading.BY_READING


def test_where_nothing_decides_nothing_is_told_of_reading() -> None:
    taken = run(1, Finished(3000))
    free = replace(taken, form=replace(taken.form, decides=NEVER))
    assert process(free, 0).reading is Reading.NOTHING


def test_a_goal_out_of_reach_has_no_number_of_steps() -> None:
    taken = run(1, Finished(3000))
    lost = replace(taken, form=replace(taken.form, goal=NEVER))
    assert (process(lost, 0).shortest, process(lost, 0).left) == (0, None)
