"""What goes over by stick: FORMAT.md, its test vectors, the product and a foreign reader agree."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kiosk.handoff import bundle, counts, receipt
from kiosk.handoff.errors import Rejected
from kiosk.handoff.keys import Device, PublicKeys
from kiosk.handoff.sitepack import DeviceEntry
from tests.foreign import carry_reader, make_carry_vectors
from tests.foreign.make_carry_vectors import CARRY_FILE, COUNTS
from tests.foreign.opener import RefusedError
from tests.foreign.test_vectors import as_hex, foreign_opener, our_opener, site

VECTORS: dict[str, Any] = json.loads(CARRY_FILE.read_text(encoding="ascii"))
DESK = bytes.fromhex(VECTORS["desk_public"])


def test_the_vectors_are_what_the_generator_makes() -> None:
    assert CARRY_FILE.read_text(encoding="ascii") == make_carry_vectors.as_json()


@pytest.mark.parametrize("vector", VECTORS["counts"], ids=lambda vector: vector["name"])
def test_counts_are_read_alike(vector: dict[str, Any]) -> None:
    wire = bytes.fromhex(vector["wire"])
    opened = our_opener().open_counts(wire)
    assert opened.record == COUNTS[vector["name"]]
    assert opened.wire_hash.hex() == vector["wire_hash"]
    assert counts.encode(opened.record).hex() == vector["payload"]
    assert as_hex(carry_reader.open_counts(foreign_opener(), wire)) == vector["counted"]


@pytest.mark.parametrize("vector", VECTORS["refused_counts"], ids=lambda vector: vector["why"])
def test_both_refuse_each_faulty_counts_object(vector: dict[str, str]) -> None:
    wire = bytes.fromhex(vector["wire"])
    with pytest.raises(Rejected):
        our_opener().open_counts(wire)
    with pytest.raises(RefusedError):
        carry_reader.open_counts(foreign_opener(), wire)


def test_a_bundle_is_read_alike() -> None:
    vector = dict(VECTORS["bundle"])
    data, name = bytes.fromhex(vector.pop("file")), vector.pop("name")
    pack = our_opener()._pack
    assert bundle.read(data, pack, name).bundle == make_carry_vectors.a_bundle()
    assert as_hex(carry_reader.read_bundle(foreign_opener(), data)) == vector


def test_a_receipt_is_read_alike() -> None:
    vector = dict(VECTORS["receipt"])
    data, name = bytes.fromhex(vector.pop("file")), vector.pop("name")
    pack = our_opener()._pack
    desk = DeviceEntry(Device.DESK, VECTORS["desk_number"], PublicKeys(DESK, bytes(32)))
    pack = replace(pack, devices=(*pack.devices, desk))
    assert receipt.read(data, pack, name) == make_carry_vectors.a_receipt()
    desks = {DESK: VECTORS["desk_number"]}
    assert as_hex(carry_reader.read_receipt(site("root_public"), desks, data)) == vector


def test_the_format_page_names_the_vectors() -> None:
    page = CARRY_FILE.with_name("FORMAT.md").read_text(encoding="utf-8")
    for name in ("counts", "refused_counts", "bundle", "receipt", "desk_number", "desk_public"):
        assert f"`{name}`" in page
