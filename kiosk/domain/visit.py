"""One citizen's stay: what the lines of its journal add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch

from kiosk.domain import journal
from kiosk.domain.draw import draw, interleave
from kiosk.domain.errors import N_
from kiosk.domain.journal import FORMAT, Began, JournalError, Step
from kiosk.domain.record import Guess, Helped
from kiosk.domain.task import Assessments, Form, Rung, Service, Task, Trap

MOST_MISSED = 200
"""Missed taps of one task that are written down: drumming fingers must not fill the journal."""


@dataclass(frozen=True, slots=True)
class Run:
    """A task as it was taken: where it stands and what ever held in it."""

    service: Service
    task: Task
    form: Form
    state: int
    """The simulation's state; see ``values``."""
    opened_at: int
    ended_at: int | None = None
    away: int = 0
    """Milliseconds of pause inside the task."""
    hint: int = 0
    mentor: bool = False
    begun_again: int = 0
    skipped: bool = False
    traps: frozenset[str] = frozenset()
    """Traps that ever held, also before the task was begun again."""
    decided: bool = False
    """The deciding information was open at some time."""
    actions: int = 0
    first_action_at: int | None = None
    away_before_action: int = 0
    """Milliseconds of pause before the first action."""
    missed: int = 0
    """Taps that reached no control, at most ``MOST_MISSED``."""
    after_seen: bool = False

    @property
    def ended(self) -> bool:
        """The citizen can do nothing more in this task."""
        return self.ended_at is not None

    @property
    def goal_met(self) -> bool:
        """The goal holds in the state where the task stands or ended."""
        return not self.skipped and self.form.machine.holds(self.form.goal, self.state)

    @property
    def mistakes(self) -> tuple[Trap, ...]:
        """The traps that ever held, in the order of the form's list."""
        return tuple(trap for trap in self.form.traps if trap.key in self.traps)

    @property
    def values(self) -> Mapping[str, str]:
        """The simulation's variables, decoded."""
        return self.form.machine.decode(self.state)

    @property
    def met(self) -> frozenset[str]:
        """Checkpoints that hold where the task stands or ended."""
        holds = self.form.machine.holds
        return frozenset(c.key for c in self.form.checkpoints if holds(c.when, self.state))

    @property
    def acted_to_the_end(self) -> bool:
        """An act that ends the task has been done."""
        machine = self.form.machine
        return any(machine.holds(end, self.state) for end in self.form.ends.values())

    def reached(self, state: int) -> Run:
        """The run in a new state of its simulation; what ever held in it is noted."""
        holds = self.form.machine.holds
        return replace(
            self,
            state=state,
            traps=self.traps | {t.key for t in self.form.traps if holds(t.when, state)},
            decided=self.decided or holds(self.form.decides, state),
        )


Ref = tuple[int, int]
"""Numbers of a service and of one of its tasks."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The state of a visit after its last line."""

    began: Began
    services: tuple[Service, ...]
    order: tuple[Ref, ...]
    """All tasks of the visit in the order of their turn."""
    at: int
    language: str
    comfort: tuple[str, str] | None = None
    """Text size and palette, where the citizen chose them."""
    listened: bool = False
    """Something was read aloud."""
    card_seen: bool = False
    guesses: Mapping[int, Guess] = field(default_factory=dict)
    """Own guess by service number, as the two below."""
    helped: Mapping[int, Helped] = field(default_factory=dict)
    gate_seen: bool = False
    """What the device gate led to has been read."""
    summaries: frozenset[int] = frozenset()
    runs: Mapping[Ref, Run] = field(default_factory=dict)
    """Runs in the order in which they were opened."""
    current: Ref | None = None
    """The task that was opened last."""
    paused_at: int | None = None
    stopped: bool = False

    @property
    def run(self) -> Run | None:
        """The task that was opened last."""
        return None if self.current is None else self.runs[self.current]

    @property
    def next_task(self) -> Ref | None:
        """The next task that was not opened yet; none after the citizen stopped."""
        return None if self.stopped else next((r for r in self.order if r not in self.runs), None)

    @property
    def gate(self) -> Service | None:
        """The device gate, if this visit has one."""
        return next((service for service in self.services if service.gate), None)

    @property
    def tested(self) -> tuple[Service, ...]:
        """The services that are told of: all but the gate."""
        return tuple(service for service in self.services if not service.gate)

    def service(self, number: int) -> Service:
        """The service of this number in this visit."""
        found = next((s for s in self.services if s.number == number), None)
        if found is None:
            raise JournalError(_CHANGED)
        return found

    def runs_of(self, service: Service) -> tuple[Run, ...]:
        """What was opened of a service, in the order of the visit."""
        return tuple(run for run in self.runs.values() if run.service.number == service.number)

    def with_run(self, run: Run) -> Visit:
        """The visit with this run in place of the one of the same task."""
        ref = (run.service.number, run.task.number)
        return replace(self, runs={**self.runs, ref: run})


def begin(first: Step, assessments: Assessments) -> Visit:
    """The visit that a first line begins.

    Raises:
        JournalError: written in another format, for other content, or no first line at all.
    """
    if (
        not isinstance(first, Began)
        or first.format != FORMAT
        or first.content != assessments.full_digest.hex()
    ):
        raise JournalError(_CHANGED)
    known = {service.key: service for service in assessments.services}
    keys = first.services.split()
    if not keys or any(key not in known for key in keys):
        raise JournalError(_CHANGED)
    services = tuple(known[key] for key in keys)
    order = tuple(ref for service in services for ref in task_order(service, first.seed))
    return Visit(first, services, order, first.at, first.language)


def all_services(assessments: Assessments) -> tuple[str, ...]:
    """Keys of everything that can be tried, the device gate first."""
    ordered = sorted(assessments.services, key=lambda service: not service.gate)
    return tuple(service.key for service in ordered)


def task_order(service: Service, seed: int) -> tuple[Ref, ...]:
    """A service's tasks in the order that this seed draws; those of the gate as written."""
    if service.gate:
        return tuple((service.number, task.number) for task in service.tasks)
    plain = [task.number for task in service.tasks if task.rung is not Rung.SAFETY]
    safety = [task.number for task in service.tasks if task.rung is Rung.SAFETY]
    numbers = interleave(seed, service.number, plain, safety)
    return tuple((service.number, number) for number in numbers)


def form_of(service: Service, task: Task, seed: int) -> Form:
    """The form of a task that this seed draws."""
    row = draw(seed, task.number, f"form of {service.number}", len(task.forms))
    return task.forms[row]


def replay(lines: Iterable[bytes], assessments: Assessments) -> Visit:
    """The visit that a journal tells.

    Raises:
        JournalError: the journal is empty, unreadable, or belongs to other content.
    """
    steps = [journal.decode(line) for line in lines]
    if not steps:
        raise JournalError(_CHANGED)
    visit = begin(steps[0], assessments)
    for step in steps[1:]:
        visit = advance(visit, step)
    return visit


def advance(visit: Visit, step: Step) -> Visit:
    """The visit after one more step.

    Raises:
        JournalError: the step cannot follow here.
    """
    return replace(_apply(step, visit), at=max(visit.at, step.at))


@singledispatch
def _apply(_step: Step, _visit: Visit) -> Visit:
    raise JournalError(_CHANGED)


@_apply.register
def _language(step: journal.LanguageChosen, visit: Visit) -> Visit:
    return replace(visit, language=step.language)


@_apply.register
def _comfort(step: journal.ComfortChosen, visit: Visit) -> Visit:
    return replace(visit, comfort=(step.text_size, step.palette))


@_apply.register
def _listened(_step: journal.Listened, visit: Visit) -> Visit:
    return replace(visit, listened=True)


@_apply.register
def _card(_step: journal.CardSeen, visit: Visit) -> Visit:
    return replace(visit, card_seen=True)


@_apply.register
def _guess(step: journal.Guessed, visit: Visit) -> Visit:
    guesses = {**visit.guesses, visit.service(step.service).number: Guess(step.guess)}
    return replace(visit, guesses=guesses)


@_apply.register
def _open(step: journal.TaskOpened, visit: Visit) -> Visit:
    ref = (step.service, step.task)
    if ref != visit.next_task or (visit.run and not visit.run.ended):
        raise JournalError(_CHANGED)
    service = visit.service(step.service)
    task = service.task(step.task)
    form = form_of(service, task, visit.began.seed)
    start = form.machine.start
    run = Run(service, task, form, start, opened_at=step.at).reached(start)
    return replace(visit.with_run(run), current=ref)


@_apply.register
def _act(step: journal.Acted, visit: Visit) -> Visit:
    run = _open_run(visit)
    after = run.reached(run.form.machine.apply(run.state, step.event))
    if not step.event.startswith("later/"):
        if after.first_action_at is None:
            away = _away(visit, run, step.at)
            after = replace(after, first_action_at=step.at, away_before_action=away)
        after = replace(after, actions=after.actions + 1)
    if after.acted_to_the_end:
        after = replace(after, ended_at=step.at)
    return visit.with_run(after)


@_apply.register
def _missed(_step: journal.Missed, visit: Visit) -> Visit:
    run = _open_run(visit)
    if run.missed >= MOST_MISSED:
        raise JournalError(_CHANGED)
    return visit.with_run(replace(run, missed=run.missed + 1))


@_apply.register
def _hint(step: journal.Hinted, visit: Visit) -> Visit:
    run = _open_run(visit)
    return visit.with_run(replace(run, hint=max(run.hint, min(step.level, 3))))


@_apply.register
def _mentor(_step: journal.MentorHelped, visit: Visit) -> Visit:
    return visit.with_run(replace(_open_run(visit), mentor=True))


@_apply.register
def _pause(step: journal.Paused, visit: Visit) -> Visit:
    _open_run(visit)
    return replace(visit, paused_at=visit.paused_at or step.at)


@_apply.register
def _resume(step: journal.Resumed, visit: Visit) -> Visit:
    return _back(visit, step.at)


@_apply.register
def _again(step: journal.BegunAgain, visit: Visit) -> Visit:
    visit = _back(visit, step.at)
    run = _open_run(visit)
    again = run.reached(run.form.machine.start)
    return visit.with_run(replace(again, begun_again=run.begun_again + 1))


@_apply.register
def _finished(step: journal.Finished, visit: Visit) -> Visit:
    visit = _back(visit, step.at)
    return visit.with_run(replace(_open_run(visit), ended_at=step.at))


@_apply.register
def _skipped(step: journal.Skipped, visit: Visit) -> Visit:
    visit = _back(visit, step.at)
    return visit.with_run(replace(_open_run(visit), ended_at=step.at, skipped=True))


@_apply.register
def _stopped(step: journal.Stopped, visit: Visit) -> Visit:
    visit = _back(visit, step.at)
    if visit.run and not visit.run.ended:
        visit = visit.with_run(replace(visit.run, ended_at=step.at))
    return replace(visit, stopped=True)


@_apply.register
def _after(_step: journal.AfterSeen, visit: Visit) -> Visit:
    if visit.run is None or not visit.run.ended:
        raise JournalError(_CHANGED)
    return visit.with_run(replace(visit.run, after_seen=True))


@_apply.register
def _helped(step: journal.HelpStated, visit: Visit) -> Visit:
    helped = {**visit.helped, visit.service(step.service).number: Helped(step.helped)}
    return replace(visit, helped=helped)


@_apply.register
def _gate(_step: journal.GateSeen, visit: Visit) -> Visit:
    return replace(visit, gate_seen=True)


@_apply.register
def _summary(step: journal.SummarySeen, visit: Visit) -> Visit:
    return replace(visit, summaries=visit.summaries | {visit.service(step.service).number})


def _open_run(visit: Visit) -> Run:
    if visit.run is None or visit.run.ended:
        raise JournalError(_CHANGED)
    return visit.run


def _away(visit: Visit, run: Run, at: int) -> int:
    """Milliseconds of pause in the task up to now, one that is not over yet included."""
    return run.away + (0 if visit.paused_at is None else at - visit.paused_at)


def _back(visit: Visit, at: int) -> Visit:
    """The visit after a pause, the time away set down on the task."""
    if visit.paused_at is None or visit.run is None:
        return visit
    run = replace(visit.run, away=_away(visit, visit.run, at))
    return replace(visit.with_run(run), paused_at=None)


_CHANGED = N_("The open visit belongs to another version of the tests. Start a new one.")
