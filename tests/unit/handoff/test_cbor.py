"""Only the one encoding of a value is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import cbor
from kiosk.handoff.errors import Malformed

VALUES = st.recursive(
    st.integers(-(2**64), 2**64 - 1)
    | st.binary(max_size=40)
    | st.text(max_size=10)
    | st.booleans(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(0, 23), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_encoded_is_read_back(value: object) -> None:
    assert cbor.decode(cbor.encode(value)) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_malformed(data: bytes) -> None:
    try:
        value = cbor.decode(data)
    except Malformed:
        return
    assert cbor.encode(value) == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a201010102",  # a key twice
        "0102",  # something behind
        "1801",  # a longer form than needed
        "a202010101",  # keys in falling order
        "9fff",  # length not told
        "81" * 100_000,  # deep nesting
        "9b7fffffffffffffff",  # an array larger than any memory
        "5b7fffffffffffffff",  # bytes larger than any memory
        "bb7fffffffffffffff",
        "d81c81d81d00",  # an array that contains itself
        "c48200c0",  # a tag with the wrong content
        "d8236128",  # a pattern that cannot be compiled
        "a1a10102a1",  # a map as a key, cut off
        "ff",
    ],
)
def test_forms_made_to_break_a_decoder_are_malformed(data: str) -> None:
    with pytest.raises(Malformed):
        cbor.decode(bytes.fromhex(data))


@pytest.mark.parametrize(
    "check",
    [
        lambda: cbor.integer(True, 0, 1),
        lambda: cbor.integer(1.0, 0, 1),
        lambda: cbor.integer(2, 0, 1),
        lambda: cbor.integer(-1, 0, 1),
        lambda: cbor.octets("ab", 2),
        lambda: cbor.octets(b"abc", 2),
        lambda: cbor.octets(b"abc", 0, 2),
        lambda: cbor.text(b"a", 1),
        lambda: cbor.text("ab", 1),
        lambda: cbor.truth(1),
        lambda: cbor.array((1,), 0, 2),
        lambda: cbor.array([1, 2, 3], 0, 2),
        lambda: cbor.fields([], ()),
        lambda: cbor.fields({1: 0}, (1, 2)),
        lambda: cbor.fields({1: 0, 3: 0}, (1,), (2,)),
        lambda: cbor.fields({True: 0}, (1,)),
    ],
)
def test_a_value_of_another_kind_or_size_is_malformed(check: Callable[[], object]) -> None:
    with pytest.raises(Malformed):
        check()


def test_a_fitting_value_is_given_back() -> None:
    assert cbor.integer(1, 0, 1) == 1
    assert cbor.octets(b"ab", 2) == cbor.octets(b"ab", 0, 3) == b"ab"
    assert cbor.text("æ", 1) == "æ"
    assert cbor.truth(False) is False
    assert cbor.array([1], 1, 1) == [1]
    assert cbor.fields({1: 0, 2: 0}, (1,), (2,)) == {1: 0, 2: 0}
