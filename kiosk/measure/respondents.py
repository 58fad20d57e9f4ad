"""Simulated respondents: an ability, tasks of their own, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kiosk.domain.measurement import CUT
from kiosk.measure.vectors import Floats, Marks

LOG_A = (float(np.log(1.1)), 0.25)
"""Mean and standard deviation of log a."""
B = (CUT, 0.8)
"""Mean and standard deviation of b."""


@dataclass(frozen=True, slots=True)
class Population:
    """Whom abilities are drawn from."""

    name: str
    mean: float
    sd: float = 1.0


GENERAL = Population("N(0, 1)", 0.0)
WORKSHOP = Population("N(-1, 1)", -1.0)


@dataclass(frozen=True, slots=True)
class Answers:
    """What respondents (rows) answered to tasks of their own (columns)."""

    a: Floats
    b: Floats
    right: Marks


def abilities(chance: np.random.Generator, population: Population, persons: int) -> Floats:
    """Abilities of so many persons."""
    return chance.normal(population.mean, population.sd, persons)


def answers(chance: np.random.Generator, ability: Floats, tasks: int) -> Answers:
    """Fresh tasks for each person, and independent answers to them."""
    a = chance.lognormal(*LOG_A, (len(ability), tasks))
    b = chance.normal(*B, (len(ability), tasks))
    return Answers(a, b, _drawn(chance, a * (ability[:, None] - b)))


@dataclass(frozen=True, slots=True)
class StepAnswers:
    """The same answers scored twice: each step for itself, and the task as the unit."""

    steps: Answers
    tasks: Answers
    """Right where every step is; a and b are those of the whole task, see ``whole_task``."""


def step_answers(
    chance: np.random.Generator, ability: Floats, tasks: int, steps: int, effect: float
) -> StepAnswers:
    """Tasks whose steps depend on each other: each task moves a person's ability by N(0, effect²).

    (The testlet model of Bradlow, Wainer and Wang 1999.)
    """
    shape = (len(ability), tasks, steps)
    a, b = chance.lognormal(*LOG_A, shape), chance.normal(*B, shape)
    moved = ability[:, None] + chance.normal(0, effect, shape[:2])
    right = _drawn(chance, a * (moved[:, :, None] - b))
    flat = (len(ability), tasks * steps)
    each = Answers(a.reshape(flat), b.reshape(flat), right.reshape(flat))
    every: Marks = np.asarray(right.all(axis=2))
    return StepAnswers(each, Answers(*whole_tasks(a, b, effect), every))


_ABILITY = np.linspace(-4, 4, 25)
_MOVED, _MOVED_WEIGHTS = np.polynomial.hermite_e.hermegauss(9)


_CHUNK = 500
"""Persons at a time: the curves of 32 tasks take some 30 MB."""


def whole_tasks(a: Floats, b: Floats, effect: float) -> tuple[Floats, Floats]:
    """``whole_task`` for persons by the thousand."""
    starts = range(0, len(a), _CHUNK)
    parts = [whole_task(a[at : at + _CHUNK], b[at : at + _CHUNK], effect) for at in starts]
    slopes, places = zip(*parts, strict=True)
    return np.concatenate(slopes), np.concatenate(places)


def whole_task(a: Floats, b: Floats, effect: float) -> tuple[Floats, Floats]:
    """a and b of tasks as units, from those of their steps (last axis).

    P(all steps right) at an ability, over the task's own effect, is matched by a logistic curve:
    least squares on the logit, weighted by information. It stands for what a calibration of the
    task as the unit would find.
    """
    moved = _ABILITY[:, None] + effect * _MOVED
    chances = np.ones((*a.shape[:2], *moved.shape))
    for step in range(a.shape[2]):
        at = a[:, :, step, None, None] * (moved - b[:, :, step, None, None])
        chances /= 1 + np.exp(-at)
    chance = chances @ (_MOVED_WEIGHTS / _MOVED_WEIGHTS.sum())
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    logit, weight = np.log(chance / (1 - chance)), chance * (1 - chance)
    total = weight.sum(axis=-1)
    mean_x = (weight * _ABILITY).sum(axis=-1) / total
    mean_y = (weight * logit).sum(axis=-1) / total
    from_x, from_y = _ABILITY - mean_x[..., None], logit - mean_y[..., None]
    slope = (weight * from_x * from_y).sum(axis=-1) / (weight * from_x**2).sum(axis=-1)
    return slope, mean_x - mean_y / slope


def _drawn(chance: np.random.Generator, logit: Floats) -> Marks:
    return chance.random(logit.shape) < 1 / (1 + np.exp(-logit))
