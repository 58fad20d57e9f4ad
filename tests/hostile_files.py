"""Every kind of file and sealed object that comes from outside, with a forger who can sign it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from kiosk.domain.counts import CountName, CountsRecord, DayCount
from kiosk.domain.errors import KioskError
from kiosk.handoff import (
    bundle,
    cbor,
    cose,
    counts,
    detail,
    enrolment,
    keys,
    packfile,
    receipt,
    record,
    seal,
    section,
)
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject
from kiosk.handoff.errors import FileRefused, Malformed, Rejected, RequestRefused
from kiosk.handoff.packfile import open_pack
from kiosk.handoff.receipt import Entry, Receipt, Status
from tests.hostile_texts import SEALED, TABLET, signed_by, wire_by_anybody
from tests.unit.handoff.samples import TODAY, detail_record, plain, site

SITE_ID = site().root.site_id
DESK = site().desks[0]


@dataclass(frozen=True, slots=True)
class Kind:
    """Something from outside: an honest one, how it is read, and how to sign another content."""

    name: str
    data: bytes
    read: Callable[[bytes], object]
    """What it says; an error for anything else."""
    written: Callable[[Any], bytes]
    """The payload that ``read`` came from, written anew."""
    error: type[KioskError | Malformed]
    """The one that every refusal raises."""
    payload: bytes
    sign: Callable[[bytes], bytes]
    """Another payload, signed by whom it should be, and packed as it should be."""

    @property
    def content(self) -> Any:
        """The payload, decoded."""
        return cbor.decode(self.payload)


def _result() -> Kind:
    return Kind(
        "result",
        SEALED.wire,
        lambda data: site().opener().open_wire(data).record,
        record.encode,
        Rejected,
        record.encode(plain()),
        lambda payload: wire_by_anybody(signed_by(TABLET, payload)),
    )


def _packed(
    payload: bytes,
    head: Callable[[bytes], bytes],
    info: Callable[[bytes], bytes],
    context: Callable[[bytes], bytes],
) -> bytes:
    signed = cose.sign(TABLET.sign, TABLET.public.key_id, payload, context(SITE_ID))
    first = head(site().site_key.key_id)
    return first + seal.seal(detail.pad(signed), site().site_key.public, info(first))


def _detail() -> Kind:
    plain_detail = detail_record()
    return Kind(
        "detail",
        site().sealer().seal_detail(plain_detail, TODAY).wire,
        lambda data: site().opener().open_detail(data).record,
        detail.encode,
        Rejected,
        detail.encode(plain_detail),
        lambda p: _packed(p, detail.header, detail.seal_info, detail.signature_context),
    )


def _counts() -> Kind:
    told = (DayCount(TODAY, CountName.FACE_GOOD, 12), DayCount(TODAY, CountName.FACE_BAD, 2))
    plain_counts = CountsRecord(1, 5, told)
    return Kind(
        "counts",
        site().sealer().seal_counts(plain_counts, TODAY),
        lambda data: site().opener().open_counts(data).record,
        counts.encode,
        Rejected,
        counts.encode(plain_counts),
        lambda p: _packed(p, counts.header, counts.seal_info, counts.signature_context),
    )


def _pack() -> Kind:
    root = site().root
    return Kind(
        "pack",
        site().pack_file,
        lambda data: open_pack(data, root.public),
        lambda pack: cose.parse(packfile.sign_pack(pack, root)).payload,
        FileRefused,
        cose.parse(site().pack_file).payload,
        lambda payload: cose.sign(
            root.private, keys.key_id(root.public), payload, b"kiosk-site-pack/1" + SITE_ID
        ),
    )


def _bundle() -> Kind:
    objects = (
        SealedObject(1, SEALED.wire),
        SealedObject(1, _detail().data, ObjectKind.DETAIL),
        SealedObject(2, site().sealer().seal(plain(2)).wire),
    )
    made = Bundle(1, 5, 3, bundle.FIRST, objects, (bytes(32),))
    name = str(bundle.name_of(made, SITE_ID))
    data = bundle.write(made, TABLET)
    objects_at = 12 + int.from_bytes(data[8:12], "big")

    def packed(payload: bytes) -> bytes:
        context = b"kiosk-bundle-file/1" + SITE_ID
        manifest = cose.sign(TABLET.sign, TABLET.public.key_id, payload, context)
        return data[:8] + len(manifest).to_bytes(4, "big") + manifest + data[objects_at:]

    return Kind(
        "bundle",
        data,
        lambda data: bundle.read(data, site().pack, name).bundle,
        lambda read: _manifest(bundle.write(read, TABLET)),
        FileRefused,
        _manifest(data),
        packed,
    )


def _manifest(data: bytes) -> bytes:
    return cose.parse(data[12 : 12 + int.from_bytes(data[8:12], "big")]).payload


def _receipt() -> Kind:
    hashes = sorted(kr1_hash(at) for at in range(3))
    entries = tuple(Entry(at, one, Status.STORED) for at, one in enumerate(hashes, 1))
    made = Receipt(1, 5, 1, 3, entries, (bytes(32),))
    name = str(receipt.name_of(made, SITE_ID))
    data = receipt.write(made, DESK)
    context = b"kiosk-receipt-file/1" + SITE_ID
    return Kind(
        "receipt",
        data,
        lambda data: receipt.read(data, site().pack, name),
        lambda read: cose.parse(receipt.write(read, DESK)).payload,
        FileRefused,
        cose.parse(data).payload,
        lambda payload: cose.sign(DESK.sign, DESK.public.key_id, payload, context),
    )


def kr1_hash(number: int) -> bytes:
    """Some wire hash."""
    return receipt.hash_of_hashes([bytes((number,))])


def _request() -> Kind:
    own, purpose = TABLET.own, b"kiosk-request/1"
    data = enrolment.write_request(own)

    def written(request: enrolment.Request) -> bytes:
        device = int(request.device is not own.device)
        return cbor.encode({0: 1, 1: device, 2: request.keys.sign, 3: request.keys.seal})

    return Kind(
        "request",
        data,
        enrolment.read_request,
        written,
        RequestRefused,
        cose.parse(data).payload,
        lambda payload: cose.sign(own.sign, own.public.key_id, payload, purpose),
    )


def _section() -> Kind:
    holder, purpose = TABLET, b"for one tablet"
    secret = section.make()
    pin = section.PinHash(bytes(16), bytes(32))
    data = section.seal_to(replace(secret, pins=(pin,)), holder.public.seal, SITE_ID, purpose)

    def written(found: section.Section) -> bytes:
        pins = [[one.salt, one.hash] for one in found.pins]
        return cbor.encode({0: 1, 1: pins, 2: found.progress_key})

    return Kind(
        "section",
        data,
        lambda data: section.unseal(data, holder.seal, SITE_ID, purpose),
        written,
        Malformed,
        written(replace(secret, pins=(pin,))),
        lambda payload: seal.seal(payload, holder.public.seal, purpose + SITE_ID),
    )


SIGNED = (_pack(), _bundle(), _receipt(), _request())
"""A signature stands in the clear."""
KINDS = (_result(), _detail(), _counts(), _section(), *SIGNED)
