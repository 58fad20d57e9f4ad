"""Tables of the desk's database."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Dialect,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from kiosk.storage.base import NAMING, Moment, RowNumber

DIGEST = 4


class Digests(TypeDecorator[tuple[bytes, ...]]):
    """Scoring digests, one after the other."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(
        self, value: tuple[bytes, ...] | None, _dialect: Dialect
    ) -> bytes | None:
        return None if value is None else b"".join(value)

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> tuple[bytes, ...]:
        held = value or b""
        return tuple(held[at : at + DIGEST] for at in range(0, len(held), DIGEST))


class DeskBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class ResultColumns:
    """A result, whether it is shown or kept apart."""

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    """Order of arrival."""
    id: Mapped[bytes] = mapped_column(LargeBinary(16))
    wire_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    tablet: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[int] = mapped_column(BigInteger)
    sequence: Mapped[int] = mapped_column(BigInteger)
    previous: Mapped[bytes] = mapped_column(LargeBinary(8))
    day: Mapped[date] = mapped_column(Date)
    wire: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    scoring: Mapped[tuple[bytes, ...]] = mapped_column(Digests)
    received_at: Mapped[datetime] = mapped_column(Moment)
    way: Mapped[str] = mapped_column(String(16))
    receipt_code: Mapped[str] = mapped_column(String(8))
    progress_tag: Mapped[bytes | None] = mapped_column(LargeBinary(8))
    detail_deleted: Mapped[bool] = mapped_column(Boolean)
    """Its detail was kept long enough; should it come again, it is not taken."""


class Result(ResultColumns, DeskBase):
    __tablename__ = "result"

    __table_args__ = (
        UniqueConstraint("id"),
        UniqueConstraint("wire_hash"),
        UniqueConstraint("tablet", "epoch", "sequence"),
        Index(None, "day"),
        Index(None, "receipt_code"),
        Index(None, "progress_tag"),
        Index(None, "received_at"),
        Index(None, "tablet", "number"),
    )


class QuarantineResult(ResultColumns, DeskBase):
    """A result that contradicts one in ``result``, or that was made after its tablet was revoked;
    several may claim the same place."""

    __tablename__ = "quarantine"

    reason: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        UniqueConstraint("id"),
        UniqueConstraint("wire_hash"),
        Index(None, "tablet", "epoch", "sequence"),
        Index(None, "receipt_code"),
        Index(None, "progress_tag"),
    )


class Detail(DeskBase):
    """A detail object. It names its result by id only, for it may come before it."""

    __tablename__ = "detail"

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    """Order of arrival."""
    id: Mapped[bytes] = mapped_column(LargeBinary(16))
    wire_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    result_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    tablet: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[int] = mapped_column(BigInteger)
    sequence: Mapped[int] = mapped_column(BigInteger)
    wire: Mapped[bytes] = mapped_column(LargeBinary)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(32))
    """Why it is kept apart, if it is."""

    __table_args__ = (
        UniqueConstraint("id"),
        UniqueConstraint("wire_hash"),
        Index(None, "result_id"),
        Index(None, "tablet", "epoch", "sequence"),
        Index(None, "received_at"),
    )


class Bundle(DeskBase):
    """A bundle that was imported whole."""

    __tablename__ = "bundle"
    __table_args__ = (Index(None, "tablet", "epoch", "number"),)

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    tablet: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int] = mapped_column(BigInteger)
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    last_sequence: Mapped[int] = mapped_column(BigInteger)
    imported_at: Mapped[datetime] = mapped_column(Moment)


class ScoringVersion(DeskBase):
    """What a digest in a record stands for, as canonical bytes."""

    __tablename__ = "scoring_version"

    digest: Mapped[bytes] = mapped_column(LargeBinary(DIGEST), primary_key=True)
    canonical: Mapped[bytes] = mapped_column(LargeBinary)


class ReceiptNumber(DeskBase):
    """The one row that counts receipts."""

    __tablename__ = "receipt_number"

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(BigInteger)


class Chain(DeskBase):
    """What is known of a tablet's epoch, kept with each import so that nobody has to count."""

    __tablename__ = "chain"

    tablet: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    top: Mapped[int] = mapped_column(BigInteger)
    """The highest sequence that a result or a bundle told of; quarantined ones tell of nothing."""
    results: Mapped[int] = mapped_column(BigInteger)
    """How many are in ``result``."""
    aged_to: Mapped[date | None] = mapped_column(Date)
    """The newest day of a visit whose result was deleted because it had been kept long enough."""


class Missing(DeskBase):
    """A run of numbers of a chain that have not been seen, up to its top."""

    __tablename__ = "missing"

    tablet: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(BigInteger)


class TombstoneRow(DeskBase):
    """An erased object: never taken again, and named in the next receipt."""

    __tablename__ = "tombstone"
    __table_args__ = (Index(None, "tablet", "epoch"), Index(None, "result_id"))

    wire_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    tablet: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[int] = mapped_column(BigInteger)
    sequence: Mapped[int] = mapped_column(BigInteger)
    result_id: Mapped[bytes] = mapped_column(LargeBinary(16))


class Counted(DeskBase):
    """How often something happened on a tablet in a day: feedback and faults."""

    __tablename__ = "day_count"

    tablet: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    what: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(BigInteger)


class WrittenReceipt(DeskBase):
    """What a receipt said, as one hash."""

    __tablename__ = "receipt"

    desk: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tablet: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(BigInteger)
    hash_of_hashes: Mapped[bytes] = mapped_column(LargeBinary(32))


class Deletion(DeskBase):
    """How many were deleted in a month: all that stays of them."""

    __tablename__ = "deletion"

    month: Mapped[date] = mapped_column(Date, primary_key=True)
    tablet: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    why: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


class LogLine(DeskBase):
    """What somebody did at the desk."""

    __tablename__ = "log"
    __table_args__ = (Index(None, "at"),)

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(64))
    fields: Mapped[str] = mapped_column(Text)
    """JSON: a map of names to numbers and names."""
