"""From the start of the process to the first screen that can be used, and what it costs at rest."""

from __future__ import annotations

from pathlib import Path

from tests.bench import processes, site
from tests.bench.figures import Counts, Figure, Goal, median
from tests.bench.processes import Told

WINDOW = "bare Kivy window with one label"


def measure(counts: Counts, folder: Path) -> list[Figure]:
    """The tablet's first screen, and its memory when everything is loaded."""
    ours, floor = _beside("tablet", counts.starts, 0.0, folder)
    loaded = median([told["loaded"] for told in ours])
    note = f"all the rest is loaded after {loaded:.1f} s"
    return [
        _first("first screen", "first usable screen", ours, floor, note),
        Figure(
            "memory", "memory, all loaded", Goal(2.2, "x"), _median(ours, "memory"),
            _median(floor, "memory"), WINDOW, "MB",
        ),
    ]  # fmt: skip


def measure_desk(counts: Counts, folder: Path) -> list[Figure]:
    """The desk's first screen."""
    ours, floor = _beside("desk", counts.starts, 0.0, folder)
    return [_first("desk first screen", "the desk's first usable screen", ours, floor)]


def measure_idle(counts: Counts, folder: Path) -> list[Figure]:
    """The still first screen."""
    ours, floor = _beside("tablet", max(1, counts.starts // 2), counts.seconds, folder)
    words = "idle on the attract screen, of a core"
    return [
        Figure(
            "idle", words, Goal(8, "%"), _median(ours, "idle"), _median(floor, "idle"),
            "bare window at maxfps 15",
        )
    ]  # fmt: skip


def _first(name: str, words: str, ours: list[Told], floor: list[Told], note: str = "") -> Figure:
    return Figure(
        name, words, Goal(1.5, "x"), _median(ours, "ready"), _median(floor, "ready"), WINDOW, "s",
        note,
    )  # fmt: skip


def _beside(app: str, times: int, seconds: float, folder: Path) -> tuple[list[Told], list[Told]]:
    """Fresh processes in turns; a first pair is not counted, it fills the caches."""
    site.make(folder / "site")
    ours, floor = [], []
    for _ in range(times + 1):
        floor.append(processes.run(folder, "bare", seconds))
        ours.append(processes.run(folder, app, folder / "site", seconds))
    return ours[1:], floor[1:]


def _median(told: list[Told], name: str) -> float:
    return median([one[name] for one in told])
