"""Bytes <-> decimal digits, as FIDO CTAP 2.2 does it: digits survive every keyboard layout."""

from __future__ import annotations

from kiosk.handoff.errors import Malformed

_CHUNK = 7
_WIDTHS = (0, 3, 5, 8, 10, 13, 15, 17)
"""Digits for a chunk of 0 to 7 bytes; each chunk is a little-endian number."""


def encode(data: bytes) -> str:
    """``data`` in base 10, seven bytes to seventeen digits."""
    chunks = (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
    return "".join(f"{int.from_bytes(chunk, 'little'):0{_WIDTHS[len(chunk)]}}" for chunk in chunks)


def decode(digits: str) -> bytes:
    """The bytes of ``digits``; Malformed unless ``digits`` is exactly what ``encode`` makes."""
    if not (digits.isascii() and digits.isdigit()) and digits:
        raise Malformed("digits")
    wide = _WIDTHS[_CHUNK]
    chunks = (digits[at : at + wide] for at in range(0, len(digits), wide))
    return b"".join(_chunk(chunk) for chunk in chunks)


def _chunk(digits: str) -> bytes:
    if len(digits) not in _WIDTHS:
        raise Malformed("length")
    try:
        return int(digits).to_bytes(_WIDTHS.index(len(digits)), "little")
    except OverflowError as error:
        raise Malformed("range") from error
