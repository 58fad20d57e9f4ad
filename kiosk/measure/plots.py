"""The pictures of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kiosk.measure.report import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from kiosk.measure.bench import Bench

_COLOURS = ("#0b5394", "#b45f06", "#38761d", "#741b47", "#666666", "#0b8093")
_MARKS = ("o", "s", "^", "D", "v", "P")


def of_bench(bench: Bench) -> list[Picture]:
    """Decided and right by number of tasks, the two ways to score steps, where tests stop."""
    return [_decided(bench), _right(bench), _stop(bench)]


def _lines(
    axes: Axes, across: Sequence[int], lines: Mapping[str, Sequence[float]], below: str, left: str
) -> None:
    for (name, values), colour, mark in zip(lines.items(), _COLOURS, _MARKS, strict=False):
        axes.plot(across, values, color=colour, marker=mark, label=name)
    axes.set_xticks(across)
    axes.set_xlabel(below)
    axes.set_ylabel(left)
    axes.grid(axis="y", alpha=0.3)
    axes.legend(frameon=False)


def _neutral(bench: Bench) -> dict[str, list[tuple[int, float, float, float]]]:
    """By population: tasks, decided at .9, the verdicts' share right, *can alone* right."""
    out: dict[str, list[tuple[int, float, float, float]]] = {}
    for (population, prior, tasks), quality in bench.table.items():
        if prior == "N(cut, 1)":
            said = quality.at_service
            out.setdefault(population, []).append((tasks, said.decided, said.right, said.can_right))
    return out


def _decided(bench: Bench) -> Picture:
    found = _neutral(bench)
    across = [one[0] for one in next(iter(found.values()))]
    lines = {f"ability {name}": [one[1] for one in rows] for name, rows in found.items()}

    def draw(axes: Axes) -> None:
        _lines(axes, across, lines, "tasks", "share decided at 0.9")
        axes.set_ylim(0, 1)

    return Picture("decided", "How many are told something, by number of tasks", draw)


def _right(bench: Bench) -> Picture:
    found = _neutral(bench)
    across = [one[0] for one in next(iter(found.values()))]
    lines = {f"all verdicts, {name}": [one[2] for one in rows] for name, rows in found.items()}
    lines |= {f"'can alone', {name}": [one[3] for one in rows] for name, rows in found.items()}

    def draw(axes: Axes) -> None:
        _lines(axes, across, lines, "tasks", "share of verdicts that is right")
        axes.axhline(0.95, color="#999999", linestyle=":")
        axes.set_ylim(0.85, 1)

    return Picture("right", "How often what is told is right, by number of tasks", draw)


def _stop(bench: Bench) -> Picture:
    def draw(axes: Axes) -> None:
        for place, (name, stopped) in enumerate(bench.stopped.items()):
            across = [at + 1 + 0.4 * (place - 0.5) for at in range(len(stopped.tasks))]
            shares = [count / bench.persons for count in stopped.tasks]
            axes.bar(across, shares, width=0.4, color=_COLOURS[place], label=f"ability {name}")
        axes.set_xlabel("tasks until the stop")
        axes.set_ylabel("share of persons")
        axes.legend(frameon=False)

    return Picture("stop", "Where a sequential test stops", draw)


def stacked(name: str, title: str, bars: Mapping[str, Mapping[str, float]]) -> Picture:
    """One bar for each row, its parts as shares of a whole."""
    parts = list(dict.fromkeys(part for row in bars.values() for part in row))

    def draw(axes: Axes) -> None:
        left = [0.0] * len(bars)
        for part, colour in zip(parts, (*_COLOURS, "#c27ba0", "#f1c232", "#999999"), strict=False):
            widths = [row.get(part, 0.0) for row in bars.values()]
            axes.barh(list(bars), widths, left=left, color=colour, label=part)
            left = [a + b for a, b in zip(left, widths, strict=True)]
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))

    return Picture(name, title, draw)
