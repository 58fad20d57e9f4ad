"""FORMAT.md, its test vectors, the product and a foreign opener say the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from kiosk.domain.record import Record
from kiosk.handoff import cose, detail, digits, kr1, padding, record
from kiosk.handoff.errors import Rejected
from kiosk.handoff.keys import Device, PublicKeys, SiteKey
from kiosk.handoff.opener import Opener
from kiosk.handoff.progress import progress_tag
from kiosk.handoff.receipt_code import receipt_code
from kiosk.handoff.site import make_site
from kiosk.handoff.sitepack import DeviceEntry, SiteKeyEntry, SitePack
from tests.foreign import make_vectors
from tests.foreign.make_vectors import RECORDS, plain
from tests.foreign.opener import ForeignOpener, RefusedError

TODAY = date(2026, 11, 21)
VECTORS: dict[str, Any] = json.loads(make_vectors.FILE.read_text(encoding="ascii"))
RESULTS: list[dict[str, Any]] = VECTORS["results"]
REFUSED: list[dict[str, str]] = VECTORS["refused"]
DETAILS: list[dict[str, Any]] = VECTORS["details"]
REFUSED_DETAILS: list[dict[str, str]] = VECTORS["refused_details"]


def site(name: str) -> bytes:
    return bytes.fromhex(VECTORS["site"][name])


def our_opener() -> Opener:
    key = SiteKey(make_vectors.SITE)
    pack = SitePack(
        root_public=site("root_public"),
        version=1,
        issued=TODAY,
        expires=TODAY,
        site_name="",
        workshops=(),
        controller="",
        privacy_notice="",
        practice=True,
        site_keys=(SiteKeyEntry(key.public, TODAY, TODAY, {}),),
        recovery_public=bytes(32),
        devices=(
            DeviceEntry(
                Device.TABLET,
                VECTORS["site"]["tablet_number"],
                PublicKeys(site("tablet_public"), bytes(32)),
            ),
        ),
    )
    return Opener(pack, [key])


def foreign_opener() -> ForeignOpener:
    return ForeignOpener(
        site("root_public"),
        {site("site_key_public"): site("site_key_private")},
        {site("tablet_public"): VECTORS["site"]["tablet_number"]},
    )


def as_hex(fields: object) -> object:
    return json.loads(json.dumps(fields, default=bytes.hex))


def expected(of: Record) -> object:
    return as_hex(plain(of))


def test_the_vectors_are_what_the_generator_makes() -> None:
    assert make_vectors.FILE.read_text(encoding="ascii") == make_vectors.as_json()


@pytest.mark.parametrize("vector", RESULTS, ids=lambda vector: vector["name"])
def test_every_stage_of_a_vector_is_ours(vector: dict[str, Any]) -> None:
    stage = {name: bytes.fromhex(vector[name]) for name in ("payload", "signed", "padded", "wire")}
    made = RECORDS[vector["name"]]
    assert record.encode(made) == stage["payload"]
    assert vector["record"] == expected(record.decode(stage["payload"]))
    assert cose.parse(stage["signed"]).payload == stage["payload"]
    assert padding.pad(stage["signed"], kr1.PLAIN) == stage["padded"]
    assert padding.unpad(stage["padded"]) == stage["signed"]
    assert kr1.text(stage["wire"]) == vector["text"]
    opened = our_opener().open(vector["text"])
    assert opened.record == record.as_sent(made)
    assert opened.id.hex() == vector["id"]
    assert opened.wire_hash.hex() == vector["wire_hash"]
    assert receipt_code(opened.record.secret) == vector["receipt_code"]


def test_the_digits_are_those_of_the_published_example() -> None:
    for vector in VECTORS["digits"]:
        assert digits.encode(bytes.fromhex(vector["bytes"])) == vector["digits"]


@pytest.mark.parametrize("vector", RESULTS, ids=lambda vector: vector["name"])
def test_a_foreign_opener_reads_the_vectors(vector: dict[str, Any]) -> None:
    fields = foreign_opener().open(vector["text"])
    assert fields.pop("id").hex() == vector["id"]
    assert fields.pop("wire_hash").hex() == vector["wire_hash"]
    assert fields.pop("receipt_code") == vector["receipt_code"]
    assert as_hex(fields) == vector["record"]


@pytest.mark.parametrize("vector", REFUSED, ids=lambda vector: vector["why"])
def test_both_openers_refuse_each_faulty_text(vector: dict[str, str]) -> None:
    with pytest.raises(Rejected):
        our_opener().open(vector["text"])
    with pytest.raises(RefusedError):
        foreign_opener().open(vector["text"])


@pytest.mark.parametrize("name", RECORDS)
def test_a_foreign_opener_reads_what_a_tablet_seals_now(name: str) -> None:
    fresh = make_site(today=TODAY, tablets=make_vectors.NUMBER)
    tablet = fresh.tablets[-1]
    sealed = fresh.sealer(-1).seal(RECORDS[name])
    foreign = ForeignOpener(
        fresh.root.public,
        {fresh.site_key.public: fresh.site_key.private.private_bytes_raw()},
        {tablet.public.sign: tablet.number},
    )
    fields = foreign.open(sealed.text)
    assert fields.pop("id") == sealed.id
    assert fields.pop("wire_hash") == sealed.wire_hash
    del fields["receipt_code"]
    assert as_hex(fields) == expected(fresh.opener().open(sealed.text).record)


@pytest.mark.parametrize("vector", DETAILS, ids=lambda vector: vector["name"])
def test_every_stage_of_a_detail_is_ours_and_a_foreign_opener_reads_it(
    vector: dict[str, Any],
) -> None:
    stage = {name: bytes.fromhex(vector[name]) for name in ("payload", "signed", "padded", "wire")}
    made = make_vectors.DETAILS[vector["name"]]
    assert detail.encode(made) == stage["payload"]
    assert detail.decode(stage["payload"]) == made
    assert cose.parse(stage["signed"]).payload == stage["payload"]
    assert detail.pad(stage["signed"]) == stage["padded"]
    assert detail.unpad(stage["padded"]) == stage["signed"]
    opened = our_opener().open_detail(stage["wire"])
    assert (opened.record, opened.id.hex()) == (made, vector["id"])
    assert opened.wire_hash.hex() == vector["wire_hash"]
    fields = foreign_opener().open_detail(stage["wire"])
    assert fields.pop("id").hex() == vector["id"]
    assert fields.pop("wire_hash").hex() == vector["wire_hash"]
    assert as_hex(fields) == vector["detail"]


@pytest.mark.parametrize("vector", REFUSED_DETAILS, ids=lambda vector: vector["why"])
def test_both_openers_refuse_each_faulty_detail(vector: dict[str, str]) -> None:
    wire = bytes.fromhex(vector["wire"])
    with pytest.raises(Rejected):
        our_opener().open_detail(wire)
    with pytest.raises(RefusedError):
        foreign_opener().open_detail(wire)


@pytest.mark.parametrize("name", make_vectors.DETAILS)
def test_a_foreign_opener_reads_the_detail_that_a_tablet_seals_now(name: str) -> None:
    fresh = make_site(today=TODAY, tablets=make_vectors.NUMBER)
    made, tablet = make_vectors.DETAILS[name], fresh.tablets[-1]
    sealed = fresh.sealer(-1).seal_detail(made, TODAY)
    foreign = ForeignOpener(
        fresh.root.public,
        {fresh.site_key.public: fresh.site_key.private.private_bytes_raw()},
        {tablet.public.sign: tablet.number},
    )
    fields = foreign.open_detail(sealed.wire)
    del fields["id"]
    assert fields.pop("wire_hash") == sealed.wire_hash
    assert as_hex(fields) == as_hex(make_vectors.plain_detail(made))


@pytest.mark.parametrize("vector", VECTORS["progress"], ids=lambda vector: vector["tag"])
def test_the_progress_tag_is_that_of_any_library(vector: dict[str, Any]) -> None:
    key, code = bytes.fromhex(vector["key"]), tuple(vector["code"])
    foreign = HMAC(key, SHA256())
    foreign.update(bytes(code))
    assert foreign.finalize()[:8].hex() == vector["tag"] == progress_tag(key, code).hex()


def test_the_format_page_names_every_vector_field() -> None:
    page = (make_vectors.FILE.parent / "FORMAT.md").read_text(encoding="utf-8")
    for name in (set(RESULTS[0]) | set(DETAILS[0]) | set(VECTORS["progress"][0])) - {"name"}:
        assert f"`{name}`" in page
