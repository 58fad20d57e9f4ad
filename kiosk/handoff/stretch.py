"""Passphrases, PINs and check digits are stretched, so that trying many of them costs much."""

from __future__ import annotations

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

ITERATIONS, LANES, MEMORY_KIB = 3, 4, 64 * 1024
"""Argon2id as RFC 9106 recommends it where memory is short: 64 MiB and some tenths of a second for
each guess."""

SALT = 16
LENGTH = 32


def stretch(secret: bytes, salt: bytes) -> bytes:
    """32 bytes out of a secret and 16 bytes of salt."""
    kdf = Argon2id(
        salt=salt, length=LENGTH, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB
    )
    return kdf.derive(secret)
