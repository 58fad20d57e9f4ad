"""Counts by the day, which belong to no result: inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kiosk.domain.counts import CountName, DayCount
from kiosk.storage.tablet.models import Counted
from kiosk.storage.tablet.store import MOST_DAYS


def add(session: Session, epoch: int, day: date, what: CountName, n: int) -> None:
    """Count something; the oldest days make room."""
    row = session.get(Counted, (epoch, day, int(what)))
    if row is None:
        session.add(Counted(epoch=epoch, day=day, what=int(what), n=n, told=0))
    else:
        row.n += n
    session.flush()
    days = select(Counted.day).where(Counted.epoch == epoch).distinct()
    oldest = session.scalars(days.order_by(Counted.day.desc()).offset(MOST_DAYS)).all()
    if oldest:
        session.execute(delete(Counted).where(Counted.epoch == epoch, Counted.day.in_(oldest)))


def of_epoch(session: Session, epoch: int) -> tuple[DayCount, ...]:
    """By day and what."""
    rows = session.scalars(
        select(Counted).where(Counted.epoch == epoch).order_by(Counted.day, Counted.what)
    )
    return tuple(DayCount(row.day, CountName(row.what), row.n) for row in rows)


def told(session: Session, epoch: int, counts: Iterable[DayCount]) -> None:
    """These have been in a bundle."""
    for one in counts:
        row = session.get(Counted, (epoch, one.day, int(one.what)))
        if row is not None:
            row.told = one.n


def untold(session: Session, epoch: int) -> bool:
    """Whether one has been in no bundle as it is now."""
    query = select(Counted.n).where(Counted.epoch == epoch, Counted.n > Counted.told).limit(1)
    return session.scalar(query) is not None
