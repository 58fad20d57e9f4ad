"""What can still be read out of a tablet's damaged store, row by row; the file stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Table

from kiosk.storage.tablet.looking import Row, as_text, columns, fits
from kiosk.storage.tablet.models import (
    AppliedReceipt,
    Gone,
    SealedDetail,
    SealedResult,
    State,
    TabletBase,
    WrittenBundle,
)

SAVED = tuple(
    TabletBase.metadata.tables[model.__tablename__]
    for model in (SealedResult, SealedDetail, Gone, AppliedReceipt, WrittenBundle)
)
"""In this order. Never the open visit; and what desks hold has to be told again by their next
receipts: a mark that is wrong would purge what nobody has."""

STATE = TabletBase.metadata.tables[State.__tablename__]

MOST_RECEIPTS = 10**6
"""Of receipts and bundles that were ever written: a higher number is damage, and would make every
one that comes later look old."""

BEYOND, MOST_ROWS = 1_000, 100_000
"""Rows are asked for one by one so far behind the last one that was seen, and no further."""

PAGE = 4096

UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""The library quotes bytes of a damaged file in its words, which may be no text."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """Rows that fit together, by table, and every epoch that was seen."""

    rows: dict[str, list[Row]]
    epochs: frozenset[int]


def rescued(damaged: Path, fresh: Path) -> Rescued:
    """Read the damaged file as it is, then once more with the first page of a fresh one.

    The first page leads to everything else, and the same program writes it alike into every store.
    """
    found: dict[str, list[Row]] = {table.name: [] for table in (*SAVED, STATE)}
    for opened in (_as_it_is, _by_fresh_beginning):
        with suppress(*UNREADABLE), closing(opened(damaged, fresh)) as connection:
            connection.text_factory = as_text
            for table in (*SAVED, STATE):
                found[table.name] += _readable(connection, table)
    epochs = {row["epoch"] for rows in found.values() for row in rows}
    del found[STATE.name]
    return Rescued(_fitting(found), frozenset(one for one in epochs if isinstance(one, int)))


def _as_it_is(damaged: Path, _fresh: Path) -> sqlite3.Connection:
    trail = damaged.with_name(f"{damaged.name}-wal")
    how = "mode=ro" if trail.exists() else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"file:{quote(str(damaged))}?{how}", uri=True)
    # A table can be read though the description of another one is damaged.
    connection.execute("PRAGMA writable_schema=ON")
    return connection


def _by_fresh_beginning(damaged: Path, fresh: Path) -> sqlite3.Connection:
    image = bytearray(damaged.read_bytes())
    image[:PAGE] = fresh.read_bytes()[:PAGE]
    image[18:20] = bytes((1, 1))  # there is no log beside a file in memory
    image[28:40] = (len(image) // PAGE).to_bytes(4, "big") + bytes(8)  # pages, and none is free
    connection = sqlite3.connect(":memory:")
    connection.deserialize(bytes(image))
    return connection


def _readable(connection: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Every row that can be read and fits; in order as far as that goes, then one by one."""
    names = [column.name for column in table.columns]
    query = f"SELECT rowid, {columns(table)} FROM {table.name} NOT INDEXED"
    seen = set()

    def taken(values: tuple[object, ...]) -> Iterator[Row]:
        seen.add(values[0])
        row = dict(zip(names, values[1:], strict=True))
        if fits(table, row):
            yield row

    try:
        for values in connection.execute(query):
            yield from taken(values)
        return
    except UNREADABLE:
        last = max((one for one in seen if isinstance(one, int)), default=0)
    with suppress(*UNREADABLE):
        last = max(
            last, connection.execute(f"SELECT max(rowid) FROM {table.name}").fetchone()[0] or 0
        )
    for rowid in range(1, min(last + BEYOND, MOST_ROWS) + 1):
        if rowid not in seen:
            with suppress(*UNREADABLE):
                for values in connection.execute(f"{query} WHERE rowid = ?", (rowid,)):
                    yield from taken(values)


def _fitting(found: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Nothing that was erased or purged comes back, and no detail without its result."""
    results, details = found[SealedResult.__tablename__], found[SealedDetail.__tablename__]
    gone = {row["wire_hash"] for row in found[Gone.__tablename__]}
    results[:] = [row for row in results if row["wire_hash"] not in gone]
    there = {(row["epoch"], row["sequence"]) for row in results}
    details[:] = [
        row
        for row in details
        if row["wire_hash"] not in gone and (row["epoch"], row["sequence"]) in there
    ]
    for name in (AppliedReceipt.__tablename__, WrittenBundle.__tablename__):
        found[name] = [row for row in found[name] if _is_counted(row["number"])]
    return found


def _is_counted(number: object) -> bool:
    return isinstance(number, int) and number <= MOST_RECEIPTS
