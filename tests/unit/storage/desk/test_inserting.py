"""Rows that are inserted by the driver's own means are what the library would have made of them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Table, delete, insert

from kiosk.storage.desk.inserting import insert_rows
from kiosk.storage.desk.rows import DETAIL, DETAIL_FIELDS, RESULT, result_values, values
from kiosk.storage.engine import open_engine
from tests.stores import empty_desk_file
from tests.unit.storage.examples import detail, result

RESULTS = [result_values(result(number)) | {"progress_tag": b"8 bytes!"} for number in (1, 2)]
RESULTS[1]["progress_tag"] = None
DETAILS = [values(detail(number), DETAIL_FIELDS) | {"reason": None} for number in (1, 2)]


def test_both_ways_leave_the_same_bytes_in_the_file(tmp_path: Path) -> None:
    """Days, moments, digests and flags too: read as the file has them, past every type."""
    engine = open_engine(empty_desk_file(tmp_path / "desk" / "store.sqlite"))
    tables: tuple[tuple[Table, list[dict[str, object]]], ...] = (
        (RESULT, RESULTS),
        (DETAIL, DETAILS),
    )
    with engine.begin() as connection:
        for table, rows in tables:
            read = f"SELECT * FROM {table.name}"
            insert_rows(connection, table, rows)
            ours = connection.exec_driver_sql(read).all()
            connection.execute(delete(table))
            connection.execute(insert(table), rows)
            assert connection.exec_driver_sql(read).all() == ours
            assert len(ours) == 2
    engine.dispose()
