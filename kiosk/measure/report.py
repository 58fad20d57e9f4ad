"""A study's report: each requirement beside what was measured, tables, pictures, and JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

REPORT = "REPORT.md"
FIGURES = "figures.json"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What is asked, and what came out."""

    what: str
    asked: str
    measured: str
    met: bool | None
    """None: only reported."""

    @property
    def verdict(self) -> str:
        return {True: "met", False: "**not met**", None: "reported"}[self.met]


def at_least(what: str, least: float, measured: float) -> Requirement:
    """A share that must be reached; of nobody it is not."""
    return Requirement(what, f"at least {least:.2f}", f"{measured:.3f}", measured >= least)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot, drawn when the report is written."""

    name: str
    """Of its file, without the ending."""
    title: str
    draw: Callable[[Axes], None]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole study."""

    title: str
    words: str
    requirements: Sequence[Requirement]
    parts: Sequence[Table | Picture]
    figures: dict[str, object] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return all(one.met is not False for one in self.requirements)


def write(report: Report, folder: Path) -> Path:
    """The report in a folder: REPORT.md, its pictures as SVG, and figures.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in report.parts:
        if isinstance(part, Picture):
            _draw(part, folder)
    told = {
        "requirements": [
            {"what": r.what, "asked": r.asked, "measured": r.measured, "met": r.met}
            for r in report.requirements
        ],
        **report.figures,
    }
    text = json.dumps(_without_nan(told), ensure_ascii=False, indent=1)
    (folder / FIGURES).write_text(f"{text}\n", "utf-8")
    path = folder / REPORT
    path.write_text(_markdown(report), "utf-8")
    return path


def _markdown(report: Report) -> str:
    rows = [(r.what, r.asked, r.measured, r.verdict) for r in report.requirements]
    asked = Table("What is asked, and what came out", ("what", "asked", "measured", ""), rows)
    blocks = [f"# {report.title}", report.words, _part(asked), *map(_part, report.parts)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _part(part: Table | Picture) -> str:
    if isinstance(part, Picture):
        return f"## {part.title}\n\n![{part.title}]({part.name}.svg)"
    lines = [f"| {' | '.join(row)} |" for row in (part.head, ["---"] * len(part.head), *part.rows)]
    words = f"{part.words}\n\n" if part.words else ""
    return f"## {part.title}\n\n{words}" + "\n".join(lines)


def _draw(picture: Picture, folder: Path) -> None:
    """The same study gives the same file: no date, no random names inside."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": picture.name, "svg.fonttype": "none", "font.size": 10}):
        figure = Figure(figsize=(7.2, 4.2), layout="constrained")
        axes = figure.subplots()
        picture.draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(folder / f"{picture.name}.svg", metadata={"Date": None})


def _without_nan(value: object) -> object:
    """JSON knows no NaN: the share of nobody is null."""
    match value:
        case dict():
            return {key: _without_nan(one) for key, one in value.items()}
        case list() | tuple():
            return [_without_nan(one) for one in value]
        case float() if math.isnan(value):
            return None
    return value
