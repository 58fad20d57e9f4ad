"""A store on a PostgreSQL server: one who writes at a time, as in a file, over all desks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError

from kiosk.storage.errors import StoreAddressError, server_error
from kiosk.storage.place import Server

CONNECT_S = 5
LOCK_MS = 15_000
"""How long one desk waits for another one's import before it reports the store as in use."""

WRITERS = 0x4B494F534B
"""The number of the lock that only one who writes holds: "KIOSK" in ASCII."""

LOCAL = frozenset({"", "localhost", "127.0.0.1", "::1"})

SETTINGS = (
    f"SET lock_timeout = {LOCK_MS}",
    "SET synchronous_commit = on",  # what is acknowledged survives a power cut there, too
    "SET timezone = 'UTC'",
)


def server_engine(place: Server, **pool: object) -> Engine:
    """An engine on a PostgreSQL database.

    A transaction first takes the one lock for writing, then each statement sees what others have
    committed: what was read still holds when it is written, and nothing ever has to be repeated.
    """
    engine = create_engine(
        server_url(place),
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,  # a server that was started anew is no reason to start the desk anew
        connect_args={"connect_timeout": CONNECT_S},
        **dict[str, Any](pool),
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "handle_error", _speaker(place))
    return engine


def server_url(place: Server) -> URL:
    """The address as the library wants it.

    Over a network the server has to prove who it is, unless the address says otherwise.

    Raises:
        StoreAddressError: it is no address of a PostgreSQL database.
    """
    try:
        url = make_url(place.url)
    except (ArgumentError, ValueError) as error:
        raise StoreAddressError(path=place) from error
    if url.drivername not in {"postgresql", "postgres", "postgresql+psycopg"} or not url.database:
        raise StoreAddressError(path=place)
    host = url.host or str(url.query.get("host", ""))
    if host not in LOCAL and not host.startswith("/") and "sslmode" not in url.query:
        url = url.update_query_dict({"sslmode": "verify-full"})
    return url.set(drivername="postgresql+psycopg")


def _on_connect(raw: psycopg.Connection[Any], _record: object) -> None:
    for setting in SETTINGS:
        raw.execute(setting)
    raw.commit()


def _on_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("kiosk_begin", "IMMEDIATE") == "IMMEDIATE":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def _speaker(place: Server) -> Callable[[ExceptionContext], None]:
    def speak(context: ExceptionContext) -> None:
        original = context.original_exception
        if context.is_pre_ping or not isinstance(original, psycopg.Error):
            return
        if not isinstance(original, psycopg.IntegrityError):
            raise server_error(original, place) from original

    return speak
