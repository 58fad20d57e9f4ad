"""The desk's store in a database: readers do not wait for an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, func, insert, null, or_, select, union
from sqlalchemy.orm import Session

from kiosk.storage.desk.models import (
    Bundle,
    Detail,
    QuarantineResult,
    ReceiptNumber,
    Result,
    ScoringVersion,
)
from kiosk.storage.desk.sorting import Known, sort_in
from kiosk.storage.desk.store import (
    Counts,
    Gap,
    Held,
    ImportedBundle,
    Kept,
    Quarantined,
    QuarantinedResult,
    ReceivedBefore,
    StoredDetail,
    StoredResult,
    Way,
    gaps,
)
from kiosk.storage.engine import open_engine, reading
from kiosk.storage.errors import ScoringClashError
from kiosk.storage.place import DeskPlace
from kiosk.storage.upgrade import Kind, upgrade

CHUNK = 500
"""Values in one IN list: more make the statement, not the search, slow."""


def open_desk_store(place: DeskPlace, scripts: Path | None = None) -> SqliteDeskStore:
    """The store at ``place``, made or upgraded first where needed."""
    upgrade(place, Kind.DESK, scripts)
    return SqliteDeskStore(open_engine(place))


class SqliteDeskStore:
    """Keeps ``DeskStore``'s promises on a database whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = reading(engine)

    def store(self, result: StoredResult) -> Kept:
        (kept,) = self.store_many([result])
        return kept

    def store_many(
        self,
        results: Sequence[StoredResult],
        bundle: ImportedBundle | None = None,
        details: Sequence[StoredDetail] = (),
    ) -> tuple[Kept, ...]:
        with self._write() as session, session.begin():
            sorting = sort_in(results, _known(session, results))
            if sorting.new:
                session.execute(insert(Result), [_columns(row) for row in sorting.new])
            if sorting.apart:
                session.execute(
                    insert(QuarantineResult),
                    [_columns(row) | {"reason": reason} for row, reason in sorting.apart],
                )
            _keep_details(session, details)
            if bundle is not None:
                _note_bundle(session, bundle)
        return sorting.kept

    def results(
        self,
        limit: int = 50,
        *,
        before: bytes | None = None,
        tablet: int | None = None,
        day: date | None = None,
    ) -> tuple[StoredResult, ...]:
        query = select(Result).order_by(Result.number.desc()).limit(limit)
        if before is not None:
            end = select(Result.number).where(Result.id == before).scalar_subquery()
            query = query.where(Result.number < end)
        if tablet is not None:
            query = query.where(Result.tablet == tablet)
        if day is not None:
            query = query.where(Result.day == day)
        with self._read() as session:
            return tuple(map(_result, session.scalars(query)))

    def result(self, result_id: bytes) -> StoredResult | None:
        with self._read() as session:
            row = session.scalar(select(Result).where(Result.id == result_id))
            return None if row is None else _result(row)

    def detail(self, result_id: bytes) -> StoredDetail | None:
        query = select(Detail).where(Detail.result_id == result_id, Detail.reason.is_(None))
        with self._read() as session:
            row = session.scalar(query)
            return None if row is None else _detail(row)

    def details_apart(self) -> tuple[StoredDetail, ...]:
        query = select(Detail).where(Detail.reason.is_not(None)).order_by(Detail.number)
        with self._read() as session:
            return tuple(map(_detail, session.scalars(query)))

    def quarantined(self) -> tuple[QuarantinedResult, ...]:
        query = select(QuarantineResult).order_by(QuarantineResult.number)
        with self._read() as session:
            return tuple(
                QuarantinedResult(_result(row), row.reason) for row in session.scalars(query)
            )

    def tablets(self) -> tuple[int, ...]:
        numbers = union(select(Result.tablet), select(Bundle.tablet)).subquery()
        with self._read() as session:
            return tuple(session.scalars(select(numbers.c.tablet).order_by(numbers.c.tablet)))

    def missing(self, tablet: int) -> tuple[Gap, ...]:
        seen = (
            select(Result.epoch, Result.sequence)
            .where(Result.tablet == tablet)
            .order_by(Result.epoch, Result.sequence)
        )
        told = (
            select(Bundle.epoch, func.max(Bundle.last_sequence))
            .where(Bundle.tablet == tablet)
            .group_by(Bundle.epoch)
        )
        with self._read() as session:
            last = {int(row[0]): int(row[1]) for row in session.execute(told)}
            by_epoch: dict[int, list[int]] = {epoch: [] for epoch in last}
            for epoch, rows in groupby(session.execute(seen), key=lambda row: int(row[0])):
                by_epoch[epoch] = [number for _, number in rows]
        return tuple(
            gap
            for epoch, numbers in sorted(by_epoch.items())
            for gap in gaps(epoch, numbers, max(last.get(epoch, 0), *numbers[-1:], 0))
        )

    def held(self, tablet: int, epoch: int) -> tuple[Held, ...]:
        stored = select(Result.sequence, Result.wire_hash, null()).where(
            Result.tablet == tablet, Result.epoch == epoch
        )
        apart = select(
            QuarantineResult.sequence, QuarantineResult.wire_hash, QuarantineResult.reason
        ).where(QuarantineResult.tablet == tablet, QuarantineResult.epoch == epoch)
        details = select(Detail.sequence, Detail.wire_hash, Detail.reason).where(
            Detail.tablet == tablet, Detail.epoch == epoch
        )
        with self._read() as session:
            rows = [row for query in (stored, apart, details) for row in session.execute(query)]
        held = (Held(int(row[0]), bytes(row[1]), row[2]) for row in rows)
        return tuple(sorted(held, key=lambda one: (one.sequence, one.wire_hash)))

    def bundle_seen(self, bundle_hash: bytes) -> datetime | None:
        with self._read() as session:
            bundle = session.get(Bundle, bundle_hash)
            return None if bundle is None else bundle.imported_at

    def bundle_imported(self, bundle: ImportedBundle) -> None:
        self.store_many((), bundle)

    def last_bundle(self, tablet: int, epoch: int) -> ImportedBundle | None:
        query = (
            select(Bundle)
            .where(Bundle.tablet == tablet, Bundle.epoch == epoch)
            .order_by(Bundle.number.desc())
            .limit(1)
        )
        with self._read() as session:
            row = session.scalar(query)
            return None if row is None else _bundle(row)

    def keep_scoring(self, digest: bytes, canonical: bytes) -> None:
        with self._write() as session, session.begin():
            known = session.get(ScoringVersion, digest)
            if known is None:
                session.add(ScoringVersion(digest=digest, canonical=canonical))
            elif known.canonical != canonical:
                raise ScoringClashError(digest=digest.hex())

    def scoring(self, digest: bytes) -> bytes | None:
        with self._read() as session:
            version = session.get(ScoringVersion, digest)
            return None if version is None else version.canonical

    def receipt_number(self) -> int:
        with self._write() as session, session.begin():
            row = session.get(ReceiptNumber, 1) or ReceiptNumber(number=1, last=0)
            session.add(row)
            row.last += 1
            return row.last

    def counts(self) -> Counts:
        with self._read() as session:
            results = session.scalar(select(func.count()).select_from(Result)) or 0
            apart = session.scalar(select(func.count()).select_from(QuarantineResult)) or 0
        return Counts(results, apart, len(self.tablets()))

    def close(self) -> None:
        self._engine.dispose()

    def _write(self) -> Session:
        return Session(self._engine)

    def _read(self) -> Session:
        return Session(self._reading)


def _known(session: Session, results: Sequence[StoredResult]) -> Known:
    """What the database holds that any of ``results`` could repeat or contradict."""
    known = Known()
    for start in range(0, len(results), CHUNK):
        chunk = results[start : start + CHUNK]
        stored = select(Result.id, Result.wire_hash, Result.received_at)
        stored = stored.where(_is_one_of(Result, chunk))
        for result_id, wire_hash, on in session.execute(stored):
            known.note(result_id, wire_hash, ReceivedBefore(on))
        apart = select(QuarantineResult.id, QuarantineResult.wire_hash, QuarantineResult.reason)
        apart = apart.where(_is_one_of(QuarantineResult, chunk))
        for result_id, wire_hash, reason in session.execute(apart):
            known.note(result_id, wire_hash, Quarantined(reason))
    known.places.update(_places(session, results))
    return known


def _is_one_of(
    table: type[Result | QuarantineResult], results: Sequence[StoredResult]
) -> ColumnElement[bool]:
    return or_(
        table.id.in_([row.id for row in results]),
        table.wire_hash.in_([row.wire_hash for row in results]),
    )


def _places(session: Session, results: Iterable[StoredResult]) -> Iterator[tuple[int, int, int]]:
    """Taken places in the stretch of each tablet's chain that ``results`` cover."""
    chains: dict[tuple[int, int], list[int]] = {}
    for row in results:
        chains.setdefault((row.tablet, row.epoch), []).append(row.sequence)
    for (tablet, epoch), numbers in chains.items():
        stretch: ColumnElement[bool] = Result.sequence.between(min(numbers), max(numbers))
        query = select(Result.sequence).where(
            Result.tablet == tablet, Result.epoch == epoch, stretch
        )
        for number in session.scalars(query):
            yield tablet, epoch, number


def _keep_details(session: Session, details: Sequence[StoredDetail]) -> None:
    sorting = sort_in(details, _known_details(session, details))
    rows = [(row, None) for row in sorting.new]
    if found := [*rows, *sorting.apart]:
        session.execute(
            insert(Detail), [_detail_columns(row) | {"reason": reason} for row, reason in found]
        )


def _known_details(session: Session, details: Sequence[StoredDetail]) -> Known:
    """What the database holds that any of ``details`` could repeat or contradict."""
    known = Known()
    query = select(Detail.id, Detail.wire_hash, Detail.result_id, Detail.received_at, Detail.reason)
    for start in range(0, len(details), CHUNK):
        chunk = details[start : start + CHUNK]
        alike = or_(
            Detail.id.in_([row.id for row in chunk]),
            Detail.wire_hash.in_([row.wire_hash for row in chunk]),
            Detail.result_id.in_([row.result_id for row in chunk]),
        )
        for detail_id, wire_hash, result_id, on, reason in session.execute(query.where(alike)):
            kept = ReceivedBefore(on) if reason is None else Quarantined(reason)
            known.note(detail_id, wire_hash, kept)
            known.places.add(result_id)
    return known


def _columns(row: StoredResult) -> dict[str, object]:
    return {
        "id": row.id,
        "wire_hash": row.wire_hash,
        "tablet": row.tablet,
        "epoch": row.epoch,
        "sequence": row.sequence,
        "previous": row.previous,
        "day": row.day,
        "wire": row.wire,
        "payload": row.payload,
        "scoring": row.scoring,
        "received_at": row.received_at,
        "way": row.way.value,
    }


def _result(row: Result | QuarantineResult) -> StoredResult:
    return StoredResult(
        id=row.id,
        wire_hash=row.wire_hash,
        tablet=row.tablet,
        epoch=row.epoch,
        sequence=row.sequence,
        previous=row.previous,
        day=row.day,
        wire=row.wire,
        payload=row.payload,
        scoring=row.scoring,
        received_at=row.received_at,
        way=Way(row.way),
    )


def _detail_columns(row: StoredDetail) -> dict[str, object]:
    return {
        "id": row.id,
        "wire_hash": row.wire_hash,
        "result_id": row.result_id,
        "tablet": row.tablet,
        "epoch": row.epoch,
        "sequence": row.sequence,
        "wire": row.wire,
        "payload": row.payload,
        "received_at": row.received_at,
        "keep_until": row.keep_until,
    }


def _detail(row: Detail) -> StoredDetail:
    return StoredDetail(
        id=row.id,
        wire_hash=row.wire_hash,
        result_id=row.result_id,
        tablet=row.tablet,
        epoch=row.epoch,
        sequence=row.sequence,
        wire=row.wire,
        payload=row.payload,
        received_at=row.received_at,
    )


def _note_bundle(session: Session, bundle: ImportedBundle) -> None:
    if session.get(Bundle, bundle.hash) is None:
        session.add(
            Bundle(
                hash=bundle.hash,
                tablet=bundle.tablet,
                epoch=bundle.epoch,
                number=bundle.number,
                previous=bundle.previous,
                last_sequence=bundle.last_sequence,
                imported_at=bundle.imported_at,
            )
        )


def _bundle(row: Bundle) -> ImportedBundle:
    return ImportedBundle(
        tablet=row.tablet,
        epoch=row.epoch,
        number=row.number,
        hash=row.hash,
        previous=row.previous,
        last_sequence=row.last_sequence,
        imported_at=row.imported_at,
    )
