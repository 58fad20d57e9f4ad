"""How far the goal is from any state of a task, and which step leads there: hints 2 and 3."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.explore import ended, explore, lost
from kiosk.domain.simulation.model import Model
from kiosk.domain.simulation.walk import Walk


class Guide:
    """The distance map of one form, of steps that must be possible only: its names are usable."""

    def __init__(self, model: Model, goal: Cond, ends: tuple[Cond, ...]) -> None:
        def judge(found: Walk) -> frozenset[str]:
            return lost(found, found.where(goal), ended(found, ends))[1]

        found = explore(model, [goal], ends, judge).walk
        self._machine = found.machine
        self._next: dict[int, tuple[int, str]] = {}
        distance, _ = found.away(found.where(goal))
        done = ended(found, ends)
        for i, state in enumerate(found.states):
            if distance[i] > 0 and i not in done:
                self._next[state] = self._nearest(found, distance, state)

    def _nearest(self, found: Walk, distance: list[int], state: int) -> tuple[int, str]:
        """Of several steps equally good the one that stands first in the view."""
        ways = (
            (distance[j] + 1, event)
            for event, after, unsure in self._machine.successors(state)
            if not unsure and distance[j := found.at[after]] >= 0
        )
        return min(ways, key=lambda way: way[0])

    def step(self, values: Mapping[str, str]) -> tuple[int, str] | None:
        """(steps left, next event); None where the goal holds, or no way leads to it."""
        return self._next.get(self._machine.encode(values))

    def __len__(self) -> int:
        return len(self._next)
