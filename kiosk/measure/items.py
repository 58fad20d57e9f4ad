"""From response rows to item parameters on the scale that the cut is on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from kiosk.domain.measurement import DIFFICULTY, DISCRIMINATION, Item
from kiosk.measure.calibrate import Parameters, fit

ENOUGH = 200
"""Responses from which a task is estimated."""
FEWEST = 3
"""Tasks without which two parameters for each are not determined."""
LARGEST_ERROR = 0.4
"""Standard error of b, on the scale of ability, over which an estimate is not used."""

Response = tuple[int, int, int]
"""Respondent, task, y."""


@dataclass(frozen=True, slots=True)
class ItemEstimate:
    """One task: its parameters, or why there are none."""

    task: int
    n: int
    item: Item | None
    error_a: float = float("nan")
    error_b: float = float("nan")
    why_not: str = ""


def estimate_items(
    responses: Iterable[Response], known: Mapping[int, Item], enough: int = ENOUGH
) -> list[ItemEstimate]:
    """2PL estimates of the tasks of one service that have enough responses.

    An estimate knows no zero and no unit of ability; they are set so that the mean of b and the
    geometric mean of a over the estimated tasks stay what ``known`` says (mean-mean linking, Loyd
    and Hoover 1980). So the cut keeps its meaning while tasks are calibrated a few at a time.
    """
    given = {(who, task): y for who, task, y in responses}
    tasks = sorted({task for _, task in given})
    counts = {task: sum(one == task for _, one in given) for task in tasks}
    chosen = [task for task in tasks if counts[task] >= enough and task in known]
    if len(chosen) < FEWEST:
        few = f"fewer than {FEWEST} tasks have {enough} responses"
        return [ItemEstimate(task, counts[task], None, why_not=few) for task in tasks]
    column = {task: at for at, task in enumerate(chosen)}
    rows = {who: at for at, who in enumerate(sorted({w for w, t in given if t in column}))}
    answers = np.full((len(rows), len(chosen)), np.nan)
    for (who, task), y in given.items():
        if task in column:
            answers[rows[who], column[task]] = y
    linked = _linked(fit(answers), [known[task] for task in chosen])
    return [
        _told(task, counts[task], linked[column[task]])
        if task in column
        else ItemEstimate(task, counts[task], None, why_not=_why_left(task, known, enough))
        for task in tasks
    ]


def _why_left(task: int, known: Mapping[int, Item], enough: int) -> str:
    return f"fewer than {enough} responses" if task in known else "not in this content"


def _linked(found: Parameters, known: list[Item]) -> list[tuple[float, float, float, float]]:
    """a, b and their errors, on the scale of what is known."""
    unit = float(np.exp(np.log(found.a).mean() - np.mean([np.log(one.a) for one in known])))
    zero = float(np.mean([one.b for one in known]) - unit * found.b.mean())
    rows = zip(found.a, found.b, found.error_a, found.error_b, strict=True)
    return [
        (float(a) / unit, float(b) * unit + zero, float(ea) / unit, float(eb) * unit)
        for a, b, ea, eb in rows
    ]


def _told(task: int, n: int, found: tuple[float, float, float, float]) -> ItemEstimate:
    """The estimate, unless it is too rough or beyond what content allows."""
    a, b, error_a, error_b = found
    why = ""
    if not (DISCRIMINATION[0] <= a <= DISCRIMINATION[1] and DIFFICULTY[0] <= b <= DIFFICULTY[1]):
        why = f"a {a:.2f} or b {b:.2f} is beyond what content allows"
    elif not error_b <= LARGEST_ERROR:
        why = f"the standard error of b is {error_b:.2f}, over {LARGEST_ERROR}"
    return ItemEstimate(task, n, None if why else Item(a, b), error_a, error_b, why)
