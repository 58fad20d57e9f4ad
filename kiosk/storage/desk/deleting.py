"""Taking out what was erased or has been kept long enough, within one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, or_, select, update

from kiosk.storage.desk import chains
from kiosk.storage.desk.chains import CHUNK
from kiosk.storage.desk.rows import CHAIN, DELETION, DETAIL, LOG, QUARANTINE, RESULT
from kiosk.storage.desk.taking import bury
from kiosk.storage.desk.values import AGED, ERASED, Deleted, DeletedCount, Limits, Tombstone

WHAT = {RESULT: "result", QUARANTINE: "quarantine", DETAIL: "detail"}


def tombstones_for(connection: Connection, ids: Collection[bytes]) -> tuple[Tombstone, ...]:
    """The tombstones of results and of their details."""
    found: dict[bytes, Tombstone] = {}
    for table, of in ((RESULT, "id"), (QUARANTINE, "id"), (DETAIL, "result_id")):
        query = select(
            table.c.wire_hash, table.c.tablet, table.c.epoch, table.c.sequence, table.c[of]
        ).where(table.c[of].in_(list(ids)))
        found |= {row.wire_hash: Tombstone(*row) for row in connection.execute(query)}
    return tuple(found[wire_hash] for wire_hash in sorted(found))


def erase(connection: Connection, tombstones: Collection[Tombstone], day: date) -> Deleted:
    """Delete what the tombstones stand for, with its details, and keep them."""
    everything = list(tombstones)
    total = Counter[str]()
    for start in range(0, len(everything), CHUNK):
        total += _erase(connection, everything[start : start + CHUNK], day)
    return Deleted(total["result"], total["quarantine"], total["detail"])


def _erase(connection: Connection, told: Sequence[Tombstone], day: date) -> Counter[str]:
    hashes = [one.wire_hash for one in told]
    ids = {one.result_id for one in told if one.result_id} | _ids(connection, hashes)
    found = {
        one.wire_hash: one for one in (*tombstones_for(connection, ids), *_at(connection, hashes))
    }
    bury(connection, [*told, *found.values()])
    total = Counter[str]()
    for table, of in ((RESULT, "id"), (QUARANTINE, "id"), (DETAIL, "result_id")):
        gone = or_(table.c.wire_hash.in_(hashes), table.c[of].in_(list(ids)))
        total[WHAT[table]] = _delete(connection, table, gone, ERASED, day)
    met = chains.met_by_chain()
    for one in (*told, *found.values()):
        if one.sequence:
            met[one.tablet, one.epoch].seen.append(one.sequence)
    chains.note(connection, met)
    return total


def _ids(connection: Connection, hashes: Sequence[bytes]) -> set[bytes]:
    """Of the results that are here under those hashes: their details go with them."""
    return {
        result_id
        for table in (RESULT, QUARANTINE)
        for result_id in connection.scalars(
            select(table.c.id).where(table.c.wire_hash.in_(list(hashes)))
        )
    }


def _at(connection: Connection, hashes: Sequence[bytes]) -> Iterable[Tombstone]:
    """Of the details that are here under those hashes; their results may be elsewhere."""
    query = select(
        DETAIL.c.wire_hash,
        DETAIL.c.tablet,
        DETAIL.c.epoch,
        DETAIL.c.sequence,
        DETAIL.c.result_id,
    ).where(DETAIL.c.wire_hash.in_(list(hashes)))
    return [Tombstone(*row) for row in connection.execute(query)]


def delete_old(connection: Connection, limits: Limits, day: date) -> Deleted:
    """Delete what came before the limits; chains and counts remember that it was here."""
    _remember_details(connection, limits)
    details = _delete(connection, DETAIL, DETAIL.c.received_at < limits.details, AGED, day)
    old = RESULT.c.received_at < limits.results
    newest = select(RESULT.c.tablet, RESULT.c.epoch, func.max(RESULT.c.day)).where(old)
    for tablet, epoch, last in connection.execute(newest.group_by(RESULT.c.tablet, RESULT.c.epoch)):
        same = (CHAIN.c.tablet == tablet) & (CHAIN.c.epoch == epoch)
        before = connection.scalar(select(CHAIN.c.aged_to).where(same))
        later = last if before is None else max(last, before)
        connection.execute(update(CHAIN).where(same).values(aged_to=later))
    results = _delete(connection, RESULT, old, AGED, day)
    apart = QUARANTINE.c.received_at < limits.results
    quarantined = _delete(connection, QUARANTINE, apart, AGED, day)
    logged = connection.execute(delete(LOG).where(LOG.c.at < limits.log)).rowcount
    _count(connection, "log", {0: logged}, AGED, day)
    return Deleted(results, quarantined, details, logged)


def _remember_details(connection: Connection, limits: Limits) -> None:
    old = select(DETAIL.c.result_id).where(DETAIL.c.received_at < limits.details)
    for table in (RESULT, QUARANTINE):
        connection.execute(update(table).where(table.c.id.in_(old)).values(detail_deleted=True))


def _delete(
    connection: Connection, table: Table, gone: ColumnElement[bool], why: str, day: date
) -> int:
    """Delete rows; how many, also noted by tablet and month, and taken off the kept counts."""
    query = select(table.c.tablet, table.c.epoch, func.count()).where(gone)
    rows = connection.execute(query.group_by(table.c.tablet, table.c.epoch)).all()
    by_tablet: defaultdict[int, int] = defaultdict(int)
    for tablet, epoch, count in rows:
        by_tablet[tablet] += count
        if table is RESULT:
            same = (CHAIN.c.tablet == tablet) & (CHAIN.c.epoch == epoch)
            connection.execute(update(CHAIN).where(same).values(results=CHAIN.c.results - count))
    if rows:
        connection.execute(delete(table).where(gone))
        _count(connection, WHAT[table], by_tablet, why, day)
    return sum(by_tablet.values())


def _count(
    connection: Connection, what: str, by_tablet: dict[int, int], why: str, day: date
) -> None:
    for tablet, count in by_tablet.items():
        key = {"month": day.replace(day=1), "tablet": tablet, "what": what, "why": why}
        same = [DELETION.c[name] == value for name, value in key.items()]
        before = connection.scalar(select(DELETION.c.count).where(*same))
        if before is None and count:
            connection.execute(insert(DELETION).values(**key, count=count))
        elif before is not None and count:
            connection.execute(update(DELETION).where(*same).values(count=before + count))


def counted(connection: Connection) -> tuple[DeletedCount, ...]:
    """How many were deleted, by month, tablet and kind."""
    keys = (DELETION.c.month, DELETION.c.tablet, DELETION.c.what, DELETION.c.why)
    query = select(*keys, DELETION.c.count).order_by(*keys)
    return tuple(DeletedCount(*row) for row in connection.execute(query))
