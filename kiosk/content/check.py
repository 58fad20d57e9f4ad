"""Proves every form of every task, then what shows only between forms, cases and tasks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kiosk.content import plain
from kiosk.content.habit import habit, part_too_early
from kiosk.content.proof import BudgetError, Prover
from kiosk.content.report import Flaw, FormReport, ServiceReport, TaskReport, controls
from kiosk.content.wander import Wander
from kiosk.domain.simulation.condition import Cond, conj
from kiosk.domain.simulation.walk import LIMIT
from kiosk.domain.task import Assessments, Form, Rung, Service, Task

RANDOM = 0.1
RANDOM_SAFETY = 0.5
"""Share of random runs that may end well."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a proof may cost; content that needs more is to be made smaller."""

    states: int = LIMIT
    """Of one walk."""
    seconds: float = 2.0
    """Of processor time for a form."""


BUDGET = Budget()

Progress = Callable[[int, int, str], None]
"""(forms done, forms in all, which one)"""


def check(
    assessments: Assessments,
    service: str | None = None,
    progress: Progress | None = None,
    budget: Budget = BUDGET,
) -> list[ServiceReport]:
    """A report for each service, or for the one named by its key."""
    chosen = [s for s in assessments.services if service in (None, s.key)]
    total = sum(len(t.forms) for s in chosen for t in s.tasks)
    done = 0

    def tell(where: str) -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total, where)

    return [check_service(s, tell, assessments.terms, budget) for s in chosen]


def check_service(
    service: Service,
    tell: Callable[[str], None] = lambda _: None,
    terms: frozenset[str] = frozenset(),
    budget: Budget = BUDGET,
) -> ServiceReport:
    out = ServiceReport(service.number, service.key)
    changed: set[str] = set()
    for task in service.tasks:
        report = TaskReport(task.number, task.key, task.rung.value)
        for form in task.forms:
            seed = f"{service.number}/{task.number}/{form.row}"
            report.forms.append(_check_form(task, form, seed, changed, budget))
            tell(f"{service.key}/{task.key} {form.row + 1}")
        report.flaws += _between_forms(task, report.forms)
        report.flaws += _hard_to_read(task, report, terms)
        out.tasks.append(report)
    for task, report in zip(service.tasks, out.tasks, strict=True):
        report.flaws += _against_twin(service, task)
    out.views = len({v.key for t in service.tasks for f in t.forms for v in f.views})
    out.flaws += _never_shown(service, budget.states)
    out.flaws += _never_changing(service, changed, budget.states)
    return out


def _check_form(task: Task, form: Form, seed: str, changed: set[str], budget: Budget) -> FormReport:
    begun = time.process_time()
    report = Prover(task, form, budget.states).prove()
    wander = Wander(form, seed).run().roam(report.shortest)
    report.seconds = time.process_time() - begun
    report.random = wander.share
    changed |= wander.changed | set(report.shortest)
    _count_controls(form, report, wander.changed)
    most = RANDOM_SAFETY if task.rung is Rung.SAFETY else RANDOM
    if report.random > most:
        message = f"{report.random:.0%} of random runs end with the goal met, {most:.0%} may"
        report.flaws.append(Flaw("random walk", message))
    if report.seconds > budget.seconds:
        message = f"the proof took {report.seconds:.1f} s where {budget.seconds:g} s are allowed"
        report.flaws.append(Flaw("budget", message))
    return report


def _count_controls(form: Form, report: FormReport, changed: set[str]) -> None:
    live = {
        (v.key, c.id)
        for v in form.views
        for c in v.components
        if changed.intersection(form.events_of(v, c))
    }
    found = (form.component_of(e) for e in report.shortest)
    path = {(f[0].key, f[1].id) for f in found if f}
    live |= path
    report.controls = len(live)
    report.off_path = 1 - len(path) / len(live) if live else 0.0


# -- between the forms of a task


def _between_forms(task: Task, reports: list[FormReport]) -> list[Flaw]:
    out: list[Flaw] = []
    lengths = [len(r.shortest) for r in reports if r.shortest]
    if lengths and max(lengths) - min(lengths) > 1:
        out.append(Flaw("form-equal", f"shortest ways differ: {lengths}"))
    first = reports[0].traps if reports else ()
    for report in reports[1:]:
        if other := sorted(set(first) ^ set(report.traps)):
            message = f"forms 1 and {report.form} differ in traps: {', '.join(other)}"
            out.append(Flaw("form-equal", message))
    if all(r.lucky is not None for r in reports) and len(reports) > 1:
        path = habit(list(task.forms))
        if path is not None:
            out.append(Flaw("habit", "one way wins in every form without what decides", path))
    return out


def _hard_to_read(task: Task, report: TaskReport, terms: frozenset[str]) -> list[Flaw]:
    out: list[Flaw] = []
    for form in task.forms:
        said = [text.say(lambda _key, source: source) for text in task.texts(form)]
        every = (words for text in said for words in plain.sentences(text))
        out += (
            Flaw("plain language", f"{len(words)} words: {' '.join(words)}")
            for words in every
            if len(words) > plain.SENTENCE
        )
        report.lix = max((x for x in (report.lix, plain.lix(said, terms)) if x), default=None)
    if report.lix and report.lix > plain.LIX:
        out.append(Flaw("plain language", f"LIX {report.lix:.0f} where {plain.LIX} is allowed"))
    return list(dict.fromkeys(out))


def _against_twin(service: Service, task: Task) -> list[Flaw]:
    """A safety task and its twin must part after what decides was seen, and not before."""
    if task.twin is None:
        return []
    twin = service.task(task.twin)
    pairs = zip(task.forms, twin.forms, strict=False)
    paths = (part_too_early(mine, other) for mine, other in pairs)
    early = next((p for p in paths if p is not None), None)
    if early is None:
        return []
    return [Flaw("habit", f"parts from '{twin.key}' before what decides is seen", early)]


# -- over the tasks of a service


def _never_shown(service: Service, limit: int) -> list[Flaw]:
    """Views that are shown in no form of any task, even after its end."""
    forms = list(_forms(service))
    missing: list[Flaw] = []
    for device, name in dict.fromkeys((v.device, v.name) for _, f in forms for v in f.views):
        cond: Cond = ({device: frozenset([name])},)
        if not any(_reaches(t, f, cond, (), limit) for t, f in forms):
            missing.append(Flaw("view live", f"view '{device}.{name}' is never shown"))
    return missing


def _reaches(task: Task, form: Form, cond: Cond, ends: tuple[Cond, ...], limit: int) -> bool:
    try:
        return Prover(task, form, limit).way_to(cond, ends) is not None
    except BudgetError:
        return True  # the form's own proof says that the budget is too small


def _never_changing(service: Service, changed: set[str], limit: int) -> list[Flaw]:
    """Controls whose events change nothing in any state of any task."""
    out: dict[str, Flaw] = {}
    for _, form in _forms(service):
        for view, name in controls(form.views):
            component = next(c for c in view.components if c.id == name)
            events = form.events_of(view, component)
            key = f"{view.key}/{name}"
            if key in out or changed.intersection(events):
                continue
            if not any(_can_change(t, f, e, limit) for t, f in _forms(service) for e in events):
                out[key] = Flaw("component live", f"'{key}' never changes anything")
    return list(out.values())


def _can_change(task: Task, form: Form, event: str, limit: int) -> bool:
    machine = form.machine
    try:
        prover = Prover(task, form, limit)
        way = prover.way_to(
            _changing(form, event), shows=lambda state: machine.apply(state, event) != state
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


def _forms(service: Service) -> Iterator[tuple[Task, Form]]:
    for task in service.tasks:
        for form in task.forms:
            yield task, form
