"""The one place where an engine is made: pragmas, transactions and errors in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.pool import NullPool

from kiosk.storage.errors import StoreInUseError, store_error

BUSY_MS = 5_000
"""How long a connection waits for another one before it reports the store as in use."""

RETRY_S = 0.01

PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "temp_store=MEMORY",  # no temporary file that could outlive a visit
)


def open_engine(path: Path, *, connections: int = 5) -> Engine:
    """An engine on the SQLite file ``path``, which exists; ``connections`` at the same time.

    A transaction takes the write lock when it begins, so that what it has read still holds when it
    writes; ``reading(engine)`` gives transactions that take none.
    """
    return _engine(path, PRAGMAS, pool_size=connections, max_overflow=0)


def migration_engine(path: Path) -> Engine:
    """An engine for changes of the schema, on a file that nobody else uses.

    Foreign keys are off: batch mode drops and renames tables. They are checked afterwards.
    """
    return _engine(path, ("secure_delete=ON",), poolclass=NullPool)


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they and the writer do not wait."""
    return engine.execution_options(kiosk_begin="DEFERRED")


def wipe_trail(engine: Engine) -> None:
    """Move the write-ahead log into the database and cut it to nothing.

    Refused with ``StoreInUseError`` while somebody else reads from the log.
    """
    path = str(engine.url.database)
    until = time.monotonic() + BUSY_MS / 1000
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        while _checkpoint_is_refused(raw, path):
            if time.monotonic() > until:
                raise StoreInUseError(path=path)
            time.sleep(RETRY_S)


def _checkpoint_is_refused(raw: sqlite3.Connection, path: str) -> bool:
    """SQLite does not wait by itself for somebody who does the same at the moment."""
    try:
        (busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    return bool(busy)


def _engine(path: Path, pragmas: Iterable[str], **pool: object) -> Engine:
    def on_connect(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # the driver opens no transaction of its own; _on_begin does
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    url = URL.create("sqlite+pysqlite", database=str(path))
    engine = create_engine(url, **dict[str, Any](pool))
    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "handle_error", _speaker(path))
    return engine


def _on_begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("kiosk_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {kind}")


def _speaker(path: Path) -> Callable[[ExceptionContext], None]:
    def speak(context: ExceptionContext) -> None:
        original = context.original_exception
        if isinstance(original, sqlite3.IntegrityError) or not isinstance(original, sqlite3.Error):
            return
        raise store_error(original, path) from original

    return speak
