"""Reads bundles, receipts and counts from kiosk/handoff/FORMAT.md alone, as ``opener`` results."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import cbor2

from tests.foreign.opener import Fields, ForeignOpener, RefusedError, each_once, unpadded, whole


def decoded(payload: bytes, keys: int) -> dict[int, Any]:
    """A map with the keys 0 to ``keys`` - 1 in its one encoding."""
    try:
        found = cbor2.loads(payload)
    except cbor2.CBORError as error:
        raise RefusedError from error
    if cbor2.dumps(found, canonical=True) != payload or set(found) != set(range(keys)):
        raise RefusedError
    return dict(found)


def open_counts(opener: ForeignOpener, wire: bytes) -> Fields:
    """Chapter 10."""
    if not wire or len(wire) % 1024 or len(wire) > 65536 or wire[0] != 3:
        raise RefusedError
    padded = opener.unsealed(wire, 3, b"kiosk-counts/1")
    signed = unpadded(padded)
    if len(padded) - len(signed) > 1024:
        raise RefusedError
    found = decoded(opener.verified(signed, b"kiosk-counts/1"), 4)
    whole(found[0], 1, 1)
    if found[1] != opener.tablets[opener.signer]:
        raise RefusedError
    places = [(day, what) for day, what, _ in found[3]]
    each_once(list(places))
    if places != sorted(places):
        raise RefusedError
    for day, what, often in found[3]:
        whole(day, 0, 65535)
        whole(what, 1, 8)
        whole(often, 1, 1_000_000)
    return {"tablet": found[1], "epoch": found[2], "counts": found[3]}


def read_bundle(opener: ForeignOpener, data: bytes) -> Fields:
    """Chapter 8."""
    size = int.from_bytes(data[8:12], "big")
    if data[:8] != b"KIOSKBUN":
        raise RefusedError
    found = decoded(opener.verified(data[12 : 12 + size], b"kiosk-bundle-file/1"), 10)
    if found[0] != 3 or found[1] != opener.tablets[opener.signer]:
        raise RefusedError
    rest, objects = data[12 + size :], []
    for kind, sequence, length, wire_hash in found[7]:
        wire, rest = rest[:length], rest[length:]
        if hashlib.sha256(wire).digest() != wire_hash:
            raise RefusedError
        objects.append([kind, sequence, wire])
    numbers = [sequence for _, sequence, _ in objects if sequence] or [0]
    if rest or [found[5], found[6]] != [numbers[0], numbers[-1]]:
        raise RefusedError
    return {
        "tablet": found[1],
        "epoch": found[2],
        "number": found[3],
        "previous": found[4],
        "objects": objects,
        "erased": found[8],
        "receipts": found[9],
    }


def read_receipt(root_public: bytes, desks: Mapping[bytes, int], data: bytes) -> Fields:
    """Chapter 8; ``desks``: number by raw Ed25519 public key."""
    signers = ForeignOpener(root_public, {}, desks)
    found = decoded(signers.verified(data, b"kiosk-receipt-file/1"), 9)
    if found[0] != 2 or found[3] != desks[signers.signer]:
        raise RefusedError
    hashes = sorted(wire_hash for _, wire_hash, _, _ in found[5])
    if (found[6], found[7]) != (len(hashes), hashlib.sha256(b"".join(hashes)).digest()):
        raise RefusedError
    return {
        "tablet": found[1],
        "epoch": found[2],
        "desk": found[3],
        "number": found[4],
        "entries": found[5],
        "erased": found[8],
    }
