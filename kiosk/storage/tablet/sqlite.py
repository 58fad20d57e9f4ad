"""The tablet's store in SQLite: one connection, each step its own durable transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from kiosk.storage.engine import open_engine, wipe_trail
from kiosk.storage.errors import (
    BundleOutOfOrderError,
    NoVisitOpenError,
    ReceiptNotNewerError,
    StoreError,
    VisitAlreadyOpenError,
)
from kiosk.storage.marker import Marker
from kiosk.storage.tablet.models import (
    JournalLine,
    LastReceipt,
    Received,
    ReceivedDetail,
    SealedDetail,
    SealedResult,
    State,
)
from kiosk.storage.tablet.store import (
    NO_BUNDLE,
    NOTHING_BEFORE,
    QUARANTINED,
    BundleState,
    Chain,
    Counts,
    DetailRow,
    Marks,
    SealedRow,
    check_details,
    follow,
)
from kiosk.storage.upgrade import Kind, upgrade


def open_tablet_store(path: Path, scripts: Path | None = None) -> SqliteTabletStore:
    """The store at ``path``, made or upgraded first where needed."""
    upgrade(path, Kind.TABLET, scripts)
    return SqliteTabletStore(open_engine(path, connections=1), Marker(path.parent))


class SqliteTabletStore:
    """Keeps ``TabletStore``'s promises on a file whose schema is up to date."""

    def __init__(self, engine: Engine, marker: Marker) -> None:
        self._engine = engine
        self._marker = marker
        with self._session() as session, session.begin():
            if session.get(State, 1) is None:
                session.add(_first_state())
        self._tidy()

    def begin_visit(self, first: bytes) -> None:
        with self._session() as session, session.begin():
            if _visit_is_open(session):
                raise VisitAlreadyOpenError
            self._marker.put_up()
            session.add(JournalLine(number=1, line=first))

    def append(self, line: bytes) -> None:
        with self._session() as session, session.begin():
            last = session.scalar(select(func.max(JournalLine.number)))
            if last is None:
                raise NoVisitOpenError
            session.add(JournalLine(number=last + 1, line=line))

    def open_visit(self) -> tuple[bytes, ...] | None:
        with self._session() as session:
            lines = session.scalars(select(JournalLine.line).order_by(JournalLine.number))
            return tuple(lines) or None

    def wipe_visit(self) -> None:
        with self._session() as session, session.begin():
            session.execute(delete(JournalLine))
        self._tidy()

    def chain(self) -> Chain:
        with self._session() as session:
            return _chain(_state(session))

    def share(self, *sealed: SealedRow, details: Iterable[DetailRow] = ()) -> None:
        told = tuple(details)
        with self._session() as session, session.begin():
            state = _state(session)
            chain = _chain(state)
            for row in sealed:
                chain = follow(chain, row)
                session.add(_sealed_result(row))
            check_details(sealed, told)
            session.flush()
            session.add_all(map(_sealed_detail, told))
            state.next_sequence, state.previous_id = chain.next_sequence, chain.previous_id
            session.execute(delete(JournalLine))
        # The result is safe from here on, and what follows is done again when the store next opens:
        # a fault now must not look as if nothing had been shared.
        with suppress(StoreError):
            self._tidy()

    def unsynced(self) -> tuple[SealedRow, ...]:
        query = (
            select(SealedResult)
            .where(~_is_synced())
            .order_by(SealedResult.epoch, SealedResult.sequence)
        )
        with self._session() as session:
            return tuple(_sealed_row(row) for row in session.scalars(query))

    def unsynced_details(self) -> tuple[DetailRow, ...]:
        query = (
            select(SealedDetail)
            .where(~_is_synced_detail())
            .order_by(SealedDetail.epoch, SealedDetail.sequence)
        )
        with self._session() as session:
            return tuple(
                DetailRow(row.epoch, row.sequence, row.wire_hash, row.wire)
                for row in session.scalars(query)
            )

    def bundle_state(self) -> BundleState:
        with self._session() as session:
            state = _state(session)
            return BundleState(state.bundle_number, state.bundle_hash)

    def bundle_written(self, number: int, bundle_hash: bytes) -> None:
        with self._session() as session, session.begin():
            state = _state(session)
            expected = state.bundle_number + 1
            if number != expected:
                raise BundleOutOfOrderError(found=number, expected=expected)
            state.bundle_number, state.bundle_hash = number, bundle_hash

    def apply_receipt(self, marks: Marks, at: datetime) -> int:
        with self._session() as session, session.begin():
            _note_receipt(session, marks, at)
            state = _state(session)
            before = _unsynced(session)
            for wire_hash in _own(session, SealedResult.wire_hash, marks.held):
                session.merge(Received(wire_hash=wire_hash, **_mark(state, marks, wire_hash, at)))
            for wire_hash in _own(session, SealedDetail.wire_hash, marks.held):
                session.merge(
                    ReceivedDetail(wire_hash=wire_hash, **_mark(state, marks, wire_hash, at))
                )
            session.flush()
            return len(before - _unsynced(session))

    def mark_handed_over(self, receipt_code: str) -> bool:
        with self._session() as session, session.begin():
            found = session.scalars(
                update(SealedResult)
                .where(SealedResult.receipt_code == receipt_code)
                .values(handed_over=True)
                .returning(SealedResult.sequence)
            )
            return bool(found.all())

    def counts(self) -> Counts:
        with self._session() as session:
            return Counts(
                shared=_count(session),
                unsynced=_count(session, ~_is_synced()),
                handed_over=_count(session, SealedResult.handed_over.is_(True)),
            )

    def count_uptime(self, seconds: int) -> None:
        with self._session() as session, session.begin():
            _state(session).uptime_seconds += seconds

    def close(self) -> None:
        self._engine.dispose()

    def _session(self) -> Session:
        return Session(self._engine)

    def _tidy(self) -> None:
        """Cut the log, where deleted entries still stand; then let the marker say what is true.

        The marker moves only under the write lock: somebody else may begin a visit just now.
        """
        wipe_trail(self._engine)
        with self._session() as session, session.begin():
            if _visit_is_open(session):
                self._marker.put_up()
            else:
                self._marker.take_down()


def _first_state() -> State:
    return State(
        number=1,
        epoch=secrets.randbits(32),
        next_sequence=1,
        previous_id=NOTHING_BEFORE,
        bundle_number=0,
        bundle_hash=NO_BUNDLE,
        uptime_seconds=0,
    )


def _state(session: Session) -> State:
    return session.get_one(State, 1)


def _chain(state: State) -> Chain:
    return Chain(state.epoch, state.next_sequence, state.previous_id)


def _visit_is_open(session: Session) -> bool:
    return session.scalar(select(JournalLine.number).limit(1)) is not None


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(SealedResult).where(*conditions)
    return session.scalar(query) or 0


def _unsynced(session: Session) -> set[bytes]:
    return set(session.scalars(select(SealedResult.wire_hash).where(~_is_synced())))


def _is_synced() -> ColumnElement[bool]:
    return exists().where(
        Received.wire_hash == SealedResult.wire_hash, Received.status != QUARANTINED
    )


def _is_synced_detail() -> ColumnElement[bool]:
    return exists().where(
        ReceivedDetail.wire_hash == SealedDetail.wire_hash, ReceivedDetail.status != QUARANTINED
    )


def _own(
    session: Session, column: InstrumentedAttribute[bytes], held: Iterable[bytes]
) -> list[bytes]:
    """Those of the wire hashes that stand in that column."""
    return sorted(set(session.scalars(select(column))).intersection(held))


def _mark(state: State, marks: Marks, wire_hash: bytes, at: datetime) -> dict[str, Any]:
    return {
        "desk": marks.desk,
        "status": marks.held[wire_hash],
        "receipt_number": marks.number,
        "received_at": at,
        "uptime_seconds": state.uptime_seconds,
        "bundle_number": state.bundle_number,
    }


def _note_receipt(session: Session, marks: Marks, at: datetime) -> None:
    last = session.get(LastReceipt, marks.desk)
    if last is not None and marks.number <= last.number:
        raise ReceiptNotNewerError(found=marks.number, desk=marks.desk, last=last.number)
    session.merge(LastReceipt(desk=marks.desk, number=marks.number, applied_at=at))


def _sealed_result(row: SealedRow) -> SealedResult:
    return SealedResult(
        epoch=row.epoch,
        sequence=row.sequence,
        id=row.id,
        wire_hash=row.wire_hash,
        wire=row.wire,
        receipt_code=row.receipt_code,
        handed_over=False,
    )


def _sealed_detail(row: DetailRow) -> SealedDetail:
    return SealedDetail(
        epoch=row.epoch, sequence=row.sequence, wire_hash=row.wire_hash, wire=row.wire
    )


def _sealed_row(row: SealedResult) -> SealedRow:
    return SealedRow(row.epoch, row.sequence, row.id, row.wire_hash, row.wire, row.receipt_code)
