"""The figures as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from tests.bench.figures import Figure

_ROW = "{:20} {:>10} {:>10} {:>6} {:>10}  {:7} {}"
HEAD = _ROW.format("figure", "measured", "floor", "x", "goal", "", "what, against what")


def line(figure: Figure) -> str:
    """A figure as a line of the table."""
    unit = figure.unit or figure.goal.unit
    share = figure.against_floor
    words = f"{figure.words}; floor: {figure.floor_words}" if figure.floor_words else figure.words
    return _ROW.format(
        figure.name,
        _number(figure.value, unit),
        _number(figure.floor, unit) if figure.floor else "-",
        f"{share:.2f}" if share is not None else "-",
        ("≥ " if figure.goal.rate else "≤ ") + _number(figure.goal.number, figure.goal.unit),
        "reached" if figure.reached else "MISSED",
        f"{words} ({figure.note})" if figure.note else words,
    )


def to_json(figures: Iterable[Figure]) -> str:
    """All figures, for a machine."""
    told = [
        asdict(figure) | {"against_floor": figure.against_floor, "reached": figure.reached}
        for figure in figures
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _number(number: float, unit: str) -> str:
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{number:,.{digits}f} {unit}"
