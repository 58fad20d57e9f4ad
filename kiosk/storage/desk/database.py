"""The desk's store in a database, a file's or a server's: readers do not wait for an import."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, null, select, update
from sqlalchemy.sql import Select

from kiosk.domain.counts import CountName, DayCount
from kiosk.domain.events import LogEntry
from kiosk.storage.desk import deleting, revoking, taking
from kiosk.storage.desk.rows import (
    BUNDLE,
    BUNDLE_FIELDS,
    CHAIN,
    DAY_COUNT,
    DETAIL,
    DETAIL_FIELDS,
    LOG,
    MISSING,
    QUARANTINE,
    RECEIPT,
    RECEIPT_NUMBER,
    RESULT,
    RESULT_FIELDS,
    SCORING,
    TOMBSTONE,
    TOMBSTONE_FIELDS,
    columns,
    log_entry,
    log_values,
    result,
    values,
)
from kiosk.storage.desk.store import NONE_APART
from kiosk.storage.desk.values import (
    Counts,
    Deleted,
    DeletedCount,
    Gap,
    Held,
    ImportedBundle,
    Kept,
    Limits,
    QuarantinedResult,
    SentReceipt,
    StoredDetail,
    StoredResult,
    Tombstone,
)
from kiosk.storage.engine import reading, wipe_trail
from kiosk.storage.errors import ScoringClashError, StoreInUseError

_RESULT = columns(RESULT, RESULT_FIELDS)
_APART = columns(QUARANTINE, RESULT_FIELDS)
_RECEIPT_FIELDS = tuple(SentReceipt.__dataclass_fields__)


class DatabaseDeskStore:
    """Keeps ``DeskStore``'s promises on a database whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = reading(engine)

    def store(self, result: StoredResult, apart: str | None = None) -> Kept:
        (kept,) = self.store_many([result], apart={} if apart is None else {result.id: apart})
        return kept

    def store_many(
        self,
        results: Sequence[StoredResult],
        bundle: ImportedBundle | None = None,
        details: Sequence[StoredDetail] = (),
        *,
        apart: Mapping[bytes, str] = NONE_APART,
        counts: Sequence[DayCount] = (),
    ) -> tuple[Kept, ...]:
        with self._engine.begin() as connection:
            kept = taking.take_results(connection, results, bundle, apart)
            taking.take_details(connection, details, apart)
            if bundle is not None:
                taking.keep_counts(connection, bundle.tablet, bundle.epoch, counts)
                taking.note_bundle(connection, bundle)
        return kept

    def known(self, tablet: int, epoch: int, numbers: Sequence[int]) -> Mapping[bytes, Kept]:
        with self._reading.begin() as connection:
            return taking.known_wires(connection, (tablet, epoch), numbers)

    def results(
        self,
        limit: int = 50,
        *,
        before: bytes | None = None,
        tablet: int | None = None,
        day: date | None = None,
    ) -> tuple[StoredResult, ...]:
        query = select(*_RESULT).order_by(RESULT.c.number.desc()).limit(limit)
        if before is not None:
            end = select(RESULT.c.number).where(RESULT.c.id == before).scalar_subquery()
            query = query.where(RESULT.c.number < end)
        if tablet is not None:
            query = query.where(RESULT.c.tablet == tablet)
        if day is not None:
            query = query.where(RESULT.c.day == day)
        return self._results(query)

    def result(self, result_id: bytes) -> StoredResult | None:
        found = self._results(select(*_RESULT).where(RESULT.c.id == result_id))
        return found[0] if found else None

    def detail(self, result_id: bytes) -> StoredDetail | None:
        query = select(*columns(DETAIL, DETAIL_FIELDS)).where(
            DETAIL.c.result_id == result_id, DETAIL.c.reason.is_(None)
        )
        with self._reading.begin() as connection:
            row = connection.execute(query).one_or_none()
            return None if row is None else StoredDetail(*row)

    def details_apart(self) -> tuple[StoredDetail, ...]:
        query = select(*columns(DETAIL, DETAIL_FIELDS)).where(DETAIL.c.reason.is_not(None))
        with self._reading.begin() as connection:
            rows = connection.execute(query.order_by(DETAIL.c.number))
            return tuple(StoredDetail(*row) for row in rows)

    def quarantined(self) -> tuple[QuarantinedResult, ...]:
        query = select(*_APART, QUARANTINE.c.reason).order_by(QUARANTINE.c.number)
        with self._reading.begin() as connection:
            rows = connection.execute(query).all()
        reasons = [row.reason for row in rows]
        found = self._results(select(*_APART).order_by(QUARANTINE.c.number))
        return tuple(map(QuarantinedResult, found, reasons))

    def why_apart(self, result_id: bytes) -> str | None:
        query = select(QUARANTINE.c.reason).where(QUARANTINE.c.id == result_id)
        with self._reading.begin() as connection:
            return connection.scalar(query)

    def find_by_receipt_code(self, code: str) -> tuple[StoredResult, ...]:
        return self._found("receipt_code", code)

    def find_by_tag(self, tag: bytes) -> tuple[StoredResult, ...]:
        return self._found("progress_tag", tag)

    def tablets(self) -> tuple[int, ...]:
        query = select(CHAIN.c.tablet).distinct().order_by(CHAIN.c.tablet)
        with self._reading.begin() as connection:
            return tuple(connection.scalars(query))

    def missing(self, tablet: int) -> tuple[Gap, ...]:
        query = (
            select(MISSING.c.epoch, MISSING.c.first, MISSING.c.last)
            .where(MISSING.c.tablet == tablet)
            .order_by(MISSING.c.epoch, MISSING.c.first)
        )
        with self._reading.begin() as connection:
            return tuple(Gap(*row) for row in connection.execute(query))

    def held(self, tablet: int, epoch: int) -> tuple[Held, ...]:
        parts = [
            select(table.c.sequence, table.c.wire_hash, reason).where(
                table.c.tablet == tablet, table.c.epoch == epoch
            )
            for table, reason in (
                (RESULT, null()),
                (QUARANTINE, QUARANTINE.c.reason),
                (DETAIL, DETAIL.c.reason),
            )
        ]
        with self._reading.begin() as connection:
            rows = [tuple(row) for part in parts for row in connection.execute(part)]
        return tuple(Held(*row) for row in sorted(rows, key=lambda row: row[:2]))

    def epochs(self, tablet: int) -> tuple[int, ...]:
        query = select(CHAIN.c.epoch).where(CHAIN.c.tablet == tablet).order_by(CHAIN.c.epoch)
        with self._reading.begin() as connection:
            return tuple(connection.scalars(query))

    def set_apart(self, tablet: int, epoch: int, after: int) -> int:
        with self._engine.begin() as connection:
            return revoking.set_apart(connection, (tablet, epoch), after)

    def bundle_seen(self, bundle_hash: bytes) -> datetime | None:
        query = select(BUNDLE.c.imported_at).where(BUNDLE.c.hash == bundle_hash)
        with self._reading.begin() as connection:
            return connection.scalar(query)

    def bundle_imported(self, bundle: ImportedBundle) -> None:
        self.store_many((), bundle)

    def last_bundle(self, tablet: int, epoch: int) -> ImportedBundle | None:
        query = (
            select(*columns(BUNDLE, BUNDLE_FIELDS))
            .where(BUNDLE.c.tablet == tablet, BUNDLE.c.epoch == epoch)
            .order_by(BUNDLE.c.number.desc())
            .limit(1)
        )
        with self._reading.begin() as connection:
            row = connection.execute(query).one_or_none()
            return None if row is None else ImportedBundle(*row)

    def keep_counts(self, tablet: int, epoch: int, counts: Iterable[DayCount]) -> None:
        with self._engine.begin() as connection:
            taking.keep_counts(connection, tablet, epoch, tuple(counts))

    def day_counts(self, tablet: int) -> tuple[DayCount, ...]:
        keys = (DAY_COUNT.c.day, DAY_COUNT.c.what)
        query = select(*keys, func.sum(DAY_COUNT.c.count)).where(DAY_COUNT.c.tablet == tablet)
        with self._reading.begin() as connection:
            rows = connection.execute(query.group_by(*keys).order_by(*keys))
            return tuple(DayCount(day, CountName(what), int(n)) for day, what, n in rows)

    def tombstones(self, tablet: int, epoch: int) -> tuple[Tombstone, ...]:
        return self._tombstones(
            self._all_tombstones.where(TOMBSTONE.c.tablet == tablet, TOMBSTONE.c.epoch == epoch)
        )

    def every_tombstone(self) -> tuple[Tombstone, ...]:
        return self._tombstones(self._all_tombstones)

    def tombstones_for(self, result_ids: Collection[bytes]) -> tuple[Tombstone, ...]:
        with self._reading.begin() as connection:
            return deleting.tombstones_for(connection, result_ids)

    def tombstone(self, tombstones: Collection[Tombstone], day: date) -> Deleted:
        with self._engine.begin() as connection:
            done = deleting.erase(connection, tombstones, day)
        if done:
            self._wipe_trail()
        return done

    def erase(self, result_ids: Collection[bytes], day: date) -> Deleted:
        return self.tombstone(self.tombstones_for(result_ids), day)

    def delete_old(self, limits: Limits, day: date) -> Deleted:
        with self._engine.begin() as connection:
            done = deleting.delete_old(connection, limits, day)
        if done:
            self._wipe_trail()
        return done

    def deleted(self) -> tuple[DeletedCount, ...]:
        with self._reading.begin() as connection:
            return deleting.counted(connection)

    def log(self, entry: LogEntry) -> None:
        with self._engine.begin() as connection:
            connection.execute(insert(LOG).values(log_values(entry)))

    def logged(self, limit: int = 100, *, skip: int = 0) -> tuple[LogEntry, ...]:
        query = select(LOG).order_by(LOG.c.number.desc()).limit(limit).offset(skip)
        with self._reading.begin() as connection:
            return tuple(map(log_entry, connection.execute(query)))

    def keep_scoring(self, digest: bytes, canonical: bytes) -> None:
        query = select(SCORING.c.canonical).where(SCORING.c.digest == digest)
        with self._engine.begin() as connection:
            known = connection.scalar(query)
            if known is None:
                connection.execute(insert(SCORING).values(digest=digest, canonical=canonical))
            elif known != canonical:
                raise ScoringClashError(digest=digest.hex())

    def scoring(self, digest: bytes) -> bytes | None:
        query = select(SCORING.c.canonical).where(SCORING.c.digest == digest)
        with self._reading.begin() as connection:
            return connection.scalar(query)

    def receipt_number(self, above: int = 0) -> int:
        with self._engine.begin() as connection:
            return _next_receipt(connection, above)

    def number_receipt(self, receipt: SentReceipt, above: int = 0) -> SentReceipt:
        with self._engine.begin() as connection:
            numbered = replace(receipt, number=_next_receipt(connection, above))
            connection.execute(insert(RECEIPT).values(values(numbered, _RECEIPT_FIELDS)))
        return numbered

    def receipt_sent(self, desk: int, tablet: int, epoch: int, number: int) -> SentReceipt | None:
        query = select(*columns(RECEIPT, _RECEIPT_FIELDS)).where(
            RECEIPT.c.desk == desk,
            RECEIPT.c.tablet == tablet,
            RECEIPT.c.epoch == epoch,
            RECEIPT.c.number == number,
        )
        with self._reading.begin() as connection:
            row = connection.execute(query).one_or_none()
            return None if row is None else SentReceipt(*row)

    def last_receipt(self, desk: int) -> int:
        query = select(func.max(RECEIPT.c.number)).where(RECEIPT.c.desk == desk)
        with self._reading.begin() as connection:
            return connection.scalar(query) or 0

    def counts(self) -> Counts:
        apart = select(func.count()).select_from(QUARANTINE)
        with self._reading.begin() as connection:
            results = connection.scalar(select(func.sum(CHAIN.c.results)))
            quarantined = connection.scalar(apart)
        return Counts(int(results or 0), int(quarantined or 0), len(self.tablets()))

    def close(self) -> None:
        self._engine.dispose()

    def _results(self, query: Select[Any]) -> tuple[StoredResult, ...]:
        with self._reading.begin() as connection:
            return tuple(map(result, connection.execute(query)))

    def _found(self, column: str, value: object) -> tuple[StoredResult, ...]:
        found = [
            select(*(table.c[name] for name in RESULT_FIELDS)).where(table.c[column] == value)
            for table in (RESULT, QUARANTINE)
        ]
        rows = [row for query in found for row in self._results(query)]
        return tuple(sorted(rows, key=lambda row: row.received_at, reverse=True))

    @property
    def _all_tombstones(self) -> Select[Any]:
        return select(*columns(TOMBSTONE, TOMBSTONE_FIELDS)).order_by(TOMBSTONE.c.wire_hash)

    def _tombstones(self, query: Select[Any]) -> tuple[Tombstone, ...]:
        with self._reading.begin() as connection:
            return tuple(Tombstone(*row) for row in connection.execute(query))

    def _wipe_trail(self) -> None:
        """Leave nothing in a file's log; while somebody reads, the next checkpoint does it."""
        if self._engine.dialect.name == "sqlite":
            with suppress(StoreInUseError):
                wipe_trail(self._engine)


def _next_receipt(connection: Connection, above: int) -> int:
    row = RECEIPT_NUMBER.c.number == 1
    last = connection.scalar(select(RECEIPT_NUMBER.c.last).where(row))
    number = max(last or 0, above) + 1
    if last is None:
        connection.execute(insert(RECEIPT_NUMBER).values(number=1, last=number))
    else:
        connection.execute(update(RECEIPT_NUMBER).where(row).values(last=number))
    return number
