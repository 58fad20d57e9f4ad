"""What a service's facts say in words: the same for the citizen and for the consultant."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Guess, Helped, ServiceFact, TaskFact
from kiosk.domain.task import Service, Task

HELPED = frozenset({Outcome.HINT_1, Outcome.HINT_2, Outcome.HINT_3, Outcome.MENTOR})
LEFT_OUT = frozenset({Outcome.NOT_REACHED, Outcome.WITHDRAWN, Outcome.DEMONSTRATED})
ENOUGH = 8
"""Counted tasks from which a band may be told; fewer are facts only."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task and how it went."""

    task: Task
    fact: TaskFact


@dataclass(frozen=True, slots=True)
class ServiceSummary:
    """The facts of one service, can-do first."""

    service: Service
    lines: tuple[TaskLine, ...]
    guess: Guess
    helped: Helped

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
    def with_help(self) -> tuple[TaskLine, ...]:
        """Managed with a hint or with the eMentor."""
        return self._with(HELPED)

    @property
    def managed(self) -> int:
        """Windows that are lit: tasks whose goal was met safely, with help or without."""
        return len(self.alone) + len(self.with_help)

    @property
    def to_practise(self) -> tuple[TaskLine, ...]:
        """What to try next, the safety tasks first."""
        known = HELPED | LEFT_OUT | {Outcome.ALONE}
        rest = [line for line in self.lines if line.fact.outcome not in known]
        unsafe = {Outcome.UNSAFE, Outcome.FALSE_ALARM}
        return tuple(sorted(rest, key=lambda line: line.fact.outcome not in unsafe))


def summarise(service: Service, fact: ServiceFact) -> ServiceSummary:
    """The summary of a service; ``fact`` must be of this service's scoring version."""
    if fact.scoring_digest != service.scoring_digest or len(fact.tasks) != len(service.tasks):
        raise ValueError("facts of another scoring version")
    lines = tuple(
        TaskLine(task, done) for task, done in zip(service.tasks, fact.tasks, strict=True)
    )
    return ServiceSummary(service, lines, fact.guess, fact.helped)
