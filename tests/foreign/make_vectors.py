"""Makes kiosk/handoff/vectors.json: ``python -m tests.foreign.make_vectors``.

Everything is fixed, the ephemeral keys too, so the file comes out the same each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyhpke import KEMKeyPair

from kiosk.domain.detail import Detail, DetailRecord, ServiceDetail, TaskDetail
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import (
    Ended,
    Flag,
    Guess,
    Helped,
    Record,
    ServiceFact,
    TaskFact,
    VisitResult,
)
from kiosk.handoff import cbor, cose, detail, keys, kr1, padding, record
from kiosk.handoff.progress import progress_tag
from kiosk.handoff.receipt_code import receipt_code
from tests.foreign.opener import SUITE, Fields, task

FILE = Path(__file__).parents[2] / "kiosk" / "handoff" / "vectors.json"


def secret(name: str) -> bytes:
    """32 bytes that look random and never change."""
    return hashlib.sha256(b"kiosk test vector: " + name.encode()).digest()


def raw(key: Ed25519PrivateKey | X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


ROOT = Ed25519PrivateKey.from_private_bytes(secret("root"))
SITE = X25519PrivateKey.from_private_bytes(secret("site"))
TABLET = Ed25519PrivateKey.from_private_bytes(secret("tablet"))
NUMBER = 7
SITE_ID = keys.site_id(raw(ROOT))
KEY_ID = keys.key_id(raw(TABLET))

SMALL = Record(
    tablet=NUMBER,
    epoch=1,
    sequence=1,
    previous=bytes(8),
    secret=b"\x01\x02\x03\x04",
    workshop=1,
    result=VisitResult(
        day=date(2026, 11, 21),
        duration=754,
        seed=123_456_789,
        flags=Flag.PRACTICE,
        language=1,
        ended=Ended.ALL_TASKS,
        services=(
            ServiceFact(
                service=1,
                scoring_digest=b"\xde\xad\xbe\xef",
                guess=Guess.WITH_HELP,
                helped=Helped.NO,
                tasks=(
                    TaskFact(Outcome.ALONE, seconds=95, deciding_opened=True),
                    TaskFact(Outcome.HINT_2, begun_again=1, seconds=187),
                    TaskFact(Outcome.UNSAFE, seconds=1200),
                ),
            ),
        ),
    ),
)


def _large() -> Record:
    """As much as a code takes: four services of twelve tasks, each number at its end."""
    services = tuple(
        ServiceFact(
            number,
            secret(f"scoring {number}")[:4],
            Guess(number % 5),
            Helped(number % 4),
            tuple(
                TaskFact(Outcome(at), at % 4, at % 2 == 1, (0, 119, 120, 124, 794, 795)[at % 6])
                for at in range(12)
            ),
        )
        for number in (2, 3, 4, 255)
    )
    result = replace(
        SMALL.result,
        day=date(2199, 6, 6),
        duration=65_535,
        seed=2**32 - 1,
        flags=Flag(127),
        language=255,
        ended=Ended.STOPPED,
        services=services,
    )
    return Record(NUMBER, 2**32 - 1, 2**24 - 1, b"\xff" * 8, b"\xff" * 4, 255, result, b"\xfe" * 8)


RECORDS = {"small": SMALL, "large": _large()}

BARE = DetailRecord(NUMBER, 1, 1, secret("a result")[:16], Detail(secret("content"), ()))


def _mistaken() -> DetailRecord:
    """Two services; a task of the first with every field at an end of its range."""
    most = 65_535
    tasks = (
        TaskDetail(
            1, 0, Outcome.ALONE, 95, 5, 7, 7, 0, 0,
            deciding_opened=True, checkpoints=("logged_in", "read_first"),
        ),
        TaskDetail(
            2, 3, Outcome.UNSAFE, 185, 10, 12, 3, None, None, hint=2, mentor=True, begun_again=1,
            missed=3, mistakes=("approved", "wrong_pin"),
        ),
        TaskDetail(
            most, 255, Outcome.DEMONSTRATED, most, most, most, most, most, most, 3, True, True, 255,
            255, tuple(f"mistake_{number}" for number in range(99)), ("a" * 100,),
        ),
    )  # fmt: skip
    idle = TaskDetail(9, 0, Outcome.NOT_DONE, 0, None, 0, 4, None, 4)
    services = (ServiceDetail(1, tasks), ServiceDetail(255, (idle,)))
    return replace(BARE, epoch=2**32 - 1, sequence=2**24 - 1, detail=Detail(bytes(32), services))


CODES = ((0, 1, 2, 3, 4), (63, 7, 7, 42, 0))


def progress_vector(code: tuple[int, ...]) -> Fields:
    key = secret("progress")
    return {"key": key, "code": code, "tag": progress_tag(key, code)}


DETAILS = {"bare": BARE, "mistaken": _mistaken()}


@dataclass(frozen=True)
class Stages:
    """A result in the making; a fault changes one stage, the later ones follow."""

    name: str
    payload: bytes
    signer: Ed25519PrivateKey = TABLET
    site_id: bytes = SITE_ID
    pad: Callable[[bytes], bytes] = lambda signed: padding.pad(signed, kr1.PLAIN)
    head: bytes = kr1.header(keys.key_id(raw(SITE)))
    info: bytes = b"kiosk-result/1"
    purpose: bytes = b"kiosk-site/1"

    @property
    def signed(self) -> bytes:
        return cose.sign(
            self.signer, keys.key_id(raw(self.signer)), self.payload, self.purpose + self.site_id
        )

    @property
    def wire(self) -> bytes:
        ephemeral = secret(f"ephemeral {self.name}")
        pair = KEMKeyPair(
            SUITE.kem.deserialize_private_key(ephemeral),
            SUITE.kem.deserialize_public_key(raw(X25519PrivateKey.from_private_bytes(ephemeral))),
        )
        site = SUITE.kem.deserialize_public_key(raw(SITE))
        enc, context = SUITE.create_sender_context(site, self.info + self.head, eks=pair)
        return self.head + enc + context.seal(self.pad(self.signed))


def plain(of: Record) -> Fields:
    """The fields of a record under their names, as FORMAT.md, chapter 11 has them."""
    result = of.result
    return {
        "tablet": of.tablet,
        "epoch": of.epoch,
        "sequence": of.sequence,
        "previous": of.previous,
        "secret": of.secret,
        "day": (result.day - record.DAY_ZERO).days,
        "duration": result.duration,
        "seed": result.seed,
        "flags": int(result.flags),
        "language": result.language,
        "ended": int(result.ended),
        "workshop": of.workshop,
        "progress_tag": of.progress_tag,
        "services": [
            {
                "service": service.service,
                "scoring_digest": service.scoring_digest,
                "guess": int(service.guess),
                "helped": int(service.helped),
                "tasks": [task(*record.task_bytes(fact)) for fact in service.tasks],
            }
            for service in result.services
        ],
    }


def result_vector(name: str, of: Record) -> Fields:
    stages = Stages(name, record.encode(of))
    wire = stages.wire
    return {
        "name": name,
        "record": plain(of),
        "payload": stages.payload,
        "signed": stages.signed,
        "id": kr1.result_id(stages.signed),
        "padded": stages.pad(stages.signed),
        "head": stages.head,
        "info": kr1.seal_info(stages.head),
        "ephemeral_private": secret(f"ephemeral {name}"),
        "wire": wire,
        "wire_hash": kr1.wire_hash(wire),
        "text": kr1.text(wire),
        "receipt_code": receipt_code(of.secret),
    }


def refused() -> dict[str, str]:
    """Texts with one fault each, by what is wrong with them."""
    good = record.encode(SMALL)
    base = Stages("refused", good)
    content: dict[int, Any] = cbor.decode(good)  # type: ignore[assignment]
    stranger = Ed25519PrivateKey.from_private_bytes(secret("stranger"))
    service = content[14][0]
    payloads = {
        "a key twice": bytes((good[0] + 1, *good[1:])) + good[-2:],
        "something behind the map": good + b"\x00",
        "a number in a longer form than needed": good.replace(b"\x00\x01", b"\x00\x18\x01", 1),
        "keys in another order": cbor.encode(content)[:1]
        + b"\x01\x07\x00\x01"
        + cbor.encode(content)[5:],
        "an unknown key": cbor.encode({**content, 15: 0}),
        "a key missing": cbor.encode({key: content[key] for key in content if key != 12}),
        "schema version 2": cbor.encode({**content, 0: 2}),
        "another tablet's number": cbor.encode({**content, 1: NUMBER + 1}),
        "sequence 0": cbor.encode({**content, 3: 0}),
        "true for a number": cbor.encode({**content, 11: True}),
        "a float for a number": cbor.encode({**content, 7: 754.0}),
        "no services": cbor.encode({**content, 14: []}),
        "the same service twice": cbor.encode({**content, 14: [service, service]}),
        "a first time without a progress tag": cbor.encode({**content, 9: 33}),
        "half a task": cbor.encode({**content, 14: [[*service[:4], b"\x10\x10\x10"]]}),
        "outcome 12": cbor.encode({**content, 14: [[*service[:4], b"\xc0\x10"]]}),
        "bit 0 of a task set": cbor.encode({**content, 14: [[*service[:4], b"\x11\x10"]]}),
        "not a map": cbor.encode(list(range(15))),
        "220 bytes": cbor.encode(
            {**content, 14: [[*service[:4], b"\x10\x10" * ((220 - len(good) + 5) // 2)]]}
        ),
    }
    faults = {why: replace(base, payload=payload) for why, payload in payloads.items()} | {
        "signed by a tablet that is not enrolled": replace(base, signer=stranger),
        "signed for another site": replace(base, site_id=bytes(16)),
        "padded with another byte": replace(base, pad=lambda signed: signed.ljust(301, b"\x01")),
        "nothing but zeros": replace(base, pad=lambda signed: bytes(301)),
        "an object after the signature": replace(
            base, pad=lambda signed: padding.pad(signed + b"\x00\x01", 301)
        ),
        "a tag in front of the signed object": replace(
            base, pad=lambda signed: padding.pad(b"\xd2" + signed, 301)
        ),
        "sealed under another info": replace(base, info=b"kiosk-detail/1"),
        "wire version 2": replace(base, head=b"\x02" + base.head[1:]),
        "the id of another site key": replace(base, head=b"\x01\x00\x00\x00\x00"),
    }
    texts = {why: kr1.text(stages.wire) for why, stages in faults.items()}
    text = kr1.text(base.wire)
    last = str((int(text[-1]) + 1) % 10)
    return texts | {
        "one digit changed": text[:-1] + last,
        "one digit missing": text[:-1],
        "one digit more": text + "0",
        "a chunk too large for seven bytes": text[:3] + "9" * 17 + text[20:],
        "another prefix": "KR2" + text[3:],
        "a digit that is not ASCII": text[:-1] + "\u0663",
        "nothing": "",
    }


def detail_stages(name: str, payload: bytes) -> Stages:
    return Stages(
        f"detail {name}",
        payload,
        pad=detail.pad,
        head=detail.header(keys.key_id(raw(SITE))),
        info=b"kiosk-detail/1",
        purpose=b"kiosk-detail/1",
    )


def plain_detail(of: DetailRecord) -> Fields:
    """The fields of a detail under their names, as FORMAT.md, chapter 11 has them."""
    content: dict[int, Any] = cbor.decode(detail.encode(of))  # type: ignore[assignment]
    names = ("tablet", "epoch", "sequence", "result_id", "content")
    services = [{"service": number, "tasks": tasks} for number, tasks in content[6]]
    return {name: content[key] for key, name in enumerate(names, 1)} | {"services": services}


def detail_vector(name: str, of: DetailRecord) -> Fields:
    stages = detail_stages(name, detail.encode(of))
    wire = stages.wire
    return {
        "name": name,
        "detail": plain_detail(of),
        "payload": stages.payload,
        "signed": stages.signed,
        "id": kr1.result_id(stages.signed),
        "padded": stages.pad(stages.signed),
        "head": stages.head,
        "info": detail.seal_info(stages.head),
        "ephemeral_private": secret(f"ephemeral {stages.name}"),
        "wire": wire,
        "wire_hash": kr1.wire_hash(wire),
    }


def refused_details() -> dict[str, bytes]:
    """Wires with one fault each, by what is wrong with them."""
    good = detail.encode(replace(DETAILS["mistaken"], detail=_two_tasks()))
    base = detail_stages("refused", good)
    content: dict[int, Any] = cbor.decode(good)  # type: ignore[assignment]
    stranger = Ed25519PrivateKey.from_private_bytes(secret("stranger"))
    entry = content[6][0][1][1]

    def with_task(place: int, value: object) -> bytes:
        other = [*entry[:place], value, *entry[place + 1 :]]
        return cbor.encode({**content, 6: [[1, [other]]]})

    payloads = {
        "a key twice": bytes((good[0] + 1, *good[1:])) + b"\x06\x80",
        "something behind the map": good + b"\x00",
        "an unknown key": cbor.encode({**content, 7: 0}),
        "another tablet's number": cbor.encode({**content, 1: NUMBER + 1}),
        "an id of 15 bytes": cbor.encode({**content, 4: bytes(15)}),
        "the same service twice": cbor.encode({**content, 6: content[6] * 2}),
        "a service without tasks": cbor.encode({**content, 6: [[1, []]]}),
        "the same task twice": cbor.encode({**content, 6: [[1, [entry, entry]]]}),
        "not reached": with_task(2, 0),
        "seconds that are not rounded": with_task(3, 12),
        "null for none": with_task(7, None),
        "missed taps over their range": with_task(12, 256),
        "a mistake twice": with_task(13, ["approved", "approved"]),
        "a mistake with capitals": with_task(13, ["Approved"]),
        "a checkpoint with a line end": with_task(14, ["logged_in\n"]),
    }
    short = base.pad(base.signed)
    faults = {why: replace(base, payload=payload) for why, payload in payloads.items()} | {
        "signed by a tablet that is not enrolled": replace(base, signer=stranger),
        "signed for another site": replace(base, site_id=bytes(16)),
        "signed as a result": replace(base, purpose=b"kiosk-site/1"),
        "sealed as a result": replace(base, info=b"kiosk-result/1"),
        "wire version 1": replace(base, head=b"\x01" + base.head[1:]),
        "the id of another site key": replace(base, head=b"\x02\x00\x00\x00\x00"),
        "longer padding than needed": replace(base, pad=lambda _: short + bytes(1024)),
        "nothing but zeros": replace(base, pad=lambda _: bytes(len(short))),
    }
    wire = base.wire
    return {why: stages.wire for why, stages in faults.items()} | {
        "one byte changed": wire[:-1] + bytes([wire[-1] ^ 1]),
        "one byte missing": wire[:-1],
        "1,024 bytes more": wire + bytes(1024),
        "a result": Stages("small", record.encode(SMALL)).wire,
        "nothing": b"",
    }


def _two_tasks() -> Detail:
    told = DETAILS["mistaken"].detail
    return replace(told, services=(ServiceDetail(1, told.services[0].tasks[:2]),))


def vectors() -> Fields:
    return {
        "about": "Test vectors of kiosk/handoff/FORMAT.md; bytes are hex. Never use these keys.",
        "site": {
            "root_private": secret("root"),
            "root_public": raw(ROOT),
            "site_id": SITE_ID,
            "site_key_private": secret("site"),
            "site_key_public": raw(SITE),
            "site_key_id": keys.key_id(raw(SITE)),
            "tablet_number": NUMBER,
            "tablet_private": secret("tablet"),
            "tablet_public": raw(TABLET),
            "tablet_key_id": KEY_ID,
        },
        "digits": [{"bytes": b"hello world", "digits": "335311851610699281684828783"}],
        "results": [result_vector(name, of) for name, of in RECORDS.items()],
        "progress": [progress_vector(code) for code in CODES],
        "refused": [{"why": why, "text": text} for why, text in refused().items()],
        "details": [detail_vector(name, of) for name, of in DETAILS.items()],
        "refused_details": [{"why": why, "wire": wire} for why, wire in refused_details().items()],
    }


def as_json() -> str:
    return json.dumps(vectors(), default=bytes.hex, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(as_json(), encoding="ascii")
