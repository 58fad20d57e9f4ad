"""A desk's store with as many results as a city has, and what is asked of it every day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from kiosk.storage.desk import DeskStore, StoredResult
from tests.bench.figures import Counts, Figure, Goal, median
from tests.stores import desk_store
from tests.unit.storage.examples import TODAY, result

TABLETS = 10
A_DAY = 800
"""Results on one day."""
EVERY = 997
"""One in so many never came."""
CHUNK = 2_000
ASKED = 40

Question = Callable[[DeskStore, int], object]


def many(counts: Counts, folder: Path) -> list[Figure]:
    """The same questions, at a small store and at a large one."""
    small, large = min(10_000, counts.rows // 2), counts.rows
    path = folder / "desk" / "store.sqlite"
    path.parent.mkdir()
    store = desk_store(path)
    try:
        _fill(store, 0, small)
        before = _ask(store, small)
        _fill(store, small, large)
        after = _ask(store, large)
    finally:
        store.close()
    return [
        Figure(
            f"rows {name}",
            f"{name} of {large} results",
            Goal(50, "ms"),
            after[name],
            0,
            "",
            note=f"{before[name]:.1f} ms at {small}",
        )
        for name in after
    ]


def _fill(store: DeskStore, first: int, last: int) -> None:
    """Rows that were never sealed: only their number matters here."""
    for start in range(first, last, CHUNK):
        store.store_many(list(_rows(start, min(start + CHUNK, last))))


def _rows(first: int, last: int) -> Iterator[StoredResult]:
    for number in range(first, last):
        if number % EVERY:
            yield _row(number)


def _row(number: int) -> StoredResult:
    day = TODAY + timedelta(days=number // A_DAY)
    return result(number // TABLETS + 1, tablet=number % TABLETS + 1, day=day)


def _ask(store: DeskStore, rows: int) -> dict[str, float]:
    """Milliseconds, the median of many."""
    questions: dict[str, Question] = {
        "opening one": lambda store, at: store.result(_row(at).id),
        "listing a day": lambda store, at: store.results(50, day=_row(at).day),
        "listing a tablet": lambda store, at: store.results(50, tablet=at % TABLETS + 1),
        "listing it further down": lambda store, at: store.results(
            50, tablet=at % TABLETS + 1, before=_row(at).id
        ),
        "missing ones": lambda store, at: store.missing(at % TABLETS + 1),
    }
    return {name: _median(store, asks, rows) for name, asks in questions.items()}


def _median(store: DeskStore, asks: Question, rows: int) -> float:
    times = []
    for turn in range(ASKED):
        at = (turn * 7919 * 31 + 1) % rows
        began = perf_counter()
        asks(store, at)
        times.append((perf_counter() - began) * 1000)
    return median(times)
