"""Tables of the tablet's database. No key counts up for good: a wiped visit leaves no gap."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from kiosk.storage.base import NAMING, Moment, RowNumber


class TabletBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class State(TabletBase):
    """The one row of what the tablet knows about itself."""

    __tablename__ = "state"
    __table_args__ = (CheckConstraint("number = 1", name="one_row"),)

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    epoch: Mapped[int] = mapped_column(BigInteger)
    next_sequence: Mapped[int] = mapped_column(BigInteger)
    previous_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    uptime_seconds: Mapped[int] = mapped_column(BigInteger)
    syncs: Mapped[int] = mapped_column(BigInteger)
    """Syncs that came to their end."""
    carried_sequence: Mapped[int] = mapped_column(BigInteger)
    """What the last of them left unsynced of this epoch has higher sequences."""
    carried_day: Mapped[date | None] = mapped_column(Date)
    missing_since: Mapped[date | None] = mapped_column(Date)


class WrittenBundle(TabletBase):
    """The last bundle of an epoch."""

    __tablename__ = "written_bundle"

    epoch: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class JournalLine(TabletBase):
    """An entry of the open visit."""

    __tablename__ = "journal_line"

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    line: Mapped[bytes] = mapped_column(LargeBinary)


class SealedResult(TabletBase):
    """A shared result, which this tablet cannot read."""

    __tablename__ = "sealed_result"
    __table_args__ = (UniqueConstraint("id"), UniqueConstraint("wire_hash"))

    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16))
    wire_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    wire: Mapped[bytes] = mapped_column(LargeBinary)
    receipt_code: Mapped[str] = mapped_column(String(8), index=True)
    handed_over: Mapped[bool] = mapped_column(default=False)


class SealedDetail(TabletBase):
    """The detail object of a shared result, likewise sealed; none of results from before."""

    __tablename__ = "sealed_detail"
    __table_args__ = (
        ForeignKeyConstraint(
            ["epoch", "sequence"], ["sealed_result.epoch", "sealed_result.sequence"]
        ),
        UniqueConstraint("wire_hash"),
    )

    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    wire_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    wire: Mapped[bytes] = mapped_column(LargeBinary)


class ReceiptColumns:
    """What a purge has to weigh: uptime and syncs are as they were when the receipt came, or the
    first of several of that desk that one after the other name the object."""

    desk: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    status: Mapped[str] = mapped_column(String(32))
    receipt_number: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(Moment)
    uptime_seconds: Mapped[int] = mapped_column(BigInteger)
    syncs: Mapped[int] = mapped_column(BigInteger)


class Received(ReceiptColumns, TabletBase):
    """A desk's receipt names a result."""

    __tablename__ = "received"

    wire_hash: Mapped[bytes] = mapped_column(
        ForeignKey("sealed_result.wire_hash"), primary_key=True
    )


class ReceivedDetail(ReceiptColumns, TabletBase):
    """A desk's receipt names a detail."""

    __tablename__ = "received_detail"

    wire_hash: Mapped[bytes] = mapped_column(
        ForeignKey("sealed_detail.wire_hash"), primary_key=True
    )


class AppliedReceipt(TabletBase):
    """The newest receipt of a desk for an epoch: an older one is refused."""

    __tablename__ = "applied_receipt"

    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    desk: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    applied_at: Mapped[datetime] = mapped_column(Moment)
    count: Mapped[int] = mapped_column(BigInteger)
    hash_of_hashes: Mapped[bytes] = mapped_column(LargeBinary(32))


class Gone(TabletBase):
    """A tombstone."""

    __tablename__ = "tombstone"

    wire_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    epoch: Mapped[int] = mapped_column(BigInteger)
    sequence: Mapped[int] = mapped_column(BigInteger)
    erased: Mapped[bool]
    desk: Mapped[int] = mapped_column(BigInteger)
    receipt_number: Mapped[int] = mapped_column(BigInteger)
    told: Mapped[bool] = mapped_column(default=False)
    """An erasure that has been in a bundle's manifest."""


class Counted(TabletBase):
    """A count of a day."""

    __tablename__ = "day_count"

    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    what: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)
    told: Mapped[int] = mapped_column(BigInteger)
    """How much of it has been in a bundle."""
