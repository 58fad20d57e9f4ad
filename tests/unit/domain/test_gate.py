"""The device gate: whoever cannot yet tap or type meets an eMentor, and is not told low."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kiosk.domain import journal as j
from kiosk.domain.facts import gate_passed, result
from kiosk.domain.journal import FORMAT, Began, Step, encode
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag
from kiosk.domain.routing import GateDone, InTask, Opening, OwnGuess, ShareOrNot, Summary, place
from kiosk.domain.visit import Visit, advance, all_services, begin, replay
from tests import small

ASSESSMENTS = small.assessments(small.service(1, "small"), small.gate(2))
KEYS = " ".join(all_services(ASSESSMENTS))


def began(seed: int = 5) -> Began:
    digest = ASSESSMENTS.full_digest.hex()
    return Began(0, FORMAT, digest, "0.1.0", seed, "2026-03-02", "da", KEYS)


DONE = [j.Acted(20, small.OPEN), j.Acted(30, small.YES), j.Finished(40)]
WITH_A_POINTER = [j.Hinted(15, 2), *DONE]
SHOWN = [j.Hinted(15, 3), *DONE]
MENTOR = [j.MentorHelped(15), *DONE]
SKIPPED = [j.Skipped(40)]
WRONG = [j.Finished(40)]


def through(*tasks: Sequence[Step]) -> Visit:
    """A visit in which the gate's tasks went like this, one after the other."""
    visit = advance(begin(began(), ASSESSMENTS), j.CardSeen(1))
    for steps in tasks:
        here = place(visit)
        assert isinstance(here, Opening)
        visit = advance(visit, j.TaskOpened(10, *here.ref))
        for step in steps:
            visit = advance(visit, step)
    return visit


def test_the_gate_comes_first_and_in_the_order_in_which_it_is_written() -> None:
    assert KEYS == "gate small"
    for seed in range(10):
        visit = begin(began(seed), ASSESSMENTS)
        assert [ref for ref in visit.order if ref[0] == 2] == [(2, n) for n in range(1, 7)]
        assert visit.order[0] == (2, 1)
        assert visit.gate and [service.key for service in visit.tested] == ["small"]


def test_it_is_taken_without_a_guess_a_question_or_a_summary() -> None:
    visit = through(*[DONE] * 6)
    assert place(visit) == GateDone(passed=True)
    visit = advance(visit, j.GateSeen(50))
    here = place(visit)
    assert isinstance(here, OwnGuess) and here.service.key == "small"


@pytest.mark.parametrize("last", [DONE, WITH_A_POINTER, SKIPPED, WRONG, SHOWN, MENTOR])
def test_one_of_six_may_be_missed(last: Sequence[Step]) -> None:
    assert gate_passed(through(*[DONE] * 5, last))


@pytest.mark.parametrize("missed", [SKIPPED, WRONG, SHOWN, MENTOR])
def test_help_that_does_it_is_no_pass_and_two_misses_are_too_many(missed: Sequence[Step]) -> None:
    assert not gate_passed(through(*[WITH_A_POINTER] * 4, missed, missed))


def test_all_six_are_tried_whatever_came_of_the_first() -> None:
    visit = through(WRONG, WRONG, WRONG)
    assert isinstance(place(visit), Opening)


def test_who_does_not_pass_meets_an_ementor_and_nothing_is_told_low() -> None:
    visit = through(*[WRONG] * 6)
    assert place(visit) == GateDone(passed=False)
    visit = advance(visit, j.GateSeen(50))
    assert isinstance(place(visit), ShareOrNot)
    told = result(visit, 1, Flag(0))
    assert told.flags is Flag(0) and told.ended is Ended.ALL_TASKS
    (fact,) = told.services
    assert fact.service == 1
    assert {task.outcome for task in fact.tasks} == {Outcome.NOT_REACHED}


def test_stopping_in_the_gate_goes_kindly_to_the_end() -> None:
    visit = advance(through(DONE, []), j.Stopped(50))
    assert place(visit) == GateDone(passed=False)
    assert isinstance(place(advance(visit, j.GateSeen(60))), ShareOrNot)


def test_who_has_passed_already_and_stops_is_not_told_to_be_ready() -> None:
    visit = advance(through(*[DONE] * 5, []), j.Stopped(50))
    assert isinstance(place(visit), ShareOrNot)
    told = result(visit, 1, Flag.PRACTICE)
    assert told.flags == Flag.PRACTICE | Flag.GATE_PASSED and told.ended is Ended.STOPPED
    assert {task.outcome for task in told.services[0].tasks} == {Outcome.NOT_REACHED}


def test_the_gate_is_not_in_the_record_but_its_steps_are_in_the_journal() -> None:
    steps: list[Step] = [began(), j.CardSeen(1)]
    for number in range(1, 7):
        steps += [j.TaskOpened(10, 2, number), *DONE]
    steps += [j.GateSeen(50), j.Guessed(51, 1, 2), j.TaskOpened(52, 1, 1)]
    visit = begin(began(), ASSESSMENTS)
    first = visit.order[6][1]
    steps[-1] = j.TaskOpened(52, 1, first)
    lines = [encode(step) for step in steps]
    for cut in range(2, len(lines) + 1):
        replay(lines[:cut], ASSESSMENTS)
    visit = replay(lines, ASSESSMENTS)
    assert isinstance(place(visit), InTask)
    told = result(visit, 1, Flag(0))
    assert [fact.service for fact in told.services] == [1]
    assert told.flags is Flag.GATE_PASSED
    assert sum(run.service.gate for run in visit.runs.values()) == 6


def test_a_visit_without_a_gate_passes_none() -> None:
    alone = replace(ASSESSMENTS, services=ASSESSMENTS.services[:1])
    visit = advance(begin(replace(began(), services="small"), alone), j.CardSeen(1))
    assert visit.gate is None and not gate_passed(visit)
    assert isinstance(place(visit), OwnGuess) and not isinstance(place(visit), Summary)
