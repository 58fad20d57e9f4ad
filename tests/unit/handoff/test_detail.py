"""A detail object is read as it was made, or refused with the one answer that a result gets."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.detail import Detail, DetailRecord, ServiceDetail, TaskDetail
from kiosk.domain.outcome import Outcome
from kiosk.handoff import cbor, cose, detail, kr1, padding, seal
from kiosk.handoff.errors import Malformed, Rejected, TooLarge
from kiosk.handoff.keys import Device, DeviceKeys, SiteKey
from kiosk.handoff.opener import Opener
from tests.pace import count
from tests.shipped import shipped
from tests.unit.handoff.samples import (
    DETAIL_RECORDS,
    TODAY,
    detail_record,
    other_site,
    plain,
    site,
)

OPENER = site().opener()
WIRE = site().sealer().seal_detail(detail_record(), TODAY).wire
PAYLOAD = detail.encode(detail_record())


def signed_by(own: DeviceKeys, payload: bytes, site_id: bytes = site().root.site_id) -> bytes:
    context = detail.signature_context(site_id)
    return cose.sign(own.sign, own.public.key_id, payload, context)


SIGNED = signed_by(site().tablets[0], PAYLOAD)


def sealed_padded(padded: bytes, key: SiteKey | None = None, info: bytes = b"") -> bytes:
    """A wire that anybody can make: the public site key is no secret."""
    site_key = key or site().site_key
    head = detail.header(site_key.key_id)
    return head + seal.seal(padded, site_key.public, info or detail.seal_info(head))


def sealed_by_anybody(inside: bytes, key: SiteKey | None = None, info: bytes = b"") -> bytes:
    return sealed_padded(detail.pad(inside), key, info)


def rejected(wire: bytes, opener: Opener = OPENER) -> None:
    with pytest.raises(Rejected) as caught:
        opener.open_detail(wire)
    assert type(caught.value) is Rejected
    assert str(caught.value) == str(Rejected())
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@given(DETAIL_RECORDS)
def test_what_is_sealed_is_opened_at_every_desk_as_it_was(made: DetailRecord) -> None:
    sealed = site().sealer().seal_detail(made, TODAY)
    for desk in (0, 1):
        opened = site().opener(desk).open_detail(sealed.wire)
        assert opened.record == made
        assert opened.wire_hash == sealed.wire_hash == kr1.wire_hash(sealed.wire)
        assert (opened.wire, detail.decode(opened.payload)) == (sealed.wire, made)


def test_numbers_over_their_range_are_told_as_its_end() -> None:
    told = detail_record(tasks=1)
    (service,) = told.detail.services
    long = replace(
        service.tasks[0], seconds=70_000, to_first_action=99_999, actions=10**6, begun_again=300,
        detour=10**6, missed=300,
    )  # fmt: skip
    sent = detail.as_sent(
        replace(told, detail=replace(told.detail, services=(replace(service, tasks=(long,)),)))
    )
    (found,) = sent.detail.services[0].tasks
    assert (found.seconds, found.to_first_action) == (65_535, 65_535)
    assert (found.actions, found.begun_again, found.detour) == (65_535, 255, 65_535)
    assert found.missed == 255


@given(st.integers(0, 40))
def test_every_wire_has_a_multiple_of_1024_bytes_and_no_more_than_it_needs(tasks: int) -> None:
    made = detail_record(tasks=tasks)
    wire = site().sealer().seal_detail(made, TODAY).wire
    signed = signed_by(site().tablets[0], detail.encode(made))
    assert len(wire) % 1_024 == 0
    assert len(signed) + detail.OVERHEAD < len(wire) <= len(signed) + detail.OVERHEAD + 1_024


@pytest.mark.parametrize("missing", [2, 1, 0, -1])
def test_at_least_one_byte_of_padding_always_fits(missing: int) -> None:
    """Around the length at which one more step is needed."""
    signed = bytes([7]) * (detail.STEP - detail.OVERHEAD - missing)
    padded = detail.pad(signed)
    assert (len(padded) + detail.OVERHEAD) == detail.STEP * (1 if missing > 0 else 2)
    assert detail.unpad(padded) == signed


def test_nothing_done_and_a_few_tasks_have_the_same_length() -> None:
    lengths = {
        len(site().sealer().seal_detail(detail_record(tasks=number), TODAY).wire)
        for number in (0, 3, 9)
    }
    assert lengths == {1_024}


def test_padding_that_is_longer_than_needed_is_refused() -> None:
    padded = padding.pad(SIGNED, 2 * detail.STEP - detail.OVERHEAD)
    with pytest.raises(Malformed):
        detail.unpad(padded)
    rejected(sealed_padded(padded))
    rejected(sealed_padded(bytes(detail.STEP - detail.OVERHEAD)))


def test_what_no_wire_has_room_for_is_told_to_the_maker() -> None:
    with pytest.raises(TooLarge):
        detail.pad(bytes(detail.LARGEST - detail.OVERHEAD))
    assert detail.pad(bytes([1]) * (detail.LARGEST - detail.OVERHEAD - 1))


@pytest.mark.untraced
def test_the_whole_content_with_every_mistake_fits() -> None:
    """Whatever a citizen does, sharing is never refused for its detail."""
    services = tuple(
        ServiceDetail(
            service.number,
            tuple(
                TaskDetail(
                    number, 255, Outcome.DEMONSTRATED, 65_535, 65_535, 65_535, 65_535, 65_535,
                    65_535, 3, True, True, 255, 255,
                    tuple({trap.key: 0 for form in task.forms for trap in form.traps}),
                    tuple({point.key: 0 for form in task.forms for point in form.checkpoints}),
                )
                for number, task in enumerate(service.tasks, 1)
            ),
        )
        for service in shipped().services
    )  # fmt: skip
    made = replace(detail_record(), detail=Detail(bytes(32), services))
    wire = site().sealer().seal_detail(made, TODAY).wire
    assert OPENER.open_detail(wire).record == made
    assert len(wire) <= detail.LARGEST // 4


# -- hostile -----------------------------------------------------------------------------------


def changed(draw: random.Random, data: bytes) -> bytes:
    """``data`` with a few bytes replaced, taken out or put in."""
    out = bytearray(data)
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(len(out))
        out[at : at + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
    return bytes(out) if out != data else bytes((*data[:-1], data[-1] ^ 1))


def mutated_wire(draw: random.Random) -> bytes:
    return changed(draw, WIRE)[: len(WIRE)].ljust(len(WIRE), b"\x07")


def truncated(draw: random.Random) -> bytes:
    return WIRE[: draw.randrange(len(WIRE))]


def lengthened(draw: random.Random) -> bytes:
    return WIRE + draw.randbytes(draw.choice((1, 7, 1_023, 1_024)))


def mutated_inside(draw: random.Random) -> bytes:
    """A changed signed object, sealed again."""
    return sealed_by_anybody(changed(draw, SIGNED))


def forged(draw: random.Random) -> bytes:
    """Signed with keys that are not enrolled."""
    stranger = DeviceKeys.make(Device.TABLET, 1, site().root.public)
    return sealed_by_anybody(
        signed_by(stranger, detail.encode(detail_record(draw.randrange(9) + 1)))
    )


def readdressed(draw: random.Random) -> bytes:
    """A detail of another site, sealed again to this one; or ours under another header."""
    own, elsewhere = site().tablets[0], other_site().root.site_id
    head = WIRE[:5]
    return draw.choice(
        (
            sealed_by_anybody(signed_by(own, PAYLOAD, elsewhere)),
            sealed_by_anybody(signed_by(other_site().tablets[0], PAYLOAD, elsewhere)),
            sealed_by_anybody(SIGNED, other_site().site_key),
            sealed_by_anybody(SIGNED, info=b"kiosk-result/1" + head),
            sealed_by_anybody(SIGNED, info=b"kiosk-detail/1"),
            sealed_by_anybody(SIGNED, info=b"kiosk-detail/1\x01" + head[1:]),
            WIRE[:1] + draw.randbytes(4) + WIRE[5:],
            b"\x01" + WIRE[1:],
        )
    )


def noise(draw: random.Random) -> bytes:
    return WIRE[:5] + draw.randbytes(len(WIRE) - 5)


KINDS = (mutated_wire, truncated, lengthened, mutated_inside, forged, readdressed, noise)


def test_thousands_of_damaged_truncated_forged_and_readdressed_details_are_all_rejected() -> None:
    draw = random.Random(7)
    for number in range(count(300, 100_000)):
        rejected(KINDS[number % len(KINDS)](draw))


@given(st.binary(max_size=3_000))
def test_anything_that_a_stranger_seals_is_rejected(inside: bytes) -> None:
    rejected(sealed_by_anybody(inside))


@pytest.mark.parametrize("length", [0, 1, 354, 1_023, 1_025, 65 * 1_024])
def test_a_wire_of_another_length_is_rejected(length: int) -> None:
    rejected((WIRE * 65)[:length])


def test_a_result_is_no_detail_and_a_detail_no_result() -> None:
    """Neither with its version changed, nor sealed again as the other, nor signed for it."""
    result = site().sealer().seal(plain())
    for wire in (result.wire, b"\x02" + result.wire[1:]):
        rejected(wire)
    for wire in (WIRE, b"\x01" + WIRE[1:], WIRE[:354], b"\x01" + WIRE[1:354]):
        with pytest.raises(Rejected):
            OPENER.open_wire(wire)
    own = site().tablets[0]
    as_result = cose.sign(
        own.sign, own.public.key_id, PAYLOAD, kr1.signature_context(site().root.site_id)
    )
    rejected(sealed_by_anybody(as_result))


def test_an_enrolled_tablet_cannot_speak_for_another() -> None:
    rejected(sealed_by_anybody(signed_by(site().tablets[1], PAYLOAD)))


def test_a_desk_s_signature_makes_no_detail() -> None:
    rejected(sealed_by_anybody(signed_by(site().desks[0], PAYLOAD)))


def test_without_the_site_key_nothing_is_opened() -> None:
    rejected(WIRE, other_site().opener())
    rejected(WIRE, Opener(site().pack, ()))


def test_a_detail_is_sealed_by_its_own_tablet_only() -> None:
    with pytest.raises(ValueError):
        site().sealer(1).seal_detail(detail_record(tablet=1), TODAY)


CONTENT: dict[int, Any] = dict(cbor.fields(cbor.decode(PAYLOAD), range(7)))
SERVICE = CONTENT[6][0]
TASK = SERVICE[1][0]


def with_task(**changes: object) -> bytes:
    """The payload with one task whose entry has other values at places ``p0`` to ``p14``."""
    entry = list(TASK)
    for place, value in changes.items():
        entry[int(place[1:])] = value
    return cbor.encode({**CONTENT, 6: [[1, [entry]]]})


OUT_OF_FORM = {
    "schema 2": cbor.encode({**CONTENT, 0: 2}),
    "an unknown key": cbor.encode({**CONTENT, 7: 0}),
    "a key missing": cbor.encode({key: CONTENT[key] for key in range(6)}),
    "a key twice": bytes((PAYLOAD[0] + 1, *PAYLOAD[1:])) + b"\x05\x58\x20" + bytes(32),
    "something behind the map": PAYLOAD + b"\x00",
    "a longer form than needed": PAYLOAD.replace(b"\x00\x01", b"\x00\x18\x01", 1),
    "not a map": cbor.encode([1]),
    "nothing": b"",
    "deep nesting": b"\x81" * 5_000 + b"\x00",
    "a huge length": b"\xbb" + b"\xff" * 8,
    "another tablet's number": cbor.encode({**CONTENT, 1: 2}),
    "sequence 0": cbor.encode({**CONTENT, 3: 0}),
    "an id of 15 bytes": cbor.encode({**CONTENT, 4: bytes(15)}),
    "a digest of 31 bytes": cbor.encode({**CONTENT, 5: bytes(31)}),
    "a service twice": cbor.encode({**CONTENT, 6: [SERVICE, SERVICE]}),
    "a service without tasks": cbor.encode({**CONTENT, 6: [[1, []]]}),
    "24 services": cbor.encode({**CONTENT, 6: [[n, [TASK]] for n in range(1, 25)]}),
    "a task twice": cbor.encode({**CONTENT, 6: [[1, [TASK, TASK]]]}),
    "a task that is too short": cbor.encode({**CONTENT, 6: [[1, [TASK[:14]]]]}),
    "task 0": with_task(p0=0),
    "row 256": with_task(p1=256),
    "not reached": with_task(p2=0),
    "outcome 12": with_task(p2=12),
    "12 seconds": with_task(p3=12),
    "-5 seconds": with_task(p3=-5),
    "a first action after 7 s": with_task(p4=7),
    "true for a number": with_task(p5=True),
    "a float for a number": with_task(p6=4.0),
    "detour -2": with_task(p7=-2),
    "null for none": with_task(p8=None),
    "hint 4": with_task(p9=4),
    "flags 4": with_task(p10=4),
    "begun again 256 times": with_task(p11=256),
    "256 missed taps": with_task(p12=256),
    "-1 missed taps": with_task(p12=-1),
    "a mistake twice": with_task(p13=["approved", "approved"]),
    "a mistake with no name": with_task(p13=[""]),
    "a mistake with a control character": with_task(p13=["a\u202eb"]),
    "a mistake with a line end": with_task(p13=["approved\n"]),
    "a mistake by number": with_task(p13=[1]),
    "a mistake with a long name": with_task(p13=["a" * 101]),
    "100 mistakes": with_task(p13=[f"m{n}" for n in range(100)]),
    "checkpoints as a text": with_task(p14="read_first"),
}


def test_the_payload_with_nothing_changed_is_taken() -> None:
    opened = OPENER.open_detail(sealed_by_anybody(signed_by(site().tablets[0], with_task())))
    assert opened.record == detail_record(tasks=1)


@pytest.mark.parametrize("payload", OUT_OF_FORM.values(), ids=OUT_OF_FORM)
def test_an_enrolled_tablet_cannot_send_a_detail_out_of_form(payload: bytes) -> None:
    if payload:
        rejected(sealed_by_anybody(signed_by(site().tablets[0], payload)))
    if payload != OUT_OF_FORM["another tablet's number"]:
        with pytest.raises(Rejected):
            detail.decode(payload)


def test_more_than_a_wire_holds_is_not_even_decoded() -> None:
    with pytest.raises(Rejected):
        detail.decode(bytes(detail.LARGEST + 1))


def test_our_own_mistakes_are_not_written() -> None:
    for wrong in (
        replace(detail_record(), sequence=0),
        replace(detail_record(), result_id=b"short"),
        replace(detail_record(), detail=Detail(b"short", ())),
    ):
        with pytest.raises(ValueError):
            detail.encode(wrong)
