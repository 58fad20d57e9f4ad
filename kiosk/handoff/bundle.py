"""The bundle: one file with every shared result and detail that has no receipt yet and what was
counted, and a signed manifest that also tells what was erased and which receipts came.

Laid out as FORMAT.md says: magic, length of the manifest, manifest, then the objects in its order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from pathlib import Path

from kiosk.handoff import cbor, detail, files, kr1, signed
from kiosk.handoff.errors import FileRefused, Malformed, Refusal
from kiosk.handoff.files import FileName, Kind
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.sitepack import SitePack

FORMAT = 3
RESULTS_ONLY, WITH_DETAILS = 1, 2
"""Formats from before there were details, and before counts and what is told of receipts; they are
still read."""

LARGEST = 64 * 1024 * 1024
MOST_OBJECTS = 20_000
"""10,000 results with details of 3 KiB make half of what is let in."""

FIRST = bytes(32)
"""Stands for the bundle before the first one of an epoch."""

MOST_ERASED = 20_000
MOST_RECEIPTS = 1_000

_MAGIC = b"KIOSKBUN"
_PURPOSE = b"kiosk-bundle-file/1"
_LONGEST_MANIFEST = 2 * 1024 * 1024
_OBJECTS_AT = len(_MAGIC) + 4


class ObjectKind(IntEnum):
    """What is sealed in an object; the numbers never change."""

    RESULT = 1
    DETAIL = 2
    COUNTS = 3


NO_SEQUENCE = 0
"""Stands in place of the sequence of a counts object: it belongs to no result."""

_LAST_KIND = {
    RESULTS_ONLY: ObjectKind.RESULT,
    WITH_DETAILS: ObjectKind.DETAIL,
    FORMAT: ObjectKind.COUNTS,
}


@dataclass(frozen=True, slots=True)
class SealedObject:
    """One sealed object of a tablet's epoch."""

    sequence: int
    """A detail has that of its result, which need not be in the bundle: it may be received."""
    wire: bytes
    kind: ObjectKind = ObjectKind.RESULT
    wire_hash: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wire_hash", kr1.wire_hash(self.wire))


@dataclass(frozen=True, slots=True)
class Told:
    """What a tablet says of the newest receipt that it has from a desk: both sides compare."""

    desk: int
    receipt: int
    """Number of that receipt."""
    count: int
    """How many of the objects that it names are this tablet's."""
    hash_of_hashes: bytes
    """Over the wire hashes of these, as ``receipt.hash_of_hashes`` makes it."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a tablet hands over at one time."""

    tablet: int
    epoch: int
    number: int
    """Counts the bundles of an epoch from 1."""
    previous: bytes
    """Hash of the bundle file before."""
    objects: tuple[SealedObject, ...]
    """By rising sequence, a result before its detail; a counts object, if any, first of all."""
    erased: tuple[bytes, ...] = ()
    """Wire hashes of that epoch that the tablet knows as erased, rising."""
    receipts: tuple[Told, ...] = ()
    """By rising number of the desk."""


@dataclass(frozen=True, slots=True)
class ReadBundle:
    """A bundle that was verified, and the hash of its file."""

    bundle: Bundle
    file_hash: bytes


def file_hash(data: bytes) -> bytes:
    """The hash that the next bundle repeats."""
    return hashlib.sha256(data).digest()


def name_of(bundle: Bundle, site_id: bytes) -> FileName:
    """The name under which a bundle is kept."""
    return FileName(Kind.BUNDLE, site_id[:4], bundle.tablet, bundle.epoch, bundle.number)


def as_many_as_fit(objects: Iterable[SealedObject]) -> tuple[SealedObject, ...]:
    """Objects in a bundle's order, as many as one holds: results first, the oldest first.

    The rest goes over when receipts have made room.
    """
    kept: list[SealedObject] = []
    room = LARGEST - _OBJECTS_AT - _LONGEST_MANIFEST
    for item in sorted(objects, key=lambda item: (item.kind, item.sequence)):
        room -= len(item.wire)
        if room < 0 or len(kept) == MOST_OBJECTS:
            break
        kept.append(item)
    return tuple(sorted(kept, key=lambda item: (item.sequence, item.kind)))


def write(bundle: Bundle, own: DeviceKeys) -> bytes:
    """The bundle as a file; ValueError for one that is not this tablet's or could not be read."""
    if own.device is not Device.TABLET or own.number != bundle.tablet:
        raise ValueError("a bundle is signed by its own tablet")
    content = _manifest(bundle)
    _read_manifest(content)
    manifest = signed.sign(own, _PURPOSE, content)
    wires = b"".join(item.wire for item in bundle.objects)
    return _MAGIC + len(manifest).to_bytes(4, "big") + manifest + wires


def read(data: bytes, pack: SitePack, name: str) -> ReadBundle:
    """The bundle, if an enrolled tablet signed it and not a byte was lost, changed or added.

    ``name`` is the name of its file, which has to agree with the content; else FileRefused.
    """
    claimed = files.parse_name(name)
    objects_at = _objects_at(data, name)
    tablets = {
        entry.keys.sign: entry.number for entry in pack.devices if entry.device is Device.TABLET
    }
    signer, content = signed.open_signed(
        data[_OBJECTS_AT:objects_at], tablets, _PURPOSE + pack.site_id, FORMAT, name
    )
    try:
        promised = _read_manifest(content)
    except Malformed as error:
        raise FileRefused(Refusal.FORMAT, name) from error
    if promised.tablet != tablets[signer]:
        raise FileRefused(Refusal.SIGNATURE, name)
    bundle = _with_objects(promised, data[objects_at:], name)
    if name_of(bundle, pack.site_id) != claimed:
        raise FileRefused(Refusal.NAME, name)
    return ReadBundle(bundle, file_hash(data))


def save(
    folder: Path, bundle: Bundle, own: DeviceKeys, layer: files.FileLayer = files.DISK
) -> tuple[Path, bytes]:
    """Write a bundle into a folder the safe way; its path and hash, once it is on the medium."""
    data = write(bundle, own)
    path = folder / str(name_of(bundle, own.site_id))
    files.write_safely(path, data, everything=True, layer=layer)
    return path, file_hash(data)


def load(path: Path, pack: SitePack) -> ReadBundle:
    """A bundle from a folder; else FileRefused."""
    files.parse_name(path.name)
    return read(files.read_safely(path, LARGEST), pack, path.name)


@dataclass(frozen=True, slots=True)
class _Promise:
    """A manifest before its objects were looked at."""

    tablet: int
    epoch: int
    number: int
    previous: bytes
    objects: tuple[tuple[ObjectKind, int, int, bytes], ...]
    """Kind, sequence, length, wire hash."""
    erased: tuple[bytes, ...]
    receipts: tuple[Told, ...]


def _objects_at(data: bytes, name: str) -> int:
    """Where the objects begin."""
    if len(data) > LARGEST:
        raise FileRefused(Refusal.TOO_LARGE, name, limit=LARGEST)
    if not _MAGIC.startswith(data[: len(_MAGIC)]):
        raise FileRefused(Refusal.FORMAT, name)
    end = _OBJECTS_AT + int.from_bytes(data[len(_MAGIC) : _OBJECTS_AT], "big")
    if end - _OBJECTS_AT > _LONGEST_MANIFEST:
        raise FileRefused(Refusal.FORMAT, name)
    if len(data) < max(end, _OBJECTS_AT):
        raise FileRefused(Refusal.CUT, name)
    return end


def _with_objects(promised: _Promise, body: bytes, name: str) -> Bundle:
    total = sum(length for _, _, length, _ in promised.objects)
    if len(body) != total:
        raise FileRefused(Refusal.CUT if len(body) < total else Refusal.ALTERED, name)
    objects = []
    at = 0
    for kind, sequence, length, wire_hash in promised.objects:
        item = SealedObject(sequence, body[at : at + length], kind)
        if item.wire_hash != wire_hash:
            raise FileRefused(Refusal.ALTERED, name)
        objects.append(item)
        at += length
    return Bundle(
        promised.tablet,
        promised.epoch,
        promised.number,
        promised.previous,
        tuple(objects),
        promised.erased,
        promised.receipts,
    )


def _manifest(bundle: Bundle) -> dict[int, object]:
    first, last = _range(item.sequence for item in bundle.objects)
    return {
        0: FORMAT,
        1: bundle.tablet,
        2: bundle.epoch,
        3: bundle.number,
        4: bundle.previous,
        5: first,
        6: last,
        7: [
            [int(item.kind), item.sequence, len(item.wire), item.wire_hash]
            for item in bundle.objects
        ],
        8: list(bundle.erased),
        9: [[told.desk, told.receipt, told.count, told.hash_of_hashes] for told in bundle.receipts],
    }


def _range(sequences: Iterable[int]) -> tuple[int, int]:
    """First and last sequence of results and details, by rising sequence; 0 and 0 for none."""
    numbers = [number for number in sequences if number != NO_SEQUENCE] or [0]
    return numbers[0], numbers[-1]


def _read_manifest(value: object) -> _Promise:
    content = cbor.fields(value, range(8), optional=(8, 9))
    found = cbor.integer(content[0], RESULTS_ONLY, FORMAT)
    if any((key in content) != (found == FORMAT) for key in (8, 9)):
        raise Malformed("keys")
    objects = tuple(
        _entry(item, _LAST_KIND[found]) for item in cbor.array(content[7], 0, MOST_OBJECTS)
    )
    places = [(sequence, kind) for kind, sequence, _, _ in objects]
    if any(before >= after for before, after in pairwise(places)):
        raise Malformed("order")
    receipts = tuple(_told(item) for item in cbor.array(content.get(9, []), 0, MOST_RECEIPTS))
    if any(before.desk >= after.desk for before, after in pairwise(receipts)):
        raise Malformed("order")
    first, last = _range(sequence for sequence, _ in places)
    cbor.integer(content[5], first, first)
    cbor.integer(content[6], last, last)
    return _Promise(
        tablet=cbor.integer(content[1], 1, 2**16 - 1),
        epoch=cbor.integer(content[2], 0, 2**32 - 1),
        number=cbor.integer(content[3], 1, 999_999_999),
        previous=cbor.octets(content[4], 32),
        objects=objects,
        erased=cbor.rising_hashes(content.get(8, []), MOST_ERASED),
        receipts=receipts,
    )


def _told(value: object) -> Told:
    desk, number, count, hash_of_hashes = cbor.array(value, 4, 4)
    return Told(
        desk=cbor.integer(desk, 1, 2**16 - 1),
        receipt=cbor.integer(number, 1, 999_999_999),
        count=cbor.integer(count, 0, 100_000),
        hash_of_hashes=cbor.octets(hash_of_hashes, 32),
    )


def _entry(value: object, last_kind: ObjectKind) -> tuple[ObjectKind, int, int, bytes]:
    kind, sequence, length, wire_hash = cbor.array(value, 4, 4)
    found = ObjectKind(cbor.integer(kind, ObjectKind.RESULT, last_kind))
    lowest, highest = (0, 0) if found is ObjectKind.COUNTS else (1, 2**24 - 1)
    return (
        found,
        cbor.integer(sequence, lowest, highest),
        _length(found, length),
        cbor.octets(wire_hash, 32),
    )


def _length(kind: ObjectKind, value: object) -> int:
    if kind is ObjectKind.RESULT:
        return cbor.integer(value, kr1.WIRE, kr1.WIRE)
    length = cbor.integer(value, 0, detail.LARGEST)
    if not detail.is_wire_length(length):
        raise Malformed("length")
    return length
