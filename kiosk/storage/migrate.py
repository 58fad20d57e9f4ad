"""Alembic, kept apart: it is imported only when a schema has to change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from sqlalchemy import Connection, MetaData
from sqlalchemy.types import TypeDecorator

from kiosk.storage.engine import migration_engine
from kiosk.storage.errors import StoreError
from kiosk.storage.place import Place


def to_head(place: Place, scripts: Path) -> None:
    """Bring the store at ``place`` to the newest revision, all of it in one transaction."""
    alter(place, scripts, lambda config: command.upgrade(config, "head"))


def alter(place: Place, scripts: Path, act: Callable[[Config], None]) -> None:
    """Let an Alembic command act on the store at ``place``: all of it, or nothing.

    On a server it holds the one lock for writing as long.
    """
    engine = migration_engine(place)
    try:
        with engine.begin() as connection:
            act(_config(scripts, connection))
    except StoreError as error:
        raise _first(error) from error
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


def _first(error: StoreError) -> StoreError:
    """The fault that began it: batch mode tidies up after a fault, and may fail at that in turn."""
    before = error.__context__
    while before is not None:
        if isinstance(before, StoreError):
            error = before
        before = before.__context__
    return error
