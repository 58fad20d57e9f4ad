"""What the scripted citizen wants in a task: mostly what is right, and two honest mistakes."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.simulation.guide import Guide
from kiosk.domain.task import Case, Service, Task
from kiosk.domain.visit import Run


def way(run: Run) -> Callable[[Run], str | None]:
    """What a citizen wants in a task, as the next step from where it stands.

    What decides is opened first; then the goal, or once what somebody who believes it would do.
    """
    form, ends = run.form, tuple(run.form.ends.values())
    believed = run.task == believed_in(run.service)
    unsafe = tuple(part for trap in form.traps if trap.unsafe for part in trap.when)
    mistaken = Guide(form.model, unsafe, ends) if believed and unsafe else None
    careful = run.task.case is not None and mistaken is None and form.decides
    reading = Guide(form.model, form.decides, ends) if careful else None

    def toward(now: Run) -> str | None:
        if mistaken is not None:
            step = mistaken.step(now.values)
        else:
            step = reading.step(now.values) if reading is not None and not now.decided else None
            step = step or form.step_toward(now.values)
        return step and step[1]

    return toward


def hinted(service: Service) -> Task | None:
    """The task in which a hint is asked for: the last plain one of a service."""
    plain = [task for task in service.tasks if task.case is None]
    return plain[-1] if plain and not service.gate else None


def believed_in(service: Service) -> Task | None:
    """The safety task in which what is false is believed: the last one of a service."""
    false = [
        task
        for task in service.tasks
        if task.case is Case.FALSE and any(t.unsafe for form in task.forms for t in form.traps)
    ]
    return false[-1] if false else None
