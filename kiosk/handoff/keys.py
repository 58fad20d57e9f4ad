"""The keys of a site: root, site key, recovery key, and those of each tablet and desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey


def key_id(public: bytes) -> bytes:
    """The 4 bytes that name a public key; two keys may share one, so it proves nothing."""
    return hashlib.sha256(public).digest()[:4]


def check_digits(*parts: bytes) -> str:
    """Eight digits that two people compare on two screens before a key is trusted."""
    digest = hashlib.sha256(b"kiosk-check/1")
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return f"{int.from_bytes(digest.digest(), 'big') % 10**8:08}"


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
class DeviceKeys:
    """A tablet's or desk's own keys, with the root that it believes."""

    device: Device
    number: int
    sign: Ed25519PrivateKey
    seal: X25519PrivateKey
    root_public: bytes

    @classmethod
    def make(cls, device: Device, number: int, root_public: bytes) -> DeviceKeys:
        """New keys, from the operating system's random numbers."""
        return cls(
            device, number, Ed25519PrivateKey.generate(), X25519PrivateKey.generate(), root_public
        )

    @property
    def public(self) -> PublicKeys:
        return PublicKeys(
            self.sign.public_key().public_bytes_raw(), self.seal.public_key().public_bytes_raw()
        )

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
