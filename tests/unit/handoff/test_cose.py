"""A signed object has one shape, and a signature serves one purpose."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import cose
from kiosk.handoff.errors import Malformed

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


@pytest.mark.parametrize("size", [0, 23, 24, 255, 256, 65_535, 65_536])
def test_a_payload_of_any_length_is_signed_and_verified(size: int) -> None:
    signed = cose.parse(cose.sign(KEY, b"kid!", bytes(size), b"here"))
    assert (signed.key_id, signed.payload) == (b"kid!", bytes(size))
    assert signed.verify(PUBLIC, b"here")


def test_another_place_key_or_payload_is_not_verified() -> None:
    signed = cose.parse(cose.sign(KEY, b"kid!", b"payload", b"here"))
    assert not signed.verify(PUBLIC, b"there")
    assert not signed.verify(bytes(32), b"here")
    assert not signed.verify(b"no key", b"here")
    assert not cose.Signed(b"kid?", b"payload", signed.signature).verify(PUBLIC, b"here")


@given(st.data())
def test_a_changed_object_is_malformed_or_not_verified(data: st.DataObject) -> None:
    signed = bytearray(cose.sign(KEY, b"kid!", b"payload", b"here"))
    place = data.draw(st.integers(0, len(signed) - 1))
    signed[place] ^= data.draw(st.integers(1, 255))
    try:
        parts = cose.parse(bytes(signed))
    except Malformed:
        return
    assert not parts.verify(PUBLIC, b"here")


@given(st.binary(max_size=120))
def test_other_bytes_are_malformed(data: bytes) -> None:
    with pytest.raises(Malformed):
        cose.parse(data)


def test_a_cut_a_tag_or_a_longer_form_is_malformed() -> None:
    signed = cose.sign(KEY, b"kid!", b"payload", b"here")
    longer = signed[:12] + b"\x58\x07" + signed[13:]
    for wrong in (
        *(signed[:at] for at in range(len(signed))),
        b"\xd2" + signed,
        signed + b"\0",
        longer,
    ):
        with pytest.raises(Malformed):
            cose.parse(wrong)


def test_a_key_id_has_four_bytes() -> None:
    with pytest.raises(ValueError):
        cose.sign(KEY, b"long id", b"", b"")
