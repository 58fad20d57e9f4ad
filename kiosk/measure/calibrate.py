"""Item parameters from answers, by marginal maximum likelihood (Bock and Aitkin 1981).

Written out here because it is an EM algorithm of a few lines, and no kept package estimates it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_NODES = np.linspace(-6, 6, 61)
_WEIGHTS = np.exp(-(_NODES**2) / 2) / np.exp(-(_NODES**2) / 2).sum()
_DESIGN = np.stack([_NODES, np.ones_like(_NODES)])
ROUNDS = 2000
_LOWEST, _HIGHEST = np.array([[0.05], [-15.0]]), np.array([[8.0], [15.0]])
"""Bounds of a and d: an item that everybody manages would run away for ever."""
CLOSE = 1e-5
"""Largest step of a parameter at which the estimate stands."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Estimates under ability N(0, 1): P = 1 / (1 + exp(-(a ability + d))), so b = -d / a."""

    a: Floats
    d: Floats
    error_a: Floats
    error_b: Floats
    answered: npt.NDArray[np.int64]
    """Answers behind each item."""
    rounds: int

    @property
    def b(self) -> Floats:
        """Difficulties on the scale of ability."""
        return -self.d / self.a


def fit(answers: Floats, equal_slopes: bool = False) -> Parameters:
    """2PL, or 1PL with ``equal_slopes``; rows are persons, NaN is a task that was not taken.

    A 1PL slope a under N(0, 1) is a Rasch model (a = 1) with variance of ability a².
    """
    answered = ~np.isnan(answers)
    right = np.where(answered, answers, 0.0)
    wrong = np.where(answered, 1.0 - right, 0.0)
    share = np.clip(right.sum(axis=0) / answered.sum(axis=0), 0.01, 0.99)
    items = np.stack([np.ones(answers.shape[1]), np.log(share / (1 - share))])
    rounds = 0
    while rounds < ROUNDS:
        rounds += 1
        weights = _posterior(items, right, wrong)
        after = _maximise(items, right.T @ weights, wrong.T @ weights, equal_slopes)
        after = np.clip(after, _LOWEST, _HIGHEST)
        moved = np.abs(after - items).max()
        items = after
        if moved < CLOSE:
            break
    error_a, error_b = _errors(items, right, wrong, equal_slopes)
    return Parameters(items[0], items[1], error_a, error_b, answered.sum(axis=0), rounds)


def _chances(items: Floats) -> Floats:
    """P(right) of each item (rows) at each node."""
    return np.asarray(1 / (1 + np.exp(-(items.T @ _DESIGN))))


def _posterior(items: Floats, right: Floats, wrong: Floats) -> Floats:
    """Weight of each node for each person."""
    chance = np.clip(_chances(items), 1e-12, 1 - 1e-12)
    logs = right @ np.log(chance) + wrong @ np.log(1 - chance) + np.log(_WEIGHTS)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _maximise(items: Floats, right: Floats, wrong: Floats, equal_slopes: bool) -> Floats:
    """One Newton step of each item's weighted logistic regression on the nodes."""
    chance = _chances(items)
    count = right + wrong
    slope = (right - count * chance) @ _DESIGN.T
    bend = np.einsum("jq,kq,lq->jkl", count * chance * (1 - chance), _DESIGN, _DESIGN)
    bend += 1e-9 * np.eye(2)  # an item that everybody manages bends nowhere
    if not equal_slopes:
        step = np.linalg.solve(bend, slope[:, :, None])[:, :, 0].T
        return np.asarray(items + np.clip(step, -0.5, 0.5))
    one = slope[:, 0].sum() / bend[:, 0, 0].sum()
    out = items + np.clip(np.stack([np.full(len(slope), one), slope[:, 1] / bend[:, 1, 1]]), -1, 1)
    return np.asarray(out)


def _errors(
    items: Floats, right: Floats, wrong: Floats, equal_slopes: bool
) -> tuple[Floats, Floats]:
    """Standard errors of a and b, from the cross-products of the persons' scores."""
    weights = _posterior(items, right, wrong)
    chance = _chances(items)
    size = items.shape[1]
    scores = np.empty((len(right), 2 * size))
    for which, design in enumerate(_DESIGN):
        up, down = weights @ ((1 - chance) * design).T, weights @ (chance * design).T
        scores[:, which * size : (which + 1) * size] = right * up - wrong * down
    if equal_slopes:
        scores[:, :size] = scores[:, :size].sum(axis=1, keepdims=True)
        scores[:, 1:size] = 0
    cover = np.linalg.pinv(scores.T @ scores)
    if equal_slopes:
        cover[1:size, :] = cover[0, :]
        cover[:, 1:size] = cover[:, :1]
    a, d = items
    by_a, by_d = d / a**2, -1 / a  # b = -d / a
    at = np.arange(size)
    var_a, var_d, both = cover[at, at], cover[at + size, at + size], cover[at, at + size]
    var_b = by_a**2 * var_a + by_d**2 * var_d + 2 * by_a * by_d * both
    return np.sqrt(np.maximum(var_a, 0)), np.sqrt(np.maximum(var_b, 0))
