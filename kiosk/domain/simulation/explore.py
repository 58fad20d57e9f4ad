"""Walks with as few variables as a proof allows; what turns out to matter is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.domain.simulation.classes import background, value_classes
from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.machine import NOTHING, Machine
from kiosk.domain.simulation.model import Model
from kiosk.domain.simulation.walk import LIMIT, Walk, walk

Judge = Callable[[Walk], frozenset[str]]
"""Names the soft variables without which a walk proves nothing; none: it is proven."""


@dataclass(frozen=True, slots=True)
class Explored:
    """The walk that settled a question. Incomplete: the budget was too small."""

    walk: Walk
    rounds: int


def explore(
    model: Model, asked: Sequence[Cond], ends: Sequence[Cond], judge: Judge, limit: int = LIMIT
) -> Explored:
    """Walk, judge, keep what mattered, and again until the judge is content."""
    conds = [*asked, *ends]
    soft = background(model, conds)
    rounds = 0
    while True:
        rounds += 1
        machine = Machine(model, value_classes(model, conds, soft), soft)
        found = walk(machine, ends, limit)
        needed = judge(found) & soft if found.complete else NOTHING
        if not needed:
            return Explored(found, rounds)
        # What steers comes first, single items after: the other order costs five times the states.
        soft -= frozenset(v for v in needed if "." not in v) or needed


def ended(found: Walk, ends: Sequence[Cond]) -> set[int]:
    return {i for c in ends for i in found.where(c)}


def lost(found: Walk, goals: Sequence[int], done: set[int]) -> tuple[list[int], frozenset[str]]:
    """States without a way to the goal, and the soft variables that might give the first a way."""
    distance, _ = found.away(goals)
    out = [i for i, d in enumerate(distance) if d < 0 and i not in done]
    if not out:
        return [], NOTHING
    may, via = found.away(goals, may=True)
    hopeless = [i for i in out if may[i] < 0]
    needed = via[out[0]] | (found.unsure(hopeless[0]) if hopeless else NOTHING)
    return out, needed
