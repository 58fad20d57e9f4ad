"""Nothing that was damaged, forged or sent elsewhere is opened, and one answer is given to all."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import cbor, cose, kr1, padding, record, seal
from kiosk.handoff.errors import Rejected
from kiosk.handoff.keys import Device, DeviceKeys, SiteKey
from kiosk.handoff.opener import Opener
from tests.pace import count
from tests.unit.handoff.samples import other_site, plain, site

OPENER = site().opener()
SEALED = site().sealer().seal(plain())
SIGNED = cose.sign(
    site().tablets[0].sign,
    site().tablets[0].public.key_id,
    record.encode(plain()),
    kr1.signature_context(site().root.site_id),
)


def sealed_by_anybody(inside: bytes, key: SiteKey | None = None, info: bytes = b"") -> str:
    """A text that anybody can make: the public site key is no secret."""
    site_key = key or site().site_key
    head = kr1.header(site_key.key_id)
    padded = padding.pad(inside, kr1.PLAIN)
    return kr1.text(head + seal.seal(padded, site_key.public, info or kr1.seal_info(head)))


def signed_by(own: DeviceKeys, payload: bytes, site_id: bytes = site().root.site_id) -> bytes:
    context = kr1.signature_context(site_id)
    return cose.sign(own.sign, own.public.key_id, payload, context)


def rejected(text: str, opener: Opener = OPENER) -> None:
    with pytest.raises(Rejected) as caught:
        opener.open(text)
    assert type(caught.value) is Rejected
    assert str(caught.value) == str(Rejected())
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def changed(draw: random.Random, data: bytes) -> bytes:
    """``data`` with a few bytes replaced, taken out or put in."""
    out = bytearray(data)
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(len(out))
        out[at : at + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
    return bytes(out) if out != data else bytes((*data[:-1], data[-1] ^ 1))


def mutated_digits(draw: random.Random) -> str:
    digits = list(SEALED.text)
    for _ in range(draw.randrange(1, 4)):
        at = draw.randrange(3, len(digits))
        digits[at] = str((int(digits[at]) + draw.randrange(1, 10)) % 10)
    text = "".join(digits)
    return text if text != SEALED.text else "KR1"


def mutated_wire(draw: random.Random) -> str:
    return kr1.text(changed(draw, SEALED.wire)[: kr1.WIRE].ljust(kr1.WIRE, b"\x07"))


def truncated(draw: random.Random) -> str:
    return SEALED.text[: draw.randrange(len(SEALED.text))]


def lengthened(draw: random.Random) -> str:
    return SEALED.text + "".join(draw.choices("0123456789", k=draw.randrange(1, 40)))


def mutated_inside(draw: random.Random) -> str:
    """A changed signed object, sealed again."""
    return sealed_by_anybody(changed(draw, SIGNED)[: kr1.PLAIN - 1])


def forged(draw: random.Random) -> str:
    """Signed with keys that are not enrolled."""
    stranger = DeviceKeys.make(Device.TABLET, 1, site().root.public)
    return sealed_by_anybody(signed_by(stranger, record.encode(plain(draw.randrange(1, 999)))))


def forged_key_id(draw: random.Random) -> str:
    """Signed with other keys under the key id of an enrolled tablet."""
    stranger = DeviceKeys.make(Device.TABLET, 1, site().root.public)
    key_id = site().tablets[0].public.key_id
    context = kr1.signature_context(site().root.site_id)
    return sealed_by_anybody(cose.sign(stranger.sign, key_id, record.encode(plain()), context))


def readdressed(draw: random.Random) -> str:
    """A result of another site, sealed again to this one; or ours under another header."""
    payload = record.encode(plain(draw.randrange(1, 999)))
    own, elsewhere = site().tablets[0], other_site().root.site_id
    foreign = signed_by(other_site().tablets[0], payload, elsewhere)
    head = draw.randbytes(4)
    return draw.choice(
        (
            sealed_by_anybody(signed_by(own, payload, elsewhere)),
            sealed_by_anybody(foreign),
            sealed_by_anybody(SIGNED, other_site().site_key),
            sealed_by_anybody(SIGNED, info=b"kiosk-detail/1" + SEALED.wire[:5]),
            kr1.text(SEALED.wire[:1] + head + SEALED.wire[5:]),
        )
    )


def noise(draw: random.Random) -> str:
    return kr1.text(SEALED.wire[:5] + draw.randbytes(kr1.WIRE - 5))


KINDS = (
    mutated_digits,
    mutated_wire,
    truncated,
    lengthened,
    mutated_inside,
    forged,
    forged_key_id,
    readdressed,
    noise,
)


def test_thousands_of_damaged_truncated_forged_and_readdressed_texts_are_all_rejected() -> None:
    draw = random.Random(1)
    for number in range(count(300, 100_000)):
        rejected(KINDS[number % len(KINDS)](draw))


@given(st.text(max_size=1_000))
def test_any_text_is_rejected_and_nothing_else_happens(text: str) -> None:
    rejected(text)


@given(st.binary(max_size=kr1.PLAIN - 1))
def test_anything_that_a_stranger_seals_is_rejected(inside: bytes) -> None:
    rejected(sealed_by_anybody(inside))


def test_a_wire_of_another_length_or_version_is_rejected() -> None:
    for wire in (b"", SEALED.wire[:-1], SEALED.wire + b"\0", b"\x02" + SEALED.wire[1:]):
        with pytest.raises(Rejected):
            OPENER.open_wire(wire)


def test_an_enrolled_tablet_cannot_speak_for_another() -> None:
    rejected(sealed_by_anybody(signed_by(site().tablets[1], record.encode(plain(tablet=1)))))


def test_an_enrolled_tablet_cannot_send_a_record_out_of_form() -> None:
    content = cbor.fields(cbor.decode(record.encode(plain())), range(13), (14,))
    payload = cbor.encode({**content, 15: 0})
    rejected(sealed_by_anybody(signed_by(site().tablets[0], payload)))


def test_a_desk_s_signature_makes_no_result() -> None:
    rejected(sealed_by_anybody(signed_by(site().desks[0], record.encode(plain()))))


def test_without_the_site_key_nothing_is_opened() -> None:
    rejected(SEALED.text, other_site().opener())
    rejected(SEALED.text, Opener(site().pack, ()))


def test_keys_that_share_an_id_are_all_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four bytes are few: a second site key or tablet may have the same."""
    monkeypatch.setattr("kiosk.handoff.keys.key_id", lambda public: b"same")
    stranger = DeviceKeys.make(Device.TABLET, 9, site().root.public)
    pack = site().pack
    entry = replace(pack.devices[0], number=9, keys=stranger.public)
    crowded = replace(pack, devices=(entry, *pack.devices))
    head = kr1.header(b"same")
    signed = signed_by(site().tablets[0], record.encode(plain()))
    sealed = seal.seal(padding.pad(signed, kr1.PLAIN), site().site_key.public, kr1.seal_info(head))
    opener = Opener(crowded, (SiteKey.make(), site().site_key))
    assert opener.open(kr1.text(head + sealed)).record == plain()


def test_a_tablet_or_another_site_s_desk_is_no_opener() -> None:
    for own in (site().tablets[0], other_site().desks[0]):
        with pytest.raises(ValueError):
            Opener.for_desk(own, site().pack)


def test_the_recovery_key_opens_what_the_desks_could() -> None:
    found = site().pack.unwrap_site_keys(site().recovery.private)
    assert Opener(site().pack, found).open(SEALED.text).record == plain()
