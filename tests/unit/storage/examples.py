"""Rows to store: made of numbers, so that a test can name them."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kiosk.domain.counts import CountName
from kiosk.storage.desk import ImportedBundle, StoredDetail, StoredResult, Way
from kiosk.storage.tablet import Chain, DetailRow, Marks, SealedRow, TabletStore
from kiosk.storage.tablet.sqlite import open_tablet_store

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def digest(*words: object) -> bytes:
    return hashlib.sha256("/".join(map(str, words)).encode()).digest()


def sealed(chain: Chain, tag: object = "") -> SealedRow:
    """The next result of a chain; another ``tag`` makes another result."""
    name = (chain.epoch, chain.next_sequence, tag)
    wire = (digest("wire", *name) * 12)[:354]
    return SealedRow(
        epoch=chain.epoch,
        sequence=chain.next_sequence,
        id=digest("id", *name)[:16],
        wire_hash=hashlib.sha256(wire).digest(),
        wire=wire,
        receipt_code=f"{chain.next_sequence:08d}",
    )


def sealed_detail(row: SealedRow, tag: object = "") -> DetailRow:
    """The detail of a shared result."""
    wire = (digest("detail", row.epoch, row.sequence, tag) * 32)[:1024]
    return DetailRow(row.epoch, row.sequence, hashlib.sha256(wire).digest(), wire)


def share_one(store: TabletStore, tag: object = "") -> SealedRow:
    """A visit from its first entry to *Share*."""
    store.begin_visit(b"first")
    row = sealed(store.chain(), tag)
    store.share(row)
    return row


def filled(path: Path, number: int) -> tuple[SealedRow, ...]:
    """Results in a new tablet's store: the first is at a desk, the second was erased."""
    with closing(open_tablet_store(path)) as store:
        rows = []
        for _ in range(number):
            row = sealed(store.chain())
            store.share(row, details=[sealed_detail(row)], day=TODAY)
            rows.append(row)
        first, second, *_ = rows
        held = {first.wire_hash: "stored", sealed_detail(first).wire_hash: "stored"}
        erased = frozenset([second.wire_hash])
        store.apply_receipt(Marks(1, 4, held, first.epoch, erased), NOON)
        store.bundle_written(first.epoch, 3, b"b" * 32)
        store.add_count(TODAY, CountName.FACE_GOOD)
    return tuple(rows)


def result(
    sequence: int, tablet: int = 1, epoch: int = 7, tag: object = "", day: date = TODAY
) -> StoredResult:
    """An opened result; another ``tag`` makes another result at the same place."""
    name = (tablet, epoch, sequence, tag)
    wire = (digest("wire", *name) * 12)[:354]
    return StoredResult(
        id=digest("id", *name)[:16],
        wire_hash=hashlib.sha256(wire).digest(),
        tablet=tablet,
        epoch=epoch,
        sequence=sequence,
        previous=digest("id", tablet, epoch, sequence - 1, tag)[:8],
        day=day,
        wire=wire,
        payload=digest("payload", *name) * 6,
        scoring=(b"abcd", b"efgh"),
        received_at=NOON + timedelta(seconds=sequence),
        way=Way.SCAN,
    )


def detail(
    sequence: int, tablet: int = 1, epoch: int = 7, tag: object = "", of: object = ""
) -> StoredDetail:
    """The opened detail of ``result(sequence, tablet, epoch, of)``; by ``tag`` another of it."""
    name = ("detail", tablet, epoch, sequence, tag, of)
    wire = (digest("wire", *name) * 32)[:1024]
    return StoredDetail(
        id=digest("id", *name)[:16],
        wire_hash=hashlib.sha256(wire).digest(),
        result_id=result(sequence, tablet, epoch, of).id,
        tablet=tablet,
        epoch=epoch,
        sequence=sequence,
        wire=wire,
        payload=digest("payload", *name) * 3,
        received_at=NOON + timedelta(seconds=sequence),
    )


def bundle(number: int, last_sequence: int = 0, tablet: int = 1, epoch: int = 7) -> ImportedBundle:
    return ImportedBundle(
        tablet=tablet,
        epoch=epoch,
        number=number,
        hash=digest("bundle", tablet, epoch, number),
        previous=digest("bundle", tablet, epoch, number - 1),
        last_sequence=last_sequence,
        imported_at=NOON,
    )
