"""A reader of site packs and requests written from kiosk/handoff/FORMAT.md alone, with pyhpke, cwt
and cbor2; Argon2id is the one thing that comes from where ours does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import cbor2
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cwt import COSE, COSEKey

from tests.foreign.opener import SUITE, TAIL, Fields, RefusedError, payload_at, short_id


def read_pack(data: bytes, root: bytes) -> Fields:
    """The fields of a pack that this root signed."""
    site_id = hashlib.sha256(root).digest()[:16]
    found = cbor2.loads(_verified(data, root, b"kiosk-site-pack/1" + site_id))
    if found[0] != 2 or found[16] != root:
        raise RefusedError
    names = (
        *("version", "issued", "expires", "name", "workshops", "controller", "privacy_notice"),
        *("practice", "site_keys", "recovery", "devices", "revocations", "settings", "scoring"),
        *("kept", "root"),
    )
    return {name: found[key] for key, name in enumerate(names, 1)} | {"site_id": site_id}


def site_keys(pack: Fields, private: bytes) -> list[bytes]:
    """The private site keys that a desk or the recovery key gets out of a pack."""
    own = short_id(_public(private))
    return [
        _unsealed(
            dict(wrapped)[own],
            private,
            b"kiosk-site-key/1" + pack["site_id"] + short_id(public),
        )
        for public, _, _, wrapped in pack["site_keys"]
    ]


def kept_section(pack: Fields, private: bytes) -> Fields:
    """What later devices get, for a desk or the recovery key."""
    sealed = dict(pack["kept"])[short_id(_public(private))]
    return _section(_unsealed(sealed, private, b"kiosk-kept-section/1" + pack["site_id"]))


def own_section(pack: Fields, private: bytes) -> Fields:
    """The section of the device that has this sealing key."""
    own = _public(private)
    sign, sealed = next((one[2], one[4]) for one in pack["devices"] if one[3] == own)
    return _section(_unsealed(sealed, private, b"kiosk-section/1" + sign + pack["site_id"]))


def pin_fits(section: Fields, pin: str) -> bool:
    return any(stretched(pin.encode(), salt) == known for salt, known in section["pins"])


def read_request(data: bytes) -> Fields:
    found = cbor2.loads(_verified(data, _claimed_sign(data), b"kiosk-request/1"))
    return {"device": found[1], "sign": found[2], "seal": found[3]}


def request_of(text: str) -> bytes:
    """Chapter 2, with another prefix and length."""
    digits, wire = text[3:], b""
    for at in range(0, len(digits), 17):
        chunk = digits[at : at + 17]
        wire += int(chunk).to_bytes({**TAIL, 17: 7}[len(chunk)], "little")
    return wire


def check_digits(*parts: bytes) -> str:
    joined = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    salt = b"kiosk-check/1\x00\x00\x00"
    return f"{int.from_bytes(stretched(joined, salt), 'big') % 10**8:08}"


def locked_key(data: bytes, passphrase: str) -> tuple[str, bytes]:
    """What a key file under a passphrase is for, and the key."""
    found: Mapping[int, bytes] = cbor2.loads(data)
    purpose = str(found[1])
    cipher = ChaCha20Poly1305(stretched(passphrase.encode(), found[2]))
    bound = cbor2.dumps([1, purpose, found[2]])
    return purpose, cipher.decrypt(bytes(12), found[3], bound)


def stretched(secret: bytes, salt: bytes) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=65_536)
    return kdf.derive(secret)


def _section(data: bytes) -> Fields:
    found = cbor2.loads(data)
    return {"pins": found[1], "progress_key": found[2]}


def _claimed_sign(data: bytes) -> bytes:
    """A request is signed by the key that it names."""
    claimed: bytes = cbor2.loads(cbor2.loads(data)[2])[2]
    return claimed


def _verified(data: bytes, public: bytes, context: bytes) -> bytes:
    kid = short_id(public)
    if data[:12] != bytes.fromhex("8449a201270444") + kid + b"\xa0":
        raise RefusedError
    key = COSEKey.new({1: 1, 2: kid, 3: -8, -1: 6, -2: public})
    payload: bytes = COSE.new().decode(b"\xd2" + data, key, external_aad=context)
    again = cbor2.dumps(cbor2.loads(payload), canonical=True)
    if not payload_at(data, payload) or again != payload:
        raise RefusedError
    return payload


def _unsealed(sealed: bytes, private: bytes, info: bytes) -> bytes:
    key = SUITE.kem.deserialize_private_key(private)
    return SUITE.create_recipient_context(sealed[:32], key, info=info).open(sealed[32:])


def _public(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
