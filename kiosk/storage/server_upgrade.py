"""Making, upgrading and checking a store on a server: in one transaction, under the one lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from kiosk.storage.engine import migration_engine, reading
from kiosk.storage.errors import NotAStoreError, StoreNotReachableError, StoreTooNewError
from kiosk.storage.place import Server

VERSIONS = "alembic_version"


def upgrade(place: Server, kind: str, scripts: Path, known: str) -> tuple[str | None, str]:
    """Revisions before and after; None before where there was no store.

    Two desks that come at once do it once: the second waits, and finds it done.
    """
    before = revision(place, kind)
    if before is not None and before > known:
        raise StoreTooNewError(path=place, found=before, known=known)
    if before != known:
        from kiosk.storage.migrate import to_head

        to_head(place, scripts)
    return before, known


def check(place: Server, kind: str) -> tuple[str, tuple[str, ...]]:
    """The revision, and what cannot be read: the server checks its pages as it reads them."""
    found = revision(place, kind)
    if found is None:
        raise StoreNotReachableError(path=place)
    engine = reading(migration_engine(place))
    with engine.connect() as connection:
        return found, tuple(_problems(connection))


def revision(place: Server, kind: str) -> str | None:
    """The revision of the store in a database; None in an empty one."""
    engine = reading(migration_engine(place))
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if VERSIONS not in tables:
            raise NotAStoreError(path=place, kind=kind)
        found = connection.scalar(text(f"SELECT version_num FROM {VERSIONS}"))
    if found is None or not found.startswith(f"{kind}_"):
        raise NotAStoreError(path=place, kind=kind)
    return str(found)


def _problems(connection: Connection) -> Iterator[str]:
    for table in sorted(inspect(connection).get_table_names()):
        # As text every value is fetched, also those that the server keeps apart for their length.
        connection.execute(text(f'SELECT sum(length(t::text)) FROM "{table}" AS t'))
    unproven = text(
        "SELECT relname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid "
        "WHERE NOT convalidated"
    )
    for (table,) in connection.execute(unproven):
        yield f"{table} has a rule that was never proven"
