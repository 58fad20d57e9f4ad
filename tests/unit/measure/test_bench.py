"""Simulated respondents: the figures that the measurement must reach."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kiosk.measure import bench
from kiosk.measure.bench import Bench, requirements
from kiosk.measure.figures import verdicts
from kiosk.measure.report import write
from kiosk.measure.respondents import GENERAL, Population, abilities, step_answers, whole_task
from kiosk.measure.sequential import sequential


@pytest.fixture(scope="module")
def quick() -> Bench:
    """Few persons: the figures are rough, their places right."""
    return bench.run(persons=600, seed=4)


@pytest.mark.long
def test_every_requirement_is_met() -> None:
    missed = [one for one in requirements(bench.run()) if one.met is False]
    assert not missed


def test_the_expected_table_is_near_with_few_persons(quick: Bench) -> None:
    for tasks, expected in bench.EXPECTED.items():
        found = bench.row(quick.of(GENERAL, bench.STANDARD, tasks))
        assert found == pytest.approx(expected, abs=0.07)


def test_the_same_seed_gives_the_same_figures() -> None:
    once, again, other = (repr(bench.run(100, seed)) for seed in (2, 2, 3))
    assert once == again != other


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[tuple[int, int]] = []
    bench.run(100, 1, lambda done, total, _where: told.append((done, total)))
    total = told[0][1]
    assert told == [(done, total) for done in range(total + 1)]


def test_the_report_sets_each_requirement_beside_what_came_out(
    quick: Bench, tmp_path: Path
) -> None:
    report = bench.report(quick)
    text = write(report, tmp_path / "out").read_text("utf-8")
    for one in report.requirements:
        assert f"| {one.what} | {one.asked} | {one.measured} | {one.verdict} |" in text
    assert "N(-1, 1), prior N(cut, 1)" in text
    for name in ("decided", "right", "stop"):
        assert (tmp_path / "out" / f"{name}.svg").read_text("utf-8").startswith("<?xml")
        assert f"]({name}.svg)" in text
    figures = json.loads((tmp_path / "out" / "figures.json").read_text("utf-8"))
    assert figures["persons"] == 600
    assert len(figures["tests"]) == 24


def test_the_same_figures_make_the_same_files(quick: Bench, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(bench.report(quick), tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_both_kinds_of_error_are_told_apart() -> None:
    ability = np.array([1.0, 1.0, 1.0, 1.0, -2.0, -2.0])
    above = np.array([0.95, 0.95, 0.5, 0.05, 0.91, 0.02])
    found = verdicts(ability, above, 0.9)
    assert found.decided == pytest.approx(5 / 6)
    assert found.right == pytest.approx(3 / 5)
    assert [found.can_right, found.practise_right] == pytest.approx([2 / 3, 1 / 2])
    assert (found.above_told_can, found.above_told_practise) == (0.5, 0.25)
    assert (found.below_told_can, found.below_told_practise) == (0.5, 0.5)


def test_a_verdict_that_nobody_gets_is_right_for_nobody() -> None:
    found = verdicts(np.array([1.0]), np.array([0.5]), 0.9)
    assert np.isnan(found.right) and found.decided == 0


def test_steps_of_one_task_go_together_and_those_of_two_do_not() -> None:
    chance = np.random.default_rng(1)
    given = step_answers(chance, np.zeros(4000), 2, 2, 3.0).steps.right
    inside = np.corrcoef(given[:, 0], given[:, 1])[0, 1]
    between = np.corrcoef(given[:, 0], given[:, 2])[0, 1]
    assert inside > 0.2 > 0.1 > abs(between)


def test_a_whole_task_of_one_step_without_an_effect_is_that_step() -> None:
    a, b = whole_task(np.array([[[1.3]]]), np.array([[[-0.2]]]), 0.0)
    assert a[0, 0] == pytest.approx(1.3, abs=1e-3)
    assert b[0, 0] == pytest.approx(-0.2, abs=1e-3)


def test_a_sequential_stop_needs_fewer_tasks_far_from_the_cut() -> None:
    near = sequential(np.random.default_rng(1), Population("at the cut", -0.5, 0.01), 500)
    far = sequential(np.random.default_rng(1), Population("far", 3.0, 0.01), 500)
    assert far.mean_tasks < near.mean_tasks <= 20
    assert far.accuracy == pytest.approx(1, abs=0.02)
    assert sum(far.tasks) == 500


def test_abilities_come_from_their_population() -> None:
    found = abilities(np.random.default_rng(1), GENERAL, 20_000)
    assert [found.mean(), found.std()] == pytest.approx([0, 1], abs=0.03)
