"""A service with its tasks, and the forms in which a task can be met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kiosk.domain.simulation.condition import ALWAYS, NEVER, Cond, holds
from kiosk.domain.simulation.guide import Guide
from kiosk.domain.simulation.machine import Machine
from kiosk.domain.simulation.model import Model
from kiosk.domain.simulation.possible import possible
from kiosk.domain.simulation.view import Component, View
from kiosk.domain.text import Text
from kiosk.domain.typing import classify


class Rung(StrEnum):
    """How much a task asks."""

    GUIDED = "1"
    ALONE = "2"
    MIXED = "3"
    """Alone, in two services, with a deadline or an unplanned event."""
    SAFETY = "S"


class Case(StrEnum):
    """Whether what a safety task shows is true (do it) or false (refuse it)."""

    TRUE = "true"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A condition read from the state in which the task ended."""

    key: str
    when: Cond


@dataclass(frozen=True, slots=True)
class Trap:
    """A mistake that people make; once held, it stays a fact of the task."""

    key: str
    when: Cond
    text: Text | None = None
    """What would have happened, told kindly after the task."""
    unsafe: bool = False
    """Of a false case: outcome *unsafe*, whatever came after."""
    alarm: bool = False
    """Of a true case: outcome *false alarm*."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The first hint, a nudge for where the citizen stands; the others come from the guide."""

    id: str
    nudge: Text
    when: Cond = ALWAYS


@dataclass(frozen=True, eq=False)
class Form:
    """One row of a task's table, compiled: texts, machine, and what the end is read from."""

    row: int
    prompt: Text
    model: Model
    views: tuple[View, ...]
    goal: Cond
    extra: Text | None = None
    ends: Mapping[str, Cond] = field(default_factory=dict)
    traps: tuple[Trap, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    hints: tuple[Hint, ...] = ()
    decides: Cond = NEVER
    """Holds when the citizen has opened what the right answer depends on; empty: nothing is."""
    inputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field variable -> class -> the known input of that class."""

    @property
    def devices(self) -> tuple[str, ...]:
        return self.model.devices

    @cached_property
    def machine(self) -> Machine:
        return Machine(self.model)

    @cached_property
    def awake(self) -> Model:
        """The model without the parts of its service that this task never wakes."""
        return possible(self.model)

    @cached_property
    def guide(self) -> Guide:
        """Built at the first hint: some milliseconds for a small service."""
        return Guide(self.awake, self.goal, tuple(self.ends.values()))

    @cached_property
    def _views(self) -> dict[tuple[str, str], View]:
        return {(v.device, v.name): v for v in self.views}

    def view(self, values: Mapping[str, str], device: str) -> View:
        """What the device shows: its view with the components that are shown."""
        return self._views[device, values[device]].at(values)

    def events(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Every event that the shown components can fire, in the order of the views."""
        out: list[str] = []
        for device in self.devices:
            view = self.view(values, device)
            for component in view.components:
                out += self.events_of(view, component)
        return tuple(out)

    def events_of(self, view: View, component: Component) -> tuple[str, ...]:
        """What one component can fire: a field one event for each class of its variable."""
        if component.variable and not component.options and component.event is None:
            return tuple(component.typed(view, x) for x in self.model.vars[component.variable])
        if component.options:
            return tuple(o.event for o in component.options)
        return (component.event,) if component.event else ()

    def later(self, values: Mapping[str, str]) -> str | None:
        """The event that the service fires by itself after a short pause."""
        state = self.machine.encode(values)
        changes = (e for e in self.model.later if self.machine.apply(state, e) != state)
        return next(changes, None)

    def typed(self, variable: str, text: str) -> str:
        """The class that a typed text falls into; the text itself is kept nowhere."""
        return classify(text, self.inputs[variable])

    def nudge(self, values: Mapping[str, str]) -> Text | None:
        """The first hint that fits where the citizen stands."""
        return next((h.nudge for h in self.hints if holds(h.when, values)), None)

    def step_toward(self, values: Mapping[str, str]) -> tuple[int, str] | None:
        """(steps left, next event); None where the goal holds, or no way leads to it."""
        return self.guide.step(values)

    def component_of(self, event: str) -> tuple[View, Component] | None:
        """Where a citizen finds an event: None for what the service fires by itself."""
        device, _, name = event.partition("/")[0].partition(".")
        view = self._views.get((device, name))
        for component in view.components if view else ():
            if view and event in self.events_of(view, component):
                return view, component
        return None


@dataclass(frozen=True, slots=True)
class Task:
    """One goal, met in one of several forms."""

    number: int
    """Permanent, never used again."""
    key: str
    can: Text
    """What the citizen can when it is managed."""
    next: Text
    """The kind next step otherwise."""
    rung: Rung
    case: Case | None
    forms: tuple[Form, ...]
    a: float
    """Discrimination of the item."""
    b: float
    """Difficulty of the item."""
    origin: str
    """Where a and b come from: "expert", or "calibrated" with its n."""
    twin: int | None = None
    """Number of the safety task with the other case."""
    luck: bool = False
    """The author knows that a lucky way is as short as the informed one."""
    final: bool = False
    """The author knows that the goal cannot be undone, although no act ends the task."""

    def texts(self, form: Form) -> tuple[Text, ...]:
        """What a citizen reads of the task itself, from prompt to what would have happened."""
        hints = (h.nudge for h in form.hints)
        traps = (t.text for t in form.traps)
        every = (form.prompt, form.extra, *hints, *traps, self.can, self.next)
        return tuple(t for t in every if t is not None)


@dataclass(frozen=True, slots=True)
class Person:
    """The practice person whom the citizen acts as, and what stands on the practice card."""

    key: str
    name: str
    user_id: str
    pin: str
    born: Text
    mail: str
    password: str = ""
    """Empty: the card shows none."""


@dataclass(frozen=True, slots=True)
class Service:
    """A simulated service; its tasks stand in the order of the scoring version."""

    number: int
    """Permanent, never used again."""
    key: str
    name: Text
    languages: tuple[str, ...]
    """Languages in which the real service exists."""
    tasks: tuple[Task, ...]
    person: Person
    scoring_digest: bytes
    """4 bytes over numbers, outcomes, cases, rungs and item parameters."""
    gate: bool = False
    """Whether it is the device gate: can somebody tap, scroll and type at all?"""

    def task(self, number: int) -> Task:
        return next(t for t in self.tasks if t.number == number)


@dataclass(frozen=True, slots=True)
class Assessments:
    """Everything that authors wrote, compiled."""

    services: tuple[Service, ...]
    full_digest: bytes
    """32 bytes over everything that authors wrote."""
    terms: frozenset[str] = frozenset()
    """Names and fixed words of the services, which do not count as long words."""

    def service(self, number: int) -> Service:
        return next(s for s in self.services if s.number == number)
