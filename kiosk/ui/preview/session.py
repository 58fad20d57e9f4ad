"""One task that an author tries: the same steps as in a visit, and nothing kept of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.content.errors import ContentError, Fault
from kiosk.content.find import find_service, find_task
from kiosk.content.words import tap
from kiosk.domain import journal
from kiosk.domain.errors import KioskError
from kiosk.domain.facts import ending
from kiosk.domain.journal import Began, Step
from kiosk.domain.outcome import Outcome, outcome
from kiosk.domain.task import Assessments, Service, Task
from kiosk.domain.visit import Run, Visit, advance
from kiosk.i18n import Translator

LAST = 8
"""Events that are shown."""


class Source(Protocol):
    """The files that are written on."""

    @property
    def pictures(self) -> Path:
        """The folder below which pictures are named."""

    def read(self, service: str) -> Assessments:
        """The service, compiled anew; raises ContentError, or KioskError where it is not there."""

    def changed(self) -> bool:
        """Whether a file was saved since it was last asked."""

    def translator(self, code: str) -> Translator:
        """Texts in a language, as they are now."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be seen."""

    service: str
    task: str | None = None
    """By its key; none: the first."""
    form: int = 1
    language: str = "da"


class Session:
    """Where the author stands in the task. Has of a citizen's flow what the task screen asks for.

    Raises:
        ContentError: the files cannot be read, at the start.
        KioskError: there is no such service, task or form, at the start.
    """

    def __init__(self, source: Source, chosen: Chosen) -> None:
        self.source, self.chosen = source, chosen
        self.on_change: Callable[[], None] = lambda: None
        self.on_reload: Callable[[], None] = lambda: None
        self.faults: Sequence[Fault] = ()
        """Of the last save; while there are any, the last good one is shown."""
        self.visit: Visit
        self.events: list[str] = []
        self.service, self.task = _find(source.read(chosen.service), chosen)
        self._begin()

    # what is shown

    @property
    def run(self) -> Run:
        """The task as it stands."""
        run = self.visit.run
        assert run is not None
        return run

    @property
    def last(self) -> Sequence[str]:
        """The last events in the author's words."""
        return [tap(self.run.form, event) for event in self.events[-LAST:]]

    @property
    def step(self) -> tuple[int, str] | None:
        """(steps to the goal, the next one in words); None where it holds or no way leads there."""
        found = self.run.form.step_toward(self.run.values)
        return (found[0], tap(self.run.form, found[1])) if found else None

    @property
    def outcome(self) -> Outcome | None:
        """What the task would be told as; none while it is open."""
        return outcome(ending(self.run)) if self.run.ended else None

    @property
    def changes(self) -> Mapping[str, tuple[str, bool]]:
        """Variable -> (its value, whether that differs from the start)."""
        form, values = self.run.form, self.run.values
        start = form.machine.decode(form.machine.start)
        return {name: (value, start[name] != value) for name, value in values.items()}

    # what an author does

    def choose_task(self, by: int) -> None:
        """The task so many places on."""
        tasks = self.service.tasks
        self.task = tasks[(tasks.index(self.task) + by) % len(tasks)]
        self._anew(1)

    def choose_form(self, number: int) -> None:
        """Another form of the task, from 1."""
        self._anew(number)

    def begin_again(self) -> None:
        """From the start."""
        self._anew(self.run.form.row + 1)

    def look(self) -> None:
        """Read again what was saved; the same taps are done again as far as they mean anything."""
        if not self.source.changed():
            return
        try:
            service = find_service(self.source.read(self.service.key), self.service.key)
            task = find_task(service, None)
        except ContentError as error:
            self.faults = error.faults
            self.on_change()
            return
        except KioskError:  # the folder or its last task is gone: the last good one stays
            return
        row, done = self.run.form.row, self.events
        self.faults, self.events, self.service = (), [], service
        self.task = next((t for t in service.tasks if t.key == self.task.key), task)
        self._begin(min(row, len(self.task.forms) - 1))
        for event in done:
            self._act(event)
        self.on_reload()

    # what the task screen does

    def act(self, event: str) -> None:
        """A tap, a text that was typed, or time."""
        self._act(event)
        self.on_change()

    def missed(self) -> None:
        """Nothing is told of the author."""

    def hint(self, level: int) -> None:
        self._step(journal.Hinted(0, level))

    def mentor_helped(self) -> None:
        self._step(journal.MentorHelped(0))

    def pause(self) -> None:
        self._step(journal.Paused(0))

    def resume(self) -> None:
        self._step(journal.Resumed(0))

    def finish(self) -> None:
        self._step(journal.Finished(0))

    def skip(self) -> None:
        self._step(journal.Skipped(0))

    def stop(self) -> None:
        self._step(journal.Stopped(0))

    def _act(self, event: str) -> None:
        run = self.run
        if run.ended or run.form.machine.apply(run.state, event) == run.state:
            return
        self.events.append(event)
        self.visit = advance(self.visit, journal.Acted(0, event))

    def _step(self, step: Step) -> None:
        if not self.run.ended:
            self.visit = advance(self.visit, step)
        self.on_change()

    def _anew(self, number: int) -> None:
        self.events = []
        self._begin(number - 1)
        self.on_reload()

    def _begin(self, row: int | None = None) -> None:
        """A visit that stands in this task; of its day and seed nothing is ever seen."""
        row = self.chosen.form - 1 if row is None else row
        form = self.task.forms[row]
        began = Began(0, journal.FORMAT, "", "", 0, "", self.chosen.language, self.service.key)
        order = tuple((self.service.number, t.number) for t in self.service.tasks)
        start = form.machine.start
        run = Run(self.service, self.task, form, start, opened_at=0).reached(start)
        ref = (self.service.number, self.task.number)
        self.visit = Visit(
            began, (self.service,), order, 0, self.chosen.language, runs={ref: run}, current=ref
        )


def _find(assessments: Assessments, chosen: Chosen) -> tuple[Service, Task]:
    service = find_service(assessments, chosen.service)
    return service, find_task(service, chosen.task, chosen.form)
