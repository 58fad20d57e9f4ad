"""Setting apart what came before it was known that its tablet is not to be believed so far."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, literal, or_, select, update

from kiosk.storage.desk import chains
from kiosk.storage.desk.rows import CHAIN, DETAIL, QUARANTINE, RESULT
from kiosk.storage.desk.values import REVOKED


def set_apart(connection: Connection, epoch: chains.Epoch, after: int) -> int:
    """Everything of an epoch behind a sequence goes to quarantine; how many were results."""
    late = chains.of(RESULT, epoch) & (RESULT.c.sequence > after)
    shared = [column.name for column in RESULT.c if column.name != "number"]
    rows = select(*(RESULT.c[name] for name in shared), literal(REVOKED))
    connection.execute(
        insert(QUARANTINE).from_select(
            [*shared, "reason"], rows.where(late).order_by(RESULT.c.number)
        )
    )
    moved = connection.execute(delete(RESULT).where(late)).rowcount
    for table in (QUARANTINE, DETAIL):
        other = or_(table.c.reason.is_(None), table.c.reason != REVOKED)
        behind = chains.of(table, epoch) & (table.c.sequence > after)
        connection.execute(update(table).where(behind, other).values(reason=REVOKED))
    if moved:
        same = chains.of(CHAIN, epoch)
        connection.execute(update(CHAIN).where(same).values(results=CHAIN.c.results - moved))
    chains.end_at(connection, epoch, after)
    return moved
