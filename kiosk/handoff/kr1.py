"""The wire of a result and its text: the same length for every result."""

from __future__ import annotations

import hashlib

from kiosk.handoff import digits
from kiosk.handoff.errors import Malformed

PREFIX = "KR1"
VERSION = 1
HEADER = 5
"""Version (1 byte) and site key id (4): bound into the seal."""

WIRE = 354
PLAIN = WIRE - HEADER - 48
"""Bytes that are sealed: the signed object and its padding."""

DIGITS = 860
LONGEST_INPUT = 4_000
"""Characters that are looked at, at most: a scanner adds spaces and line ends, never this many."""

_SCANNER_MARK = "]Q1"
"""AIM symbology identifier that some scanners put in front."""


def header(site_key_id: bytes) -> bytes:
    """The first bytes of a wire."""
    return bytes((VERSION,)) + site_key_id


def seal_info(head: bytes) -> bytes:
    """The HPKE info of a result."""
    return b"kiosk-result/1" + head


def signature_context(site_id: bytes) -> bytes:
    """The external data under the signature of a result."""
    return b"kiosk-site/1" + site_id


def text(wire: bytes) -> str:
    """The text of a wire, for the QR code, the bundle's reader and the hand scanner."""
    if len(wire) != WIRE:
        raise ValueError(f"a wire has {WIRE} bytes, not {len(wire)}")
    return PREFIX + digits.encode(wire)


def wire(text: str) -> bytes:
    """The wire of a text as typed, scanned or pasted; Malformed for anything else."""
    if len(text) > LONGEST_INPUT:
        raise Malformed("length")
    tidy = "".join(text.split()).removeprefix(_SCANNER_MARK).removeprefix(_SCANNER_MARK.lower())
    if tidy[: len(PREFIX)].upper() != PREFIX or len(tidy) != len(PREFIX) + DIGITS:
        raise Malformed("length")
    found = digits.decode(tidy[len(PREFIX) :])
    if found[0] != VERSION:
        raise Malformed("version")
    return found


def result_id(signed: bytes) -> bytes:
    """The id of a result: for duplicates, the chain and the missing list."""
    return hashlib.sha256(signed).digest()[:16]


def wire_hash(wire: bytes) -> bytes:
    """The hash of the sealed bytes: for manifest, receipt and purge."""
    return hashlib.sha256(wire).digest()
