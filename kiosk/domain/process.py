"""How a task was gone about: facts that are told beside its outcome and never scored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.facts import ending, seconds_on
from kiosk.domain.outcome import Outcome, outcome
from kiosk.domain.simulation.condition import NEVER
from kiosk.domain.task import Form
from kiosk.domain.visit import Run

BY_ITSELF = "later/"
"""Events that begin so are time passing in the service, not the citizen."""


class Reading(StrEnum):
    """Whether the answer followed from what decides it."""

    BY_READING = "right by reading"
    BY_LUCK = "right by luck"
    IN_SPITE = "not right, though what decides was opened"
    UNREAD = "not right, and what decides was not opened"
    NOTHING = "nothing in particular decides"


@dataclass(frozen=True, slots=True)
class Process:
    """Unscored facts of one run."""

    seconds: int
    """On the task, pauses left out."""
    to_first_action: float | None
    """Seconds from opening to the first action, pauses left out; None: nothing was done."""
    actions: int
    missed: int
    """Taps that reached no control."""
    shortest: int
    """Actions of a shortest way from the start to the goal."""
    detour: int | None
    """Actions beyond a shortest way; None: the goal was not met."""
    left: int | None
    """Actions that were still missing; 0: the goal is met, None: no way leads there any more."""
    reading: Reading


def process(run: Run, now: int) -> Process:
    """What the journal says of a run; ``now`` is the visit's time, for a run that is still open."""
    shortest = actions_to_goal(run.form, run.form.machine.start) or 0
    over = run.acted_to_the_end and not run.goal_met
    left = None if over else actions_to_goal(run.form, run.state)
    return Process(
        seconds=seconds_on(run, now),
        to_first_action=to_first_action(run),
        actions=run.actions,
        missed=run.missed,
        shortest=shortest,
        detour=max(0, run.actions - shortest) if run.goal_met else None,
        left=left,
        reading=reading(run),
    )


def to_first_action(run: Run) -> float | None:
    """Seconds until something was done, pauses left out; None: nothing was done."""
    if run.first_action_at is None:
        return None
    return (run.first_action_at - run.opened_at - run.away_before_action) / 1000


def actions_to_goal(form: Form, state: int) -> int | None:
    """Actions of a shortest way from a state to the goal; None where no way leads there."""
    machine, actions = form.machine, 0
    while not machine.holds(form.goal, state):
        step = form.step_toward(machine.decode(state))
        if step is None:
            return None
        actions += not step[1].startswith(BY_ITSELF)
        state = machine.apply(state, step[1])
    return actions


def reading(run: Run) -> Reading:
    """Right by reading or right by luck; where nothing decides there is nothing to tell."""
    if run.form.decides == NEVER:
        return Reading.NOTHING
    bad = (Outcome.UNSAFE, Outcome.FALSE_ALARM, Outcome.SKIPPED, Outcome.NOT_DONE)
    if outcome(ending(run)) in bad:
        return Reading.IN_SPITE if run.decided else Reading.UNREAD
    return Reading.BY_READING if run.decided else Reading.BY_LUCK
