"""How good verdicts on simulated respondents are, whose ability is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kiosk.domain.measurement import CUT, SURE_SERVICE, SURE_WHOLE, Prior
from kiosk.measure.respondents import Answers, Population, abilities, answers, step_answers
from kiosk.measure.vectors import Estimates, Floats, Marks, estimates


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was said at one probability. A share of nobody is NaN."""

    sure: float
    decided: float
    """Share of all persons that *can alone* or *could practise* is said of."""
    right: float
    """Share of these that is right."""
    can_right: float
    """Of those told *can alone* the share that is above the cut."""
    practise_right: float
    """Of those told *could practise* the share that is below it."""
    above_told_can: float
    above_told_practise: float
    """Of those above the cut the share told *could practise*: one kind of error."""
    below_told_can: float
    """Of those below it the share told *can alone*: the other kind."""
    below_told_practise: float


def verdicts(ability: Floats, above: Floats, sure: float) -> Verdicts:
    """Verdicts at one probability, beside the truth."""
    able = ability >= CUT
    can, practise = above >= sure, 1 - above >= sure
    return Verdicts(
        sure,
        decided=_share(can | practise),
        right=_share(np.where(can, able, ~able), can | practise),
        can_right=_share(able, can),
        practise_right=_share(~able, practise),
        above_told_can=_share(can, able),
        above_told_practise=_share(practise, able),
        below_told_can=_share(can, ~able),
        below_told_practise=_share(practise, ~able),
    )


def _share(what: Marks, among: Marks | None = None) -> float:
    chosen = what if among is None else what[among]
    return float(chosen.mean()) if len(chosen) else float("nan")


@dataclass(frozen=True, slots=True)
class Quality:
    """What a number of tasks is worth."""

    tasks: int
    accuracy: float
    """Share that is on the right side of the cut if all are judged."""
    consistency: float
    """Share of whom a second test with other tasks says the same, if all are judged."""
    reliability: float
    """Squared correlation of estimate and ability."""
    at_whole: Verdicts
    at_service: Verdicts


def independent(
    chance: np.random.Generator, population: Population, prior: Prior, tasks: int, persons: int
) -> Quality:
    """Tests of independent tasks, two for each person."""
    ability = abilities(chance, population, persons)
    once, again = (answers(chance, ability, tasks) for _ in range(2))
    return quality(tasks, ability, judged(once, prior), judged(again, prior))


def dependent(
    chance: np.random.Generator,
    population: Population,
    prior: Prior,
    shape: tuple[int, int],
    effect: float,
    persons: int,
) -> tuple[Quality, Quality]:
    """Tests of (tasks, steps in each) that depend: scored by step, and by task as the unit."""
    ability = abilities(chance, population, persons)
    once, again = (step_answers(chance, ability, *shape, effect) for _ in range(2))
    by_step = quality(
        shape[0] * shape[1], ability, judged(once.steps, prior), judged(again.steps, prior)
    )
    by_task = quality(shape[0], ability, judged(once.tasks, prior), judged(again.tasks, prior))
    return by_step, by_task


def judged(given: Answers, prior: Prior) -> Estimates:
    """The estimate of each respondent."""
    return estimates(given.a, given.b, given.right, prior)


def quality(tasks: int, ability: Floats, once: Estimates, again: Estimates) -> Quality:
    """Figures of one test, the second only to see whether it says the same."""
    able, told = ability >= CUT, once.above >= 0.5
    return Quality(
        tasks,
        accuracy=_share(told == able),
        consistency=_share(told == (again.above >= 0.5)),
        reliability=float(np.corrcoef(once.ability, ability)[0, 1] ** 2),
        at_whole=verdicts(ability, once.above, SURE_WHOLE),
        at_service=verdicts(ability, once.above, SURE_SERVICE),
    )
