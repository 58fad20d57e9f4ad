"""The measurement on simulated respondents: what it promises, beside what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np

from kiosk.domain.measurement import CUT, Prior
from kiosk.measure import plots
from kiosk.measure.figures import Quality, dependent, independent
from kiosk.measure.report import Picture, Report, Requirement, Table, at_least
from kiosk.measure.respondents import GENERAL, WORKSHOP, Population
from kiosk.measure.sequential import Stopped, sequential

Progress = Callable[[int, int, str], None]

PERSONS = 6000
SEED = 1
LENGTHS = (8, 12, 16, 24, 32, 48)
STANDARD, NEUTRAL = Prior(0.0, 1.0), Prior()
CLOSE = 0.02
"""How far a figure may lie from the expected one."""
EFFECT = 1.0
"""Standard deviation of the testlet effect."""

EXPECTED = {
    8: (0.83, 0.78, 0.63, 0.65, 0.928, 0.47, 0.957),
    12: (0.86, 0.82, 0.72, 0.71, 0.945, 0.56, 0.973),
    16: (0.88, 0.83, 0.78, 0.74, 0.957, 0.61, 0.980),
    24: (0.89, 0.86, 0.84, 0.79, 0.956, 0.68, 0.980),
    32: (0.90, 0.88, 0.87, 0.82, 0.965, 0.72, 0.982),
}
"""Tasks -> accuracy, consistency, reliability, decided and right at .8, decided and right at .9.

For prior and abilities N(0, 1), from an earlier simulation of the same design.
"""
EXPECTED_STEPS = {(4, 6): 0.935, (12, 2): 0.971}
"""(Tasks, steps in each) -> right at .9 where dependent steps are scored as independent."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that was measured."""

    persons: int
    seed: int
    table: dict[tuple[str, str, int], Quality]
    """By population, prior and tasks."""
    units: dict[tuple[str, str, int, int], tuple[Quality, Quality]]
    """By population, prior, tasks and steps in each: by step, and with the task as the unit."""
    stopped: dict[str, Stopped]

    def of(self, population: Population, prior: Prior, tasks: int) -> Quality:
        return self.table[population.name, named(prior), tasks]


def named(prior: Prior) -> str:
    return "N(cut, 1)" if prior.mean == CUT else f"N({prior.mean:g}, {prior.sd:g})"


UNITS = tuple((tasks, 2) for tasks in (8, 12, 16, 24, 32))
"""(Tasks, steps in each) that are scored both ways with the kiosk's own prior."""


def run(persons: int = PERSONS, seed: int = SEED, progress: Progress | None = None) -> Bench:
    """Simulate all of it; the same seed gives the same figures."""
    populations = (GENERAL, WORKSHOP)
    tests = [(p, q, n) for p in populations for q in (STANDARD, NEUTRAL) for n in LENGTHS]
    units = [(GENERAL, STANDARD, *shape) for shape in EXPECTED_STEPS]
    units += [(p, NEUTRAL, *shape) for p in populations for shape in UNITS]
    total = len(tests) + len(units) + len(populations)
    done = 0

    def chance(where: str) -> np.random.Generator:
        """Fresh numbers for each part, so that one does not move another."""
        nonlocal done
        if progress:
            progress(done, total, where)
        done += 1
        return np.random.default_rng([seed, done])

    table = {
        (p.name, named(q), n): independent(
            chance(f"{n} tasks, {p.name}, prior {named(q)}"), p, q, n, persons
        )
        for p, q, n in tests
    }
    found = {
        (p.name, named(q), n, s): dependent(
            chance(f"{n} tasks of {s}, {p.name}"), p, q, (n, s), EFFECT, persons
        )
        for p, q, n, s in units
    }
    stopped = {p.name: sequential(chance(f"stop, {p.name}"), p, persons) for p in populations}
    if progress:
        progress(total, total, "")
    return Bench(persons, seed, table, found, stopped)


# -- what is asked


def requirements(bench: Bench) -> list[Requirement]:
    """Every number to reach, beside what came out."""
    return [*_expected(bench), *_verdicts(bench), *_decided(bench), *_steps(bench), *_stop(bench)]


def _expected(bench: Bench) -> list[Requirement]:
    out = []
    for tasks, expected in EXPECTED.items():
        found = row(bench.of(GENERAL, STANDARD, tasks))
        gaps = [abs(a - b) for a, b in zip(expected, found, strict=True)]
        what = f"{tasks} tasks, prior N(0, 1) on N(0, 1): all seven figures as expected"
        measured = f"largest gap {max(gaps):.3f}"
        out.append(Requirement(what, f"within {CLOSE}", measured, max(gaps) <= CLOSE))
    found_8 = bench.of(GENERAL, STANDARD, 8).at_service
    for what, expected_8, measured_8 in (
        ("above the cut told 'can alone'", 0.59, found_8.above_told_can),
        ("below the cut told 'could practise'", 0.19, found_8.below_told_practise),
    ):
        out.append(_near(f"8 tasks, prior N(0, 1) on N(0, 1): {what}", expected_8, measured_8))
    return out


def _near(what: str, expected: float, measured: float, close: float = CLOSE) -> Requirement:
    asked = f"{expected:.3g} ± {close:.2f}"
    return Requirement(what, asked, f"{measured:.3f}", abs(measured - expected) <= close)


JUDGED = ((12, "service", 0.9), (48, "whole", 0.8))
"""Tasks, what they are judged as, and the probability at which that speaks."""


def _verdicts(bench: Bench) -> list[Requirement]:
    out = []
    for population in (GENERAL, WORKSHOP):
        for tasks, unit, sure in JUDGED:
            quality = bench.of(population, NEUTRAL, tasks)
            said = quality.at_service if unit == "service" else quality.at_whole
            where = f"{tasks} tasks at {sure}, {population.name}"
            out.append(at_least(f"verdicts given are right, {where}", 0.95, said.right))
            if population is GENERAL:
                out.append(at_least(f"'can alone' is right, {where}", 0.93, said.can_right))
                practise = f"'could practise' is right, {where}"
                out.append(at_least(practise, 0.93, said.practise_right))
            else:
                out.append(at_least(f"'can alone' is right, {where}", 0.9, said.can_right))
    return out


def _decided(bench: Bench) -> list[Requirement]:
    out = []
    for tasks, unit, least in ((12, "service", 0.5), (48, "whole", 0.7)):
        for population in (GENERAL, WORKSHOP):
            quality = bench.of(population, NEUTRAL, tasks)
            said = quality.at_service if unit == "service" else quality.at_whole
            what = f"decided on {unit} of {tasks} tasks, {population.name}"
            if population is GENERAL:
                out.append(at_least(what, least, said.decided))
            else:
                out.append(Requirement(what, "reported", f"{said.decided:.3f}", None))
    return out


def _steps(bench: Bench) -> list[Requirement]:
    out = []
    for (tasks, steps), expected in EXPECTED_STEPS.items():
        by_step, _ = bench.units[GENERAL.name, named(STANDARD), tasks, steps]
        what = f"{tasks} tasks of {steps} steps scored as independent: right at 0.9"
        out.append(_near(what, expected, by_step.at_service.right))
    for population in (GENERAL, WORKSHOP):
        _, by_task = bench.units[population.name, named(NEUTRAL), 12, 2]
        what = f"12 tasks of 2 checkpoints, task as the unit, {population.name}: right at 0.9"
        out.append(at_least(what, 0.95, by_task.at_service.right))
    return out


def _stop(bench: Bench) -> list[Requirement]:
    found = bench.stopped[GENERAL.name]
    tasks = f"{found.mean_tasks:.1f} tasks"
    most = Requirement(
        "sequential stop: tasks on average", "at most 11.5", tasks, found.mean_tasks <= 11.5
    )
    return [at_least("sequential stop: accuracy", 0.86, found.accuracy), most]


# -- how it is told


def row(quality: Quality) -> tuple[float, ...]:
    """The seven figures of ``EXPECTED``."""
    whole, service = quality.at_whole, quality.at_service
    return (
        quality.accuracy,
        quality.consistency,
        quality.reliability,
        whole.decided,
        whole.right,
        service.decided,
        service.right,
    )


_HEAD = (
    "tasks",
    "accuracy",
    "consistency",
    "reliability",
    "decided at .8",
    "right",
    "decided at .9",
    "right",
)
_ERRORS = (
    "tasks",
    "at",
    "decided",
    "right",
    "'can' right",
    "'practise' right",
    "above, told 'can'",
    "above, told 'practise'",
    "below, told 'can'",
    "below, told 'practise'",
)


def report(bench: Bench) -> Report:
    """The bench with its tables and plots."""
    words = (
        f"Simulated respondents, {bench.persons} persons for each figure, seed {bench.seed}. "
        f"Ability N(0, 1) and, as in a workshop, N(-1, 1); cut {CUT}; log a ~ N(log 1.1, 0.25), "
        "b ~ N(cut, 0.8), fresh tasks for each person. Verdicts are those of the kiosk's own "
        "estimate. A share near 0.95 of half of these persons has a standard error of about "
        f"{(0.95 * 0.05 / (bench.persons / 2)) ** 0.5:.3f}."
    )
    parts: list[Table | Picture] = []
    for population in (GENERAL, WORKSHOP):
        for prior in (STANDARD, NEUTRAL):
            parts.append(_qualities(bench, population, prior))
            parts.append(_both_errors(bench, population, prior))
        parts.append(_units(bench, population))
    parts += [_stops(bench), *plots.of_bench(bench)]
    return Report(
        "Measurement on simulated respondents", words, requirements(bench), parts, _figures(bench)
    )


def _qualities(bench: Bench, population: Population, prior: Prior) -> Table:
    rows = []
    for tasks in LENGTHS:
        expected = EXPECTED.get(tasks) if (population, prior) == (GENERAL, STANDARD) else None
        found = row(bench.of(population, prior, tasks))
        cells = [f"{value:.3f}" for value in found]
        if expected:
            cells = [f"{cell} ({value:.3g})" for cell, value in zip(cells, expected, strict=True)]
        rows.append([str(tasks), *cells])
    words = (
        "In brackets: the expected figure." if (population, prior) == (GENERAL, STANDARD) else ""
    )
    title = f"Ability {population.name}, prior {named(prior)}"
    return Table(title, _HEAD, rows, words)


def _both_errors(bench: Bench, population: Population, prior: Prior) -> Table:
    rows = []
    for tasks in LENGTHS:
        quality = bench.of(population, prior, tasks)
        for said in (quality.at_whole, quality.at_service):
            shares = list(asdict(said).values())[1:]
            rows.append([str(tasks), f"{said.sure}", *(f"{share:.3f}" for share in shares)])
    title = f"Both kinds of error: ability {population.name}, prior {named(prior)}"
    return Table(title, _ERRORS, rows)


def _units(bench: Bench, population: Population) -> Table:
    rows = []
    for (name, prior, tasks, steps), scored in bench.units.items():
        if name == population.name:
            for by, quality in zip(("step", "task"), scored, strict=True):
                cells = [f"{value:.3f}" for value in row(quality)]
                rows.append([f"{tasks} × {steps}", prior, by, *cells])
    words = (
        f"Each task moves the ability of a person by N(0, {EFFECT:g}²) for all of its checkpoints. "
        "Scored by step as if they were independent, and with the task as the unit (right where "
        "every checkpoint is met; its a and b as a calibration of whole tasks would find them). "
        "Checkpoints that must all be met make a task harder, so fewer verdicts are given."
    )
    head = ("tasks", "prior", "scored by", *_HEAD[1:])
    return Table(f"Checkpoints that depend on each other: ability {population.name}", head, rows,
                 words)  # fmt: skip


def _stops(bench: Bench) -> Table:
    rows = [
        [name, f"{s.accuracy:.3f}", f"{s.mean_tasks:.1f}", f"{s.at_most:.3f}"]
        for name, s in bench.stopped.items()
    ]
    head = ("ability", "accuracy", "tasks on average", "went on to the last")
    words = "SPRT, half-width 0.5, error 0.10, at most 20 tasks."
    return Table("Sequential stop", head, rows, words)


def _figures(bench: Bench) -> dict[str, object]:
    return {
        "persons": bench.persons,
        "seed": bench.seed,
        "tests": [
            {"ability": p, "prior": q, **asdict(quality)}
            for (p, q, _), quality in bench.table.items()
        ],
        "dependent": [
            {
                "ability": p,
                "prior": q,
                "shape": [n, s],
                "by_step": asdict(steps),
                "by_task": asdict(tasks),
            }
            for (p, q, n, s), (steps, tasks) in bench.units.items()
        ],
        "sequential": {name: asdict(one) for name, one in bench.stopped.items()},
    }
