"""Proves every form of every task, then what shows only between forms, cases and tasks."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from kiosk.content.between import against_twin, between_forms, hard_to_read, in_words
from kiosk.content.proof import Prover
from kiosk.content.report import Flaw, FormReport, ServiceReport, TaskReport
from kiosk.content.wander import Wander
from kiosk.content.whole import never_changing, never_shown, small, unbalanced, unlabelled
from kiosk.domain.simulation.walk import LIMIT
from kiosk.domain.task import Assessments, Form, Rung, Service, Task

RANDOM = 0.1
RANDOM_SAFETY = 0.5
"""Share of random runs that may end well."""
OFF_PATH = 0.6
"""Share of the controls of a form that lie off its shortest way, at least; a gate is simpler."""
MISTAKES = 3
MISTAKES_GATE = 1
"""Traps of a form that can happen, at least."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a proof may cost; content that needs more is to be made smaller."""

    states: int = LIMIT
    """Of one walk."""
    steps: int = 100_000
    """Of all walks of a form: two seconds or so, and the same on every machine."""


BUDGET = Budget()

Progress = Callable[[int, int, str], None]
"""(forms done, forms in all, which one)"""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about one form, and what was touched on the way."""

    report: FormReport
    changed: frozenset[str]
    """Events that changed something."""
    shown: frozenset[str]
    """Keys of views that were seen."""


@dataclass(frozen=True, slots=True)
class Job:
    """A form to be proven, and those of its task that differ from it in texts alone."""

    service: Service
    task: Task
    form: Form
    alike: tuple[Form, ...]


def check(
    assessments: Assessments,
    service: str | None = None,
    progress: Progress | None = None,
    budget: Budget = BUDGET,
    workers: int = 1,
) -> list[ServiceReport]:
    """A report for each service, or for the one named by its key; ``workers``: processes."""
    chosen = [s for s in assessments.services if service in (None, s.key)]
    jobs = [job for s in chosen for t in s.tasks for job in _jobs(s, t)]
    total = sum(1 + len(job.alike) for job in jobs)
    done = 0
    proofs: dict[tuple[int, int, int], Proof] = {}
    for job, proof in zip(jobs, _proofs(jobs, budget, workers), strict=True):
        for form in (job.form, *job.alike):
            own = replace(proof, report=_as_of(form, proof.report))
            proofs[job.service.number, job.task.number, form.row] = own
        done += 1 + len(job.alike)
        if progress:
            progress(done, total, f"{job.service.key}/{job.task.key}")
    return [_service(s, proofs, assessments.terms, budget) for s in chosen]


def _jobs(service: Service, task: Task) -> Iterator[Job]:
    """Names and dates do not change the machine: each kind of form is proven once."""
    left = list(task.forms)
    while left:
        first, *others = left
        rules = _rules(first)
        alike = tuple(f for f in others if _rules(f) == rules)
        yield Job(service, task, first, alike)
        left = [f for f in others if all(f is not a for a in alike)]


def _rules(form: Form) -> tuple[object, ...]:
    """All of a form but what only its texts say."""
    return (
        form.model, form.goal, form.ends, form.decides,
        [(t.key, t.when) for t in form.traps],
        [(c.key, c.when) for c in form.checkpoints],
        [(h.id, h.when) for h in form.hints],
        [(v.key, c.id, c.kind, c.event, c.when, [o.event for o in c.options])
         for v in form.views for c in v.components],
    )  # fmt: skip


def _as_of(form: Form, report: FormReport) -> FormReport:
    flaws = [in_words(form, flaw) for flaw in report.flaws]
    return replace(report, form=form.row + 1, flaws=flaws, notes=list(report.notes))


def _proofs(jobs: Sequence[Job], budget: Budget, workers: int) -> Iterator[Proof]:
    if workers < 2:
        yield from (_prove(*_question(job), budget) for job in jobs)
        return
    # not forked: whoever calls may have threads
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context) as pool:
        asked = [pool.submit(_prove, *_question(job), budget) for job in jobs]
        yield from (answer.result() for answer in asked)


def _question(job: Job) -> tuple[Task, Form, str, bool]:
    """What one proof needs, small enough to be sent to another process."""
    seed = f"{job.service.number}/{job.task.number}/{job.form.row}"
    return replace(job.task, forms=()), job.form, seed, job.service.gate


def _prove(task: Task, form: Form, seed: str, gate: bool, budget: Budget) -> Proof:
    begun = time.process_time()
    report = Prover(task, form, budget.states).prove()
    wander = Wander(form, seed).run().roam(report.shortest).look_around()
    report.seconds = time.process_time() - begun
    report.views = len(form.views)
    report.random = wander.share
    _count_controls(form, report, wander.changed)
    report.flaws += _too_easy(task, report, gate)
    if report.steps > budget.steps:
        message = f"the proof took {report.steps} steps where {budget.steps} are allowed"
        report.flaws.append(Flaw("budget", message))
    changed = frozenset(wander.changed) | frozenset(report.shortest)
    return Proof(report, changed, frozenset(wander.shown))


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


def _too_easy(task: Task, report: FormReport, gate: bool) -> Iterator[Flaw]:
    """Won by random taps, with too little beside the way, or with nothing to go wrong."""
    most = RANDOM_SAFETY if task.rung is Rung.SAFETY else RANDOM
    if report.random > most:
        message = f"{report.random:.0%} of random runs end with the goal met, {most:.0%} may"
        yield Flaw("random walk", message)
    if report.off_path < OFF_PATH and report.shortest and not gate:
        message = f"{report.off_path:.0%} of the controls lie off the shortest way, not 60%"
        yield Flaw("off path", message, report.shortest)
    least = MISTAKES_GATE if gate else MISTAKES
    if len(report.traps) < least:
        message = f"{len(report.traps)} mistakes can be made where {least} are wanted"
        yield Flaw("mistakes", message)


def _service(
    service: Service,
    proofs: dict[tuple[int, int, int], Proof],
    terms: frozenset[str],
    budget: Budget,
) -> ServiceReport:
    out = ServiceReport(service.number, service.key)
    changed: set[str] = set()
    shown: set[str] = set()
    for task in service.tasks:
        found = [proofs[service.number, task.number, f.row] for f in task.forms]
        changed.update(*(p.changed for p in found))
        shown.update(*(p.shown for p in found))
        report = TaskReport(task.number, task.key, task.rung.value, forms=[p.report for p in found])
        report.flaws += between_forms(task, report.forms, budget.states)
        report.lix, hard = hard_to_read(task, terms)
        report.flaws += hard + against_twin(service, task)
        out.tasks.append(report)
    out.views = len({v.key for t in service.tasks for f in t.forms for v in f.views})
    out.flaws += never_shown(service, shown, budget.states)
    out.flaws += never_changing(service, changed, budget.states)
    out.flaws += unlabelled(service) + unbalanced(service)
    out.notes += small(service)
    return out
