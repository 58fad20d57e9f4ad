"""Daily feedback and fault counts, never joined to a result, reach the desk whole and sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.counts import CountName, CountsRecord, DayCount
from kiosk.handoff import cbor, cose, counts, detail, seal
from kiosk.handoff.errors import Rejected
from kiosk.handoff.keys import DeviceKeys
from kiosk.handoff.record import DAY_ZERO
from tests.unit.handoff.samples import TODAY, detail_record, other_site, plain, site

SOME = CountsRecord(
    1,
    5,
    (
        DayCount(TODAY, CountName.FACE_GOOD, 12),
        DayCount(TODAY, CountName.FAULT_STORE, 1),
        DayCount(TODAY + timedelta(days=1), CountName.FACE_BAD, 2),
    ),
)
TABLET = site().tablets[0]
WIRE = site().sealer().seal_counts(SOME, TODAY)

RECORDS = st.builds(
    CountsRecord,
    tablet=st.just(1),
    epoch=st.integers(0, 2**32 - 1),
    counts=st.lists(
        st.builds(
            DayCount,
            day=st.integers(0, 65_535).map(lambda days: DAY_ZERO + timedelta(days=days)),
            what=st.sampled_from(CountName),
            n=st.integers(1, 1_000_000),
        ),
        max_size=20,
        unique_by=lambda one: (one.day, one.what),
    ).map(lambda found: tuple(sorted(found, key=lambda one: (one.day, one.what)))),
)


def rejected(wire: bytes) -> None:
    with pytest.raises(Rejected):
        site().opener().open_counts(wire)


def sealed(inside: bytes, own: DeviceKeys = TABLET, context: bytes = b"") -> bytes:
    """A wire that anybody can make, around a payload that ``own`` signed."""
    signed = cose.sign(
        own.sign,
        own.public.key_id,
        inside,
        context or counts.signature_context(site().root.site_id),
    )
    head = counts.header(site().site_key.key_id)
    sealed_part = seal.seal(detail.pad(signed), site().site_key.public, counts.seal_info(head))
    return head + sealed_part


@given(RECORDS)
def test_counts_come_back_as_they_were(record: CountsRecord) -> None:
    assert counts.decode(counts.encode(record)) == record
    opened = site().opener().open_counts(site().sealer().seal_counts(record, TODAY))
    assert opened.record == record


def test_a_year_of_counts_fits_and_the_length_tells_little() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(counts.MOST_DAYS)]
    most = CountsRecord(
        1, 5, tuple(DayCount(day, what, 1_000_000) for day in days for what in CountName)
    )
    wire = site().sealer().seal_counts(most, TODAY)
    assert len(wire) % detail.STEP == 0 and len(wire) < detail.LARGEST
    assert len(site().sealer().seal_counts(replace(SOME, counts=()), TODAY)) == len(WIRE)
    assert site().opener().open_counts(wire).record == most


def test_a_count_beyond_a_million_is_told_as_that() -> None:
    many = replace(SOME, counts=(DayCount(TODAY, CountName.RESTARTED, 10**9),))
    assert counts.decode(counts.encode(many)).counts[0].n == 1_000_000


def test_no_object_is_taken_for_another() -> None:
    told = site().sealer().seal_detail(detail_record(), TODAY).wire
    for other in (told, site().sealer().seal(plain()).wire, WIRE[:-1], b"", WIRE + bytes(1_024)):
        rejected(other)
    with pytest.raises(Rejected):
        site().opener().open_detail(WIRE)
    rejected(sealed(counts.encode(SOME), context=b"kiosk-detail/1" + site().root.site_id))


def test_counts_of_somebody_else_are_refused() -> None:
    good = counts.encode(SOME)
    assert site().opener().open_counts(sealed(good)).record == SOME
    for other in (site().tablets[1], site().desks[0], other_site().tablets[0]):
        rejected(sealed(good, other))
    with pytest.raises(ValueError, match="tablet 2"):
        site().sealer().seal_counts(replace(SOME, tablet=2), TODAY)


@pytest.mark.parametrize(
    "fault",
    [
        {0: 2},
        {1: 0},
        {2: -1},
        {3: 0},
        {3: [[1, 1, 1], [1, 1, 1]]},
        {3: [[2, 1, 1], [1, 1, 1]]},
        {3: [[1, 9, 1]]},
        {3: [[1, 0, 1]]},
        {3: [[1, 1, 0]]},
        {3: [[1, 1, 1_000_001]]},
        {3: [[1, 1]]},
        {3: [[-1, 1, 1]]},
        {4: 0},
    ],
    ids=repr,
)
def test_content_out_of_its_form_is_refused_even_when_signed(fault: dict[int, object]) -> None:
    content = cbor.fields(cbor.decode(counts.encode(SOME)), range(4))
    rejected(sealed(cbor.encode({**content, **fault})))


def test_a_payload_that_is_too_long_is_refused() -> None:
    with pytest.raises(Rejected):
        counts.decode(bytes(detail.LARGEST + 1))
