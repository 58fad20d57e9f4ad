"""Scripted persons take a service through the simulation, many times each."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.domain.facts import service_fact
from kiosk.domain.journal import (
    FORMAT,
    Acted,
    Began,
    Finished,
    Hinted,
    MentorHelped,
    Step,
    Stopped,
    TaskOpened,
)
from kiosk.domain.measurement import Band, Item, judge, safety
from kiosk.domain.outcome import Outcome
from kiosk.domain.task import Assessments, Case, Rung, Service, Task
from kiosk.domain.visit import Ref, Run, Visit, advance, begin
from kiosk.measure.behaviour import MANNERS, Manner, Mind, Ways

Progress = Callable[[int, int, str], None]

RUNS = 200
DAY = "2026-03-02"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run of a person gave."""

    outcomes: tuple[tuple[Task, Outcome], ...]
    band: Band
    safety: Band
    seconds: int


@dataclass(slots=True)
class Runner:
    """Takes a service as somebody would, step by step through the journal's own rules."""

    assessments: Assessments
    service: Service
    _ways: dict[tuple[Ref, int], Ways] = field(default_factory=dict)

    def take(self, manner: Manner, seed: int) -> Taken:
        """One whole visit; the same seed gives the same visit."""
        chance = random.Random(f"{manner.name}/{seed}")
        digest = self.assessments.full_digest.hex()
        drawn = chance.randrange(1 << 32)
        visit = begin(
            Began(0, FORMAT, digest, "measure", drawn, DAY, "da", self.service.key),
            self.assessments,
        )
        last = round(len(visit.order) * manner.stops) if manner.stops else len(visit.order)
        for done, ref in enumerate(visit.order):
            visit = advance(visit, TaskOpened(visit.at + 2000, *ref))
            visit = self._task(visit, manner, chance)
            if done + 1 >= last < len(visit.order):
                visit = advance(visit, Stopped(visit.at + 1000))
                break
        return self._taken(visit)

    def _task(self, visit: Visit, manner: Manner, chance: random.Random) -> Visit:
        run = _open(visit)
        mind = Mind(manner, self._ways_of(run), chance)
        for step in _help(manner, chance):
            visit = advance(visit, step(visit.at + _pause(manner, chance)))
        while not (run := _open(visit)).ended:
            event = mind.next(run.state, run.decided)
            at = visit.at + _pause(manner, chance)
            visit = advance(visit, Finished(at) if event is None else Acted(at, event))
        return visit

    def _ways_of(self, run: Run) -> Ways:
        key = ((run.service.number, run.task.number), run.form.row)
        if key not in self._ways:
            self._ways[key] = Ways(run.task, run.form)
        return self._ways[key]

    def _taken(self, visit: Visit) -> Taken:
        fact = service_fact(visit, self.service)
        outcomes = tuple(
            (task, done.outcome) for task, done in zip(self.service.tasks, fact.tasks, strict=True)
        )
        told, _ = judge((_item(task), done) for task, done in outcomes)
        cases = ((t, t.case, done) for t, done in outcomes if t.case is not None)
        pooled = safety((_item(task), case, done) for task, case, done in cases)
        return Taken(outcomes, told, pooled.band, visit.at // 1000)


def _open(visit: Visit) -> Run:
    assert visit.run is not None  # a task was opened just before
    return visit.run


def _item(task: Task) -> Item:
    return Item(task.a, task.b)


def _pause(manner: Manner, chance: random.Random) -> int:
    return round(1000 * chance.uniform(*manner.pace))


def _help(manner: Manner, chance: random.Random) -> list[Callable[[int], Step]]:
    """The hints, and the eMentor, that are asked for in a task."""
    if chance.random() >= manner.hints:
        return []
    levels = range(1, chance.randint(1, 3) + 1)
    asked: list[Callable[[int], Step]] = [lambda at, n=n: Hinted(at, n) for n in levels]  # type: ignore[misc]
    return [*asked, MentorHelped] if chance.random() < 1 / 3 else asked


@dataclass(frozen=True, slots=True)
class Person:
    """What all runs of one person gave."""

    manner: Manner
    runs: tuple[Taken, ...]

    def outcomes(self, *, only: Case | None = None, safety: bool = False) -> Counter[Outcome]:
        """How the tasks went; of safety tasks only, or of one case only."""
        return Counter(
            done
            for run in self.runs
            for task, done in run.outcomes
            if (not safety or task.rung is Rung.SAFETY) and only in (None, task.case)
        )

    def of_task(self, number: int) -> Counter[Outcome]:
        """How one task went."""
        return Counter(
            done for run in self.runs for task, done in run.outcomes if task.number == number
        )

    @property
    def bands(self) -> Counter[Band]:
        return Counter(run.band for run in self.runs)

    @property
    def safety_bands(self) -> Counter[Band]:
        return Counter(run.safety for run in self.runs)

    def share(self, bands: Counter[Band], band: Band = Band.CAN_ALONE) -> float:
        """Share of the runs that this band is told of."""
        return bands[band] / len(self.runs)

    @property
    def minutes(self) -> float:
        """Mean length of a visit, in the virtual time of the person's pace."""
        return sum(run.seconds for run in self.runs) / len(self.runs) / 60


def run(
    assessments: Assessments,
    service: Service,
    runs: int = RUNS,
    seed: int = 1,
    progress: Progress | None = None,
    manners: Sequence[Manner] = MANNERS,
) -> list[Person]:
    """Every person, so many times."""
    runner = Runner(assessments, service)
    total, done = runs * len(manners), 0
    found = []
    for manner in manners:
        taken = []
        for number in range(runs):
            taken.append(runner.take(manner, seed * 1_000_003 + number))
            done += 1
            if progress:
                progress(done, total, manner.name)
        found.append(Person(manner, tuple(taken)))
    return found
