"""What a figure is: measured, beside its goal and its floor from the same run."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SLACK = 1.5
"""A figure with a unit is also reached when it is at most this many times its floor."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A number to stay under, or to reach if it is a rate."""

    number: float
    unit: str
    """``x`` for a multiple of the floor, ``%``, ``ms``, ``s``, ``MB``, ``/s``, or none."""
    at_least: bool = False

    @property
    def rate(self) -> bool:
        """More is better."""
        return self.unit == "/s" or self.at_least

    @property
    def multiple(self) -> bool:
        """The goal itself is a multiple of the floor."""
        return self.unit == "x"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; ``floor`` is 0 where there is none."""

    name: str
    words: str
    goal: Goal
    value: float
    floor: float
    floor_words: str
    unit: str = ""
    """Of value and floor, where the goal is a multiple."""
    note: str = ""

    @property
    def against_floor(self) -> float | None:
        """How many times its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def reached(self) -> bool:
        """The goal is met; or, with a unit, the figure is within the slack of its floor."""
        share = self.against_floor
        if self.goal.multiple:
            return share is not None and share <= self.goal.number
        if self.goal.rate:
            return self.value >= self.goal.number or (share is not None and share >= 1 / SLACK)
        return self.value <= self.goal.number or (share is not None and share <= SLACK)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often things are done."""

    starts: int
    visits: int
    touches: int
    commits: int
    shares: int
    seals: int
    results: int
    """In a bundle."""
    seconds: float
    """To be idle."""
    frames: int
    """Of each condition of the camera."""
    hostile: int
    """Texts; of each other kind a tenth."""
    rows: int
    """Results in a desk's store."""
    cuts: int
    """Of the power, at each step on the way."""

    @classmethod
    def full(cls) -> Counts:
        """For a benchmark that is kept."""
        return cls(7, 400, 300, 1000, 30, 1000, 2000, 10.0, 20, 100_000, 1_000_000, 200)

    @classmethod
    def quick(cls) -> Counts:
        """A look in between."""
        return cls(3, 40, 80, 200, 10, 200, 500, 4.0, 5, 10_000, 50_000, 12)

    @classmethod
    def tiny(cls) -> Counts:
        """Only to see that it runs."""
        return cls(1, 2, 4, 5, 1, 3, 5, 0.3, 1, 20, 600, 1)


Measure = Callable[[Counts, Path], list[Figure]]
"""Measures a few figures that belong together, in a folder of its own."""


def p95(numbers: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(numbers)[min(len(numbers) - 1, round(0.95 * (len(numbers) - 1)))]


def median(numbers: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(numbers)
