"""Draws that are the same for ever, on every Python: SHA-256 with rejection sampling."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from itertools import count

_LABEL = b"kiosk-draw/1"
_SPACE = 1 << 64


def draw(seed: int, task: int, name: str, size: int) -> int:
    """A number in ``0 .. size - 1``, uniform, drawn from (seed, task number, list name)."""
    if size < 1:
        raise ValueError("nothing to draw from")
    fair = _SPACE - _SPACE % size
    head = _LABEL + seed.to_bytes(8, "big") + task.to_bytes(4, "big") + name.encode()
    numbers = (
        int.from_bytes(sha256(head + attempt.to_bytes(4, "big")).digest()[:8], "big")
        for attempt in count()
    )
    return next(number for number in numbers if number < fair) % size


def shuffle(seed: int, number: int, name: str, items: Iterable[int]) -> tuple[int, ...]:
    """The items in drawn order (Fisher-Yates, from the end)."""
    out = list(items)
    for last in range(len(out) - 1, 0, -1):
        other = draw(seed, number, f"{name}/{last}", last + 1)
        out[last], out[other] = out[other], out[last]
    return tuple(out)


def interleave(
    seed: int, number: int, plain: Iterable[int], safety: Iterable[int]
) -> tuple[int, ...]:
    """Order of a service's tasks: the plain ones climb as written, the safety ones fall between.

    Safety tasks stand in drawn order at drawn places, so that neither a place nor a turn tells a
    true case from a false one. The first task is a plain one where there is one: nobody begins with
    a trap.
    """
    out = list(plain)
    for turn, task in enumerate(shuffle(seed, number, "safety", safety)):
        first = min(1, len(out))
        place = first + draw(seed, number, f"place/{turn}", len(out) - first + 1)
        out.insert(place, task)
    return tuple(out)
