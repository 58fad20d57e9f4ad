"""The detail object: its payload key by key as FORMAT.md lists them, and the wire around it."""

from __future__ import annotations

import re

from kiosk.domain.detail import STEP_S, Detail, DetailRecord, ServiceDetail, TaskDetail
from kiosk.domain.outcome import Outcome
from kiosk.handoff import cbor, kr1, padding, seal
from kiosk.handoff.errors import Malformed, Rejected, TooLarge

SCHEMA = 1
VERSION = 2
STEP = 1_024
"""Every wire has a multiple of so many bytes: its length tells little of what is in it."""

LARGEST = 64 * STEP
"""Bytes of a wire: several times what all the content with every mistake in it needs."""

OVERHEAD = kr1.HEADER + seal.OVERHEAD

MOST_KEYS = 99
"""Mistakes or checkpoints of one task."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
_U8, _U16, _U24, _U32 = (1 << 8) - 1, (1 << 16) - 1, (1 << 24) - 1, (1 << 32) - 1
_NONE = -1
_DECIDING_OPENED, _MENTOR = 1, 2
_OPENED = Outcome.ALONE, max(Outcome)
"""Every outcome but *not reached*: what was not opened is not told of."""


def header(site_key_id: bytes) -> bytes:
    """The first bytes of a wire."""
    return bytes((VERSION,)) + site_key_id


def seal_info(head: bytes) -> bytes:
    """The HPKE info of a detail object."""
    return b"kiosk-detail/1" + head


def signature_context(site_id: bytes) -> bytes:
    """The external data under the signature: another than a result's, so that neither is both."""
    return b"kiosk-detail/1" + site_id


def is_wire_length(length: int) -> bool:
    """Whether a wire may have so many bytes."""
    return STEP <= length <= LARGEST and length % STEP == 0


def pad(signed: bytes) -> bytes:
    """The signed object with the least padding that gives the wire its length; else TooLarge."""
    steps = (len(signed) + OVERHEAD) // STEP + 1
    if steps * STEP > LARGEST:
        raise TooLarge(f"{len(signed)} bytes signed, at most {LARGEST - OVERHEAD - 1}")
    return padding.pad(signed, steps * STEP - OVERHEAD)


def unpad(padded: bytes) -> bytes:
    """The signed object; Malformed for any padding that ``pad`` does not make."""
    signed = padding.unpad(padded)
    if pad(signed) != padded:
        raise Malformed("padding")
    return signed


def encode(record: DetailRecord) -> bytes:
    """The payload; numbers over their range are told as its end. ValueError if out of form."""
    fields = _fields(record)
    _read(fields)
    return cbor.encode(fields)


def decode(payload: bytes) -> DetailRecord:
    """The record of a payload; Rejected when anything about it is not as FORMAT.md says."""
    try:
        if len(payload) > LARGEST:
            raise Malformed("length")
        return _read(cbor.decode(payload))
    except Malformed:
        raise Rejected from None


def as_sent(record: DetailRecord) -> DetailRecord:
    """The record as the desk will read it."""
    return decode(encode(record))


def _fields(record: DetailRecord) -> dict[int, object]:
    return {
        0: SCHEMA,
        1: record.tablet,
        2: record.epoch,
        3: record.sequence,
        4: record.result_id,
        5: record.detail.content,
        6: [
            [service.service, [_task_entry(task) for task in service.tasks]]
            for service in record.detail.services
        ],
    }


def _task_entry(task: TaskDetail) -> list[object]:
    flags = _DECIDING_OPENED * task.deciding_opened + _MENTOR * task.mentor
    return [
        task.task,
        task.row,
        int(task.outcome),
        _up_to(_U16, task.seconds),
        _up_to(_U16, task.to_first_action),
        _up_to(_U16, task.actions),
        _up_to(_U16, task.shortest),
        _up_to(_U16, task.detour),
        _up_to(_U16, task.left),
        task.hint,
        flags,
        _up_to(_U8, task.begun_again),
        _up_to(_U8, task.missed),
        list(task.mistakes),
        list(task.checkpoints),
    ]


def _up_to(most: int, value: int | None) -> int:
    return _NONE if value is None else min(value, most)


def _read(value: object) -> DetailRecord:
    fields = cbor.fields(value, range(7))
    cbor.integer(fields[0], SCHEMA, SCHEMA)
    services = tuple(_service(entry) for entry in cbor.array(fields[6], 0, 23))
    _require_each_once([service.service for service in services])
    return DetailRecord(
        tablet=cbor.integer(fields[1], 1, _U16),
        epoch=cbor.integer(fields[2], 0, _U32),
        sequence=cbor.integer(fields[3], 1, _U24),
        result_id=cbor.octets(fields[4], 16),
        detail=Detail(cbor.octets(fields[5], 32), services),
    )


def _service(value: object) -> ServiceDetail:
    number, entries = cbor.array(value, 2, 2)
    tasks = tuple(_task(entry) for entry in cbor.array(entries, 1, _U8))
    _require_each_once([task.task for task in tasks])
    return ServiceDetail(cbor.integer(number, 1, _U8), tasks)


def _task(value: object) -> TaskDetail:
    entry = cbor.array(value, 15, 15)
    flags = cbor.integer(entry[10], 0, _DECIDING_OPENED + _MENTOR)
    return TaskDetail(
        task=cbor.integer(entry[0], 1, _U16),
        row=cbor.integer(entry[1], 0, _U8),
        outcome=Outcome(cbor.integer(entry[2], *_OPENED)),
        seconds=_seconds(cbor.integer(entry[3], 0, _U16)),
        to_first_action=None if (first := _or_none(entry[4])) is None else _seconds(first),
        actions=cbor.integer(entry[5], 0, _U16),
        shortest=cbor.integer(entry[6], 0, _U16),
        detour=_or_none(entry[7]),
        left=_or_none(entry[8]),
        hint=cbor.integer(entry[9], 0, 3),
        deciding_opened=bool(flags & _DECIDING_OPENED),
        mentor=bool(flags & _MENTOR),
        begun_again=cbor.integer(entry[11], 0, _U8),
        missed=cbor.integer(entry[12], 0, _U8),
        mistakes=_names(entry[13]),
        checkpoints=_names(entry[14]),
    )


def _or_none(value: object) -> int | None:
    number = cbor.integer(value, _NONE, _U16)
    return None if number == _NONE else number


def _seconds(value: int) -> int:
    if value % STEP_S:
        raise Malformed("not rounded")
    return value


def _names(value: object) -> tuple[str, ...]:
    """Keys of traps or checkpoints: a desk may show them as they are."""
    names = tuple(cbor.text(name, 100) for name in cbor.array(value, 0, MOST_KEYS))
    if not all(map(_NAME.fullmatch, names)):
        raise Malformed("name")
    _require_each_once(names)
    return names


def _require_each_once(numbers: list[int] | tuple[str, ...]) -> None:
    if len(set(numbers)) != len(numbers):
        raise Malformed("twice")
