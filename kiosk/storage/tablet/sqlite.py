"""The tablet's store in SQLite: one connection, each step its own durable transaction."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, delete, func, select, union, update
from sqlalchemy.orm import Session

from kiosk.domain.counts import CountName, DayCount
from kiosk.storage.engine import open_engine, wipe_trail
from kiosk.storage.errors import (
    BundleOutOfOrderError,
    NoVisitOpenError,
    StoreError,
    VisitAlreadyOpenError,
)
from kiosk.storage.marker import Marker
from kiosk.storage.tablet import counting, marking
from kiosk.storage.tablet.marking import DETAILS, RESULTS, is_synced
from kiosk.storage.tablet.models import (
    AppliedReceipt,
    Counted,
    Gone,
    JournalLine,
    SealedDetail,
    SealedResult,
    State,
    WrittenBundle,
)
from kiosk.storage.tablet.rules import check_details, follow, unused_epoch
from kiosk.storage.tablet.store import (
    NO_BUNDLE,
    NOTHING_BEFORE,
    Applied,
    BundleState,
    Chain,
    Counts,
    DetailRow,
    LastReceipt,
    Marks,
    Purged,
    SealedRow,
    Standing,
    Tombstone,
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

    def new_epoch(self) -> Chain:
        with self._session() as session, session.begin():
            state = _state(session)
            state.epoch = unused_epoch(_epochs(session))
            state.next_sequence, state.previous_id = 1, NOTHING_BEFORE
            state.carried_sequence, state.carried_day = 0, None
            return _chain(state)

    def epochs(self) -> tuple[int, ...]:
        with self._session() as session:
            present = _state(session).epoch
            return (*sorted(_epochs(session) - {present}), present)

    def share(
        self, *sealed: SealedRow, details: Iterable[DetailRow] = (), day: date | None = None
    ) -> None:
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
            state.missing_since = state.missing_since or day
            session.execute(delete(JournalLine))
        self._tidy_later()

    def unsynced(self) -> tuple[SealedRow, ...]:
        query = (
            select(SealedResult)
            .where(~is_synced(*RESULTS))
            .order_by(SealedResult.epoch, SealedResult.sequence)
        )
        with self._session() as session:
            return tuple(_sealed_row(row) for row in session.scalars(query))

    def unsynced_details(self) -> tuple[DetailRow, ...]:
        query = (
            select(SealedDetail)
            .where(~is_synced(*DETAILS))
            .order_by(SealedDetail.epoch, SealedDetail.sequence)
        )
        with self._session() as session:
            return tuple(
                DetailRow(row.epoch, row.sequence, row.wire_hash, row.wire)
                for row in session.scalars(query)
            )

    def known(self, epoch: int) -> Mapping[bytes, Standing]:
        with self._session() as session:
            return marking.known(session, epoch)

    def bundle_state(self, epoch: int) -> BundleState:
        with self._session() as session:
            return _bundle_state(session, epoch)

    def bundle_written(
        self, epoch: int, number: int, bundle_hash: bytes, counts: Iterable[DayCount] = ()
    ) -> None:
        with self._session() as session, session.begin():
            last = _bundle_state(session, epoch).number
            if number <= last:
                raise BundleOutOfOrderError(found=number, expected=last + 1)
            session.merge(WrittenBundle(epoch=epoch, number=number, hash=bundle_hash))
            marking.erasures_told(session, epoch)
            counting.told(session, epoch, counts)

    def untold(self, epoch: int) -> bool:
        erased = select(Gone.epoch).where(Gone.epoch == epoch, Gone.erased, ~Gone.told).limit(1)
        with self._session() as session:
            return session.scalar(erased) is not None or counting.untold(session, epoch)

    def apply_receipt(self, marks: Marks, at: datetime) -> Applied:
        with self._session() as session, session.begin():
            applied = marking.apply(session, marks, at)
        if applied.erased:
            self._tidy_later()
        return applied

    def forget_desks(self, desks: Collection[int], day: date) -> int:
        with self._session() as session, session.begin():
            return marking.forget(session, desks, day)

    def last_receipts(self, epoch: int) -> tuple[LastReceipt, ...]:
        query = (
            select(AppliedReceipt)
            .where(AppliedReceipt.epoch == epoch)
            .order_by(AppliedReceipt.desk)
        )
        with self._session() as session:
            return tuple(
                LastReceipt(row.desk, row.number, row.count, row.hash_of_hashes)
                for row in session.scalars(query)
            )

    def sync_done(self, day: date) -> None:
        with self._session() as session, session.begin():
            state = _state(session)
            state.syncs += 1
            state.carried_sequence, state.carried_day = state.next_sequence - 1, day

    def purge(self, uptime: int) -> Purged:
        with self._session() as session, session.begin():
            purged = marking.purge(session, uptime)
        if purged.results or purged.details:
            self._tidy_later()
        return purged

    def tombstones(self) -> tuple[Tombstone, ...]:
        query = select(Gone).order_by(Gone.epoch, Gone.sequence, Gone.wire_hash)
        with self._session() as session:
            return tuple(
                Tombstone(
                    row.wire_hash, row.epoch, row.sequence, row.erased, row.desk, row.receipt_number
                )
                for row in session.scalars(query)
            )

    def missing_since(self) -> datetime | None:
        with self._session() as session:
            since = _state(session).missing_since
            return None if since is None else datetime.combine(since, time(), UTC)

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
                unsynced=_count(session, ~is_synced(*RESULTS)),
                handed_over=_count(session, SealedResult.handed_over.is_(True)),
            )

    def count_uptime(self, seconds: int) -> None:
        with self._session() as session, session.begin():
            _state(session).uptime_seconds += seconds

    def add_count(self, day: date, what: CountName, n: int = 1) -> None:
        with self._session() as session, session.begin():
            counting.add(session, _state(session).epoch, day, what, n)

    def day_counts(self, epoch: int | None = None) -> tuple[DayCount, ...]:
        with self._session() as session:
            of = _state(session).epoch if epoch is None else epoch
            return counting.of_epoch(session, of)

    def close(self) -> None:
        self._engine.dispose()

    def _session(self) -> Session:
        return Session(self._engine)

    def _tidy_later(self) -> None:
        """The step is safe, and what follows is done again when the store next opens: a fault now
        must not look as if nothing had been done."""
        with suppress(StoreError):
            self._tidy()

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
        uptime_seconds=0,
        syncs=0,
        carried_sequence=0,
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


def _bundle_state(session: Session, epoch: int) -> BundleState:
    row = session.get(WrittenBundle, epoch)
    return BundleState(0, NO_BUNDLE) if row is None else BundleState(row.number, row.hash)


def _epochs(session: Session) -> set[int]:
    """Every epoch of which something is known."""
    tables = (State, SealedResult, Gone, WrittenBundle, Counted)
    return set(session.scalars(union(*(select(table.epoch) for table in tables))))


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
