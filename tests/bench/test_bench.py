"""The benchmark runs and prints its figures; whether they are good enough is no test."""

from __future__ import annotations

import json

import pytest

from tests.bench.__main__ import MEASURES, main
from tests.bench.figures import Figure, Goal
from tests.bench.report import line

WITHOUT_WINDOW = (
    "commit",
    "seal",
    "open",
    "import",
    "proof",
    "codes",
    "keys",
    "hostile",
    "purge",
    "rows",
)


def figure(value: float, floor: float, number: float, unit: str) -> Figure:
    return Figure("f", "words", Goal(number, unit), value, floor, "bare")


@pytest.mark.parametrize(
    ("value", "floor", "goal", "reached"),
    [
        (19.0, 1.0, (20, "ms"), True),
        (21.0, 1.0, (20, "ms"), False),
        (29.0, 20.0, (20, "ms"), True),
        (31.0, 20.0, (20, "ms"), False),
        (1400.0, 2000.0, (2000, "/s"), True),
        (1300.0, 2000.0, (2000, "/s"), False),
        (3.0, 2.0, (1.5, "x"), True),
        (3.1, 2.0, (1.5, "x"), False),
    ],
)
def test_a_figure_is_reached_by_its_goal_or_near_its_floor(
    value: float, floor: float, goal: tuple[float, str], reached: bool
) -> None:
    assert figure(value, floor, *goal).reached is reached


def test_a_figure_without_a_floor_stands_by_itself() -> None:
    assert figure(3, 0, 5, "%").reached and not figure(6, 0, 5, "%").reached
    assert "≤ 5.00 %" in line(figure(3, 0, 5, "%"))


@pytest.mark.untraced
def test_what_needs_no_window_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tiny", *WITHOUT_WINDOW]) == 0
    printed = capsys.readouterr().out
    assert all(any(row.startswith(name) for row in printed.splitlines()) for name in WITHOUT_WINDOW)


def test_the_figures_come_as_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tiny", "--json", "seal"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["name"] == "seal" and told["floor"] > 0 and told["goal"]["unit"] == "ms"


def test_an_unknown_figure_is_refused_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["speed"])
    assert "growth" in capsys.readouterr().err


@pytest.mark.long
def test_every_figure_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tiny", "--json"]) == 0
    names = {told["name"] for told in json.loads(capsys.readouterr().out)}
    assert names >= {"first screen", "memory", "idle", "touch", "share", "phone", "growth memory"}
    assert len(names) >= len(MEASURES)
