"""Scripted persons: what they do in a task, one event at a time, with the slips that people make.

Each rate is a rough estimate for a person of that kind, set here once and told in the report.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.process import BY_ITSELF
from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.guide import Guide
from kiosk.domain.task import Case, Form, Rung, Task


class Aim(StrEnum):
    """What somebody wants of a task."""

    GOAL = "goal"
    REFUSE = "refuse"
    APPROVE = "approve"
    NOTHING = "nothing"
    """Taps at random."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person goes about tasks; rates are chances between 0 and 1."""

    name: str
    words: str
    reads: float = 1.0
    """Of opening what decides before acting, where something does."""
    misjudges: float = 0.0
    """Of misjudging a safety task after reading: refusing a true case, approving a false one."""
    unread: Aim = Aim.GOAL
    """What is done in a safety task that was not read; GOAL: a coin is tossed."""
    safety: Aim = Aim.GOAL
    """What is done in every safety task; GOAL: what was read is followed."""
    plain: Aim = Aim.GOAL
    slips: float = 0.0
    """Of a tap beside the way, at each step."""
    gives_up: float = 0.0
    """Of tapping *I am finished* before a plain task is done."""
    hints: float = 0.0
    """Of asking for hints in a task, and of these one in three for the eMentor too."""
    stops: float = 0.0
    """Share of the tasks after which the person stops; 0: never."""
    pace: tuple[float, float] = (3.0, 8.0)
    """Seconds from one tap to the next, uniform between these."""


CAREFUL = Manner(
    "careful",
    "reads before acting; a slip in 3 of 100 taps, misjudges 2 of 100 safety tasks after reading, "
    "gives up on 3 of 100 others",
    misjudges=0.02,
    slips=0.03,
    gives_up=0.03,
)
HURRIED = Manner(
    "hurried",
    "reads in 4 of 10 tasks and else says yes; a slip in 8 of 100 taps, gives up on 15 of 100",
    reads=0.4,
    misjudges=0.1,
    unread=Aim.APPROVE,
    slips=0.08,
    gives_up=0.15,
    pace=(0.8, 2.5),
)
GUESSER = Manner(
    "guesser",
    "never reads; tosses a coin in a safety task, a slip in 15 of 100 taps, gives up on 30 of 100",
    reads=0.0,
    slips=0.15,
    gives_up=0.3,
    pace=(2.0, 6.0),
)
REFUSES = Manner(
    "refuses-all",
    "careful, but refuses in every safety task",
    safety=Aim.REFUSE,
    slips=0.03,
    gives_up=0.03,
)
APPROVES = Manner(
    "approves-all",
    "careful, but approves in every safety task",
    safety=Aim.APPROVE,
    slips=0.03,
    gives_up=0.03,
)
ASKS = Manner(
    "asks-for-help",
    "careful, but asks for hints in 6 of 10 tasks, and the eMentor in one of three of these",
    misjudges=0.02,
    slips=0.03,
    hints=0.6,
    pace=(5.0, 15.0),
)
QUITS = Manner(
    "quits half-way",
    "careful, but stops after half of the tasks",
    misjudges=0.02,
    slips=0.03,
    gives_up=0.03,
    stops=0.5,
)
RANDOM = Manner(
    "random",
    "taps anything that can be tapped, up to 60 times, I am finished included",
    safety=Aim.NOTHING,
    plain=Aim.NOTHING,
    pace=(0.5, 1.5),
)
MANNERS = (CAREFUL, HURRIED, GUESSER, REFUSES, APPROVES, ASKS, QUITS, RANDOM)

PATIENCE = 60
"""Events after which anybody taps *I am finished*."""


class Ways:
    """The guides of one form: toward what decides, its goal, a refusal, an approval."""

    def __init__(self, task: Task, form: Form) -> None:
        self.task, self.form = task, form
        self._alarm: Cond = tuple(a for t in form.traps if t.alarm for a in t.when)
        self._unsafe: Cond = tuple(a for t in form.traps if t.unsafe for a in t.when)
        self._guides: dict[str, Guide] = {}
        self._controls: dict[int, tuple[tuple[str, ...], ...]] = {}

    def cond(self, aim: Aim) -> Cond:
        """What the person wants to hold. Empty: there is no such way, so nothing is done."""
        if self.task.case is None or aim is Aim.GOAL:
            return self.form.goal
        wrong = self._alarm if self.task.case is Case.TRUE else self._unsafe
        right = Aim.APPROVE if self.task.case is Case.TRUE else Aim.REFUSE
        return self.form.goal if aim is right else wrong

    def toward(self, aim: Aim, state: int) -> str | None:
        """The next event on a shortest way; None where it holds or no way leads there."""
        return self._step(aim.value, self.cond(aim), state)

    def to_read(self, state: int) -> str | None:
        """The next event toward opening what decides."""
        return self._step("decides", self.form.decides, state)

    def controls(self, state: int) -> tuple[tuple[str, ...], ...]:
        """Events by control: what can be tapped or typed where the task stands."""
        if state not in self._controls:
            values = self.form.machine.decode(state)
            views = [self.form.view(values, device) for device in self.form.devices]
            self._controls[state] = tuple(
                self.form.events_of(v, c) for v in views for c in v.components if c.live
            )
        return self._controls[state]

    def _step(self, name: str, cond: Cond, state: int) -> str | None:
        if not cond:
            return None
        if cond == self.form.goal:
            step = self.form.step_toward(self.form.machine.decode(state))
            return step and step[1]
        if name not in self._guides:
            self._guides[name] = Guide(self.form.model, cond, tuple(self.form.ends.values()))
        step = self._guides[name].step(self.form.machine.decode(state))
        return step and step[1]


@dataclass(slots=True)
class Mind:
    """What a person has made up their mind to do in one task."""

    manner: Manner
    ways: Ways
    chance: random.Random
    aim: Aim = Aim.GOAL
    reads: bool = False
    gives_up: bool = False
    events: int = 0

    def __post_init__(self) -> None:
        manner, task = self.manner, self.ways.task
        safety = task.rung is Rung.SAFETY
        self.reads = self._happens(manner.reads)
        self.gives_up = not safety and self._happens(manner.gives_up)
        self.aim = self._safety_aim() if safety else manner.plain

    def _safety_aim(self) -> Aim:
        manner = self.manner
        if manner.safety is not Aim.GOAL:
            return manner.safety
        right = Aim.APPROVE if self.ways.task.case is Case.TRUE else Aim.REFUSE
        wrong = Aim.REFUSE if right is Aim.APPROVE else Aim.APPROVE
        if self.reads:
            return wrong if self._happens(manner.misjudges) else right
        if manner.unread is Aim.GOAL:
            return right if self._happens(0.5) else wrong
        return manner.unread

    def next(self, state: int, decided: bool) -> str | None:
        """The next event; None: *I am finished*."""
        self.events += 1
        if self.events > PATIENCE:
            return None
        later = self.ways.form.later(self.ways.form.machine.decode(state))
        if self.aim is Aim.NOTHING:
            return self._any(state, later)
        wanted = self._wanted(state, decided)
        # Whoever waits for the service waits: a person does not tap while the picture turns.
        if wanted is None or wanted.startswith(BY_ITSELF):
            return wanted or None
        if self._happens(self.manner.slips):
            return self._beside(state, wanted)
        if self.gives_up and self._happens(0.3):
            return None
        return wanted

    def _wanted(self, state: int, decided: bool) -> str | None:
        done = self.ways.form.machine.holds(self.ways.cond(self.aim), state)
        if self.reads and not decided and not done:
            step = self.ways.to_read(state)
            if step is not None:
                return step
        return self.ways.toward(self.aim, state)

    def _any(self, state: int, later: str | None) -> str | None:
        """As a random walk: each control, the time that passes, and *I am finished* alike."""
        offers = [*self.ways.controls(state), *([(later,)] if later else [])]
        pick = self.chance.randrange(len(offers) + 1)
        return None if pick == len(offers) else self.chance.choice(offers[pick])

    def _beside(self, state: int, wanted: str) -> str:
        """A tap on another control of the same views, or another text in a field."""
        events = [event for one in self.ways.controls(state) for event in one]
        others = [event for event in events if event != wanted]
        return self.chance.choice(others) if others else wanted

    def _happens(self, rate: float) -> bool:
        return self.chance.random() < rate
