"""What a visit says in detail: every mistake by its name, times rounded, nothing else."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain import visit as visits
from kiosk.domain.detail import Detail, TaskDetail, detail, rounded
from kiosk.domain.journal import (
    Acted,
    Began,
    BegunAgain,
    Finished,
    Hinted,
    MentorHelped,
    Missed,
    Skipped,
    Step,
    Stopped,
    TaskOpened,
)
from kiosk.domain.outcome import Outcome
from kiosk.domain.visit import Visit
from tests import small

ASSESSMENTS = small.assessments()


def begun(services: str = "small", *known: object) -> Visit:
    content = small.assessments(*known) if known else ASSESSMENTS  # type: ignore[arg-type]
    first = Began(0, 1, content.full_digest.hex(), "1", 5, "2026-03-02", "da", services)
    return visits.begin(first, content)


def taken(task: int, *steps: Step) -> Detail:
    """The detail of a visit in which one task was taken by these steps, those before it skipped."""
    visit = begun()
    for ref in visit.order:
        visit = visits.advance(visit, TaskOpened(1_000, *ref))
        if ref[1] == task:
            break
        visit = visits.advance(visit, Skipped(1_000))
    for step in steps:
        visit = visits.advance(visit, step)
    return detail(visit)


def of(task: int, *steps: Step) -> TaskDetail:
    found = taken(task, *steps).task(1, task)
    assert found is not None
    return found


def test_a_task_tells_its_facts_and_no_clock() -> None:
    steps = (Acted(3_400, small.OPEN), Acted(9_000, small.YES), Finished(12_600))
    told = of(1, *steps)
    row = visits.form_of(ASSESSMENTS.services[0], ASSESSMENTS.services[0].task(1), 5).row
    assert told == TaskDetail(
        task=1,
        row=row,
        outcome=Outcome.ALONE,
        seconds=10,
        to_first_action=0,
        actions=2,
        shortest=2,
        detour=0,
        left=0,
        deciding_opened=True,
        checkpoints=("answered",),
    )


def test_every_mistake_is_told_by_its_name_in_the_order_of_the_form() -> None:
    steps = [Acted(2_000, event) for event in (small.OPEN, small.SAVE, small.YES)]
    told = of(2, *steps)
    assert told.outcome is Outcome.UNSAFE
    assert told.mistakes == ("approved", "kept")


def test_a_mistake_that_was_put_right_stays() -> None:
    told = of(
        2,
        Acted(2_000, small.OPEN),
        Acted(3_000, small.SAVE),
        BegunAgain(4_000),
        Acted(5_000, small.OPEN),
        Acted(6_000, small.NO),
    )
    assert told.mistakes == ("kept",)
    assert (told.begun_again, told.checkpoints) == (1, ("answered",))


def test_help_and_what_was_missing_are_told() -> None:
    told = of(1, Hinted(2_000, 2), MentorHelped(3_000), Finished(4_000))
    assert (told.hint, told.mentor, told.outcome) == (2, True, Outcome.NOT_DONE)
    assert (told.to_first_action, told.detour, told.left) == (None, None, 2)


def test_missed_taps_are_counted_beside_the_outcome_and_change_nothing_else() -> None:
    told = of(1, Missed(2_000), Acted(2_100, small.OPEN), Missed(2_200), Finished(9_000))
    assert told.missed == 2
    without = of(1, Acted(2_100, small.OPEN), Finished(9_000))
    assert replace(told, missed=0) == without


def test_only_opened_tasks_are_told_in_the_order_of_their_turn() -> None:
    visit = begun()
    (first, second, _) = visit.order
    for ref in (first, second):
        visit = visits.advance(visit, TaskOpened(1_000, *ref))
        visit = visits.advance(visit, Skipped(1_000))
    visit = visits.advance(visit, Stopped(2_000))
    told = detail(visit)
    assert [one.task for one in told.services[0].tasks] == [first[1], second[1]]
    assert told.content == ASSESSMENTS.full_digest
    assert told.task(1, first[1]) is told.services[0].tasks[0]
    assert told.task(1, 99) is None and told.task(9, first[1]) is None


def test_of_the_gate_nothing_is_told_and_a_visit_without_tasks_has_an_empty_detail() -> None:
    visit = begun("gate small", small.gate(), small.service())
    visit = visits.advance(visit, TaskOpened(1_000, 2, 1))
    visit = visits.advance(visit, Finished(2_000))
    assert detail(visit).services == ()


def test_times_are_rounded_to_the_nearest_five_seconds() -> None:
    assert [rounded(s) for s in (0, 2, 2.5, 7, 7.5, 119)] == [0, 0, 5, 5, 10, 120]
    slow, slower = (of(1, Finished(1_000 + s * 1_000)).seconds for s in (11, 12))
    assert slow == slower == 10


def test_an_open_task_is_told_as_it_stands() -> None:
    assert of(1, Acted(8_000, small.OPEN)).seconds == 5


def test_the_same_journal_gives_the_same_detail() -> None:
    steps = (Acted(2_000, small.OPEN), Finished(9_000))
    assert taken(1, *steps) == taken(1, *steps)
    assert replace(taken(1, *steps), content=bytes(32)) != taken(1, *steps)
