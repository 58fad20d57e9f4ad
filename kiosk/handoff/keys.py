"""The keys of a site: root, site key, recovery key, and those of each tablet and desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.handoff.stretch import SALT, stretch

_CHECK_SALT = b"kiosk-check/1".ljust(SALT, b"\0")


def key_id(public: bytes) -> bytes:
    """The 4 bytes that name a public key; two keys may share one, so it proves nothing."""
    return hashlib.sha256(public).digest()[:4]


@lru_cache(maxsize=64)
def check_digits(*parts: bytes) -> str:
    """Eight digits that two people compare on two screens before a key is trusted.

    Stretched (Argon2id, 64 MiB, some tenths of a second): eight digits alone would let somebody
    try keys until one shows the same digits; this way it takes months instead of minutes.
    """
    joined = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"{int.from_bytes(stretch(joined, _CHECK_SALT), 'big') % 10**8:08}"


def site_id(root_public: bytes) -> bytes:
    """The 16 bytes that name a site."""
    return hashlib.sha256(root_public).digest()[:16]


class Device(StrEnum):
    """What holds its own keys."""

    TABLET = "tablet"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public halves of a device's keys, raw, 32 bytes each."""

    sign: bytes
    seal: bytes

    @property
    def key_id(self) -> bytes:
        return key_id(self.sign)

    @property
    def check_digits(self) -> str:
        return check_digits(self.sign, self.seal)


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The keys that a tablet or desk made for itself; no site knows them yet."""

    device: Device
    sign: Ed25519PrivateKey
    seal: X25519PrivateKey

    @classmethod
    def make(cls, device: Device) -> OwnKeys:
        """New keys, from the operating system's random numbers."""
        return cls(device, Ed25519PrivateKey.generate(), X25519PrivateKey.generate())

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(
            self.sign.public_key().public_bytes_raw(), self.seal.public_key().public_bytes_raw()
        )

    def enrolled(self, number: int, root_public: bytes) -> DeviceKeys:
        """With the number that a site gave, and the root that the device believes from now on."""
        return DeviceKeys(self.device, number, self.sign, self.seal, root_public)


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """An enrolled tablet's or desk's own keys, with the root that it believes."""

    device: Device
    number: int
    sign: Ed25519PrivateKey
    seal: X25519PrivateKey
    root_public: bytes

    @classmethod
    def make(cls, device: Device, number: int, root_public: bytes) -> DeviceKeys:
        """New keys of a device that is enrolled at once."""
        return OwnKeys.make(device).enrolled(number, root_public)

    @property
    def own(self) -> OwnKeys:
        return OwnKeys(self.device, self.sign, self.seal)

    @property
    def public(self) -> PublicKeys:
        return self.own.public

    @property
    def site_id(self) -> bytes:
        return site_id(self.root_public)


@dataclass(frozen=True, slots=True)
class RootKey:
    """Signs the site pack; everything of a site is believed because of it."""

    private: Ed25519PrivateKey

    @classmethod
    def make(cls) -> RootKey:
        return cls(Ed25519PrivateKey.generate())

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def site_id(self) -> bytes:
        return site_id(self.public)


@dataclass(frozen=True, slots=True)
class SiteKey:
    """Results are sealed to its public half; desks hold the private one, out of the site pack."""

    private: X25519PrivateKey

    @classmethod
    def make(cls) -> SiteKey:
        return cls(X25519PrivateKey.generate())

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        return key_id(self.public)
