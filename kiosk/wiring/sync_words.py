"""What a sync did, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.tablet.comparing import Compared
from kiosk.tablet.syncing import Synced
from kiosk.wiring.told import Told, counted


def in_words(done: Synced) -> Told:
    """The summary, line by line; what was refused apart."""
    lines = [*_taken(done), *_carried(done)]
    for one in done.compared:
        lines += _compared(one)
    lines += _gone(done)
    if done.cancelled:
        lines.append("It was stopped; the next sync goes on from here.")
    lines.append(
        "It is safe to remove the stick."
        if done.safe
        else "Do not remove the stick yet: sync once more."
    )
    return Told("\n".join(lines), done.refused, sound=done.safe)


def _taken(done: Synced) -> Iterator[str]:
    if done.pack is not None:
        yield f"A newer site pack was taken: version {done.pack.version}."
    if done.receipts:
        yield f"Receipts read: {done.receipts}; results received at a desk: {done.received}."
    if done.again:
        yield f"Results that no desk holds any more, and that go over once more: {done.again}."
    if done.erased:
        yield f"Erased at a desk, and now here: {done.erased}."


def _carried(done: Synced) -> Iterator[str]:
    names = ", ".join(path.name for path in done.bundles)
    if done.carried:
        yield f"Results written to {names}: {done.carried}."
    elif done.bundles:
        yield f"No result waits; details, counts or what was erased were written to {names}."
    elif not done.cancelled:
        yield "Nothing waits to be carried over."


def _compared(one: Compared) -> Iterator[str]:
    if one.same:
        yield f"Desk {one.desk} and this tablet agree: {one.here} objects."
        return
    yield f"Desk {one.desk} has {one.there} objects of this tablet, which knows {one.here}."
    differs = (
        (one.waiting, "are not there yet and go over with this stick"),
        (one.elsewhere, "are at another desk"),
        (one.erased, "were erased at another desk, which the stick tells"),
        (one.unknown, "are not known here: was this tablet cloned or restored? Tell the site"),
    )
    for number, what in differs:
        if number:
            yield f"  {number} {what}."


def _gone(done: Synced) -> Iterator[str]:
    apart = sum(one.apart for one in done.compared)
    if apart:
        yield f"Kept apart at a desk: {apart}. They stay on this tablet."
    if done.purged.results or done.purged.details:
        gone = f"{counted(done.purged.results, 'result')}, {counted(done.purged.details, 'detail')}"
        yield f"Purged here, for a desk holds them: {gone}."
    if done.purged.damaged:
        yield f"Damaged on this tablet's disk, so kept: {done.purged.damaged}. Call support."
