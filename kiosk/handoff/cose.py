"""COSE_Sign1 (RFC 9052, untagged) in the one shape that is used here: EdDSA, a key id of 4 bytes.

The shape is fixed, so it is read by position: nothing that is not yet verified meets a decoder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.handoff.errors import Malformed

_OPENING = bytes.fromhex("8449a201270444")
"""Array of 4, protected header of 9 bytes: {1: -8, 4: key id of 4 bytes}."""

_KEY_ID_LENGTH = 4
_KEY_ID = slice(len(_OPENING), len(_OPENING) + _KEY_ID_LENGTH)
_PAYLOAD_AT = _KEY_ID.stop + 1
_UNPROTECTED = bytes.fromhex("a0")
_SIGNATURE = bytes.fromhex("5840")
_SIGNATURE_LENGTH = 64
_SIGNATURE_1 = b"\x84\x6aSignature1"
"""Array of 4, the context text of one signature."""

_LENGTHS = ((0x58, 1), (0x59, 2), (0x5A, 4))
"""First byte of a byte string, and bytes of the length that follows."""

_LENGTH_BYTES = {lead: 1 + width for lead, width in _LENGTHS}


@dataclass(frozen=True, slots=True)
class Signed:
    """A COSE_Sign1 taken apart; nothing in it is to be believed before ``verify``."""

    key_id: bytes
    payload: bytes
    signature: bytes

    def verify(self, public: bytes, external: bytes) -> bool:
        """Whether the raw Ed25519 public key made this signature over payload and ``external``."""
        try:
            signed = _to_be_signed(self.key_id, self.payload, external)
            _public_key(public).verify(self.signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True


@lru_cache(maxsize=256)  # a bundle of thousands is signed by one
def _public_key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def sign(key: Ed25519PrivateKey, key_id: bytes, payload: bytes, external: bytes) -> bytes:
    """The signed object; ``external`` is signed too and costs no byte."""
    if len(key_id) != _KEY_ID_LENGTH:
        raise ValueError(f"a key id has {_KEY_ID_LENGTH} bytes")
    signature = key.sign(_to_be_signed(key_id, payload, external))
    return _OPENING + key_id + _UNPROTECTED + _byte_string(payload) + _SIGNATURE + signature


def parse(signed: bytes) -> Signed:
    """The parts of a signed object; Malformed for any other shape."""
    tail = len(signed) - _SIGNATURE_LENGTH
    body = signed[_PAYLOAD_AT : tail - len(_SIGNATURE)]
    if (
        tail < _PAYLOAD_AT
        or signed[: len(_OPENING)] != _OPENING
        or signed[_KEY_ID.stop : _PAYLOAD_AT] != _UNPROTECTED
        or signed[tail - len(_SIGNATURE) : tail] != _SIGNATURE
        or not body
    ):
        raise Malformed("not a COSE_Sign1")
    payload = body[_LENGTH_BYTES.get(body[0], 1) :]
    if _byte_string(payload) != body:
        raise Malformed("payload")
    return Signed(signed[_KEY_ID], payload, signed[tail:])


def _to_be_signed(key_id: bytes, payload: bytes, external: bytes) -> bytes:
    """The Sig_structure of RFC 9052, 4.4."""
    protected = _OPENING[1:] + key_id
    return _SIGNATURE_1 + protected + _byte_string(external) + _byte_string(payload)


def _byte_string(data: bytes) -> bytes:
    """``data`` in deterministic CBOR; written out, for this runs three times for each result."""
    size = len(data)
    if size < 24:
        return bytes((0x40 + size,)) + data
    if size < 256:
        return bytes((0x58, size)) + data
    lead, width = next(item for item in _LENGTHS if size < 1 << 8 * item[1])
    return bytes((lead,)) + size.to_bytes(width, "big") + data
