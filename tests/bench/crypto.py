"""Sealing and opening against the bare calls of the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from kiosk.handoff.opener import Opener
from tests.bench import bare, site
from tests.bench.figures import Counts, Figure, Goal, median


def seal(counts: Counts, _folder: Path) -> list[Figure]:
    """A record becomes a code's text."""
    sealer, keys = site.make().sealer(0), bare.Keys()
    ours, floor = _beside(
        counts.seals,
        lambda at: sealer.seal(site.record(at + 1)),
        lambda _: keys.seal_one(),
    )
    return [_figure("seal", "record, sign, seal, digits", ours, floor, "bare sign and HPKE seal")]


def open_and_verify(counts: Counts, _folder: Path) -> list[Figure]:
    """A code's text becomes a record."""
    made = site.make()
    sealer, keys = made.sealer(0), bare.Keys()
    texts = [sealer.seal(site.record(at + 1)).text for at in range(counts.seals)]
    sealed = [keys.seal_one() for _ in range(counts.seals)]
    opener = Opener.for_desk(made.desks[0], made.pack)
    ours, floor = _beside(
        counts.seals, lambda at: opener.open(texts[at]), lambda at: keys.open_one(sealed[at])
    )
    words = "text, open, verify, read"
    return [_figure("open", words, ours, floor, "bare HPKE open and verify")]


def _beside(
    count: int, one: Callable[[int], object], other: Callable[[int], object]
) -> tuple[float, float]:
    """Medians in milliseconds, taken in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for at in range(count):
        for act, kept in ((one, times[0]), (other, times[1])):
            began = perf_counter()
            act(at)
            kept.append((perf_counter() - began) * 1000)
    return median(times[0]), median(times[1])


def _figure(name: str, words: str, ours: float, floor: float, floor_words: str) -> Figure:
    return Figure(name, words, Goal(2, "ms"), ours, floor, floor_words)
