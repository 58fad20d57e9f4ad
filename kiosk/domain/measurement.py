"""How sure a result is: ability by a 2-parameter logistic model, and the band it is told in.

The task is the unit, never a step in it: steps inside one simulation depend on each other, and scored
as independent they make bands lie. Nothing here needs a numeric library.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.outcome import Outcome

CUT = -0.5
"""Ability from which *can alone* is said; the same in the product and in the bench."""
GRID = tuple(-4 + number / 10 for number in range(81))
"""Points on which the posterior is summed."""
SURE_SERVICE = 0.9
"""One service, and safety, speak at this probability."""
SURE_WHOLE = 0.8
"""All services together speak at this one."""
ENOUGH = 8
"""Counted tasks from which a band may be told; fewer are facts only."""
MOST_SKIPPED = 0.25
"""Over this share of a service skipped: facts only."""

LEFT_OUT = frozenset({Outcome.NOT_REACHED, Outcome.WITHDRAWN, Outcome.DEMONSTRATED})


class Band(StrEnum):
    """What is told of a service."""

    CAN_ALONE = "can alone"
    UNCLEAR = "unclear"
    COULD_PRACTISE = "could practise"
    FACTS_ONLY = "facts only"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Item:
    """Parameters of a task: P(alone) = 1 / (1 + exp(-a (ability - b)))."""

    a: float
    """Discrimination."""
    b: float
    """Difficulty, on the scale of ability."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What is assumed of an ability before anything was seen; it leans neither way."""

    mean: float = CUT
    sd: float = 1.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the answers say of an ability."""

    ability: float
    """Expected a posteriori."""
    error: float
    """Standard deviation of the posterior."""
    above: float
    """P(ability >= cut)."""


def estimate(
    items: Sequence[Item], answers: Sequence[int], prior: Prior = Prior(), cut: float = CUT
) -> Estimate:
    """EAP estimate of a person's ability (Bock and Mislevy 1982).

    ``answers`` are 1 (alone) or 0, beside their items.
    """
    weights = posterior(items, answers, prior)
    mean = sum(w * x for w, x in zip(weights, GRID, strict=True))
    spread = sum(w * (x - mean) ** 2 for w, x in zip(weights, GRID, strict=True))
    # The point on the cut stands for both sides of it.
    above = sum(w * _share(x, cut) for w, x in zip(weights, GRID, strict=True))
    return Estimate(mean, math.sqrt(spread), above)


def posterior(items: Sequence[Item], answers: Sequence[int], prior: Prior) -> list[float]:
    """Weights of the grid's points, summing to 1."""
    logs = [-((x - prior.mean) ** 2) / (2 * prior.sd**2) for x in GRID]
    for item, answer in zip(items, answers, strict=True):
        sign = -1 if answer else 1
        for at, x in enumerate(GRID):
            logs[at] -= _softplus(sign * item.a * (x - item.b))
    most = max(logs)
    weights = [math.exp(log - most) for log in logs]
    total = sum(weights)
    return [weight / total for weight in weights]


def _softplus(x: float) -> float:
    """log(1 + exp(x)) without overflow."""
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def _share(x: float, cut: float) -> float:
    if math.isclose(x, cut, abs_tol=1e-9):
        return 0.5
    return 1.0 if x > cut else 0.0


def answer(outcome: Outcome) -> int | None:
    """What an outcome counts as; nothing for what is left out."""
    if outcome in LEFT_OUT:
        return None
    return int(outcome is Outcome.ALONE)


def band(above: float, sure: float) -> Band:
    """The band of a probability that the ability reaches the cut."""
    if above >= sure:
        return Band.CAN_ALONE
    return Band.COULD_PRACTISE if above <= 1 - sure else Band.UNCLEAR


def judge(
    tasks: Iterable[tuple[Item, Outcome]], sure: float = SURE_SERVICE
) -> tuple[Band, Estimate | None]:
    """The band of a service, of safety, or of everything, with the estimate behind it."""
    told = list(tasks)
    counted = [(item, value) for item, done in told if (value := answer(done)) is not None]
    if not counted:
        return Band.NOT_TRIED, None
    skipped = sum(done is Outcome.SKIPPED for _, done in told)
    if len(counted) < ENOUGH or skipped > MOST_SKIPPED * len(counted):
        return Band.FACTS_ONLY, None
    found = estimate([item for item, _ in counted], [value for _, value in counted])
    return band(found.above, sure), found
