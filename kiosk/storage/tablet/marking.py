"""What receipts say of sealed objects, and what goes because of it: inside a transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, exists, insert, select, update
from sqlalchemy.orm import Session, aliased

from kiosk.storage.errors import ReceiptNotNewerError
from kiosk.storage.tablet.models import (
    AppliedReceipt,
    Gone,
    Received,
    ReceivedDetail,
    SealedDetail,
    SealedResult,
    State,
)
from kiosk.storage.tablet.rules import goes_on, next_missing_since
from kiosk.storage.tablet.store import (
    LEFT_OUT,
    NOT_HELD,
    QUARANTINED,
    Applied,
    Marks,
    Purged,
    Standing,
)

Kept = type[SealedResult] | type[SealedDetail]
Mark = type[Received] | type[ReceivedDetail]

AT_ONCE = 500
"""Objects in one statement."""

_NO_SYNC = {"synchronize_session": False}

RESULTS: tuple[Kept, Mark] = (SealedResult, Received)
DETAILS: tuple[Kept, Mark] = (SealedDetail, ReceivedDetail)


def is_synced(kept: Kept, mark: Mark) -> ColumnElement[bool]:
    """Whether a desk holds an object for sure."""
    return exists().where(mark.wire_hash == kept.wire_hash, mark.status.not_in(NOT_HELD))


def known(session: Session, epoch: int) -> dict[bytes, Standing]:
    """Where each object of an epoch is."""
    found = {}
    for kept, mark in (RESULTS, DETAILS):
        query = select(kept.wire_hash, is_synced(kept, mark)).where(kept.epoch == epoch)
        for wire_hash, synced in session.execute(query):
            found[wire_hash] = Standing.HELD if synced else Standing.WAITING
    for gone in session.scalars(select(Gone).where(Gone.epoch == epoch)):
        found[gone.wire_hash] = Standing.ERASED if gone.erased else Standing.PURGED
    return found


def apply(session: Session, marks: Marks, at: datetime) -> Applied:
    """A receipt, newer than the last of that desk for that epoch."""
    _note(session, marks, at)
    erased = sum(_erase(session, wire_hash, marks) for wire_hash in sorted(marks.erased))
    session.flush()
    before = _unsynced(session)
    for kept, mark in (RESULTS, DETAILS):
        _mark(session, kept, mark, marks, at)
    after = _unsynced(session)
    _move_missing_since(session, at.date())
    return Applied(len(before - after), len(after - before), erased)


def forget(session: Session, desks: Collection[int], day: date) -> int:
    """Their marks and receipts go; how many results are unsynced because of it."""
    before = _unsynced(session)
    for table in (Received, ReceivedDetail, AppliedReceipt):
        session.execute(delete(table).where(table.desk.in_(desks)))
    _move_missing_since(session, day)
    return len(_unsynced(session) - before)


def purge(session: Session, uptime: int) -> Purged:
    """Whatever is ripe; details first, for a result goes after its detail."""
    # What was read before is forgotten, so that the hash is of what is on the disk.
    session.connection().exec_driver_sql("PRAGMA shrink_memory")
    details, damaged_details = _purge(session, SealedDetail, ReceivedDetail, uptime)
    results, damaged_results = _purge(session, SealedResult, Received, uptime)
    return Purged(results, details, damaged_details + damaged_results)


def _note(session: Session, marks: Marks, at: datetime) -> None:
    last = session.get(AppliedReceipt, (marks.epoch, marks.desk))
    if last is not None and marks.number <= last.number:
        raise ReceiptNotNewerError(found=marks.number, desk=marks.desk, last=last.number)
    session.merge(
        AppliedReceipt(
            epoch=marks.epoch,
            desk=marks.desk,
            number=marks.number,
            applied_at=at,
            count=marks.count,
            hash_of_hashes=marks.hash_of_hashes,
        )
    )


def _mark(session: Session, kept: Kept, mark: Mark, marks: Marks, at: datetime) -> None:
    """This desk's marks of that epoch, anew; one that goes on keeps when it began."""
    own = select(kept.wire_hash).where(kept.epoch == marks.epoch)
    ours = (mark.desk == marks.desk, mark.wire_hash.in_(own))
    columns = (mark.wire_hash, mark.status, mark.uptime_seconds, mark.syncs)
    before = {row.wire_hash: row for row in session.execute(select(*columns).where(*ours))}
    held = set(session.scalars(own)).intersection(marks.held)
    session.execute(delete(mark).where(*ours), execution_options=_NO_SYNC)
    state = session.get_one(State, 1)
    rows = []
    for wire_hash in sorted(held | before.keys()):
        was = before.get(wire_hash)
        if wire_hash not in held and was is not None and was.status == QUARANTINED:
            continue
        status = marks.held[wire_hash] if wire_hash in held else LEFT_OUT
        uptime, syncs = state.uptime_seconds, state.syncs
        if was is not None and (status == LEFT_OUT or goes_on(was.status, status)):
            uptime, syncs = was.uptime_seconds, was.syncs
        rows.append(
            {
                "wire_hash": wire_hash,
                "desk": marks.desk,
                "status": status,
                "receipt_number": marks.number,
                "received_at": at,
                "uptime_seconds": uptime,
                "syncs": syncs,
            }
        )
    if rows:
        session.execute(insert(mark), rows)


def _erase(session: Session, wire_hash: bytes, marks: Marks) -> int:
    """How many objects it deletes: a result takes its detail along."""
    for kept, mark in (RESULTS, DETAILS):
        row = _row(session, kept, wire_hash)
        if row is None:
            continue
        if row.epoch != marks.epoch:
            return 0
        told = session.get(SealedDetail, (row.epoch, row.sequence))
        if kept is SealedResult and told is not None:
            _bury(session, told, ReceivedDetail, marks)
        _bury(session, row, mark, marks)
        return 2 if kept is SealedResult and told is not None else 1
    _erased_elsewhere(session, wire_hash, marks)
    return 0


def _erased_elsewhere(session: Session, wire_hash: bytes, marks: Marks) -> None:
    """It was purged here before, or never known: that it is erased goes on to other desks."""
    gone = session.get(Gone, wire_hash)
    if gone is None:
        gone = Gone(wire_hash=wire_hash, epoch=marks.epoch, sequence=0, erased=False)
        session.add(gone)
    if gone.epoch == marks.epoch and not gone.erased:
        gone.erased, gone.told = True, False
        gone.desk, gone.receipt_number = marks.desk, marks.number


def _bury(session: Session, row: SealedResult | SealedDetail, mark: Mark, marks: Marks) -> None:
    session.execute(delete(mark).where(mark.wire_hash == row.wire_hash))
    session.add(
        Gone(
            wire_hash=row.wire_hash,
            epoch=row.epoch,
            sequence=row.sequence,
            erased=True,
            desk=marks.desk,
            receipt_number=marks.number,
            told=False,
        )
    )
    session.delete(row)
    session.flush()


def _purge(session: Session, kept: Kept, mark: Mark, uptime: int) -> tuple[int, int]:
    """How many went, and how many are damaged."""
    ripe = _ripe(session, kept, mark, uptime)
    went = 0
    for at in range(0, len(ripe), AT_ONCE):
        some = list(ripe)[at : at + AT_ONCE]
        columns = (kept.wire_hash, kept.wire, kept.epoch, kept.sequence)
        rows = session.execute(select(*columns).where(kept.wire_hash.in_(some))).all()
        whole = [row for row in rows if hashlib.sha256(row.wire).digest() == row.wire_hash]
        went += len(whole)
        if not whole:
            continue
        stones = [
            {
                "wire_hash": row.wire_hash,
                "epoch": row.epoch,
                "sequence": row.sequence,
                "erased": False,
                "desk": ripe[row.wire_hash][0],
                "receipt_number": ripe[row.wire_hash][1],
                "told": False,
            }
            for row in whole
        ]
        session.execute(insert(Gone), stones)
        for table in (mark, kept):
            gone = table.wire_hash.in_([row.wire_hash for row in whole])
            session.execute(delete(table).where(gone), execution_options=_NO_SYNC)
    return went, len(ripe) - went


def _ripe(session: Session, kept: Kept, mark: Mark, uptime: int) -> dict[bytes, tuple[int, int]]:
    """Wire hash of each object that may go: desk and its receipt because of which it does."""
    state = session.get_one(State, 1)
    other = aliased(mark)
    apart = exists().where(other.wire_hash == kept.wire_hash, other.status == QUARANTINED)
    query = (
        select(kept.wire_hash, mark.desk, mark.receipt_number)
        .join(mark, mark.wire_hash == kept.wire_hash)
        .where(
            mark.status != LEFT_OUT,
            mark.uptime_seconds <= state.uptime_seconds - uptime,
            mark.syncs < state.syncs,
            ~apart,
        )
        .order_by(kept.epoch, kept.sequence, mark.desk.desc())
    )
    if kept is SealedResult:
        query = query.where(
            ~exists().where(
                SealedDetail.epoch == SealedResult.epoch,
                SealedDetail.sequence == SealedResult.sequence,
            )
        )
    return {wire_hash: (desk, receipt) for wire_hash, desk, receipt in session.execute(query)}


def _row(session: Session, kept: Kept, wire_hash: bytes) -> SealedResult | SealedDetail | None:
    found: SealedResult | SealedDetail | None
    if kept is SealedResult:
        found = session.scalar(select(SealedResult).where(SealedResult.wire_hash == wire_hash))
    else:
        found = session.scalar(select(SealedDetail).where(SealedDetail.wire_hash == wire_hash))
    return found


def _unsynced(session: Session) -> set[bytes]:
    query = select(SealedResult.wire_hash).where(~is_synced(SealedResult, Received))
    return set(session.scalars(query))


def _move_missing_since(session: Session, today: date) -> None:
    state = session.get_one(State, 1)
    query = select(SealedResult.epoch, SealedResult.sequence).where(
        ~is_synced(SealedResult, Received)
    )
    left = [sequence if epoch == state.epoch else 0 for epoch, sequence in session.execute(query)]
    carried = None if state.carried_day is None else (state.carried_sequence, state.carried_day)
    state.missing_since = next_missing_since(state.missing_since, today, carried, left)


def erasures_told(session: Session, epoch: int) -> None:
    """Every erasure of that epoch has been in a bundle."""
    session.execute(update(Gone).where(Gone.epoch == epoch, Gone.erased).values(told=True))
