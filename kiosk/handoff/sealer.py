"""The tablet's end: a record becomes a sealed object that this tablet itself cannot open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.counts import CountsRecord
from kiosk.domain.detail import DetailRecord
from kiosk.domain.record import Flag, Record
from kiosk.handoff import cose, counts, detail, kr1, padding, record, seal
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.sitepack import SitePack


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a tablet keeps of a shared result; beside ``wire`` only hashes."""

    text: str
    wire: bytes
    id: bytes
    wire_hash: bytes


@dataclass(frozen=True, slots=True)
class SealedDetail:
    """What a tablet keeps of the detail object of a shared result."""

    wire: bytes
    wire_hash: bytes


class Sealer:
    """Signs with a tablet's keys and seals to its site."""

    def __init__(self, keys: DeviceKeys, pack: SitePack) -> None:
        if keys.device is not Device.TABLET or keys.root_public != pack.root_public:
            raise ValueError("a result is sealed by a tablet, for its own site")
        self._keys = keys
        self._key_id = keys.public.key_id
        self._pack = pack

    def seal(self, plain: Record) -> Sealed:
        """The sealed object; ValueError for a record that is not this tablet's or out of range.

        At a site that is for practice only each result is marked as practice, for good.
        """
        if plain.tablet != self._keys.number:
            raise ValueError(f"a record of tablet {plain.tablet} on tablet {self._keys.number}")
        if self._pack.practice_only:
            result = replace(plain.result, flags=plain.result.flags | Flag.PRACTICE)
            plain = replace(plain, result=result)
        signed = cose.sign(
            self._keys.sign,
            self._key_id,
            record.encode(plain),
            kr1.signature_context(self._pack.site_id),
        )
        site_key = self._pack.sealing_key(plain.result.day)
        head = kr1.header(site_key.key_id)
        padded = padding.pad(signed, kr1.PLAIN)
        wire = head + seal.seal(padded, site_key.public, kr1.seal_info(head))
        return Sealed(kr1.text(wire), wire, kr1.result_id(signed), kr1.wire_hash(wire))

    def seal_detail(self, plain: DetailRecord, day: date) -> SealedDetail:
        """The sealed detail object of a result of that day; ValueError as for a record."""
        if plain.tablet != self._keys.number:
            raise ValueError(f"a detail of tablet {plain.tablet} on tablet {self._keys.number}")
        signed = cose.sign(
            self._keys.sign,
            self._key_id,
            detail.encode(plain),
            detail.signature_context(self._pack.site_id),
        )
        site_key = self._pack.sealing_key(day)
        head = detail.header(site_key.key_id)
        wire = head + seal.seal(detail.pad(signed), site_key.public, detail.seal_info(head))
        return SealedDetail(wire, kr1.wire_hash(wire))

    def seal_counts(self, plain: CountsRecord, day: date) -> bytes:
        """The wire of what was counted, sealed on that day; ValueError as for a record."""
        if plain.tablet != self._keys.number:
            raise ValueError(f"counts of tablet {plain.tablet} on tablet {self._keys.number}")
        signed = cose.sign(
            self._keys.sign,
            self._key_id,
            counts.encode(plain),
            counts.signature_context(self._pack.site_id),
        )
        site_key = self._pack.sealing_key(day)
        head = counts.header(site_key.key_id)
        return head + seal.seal(detail.pad(signed), site_key.public, counts.seal_info(head))
