"""Padding of ISO/IEC 7816-4: one byte 80, then zeros, so that every result has the same length."""

from __future__ import annotations

from kiosk.handoff.errors import Malformed

_MARK = b"\x80"


def pad(data: bytes, size: int) -> bytes:
    """``data`` and its padding, ``size`` bytes; there must be room for one byte of padding."""
    if len(data) >= size:
        raise ValueError(f"{len(data)} bytes do not fit into {size} with their padding")
    return (data + _MARK).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """What was padded; Malformed without a mark."""
    body = padded.rstrip(b"\0")
    if not body.endswith(_MARK):
        raise Malformed("padding")
    return body[:-1]
