"""A test that stops when it knows enough (Wald's SPRT, as Reckase 1983 uses it for a cut)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kiosk.domain.measurement import CUT
from kiosk.measure.respondents import Population, abilities, answers
from kiosk.measure.vectors import Floats

HALF_WIDTH = 0.5
"""Ability between this far below and above the cut makes no difference to the stop."""
ERROR = 0.1
MOST = 20


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a sequential stop is worth."""

    accuracy: float
    mean_tasks: float
    at_most: float
    """Share that went on to the last task."""
    tasks: tuple[int, ...]
    """How many persons stopped after 1, 2, 3 ... tasks."""


def sequential(chance: np.random.Generator, population: Population, persons: int) -> Stopped:
    """Stop where the likelihood ratio of the two ends of the indifferent stretch is decided."""
    ability = abilities(chance, population, persons)
    given = answers(chance, ability, MOST)
    ratio = np.cumsum(_ratios(given.a, given.b, given.right), axis=1)
    decided = np.abs(ratio) >= math.log((1 - ERROR) / ERROR)
    decided[:, -1] = True
    last = decided.argmax(axis=1)
    told = ratio[np.arange(persons), last] >= 0
    return Stopped(
        accuracy=float((told == (ability >= CUT)).mean()),
        mean_tasks=float((last + 1).mean()),
        at_most=float((last == MOST - 1).mean()),
        tasks=tuple(int(n) for n in np.bincount(last, minlength=MOST)),
    )


def _ratios(a: Floats, b: Floats, right: np.typing.NDArray[np.bool_]) -> Floats:
    """Log of P(answer | cut + half width) / P(answer | cut - half width)."""
    slope = np.where(right, -a, a)
    low, high = (np.logaddexp(0, slope * (CUT + side - b)) for side in (-HALF_WIDTH, HALF_WIDTH))
    return np.asarray(low - high)
