"""Where a visit goes next: one place at a time, read from what the journal says so far."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.facts import gate_passed
from kiosk.domain.task import Service
from kiosk.domain.text import Text
from kiosk.domain.visit import Ref, Run, Visit


@dataclass(frozen=True, slots=True)
class Card:
    """The practice card is shown and explained."""


@dataclass(frozen=True, slots=True)
class GateDone:
    """The device gate is over."""

    passed: bool
    """Else an eMentor helps first, and nothing more is tried."""


@dataclass(frozen=True, slots=True)
class OwnGuess:
    """What do you think you can?"""

    service: Service


@dataclass(frozen=True, slots=True)
class Opening:
    """The next task is to be opened; nothing is asked of the citizen here."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class InTask:
    """A task is open."""

    run: Run


@dataclass(frozen=True, slots=True)
class After:
    """What would have happened, told kindly after the task."""

    run: Run
    stories: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AskHelped:
    """Did somebody help?"""

    service: Service


@dataclass(frozen=True, slots=True)
class Summary:
    """What was shown, beside the own guess."""

    service: Service


@dataclass(frozen=True, slots=True)
class ShareOrNot:
    """Share, no thanks, or delete."""


Place = Card | GateDone | OwnGuess | Opening | InTask | After | AskHelped | Summary | ShareOrNot


def place(visit: Visit) -> Place:
    """The one place where the citizen is now."""
    if not visit.card_seen:
        return Card()
    run = visit.run
    if run and not run.ended:
        return InTask(run)
    if run and not run.after_seen and (told := stories(run)):
        return After(run, told)
    if visit.gate is not None:
        if (here := _at_gate(visit, visit.gate)) is not None:
            return here
        if not gate_passed(visit):
            return ShareOrNot()
    for service in visit.tested:
        if (here := _in_service(visit, service)) is not None:
            return here
    return ShareOrNot()


def _at_gate(visit: Visit, gate: Service) -> Place | None:
    """What is left of the device gate: all of its tasks are tried, whatever came of the first."""
    if (ref := visit.next_task) is not None and ref[0] == gate.number:
        return Opening(ref)
    passed = gate_passed(visit)
    if visit.gate_seen or (visit.stopped and passed):
        return None
    return GateDone(passed)


def _in_service(visit: Visit, service: Service) -> Place | None:
    """What is left to do in a service; none when it is done or was never begun before a stop."""
    begun = bool(visit.runs_of(service))
    if visit.stopped and not begun:
        return None
    if service.number not in visit.guesses:
        return OwnGuess(service)
    if (ref := visit.next_task) is not None and ref[0] == service.number:
        return Opening(ref)
    if service.number not in visit.helped:
        return AskHelped(service)
    if service.number not in visit.summaries:
        return Summary(service)
    return None


def stories(run: Run) -> tuple[Text, ...]:
    """What is told after a task: the texts of the unsafe acts and false alarms that happened."""
    return tuple(trap.text for trap in run.mistakes if trap.text and (trap.unsafe or trap.alarm))
