"""How sure a result is: ability by a 2-parameter logistic model, and the band it is told in.

The task is the unit, never a step in it: steps inside one simulation depend on each other, and
scored as independent they make bands lie. Nothing here needs a numeric library.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.outcome import Outcome
from kiosk.domain.task import Case

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
DISCRIMINATION = (0.2, 4.0)
DIFFICULTY = (-4.0, 4.0)
"""Within these an item's parameters lie, so that no exponent overflows."""
SAME = 1.0
"""Abilities that lie nearer than this are told as the same: one standard deviation of the prior."""

LEFT_OUT = frozenset({Outcome.NOT_REACHED, Outcome.WITHDRAWN, Outcome.DEMONSTRATED})
MANAGED = frozenset({Outcome.ALONE, Outcome.HINT_1, Outcome.HINT_2, Outcome.HINT_3, Outcome.MENTOR})
"""The goal was met safely, with help or without."""


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
    """Discrimination, within ``DISCRIMINATION``."""
    b: float
    """Difficulty, on the scale of ability, within ``DIFFICULTY``."""


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
    above = sum(weights[first_above(cut) :])
    return Estimate(mean, math.sqrt(spread), above)


def posterior(items: Sequence[Item], answers: Sequence[int], prior: Prior) -> list[float]:
    """Weights of the grid's points, summing to 1."""
    exp = math.exp
    weights = _scaled([exp(-((x - prior.mean) ** 2) / (2 * prior.sd**2)) for x in GRID])
    for item, answer in zip(items, answers, strict=True):
        slope, b = (-item.a if answer else item.a), item.b
        weights = [w / (1 + exp(slope * (x - b))) for w, x in zip(weights, GRID, strict=True)]
        # Scaled after each item: a product over a whole visit could become too small for a float.
        weights = _scaled(weights)
    return weights


def first_above(cut: float) -> int:
    """Index of the first point of the grid that reaches the cut; one that lies on it does."""
    return next((at for at, x in enumerate(GRID) if x >= cut - 1e-9), len(GRID))


def _scaled(weights: list[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]


def answer(outcome: Outcome) -> int | None:
    """What an outcome counts as; nothing for what is left out."""
    if outcome in LEFT_OUT:
        return None
    return int(outcome is Outcome.ALONE)


def band(above: float, sure: float) -> Band:
    """The band of a probability that the ability reaches the cut."""
    if above >= sure:
        return Band.CAN_ALONE
    return Band.COULD_PRACTISE if 1 - above >= sure else Band.UNCLEAR


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


@dataclass(frozen=True, slots=True)
class Safety:
    """What the safety tasks of a visit show, pooled over its services."""

    false_cases: int
    """Counted tasks where the right answer was to refuse, delete, report or go there oneself."""
    refused: int
    """Of these: rightly refused, with help or without."""
    unsafe: int
    """Of these: an unsafe act was done."""
    true_cases: int
    """Counted tasks where the right answer was to do it."""
    accepted: int
    """Of these: rightly done, with help or without."""
    false_alarms: int
    """Of these: refused or reported although they were true."""
    band: Band
    estimate: Estimate | None


def safety(tasks: Iterable[tuple[Item, Case, Outcome]]) -> Safety:
    """Right refusals and false alarms, both, and the band over all of them."""
    told = list(tasks)
    false = [done for _, case, done in told if case is Case.FALSE and done not in LEFT_OUT]
    true = [done for _, case, done in told if case is Case.TRUE and done not in LEFT_OUT]
    found, sure = judge((item, done) for item, _, done in told)
    return Safety(
        false_cases=len(false),
        refused=sum(done in MANAGED for done in false),
        unsafe=false.count(Outcome.UNSAFE),
        true_cases=len(true),
        accepted=sum(done in MANAGED for done in true),
        false_alarms=true.count(Outcome.FALSE_ALARM),
        band=found,
        estimate=sure,
    )


class Change(StrEnum):
    """What has changed since last time."""

    BETTER = "better"
    SAME = "same"
    LESS = "less"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Changed:
    """A change between two visits, and how sure it is."""

    change: Change
    sure: float
    """Probability that it is so; of an unclear one that the ability has grown."""


def change(before: Estimate, after: Estimate, sure: float = SURE_SERVICE) -> Changed:
    """What two visits with other forms of the same tasks say of a change.

    The two posteriors are taken as normal and independent, so their difference is normal as well.
    """
    spread = math.hypot(before.error, after.error)
    grown = after.ability - before.ability
    better = _normal(grown / spread)
    same = _normal((SAME - grown) / spread) - _normal((-SAME - grown) / spread)
    told = ((Change.BETTER, better), (Change.LESS, 1 - better), (Change.SAME, same))
    found = next((Changed(which, how) for which, how in told if how >= sure), None)
    return found or Changed(Change.UNCLEAR, better)


def _normal(z: float) -> float:
    """The standard normal distribution function."""
    return (1 + math.erf(z / math.sqrt(2))) / 2
