"""Alembic, kept apart: it is imported only when a schema has to change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from sqlalchemy import Connection, MetaData, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Engine


def to_head(path: Path, scripts: Path) -> None:
    """Bring the SQLite file ``path`` to the newest revision, all of it in one transaction."""
    alter(path, scripts, lambda config: command.upgrade(config, "head"))


def alter(path: Path, scripts: Path, act: Callable[[Config], None]) -> None:
    """Let an Alembic command act on the SQLite file ``path``: all of it, or nothing."""
    engine = _engine(path)
    try:
        with engine.begin() as connection:
            act(_config(scripts, connection))
    finally:
        engine.dispose()


def run(context: EnvironmentContext, metadata: MetaData) -> None:
    """What each ``env.py`` does: the migrations, on the connection that it was given."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        render_item=_as_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


def _as_plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A script names no type of ours: it has to run when the type has long changed."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def _config(scripts: Path, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _engine(path: Path) -> Engine:
    """Without foreign keys: batch mode drops and renames tables. They are checked afterwards."""
    engine = create_engine(URL.create("sqlite+pysqlite", database=str(path)), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def on_connect(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
