"""Makes kiosk/handoff/site_vectors.json: ``python -m tests.foreign.make_site_vectors``.

A pack, a request, check digits and a locked key; everything is fixed, as in ``make_vectors``.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pyhpke import KEMKeyPair

from kiosk.handoff import cbor, enrolment, keys, sitepack
from kiosk.handoff.firstpack import site_digits
from kiosk.handoff.keys import Device, OwnKeys, PublicKeys, RootKey
from kiosk.handoff.packfile import sign_pack
from kiosk.handoff.sitepack import DeviceEntry, Revocation, SiteKeyEntry, SitePack, Workshop
from kiosk.handoff.stretch import stretch
from tests.foreign.make_vectors import ROOT, SITE, SITE_ID, raw, secret
from tests.foreign.opener import SUITE, Fields

FILE = Path(__file__).parents[2] / "kiosk" / "handoff" / "site_vectors.json"

PIN = "482913"
PASSPHRASE = "correct horse battery"
TABLET = OwnKeys(
    Device.TABLET,
    Ed25519PrivateKey.from_private_bytes(secret("tablet")),
    X25519PrivateKey.from_private_bytes(secret("tablet seal")),
)
DESK = OwnKeys(
    Device.DESK,
    Ed25519PrivateKey.from_private_bytes(secret("desk")),
    X25519PrivateKey.from_private_bytes(secret("desk seal")),
)
RECOVERY = X25519PrivateKey.from_private_bytes(secret("recovery"))
OLDER = X25519PrivateKey.from_private_bytes(secret("site before"))
PROGRESS_KEY = secret("progress key")
SALT = secret("salt")[:16]
PURPOSES = {"desk": DESK.seal, "recovery": RECOVERY}


def sealed(plain: bytes, to: bytes, info: bytes, name: str) -> bytes:
    """HPKE with a given ephemeral key, as no maker does it."""
    ephemeral = X25519PrivateKey.from_private_bytes(secret(f"ephemeral {name}"))
    pair = KEMKeyPair(
        SUITE.kem.deserialize_private_key(ephemeral.private_bytes_raw()),
        SUITE.kem.deserialize_public_key(raw(ephemeral)),
    )
    holder = SUITE.kem.deserialize_public_key(to)
    enc, context = SUITE.create_sender_context(holder, info, eks=pair)
    return enc + context.seal(plain)


def section(pins: bool) -> bytes:
    return cbor.encode(
        {0: 1, 1: [[SALT, stretch(PIN.encode(), SALT)]] if pins else [], 2: PROGRESS_KEY}
    )


def site_key(private: X25519PrivateKey, since: date, until: date) -> SiteKeyEntry:
    info = b"kiosk-site-key/1" + SITE_ID + keys.key_id(raw(private))
    return SiteKeyEntry(
        raw(private),
        since,
        until,
        {
            keys.key_id(raw(holder)): sealed(
                private.private_bytes_raw(), raw(holder), info, f"{name} {since}"
            )
            for name, holder in PURPOSES.items()
        },
    )


def entry(own: OwnKeys, number: int) -> DeviceEntry:
    info = b"kiosk-section/1" + own.public.sign + SITE_ID
    mine = section(own.device is Device.TABLET)
    part = sealed(mine, own.public.seal, info, f"section {own.device}")
    return DeviceEntry(own.device, number, own.public, part, workshop=2)


def pack() -> SitePack:
    lost = PublicKeys(
        raw(Ed25519PrivateKey.from_private_bytes(secret("lost"))),
        raw(X25519PrivateKey.from_private_bytes(secret("lost seal"))),
    )
    return SitePack(
        root_public=raw(ROOT),
        version=3,
        issued=date(2026, 11, 22),
        expires=date(2027, 11, 22),
        site_name="Værksted",
        workshops=(Workshop(1, "Nord"), Workshop(2, "Syd")),
        controller="The municipality",
        privacy_notice="What is kept, and for whom.",
        practice=False,
        site_keys=(
            site_key(SITE, date(2026, 11, 22), date(2028, 1, 21)),
            site_key(OLDER, date(2025, 11, 22), date(2027, 1, 21)),
        ),
        recovery_public=raw(RECOVERY),
        devices=(entry(TABLET, 7), entry(DESK, 1), DeviceEntry(Device.TABLET, 8, lost)),
        revocations=(
            Revocation(Device.TABLET, lost.key_id, 305_419_896, 120),
            Revocation(Device.TABLET, lost.key_id, None, 200),
        ),
        settings={"result_months": 6},
        kept={
            keys.key_id(raw(holder)): sealed(
                section(pins=True), raw(holder), sitepack.KEPT + SITE_ID, f"kept {name}"
            )
            for name, holder in PURPOSES.items()
        },
    )


def locked() -> bytes:
    """The root key as ``root.key`` keeps it."""
    key, bound = stretch(PASSPHRASE.encode(), SALT), cbor.encode([1, "root", SALT])
    cipher = ChaCha20Poly1305(key).encrypt(bytes(12), ROOT.private_bytes_raw(), bound)
    return cbor.encode({0: 1, 1: "root", 2: SALT, 3: cipher})


def vectors() -> Fields:
    return {
        "about": "Test vectors of kiosk/handoff/FORMAT.md, site packs and requests; bytes are hex. "
        "Never use these keys.",
        "root_public": raw(ROOT),
        "site_key_private": SITE.private_bytes_raw(),
        "site_key_before_private": OLDER.private_bytes_raw(),
        "recovery_private": RECOVERY.private_bytes_raw(),
        "desk_seal_private": DESK.seal.private_bytes_raw(),
        "tablet_sign_public": TABLET.public.sign,
        "tablet_seal_private": TABLET.seal.private_bytes_raw(),
        "pin": PIN,
        "progress_key": PROGRESS_KEY,
        "pack": sign_pack(pack(), RootKey(ROOT)),
        "request": enrolment.write_request(TABLET),
        "request_text": enrolment.request_text(TABLET),
        "request_digits": TABLET.public.check_digits,
        "site_digits": site_digits(raw(ROOT), TABLET.public),
        "passphrase": PASSPHRASE,
        "root_key_file": locked(),
    }


def as_json() -> str:
    return json.dumps(vectors(), default=bytes.hex, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(as_json(), encoding="ascii")
