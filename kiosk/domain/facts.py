"""From a visit to its facts: one outcome a task, and what is handed over on *Share*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.outcome import Ending, Outcome, outcome
from kiosk.domain.record import Ended, Flag, Guess, Helped, ServiceFact, TaskFact, VisitResult
from kiosk.domain.task import Service, Task
from kiosk.domain.text import Text
from kiosk.domain.visit import Run, Visit

GATE_MISSES = 1
"""Tasks of the device gate that may be missed: 5 of 6 are enough."""
PASSES = frozenset({Outcome.ALONE, Outcome.HINT_1, Outcome.HINT_2})


def ending(run: Run) -> Ending:
    """What is known of an ended run; the latched traps count, whatever came after."""
    return Ending(
        goal_met=run.goal_met,
        unsafe=any(trap.unsafe for trap in run.mistakes),
        false_alarm=any(trap.alarm for trap in run.mistakes),
        skipped=run.skipped,
        mentor=run.mentor,
        hint=run.hint,
    )


def seconds_on(run: Run, now: int) -> int:
    """Whole seconds on the task, pauses left out."""
    until = now if run.ended_at is None else run.ended_at
    return max(0, (until - run.opened_at - run.away) // 1000)


def task_fact(run: Run, now: int) -> TaskFact:
    """The fact of one opened task."""
    return TaskFact(
        outcome=outcome(ending(run)),
        begun_again=min(run.begun_again, 3),
        deciding_opened=run.decided,
        seconds=seconds_on(run, now),
    )


def service_fact(visit: Visit, service: Service) -> ServiceFact:
    """The facts of a service, its tasks in the order in which they are written."""
    return ServiceFact(
        service=service.number,
        scoring_digest=service.scoring_digest,
        guess=visit.guesses.get(service.number, Guess.NOT_ASKED),
        helped=visit.helped.get(service.number, Helped.NOT_ASKED),
        tasks=tuple(_fact_or_not(visit, service, task) for task in service.tasks),
    )


def _fact_or_not(visit: Visit, service: Service, task: Task) -> TaskFact:
    run = visit.runs.get((service.number, task.number))
    return TaskFact(Outcome.NOT_REACHED) if run is None else task_fact(run, visit.at)


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What happened on the way of one task; each mistake is told by its own text."""

    task: Task
    texts: tuple[Text, ...]


def mistakes(visit: Visit, service: Service) -> tuple[Mistakes, ...]:
    """Every mistake that held in a service, also in tasks that were managed after all."""
    found = []
    for run in visit.runs_of(service):
        texts = tuple(trap.text for trap in run.mistakes if trap.text is not None)
        if texts:
            found.append(Mistakes(run.task, texts))
    return tuple(found)


def gate_passed(visit: Visit) -> bool:
    """At most one task of the device gate was missed; a nudge and a pointer are no miss.

    Who cannot tap, scroll or type would else be recorded as lacking the skill behind it (PIAAC has
    such a gate before its computer test). Without a gate there is nothing to pass.
    """
    gate = visit.gate
    if gate is None:
        return False
    facts = (_fact_or_not(visit, gate, task) for task in gate.tasks)
    return sum(fact.outcome not in PASSES for fact in facts) <= GATE_MISSES


def result(visit: Visit, language: int, flags: Flag) -> VisitResult:
    """What a visit showed: the services that were begun, and how it ended.

    Of the device gate only whether it was passed; where nothing came after it, the services of the
    visit are told as not reached.
    ``language`` is the permanent number of the instruction language.
    """
    begun = [service for service in visit.tested if visit.runs_of(service)]
    passed = Flag.GATE_PASSED if gate_passed(visit) else Flag(0)
    return VisitResult(
        day=date.fromisoformat(visit.began.day),
        duration=visit.at // 1000,
        seed=visit.began.seed,
        flags=flags | passed,
        language=language,
        ended=Ended.STOPPED if visit.stopped else Ended.ALL_TASKS,
        services=tuple(service_fact(visit, service) for service in begun or visit.tested),
    )
