"""What must hold over all the tasks of a service."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kiosk.content.proof import BudgetError, Prover
from kiosk.content.report import Flaw, controls
from kiosk.content.words import said
from kiosk.domain.simulation.condition import Cond, conj
from kiosk.domain.simulation.view import Kind
from kiosk.domain.task import Case, Form, Rung, Service, Task

TASKS = 12
"""Of a service that is to be measured; fewer are only noted."""
SAFETY_SHARE = 0.25


def never_shown(service: Service, shown: Collection[str], limit: int) -> list[Flaw]:
    """Views that are shown in no form of any task, even after its end."""
    forms = list(_forms(service))
    missing: list[Flaw] = []
    for device, name in dict.fromkeys((v.device, v.name) for _, f in forms for v in f.views):
        cond: Cond = ({device: frozenset([name])},)
        if f"{device}.{name}" in shown or any(_reaches(t, f, cond, (), limit) for t, f in forms):
            continue
        missing.append(Flaw("view live", f"view '{device}.{name}' is never shown"))
    return missing


def _reaches(task: Task, form: Form, cond: Cond, ends: tuple[Cond, ...], limit: int) -> bool:
    if any(v not in form.model.vars for a in cond for v in a):
        return False
    steps = (branch.set for rule in form.awake.rules for branch in rule.branches)
    begins = form.machine.holds(cond, form.machine.start)
    if not begins and not any(s.get(v) in ok for s in steps for a in cond for v, ok in a.items()):
        return False
    try:
        return Prover(task, form, limit).way_to(cond, ends) is not None
    except BudgetError:
        return True  # the form's own proof says that the budget is too small


def never_changing(service: Service, changed: Collection[str], limit: int) -> list[Flaw]:
    """Controls whose events change nothing in any state of any task."""
    out: dict[str, Flaw] = {}
    for _, form in _forms(service):
        for view, name in controls(form.views):
            component = next(c for c in view.components if c.id == name)
            events = form.events_of(view, component)
            key = f"{view.key}/{name}"
            if key in out or set(events) & set(changed):
                continue
            if not any(_can_change(t, f, e, limit) for t, f in _forms(service) for e in events):
                out[key] = Flaw("component live", f"'{key}' never changes anything")
    return list(out.values())


def _can_change(task: Task, form: Form, event: str, limit: int) -> bool:
    machine = form.machine
    branches = [b for rule in form.awake.rules if rule.event == event for b in rule.branches]
    if not branches:
        return False
    try:
        prover = Prover(task, form, limit)
        way = prover.way_to(
            _changing(form, event),
            shows=lambda state: machine.apply(state, event) != state,
            told_by=[branch.when for branch in branches],
        )
    except BudgetError:
        return True
    return way is not None


def _changing(form: Form, event: str) -> Cond:
    """Where a branch of the event would assign another value than the one that is there."""
    out: Cond = ()
    for branch in (b for r in form.model.rules if r.event == event for b in r.branches):
        for variable, value in branch.set.items():
            others = frozenset(form.model.vars[variable]) - {value}
            out += conj(branch.when, ({variable: others},))
    return out


def unlabelled(service: Service) -> list[Flaw]:
    """Controls that nobody can see the meaning of, or hear it: a label that its form leaves empty.

    The arrow back is drawn and spoken by the device itself.
    """
    out: list[Flaw] = []
    for _, form in _forms(service):
        for view in form.views:
            for component in view.components:
                texts = [component.text, *(o.text for o in component.options)]
                if component.kind is not Kind.BACK and not all(map(said, texts)):
                    message = f"'{view.key}/{component.id}' has no words to show or to read aloud"
                    out.append(Flaw("label", message))
    return list(dict.fromkeys(out))


def unbalanced(service: Service) -> list[Flaw]:
    """Safety tasks: as many true as false, each with a twin of the other case that names it."""
    safety = [t for t in service.tasks if t.rung is Rung.SAFETY]
    true = sum(t.case is Case.TRUE for t in safety)
    out: list[Flaw] = []
    if 2 * true != len(safety):
        message = f"{true} safety tasks are true and {len(safety) - true} false: make them equal"
        out.append(Flaw("safety", message))
    for task in safety:
        twin = next((t for t in safety if t.number == task.twin), None)
        if twin is None or twin.twin != task.number:
            message = f"'{task.key}' has no twin of the other case that names it in turn"
            out.append(Flaw("safety", message))
    return out


def small(service: Service) -> list[str]:
    """Why a service cannot carry a judgement yet: no flaw, and nothing that a gate needs."""
    if service.gate:
        return []
    out: list[str] = []
    count, safety = len(service.tasks), sum(t.rung is Rung.SAFETY for t in service.tasks)
    if count < TASKS:
        out.append(f"{_many(count)}; a service that is to be measured has {TASKS} or more")
    if safety < SAFETY_SHARE * count:
        out.append(f"{safety} of {_many(count)} about safety; a quarter is wanted")
    return out


def _many(count: int) -> str:
    return f"{count} task{'s' if count != 1 else ''}"


def _forms(service: Service) -> Iterator[tuple[Task, Form]]:
    """One form of each task first: mostly its others can show nothing more."""
    every = [(task, form) for task in service.tasks for form in task.forms]
    yield from sorted(every, key=lambda both: both[1].row)
