"""All rows of a store into another one of the same schema, whatever database each is in."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, MetaData, Table, func, insert, select, text

AT_ONCE = 1_000


def copy_rows(
    source: Connection, target: Connection, metadata: MetaData, without: Collection[str] = ()
) -> None:
    """Copy every table of ``metadata`` but those in ``without``; the target's are empty."""
    for table in metadata.sorted_tables:
        if table.name not in without:
            _copy(source, target, table)


def clear_rows(target: Connection, metadata: MetaData) -> None:
    """Empty every table of ``metadata``."""
    for table in reversed(metadata.sorted_tables):
        target.execute(table.delete())


def _copy(source: Connection, target: Connection, table: Table) -> None:
    rows = source.execution_options(yield_per=AT_ONCE).execute(select(table))
    for part in rows.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in part])
    if target.dialect.name == "postgresql":
        _count_on(target, table)


def _count_on(target: Connection, table: Table) -> None:
    """The server numbers new rows by a counter of its own, which has seen none of these."""
    column = table.autoincrement_column
    if column is None:
        return
    named = {"table": table.name, "column": column.name}
    counter = target.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
    last = target.scalar(select(func.max(column)))
    if counter is not None and last is not None:
        where = {"counter": counter, "last": last}
        target.execute(text("SELECT setval(:counter, :last)"), where)
