"""Record <-> payload: the CBOR map that is signed, key by key as FORMAT.md lists them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from kiosk.domain.outcome import Outcome
from kiosk.domain.record import (
    Ended,
    Flag,
    Guess,
    Helped,
    Record,
    ServiceFact,
    TaskFact,
    VisitResult,
)
from kiosk.handoff import cbor
from kiosk.handoff.errors import Malformed, Rejected, TooLarge
from kiosk.handoff.progress import TAG_BYTES

SCHEMA = 1
LARGEST = 219
"""Bytes that a payload may have, so that each wire has the same length."""

DAY_ZERO = date(2020, 1, 1)
FLAGS = 0x7F
TIMES = Flag.FIRST_TIME | Flag.CAME_AGAIN
"""Which time with this progress code: a record without one has none of them."""

_U8, _U16, _U24, _U32 = (1 << 8) - 1, (1 << 16) - 1, (1 << 24) - 1, (1 << 32) - 1
_LAST_OUTCOME = max(Outcome)
# Looked up, for making a member by its number takes as long as all the rest of a service.
_ENDED, _GUESS, _HELPED = tuple(Ended), tuple(Guess), tuple(Helped)
_FLAGS = tuple(map(Flag, range(FLAGS + 1)))
_TIMES = int(TIMES)
_REQUIRED = frozenset(range(15)) - {13}
_OPTIONAL = frozenset({13})


def encode(record: Record) -> bytes:
    """The payload of a record; ValueError when a field is out of range, TooLarge when too long."""
    fields = _fields(record)
    _read(fields)
    payload = cbor.encode(fields)
    if len(payload) > LARGEST:
        raise TooLarge(f"{len(payload)} bytes, at most {LARGEST}")
    return payload


def decode(payload: bytes) -> Record:
    """The record of a payload; Rejected when anything about it is not as FORMAT.md says."""
    try:
        if len(payload) > LARGEST:
            raise Malformed("length")
        return _read(cbor.decode(payload))
    except Malformed:
        raise Rejected from None


def as_sent(record: Record) -> Record:
    """The record as the desk will read it: times in their steps, duration and day within range."""
    return decode(encode(record))


def fits(record: Record) -> bool:
    """Whether the record goes into one code."""
    return len(cbor.encode(_fields(record))) <= LARGEST


def split(result: VisitResult) -> tuple[VisitResult, ...]:
    """The result in as many parts as it needs codes, services whole and in order.

    TooLarge when a single service does not fit. Whatever number, epoch, sequence and progress tag
    a part gets later, it fits.
    """
    parts: list[tuple[ServiceFact, ...]] = []
    for service in result.services:
        if parts and _fits_anywhere(result, (*parts[-1], service)):
            parts[-1] = (*parts[-1], service)
        elif _fits_anywhere(result, (service,)):
            parts.append((service,))
        else:
            raise TooLarge(f"service {service.service} has {len(service.tasks)} tasks")
    return tuple(replace(result, services=part) for part in parts)


def _fits_anywhere(result: VisitResult, services: tuple[ServiceFact, ...]) -> bool:
    longest = replace(result, seed=_U32, duration=_U16, services=services)
    return fits(Record(_U16, _U32, _U24, bytes(8), bytes(4), _U8, longest, bytes(TAG_BYTES)))


def _fields(record: Record) -> dict[int, object]:
    result = record.result
    fields: dict[int, object] = {
        0: SCHEMA,
        1: record.tablet,
        2: record.epoch,
        3: record.sequence,
        4: record.previous,
        5: record.secret,
        6: min(max((result.day - DAY_ZERO).days, 0), _U16),
        7: min(max(result.duration, 0), _U16),
        8: result.seed,
        9: int(result.flags),
        10: result.language,
        11: int(result.ended),
        12: record.workshop,
        14: [_service_entry(service) for service in result.services],
    }
    if record.progress_tag is not None:
        fields[13] = record.progress_tag
    return fields


def _read(value: object) -> Record:
    fields = cbor.fields(value, _REQUIRED, _OPTIONAL)
    cbor.integer(fields[0], SCHEMA, SCHEMA)
    result = VisitResult(
        day=DAY_ZERO + timedelta(days=cbor.integer(fields[6], 0, _U16)),
        duration=cbor.integer(fields[7], 0, _U16),
        seed=cbor.integer(fields[8], 0, _U32),
        flags=_FLAGS[cbor.integer(fields[9], 0, FLAGS)],
        language=cbor.integer(fields[10], 1, _U8),
        ended=_ENDED[cbor.integer(fields[11], 1, len(_ENDED)) - 1],
        services=tuple(_service(entry) for entry in cbor.array(fields[14], 1, 23)),
    )
    if 13 not in fields and fields[9] & _TIMES:
        raise Malformed("which time, without a progress tag")
    numbers = [service.service for service in result.services]
    if len(set(numbers)) != len(numbers):
        raise Malformed("the same service twice")
    return Record(
        tablet=cbor.integer(fields[1], 1, _U16),
        epoch=cbor.integer(fields[2], 0, _U32),
        sequence=cbor.integer(fields[3], 1, _U24),
        previous=cbor.octets(fields[4], 8),
        secret=cbor.octets(fields[5], 4),
        workshop=cbor.integer(fields[12], 0, _U8),
        result=result,
        progress_tag=cbor.octets(fields[13], TAG_BYTES) if 13 in fields else None,
    )


def _service_entry(service: ServiceFact) -> list[object]:
    tasks = b"".join(task_bytes(task) for task in service.tasks)
    return [
        service.service,
        service.scoring_digest,
        int(service.guess),
        int(service.helped),
        tasks,
    ]


def _service(value: object) -> ServiceFact:
    number, digest, guess, helped, tasks = cbor.array(value, 5, 5)
    cbor.octets(tasks, 2, LARGEST)
    if len(tasks) % 2:
        raise Malformed("half a task")
    return ServiceFact(
        service=cbor.integer(number, 1, _U8),
        scoring_digest=cbor.octets(digest, 4),
        guess=_GUESS[cbor.integer(guess, 0, len(_GUESS) - 1)],
        helped=_HELPED[cbor.integer(helped, 0, len(_HELPED) - 1)],
        tasks=tuple(map(_task, tasks[::2], tasks[1::2])),
    )


def task_bytes(task: TaskFact) -> bytes:
    """Two bytes: outcome (4 bits), begun again (2), deciding information opened (1), 0; time."""
    again = min(max(task.begun_again, 0), 3)
    return bytes((task.outcome << 4 | again << 2 | task.deciding_opened << 1, _time(task.seconds)))


def _time(seconds: int) -> int:
    """Seconds to 119, then steps of five to 794, 255 for longer."""
    if seconds < 120:
        return max(seconds, 0)
    return min(120 + (seconds - 120) // 5, 255)


@lru_cache(maxsize=4_096)  # a bundle of thousands has the same few over and over
def _task(facts: int, time: int) -> TaskFact:
    if facts & 1 or facts >> 4 > _LAST_OUTCOME:
        raise Malformed("task")
    return TaskFact(
        outcome=Outcome(facts >> 4),
        begun_again=facts >> 2 & 3,
        deciding_opened=bool(facts & 2),
        seconds=time if time < 120 else 120 + (time - 120) * 5,
    )
