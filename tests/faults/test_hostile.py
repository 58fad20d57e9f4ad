"""Hostile bundles, packs, receipts, requests, texts: 0 accepted, one error type for each kind."""

from __future__ import annotations

import random
import tracemalloc
from contextlib import suppress

import pytest

from kiosk.handoff import cbor, cose
from kiosk.handoff.errors import Rejected
from tests import hostile, hostile_texts
from tests.hostile_files import KINDS, SIGNED, Kind
from tests.pace import count
from tests.unit.handoff.samples import site

EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
LARGEST = 64 * 1024 * 1024
"""Bytes that reading anything hostile may take at most."""


def refused(kind: Kind, data: bytes) -> None:
    with pytest.raises(kind.error) as caught:
        kind.read(data)
    assert type(caught.value) is kind.error
    assert "\n" not in str(caught.value)


def test_of_100_000_damaged_truncated_forged_and_readdressed_texts_0_are_accepted() -> None:
    """One rejection type, in the same words, and nothing of what was found out in it."""
    opener = site().opener()
    for text in hostile_texts.texts(count(3_000, 100_000)):
        with pytest.raises(Rejected) as caught:
            opener.open(text)
        assert type(caught.value) is Rejected
        assert str(caught.value) == str(Rejected())
        assert caught.value.__cause__ is None and caught.value.__suppress_context__


@EACH
def test_an_honest_one_is_read_and_can_be_signed_again(kind: Kind) -> None:
    """Else the tests below would prove nothing."""
    found = kind.read(kind.data)
    assert kind.written(found) == kind.payload
    assert kind.read(kind.sign(kind.payload)) == found


@EACH
def test_of_any_kind_0_damaged_ones_are_accepted_and_there_is_one_error_type(kind: Kind) -> None:
    for data in hostile.damaged(kind.data, count(800, 100_000)):
        refused(kind, data)


@EACH
def test_the_same_content_in_another_form_is_refused_even_when_signed(kind: Kind) -> None:
    """Duplicate keys, indefinite lengths, long forms, tags, floats, keys out of order."""
    tried = 0
    for _, payload in hostile.other_forms(kind.content):
        with suppress(ValueError):  # too long a form for a result
            data = kind.sign(payload)
            if payload != kind.payload:
                refused(kind, data)
                tried += 1
    assert tried >= 7


@EACH
def test_a_map_key_that_stands_twice_is_refused_even_when_signed(kind: Kind) -> None:
    """Written so short that it fits wherever the content does: the last key, once more."""
    content = kind.content
    last = max(content)
    doubled = dict(hostile.other_forms({0: content[0], last: 0}))["a key twice"]
    refused(kind, kind.sign(doubled))


@EACH
def test_bytes_that_are_made_to_break_a_decoder_are_refused_even_when_signed(kind: Kind) -> None:
    """Deep nesting, lengths that nothing could hold, tags; memory stays bounded."""
    room = 200 if kind.name == "result" else 40_000
    tracemalloc.start()
    try:
        for _, payload in hostile.hostile_items():
            refused(kind, kind.sign(payload[:room]))
        assert tracemalloc.get_traced_memory()[1] < LARGEST
    finally:
        tracemalloc.stop()


@EACH
def test_other_content_is_refused_or_read_as_exactly_what_was_signed(kind: Kind) -> None:
    """A strange value somewhere: never half taken, never taken for another one."""
    draw = random.Random(7)
    taken = 0
    for content in hostile.other_contents(kind.content, draw, count(300, 20_000)):
        payload = cbor.encode(content)
        try:
            data = kind.sign(payload)
        except ValueError:
            continue  # it does not even fit
        try:
            found = kind.read(data)
        except kind.error:
            continue
        assert kind.written(found) == payload
        taken += 1
    assert taken < count(300, 20_000) / 2


@EACH
def test_a_payload_that_is_no_map_or_has_a_key_more_or_less_is_refused(kind: Kind) -> None:
    content = kind.content
    for other in ([], 0, b"", "", None, {}, [content], {**content, 23: 0}, {**content, 24: 0}):
        refused(kind, kind.sign(cbor.encode(other)))
    for key in content:
        rest = {k: v for k, v in content.items() if k != key}
        refused(kind, kind.sign(cbor.encode(rest)))


@EACH
def test_a_signature_of_another_kind_is_refused(kind: Kind) -> None:
    """What was signed for one purpose is not taken for another, though the key is the right one."""
    for other in KINDS:
        if other is not kind:
            refused(kind, other.data)
            with suppress(ValueError):  # a pack does not fit into a result
                refused(kind, other.sign(kind.payload))


@pytest.mark.parametrize("kind", SIGNED, ids=lambda kind: kind.name)
def test_the_envelope_of_a_signature_has_one_form_only(kind: Kind) -> None:
    """The same COSE_Sign1 in longer forms, tagged, or with unprotected headers."""
    start = kind.data.find(bytes.fromhex("8449a201270444"))
    parts = cose.parse(kind.sign(kind.payload)[start:]) if kind.name != "bundle" else None
    for before, after in (
        ("8449a201270444", "d28449a201270444"),
        ("8449a201270444", "9f49a201270444"),
        ("8449a201270444", "845809a201270444"),
        ("8449a201270444", "8449a204440127"),
    ):
        refused(kind, kind.data.replace(bytes.fromhex(before), bytes.fromhex(after), 1))
    assert parts is None or parts.payload == kind.payload
