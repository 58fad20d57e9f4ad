from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.draw import draw, interleave, shuffle


def test_a_draw_never_changes() -> None:
    """These numbers are fixed for ever: results are replayed from their seed."""
    assert [draw(7, task, "form", 8) for task in range(12)] == [3, 7, 2, 5, 2, 0, 2, 0, 2, 7, 3, 4]
    assert shuffle(7, 1, "safety", range(6)) == (3, 4, 1, 0, 5, 2)


def test_every_number_is_drawn_about_equally_often() -> None:
    seen = Counter(draw(seed, 1, "form", 3) for seed in range(3000))
    assert set(seen) == {0, 1, 2}
    assert all(900 < n < 1100 for n in seen.values())


def test_there_must_be_something_to_draw_from() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        draw(1, 1, "form", 0)


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 200), unique=True))
def test_shuffling_loses_nothing(seed: int, items: list[int]) -> None:
    assert sorted(shuffle(seed, 1, "x", items)) == sorted(items)


@given(st.integers(0, 2**32 - 1), st.integers(0, 6), st.integers(0, 6))
def test_plain_tasks_keep_their_order_and_come_first(seed: int, plain: int, safe: int) -> None:
    order = interleave(seed, 1, range(plain), range(100, 100 + safe))
    assert [n for n in order if n < 100] == list(range(plain))
    assert sorted(n for n in order if n >= 100) == list(range(100, 100 + safe))
    if plain:
        assert order[0] == 0


def test_a_safety_task_may_stand_anywhere_behind_the_first() -> None:
    places = {interleave(seed, 1, range(3), [9]).index(9) for seed in range(60)}
    assert places == {1, 2, 3}
