"""HPKE (RFC 9180), base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305; one message a key."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.handoff.errors import Malformed

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
OVERHEAD = 48
"""Bytes that a seal adds: encapsulated key 32, tag 16."""


def seal(plain: bytes, public: bytes, info: bytes) -> bytes:
    """Encapsulated key and ciphertext for the raw X25519 public key."""
    return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info)


def unseal(sealed: bytes, private: X25519PrivateKey, info: bytes) -> bytes:
    """What was sealed to this key under this info; Malformed for anything else."""
    try:
        return _SUITE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError) as error:
        raise Malformed("seal") from error
