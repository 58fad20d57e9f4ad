"""The payload of a record: whole, within 219 bytes, and nothing else is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Record, TaskFact, VisitResult
from kiosk.handoff import cbor, record
from kiosk.handoff.errors import Rejected, TooLarge
from tests.unit.handoff.samples import RECORDS, RESULTS, plain, result, service


@given(RECORDS)
def test_what_was_sent_is_read_back(sent: Record) -> None:
    read = record.decode(record.encode(sent))
    assert record.encode(read) == record.encode(sent)
    assert record.as_sent(read) == read
    assert replace(read, result=sent.result) == sent
    assert replace(read.result, services=sent.result.services) == sent.result


@given(RECORDS)
def test_four_services_of_twelve_tasks_fit_into_one_code(sent: Record) -> None:
    assert record.fits(sent)
    assert len(record.encode(sent)) <= 216  # 211 with service numbers under 24


def test_map_keys_stay_under_24_and_their_order_is_the_deterministic_one() -> None:
    """There RFC 7049's canonical order and RFC 8949 4.2 agree, and each key has one byte."""
    payload = record.encode(plain())
    content = cbor.decode(payload)
    assert isinstance(content, dict)
    assert list(content) == sorted(content) and set(content) <= set(range(24))


@given(st.integers(0, 5_000))
def test_a_time_is_exact_to_119_s_then_in_5_s_steps_then_longer(seconds: int) -> None:
    sent = replace(
        plain(), result=result(replace(service(), tasks=(TaskFact(Outcome(1), 0, False, seconds),)))
    )
    (read,) = record.as_sent(sent).result.services[0].tasks
    if seconds < 120:
        assert read.seconds == seconds
    elif seconds < 795:
        assert read.seconds == seconds - seconds % 5
    else:
        assert read.seconds == 795


@given(RECORDS, st.data())
def test_a_changed_payload_is_rejected_or_another_record(sent: Record, data: st.DataObject) -> None:
    payload = bytearray(record.encode(sent))
    place = data.draw(st.integers(0, len(payload) - 1))
    payload[place] ^= data.draw(st.integers(1, 255))
    try:
        read = record.decode(bytes(payload))
    except Rejected:
        return
    assert record.encode(read) == payload


@given(st.binary(max_size=230))
def test_any_other_bytes_are_rejected(payload: bytes) -> None:
    with pytest.raises(Rejected):
        record.decode(payload)


FIELDS: dict[int, Any] = cbor.decode(record.encode(replace(plain(), progress_tag=bytes(8))))  # type: ignore[assignment]


@pytest.mark.parametrize(
    "fault",
    [
        {0: 2},
        {1: 0},
        {1: 65_536},
        {2: 2**32},
        {3: 0},
        {3: 2**24},
        {4: bytes(7)},
        {5: bytes(5)},
        {6: 65_536},
        {7: -1},
        {8: 2**32},
        {9: 128},
        {10: 0},
        {11: 0},
        {11: 3},
        {12: 256},
        {13: bytes(9)},
        {13: None},
        {14: []},
        {14: [FIELDS[14][0], FIELDS[14][0]]},
        {14: [[*FIELDS[14][0][:4], b""]]},
        {14: [[*FIELDS[14][0][:4], b"\x10"]]},
        {14: [[*FIELDS[14][0][:4], b"\x11\x00"]]},
        {14: [[*FIELDS[14][0][:4], b"\xc0\x00"]]},
        {14: [FIELDS[14][0][:4]]},
        {14: [[0, *FIELDS[14][0][1:]]]},
        {14: [[1, bytes(4), 5, 0, b"\x10\x00"]]},
        {14: [[1, bytes(4), 0, 4, b"\x10\x00"]]},
        {15: 0},
    ],
    ids=repr,
)
def test_a_value_out_of_its_range_is_rejected(fault: dict[int, object]) -> None:
    record.decode(cbor.encode(FIELDS))
    with pytest.raises(Rejected):
        record.decode(cbor.encode({**FIELDS, **fault}))


@pytest.mark.parametrize("flags", [32, 64, 96, 127])
def test_which_time_it_is_is_told_of_a_progress_code_only(flags: int) -> None:
    told = {**FIELDS, 9: flags}
    assert record.decode(cbor.encode(told)).progress_tag == bytes(8)
    del told[13]
    with pytest.raises(Rejected):
        record.decode(cbor.encode(told))


@pytest.mark.parametrize("missing", sorted(set(range(15)) - {13}))
def test_a_missing_key_is_rejected(missing: int) -> None:
    with pytest.raises(Rejected):
        record.decode(cbor.encode({key: FIELDS[key] for key in FIELDS if key != missing}))


def test_the_last_byte_of_a_code_can_be_used_and_not_one_more() -> None:
    def content(tasks: int, seed: int) -> bytes:
        entry = [1, bytes(4), 0, 0, b"\x10\x00" * tasks]
        return cbor.encode({**FIELDS, 8: seed, 14: [entry]})

    by_size = {
        len(data): data
        for tasks in range(60, 80)
        for seed in (9, 99)
        for data in [content(tasks, seed)]
    }
    largest = by_size[record.LARGEST]
    assert record.encode(record.decode(largest)) == largest
    with pytest.raises(Rejected):
        record.decode(by_size[record.LARGEST + 1])


def test_a_record_that_is_too_large_says_so() -> None:
    full = replace(plain(), result=result(service(tasks=90)))
    assert not record.fits(full)
    with pytest.raises(TooLarge):
        record.encode(full)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(plain(), tablet=0),
        replace(plain(), previous=b"short"),
        replace(plain(), result=replace(result(), services=())),
    ],
)
def test_our_own_mistakes_are_not_called_a_rejection(wrong: Record) -> None:
    with pytest.raises(ValueError):
        record.encode(wrong)


def test_a_clock_far_out_and_a_long_visit_do_not_lose_the_result() -> None:
    early = replace(result(), day=date(1999, 12, 31), duration=10**6)
    late = replace(result(), day=date(9999, 12, 31), duration=-5)
    assert record.as_sent(replace(plain(), result=early)).result.day == record.DAY_ZERO
    assert record.as_sent(replace(plain(), result=early)).result.duration == 65_535
    assert record.as_sent(replace(plain(), result=late)).result.day == date(2199, 6, 6)
    assert record.as_sent(replace(plain(), result=late)).result.duration == 0


def test_more_than_three_new_beginnings_count_as_three() -> None:
    assert record.task_bytes(TaskFact(Outcome.ALONE, 9, True, 4)) == b"\x1e\x04"


@given(RESULTS, RESULTS)
def test_a_result_is_split_into_codes_that_all_fit(first: VisitResult, second: VisitResult) -> None:
    services = {fact.service: fact for fact in (*first.services, *second.services)}
    whole = replace(first, services=tuple(services.values()))
    parts = record.split(whole)
    assert tuple(fact for part in parts for fact in part.services) == whole.services
    for part in parts:
        assert replace(part, services=whole.services) == whole
        longest = Record(65_535, 2**32 - 1, 2**24 - 1, bytes(8), bytes(4), 255, part, bytes(8))
        assert record.fits(longest)


def test_a_result_is_split_no_finer_than_needed() -> None:
    four = result(*(service(number, tasks=12) for number in (1, 2, 3, 4)))
    assert record.split(four) == (four,)
    eight = result(*(service(number, tasks=12) for number in range(1, 9)))
    assert [len(part.services) for part in record.split(eight)] == [4, 4]


def test_a_service_that_fits_nowhere_is_too_large() -> None:
    with pytest.raises(TooLarge):
        record.split(result(service(tasks=100)))
