"""Whether a tablet's store is what it was written as, as far as its own rows can tell.

SQLite finds pages that do not hold together, but has no code over what stands in them: a changed
bit in a row is found by the hash of a sealed object, and by what can never stand in a column.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Boolean, Column, Date, LargeBinary, String, Table

from kiosk import resources
from kiosk.domain.counts import CountName
from kiosk.storage.base import Moment
from kiosk.storage.driver import connect, told
from kiosk.storage.errors import StoreDamagedError
from kiosk.storage.tablet.models import TabletBase
from kiosk.storage.tablet.store import DUPLICATE, LEFT_OUT, NOTHING_BEFORE, QUARANTINED
from kiosk.storage.upgrade import BUSY_S, MAGIC, Kind, head, problems

Row = Mapping[str, object]

PLAIN_HEADER = ((1, 1), (2, 2))
"""Bytes 18 and 19 of a database: without and with a write-ahead log (SQLite's file format, 1.3)."""

STATUSES = ("stored", DUPLICATE, QUARANTINED, LEFT_OUT)
REVISION = re.compile(rf"{Kind.TABLET}_\d{{4}}")
RECEIPT_CODE = re.compile(r"\d{8}")

MOST_NUMBER = 2**53
MOST = {"epoch": 2**32 - 1, "desk": 2**16 - 1}
"""What a bundle can say."""


def look(path: Path) -> None:
    """Read the whole store, its indexes too: a tablet's is small, and takes a tenth of a second.

    Raises:
        StoreDamagedError: it is not what was written; what was found first.
        StoreError: it could not be read for another reason.
    """
    with told(path):
        with path.open("rb") as file:
            header = file.read(20)
        if header[: len(MAGIC)] != MAGIC or tuple(header[18:20]) not in PLAIN_HEADER:
            raise StoreDamagedError(path=path, detail="it does not begin like a database")
        with closing(connect(path, timeout=BUSY_S)) as connection:
            connection.text_factory = as_text
            found = next(_wrong(connection, path), None)
    if found is not None:
        raise StoreDamagedError(path=path, detail=found)


def as_text(written: bytes) -> str:
    """What cannot be text is seen by its signs; the driver would fail without a code."""
    return written.decode("utf-8", "replace")


def columns(table: Table) -> str:
    """The columns of a table, for a SELECT or an INSERT."""
    return ", ".join(f'"{column.name}"' for column in table.columns)


def fits(table: Table, row: Row) -> bool:
    """Whether a row can have been written so, and a sealed object is what its hash was made of."""
    if not all(_fits(column, row[column.name]) for column in table.columns):
        return False
    wire = row.get("wire")
    return not isinstance(wire, bytes) or hashlib.sha256(wire).digest() == row["wire_hash"]


def _wrong(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    yield from problems(connection, path, quick=False)
    found = [one for (one,) in connection.execute("SELECT version_num FROM alembic_version")]
    if len(found) != 1 or REVISION.fullmatch(str(found[0])) is None:
        yield "it does not say what revision it has"
    scripts = resources.migrations(Kind.TABLET)
    known = head(scripts, Kind.TABLET)
    if found[0] < known and not list((scripts / "versions").glob(f"{found[0]}_*.py")):
        yield "it is of no revision"
    if found[0] == known:
        yield from _unfit(connection)


def _unfit(connection: sqlite3.Connection) -> Iterator[str]:
    used: dict[object, dict[object, object]] = {}
    state: Row | None = None
    for table in TabletBase.metadata.sorted_tables:
        names = [column.name for column in table.columns]
        for number, values in enumerate(
            connection.execute(f"SELECT {columns(table)} FROM {table.name} NOT INDEXED"), 1
        ):
            row = dict(zip(names, values, strict=True))
            if not fits(table, row):
                yield f"row {number} of {table.name}"
            if table.name == "state":
                state = row
            elif "sequence" in row:
                used.setdefault(row["epoch"], {}).setdefault(row["sequence"], row.get("id"))
    if state is not None and not _goes_on(state, used.get(state["epoch"], {})):
        yield "its chain"


def _goes_on(state: Row, used: Mapping[object, object]) -> bool:
    """Whether the next number is free, and follows on the result before it."""
    number = state["next_sequence"]
    assert isinstance(number, int)
    if any(isinstance(one, int) and one >= number for one in used):
        return False
    last = used.get(number - 1) if number > 1 else NOTHING_BEFORE
    return last is None or last == state["previous_id"]


def _fits(column: Column[object], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    kind = column.type
    if isinstance(kind, LargeBinary):
        return isinstance(value, bytes) and kind.length in (None, len(value))
    if isinstance(kind, Moment):
        return _is_written(value, _moment_again)
    if isinstance(kind, Date):
        return _is_written(value, lambda text: date.fromisoformat(text).isoformat())
    if isinstance(kind, String):
        return isinstance(value, str) and _text_fits(column.name, value)
    if isinstance(kind, Boolean):
        return value in (0, 1)
    return isinstance(value, int) and _number_fits(column.name, value)


def _is_written(value: object, again: Callable[[str], str]) -> bool:
    try:
        return isinstance(value, str) and again(value) == value
    except ValueError:
        return False


def _moment_again(text: str) -> str:
    return datetime.fromisoformat(text).isoformat(" ", "microseconds")


def _text_fits(name: str, value: str) -> bool:
    if name == "status":
        return value in STATUSES
    return RECEIPT_CODE.fullmatch(value) is not None


def _number_fits(name: str, value: int) -> bool:
    if name == "what":
        return value in set(CountName)
    return 0 <= value <= MOST.get(name, MOST_NUMBER)
