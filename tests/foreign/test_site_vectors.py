"""Packs, requests and locked keys mean to others what they mean to us, from FORMAT.md alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from cwt.exceptions import CWTError

from kiosk.handoff import enrolment, keyfile
from kiosk.handoff.enrolment import Request
from kiosk.handoff.errors import FileRefused
from kiosk.handoff.keys import Device, SiteKey
from kiosk.handoff.packfile import open_pack
from kiosk.handoff.site import make_site
from tests.foreign import make_site_vectors, pack_reader
from tests.foreign.make_site_vectors import DESK, PIN, RECOVERY, TABLET
from tests.foreign.opener import RefusedError

VECTORS: dict[str, str] = json.loads(make_site_vectors.FILE.read_text(encoding="ascii"))
TODAY = date(2026, 11, 21)


def octets(name: str) -> bytes:
    return bytes.fromhex(VECTORS[name])


ROOT = octets("root_public")


def test_the_vectors_are_what_the_generator_makes() -> None:
    assert make_site_vectors.FILE.read_text(encoding="ascii") == make_site_vectors.as_json()


def test_we_read_the_pack_of_the_vectors() -> None:
    pack = open_pack(octets("pack"), ROOT)
    assert pack == make_site_vectors.pack()
    for private in (DESK.seal, RECOVERY):
        found = [key.private.private_bytes_raw() for key in pack.unwrap_site_keys(private)]
        assert found == [octets("site_key_private"), octets("site_key_before_private")]
    section = pack.section(TABLET.enrolled(7, ROOT))
    assert section is not None and section.pin_fits(PIN)
    assert section == pack.kept_section(RECOVERY)


def test_a_foreign_reader_reads_the_pack_of_the_vectors() -> None:
    pack = pack_reader.read_pack(octets("pack"), ROOT)
    assert (pack["version"], pack["name"]) == (3, "Værksted")
    assert date.fromordinal(pack["expires"]) == date(2027, 11, 22)
    for private in (octets("desk_seal_private"), octets("recovery_private")):
        keys = pack_reader.site_keys(pack, private)
        assert keys == [octets("site_key_private"), octets("site_key_before_private")]
        kept = pack_reader.kept_section(pack, private)
        assert kept == pack_reader.own_section(pack, octets("tablet_seal_private"))
    desk = pack_reader.own_section(pack, octets("desk_seal_private"))
    assert desk == {"pins": [], "progress_key": octets("progress_key")}
    assert pack_reader.pin_fits(kept, VECTORS["pin"])
    assert not pack_reader.pin_fits(kept, "482914")
    assert [gone[2:] for gone in pack["revocations"]] == [[305_419_896, 120], [-1, 200]]


def test_both_refuse_a_pack_that_was_changed() -> None:
    changed = bytearray(octets("pack"))
    changed[500] ^= 1
    with pytest.raises(FileRefused, match="signature"):
        open_pack(bytes(changed), ROOT)
    with pytest.raises((RefusedError, CWTError)):
        pack_reader.read_pack(bytes(changed), ROOT)


def test_a_foreign_reader_reads_a_pack_that_is_made_now() -> None:
    made = make_site(today=TODAY, pins=("7777",), desks=2)
    pack = pack_reader.read_pack(made.pack_file, made.root.public)
    for holder in (made.desks[1].seal, made.recovery.private):
        (key,) = pack_reader.site_keys(pack, holder.private_bytes_raw())
        assert SiteKey(made.site_key.private).public == made.site_key.public
        assert key == made.site_key.private.private_bytes_raw()
    section = pack_reader.own_section(pack, made.tablets[0].seal.private_bytes_raw())
    assert pack_reader.pin_fits(section, "7777")


def test_requests_and_check_digits_are_the_same_on_both_sides() -> None:
    data, text = octets("request"), VECTORS["request_text"]
    assert enrolment.read_request(text) == Request(Device.TABLET, TABLET.public)
    assert pack_reader.request_of(text) == data
    found = pack_reader.read_request(data)
    assert found == {"device": 0, "sign": TABLET.public.sign, "seal": TABLET.public.seal}
    keys = (found["sign"], found["seal"])
    assert pack_reader.check_digits(*keys) == VECTORS["request_digits"]
    assert pack_reader.check_digits(b"site", ROOT, *keys) == VECTORS["site_digits"]


def test_a_locked_root_key_is_opened_by_both(tmp_path: Path) -> None:
    path = tmp_path / "root.key"
    path.write_bytes(octets("root_key_file"))
    path.chmod(0o600)
    root = keyfile.read_root(path, VECTORS["passphrase"])
    assert root.public == ROOT
    purpose, key = pack_reader.locked_key(octets("root_key_file"), VECTORS["passphrase"])
    assert (purpose, key) == ("root", root.private.private_bytes_raw())


def test_the_format_page_names_every_vector_field() -> None:
    page = (make_site_vectors.FILE.parent / "FORMAT.md").read_text(encoding="utf-8")
    for name in set(VECTORS) - {"about"}:
        assert f"`{name}`" in page
