"""Taking in what arrives, within one transaction: each object once, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, insert, select, update

from kiosk.domain.counts import DayCount
from kiosk.storage.desk import chains
from kiosk.storage.desk.inserting import insert_rows
from kiosk.storage.desk.rows import (
    BUNDLE,
    BUNDLE_FIELDS,
    DAY_COUNT,
    DETAIL,
    DETAIL_FIELDS,
    QUARANTINE,
    RESULT,
    TOMBSTONE,
    TOMBSTONE_FIELDS,
    result_values,
    values,
)
from kiosk.storage.desk.sorting import Known, sort_in
from kiosk.storage.desk.values import (
    ERASED,
    Gone,
    ImportedBundle,
    Kept,
    Quarantined,
    ReceivedBefore,
    StoredDetail,
    StoredResult,
    Tombstone,
)


def take_results(
    connection: Connection,
    results: Sequence[StoredResult],
    bundle: ImportedBundle | None,
    apart: Mapping[bytes, str],
) -> tuple[Kept, ...]:
    """Store what is new and note what it changes in its chains; what became of each."""
    sorting = sort_in(results, _known_results(connection, results), apart)
    if sorting.new:
        insert_rows(connection, RESULT, [result_values(row) for row in sorting.new])
    if sorting.apart:
        aside = [result_values(row) | {"reason": reason} for row, reason in sorting.apart]
        connection.execute(insert(QUARANTINE), aside)
    bury(connection, [tombstone_of(row, row.id) for row in sorting.erased])
    met = chains.met_by_chain()
    for row in sorting.new:
        met[row.tablet, row.epoch].stored.append(row.sequence)
    for row in (*(row for row, _ in sorting.apart), *sorting.erased):
        met[row.tablet, row.epoch].seen.append(row.sequence)
    for row in sorting.erased:
        if row.id not in apart:  # it tells of those before it, as if it had been erased later
            chain = met[row.tablet, row.epoch]
            chain.told = max(chain.told, row.sequence)
    if bundle is not None:
        chain = met[bundle.tablet, bundle.epoch]
        chain.told = max(chain.told, bundle.last_sequence)
    chains.note(connection, met)
    return sorting.kept


def take_details(
    connection: Connection, details: Sequence[StoredDetail], apart: Mapping[bytes, str]
) -> None:
    """Store the details that are new; their results have been taken before."""
    sorting = sort_in(details, _known_details(connection, details), apart)
    rows = [(row, None) for row in sorting.new]
    if found := [*rows, *sorting.apart]:
        told = [values(row, DETAIL_FIELDS) | {"reason": reason} for row, reason in found]
        insert_rows(connection, DETAIL, told)
    bury(connection, [tombstone_of(row, row.result_id) for row in sorting.erased])


def tombstone_of(row: StoredResult | StoredDetail, result_id: bytes) -> Tombstone:
    """What stays of a result or a detail that is erased."""
    return Tombstone(row.wire_hash, row.tablet, row.epoch, row.sequence, result_id)


def bury(connection: Connection, tombstones: Sequence[Tombstone]) -> None:
    """Keep tombstones, each once; what one of them knows better than before is kept, too."""
    new = {one.wire_hash: one for one in tombstones}
    query = select(*(TOMBSTONE.c[name] for name in TOMBSTONE_FIELDS))
    hashes = list(new)
    for start in range(0, len(hashes), chains.CHUNK):
        chunk = hashes[start : start + chains.CHUNK]
        for row in connection.execute(query.where(TOMBSTONE.c.wire_hash.in_(chunk))):
            found = new.pop(row.wire_hash)
            better = {
                "sequence": row.sequence or found.sequence,
                "result_id": row.result_id or found.result_id,
            }
            if better != {"sequence": row.sequence, "result_id": row.result_id}:
                same = TOMBSTONE.c.wire_hash == row.wire_hash
                connection.execute(update(TOMBSTONE).where(same).values(**better))
    if new:
        connection.execute(
            insert(TOMBSTONE), [values(one, TOMBSTONE_FIELDS) for one in new.values()]
        )


def note_bundle(connection: Connection, bundle: ImportedBundle) -> None:
    """Note a bundle, once."""
    if connection.scalar(select(BUNDLE.c.number).where(BUNDLE.c.hash == bundle.hash)) is None:
        connection.execute(insert(BUNDLE).values(values(bundle, BUNDLE_FIELDS)))


def keep_counts(
    connection: Connection, tablet: int, epoch: int, counts: Sequence[DayCount]
) -> None:
    """Keep the highest of each."""
    of_chain = (DAY_COUNT.c.tablet == tablet) & (DAY_COUNT.c.epoch == epoch)
    query = select(DAY_COUNT.c.day, DAY_COUNT.c.what, DAY_COUNT.c.count).where(of_chain)
    before = {(row[0], row[1]): row[2] for row in connection.execute(query)} if counts else {}
    now: dict[tuple[date, int], int] = {}
    for one in counts:
        key = (one.day, int(one.what))
        now[key] = max(one.n, now.get(key, 0), before.get(key, 0))
    for key, n in now.items():
        row = {"tablet": tablet, "epoch": epoch, "day": key[0], "what": key[1], "count": n}
        if key not in before:
            connection.execute(insert(DAY_COUNT).values(row))
        elif n > before[key]:
            same = of_chain & (DAY_COUNT.c.day == key[0]) & (DAY_COUNT.c.what == key[1])
            connection.execute(update(DAY_COUNT).where(same).values(count=n))


def known_wires(
    connection: Connection, epoch: chains.Epoch, numbers: Sequence[int]
) -> dict[bytes, Kept]:
    """What became of the results and details of those numbers, and of all that was erased."""
    found: dict[bytes, Kept] = {}
    for table in (RESULT, QUARANTINE, DETAIL) if numbers else ():
        query = select(table.c.wire_hash, *_standing(table))
        for stretch in chains.at(table, epoch, numbers):
            for row in connection.execute(query.where(stretch)):
                found[row.wire_hash] = _stands(row)
    erased = select(TOMBSTONE.c.wire_hash).where(chains.of(TOMBSTONE, epoch))
    return found | dict.fromkeys(connection.scalars(erased), Gone(ERASED))


def _standing(table: Table) -> list[Column[Any]]:
    return [table.c.received_at] if table is RESULT else [table.c.received_at, table.c.reason]


def _stands(row: Row[Any]) -> Kept:
    reason = getattr(row, "reason", None)
    return ReceivedBefore(row.received_at) if reason is None else Quarantined(reason)


def _known_results(connection: Connection, results: Sequence[StoredResult]) -> Known:
    """What the database holds that any of ``results`` could repeat or contradict.

    Who has the same id or wire has the same number too, for both are hashes over it; so it is
    looked for by number, and the unique indexes are the last word.
    """
    known = Known()
    for epoch, numbers in chains.by_epoch(row.place for row in results).items():
        for table in (RESULT, QUARANTINE):
            query = select(table.c.id, table.c.wire_hash, table.c.sequence, *_standing(table))
            for stretch in chains.at(table, epoch, numbers):
                for row in connection.execute(query.where(stretch)):
                    known.note(row.id, row.wire_hash, _stands(row))
                    if table is RESULT:
                        known.places.add((*epoch, row.sequence))
        _note_erased(connection, known, epoch)
    unplaced = (row.place for row in results if row.place not in known.places)
    known.vacated.update(chains.vacated(connection, unplaced))
    return known


def _known_details(connection: Connection, details: Sequence[StoredDetail]) -> Known:
    """What the database holds that any of ``details`` could repeat or contradict; by number, as
    with results."""
    known = Known()
    places = [(row.tablet, row.epoch, row.sequence) for row in details]
    for epoch, numbers in chains.by_epoch(places).items():
        query = select(DETAIL.c.id, DETAIL.c.wire_hash, DETAIL.c.result_id, *_standing(DETAIL))
        for stretch in chains.at(DETAIL, epoch, numbers):
            for row in connection.execute(query.where(stretch)):
                known.note(row.id, row.wire_hash, _stands(row))
                known.places.add(row.result_id)
        erased = _note_erased(connection, known, epoch)
        for one in details:
            if one.result_id in erased:
                known.by_hash[one.wire_hash] = Gone(ERASED)
        for table in (RESULT, QUARANTINE):
            for stretch in chains.at(table, epoch, numbers):
                aged = select(table.c.id).where(stretch, table.c.detail_deleted)
                known.vacated.update(dict.fromkeys(connection.scalars(aged), date.max))
    vacated = chains.vacated(connection, places)
    for place, one in zip(places, details, strict=True):
        if vacated.get(place) is not None:
            known.vacated[one.result_id] = date.max
    return known


def _note_erased(connection: Connection, known: Known, epoch: chains.Epoch) -> set[bytes]:
    """A result is erased by its wire, or by its id when it was sealed a second time; the ids."""
    query = select(TOMBSTONE.c.wire_hash, TOMBSTONE.c.result_id).where(chains.of(TOMBSTONE, epoch))
    ids = set()
    for wire_hash, result_id in connection.execute(query):
        known.by_hash[wire_hash] = Gone(ERASED)
        if result_id:
            known.by_id[result_id] = Gone(ERASED)
            ids.add(result_id)
    return ids
