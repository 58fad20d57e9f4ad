"""An opener written from kiosk/handoff/FORMAT.md alone, with pyhpke, cwt and cbor2."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import cbor2
from cwt import COSE, COSEKey
from cwt.exceptions import CWTError
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, OpenError
from pyhpke.exceptions import PyHPKEError

SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.CHACHA20_POLY1305)
TAIL = {3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7}

Fields = dict[str, Any]


class RefusedError(Exception):
    """Chapter 7: one answer."""


def short_id(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:4]


class ForeignOpener:
    """``site_keys``: raw X25519 private by public; ``tablets``: number by raw Ed25519 public."""

    def __init__(
        self, root_public: bytes, site_keys: Mapping[bytes, bytes], tablets: Mapping[bytes, int]
    ) -> None:
        self.site_id = hashlib.sha256(root_public).digest()[:16]
        self.site_keys = site_keys
        self.tablets = tablets

    def open(self, text: str) -> Fields:
        wire = wire_of(text)
        signed = unpadded(self.unsealed(wire))
        payload = self.verified(signed)
        fields = read(payload)
        if fields["tablet"] != self.tablets[self.signer]:
            raise RefusedError
        fields["id"] = hashlib.sha256(signed).digest()[:16]
        fields["wire_hash"] = hashlib.sha256(wire).digest()
        fields["receipt_code"] = receipt_code(fields["secret"])
        return fields

    def open_detail(self, wire: bytes) -> Fields:
        """Chapter 9."""
        if len(wire) % 1024 or not 1024 <= len(wire) <= 65536 or wire[0] != 2:
            raise RefusedError
        padded = self.unsealed(wire, 2, b"kiosk-detail/1")
        signed = unpadded(padded)
        if len(padded) - len(signed) > 1024:
            raise RefusedError
        fields = read_detail(self.verified(signed, b"kiosk-detail/1"))
        if fields["tablet"] != self.tablets[self.signer]:
            raise RefusedError
        fields["id"] = hashlib.sha256(signed).digest()[:16]
        fields["wire_hash"] = hashlib.sha256(wire).digest()
        return fields

    def unsealed(self, wire: bytes, version: int = 1, info: bytes = b"kiosk-result/1") -> bytes:
        for public, private in self.site_keys.items():
            if wire[:5] == bytes([version]) + short_id(public):
                try:
                    context = SUITE.create_recipient_context(
                        wire[5:37],
                        SUITE.kem.deserialize_private_key(private),
                        info=info + wire[:5],
                    )
                    return context.open(wire[37:])
                except (OpenError, PyHPKEError, ValueError):
                    continue
        raise RefusedError

    def verified(self, signed: bytes, purpose: bytes = b"kiosk-site/1") -> bytes:
        for public in self.tablets:
            kid = short_id(public)
            if signed[:12] != bytes.fromhex("8449a201270444") + kid + b"\xa0":
                continue
            key = COSEKey.new({1: 1, 2: kid, 3: -8, -1: 6, -2: public})
            try:
                payload: bytes = COSE.new().decode(
                    b"\xd2" + signed, key, external_aad=purpose + self.site_id
                )
            except (CWTError, ValueError):
                continue
            if payload_at(signed, payload):
                self.signer = public
                return payload
        raise RefusedError


def payload_at(signed: bytes, payload: bytes) -> bool:
    """Whether the signed object has the one length that it has without anything behind it."""
    return len(signed) == 12 + len(cbor2.dumps(payload)) + 66


def wire_of(text: str) -> bytes:
    text = "".join(text.split())
    if text[:3].upper() == "]Q1":
        text = text[3:]
    digits = text[3:]
    if text[:3].upper() != "KR1" or len(digits) != 860 or set(digits) - set("0123456789"):
        raise RefusedError
    wire = b""
    for at in range(0, 860, 17):
        chunk = digits[at : at + 17]
        size = TAIL[len(chunk)]
        if int(chunk) >= 256**size:
            raise RefusedError
        wire += int(chunk).to_bytes(size, "little")
    if wire[0] != 1:
        raise RefusedError
    return wire


def unpadded(padded: bytes) -> bytes:
    body = padded.rstrip(b"\x00")
    if body[-1:] != b"\x80":
        raise RefusedError
    return body[:-1]


def read(payload: bytes) -> Fields:
    try:
        found = cbor2.loads(payload)
        if len(payload) > 219 or cbor2.dumps(found, canonical=True) != payload:
            raise RefusedError
        check(found)
    except (cbor2.CBORError, KeyError, IndexError, TypeError, ValueError) as error:
        raise RefusedError from error
    return {
        "tablet": found[1],
        "epoch": found[2],
        "sequence": found[3],
        "previous": found[4],
        "secret": found[5],
        "day": found[6],
        "duration": found[7],
        "seed": found[8],
        "flags": found[9],
        "language": found[10],
        "ended": found[11],
        "workshop": found[12],
        "progress_tag": found.get(13),
        "services": [service(item) for item in found[14]],
    }


RANGES = {
    0: (1, 1),
    1: (1, 65535),
    2: (0, 2**32 - 1),
    3: (1, 2**24 - 1),
    6: (0, 65535),
    7: (0, 65535),
    8: (0, 2**32 - 1),
    9: (0, 127),
    10: (1, 255),
    11: (1, 2),
    12: (0, 255),
}
LENGTHS = {4: 8, 5: 4, 13: 8}


def check(found: dict[int, object]) -> None:
    if set(found) | {13} != set(range(15)):
        raise RefusedError
    for key, (low, high) in RANGES.items():
        whole(found[key], low, high)
    for key, length in LENGTHS.items():
        value = found.get(key, bytes(length) if key == 13 else None)
        if not isinstance(value, bytes) or len(value) != length:
            raise RefusedError
    if 13 not in found and found[9] >= 32:  # type: ignore[operator]
        raise RefusedError
    services = found[14]
    if not isinstance(services, list) or not 1 <= len(services) <= 23:
        raise RefusedError
    if len({item[0] for item in services}) != len(services):
        raise RefusedError


def whole(value: object, low: int, high: int) -> None:
    if type(value) is not int or not low <= value <= high:
        raise RefusedError


def service(item: list[Any]) -> Fields:
    number, digest, guess, helped, tasks = item
    whole(number, 1, 255)
    whole(guess, 0, 4)
    whole(helped, 0, 3)
    if type(digest) is not bytes or len(digest) != 4:
        raise RefusedError
    if type(tasks) is not bytes or len(tasks) < 2 or len(tasks) % 2:
        raise RefusedError
    return {
        "service": number,
        "scoring_digest": digest,
        "guess": guess,
        "helped": helped,
        "tasks": [task(tasks[at], tasks[at + 1]) for at in range(0, len(tasks), 2)],
    }


def task(first: int, time: int) -> list[Any]:
    if first % 2 or first >> 4 > 11:
        raise RefusedError
    seconds = time if time <= 119 else 120 + 5 * (time - 120)
    return [first >> 4, first >> 2 & 3, bool(first & 2), seconds]


def receipt_code(secret: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"kiosk-receipt/1" + secret).digest(), "big")
    return str(number % 10**8).zfill(8)


def read_detail(payload: bytes) -> Fields:
    try:
        found = cbor2.loads(payload)
        if cbor2.dumps(found, canonical=True) != payload:
            raise RefusedError
        if set(found) != set(range(7)):
            raise RefusedError
        for key in (0, 1, 2, 3):
            whole(found[key], *RANGES[key])
        for key, length in ((4, 16), (5, 32)):
            if type(found[key]) is not bytes or len(found[key]) != length:
                raise RefusedError
        services = listed(found[6], 0, 23)
        each_once([number for number, _ in services])
        for number, tasks in services:
            whole(number, 1, 255)
            each_once([entry[0] for entry in listed(tasks, 1, 255)])
            for entry in tasks:
                check_task(listed(entry, 15, 15))
    except (cbor2.CBORError, KeyError, IndexError, TypeError, ValueError) as error:
        raise RefusedError from error
    return {
        "tablet": found[1],
        "epoch": found[2],
        "sequence": found[3],
        "result_id": found[4],
        "content": found[5],
        "services": [{"service": number, "tasks": tasks} for number, tasks in services],
    }


TASK_RANGES = (
    (1, 65535), (0, 255), (1, 11), (0, 65535), (-1, 65535), (0, 65535), (0, 65535), (-1, 65535),
    (-1, 65535), (0, 3), (0, 3), (0, 255), (0, 255),
)  # fmt: skip


def check_task(entry: list[Any]) -> None:
    for value, (low, high) in zip(entry[:13], TASK_RANGES, strict=True):
        whole(value, low, high)
    if entry[3] % 5 or (entry[4] != -1 and entry[4] % 5):
        raise RefusedError
    for names in entry[13:]:
        each_once(listed(names, 0, 99))
        for name in names:
            if type(name) is not str or not re.fullmatch("[a-z][a-z0-9_]{0,99}", name):
                raise RefusedError


def listed(value: object, low: int, high: int) -> list[Any]:
    if type(value) is not list or not low <= len(value) <= high:
        raise RefusedError
    return value


def each_once(values: list[Any]) -> None:
    if len(set(values)) != len(values):
        raise RefusedError
