"""The desk's end: a text or wire is opened, verified and read, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kiosk.domain.counts import CountsRecord
from kiosk.domain.detail import DetailRecord
from kiosk.domain.record import Record
from kiosk.handoff import cose, counts, detail, kr1, padding, record, seal
from kiosk.handoff.errors import Malformed, Rejected
from kiosk.handoff.keys import Device, DeviceKeys, SiteKey
from kiosk.handoff.sitepack import DeviceEntry, SitePack

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """A result that everything is right with."""

    record: Record
    id: bytes
    wire_hash: bytes
    tablet: DeviceEntry
    wire: bytes
    payload: bytes
    """What ``record`` was read from: encoding it again gives nothing else."""
    revoked: bool = False
    """Made after its tablet was revoked: for the quarantine."""


@dataclass(frozen=True, slots=True)
class OpenedDetail:
    """A detail object that everything is right with."""

    record: DetailRecord
    id: bytes
    wire_hash: bytes
    wire: bytes
    payload: bytes
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class OpenedCounts:
    """A counts object that everything is right with."""

    record: CountsRecord
    wire_hash: bytes


class Opener:
    """Opens the results of one site."""

    def __init__(self, pack: SitePack, site_keys: Iterable[SiteKey]) -> None:
        self._pack = pack
        self._site_id = pack.site_id
        self._site_keys = _grouped((key.key_id, key.private) for key in site_keys)
        self._tablets = _grouped(
            (entry.keys.key_id, entry) for entry in pack.devices if entry.device is Device.TABLET
        )

    @classmethod
    def for_desk(cls, keys: DeviceKeys, pack: SitePack) -> Opener:
        """With every site key that the pack holds for this desk; ValueError for another site's."""
        if keys.device is not Device.DESK or keys.root_public != pack.root_public:
            raise ValueError("results are opened by a desk of their own site")
        return cls(pack, pack.unwrap_site_keys(keys.seal))

    def open(self, text: str) -> Opened:
        """The result of a text as typed, scanned or read from a picture; else Rejected."""
        try:
            return self._open(kr1.wire(text))
        except Malformed:
            raise Rejected from None

    def open_wire(self, wire: bytes) -> Opened:
        """The result of a wire out of a bundle; else Rejected."""
        try:
            return self._open(wire)
        except Malformed:
            raise Rejected from None

    def open_detail(self, wire: bytes) -> OpenedDetail:
        """The detail object of a wire out of a bundle; else Rejected."""
        try:
            return self._open_detail(wire)
        except Malformed:
            raise Rejected from None

    def open_counts(self, wire: bytes) -> OpenedCounts:
        """What a tablet counted, from a wire out of a bundle; else Rejected."""
        try:
            return self._open_counts(wire)
        except Malformed:
            raise Rejected from None

    def _open(self, wire: bytes) -> Opened:
        if len(wire) != kr1.WIRE or wire[0] != kr1.VERSION:
            raise Malformed("wire")
        signed = padding.unpad(self._unseal(wire, kr1.seal_info))
        parts = cose.parse(signed)
        tablet = self._signer(parts, kr1.signature_context(self._site_id))
        plain = record.decode(parts.payload)
        if plain.tablet != tablet.number:
            raise Malformed("another tablet's number")
        return Opened(
            record=plain,
            id=kr1.result_id(signed),
            wire_hash=kr1.wire_hash(wire),
            tablet=tablet,
            wire=wire,
            payload=parts.payload,
            revoked=self._pack.is_revoked(tablet, plain.epoch, plain.sequence),
        )

    def _open_detail(self, wire: bytes) -> OpenedDetail:
        if not detail.is_wire_length(len(wire)) or wire[0] != detail.VERSION:
            raise Malformed("wire")
        signed = detail.unpad(self._unseal(wire, detail.seal_info))
        parts = cose.parse(signed)
        tablet = self._signer(parts, detail.signature_context(self._site_id))
        plain = detail.decode(parts.payload)
        if plain.tablet != tablet.number:
            raise Malformed("another tablet's number")
        return OpenedDetail(
            record=plain,
            id=kr1.result_id(signed),
            wire_hash=kr1.wire_hash(wire),
            wire=wire,
            payload=parts.payload,
            revoked=self._pack.is_revoked(tablet, plain.epoch, plain.sequence),
        )

    def _open_counts(self, wire: bytes) -> OpenedCounts:
        if not detail.is_wire_length(len(wire)) or wire[0] != counts.VERSION:
            raise Malformed("wire")
        parts = cose.parse(detail.unpad(self._unseal(wire, counts.seal_info)))
        tablet = self._signer(parts, counts.signature_context(self._site_id))
        plain = counts.decode(parts.payload)
        if plain.tablet != tablet.number:
            raise Malformed("another tablet's number")
        return OpenedCounts(plain, kr1.wire_hash(wire))

    def _unseal(self, wire: bytes, info: Callable[[bytes], bytes]) -> bytes:
        head = wire[: kr1.HEADER]
        for private in self._site_keys.get(head[1:], ()):
            try:
                return seal.unseal(wire[kr1.HEADER :], private, info(head))
            except Malformed:
                continue  # another key may share the id
        raise Malformed("no key")

    def _signer(self, parts: cose.Signed, context: bytes) -> DeviceEntry:
        for entry in self._tablets.get(parts.key_id, ()):
            if parts.verify(entry.keys.sign, context):
                return entry
        raise Malformed("signature")


def _grouped(pairs: Iterable[tuple[bytes, T]]) -> dict[bytes, list[T]]:
    """Everything under its id; two keys may share one."""
    groups: dict[bytes, list[T]] = {}
    for key_id, item in pairs:
        groups.setdefault(key_id, []).append(item)
    return groups
