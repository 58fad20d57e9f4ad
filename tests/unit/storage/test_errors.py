"""Every fault of database or disk becomes one sentence: what, where, what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from kiosk.storage.engine import open_engine, wipe_trail
from kiosk.storage.errors import (
    StoreDamagedError,
    StoreError,
    StoreFailingError,
    StoreFullError,
    StoreNotReachableError,
    StoreReadOnlyError,
    disk_error,
    store_error,
)


def test_every_refusal_is_a_sentence_that_says_what_to_do() -> None:
    for kind in StoreError.__subclasses__():
        assert ";" in kind.text or ":" in kind.text
        assert kind.text.endswith(".")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, StoreFullError),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreFailingError),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreDamagedError),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnlyError),
        (sqlite3.SQLITE_MISUSE, StoreError),
    ],
)
def test_the_primary_code_decides(code: int, kind: type[StoreError]) -> None:
    error = sqlite3.OperationalError("as the database says it")
    error.sqlite_errorcode = code
    assert type(store_error(error, "tablet.db")) is kind


def test_an_error_without_code_is_told_as_it_is() -> None:
    told = str(store_error(sqlite3.ProgrammingError("closed"), "tablet.db"))
    assert told == "The store tablet.db could not be used (closed); call staff."


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StoreFullError),
        (errno.EROFS, StoreReadOnlyError),
        (errno.ENOENT, StoreNotReachableError),
        (errno.EIO, StoreFailingError),
        (None, StoreFailingError),
    ],
)
def test_the_operating_systems_number_decides(number: int | None, kind: type[StoreError]) -> None:
    error = OSError("no number") if number is None else OSError(number, "as the system says it")
    assert type(disk_error(error, "visit-open")) is kind


def test_a_connection_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "nowhere" / "tablet.db")
    with pytest.raises(StoreNotReachableError):
        engine.connect()


def test_a_file_that_was_damaged_while_it_was_open_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "tablet.db").write_bytes(b"not a database, but long enough to be looked at" * 99)
    engine = open_engine(tmp_path / "tablet.db")
    with pytest.raises(StoreDamagedError):
        wipe_trail(engine)
    engine.dispose()
