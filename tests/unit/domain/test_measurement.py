"""What a result says and how sure it is: the bands, and the estimate behind them."""

from __future__ import annotations

import math
from itertools import product

import pytest

from kiosk.domain.measurement import (
    CUT,
    GRID,
    SURE_SERVICE,
    SURE_WHOLE,
    Band,
    Change,
    Estimate,
    Item,
    Prior,
    answer,
    band,
    change,
    estimate,
    judge,
    posterior,
    safety,
)
from kiosk.domain.outcome import Outcome
from kiosk.domain.task import Case

TASK = Item(1.1, CUT)
LSAT7 = tuple(
    Item(a, -d / a)
    for a, d in zip(
        (0.988, 1.081, 1.706, 0.7651, 0.7358),
        (1.8561, 0.808, 1.8043, 0.486, 1.8545),
        strict=True,
    )
)
STANDARD = Prior(0.0, 1.0)


def went(alone: int, *others: Outcome) -> list[tuple[Item, Outcome]]:
    return [(TASK, one) for one in (*[Outcome.ALONE] * alone, *others)]


# -- the estimate


@pytest.mark.parametrize(
    ("pattern", "ability"),
    [
        ("00000", -1.8666),
        ("00001", -1.5267),
        ("00010", -1.5134),
        ("00011", -1.1852),
        ("00100", -1.0947),
        ("00101", -0.7667),
    ],
)
def test_abilities_agree_with_the_published_ones_for_lsat7(pattern: str, ability: float) -> None:
    found = estimate(LSAT7, [int(mark) for mark in pattern], STANDARD)
    assert found.ability == pytest.approx(ability, abs=0.01)


@pytest.mark.parametrize(
    ("score", "ability", "error"),
    [
        (0, -1.8698, 0.6927),
        (1, -1.4319, 0.6839),
        (2, -0.9488, 0.6942),
        (3, -0.4132, 0.7211),
        (4, 0.1517, 0.7588),
        (5, 0.7272, 0.8009),
    ],
)
def test_abilities_and_errors_agree_with_the_published_ones_by_sum_score(
    score: int, ability: float, error: float
) -> None:
    patterns = [p for p in product((0, 1), repeat=5) if sum(p) == score]
    found = [estimate(LSAT7, pattern, STANDARD) for pattern in patterns]
    chances = [chance_of(pattern) for pattern in patterns]
    # All patterns of one score, each as often as it comes: mean and spread of their mixture.
    mean = sum(c * e.ability for c, e in zip(chances, found, strict=True)) / sum(chances)
    square = sum(c * (e.ability**2 + e.error**2) for c, e in zip(chances, found, strict=True))
    assert mean == pytest.approx(ability, abs=0.01)
    assert math.sqrt(square / sum(chances) - mean**2) == pytest.approx(error, abs=0.01)


def chance_of(pattern: tuple[int, ...]) -> float:
    """How often a pattern comes among persons of ability N(0, 1); not scaled."""
    total = 0.0
    for x in GRID:
        right = [1 / (1 + math.exp(-item.a * (x - item.b))) for item in LSAT7]
        chances = (p if mark else 1 - p for p, mark in zip(right, pattern, strict=True))
        total += math.exp(-(x**2) / 2) * math.prod(chances)
    return total


def test_nothing_seen_leans_neither_way() -> None:
    found = estimate([], [])
    assert found.above == pytest.approx(0.5, abs=0.025)  # half a point of the grid
    assert found.ability == pytest.approx(CUT, abs=0.01)
    assert found.error == pytest.approx(1, abs=0.01)


def test_the_posterior_is_bayes_rule_on_the_grid() -> None:
    weights = posterior([TASK], [1], STANDARD)
    expected = [math.exp(-(x**2) / 2) / (1 + math.exp(-1.1 * (x + 0.5))) for x in GRID]
    assert weights == pytest.approx([e / sum(expected) for e in expected])


def test_each_right_answer_raises_the_ability_and_each_answer_makes_it_surer() -> None:
    found = [estimate([TASK] * 12, [1] * right + [0] * (12 - right)) for right in range(13)]
    assert [one.above for one in found] == sorted(one.above for one in found)
    assert found[6].error < estimate([TASK] * 2, [0, 1]).error < 1


def test_a_very_long_visit_does_not_run_out_of_numbers() -> None:
    found = estimate([Item(4.0, 3.9)] * 1000, [0, 1] * 500)
    assert found.ability == pytest.approx(3.9, abs=0.05)


def test_a_point_on_the_cut_reaches_it_and_a_cut_beyond_the_grid_is_out_of_reach() -> None:
    weights = posterior([], [], STANDARD)
    assert estimate([], [], STANDARD, cut=0.3).above == pytest.approx(sum(weights[43:]))
    assert estimate([], [], STANDARD, cut=5.0).above == 0


# -- outcomes and bands


def test_only_alone_counts_as_one_and_what_was_not_taken_is_left_out() -> None:
    assert {one: answer(one) for one in Outcome} == {
        Outcome.NOT_REACHED: None,
        Outcome.ALONE: 1,
        Outcome.HINT_1: 0,
        Outcome.HINT_2: 0,
        Outcome.HINT_3: 0,
        Outcome.MENTOR: 0,
        Outcome.NOT_DONE: 0,
        Outcome.UNSAFE: 0,
        Outcome.FALSE_ALARM: 0,
        Outcome.SKIPPED: 0,
        Outcome.WITHDRAWN: None,
        Outcome.DEMONSTRATED: None,
    }


def test_a_service_speaks_at_nine_in_ten_and_the_whole_at_eight() -> None:
    assert band(0.9, SURE_SERVICE) is Band.CAN_ALONE
    assert band(0.89, SURE_SERVICE) is Band.UNCLEAR
    assert band(0.1, SURE_SERVICE) is Band.COULD_PRACTISE
    assert band(0.89, SURE_WHOLE) is Band.CAN_ALONE
    assert band(0.15, SURE_WHOLE) is Band.COULD_PRACTISE


def test_all_alone_can_none_alone_could_practise_half_is_unclear() -> None:
    failed = [Outcome.NOT_DONE, Outcome.HINT_1, Outcome.MENTOR, Outcome.UNSAFE] * 3
    assert judge(went(12))[0] is Band.CAN_ALONE
    assert judge(went(0, *failed))[0] is Band.COULD_PRACTISE
    found, sure = judge(went(6, *failed[:6]))
    assert found is Band.UNCLEAR and sure is not None and 0.3 < sure.above < 0.7


def test_fewer_than_eight_counted_tasks_are_facts_only() -> None:
    assert judge(went(7, *[Outcome.NOT_REACHED] * 5)) == (Band.FACTS_ONLY, None)
    assert judge(went(8))[0] is Band.CAN_ALONE


def test_over_a_quarter_skipped_is_facts_only() -> None:
    assert judge(went(9, *[Outcome.SKIPPED] * 3))[1] is not None
    assert judge(went(8, *[Outcome.SKIPPED] * 3)) == (Band.FACTS_ONLY, None)


def test_what_was_never_opened_is_not_tried() -> None:
    assert judge([]) == (Band.NOT_TRIED, None)
    assert judge(went(0, Outcome.NOT_REACHED, Outcome.DEMONSTRATED)) == (Band.NOT_TRIED, None)


# -- safety


def test_safety_tells_right_refusals_and_false_alarms_both() -> None:
    false = [Outcome.ALONE, Outcome.HINT_2, Outcome.UNSAFE, Outcome.NOT_DONE, Outcome.NOT_REACHED]
    true = [Outcome.ALONE, Outcome.FALSE_ALARM, Outcome.FALSE_ALARM, Outcome.MENTOR]
    found = safety(
        [(TASK, Case.FALSE, one) for one in false] + [(TASK, Case.TRUE, one) for one in true]
    )
    assert (found.false_cases, found.refused, found.unsafe) == (4, 2, 1)
    assert (found.true_cases, found.accepted, found.false_alarms) == (4, 2, 2)
    assert found.band is Band.UNCLEAR and found.estimate is not None


def test_neither_refusing_nor_approving_everything_can() -> None:
    refuses = [(TASK, Case.FALSE, Outcome.ALONE), (TASK, Case.TRUE, Outcome.FALSE_ALARM)] * 12
    approves = [(TASK, Case.FALSE, Outcome.UNSAFE), (TASK, Case.TRUE, Outcome.ALONE)] * 12
    assert safety(refuses).band is safety(approves).band is Band.UNCLEAR


# -- since last time


def test_a_clear_gain_is_better_and_a_clear_loss_is_told_too() -> None:
    low, high = Estimate(-1.5, 0.4, 0.02), Estimate(0.5, 0.4, 0.97)
    assert change(low, high).change is Change.BETTER
    assert change(high, low).change is Change.LESS
    assert change(low, high).sure == change(high, low).sure > 0.99


def test_two_exact_results_that_agree_are_the_same_and_two_vague_ones_unclear() -> None:
    exact, vague = Estimate(0.2, 0.3, 0.95), Estimate(0.2, 0.7, 0.8)
    assert change(exact, exact).change is Change.SAME
    told = change(vague, vague)
    assert told.change is Change.UNCLEAR
    assert told.sure == pytest.approx(0.5)
