"""Runs of numbers, first and last included."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

Range = tuple[int, int]


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The same numbers in as few ranges as there can be; ``ranges`` rise and do not overlap."""
    found: list[Range] = []
    for first, last in ranges:
        if found and found[-1][1] + 1 == first:
            first = found.pop()[0]
        found.append((first, last))
    return found


def without(ranges: Iterable[Range], numbers: Sequence[int]) -> Iterator[Range]:
    """What is left of the ranges when the numbers, in rising order, are taken out."""
    for first, last in ranges:
        for number in numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]:
            if number > first:
                yield first, number - 1
            first = number + 1
        if first <= last:
            yield first, last


def holds(ranges: Iterable[Range], number: int) -> bool:
    """Whether a number is in one of the ranges."""
    return any(first <= number <= last for first, last in ranges)
