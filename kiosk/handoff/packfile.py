"""The site pack as a file, signed by the root key."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from kiosk.handoff import cbor, cose, keys, seal, section, signed
from kiosk.handoff.errors import FileRefused, Malformed, Refusal
from kiosk.handoff.keys import Device, PublicKeys, RootKey
from kiosk.handoff.sitepack import (
    DeviceEntry,
    Revocation,
    ScoringVersion,
    SiteKeyEntry,
    SitePack,
    Workshop,
)

FORMAT = 2
LARGEST = 4 * 1024 * 1024
"""Bytes of a pack file, at most."""

_MANY = 65_535
_TEXT = 20_000
_LAST_DAY = date.max.toordinal()
_DEVICES = (Device.TABLET, Device.DESK)
_EVERY_EPOCH = -1
_ROOT_LENGTH = 32
_ROOT_KEY = bytes.fromhex("105820")
"""Key 16, the last one, and a byte string of 32."""


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
    if len(data) > LARGEST:
        raise FileRefused(Refusal.TOO_LARGE, name, limit=LARGEST)
    context = _context(keys.site_id(root_public))
    _, content = signed.open_signed(data, (root_public,), context, FORMAT, name)
    try:
        pack = _read(content, root_public)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error
    if pack.version < lowest:
        raise FileRefused(Refusal.OLDER, name, version=pack.version, lowest=lowest)
    return pack


def claimed_root(data: bytes) -> bytes:
    """The root key that a pack says is its own; Malformed when it says none.

    It is the end of the payload, so it is read without a decoder. Proves nothing before people
    have compared the check digits: see ``site.first_pack``.
    """
    payload = cose.parse(data).payload
    if payload[-_ROOT_LENGTH - len(_ROOT_KEY) : -_ROOT_LENGTH] != _ROOT_KEY:
        raise Malformed("no root")
    return payload[-_ROOT_LENGTH:]


def _context(site_id: bytes) -> bytes:
    return b"kiosk-site-pack/1" + site_id


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
        12: [_write_revocation(gone) for gone in pack.revocations],
        13: [[name, pack.settings[name]] for name in sorted(pack.settings)],
        14: [[version.service, version.digest] for version in pack.scoring],
        15: [[holder, pack.kept[holder]] for holder in sorted(pack.kept)],
        16: pack.root_public,
    }


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
        entry.workshop,
    ]


def _write_revocation(gone: Revocation) -> list[object]:
    epoch = _EVERY_EPOCH if gone.epoch is None else gone.epoch
    return [_DEVICES.index(gone.device), gone.key_id, epoch, gone.after_sequence]


def _read(value: object, root_public: bytes) -> SitePack:
    content = cbor.fields(value, range(17))
    cbor.integer(content[0], FORMAT, FORMAT)
    if content[16] != root_public:
        raise Malformed("another root")
    pack = SitePack(
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
        kept=_by_holder(content[15], seal.OVERHEAD, section.LARGEST),
    )
    if _write(pack) != content:
        raise Malformed("out of order, or twice")
    return pack


def _day(value: object) -> date:
    return date.fromordinal(cbor.integer(value, 1, _LAST_DAY))


def _workshop(value: object) -> Workshop:
    number, name = cbor.array(value, 2, 2)
    return Workshop(cbor.integer(number, 0, 255), cbor.text(name, 200))


def _site_key(value: object) -> SiteKeyEntry:
    public, valid_from, valid_to, wrapped = cbor.array(value, 4, 4)
    return SiteKeyEntry(
        public=cbor.octets(public, 32),
        valid_from=_day(valid_from),
        valid_to=_day(valid_to),
        wrapped=_by_holder(wrapped, 32 + seal.OVERHEAD, 32 + seal.OVERHEAD),
    )


def _by_holder(value: object, shortest: int, longest: int) -> MappingProxyType[bytes, bytes]:
    """What is sealed to several, by the key id of each."""
    pairs = [cbor.array(pair, 2, 2) for pair in cbor.array(value, 0, _MANY)]
    found = {
        cbor.octets(holder, 4): cbor.octets(sealed, shortest, longest) for holder, sealed in pairs
    }
    if len(found) != len(pairs):
        raise Malformed("twice")
    return MappingProxyType(found)


def _device(value: object) -> DeviceEntry:
    device, number, sign, seal_key, sealed, workshop = cbor.array(value, 6, 6)
    return DeviceEntry(
        device=_DEVICES[cbor.integer(device, 0, len(_DEVICES) - 1)],
        number=cbor.integer(number, 1, _MANY),
        keys=PublicKeys(cbor.octets(sign, 32), cbor.octets(seal_key, 32)),
        sealed_section=cbor.octets(sealed, 0, section.LARGEST),
        workshop=cbor.integer(workshop, 0, 255),
    )


def _revocation(value: object) -> Revocation:
    device, key_id, number, sequence = cbor.array(value, 4, 4)
    epoch = cbor.integer(number, _EVERY_EPOCH, 2**32 - 1)
    return Revocation(
        device=_DEVICES[cbor.integer(device, 0, len(_DEVICES) - 1)],
        key_id=cbor.octets(key_id, 4),
        epoch=None if epoch == _EVERY_EPOCH else epoch,
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
