"""All states that may be reached, breadth first, and the ways between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.machine import NOTHING, Machine

LIMIT = 200_000
"""States of one walk; a question that needs more is a fault of the content."""


@dataclass(slots=True)
class Walk:
    """States in the order in which they were found; number 0 is the start."""

    machine: Machine
    states: list[int] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    back: list[list[tuple[int, frozenset[str]]]] = field(default_factory=list)
    """For each state the states one step before it, and what that step is unsure of."""
    complete: bool = True
    _came: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)

    def where(self, cond: Cond) -> list[int]:
        forbids = self.machine.forbids(cond)
        return [i for i, s in enumerate(self.states) if any(not s & f for f in forbids)]

    def path(self, i: int) -> list[str]:
        """The events of a shortest way from the start to state i."""
        events: list[str] = []
        while i:
            i, event, _ = self._came[i]
            events.append(event)
        return events[::-1]

    def unsure(self, i: int) -> frozenset[str]:
        """Soft variables that the way from the start to state i depends on."""
        out = NOTHING
        while i:
            i, _, unsure = self._came[i]
            out |= unsure
        return out

    def away(
        self, goals: Iterable[int], may: bool = False
    ) -> tuple[list[int], list[frozenset[str]]]:
        """Steps to the nearest goal (-1: no way), and what the ways that only `may` depend on."""
        distance, soft = [-1] * len(self.states), [NOTHING] * len(self.states)
        queue = list(goals)
        for goal in queue:
            distance[goal] = 0
        for i in queue:
            for j, unsure in self.back[i]:
                if distance[j] < 0 and (may or not unsure):
                    distance[j], soft[j] = distance[i] + 1, unsure | soft[i]
                    queue.append(j)
        return distance, soft


def walk(machine: Machine, ends: Iterable[Cond] = (), limit: int = LIMIT) -> Walk:
    """Every state that may be reached; where a condition of ``ends`` holds, nothing follows."""
    stop = [f for c in ends for f in machine.forbids(c)]
    out = Walk(machine, [machine.start], {machine.start: 0}, [[]], _came=[(0, "", NOTHING)])
    for i, state in enumerate(out.states):
        if any(not state & f for f in stop):
            continue
        for event, after, unsure in machine.successors(state):
            j = out.at.get(after)
            if j is None:
                j = out.at[after] = len(out.states)
                out.states.append(after)
                out._came.append((i, event, unsure))
                out.back.append([])
            out.back[j].append((i, unsure))
        if len(out.states) > limit:
            out.complete = False
            break
    return out
