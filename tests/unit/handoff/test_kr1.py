"""A wire has one length, and its text survives a keyboard."""

from __future__ import annotations

import pytest

from kiosk.handoff import kr1
from kiosk.handoff.errors import Malformed

WIRE = bytes((1, *(number % 251 for number in range(353))))
TEXT = kr1.text(WIRE)


def test_every_text_has_860_digits_behind_its_prefix() -> None:
    assert len(TEXT) == 863
    assert len(kr1.text(b"\x01" + bytes(353))) == 863
    assert TEXT.startswith("KR1")


@pytest.mark.parametrize(
    "typed",
    [
        TEXT,
        TEXT.lower(),
        f"  {TEXT}\r\n",
        f"]Q1{TEXT}",
        f"]q1{TEXT.lower()}\t",
        " ".join(TEXT[at : at + 20] for at in range(0, 863, 20)),
    ],
)
def test_a_text_is_read_however_a_scanner_types_it(typed: str) -> None:
    assert kr1.wire(typed) == WIRE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "KR1",
        TEXT[:-1],
        TEXT + "0",
        "KR2" + TEXT[3:],
        TEXT[3:],
        "]Q2" + TEXT,
        TEXT.replace("0", "O"),
        kr1.text(b"\x02" + WIRE[1:]),
        TEXT[:3] + "9" * 17 + TEXT[20:],
        TEXT + " " * 10_000,
        "9" * 1_000_000,
        "\u212a" + TEXT[1:],  # the Kelvin sign lower-cases to k
    ],
)
def test_anything_else_is_malformed(typed: str) -> None:
    with pytest.raises(Malformed):
        kr1.wire(typed)


def test_a_wire_of_another_length_has_no_text() -> None:
    with pytest.raises(ValueError):
        kr1.text(WIRE[:-1])


def test_the_two_hashes_are_of_different_things() -> None:
    assert len(kr1.result_id(b"signed")) == 16
    assert len(kr1.wire_hash(WIRE)) == 32
    assert kr1.wire_hash(b"signed")[:16] == kr1.result_id(b"signed")
