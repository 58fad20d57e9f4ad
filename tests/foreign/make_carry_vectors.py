"""Makes kiosk/handoff/carry_vectors.json: ``python -m tests.foreign.make_carry_vectors``.

What goes over by stick or folder: a counts object, a bundle, a receipt. Everything is fixed.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.domain.counts import CountName, CountsRecord, DayCount
from kiosk.handoff import bundle, cbor, counts, detail, keys, kr1, record
from kiosk.handoff import receipt as receipts
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject, Told
from kiosk.handoff.keys import Device, DeviceKeys
from kiosk.handoff.receipt import Entry, Receipt, Status, Why
from tests.foreign.make_vectors import (
    BARE,
    FILE,
    NUMBER,
    ROOT,
    SITE,
    SITE_ID,
    SMALL,
    TABLET,
    Stages,
    detail_stages,
    raw,
    secret,
)
from tests.foreign.opener import Fields

CARRY_FILE = FILE.with_name("carry_vectors.json")
DESK = Ed25519PrivateKey.from_private_bytes(secret("desk"))
DESK_NUMBER = 3

TWO_DAYS = CountsRecord(
    NUMBER,
    1,
    (
        DayCount(date(2026, 11, 21), CountName.FACE_GOOD, 12),
        DayCount(date(2026, 11, 21), CountName.FAULT_STORE, 1),
        DayCount(date(2199, 6, 6), CountName.RESTARTED, 1_000_000),
    ),
)
NONE = CountsRecord(NUMBER, 2**32 - 1, ())
COUNTS = {"two days": TWO_DAYS, "none": NONE}


def device(kind: Device, number: int, sign: Ed25519PrivateKey) -> DeviceKeys:
    seal = X25519PrivateKey.from_private_bytes(secret(f"{kind} seal"))
    return DeviceKeys(kind, number, sign, seal, raw(ROOT))


def counts_stages(name: str, payload: bytes) -> Stages:
    return Stages(
        f"counts {name}",
        payload,
        pad=detail.pad,
        head=counts.header(keys.key_id(raw(SITE))),
        info=b"kiosk-counts/1",
        purpose=b"kiosk-counts/1",
    )


def plain_counts(of: CountsRecord) -> Fields:
    content: dict[int, Any] = cbor.decode(counts.encode(of))  # type: ignore[assignment]
    return {"tablet": content[1], "epoch": content[2], "counts": content[3]}


def counts_vector(name: str, of: CountsRecord) -> Fields:
    stages = counts_stages(name, counts.encode(of))
    wire = stages.wire
    return {
        "name": name,
        "counted": plain_counts(of),
        "payload": stages.payload,
        "signed": stages.signed,
        "padded": stages.pad(stages.signed),
        "head": stages.head,
        "info": counts.seal_info(stages.head),
        "ephemeral_private": secret(f"ephemeral {stages.name}"),
        "wire": wire,
        "wire_hash": kr1.wire_hash(wire),
    }


def refused_counts() -> dict[str, bytes]:
    """Wires with one fault each, by what is wrong with them."""
    good = counts.encode(TWO_DAYS)
    content: dict[int, Any] = cbor.decode(good)  # type: ignore[assignment]
    first, second = content[3][:2]
    payloads = {
        "something behind the map": good + b"\x00",
        "an unknown key": cbor.encode({**content, 4: 0}),
        "schema version 2": cbor.encode({**content, 0: 2}),
        "another tablet's number": cbor.encode({**content, 1: NUMBER + 1}),
        "the same day and what twice": cbor.encode({**content, 3: [first, first]}),
        "another order": cbor.encode({**content, 3: [second, first]}),
        "what 9": cbor.encode({**content, 3: [[1, 9, 1]]}),
        "never": cbor.encode({**content, 3: [[1, 1, 0]]}),
        "more than a million": cbor.encode({**content, 3: [[1, 1, 1_000_001]]}),
    }
    wires = {why: counts_stages("refused", payload).wire for why, payload in payloads.items()}
    wire = counts_stages("refused", good).wire
    return wires | {
        "one byte changed": wire[:-1] + bytes([wire[-1] ^ 1]),
        "a detail": detail_stages("bare", detail.encode(BARE)).wire,
        "nothing": b"",
    }


def a_bundle() -> Bundle:
    objects = (
        SealedObject(
            bundle.NO_SEQUENCE,
            counts_stages("two days", counts.encode(TWO_DAYS)).wire,
            ObjectKind.COUNTS,
        ),
        SealedObject(1, Stages("small", record.encode(SMALL)).wire),
        SealedObject(1, detail_stages("bare", detail.encode(BARE)).wire, ObjectKind.DETAIL),
    )
    told = (Told(DESK_NUMBER, 4, 2, secret("hash of hashes")),)
    erased = tuple(sorted((secret("erased"), secret("also erased"))))
    return Bundle(NUMBER, 1, 2, secret("the bundle before"), objects, erased, told)


def a_receipt() -> Receipt:
    entries = (
        Entry(1, kr1.wire_hash(Stages("small", record.encode(SMALL)).wire), Status.STORED),
        Entry(2, secret("apart"), Status.QUARANTINED, Why.NUMBER_TWICE),
        Entry(3, secret("known before"), Status.DUPLICATE),
    )
    return Receipt(NUMBER, 1, DESK_NUMBER, 5, entries, (secret("erased"),))


def bundle_vector() -> Fields:
    made = a_bundle()
    return {
        "name": str(bundle.name_of(made, SITE_ID)),
        "file": bundle.write(made, device(Device.TABLET, NUMBER, TABLET)),
        "tablet": made.tablet,
        "epoch": made.epoch,
        "number": made.number,
        "previous": made.previous,
        "objects": [[int(item.kind), item.sequence, item.wire] for item in made.objects],
        "erased": list(made.erased),
        "receipts": [
            [one.desk, one.receipt, one.count, one.hash_of_hashes] for one in made.receipts
        ],
    }


def receipt_vector() -> Fields:
    made = a_receipt()
    return {
        "name": str(receipts.name_of(made, SITE_ID)),
        "file": receipts.write(made, device(Device.DESK, DESK_NUMBER, DESK)),
        "tablet": made.tablet,
        "epoch": made.epoch,
        "desk": made.desk,
        "number": made.number,
        "entries": [
            [one.sequence, one.wire_hash, int(one.status), int(one.why)] for one in made.entries
        ],
        "erased": list(made.erased),
    }


def vectors() -> Fields:
    return {
        "about": "Test vectors of kiosk/handoff/FORMAT.md; bytes are hex. Never use these keys.",
        "desk_number": DESK_NUMBER,
        "desk_public": raw(DESK),
        "counts": [counts_vector(name, of) for name, of in COUNTS.items()],
        "refused_counts": [{"why": why, "wire": wire} for why, wire in refused_counts().items()],
        "bundle": bundle_vector(),
        "receipt": receipt_vector(),
    }


def as_json() -> str:
    return json.dumps(vectors(), default=bytes.hex, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    CARRY_FILE.write_text(as_json(), encoding="ascii")
