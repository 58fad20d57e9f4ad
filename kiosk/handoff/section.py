"""The sealed section of a site pack: what only one device may read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from hmac import compare_digest

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.domain.errors import KioskError, N_
from kiosk.handoff import cbor, seal
from kiosk.handoff.stretch import LENGTH, SALT, stretch

FORMAT = 1
LARGEST = 1_024
"""Bytes of a sealed section, at most."""

PRACTICE_PIN = "2580"
"""The staff PIN of a throwaway site, which tells it on its PIN screen."""

PROGRESS_KEY = 32
MOST_PINS = 8
SHORTEST_PIN, LONGEST_PIN = 4, 12


class PinRefused(KioskError):  # noqa: N818 - named for what happened, as in handoff.errors
    """A staff PIN that cannot be set."""


@dataclass(frozen=True, slots=True)
class PinHash:
    """A staff PIN, stretched.

    A PIN has few digits: what protects it is the seal. The stretching holds up whoever has opened
    the tablet.
    """

    salt: bytes
    hash: bytes = field(repr=False)

    @classmethod
    def of(cls, pin: str) -> PinHash:
        """A new hash under a new salt; PinRefused unless it is 4 to 12 digits."""
        if not _possible(pin):
            raise PinRefused(
                N_("A staff PIN has {shortest} to {longest} digits and nothing else; choose one."),
                shortest=SHORTEST_PIN,
                longest=LONGEST_PIN,
            )
        salt = os.urandom(SALT)
        return cls(salt, stretch(pin.encode(), salt))

    def fits(self, pin: str) -> bool:
        """Whether it is this PIN; takes some tenths of a second and 64 MiB."""
        return compare_digest(self.hash, stretch(pin.encode(), self.salt))


@dataclass(frozen=True, slots=True)
class Section:
    """What a device needs beside the readable pack. A desk has no PINs."""

    pins: tuple[PinHash, ...] = ()
    progress_key: bytes = field(default=bytes(PROGRESS_KEY), repr=False)
    """Makes the tag of a progress code; the same for as long as the site lives."""

    def pin_fits(self, pin: str) -> bool:
        """Whether it is one of the staff's PINs; slow, so not for the thread that draws."""
        return _possible(pin) and any(known.fits(pin) for known in self.pins)


def make(pins: Iterable[str] = ()) -> Section:
    """A section for a new site: hashes of these PINs, a new progress key."""
    return Section(tuple(PinHash.of(pin) for pin in pins), os.urandom(PROGRESS_KEY))


def seal_to(section: Section, holder: bytes, site_id: bytes, purpose: bytes) -> bytes:
    """The section sealed to a raw X25519 public key, at one site for one purpose."""
    content = {
        0: FORMAT,
        1: [[pin.salt, pin.hash] for pin in section.pins],
        2: section.progress_key,
    }
    return seal.seal(cbor.encode(content), holder, purpose + site_id)


def unseal(sealed: bytes, private: X25519PrivateKey, site_id: bytes, purpose: bytes) -> Section:
    """The section that was sealed to this key; Malformed for anything else."""
    content = cbor.fields(cbor.decode(seal.unseal(sealed, private, purpose + site_id)), range(3))
    cbor.integer(content[0], FORMAT, FORMAT)
    pins = [cbor.array(pin, 2, 2) for pin in cbor.array(content[1], 0, MOST_PINS)]
    return Section(
        pins=tuple(
            PinHash(cbor.octets(salt, SALT), cbor.octets(stretched, LENGTH))
            for salt, stretched in pins
        ),
        progress_key=cbor.octets(content[2], PROGRESS_KEY),
    )


def _possible(pin: str) -> bool:
    return pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN
