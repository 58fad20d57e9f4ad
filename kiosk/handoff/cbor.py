"""Deterministic CBOR (RFC 8949 4.2): strict reading, and small checks for what was read.

Only integers, byte strings, texts, true and false, arrays and maps with integer keys 0..23 occur;
for these the ``canonical`` mode of cbor2 (RFC 7049 order) is the deterministic form.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from io import BytesIO
from itertools import pairwise
from typing import Any

import cbor2

from kiosk.handoff.errors import Malformed

_HOSTILE = (
    cbor2.CBORError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    EOFError,
    RecursionError,
    MemoryError,
)
"""Everything a decoder may raise for bytes made to break it (tags, nesting, lengths)."""


class _Own(threading.local):
    """Each thread's encoder: making one takes as long as encoding a record."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.encoder = cbor2.CBOREncoder(BytesIO(), canonical=True)


_own = _Own()


def encode(value: object) -> bytes:
    """The one encoding of ``value``."""
    try:
        return _own.encoder.encode_to_bytes(value)
    except _HOSTILE:
        _own.renew()  # nobody promises what it is like after a fault
        raise


def decode(data: bytes) -> object:
    """What ``data`` holds, if ``data`` is its one encoding.

    cbor2 takes duplicate keys, long forms and trailing bytes silently: encoding again finds them.
    """
    try:
        value: object = cbor2.loads(data)
        again = encode(value)
    except _HOSTILE as error:
        raise Malformed("not CBOR") from error
    if again != data:
        raise Malformed("not deterministic")
    return value


def integer(value: object, low: int, high: int) -> int:
    """``value`` if it is an integer (not a bool, not a float) from low to high."""
    if type(value) is not int or not low <= value <= high:
        raise Malformed("integer")
    return value


def octets(value: object, low: int, high: int | None = None) -> bytes:
    """``value`` if it is a byte string of low to high bytes (exactly low without ``high``)."""
    if type(value) is not bytes or not low <= len(value) <= (low if high is None else high):
        raise Malformed("bytes")
    return value


def text(value: object, longest: int) -> str:
    """``value`` if it is a text of at most ``longest`` characters."""
    if type(value) is not str or len(value) > longest:
        raise Malformed("text")
    return value


def truth(value: object) -> bool:
    """``value`` if it is true or false."""
    if type(value) is not bool:
        raise Malformed("bool")
    return value


def array(value: object, shortest: int, longest: int) -> list[Any]:
    """``value`` if it is an array of that many items."""
    if type(value) is not list or not shortest <= len(value) <= longest:
        raise Malformed("array")
    return value


def rising_hashes(value: object, longest: int) -> tuple[bytes, ...]:
    """``value`` if it is an array of SHA-256 hashes, rising, so each of them once."""
    hashes = tuple(octets(item, 32) for item in array(value, 0, longest))
    if any(before >= after for before, after in pairwise(hashes)):
        raise Malformed("order")
    return hashes


def fields(
    value: object, required: Collection[int], optional: Collection[int] = ()
) -> dict[int, Any]:
    """``value`` if it is a map with all required keys and none but the optional ones beside."""
    if type(value) is not dict:
        raise Malformed("map")
    if value and set(map(type, value)) != {int}:  # True would pass for 1
        raise Malformed("keys")
    keys = value.keys()
    if not keys >= set(required) or not keys - required <= set(optional):
        raise Malformed("keys")
    return value
