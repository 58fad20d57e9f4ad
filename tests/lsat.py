"""The two sections of the Law School Admission Test that estimates are compared on."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def patterns(section: int) -> list[tuple[tuple[int, ...], int]]:
    """Answer patterns of five items, each with the number of persons who gave it."""
    with (DATA / f"lsat{section}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [(tuple(map(int, row[:-1])), int(row[-1])) for row in rows]


def answers(section: int) -> list[tuple[int, ...]]:
    """One row of answers for each of the 1000 persons."""
    return [pattern for pattern, count in patterns(section) for _ in range(count)]
