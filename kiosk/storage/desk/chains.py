"""What is known of each tablet's chain: kept with every import, so that nobody has to count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from kiosk.storage.desk.ranges import Range, holds, joined, without
from kiosk.storage.desk.rows import CHAIN, MISSING, QUARANTINE, RESULT, TOMBSTONE
from kiosk.storage.desk.sorting import Place

Epoch = tuple[int, int]
"""Tablet and epoch."""

Numbered = tuple[int, int, int]
"""Tablet, epoch and sequence."""

CHUNK = 500
"""Values in one IN list: more make the statement, not the search, slow."""
SPREAD = 4
"""Rows that may be read for each that is looked for, before they are named one by one."""


@dataclass(slots=True)
class Met:
    """What arrived of one chain."""

    stored: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    """Met, but not among the results: quarantined or erased."""
    told: int = 0
    """The newest result that a bundle tells of."""


def met_by_chain() -> defaultdict[Epoch, Met]:
    """To be filled with what arrived."""
    return defaultdict(Met)


def note(connection: Connection, arrived: dict[Epoch, Met]) -> None:
    """Bring chains and missing ranges up to what arrived, which has been stored."""
    for epoch, met in arrived.items():
        _note(connection, epoch, met)


def _note(connection: Connection, epoch: Epoch, met: Met) -> None:
    of_chain = of(CHAIN, epoch)
    row = connection.execute(select(CHAIN.c.top, CHAIN.c.results).where(of_chain)).one_or_none()
    before, held = (row.top, row.results) if row else (0, 0)
    top = max(before, met.told, *met.stored, 0)
    now = {"top": top, "results": held + len(met.stored)}
    if row is None:
        connection.execute(insert(CHAIN).values(tablet=epoch[0], epoch=epoch[1], **now))
    elif now != {"top": before, "results": held}:
        connection.execute(update(CHAIN).where(of_chain).values(**now))
    numbers = {*met.stored, *met.seen}
    touched = numbers | {before} if top > before else numbers
    ranges = _missing(connection, epoch, min(touched), max(touched)) if touched else []
    work = ranges
    if top > before:
        work = joined([*ranges, (before + 1, top)])
        numbers |= _seen_apart(connection, epoch, before + 1, top)
    _replace(connection, epoch, ranges, list(without(work, sorted(numbers))))


def end_at(connection: Connection, epoch: Epoch, last: int) -> None:
    """Nothing behind that number is told any more, so nothing there is missing."""
    of_chain = of(CHAIN, epoch)
    top = connection.scalar(select(CHAIN.c.top).where(of_chain)) or 0
    if top > last:
        connection.execute(update(CHAIN).where(of_chain).values(top=last))
        ranges = _missing(connection, epoch, last + 1, top)
        left = [(first, min(end, last)) for first, end in ranges if first <= last]
        _replace(connection, epoch, ranges, left)


def _replace(
    connection: Connection, epoch: Epoch, before: Sequence[Range], now: Sequence[Range]
) -> None:
    gone = [first for first, last in set(before) - set(now)]
    if gone:
        connection.execute(
            delete(MISSING).where(of(MISSING, epoch), MISSING.c.first.in_(sorted(gone)))
        )
    if new := sorted(set(now) - set(before)):
        tablet, number = epoch
        connection.execute(
            insert(MISSING),
            [
                {"tablet": tablet, "epoch": number, "first": first, "last": last}
                for first, last in new
            ],
        )


def _missing(connection: Connection, epoch: Epoch, low: int, high: int) -> list[Range]:
    """The missing ranges that reach into that stretch, in rising order."""
    query = (
        select(MISSING.c.first, MISSING.c.last)
        .where(of(MISSING, epoch), MISSING.c.first <= high, MISSING.c.last >= low)
        .order_by(MISSING.c.first)
    )
    return [(first, last) for first, last in connection.execute(query)]


def _seen_apart(connection: Connection, epoch: Epoch, low: int, high: int) -> set[int]:
    """Numbers in a stretch that were met, but are not among the results."""
    found: set[int] = set()
    for table in (QUARANTINE, TOMBSTONE):
        found |= set(_numbers(connection, table, epoch, low, high))
    return found


def vacated(connection: Connection, places: Iterable[Numbered]) -> dict[Place, date | None]:
    """Those of the places that were seen and that no result holds, quarantined or not; each with
    the newest day of a visit whose result was deleted in that chain because of its age."""
    found: dict[Place, date | None] = {}
    for epoch, wanted in by_epoch(places).items():
        query = select(CHAIN.c.top, CHAIN.c.aged_to).where(of(CHAIN, epoch))
        row = connection.execute(query).one_or_none()
        seen = {number for number in wanted if row is not None and number <= row.top}
        if row is None or not seen:
            continue
        low, high = min(seen), max(seen)
        for table in (RESULT, QUARANTINE):
            seen -= set(_numbers(connection, table, epoch, low, high))
        ranges = _missing(connection, epoch, low, high) if seen else []
        found |= {(*epoch, one): row.aged_to for one in seen if not holds(ranges, one)}
    return found


def by_epoch(places: Iterable[Numbered]) -> dict[Epoch, list[int]]:
    """The numbers of each chain."""
    found: defaultdict[Epoch, list[int]] = defaultdict(list)
    for tablet, epoch, number in places:
        found[tablet, epoch].append(number)
    return found


def at(table: Table, epoch: Epoch, numbers: Sequence[int]) -> Iterator[ColumnElement[bool]]:
    """Conditions for the rows of those numbers: mostly one, for numbers come in a run; there may be
    others in between."""
    low, high = min(numbers), max(numbers)
    if high - low < SPREAD * len(numbers):
        yield of(table, epoch) & table.c.sequence.between(low, high)
        return
    for start in range(0, len(numbers), CHUNK):
        chunk = list(numbers[start : start + CHUNK])
        yield of(table, epoch) & table.c.sequence.in_(chunk)


def of(table: Table, epoch: Epoch) -> ColumnElement[bool]:
    """The rows of a chain."""
    return (table.c.tablet == epoch[0]) & (table.c.epoch == epoch[1])


def _numbers(
    connection: Connection, table: Table, epoch: Epoch, low: int, high: int
) -> Iterable[int]:
    query = select(table.c.sequence).where(of(table, epoch), table.c.sequence.between(low, high))
    return connection.scalars(query)
