"""Item parameters from answers, against published estimates."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.measure.calibrate import Floats, fit
from tests import lsat


def lsat_answers(section: int) -> Floats:
    return np.array(lsat.answers(section), dtype=float)


def test_2pl_agrees_with_the_published_estimate_for_lsat7() -> None:
    found = fit(lsat_answers(7))
    assert found.a == pytest.approx([0.988, 1.081, 1.706, 0.7651, 0.7358], abs=0.01)
    assert found.d == pytest.approx([1.8561, 0.808, 1.8043, 0.486, 1.8545], abs=0.01)
    assert list(found.answered) == [1000] * 5


def test_1pl_agrees_with_the_published_estimate_for_lsat7() -> None:
    found = fit(lsat_answers(7), equal_slopes=True)
    assert found.a == pytest.approx([1.011] * 5, abs=0.01)
    assert found.d == pytest.approx([1.868, 0.791, 1.461, 0.521, 1.993], abs=0.01)


def test_rasch_agrees_with_the_published_estimate_for_lsat6() -> None:
    found = fit(lsat_answers(6), equal_slopes=True)
    assert found.a**2 == pytest.approx([0.57] * 5, abs=0.01)
    assert found.d == pytest.approx([2.73, 0.999, 0.24, 1.306, 2.099], abs=0.01)


def simulated(persons: int, a: Floats, b: Floats, seed: int) -> Floats:
    chance = np.random.default_rng(seed)
    ability = chance.standard_normal((persons, 1))
    right = chance.random((persons, len(a))) < 1 / (1 + np.exp(-a * (ability - b)))
    return right.astype(float)


def test_tasks_that_were_not_taken_are_left_out_and_the_rest_is_found_again() -> None:
    a, b = np.array([0.8, 1.0, 1.3, 1.6, 1.1, 0.9]), np.array([-1.5, -0.8, -0.4, 0.0, 0.5, 1.0])
    answers = simulated(2000, a, b, 1)
    answers[np.random.default_rng(2).random(answers.shape) < 0.3] = np.nan
    found = fit(answers)
    assert np.abs(found.b - b).max() < 0.35
    assert np.abs(found.a - a).max() < 0.35
    assert (np.abs(found.b - b) < 4 * found.error_b).all()
    assert (np.abs(found.a - a) < 4 * found.error_a).all()
    assert found.answered.max() < 1500


def test_the_errors_tell_how_far_repeated_estimates_lie_apart() -> None:
    a, b = np.full(8, 1.1), np.linspace(-1.5, 0.5, 8)
    found = [fit(simulated(1000, a, b, seed)) for seed in range(12)]
    spread = np.std([one.b for one in found], axis=0)
    told = np.mean([one.error_b for one in found], axis=0)
    assert 0.6 < (spread / told).mean() < 1.4


def test_an_item_that_everybody_manages_keeps_finite_parameters() -> None:
    answers = lsat_answers(7)
    answers[:, 0] = 1.0
    found = fit(answers)
    assert np.isfinite(found.b).all() and np.isfinite(found.a).all()
