"""Which variants of the screens a test looks at: all of them, or a few with every pair in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from tests.pace import LONG
from tests.tour import LANGUAGES, PAGES, PALETTES, SIZES, Variant

WAYS_UP = (False, True)
SHARPER = 6
"""Every so many variants are of the sharper page: sizes in millimetres are the same there."""


def pairwise(factors: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows that hold every pair of values of two factors at least once."""
    rows = list(product(*factors))
    open_pairs = {pair for row in rows for pair in pairs(row)}
    chosen = []
    while open_pairs:
        best = max(rows, key=lambda row: len(open_pairs & pairs(row)))
        chosen.append(best)
        open_pairs -= pairs(best)
    return chosen


def pairs(row: tuple[Any, ...]) -> set[tuple[tuple[int, Any], tuple[int, Any]]]:
    """What a row holds."""
    return {(a, b) for a, b in combinations(enumerate(row), 2)}


def variants() -> list[Variant]:
    """All in a long run; in a quick one every pair of what moves things, in any colours."""
    if LONG:
        return [Variant(*row) for row in product(SIZES, PALETTES, LANGUAGES, WAYS_UP, PAGES)]
    rows = enumerate(pairwise((SIZES, LANGUAGES, WAYS_UP)))
    return [
        Variant(size, PALETTES[(n + n // 4) % len(PALETTES)], language, up, PAGES[n % SHARPER == 0])
        for n, (size, language, up) in rows
    ]


def counted_once(every: Sequence[Variant]) -> list[Variant | ParameterSet]:
    """As parameters of a test: the lines that the first one reaches are counted."""
    first, *others = every
    return [first, *(pytest.param(other, marks=pytest.mark.untraced) for other in others)]
