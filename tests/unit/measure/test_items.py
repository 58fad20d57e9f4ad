"""From response rows to item parameters on the scale of the cut."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.domain.measurement import Item
from kiosk.measure.items import Response, estimate_items

TRUE = {
    n: Item(a, b) for n, (a, b) in enumerate([(0.9, -1.4), (1.3, -0.6), (1.1, 0.0), (1.5, 0.4)])
}


def responses(persons: int, mean: float = 0.0, sd: float = 1.0) -> list[Response]:
    chance = np.random.default_rng(5)
    out = []
    for who in range(persons):
        ability = chance.normal(mean, sd)
        for task, item in TRUE.items():
            right = chance.random() < 1 / (1 + np.exp(-item.a * (ability - item.b)))
            out.append((who, task, int(right)))
    return out


@pytest.mark.parametrize(("mean", "sd"), [(0.0, 1.0), (-1.0, 1.0), (0.3, 1.4)])
def test_parameters_stay_on_the_scale_of_the_content_whoever_came(mean: float, sd: float) -> None:
    for one in estimate_items(responses(3000, mean, sd), TRUE):
        assert one.item is not None
        assert one.item.b == pytest.approx(TRUE[one.task].b, abs=0.2)
        assert one.item.a == pytest.approx(TRUE[one.task].a, abs=0.35)
        assert one.n == 3000


def test_a_task_with_too_few_responses_is_told_and_left() -> None:
    few = [row for row in responses(500) if row[1] != 2 or row[0] < 199]
    found = {one.task: one for one in estimate_items(few, TRUE)}
    assert found[2].item is None and found[2].why_not == "fewer than 200 responses"
    assert found[2].n == 199
    assert found[1].item is not None


def test_a_task_that_the_content_does_not_have_is_left() -> None:
    known = {number: item for number, item in TRUE.items() if number != 3}
    found = {one.task: one for one in estimate_items(responses(300), known)}
    assert found[3].why_not == "not in this content"


def test_two_tasks_alone_cannot_be_estimated() -> None:
    two = [row for row in responses(300) if row[1] < 2]
    assert [one.why_not for one in estimate_items(two, TRUE)] == [
        "fewer than 3 tasks have 200 responses"
    ] * 2


def test_an_estimate_that_is_too_rough_is_not_used() -> None:
    everybody = [(who, task, 1 if task == 0 else y) for who, task, y in responses(300)]
    found = {one.task: one for one in estimate_items(everybody, TRUE)}
    assert found[0].item is None
    assert "beyond what content allows" in found[0].why_not or "error" in found[0].why_not


def test_a_rough_difficulty_is_named_with_its_error() -> None:
    found = estimate_items(responses(40), TRUE, enough=30)
    assert any(one.why_not.startswith("the standard error of b is") for one in found)
