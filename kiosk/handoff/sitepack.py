"""The site pack: all that the devices of a site have to know. Its file: packfile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.handoff import cbor, keys, seal
from kiosk.handoff import section as sections
from kiosk.handoff.errors import Malformed
from kiosk.handoff.keys import Device, DeviceKeys, PublicKeys, SiteKey
from kiosk.handoff.section import Section


@dataclass(frozen=True, slots=True)
class Workshop:
    """A place; its number stands in every record."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class SiteKeyEntry:
    """A public site key, the days on which tablets may seal to it, its private half wrapped.

    A last day before the first: it only opens, for a desk that was revoked held its private half.
    """

    public: bytes
    valid_from: date
    valid_to: date
    wrapped: Mapping[bytes, bytes]
    """HPKE-sealed private key by the key id of the X25519 key that opens it: desks, recovery."""

    @property
    def key_id(self) -> bytes:
        return keys.key_id(self.public)


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """An enrolled tablet or desk."""

    device: Device
    number: int
    keys: PublicKeys
    sealed_section: bytes = b""
    """Staff PIN hashes (tablets only) and progress-code key, sealed to it. Empty: none."""
    workshop: int = 0
    """The number of the workshop where it stands. 0: none, or it is not known."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """A device that is believed no more: a tablet after a sequence of an epoch, a desk at once."""

    device: Device
    key_id: bytes
    epoch: int | None = None
    """None: every epoch."""
    after_sequence: int = 0
    """The last one that is believed."""


@dataclass(frozen=True, slots=True)
class ScoringVersion:
    """A scoring version that desks are expected to know."""

    service: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class SitePack:
    """A verified site pack, or one that is about to be signed."""

    root_public: bytes
    version: int
    issued: date
    expires: date
    site_name: str
    workshops: tuple[Workshop, ...]
    controller: str
    """Who answers for the data. Empty: practice only."""
    privacy_notice: str
    """Empty: practice only."""
    practice: bool
    """A throwaway site: every screen says so and every result is marked."""
    site_keys: tuple[SiteKeyEntry, ...]
    recovery_public: bytes
    devices: tuple[DeviceEntry, ...]
    revocations: tuple[Revocation, ...] = ()
    settings: Mapping[str, int | str] = field(default_factory=lambda: MappingProxyType({}))
    scoring: tuple[ScoringVersion, ...] = ()
    kept: Mapping[bytes, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """The section that later devices get, sealed to each desk and to recovery, by their key ids."""

    @property
    def site_id(self) -> bytes:
        return keys.site_id(self.root_public)

    @property
    def practice_only(self) -> bool:
        """Whether results have to be marked as practice."""
        return self.practice or not self.controller.strip() or not self.privacy_notice.strip()

    @property
    def founded(self) -> date:
        """The first day on which anything could be sealed."""
        return min(key.valid_from for key in self.site_keys)

    def expired(self, today: date) -> bool:
        """A reason to warn, never to refuse."""
        return today > self.expires

    def devices_with(self, device: Device, key_id: bytes) -> tuple[DeviceEntry, ...]:
        """Every enrolled tablet or desk whose signing key has that id: mostly one, or none."""
        return tuple(
            entry
            for entry in self.devices
            if entry.device is device and entry.keys.key_id == key_id
        )

    def enrolled(self, own: DeviceKeys) -> bool:
        """Whether these keys are in the pack under their number."""
        return any(
            entry.number == own.number and entry.keys == own.public
            for entry in self.devices_with(own.device, own.public.key_id)
        )

    def entry_of(self, public: PublicKeys) -> DeviceEntry | None:
        """The enrolled device that has these keys."""
        return next((entry for entry in self.devices if entry.keys == public), None)

    def section(self, own: DeviceKeys) -> Section | None:
        """The sealed section of this device; None when it has none or cannot open it."""
        entry = self.entry_of(own.public)
        if entry is None or not entry.sealed_section:
            return None
        try:
            return sections.unseal(
                entry.sealed_section, own.seal, self.site_id, section_purpose(entry)
            )
        except Malformed:
            return None

    def kept_section(self, private: X25519PrivateKey) -> Section | None:
        """What later devices get, for a desk's sealing key or the recovery key; else None."""
        mine = keys.key_id(private.public_key().public_bytes_raw())
        try:
            return sections.unseal(self.kept[mine], private, self.site_id, KEPT)
        except (KeyError, Malformed):
            return None

    def is_revoked(self, device: DeviceEntry, epoch: int, sequence: int) -> bool:
        """Whether a tablet was believed no more when it made the object of that number.

        An epoch that none of the tablet's revocations names counts as after them.
        """
        last = self.believed_to(device, epoch)
        return self.revoked(device) and sequence > (last or 0)

    def believed_to(self, device: DeviceEntry, epoch: int) -> int | None:
        """The last sequence of an epoch that is believed; None when no revocation tells of it."""
        found = self.revocations_of(device)
        last = [gone.after_sequence for gone in found if gone.epoch in (None, epoch)]
        return min(last, default=None)

    def desk_is_revoked(self, entry: DeviceEntry) -> bool:
        """Whether a desk is believed no more."""
        return entry.device is Device.DESK and bool(self.revocations_of(entry))

    @property
    def revoked_desks(self) -> frozenset[int]:
        """Numbers of the desks that are believed no more; no number is given twice."""
        return frozenset(one.number for one in self.devices if self.desk_is_revoked(one))

    @property
    def revoked_tablets(self) -> frozenset[int]:
        """Numbers of the tablets that were revoked, however much of them is still believed."""
        return frozenset(
            one.number
            for one in self.devices
            if one.device is Device.TABLET and self.revocations_of(one)
        )

    def revoked(self, entry: DeviceEntry) -> bool:
        """Whether a device was revoked at all, however much of it is still believed."""
        return bool(self.revocations_of(entry))

    def revocations_of(self, entry: DeviceEntry) -> tuple[Revocation, ...]:
        """Every revocation of this device's key."""
        return tuple(
            gone
            for gone in self.revocations
            if gone.device is entry.device and gone.key_id == entry.keys.key_id
        )

    def sealing_key(self, day: date) -> SiteKeyEntry:
        """The newest site key that is valid on a day; the newest of all if a clock is wrong."""
        newest = sorted(self.site_keys, key=lambda key: key.valid_from, reverse=True)
        in_use = [key for key in newest if key.valid_from <= key.valid_to]
        valid = [key for key in in_use if key.valid_from <= day <= key.valid_to]
        return (valid or in_use or newest)[0]

    def unwrap_site_keys(self, private: X25519PrivateKey) -> tuple[SiteKey, ...]:
        """The site keys that a desk's sealing key, or the recovery key, opens."""
        mine = keys.key_id(private.public_key().public_bytes_raw())
        found = []
        for entry in self.site_keys:
            if mine in entry.wrapped:
                key = unwrap(entry.wrapped[mine], private, self.site_id, entry.key_id)
                if key.public == entry.public:
                    found.append(key)
        return tuple(found)


KEPT = b"kiosk-kept-section/1"
"""Purpose of the section that is kept for later devices."""


def section_purpose(entry: DeviceEntry) -> bytes:
    """Purpose of a device's own section: good for no other device."""
    return b"kiosk-section/1" + entry.keys.sign


def wrap(key: SiteKey, holders: Iterable[bytes], site_id: bytes) -> dict[bytes, bytes]:
    """The private site key sealed to each holder's raw X25519 public key, by that key's id."""
    info = _wrap_info(site_id, key.key_id)
    secret = key.private.private_bytes_raw()
    return {keys.key_id(holder): seal.seal(secret, holder, info) for holder in holders}


def unwrap(wrapped: bytes, private: X25519PrivateKey, site_id: bytes, key_id: bytes) -> SiteKey:
    """A site key out of its wrapping; Malformed when it is not meant for ``private``."""
    secret = seal.unseal(wrapped, private, _wrap_info(site_id, key_id))
    return SiteKey(X25519PrivateKey.from_private_bytes(cbor.octets(secret, 32)))


def _wrap_info(site_id: bytes, key_id: bytes) -> bytes:
    return b"kiosk-site-key/1" + site_id + key_id
