"""Only the right key opens a seal, under the right info."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import seal
from kiosk.handoff.errors import Malformed

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


@given(st.binary(max_size=400), st.binary(max_size=20))
def test_what_was_sealed_is_opened(plain: bytes, info: bytes) -> None:
    sealed = seal.seal(plain, PUBLIC, info)
    assert len(sealed) == len(plain) + seal.OVERHEAD
    assert seal.unseal(sealed, KEY, info) == plain


def test_another_key_info_or_byte_is_malformed() -> None:
    sealed = seal.seal(b"plain", PUBLIC, b"info")
    other = X25519PrivateKey.generate()
    for data, key, info in (
        (sealed, other, b"info"),
        (sealed, KEY, b"Info"),
        *(
            (sealed[:at] + bytes((sealed[at] ^ 1,)) + sealed[at + 1 :], KEY, b"info")
            for at in range(53)
        ),
        *((sealed[:at], KEY, b"info") for at in range(53)),
        (bytes(80), KEY, b"info"),
    ):
        with pytest.raises(Malformed):
            seal.unseal(data, key, info)
