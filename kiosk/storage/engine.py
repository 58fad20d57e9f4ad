"""The one place where an engine is made: keys, pragmas, transactions and errors in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.pool import NullPool

from kiosk.storage.driver import connect, driver
from kiosk.storage.errors import StoreInUseError, store_error
from kiosk.storage.place import FilePlace, Place, Server, path_of

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


def open_engine(place: Place, *, connections: int = 5) -> Engine:
    """An engine on a store that exists; ``connections`` at the same time.

    A transaction takes the write lock when it begins, so that what it has read still holds when it
    writes; ``reading(engine)`` gives transactions that take none.
    """
    if isinstance(place, Server):
        from kiosk.storage.server import server_engine  # brings a library that few desks need

        return server_engine(place, pool_size=connections, max_overflow=0)
    return _engine(place, PRAGMAS, pool_size=connections, max_overflow=0)


def migration_engine(place: Place) -> Engine:
    """An engine for changes of the schema, on a file that nobody else uses, or on a server.

    Foreign keys are off: batch mode drops and renames tables. They are checked afterwards.
    """
    if isinstance(place, Server):
        from kiosk.storage.server import server_engine

        return server_engine(place, poolclass=NullPool)
    return _engine(place, ("secure_delete=ON",), poolclass=NullPool)


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they and the writer do not wait."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(
            kiosk_begin="DEFERRED", isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine.execution_options(kiosk_begin="DEFERRED")


def wipe_trail(engine: Engine) -> None:
    """Move the write-ahead log of a file into the database and cut it to nothing.

    Refused with ``StoreInUseError`` while somebody else reads from the log. A server sees to its
    own log.
    """
    if engine.dialect.name == "postgresql":
        return
    path = str(engine.url.database)
    until = time.monotonic() + BUSY_MS / 1000
    with engine.connect() as connection:
        while _checkpoint_is_refused(connection, path):
            if time.monotonic() > until:
                raise StoreInUseError(path=path)
            time.sleep(RETRY_S)


def _checkpoint_is_refused(connection: Connection, path: str) -> bool:
    """SQLite does not wait by itself for somebody who does the same at the moment."""
    raw: Any = connection.connection.dbapi_connection
    library: Any = connection.dialect.loaded_dbapi
    try:
        (busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except library.Error as error:
        raise store_error(error, path) from error
    return bool(busy)


def _engine(place: FilePlace, pragmas: Iterable[str], **pool: object) -> Engine:
    def opened() -> sqlite3.Connection:
        raw = connect(place, check_same_thread=False)
        raw.isolation_level = None  # the driver opens no transaction of its own; _on_begin does
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")
        return raw

    url = URL.create("sqlite+pysqlite", database=str(path_of(place)))
    engine = create_engine(url, module=driver(place), creator=opened, **dict[str, Any](pool))
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "handle_error", _speaker(place))
    return engine


def _on_begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("kiosk_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {kind}")


def _speaker(place: FilePlace) -> Callable[[ExceptionContext], None]:
    library = driver(place)

    def speak(context: ExceptionContext) -> None:
        original = context.original_exception
        if isinstance(original, library.IntegrityError) or not isinstance(original, library.Error):
            return
        raise store_error(original, place) from original

    return speak
