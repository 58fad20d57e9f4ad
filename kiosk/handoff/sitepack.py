"""The site pack: all that the devices of a site have to know, signed by the root key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.handoff import cbor, cose, keys, seal
from kiosk.handoff.errors import FileRefused, Malformed, Refusal
from kiosk.handoff.keys import Device, DeviceKeys, PublicKeys, RootKey, SiteKey

FORMAT = 1
LARGEST = 4 * 1024 * 1024
"""Bytes of a pack file, at most."""

_MANY = 65_535
_TEXT = 20_000
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Workshop:
    """A place; its number stands in every record."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class SiteKeyEntry:
    """A public site key, the days on which tablets may seal to it, its private half wrapped."""

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
    """For a tablet: staff PIN hashes and progress-code key, sealed to it. Empty: none."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """A device that is believed no more: a tablet after a sequence of an epoch, a desk at once."""

    device: Device
    key_id: bytes
    epoch: int = 0
    after_sequence: int = 0


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

    @property
    def site_id(self) -> bytes:
        return keys.site_id(self.root_public)

    @property
    def practice_only(self) -> bool:
        """Whether results have to be marked as practice."""
        return self.practice or not self.controller.strip() or not self.privacy_notice.strip()

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

    def sealing_key(self, day: date) -> SiteKeyEntry:
        """The newest site key that is valid on a day; the newest of all if a clock is wrong."""
        newest = sorted(self.site_keys, key=lambda key: key.valid_from, reverse=True)
        valid = [key for key in newest if key.valid_from <= day <= key.valid_to]
        return (valid or newest)[0]

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


def wrap(key: SiteKey, holders: Iterable[bytes], site_id: bytes) -> dict[bytes, bytes]:
    """The private site key sealed to each holder's raw X25519 public key, by that key's id."""
    info = _wrap_info(site_id, key.key_id)
    secret = key.private.private_bytes_raw()
    return {keys.key_id(holder): seal.seal(secret, holder, info) for holder in holders}


def unwrap(wrapped: bytes, private: X25519PrivateKey, site_id: bytes, key_id: bytes) -> SiteKey:
    """A site key out of its wrapping; Malformed when it is not meant for ``private``."""
    secret = seal.unseal(wrapped, private, _wrap_info(site_id, key_id))
    return SiteKey(X25519PrivateKey.from_private_bytes(cbor.octets(secret, 32)))


def sign_pack(pack: SitePack, root: RootKey) -> bytes:
    """The pack as a file; ValueError for a pack that could not be read again."""
    if root.public != pack.root_public:
        raise ValueError("a pack is signed by its own root key")
    content = _write(pack)
    _read(content, pack.root_public)
    payload = cbor.encode(content)
    return cose.sign(root.private, keys.key_id(root.public), payload, _context(pack.site_id))


def open_pack(
    data: bytes, root_public: bytes, lowest: int = 0, name: str = "site.pack"
) -> SitePack:
    """The pack, if the pinned root key signed it and its version is not under ``lowest``."""
    try:
        if len(data) > LARGEST:
            raise Malformed("size")
        signed = cose.parse(data)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error
    if not signed.verify(root_public, _context(keys.site_id(root_public))):
        raise FileRefused(Refusal.SIGNATURE, name)
    try:
        content = cbor.decode(signed.payload)
        if type(content) is dict and type(content.get(0)) is int and content[0] > FORMAT:
            raise FileRefused(Refusal.NEWER_FORMAT, name)
        pack = _read(content, root_public)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error
    if pack.version < lowest:
        raise FileRefused(Refusal.OLDER, name, version=pack.version, lowest=lowest)
    return pack


def _context(site_id: bytes) -> bytes:
    return b"kiosk-site-pack/1" + site_id


def _wrap_info(site_id: bytes, key_id: bytes) -> bytes:
    return b"kiosk-site-key/1" + site_id + key_id


def _write(pack: SitePack) -> dict[int, object]:
    return {
        0: FORMAT,
        1: pack.version,
        2: pack.issued.toordinal(),
        3: pack.expires.toordinal(),
        4: pack.site_name,
        5: [[workshop.number, workshop.name] for workshop in pack.workshops],
        6: pack.controller,
        7: pack.privacy_notice,
        8: pack.practice,
        9: [_write_site_key(key) for key in pack.site_keys],
        10: pack.recovery_public,
        11: [_write_device(entry) for entry in pack.devices],
        12: [
            [_DEVICES.index(gone.device), gone.key_id, gone.epoch, gone.after_sequence]
            for gone in pack.revocations
        ],
        13: [[name, pack.settings[name]] for name in sorted(pack.settings)],
        14: [[version.service, version.digest] for version in pack.scoring],
    }


_DEVICES = (Device.TABLET, Device.DESK)


def _write_site_key(key: SiteKeyEntry) -> list[object]:
    wrapped = [[holder, key.wrapped[holder]] for holder in sorted(key.wrapped)]
    return [key.public, key.valid_from.toordinal(), key.valid_to.toordinal(), wrapped]


def _write_device(entry: DeviceEntry) -> list[object]:
    return [
        _DEVICES.index(entry.device),
        entry.number,
        entry.keys.sign,
        entry.keys.seal,
        entry.sealed_section,
    ]


def _read(value: object, root_public: bytes) -> SitePack:
    content = cbor.fields(value, range(15))
    cbor.integer(content[0], FORMAT, FORMAT)
    return SitePack(
        root_public=root_public,
        version=cbor.integer(content[1], 1, 2**31),
        issued=_day(content[2]),
        expires=_day(content[3]),
        site_name=cbor.text(content[4], 200),
        workshops=tuple(_workshop(item) for item in cbor.array(content[5], 1, 255)),
        controller=cbor.text(content[6], _TEXT),
        privacy_notice=cbor.text(content[7], _TEXT),
        practice=cbor.truth(content[8]),
        site_keys=tuple(_site_key(item) for item in cbor.array(content[9], 1, 1_000)),
        recovery_public=cbor.octets(content[10], 32),
        devices=tuple(_device(item) for item in cbor.array(content[11], 0, _MANY)),
        revocations=tuple(_revocation(item) for item in cbor.array(content[12], 0, _MANY)),
        settings=MappingProxyType(dict(_setting(item) for item in cbor.array(content[13], 0, 500))),
        scoring=tuple(_scoring(item) for item in cbor.array(content[14], 0, _MANY)),
    )


def _day(value: object) -> date:
    return date.fromordinal(cbor.integer(value, 1, _LAST_DAY))


def _workshop(value: object) -> Workshop:
    number, name = cbor.array(value, 2, 2)
    return Workshop(cbor.integer(number, 0, 255), cbor.text(name, 200))


def _site_key(value: object) -> SiteKeyEntry:
    public, valid_from, valid_to, wrapped = cbor.array(value, 4, 4)
    pairs = [cbor.array(pair, 2, 2) for pair in cbor.array(wrapped, 0, _MANY)]
    return SiteKeyEntry(
        public=cbor.octets(public, 32),
        valid_from=_day(valid_from),
        valid_to=_day(valid_to),
        wrapped=MappingProxyType(
            {
                cbor.octets(holder, 4): cbor.octets(sealed, 32 + seal.OVERHEAD)
                for holder, sealed in pairs
            }
        ),
    )


def _device(value: object) -> DeviceEntry:
    device, number, sign, seal_key, section = cbor.array(value, 5, 5)
    return DeviceEntry(
        device=_DEVICES[cbor.integer(device, 0, len(_DEVICES) - 1)],
        number=cbor.integer(number, 1, _MANY),
        keys=PublicKeys(cbor.octets(sign, 32), cbor.octets(seal_key, 32)),
        sealed_section=cbor.octets(section, 0, 8_192),
    )


def _revocation(value: object) -> Revocation:
    device, key_id, epoch, sequence = cbor.array(value, 4, 4)
    return Revocation(
        device=_DEVICES[cbor.integer(device, 0, len(_DEVICES) - 1)],
        key_id=cbor.octets(key_id, 4),
        epoch=cbor.integer(epoch, 0, 2**32 - 1),
        after_sequence=cbor.integer(sequence, 0, 2**24 - 1),
    )


def _setting(value: object) -> tuple[str, int | str]:
    name, setting = cbor.array(value, 2, 2)
    if type(setting) is int:
        return cbor.text(name, 100), cbor.integer(setting, -(2**53), 2**53)
    return cbor.text(name, 100), cbor.text(setting, _TEXT)


def _scoring(value: object) -> ScoringVersion:
    service, digest = cbor.array(value, 2, 2)
    return ScoringVersion(cbor.integer(service, 1, 255), cbor.octets(digest, 4))
