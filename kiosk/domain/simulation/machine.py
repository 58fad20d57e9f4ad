"""A model as integers: one bit for each value of each variable, so that a condition is one AND."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.model import Model

Classes = Mapping[str, Mapping[str, str]]
"""Variable -> value -> the value that stands for its class."""

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One alternative of one branch."""

    forbid: int
    """The step is possible where none of these bits is set."""
    keep: int
    put: int
    unsure: frozenset[str] = NOTHING
    """Soft variables that the guard asks for as well: the step *may* be possible."""


class Machine:
    """Runs a model over states that are integers.

    ``classes`` merges values (none: exact). ``soft`` variables are left out although guards ask for
    them: a step that asks for one may happen; any other must be possible in every state it stands
    for. Of events that have become alike only the first is kept, unless ``every_event``.
    """

    def __init__(
        self,
        model: Model,
        classes: Classes | None = None,
        soft: frozenset[str] = NOTHING,
        every_event: bool = False,
    ) -> None:
        self.soft = soft
        self._domain = model.vars
        self._classes = classes or {v: {x: x for x in d} for v, d in model.vars.items()}
        self._bits: dict[str, dict[str, int]] = {}
        self._constant = {v: d[0] for v, d in model.vars.items() if len(d) == 1}
        self._lay_out(model)
        self._latches = self._latch_steps(model)
        self._events = self._unlike_events(model, every_event or not (classes or soft))
        shows = [sum(self._bits.get(d, {}).values()) for d in model.devices]
        self._index, self._first = sum(shows), max(shows, default=0)
        self._enabled: dict[int, list[tuple[str, tuple[Step, ...]]]] = {}
        self.start = self._latch(self.encode(model.start))

    def _lay_out(self, model: Model) -> None:
        n = 0
        for variable, values in model.vars.items():
            kept = [x for x in values if self._classes[variable][x] == x]
            if len(kept) < 2 or variable in self.soft:
                continue  # one class is left, so the variable tells nothing
            self._bits[variable] = {x: 1 << (n + i) for i, x in enumerate(kept)}
            n += len(kept)
        self._full = (1 << n) - 1

    def _latch_steps(self, model: Model) -> list[Step]:
        return [
            s
            for name, cond in model.latches.items()
            if name in self._bits
            for s in self._steps(cond, {name: "yes"})
        ]

    def _unlike_events(self, model: Model, every_event: bool) -> dict[str, tuple[Step, ...]]:
        """Events that can change something; of those that do the same the first."""
        seen: dict[tuple[Step, ...], str] = {}
        out: dict[str, tuple[Step, ...]] = {}
        for rule in model.rules:
            steps = tuple(
                dict.fromkeys(s for b in rule.branches for s in self._steps(b.when, b.set))
            )
            if all(s.keep == self._full for s in steps):
                continue
            if every_event or seen.setdefault(steps, rule.event) == rule.event:
                out[rule.event] = steps
        return out

    def _steps(self, cond: Cond, effects: Mapping[str, str]) -> list[Step]:
        keep, put = self._full, 0
        for variable, value in effects.items():
            if bits := self._bits.get(variable):
                keep &= ~sum(bits.values())
                put |= bits[self._classes[variable][value]]
        forbids = self.forbids(cond)
        return [
            Step(forbid, keep, put, self._unsure(a))
            for forbid, a in zip(forbids, cond, strict=True)
        ]

    def _unsure(self, alternative: Mapping[str, frozenset[str]]) -> frozenset[str]:
        return frozenset(
            v for v, ok in alternative.items() if v in self.soft and len(ok) < len(self._domain[v])
        )

    @property
    def sizes(self) -> dict[str, int]:
        """The variables that are kept, with the number of their classes, largest first."""
        return dict(
            sorted(((v, len(b)) for v, b in self._bits.items()), key=lambda x: (-x[1], x[0]))
        )

    def forbids(self, cond: Cond) -> list[int]:
        """For each alternative the bits that must not be set."""
        out = []
        for alternative in cond:
            bits = 0
            for variable, allowed in alternative.items():
                if variable in self._bits:
                    ok = {self._classes[variable][x] for x in allowed}
                    bits |= sum(b for x, b in self._bits[variable].items() if x not in ok)
            out.append(bits)
        return out

    def encode(self, values: Mapping[str, str]) -> int:
        """The state in which the variables have these values."""
        return sum(bits[self._classes[v][values[v]]] for v, bits in self._bits.items())

    def decode(self, state: int) -> dict[str, str]:
        """The values of the variables, for people, logs and views."""
        now = {v: x for v, bits in self._bits.items() for x, b in bits.items() if state & b}
        return self._constant | now

    def holds(self, cond: Cond, state: int) -> bool:
        return any(not state & f for f in self.forbids(cond))

    def apply(self, state: int, event: str) -> int:
        """The state after the event; the same state when the event means nothing here."""
        for step in self._events.get(event, ()):
            if not state & step.forbid:
                return self._latch(state & step.keep | step.put)
        return state

    def play(self, events: Iterable[str]) -> int:
        state = self.start
        for event in events:
            state = self.apply(state, event)
        return state

    def _latch(self, state: int) -> int:
        for step in self._latches:
            if not state & step.forbid:
                state = state & step.keep | step.put
        return state

    def _live(self, views: int) -> list[tuple[str, tuple[Step, ...]]]:
        """The events that the views shown leave possible; most of a walk's time is saved here."""
        events = self._enabled.get(views)
        if events is None:
            first = views & self._first  # one device first: what it leaves is sifted by the others
            known = self._live(first) if first != views else self._events.items()
            events = self._enabled[views] = [
                (name, live)
                for name, steps in known
                if (live := tuple(s for s in steps if not s.forbid & views))
            ]
        return events

    def successors(self, state: int) -> Iterator[tuple[str, int, frozenset[str]]]:
        """(event, state after, soft variables it depends on: none when it must be possible)."""
        for name, steps in self._live(state & self._index):
            maybe = NOTHING
            for step in steps:
                if state & step.forbid:
                    continue
                after = self._latch(state & step.keep | step.put)
                if after != state:
                    yield name, after, maybe | step.unsure
                if not step.unsure:
                    break
                maybe |= step.unsure
