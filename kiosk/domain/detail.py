"""How a visit went in detail: the mistakes made and the process facts, for the bundle only.

Nothing in it is a clock time, and every length of time is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.facts import ending
from kiosk.domain.outcome import Outcome, outcome
from kiosk.domain.process import process
from kiosk.domain.visit import Run, Visit

STEP_S = 5
"""Seconds to which times are rounded, so that no two visits are told apart by them."""


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """One opened task. Its mistakes and checkpoints are keys of its form in that content."""

    task: int
    row: int
    """The form: a row of the task's table."""
    outcome: Outcome
    seconds: int
    """On the task, pauses left out; rounded."""
    to_first_action: int | None
    """Seconds, pauses left out; rounded; None: nothing was done."""
    actions: int
    shortest: int
    """Actions of a shortest way to the goal."""
    detour: int | None
    """Actions beyond a shortest way; None: the goal was not met."""
    left: int | None
    """Actions that were still missing; None: no way led to the goal any more."""
    hint: int = 0
    """Highest hint that was shown, 0 to 3; those below it came before."""
    mentor: bool = False
    deciding_opened: bool = False
    begun_again: int = 0
    missed: int = 0
    """Taps that reached no control."""
    mistakes: tuple[str, ...] = ()
    """Keys of the traps that ever held, in the order of the form's list."""
    checkpoints: tuple[str, ...] = ()
    """Keys of the checkpoints that held at the end, in the order of the form's list."""


@dataclass(frozen=True, slots=True)
class ServiceDetail:
    """The opened tasks of a service, in the order in which they were opened."""

    service: int
    tasks: tuple[TaskDetail, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything in a detail object that is known before *Share*."""

    content: bytes
    """Full digest, 32 bytes: under it the keys of mistakes and checkpoints have their texts."""
    services: tuple[ServiceDetail, ...]

    def task(self, service: int, task: int) -> TaskDetail | None:
        """What is told of a task; None if it was not opened."""
        return next(
            (
                one
                for told in self.services
                for one in told.tasks
                if (told.service, one.task) == (service, task)
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class DetailRecord:
    """A detail bound to its result; this is what is signed and sealed."""

    tablet: int
    epoch: int
    sequence: int
    result_id: bytes
    """16 bytes; the result has the same tablet, epoch and sequence."""
    detail: Detail


def detail(visit: Visit) -> Detail:
    """The detail of a visit, for the services that its result tells of."""
    services = (
        ServiceDetail(service.number, tuple(task_detail(run, visit.at) for run in runs))
        for service in visit.tested
        if (runs := visit.runs_of(service))
    )
    return Detail(bytes.fromhex(visit.began.content), tuple(services))


def task_detail(run: Run, now: int) -> TaskDetail:
    """The detail of one run; ``now`` is the visit's time, for a run that is still open."""
    facts = process(run, now)
    first, form = facts.to_first_action, run.form
    return TaskDetail(
        task=run.task.number,
        row=form.row,
        outcome=outcome(ending(run)),
        seconds=rounded(facts.seconds),
        to_first_action=None if first is None else rounded(first),
        actions=facts.actions,
        shortest=facts.shortest,
        detour=facts.detour,
        left=facts.left,
        hint=run.hint,
        mentor=run.mentor,
        deciding_opened=run.decided,
        begun_again=run.begun_again,
        missed=facts.missed,
        mistakes=tuple(trap.key for trap in run.mistakes),
        checkpoints=tuple(point.key for point in form.checkpoints if point.key in run.met),
    )


def rounded(seconds: float) -> int:
    """To the nearest ``STEP_S``, halves up."""
    return int((seconds + STEP_S / 2) // STEP_S) * STEP_S
