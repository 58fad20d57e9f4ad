"""Tables of the tablet's database. No key counts up for good: a wiped visit leaves no gap."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
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
    bundle_number: Mapped[int] = mapped_column(BigInteger)
    bundle_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    uptime_seconds: Mapped[int] = mapped_column(BigInteger)


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
    """What a later purge has to weigh, as it was when the receipt came."""

    desk: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    status: Mapped[str] = mapped_column(String(32))
    receipt_number: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(Moment)
    uptime_seconds: Mapped[int] = mapped_column(BigInteger)
    bundle_number: Mapped[int] = mapped_column(BigInteger)


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


class LastReceipt(TabletBase):
    """The newest receipt of a desk: an older one is refused."""

    __tablename__ = "last_receipt"

    desk: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
    applied_at: Mapped[datetime] = mapped_column(Moment)
