"""A person who taps at random: how often does that end well, and what does it ever touch?"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.domain.task import Form

RUNS = 1000
EVENTS = 60
CURIOUS = 0.6
"""Share of the taps that go to something new, where there is any."""

Control = tuple[str, ...]
"""The events of one control: a tap has one, a field one for each class of input."""


@dataclass(slots=True)
class Wander:
    """Seeded random runs over one form."""

    form: Form
    seed: str
    won: int = 0
    runs: int = 0
    changed: set[str] = field(default_factory=set)
    """Events that changed something at least once."""
    shown: set[str] = field(default_factory=set)
    """Keys of the views that were seen."""
    _offers: dict[int, list[Control]] = field(default_factory=dict)

    def run(self, runs: int = RUNS, events: int = EVENTS) -> Wander:
        """*I am finished* is one of the controls; an act that ends the task ends the run too."""
        chance = random.Random(self.seed)
        for _ in range(runs):
            self.won += self._once(chance, events)
            self.runs += 1
        return self

    def roam(self, path: Iterable[str], runs: int = 50, events: int = EVENTS) -> Wander:
        """Also begins at every step of a way, so that what lies behind its end is touched too."""
        chance = random.Random(self.seed)
        state = self.form.machine.start
        for event in path:
            state = self.form.machine.apply(state, event)
            for _ in range(runs):
                self._from(state, chance, events)
        return self

    def look_around(self, runs: int = 150, events: int = EVENTS) -> Wander:
        """Also taps first what never changed anything yet: a proof of each control takes longer."""
        chance = random.Random(self.seed)
        for _ in range(runs):
            state = self.form.machine.start
            for _ in range(events):
                every = [e for control in self._offered(state) for e in control]
                fresh = [e for e in every if e not in self.changed]
                if not every:
                    break
                event = chance.choice(fresh if fresh and chance.random() < CURIOUS else every)
                after = self.form.machine.apply(state, event)
                if after != state:
                    self.changed.add(event)
                state = after
        return self

    @property
    def share(self) -> float:
        """Share of the runs that ended where the goal holds."""
        return self.won / self.runs if self.runs else 0.0

    def _once(self, chance: random.Random, events: int) -> bool:
        return self.form.machine.holds(
            self.form.goal, self._from(self.form.machine.start, chance, events)
        )

    def _from(self, state: int, chance: random.Random, events: int) -> int:
        """The state in which a run ends."""
        machine = self.form.machine
        for _ in range(events):
            offers = self._offered(state)
            pick = chance.randrange(len(offers) + 1)
            if not offers or pick == len(offers):
                break
            event = chance.choice(offers[pick])
            after = machine.apply(state, event)
            if after != state:
                self.changed.add(event)
            state = after
        return state

    def _offered(self, state: int) -> list[Control]:
        """What can be tapped or typed, and what time does; nothing once the task is over."""
        if state not in self._offers:
            self._offers[state] = self._controls(state)
        return self._offers[state]

    def _controls(self, state: int) -> list[Control]:
        form, machine = self.form, self.form.machine
        values = machine.decode(state)
        views = [form.view(values, device) for device in form.devices]
        self.shown.update(v.key for v in views)
        if any(machine.holds(c, state) for c in form.ends.values()):
            return []
        out = [form.events_of(v, c) for v in views for c in v.components if c.live]
        later = form.later(values)
        return [*out, (later,)] if later else out
