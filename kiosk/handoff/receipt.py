"""The receipt: a desk's signed word on every object of a tablet's epoch that it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from pathlib import Path

from kiosk.handoff import cbor, files, signed
from kiosk.handoff.errors import FileRefused, Malformed, Refusal
from kiosk.handoff.files import FileName, Kind
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.sitepack import SitePack

FORMAT = 2
WITHOUT_ERASED = 1
"""The format from before anything could be erased; it is still read."""

LARGEST = 8 * 1024 * 1024
MOST_ENTRIES = 100_000

_PURPOSE = b"kiosk-receipt-file/1"


class Status(IntEnum):
    """What became of an object; the numbers never change."""

    STORED = 1
    DUPLICATE = 2
    QUARANTINED = 3


class Why(IntEnum):
    """Why an object went to quarantine; the numbers never change."""

    NONE = 0
    NUMBER_TWICE = 1
    """The same tablet, epoch and sequence with another hash."""
    REVOKED = 2
    """Made after its tablet was revoked."""
    NOT_OPENED = 3
    """Sent by its tablet, but not to be opened or read here."""


_STATUS, _WHY = tuple(Status), tuple(Why)
"""By number: a receipt has thousands of entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One object and what became of it."""

    sequence: int
    wire_hash: bytes
    status: Status
    why: Why = Why.NONE


@dataclass(frozen=True, slots=True)
class Receipt:
    """Written after the desk's COMMIT."""

    tablet: int
    epoch: int
    desk: int
    number: int
    """Counts the receipts of this desk for this epoch from 1; a lower one is stale."""
    entries: tuple[Entry, ...]
    """By rising sequence, then hash; each hash once."""
    erased: tuple[bytes, ...] = ()
    """Wire hashes of what was erased, rising: all of that epoch. The word counts whatever else is
    said of the object."""

    @property
    def count(self) -> int:
        return len(self.entries)

    @property
    def hash_of_hashes(self) -> bytes:
        return hash_of_hashes(entry.wire_hash for entry in self.entries)


def hash_of_hashes(wire_hashes: Iterable[bytes]) -> bytes:
    """One hash over a set of wire hashes, in whatever order they come."""
    return hashlib.sha256(b"".join(sorted(wire_hashes))).digest()


def name_of(receipt: Receipt, site_id: bytes) -> FileName:
    """The name under which a receipt is kept."""
    return FileName(
        Kind.RECEIPT, site_id[:4], receipt.tablet, receipt.epoch, receipt.number, receipt.desk
    )


def write(receipt: Receipt, own: DeviceKeys) -> bytes:
    """The receipt as a file; ValueError for one that is not this desk's or could not be read."""
    if own.device is not Device.DESK or own.number != receipt.desk:
        raise ValueError("a receipt is signed by its own desk")
    content = _content(receipt)
    _read(content)
    return signed.sign(own, _PURPOSE, content)


def read(data: bytes, pack: SitePack, name: str) -> Receipt:
    """The receipt, if it is what its name says and a desk signed it that is enrolled and was not
    revoked; else FileRefused."""
    claimed = files.parse_name(name)
    if len(data) > LARGEST:
        raise FileRefused(Refusal.TOO_LARGE, name, limit=LARGEST)
    desks = {entry.keys.sign: entry for entry in pack.devices if entry.device is Device.DESK}
    signer, content = signed.open_signed(data, desks, _PURPOSE + pack.site_id, FORMAT, name)
    try:
        receipt = _read(content)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error
    if receipt.desk != desks[signer].number:
        raise FileRefused(Refusal.SIGNATURE, name)
    if pack.desk_is_revoked(desks[signer]):
        raise FileRefused(Refusal.REVOKED, name)
    if name_of(receipt, pack.site_id) != claimed:
        raise FileRefused(Refusal.NAME, name)
    return receipt


def save(
    folder: Path, receipt: Receipt, own: DeviceKeys, layer: files.FileLayer = files.DISK
) -> Path:
    """Write a receipt into a folder the safe way; its path, once it is on the medium."""
    path = folder / str(name_of(receipt, own.site_id))
    files.write_safely(path, write(receipt, own), everything=True, layer=layer)
    return path


def load(path: Path, pack: SitePack) -> Receipt:
    """A receipt from a folder; else FileRefused."""
    files.parse_name(path.name)
    return read(files.read_safely(path, LARGEST), pack, path.name)


def _content(receipt: Receipt) -> dict[int, object]:
    return {
        0: FORMAT,
        1: receipt.tablet,
        2: receipt.epoch,
        3: receipt.desk,
        4: receipt.number,
        5: [
            [entry.sequence, entry.wire_hash, int(entry.status), int(entry.why)]
            for entry in receipt.entries
        ],
        6: receipt.count,
        7: receipt.hash_of_hashes,
        8: list(receipt.erased),
    }


def _read(value: object) -> Receipt:
    content = cbor.fields(value, range(8), optional=(8,))
    newest = cbor.integer(content[0], WITHOUT_ERASED, FORMAT)
    if (8 in content) != (newest == FORMAT):
        raise Malformed("keys")
    receipt = Receipt(
        tablet=cbor.integer(content[1], 1, 2**16 - 1),
        epoch=cbor.integer(content[2], 0, 2**32 - 1),
        desk=cbor.integer(content[3], 1, 2**16 - 1),
        number=cbor.integer(content[4], 1, 999_999_999),
        entries=tuple(_entry(item) for item in cbor.array(content[5], 0, MOST_ENTRIES)),
        erased=cbor.rising_hashes(content.get(8, []), MOST_ENTRIES),
    )
    places = [(entry.sequence, entry.wire_hash) for entry in receipt.entries]
    if any(before >= after for before, after in pairwise(places)):
        raise Malformed("order")
    cbor.integer(content[6], receipt.count, receipt.count)
    if content[7] != receipt.hash_of_hashes:
        raise Malformed("hash of hashes")
    return receipt


def _entry(value: object) -> Entry:
    sequence, wire_hash, status, why = cbor.array(value, 4, 4)
    entry = Entry(
        sequence=cbor.integer(sequence, 1, 2**24 - 1),
        wire_hash=cbor.octets(wire_hash, 32),
        status=_STATUS[cbor.integer(status, 1, len(_STATUS)) - 1],
        why=_WHY[cbor.integer(why, 0, len(_WHY) - 1)],
    )
    if (entry.status is Status.QUARANTINED) != (entry.why is not Why.NONE):
        raise Malformed("why")
    return entry
