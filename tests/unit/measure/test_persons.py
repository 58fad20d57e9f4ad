"""Scripted persons in the small service, made as long as a real test."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.measurement import Band
from kiosk.domain.outcome import Outcome
from kiosk.domain.simulation.condition import NEVER
from kiosk.domain.task import Case, Service, Task
from kiosk.measure import persons
from kiosk.measure.behaviour import (
    APPROVES,
    ASKS,
    CAREFUL,
    GUESSER,
    HURRIED,
    MANNERS,
    QUITS,
    RANDOM,
    REFUSES,
    Aim,
    Manner,
    Ways,
)
from kiosk.measure.persons import Person
from kiosk.measure.persons_report import report, requirements
from kiosk.measure.report import write
from tests import small

RUNS = 25


def several(task: Task, numbers: range) -> list[Task]:
    return [replace(task, number=n, key=f"{task.key}{n}") for n in numbers]


def service(plain: int = 8, twins: int = 4) -> Service:
    """So many plain tasks, and so many false and as many true cases."""
    base = small.service()
    first = 1 + plain
    tasks = [
        *several(base.tasks[0], range(1, first)),
        *several(base.tasks[1], range(first, first + twins)),
        *several(base.tasks[2], range(first + twins, first + 2 * twins)),
    ]
    return replace(base, tasks=tuple(tasks))


LONG = service()


@pytest.fixture(scope="module")
def found() -> dict[str, Person]:
    every = persons.run(small.assessments(LONG), LONG, RUNS)
    return {person.manner.name: person for person in every}


def test_the_careful_one_can_alone(found: dict[str, Person]) -> None:
    careful = found[CAREFUL.name]
    assert careful.share(careful.safety_bands) >= 0.9
    assert careful.share(careful.bands) >= 0.9


@pytest.mark.parametrize("manner", [REFUSES, APPROVES, RANDOM])
def test_who_does_the_same_in_every_safety_task_never_can(
    found: dict[str, Person], manner: Manner
) -> None:
    assert found[manner.name].safety_bands[Band.CAN_ALONE] == 0


def test_refusing_everything_is_right_in_false_cases_and_an_alarm_in_true_ones(
    found: dict[str, Person],
) -> None:
    refuses = found[REFUSES.name]
    assert refuses.outcomes(only=Case.TRUE)[Outcome.FALSE_ALARM] > 0.9 * 4 * RUNS
    assert refuses.outcomes(only=Case.FALSE)[Outcome.ALONE] > 0.9 * 4 * RUNS


def test_approving_everything_is_right_in_true_cases_and_unsafe_in_false_ones(
    found: dict[str, Person],
) -> None:
    approves = found[APPROVES.name]
    assert approves.outcomes(only=Case.FALSE)[Outcome.UNSAFE] > 0.9 * 4 * RUNS
    assert approves.outcomes(only=Case.TRUE)[Outcome.ALONE] > 0.9 * 4 * RUNS


def test_a_careful_person_slips_at_times(found: dict[str, Person]) -> None:
    careful = found[CAREFUL.name].outcomes()
    assert 0 < sum(careful.values()) - careful[Outcome.ALONE] < 0.1 * sum(careful.values())


def test_haste_and_guesses_cost_more_than_care(found: dict[str, Person]) -> None:
    alone = {
        manner.name: found[manner.name].outcomes(safety=True)[Outcome.ALONE]
        for manner in (CAREFUL, HURRIED, GUESSER)
    }
    assert alone["careful"] > alone["hurried"] > alone["guesser"]


def test_help_that_was_asked_for_shows_in_the_outcomes(found: dict[str, Person]) -> None:
    asked = found[ASKS.name].outcomes()
    for outcome in (Outcome.HINT_1, Outcome.HINT_2, Outcome.HINT_3, Outcome.MENTOR):
        assert asked[outcome] > 0


def test_who_stops_half_way_reaches_half_of_the_tasks(found: dict[str, Person]) -> None:
    quits = found[QUITS.name]
    assert quits.outcomes()[Outcome.NOT_REACHED] == 8 * RUNS
    assert quits.minutes < found[CAREFUL.name].minutes


def test_the_same_seed_is_the_same_visit_and_another_one_another() -> None:
    runner = persons.Runner(small.assessments(LONG), LONG)
    assert runner.take(HURRIED, 3) == runner.take(HURRIED, 3)
    assert runner.take(HURRIED, 3) != runner.take(HURRIED, 4)


def test_somebody_who_never_ends_taps_i_am_finished_in_the_end() -> None:
    restless = replace(CAREFUL, name="restless", slips=1.0, gives_up=0.0)
    (person,) = persons.run(small.assessments(LONG), LONG, 2, manners=[restless])
    assert Outcome.NOT_DONE in person.outcomes()


def test_where_there_is_no_such_way_nothing_is_done() -> None:
    task = small.service().tasks[2]
    form = replace(task.forms[0], traps=(), decides=NEVER)
    ways = Ways(task, form)
    assert ways.toward(Aim.REFUSE, form.machine.start) is None
    assert ways.to_read(form.machine.start) is None
    assert ways.toward(Aim.APPROVE, form.machine.start) == small.OPEN


def test_progress_counts_every_run() -> None:
    told: list[tuple[int, int, str]] = []
    persons.run(
        small.assessments(LONG),
        LONG,
        2,
        progress=lambda *one: told.append(one),
        manners=[RANDOM, QUITS],
    )
    assert told == [(1, 4, "random"), (2, 4, "random"), *((n, 4, QUITS.name) for n in (3, 4))]


def test_the_report_tells_what_each_person_gets(found: dict[str, Person], tmp_path: Path) -> None:
    told = report(list(found.values()), LONG, 1)
    text = write(told, tmp_path).read_text("utf-8")
    for manner in MANNERS:
        assert f"| {manner.name} | {manner.words} |" in text
    assert "| refuses-all told 'can alone' in safety | never | 0 of 25 runs | met |" in text
    assert {path.name for path in tmp_path.glob("*.svg")} == {
        "bands.svg",
        "safety.svg",
        "outcomes.svg",
    }
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert [one["name"] for one in figures["persons"]] == [one.name for one in MANNERS]


def test_a_short_service_says_that_it_is_too_short_to_judge() -> None:
    short = service(plain=0, twins=2)
    every = persons.run(small.assessments(short), short, 2)
    told = report(every, short, 1)
    assert "A band needs 8 counted tasks: with 4, safety is facts only." in told.words
    asked = {one.what: one for one in requirements(every, short)}
    assert asked["careful told 'can alone' in safety"].met is False
    assert not told.good
    assert not any("other tasks" in what for what in asked)
