"""What a service's facts say: the same for the citizen and for the consultant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.measurement import (
    LEFT_OUT,
    MANAGED,
    SURE_WHOLE,
    Band,
    Estimate,
    Item,
    Safety,
    judge,
    safety,
)
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Guess, Helped, ServiceFact, TaskFact
from kiosk.domain.task import Case, Service, Task

HELPED = MANAGED - {Outcome.ALONE}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task and how it went."""

    task: Task
    fact: TaskFact

    @property
    def judged(self) -> tuple[Item, Outcome]:
        """What a band is told from."""
        return Item(self.task.a, self.task.b), self.fact.outcome


@dataclass(frozen=True, slots=True)
class ServiceSummary:
    """The facts of one service, can-do first, and the band in which it is told."""

    service: Service
    lines: tuple[TaskLine, ...]
    guess: Guess
    helped: Helped
    band: Band
    estimate: Estimate | None
    """Behind the band; none where only facts are told."""

    def _with(self, outcomes: frozenset[Outcome]) -> tuple[TaskLine, ...]:
        return tuple(line for line in self.lines if line.fact.outcome in outcomes)

    @property
    def counted(self) -> int:
        """Tasks that count: all but those not reached, withdrawn or demonstrated."""
        return len(self.lines) - len(self._with(LEFT_OUT))

    @property
    def alone(self) -> tuple[TaskLine, ...]:
        """Managed without a hint and without anybody's help."""
        return self._with(frozenset({Outcome.ALONE}))

    @property
    def best(self) -> tuple[TaskLine, ...]:
        """The same, what asks most first."""
        return tuple(sorted(self.alone, key=lambda line: -line.task.b))

    @property
    def with_help(self) -> tuple[TaskLine, ...]:
        """Managed with a hint or with the eMentor."""
        return self._with(HELPED)

    @property
    def managed(self) -> int:
        """Windows that are lit: tasks whose goal was met safely, with help or without."""
        return len(self.alone) + len(self.with_help)

    @property
    def to_practise(self) -> tuple[TaskLine, ...]:
        """What to try next, unsafe choices first, then false alarms."""
        known = MANAGED | LEFT_OUT
        rest = [line for line in self.lines if line.fact.outcome not in known]
        return tuple(sorted(rest, key=urgency))


@dataclass(frozen=True, slots=True)
class Together:
    """All services of a visit together."""

    band: Band
    estimate: Estimate | None
    counted: int
    """Tasks behind it."""
    safety: Safety
    false_cases: tuple[TaskLine, ...]
    """Counted tasks in which what was shown was false; true in those of ``true_cases``."""
    true_cases: tuple[TaskLine, ...]


def urgency(line: TaskLine) -> int:
    """For sorting next steps: unsafe choices first, then false alarms."""
    order = (Outcome.UNSAFE, Outcome.FALSE_ALARM)
    return order.index(line.fact.outcome) if line.fact.outcome in order else len(order)


def summarise(service: Service, fact: ServiceFact) -> ServiceSummary:
    """The summary of a service; ``fact`` must be of this service's scoring version."""
    if fact.scoring_digest != service.scoring_digest or len(fact.tasks) != len(service.tasks):
        raise ValueError("facts of another scoring version")
    lines = tuple(
        TaskLine(task, done) for task, done in zip(service.tasks, fact.tasks, strict=True)
    )
    band, estimate = judge(line.judged for line in lines)
    return ServiceSummary(service, lines, fact.guess, fact.helped, band, estimate)


def together(summaries: Iterable[ServiceSummary]) -> Together:
    """The whole of a visit, and its safety tasks pooled."""
    lines = [line for summary in summaries for line in summary.lines]
    band, estimate = judge((line.judged for line in lines), SURE_WHOLE)
    counted = [line for line in lines if line.fact.outcome not in LEFT_OUT]
    return Together(
        band=band,
        estimate=estimate,
        counted=len(counted),
        safety=safety(
            (line.judged[0], line.task.case, line.fact.outcome)
            for line in lines
            if line.task.case is not None
        ),
        false_cases=tuple(line for line in counted if line.task.case is Case.FALSE),
        true_cases=tuple(line for line in counted if line.task.case is Case.TRUE),
    )
