"""The counts object: daily feedback and faults of a tablet, sealed like a detail object."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from kiosk.domain.counts import CountName, CountsRecord, DayCount
from kiosk.handoff import cbor, detail
from kiosk.handoff.errors import Malformed, Rejected
from kiosk.handoff.record import DAY_ZERO

SCHEMA = 1
VERSION = 3
MOST_DAYS = 400
"""The newest days that a tablet keeps and tells of; a desk keeps what it was told before."""

MOST_COUNTS = MOST_DAYS * len(CountName)
_HIGHEST = 1_000_000


def header(site_key_id: bytes) -> bytes:
    """The first bytes of a wire."""
    return bytes((VERSION,)) + site_key_id


def seal_info(head: bytes) -> bytes:
    """The HPKE info of a counts object."""
    return b"kiosk-counts/1" + head


def signature_context(site_id: bytes) -> bytes:
    """The external data under the signature: no other object's."""
    return b"kiosk-counts/1" + site_id


def encode(record: CountsRecord) -> bytes:
    """The payload; a count over a million is told as that. ValueError if out of form."""
    fields: dict[int, object] = {
        0: SCHEMA,
        1: record.tablet,
        2: record.epoch,
        3: [
            [(one.day - DAY_ZERO).days, int(one.what), min(one.n, _HIGHEST)]
            for one in record.counts
        ],
    }
    _read(fields)
    return cbor.encode(fields)


def decode(payload: bytes) -> CountsRecord:
    """The record of a payload; Rejected when anything about it is not as FORMAT.md says."""
    try:
        if len(payload) > detail.LARGEST:
            raise Malformed("length")
        return _read(cbor.decode(payload))
    except Malformed:
        raise Rejected from None


def _read(value: object) -> CountsRecord:
    fields = cbor.fields(value, range(4))
    cbor.integer(fields[0], SCHEMA, SCHEMA)
    counts = tuple(_count(entry) for entry in cbor.array(fields[3], 0, MOST_COUNTS))
    places = [(one.day, one.what) for one in counts]
    if any(before >= after for before, after in pairwise(places)):
        raise Malformed("order")
    return CountsRecord(
        tablet=cbor.integer(fields[1], 1, 2**16 - 1),
        epoch=cbor.integer(fields[2], 0, 2**32 - 1),
        counts=counts,
    )


def _count(value: object) -> DayCount:
    day, what, n = cbor.array(value, 3, 3)
    return DayCount(
        day=DAY_ZERO + timedelta(days=cbor.integer(day, 0, 2**16 - 1)),
        what=CountName(cbor.integer(what, min(CountName), max(CountName))),
        n=cbor.integer(n, 1, _HIGHEST),
    )
