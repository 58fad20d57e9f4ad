"""Tables of the desk's database."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Date,
    Dialect,
    Index,
    LargeBinary,
    MetaData,
    String,
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

    def process_result_value(
        self, value: bytes | None, _dialect: Dialect
    ) -> tuple[bytes, ...] | None:
        if value is None:
            return None
        return tuple(value[at : at + DIGEST] for at in range(0, len(value), DIGEST))


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


class Result(ResultColumns, DeskBase):
    __tablename__ = "result"

    __table_args__ = (
        UniqueConstraint("id"),
        UniqueConstraint("wire_hash"),
        UniqueConstraint("tablet", "epoch", "sequence"),
        Index(None, "day"),
    )


class QuarantineResult(ResultColumns, DeskBase):
    """A result that contradicts one in ``result``; several may claim the same place."""

    __tablename__ = "quarantine"

    reason: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        UniqueConstraint("id"),
        UniqueConstraint("wire_hash"),
        Index(None, "tablet", "epoch", "sequence"),
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
    keep_until: Mapped[date] = mapped_column(Date)
    """Sooner than its result a detail is deleted, by this day."""
    reason: Mapped[str | None] = mapped_column(String(32))
    """Why it is kept apart, if it is."""

    __table_args__ = (
        UniqueConstraint("id"),
        UniqueConstraint("wire_hash"),
        Index(None, "result_id"),
        Index(None, "tablet", "epoch", "sequence"),
        Index(None, "keep_until"),
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
