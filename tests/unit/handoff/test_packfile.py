"""A pack file is believed only when the pinned root signed it, and never goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import cbor, cose, keys, packfile
from kiosk.handoff.errors import FileRefused, Refusal
from kiosk.handoff.keys import Device
from kiosk.handoff.packfile import open_pack, sign_pack
from kiosk.handoff.sitepack import Revocation, ScoringVersion, Workshop
from tests.unit.handoff.samples import other_site, site

ROOT = site().root.public
PACKED = site().pack_file
FULL = replace(
    site().pack,
    version=12,
    workshops=(Workshop(1, "Gammel Køge Landevej"), Workshop(2, "Lærkevej")),
    devices=(
        replace(site().pack.devices[0], sealed_section=b"sealed", workshop=255),
        *site().pack.devices[1:],
    ),
    revocations=(
        Revocation(Device.TABLET, b"abcd", 7, 1_200),
        Revocation(Device.TABLET, b"abcd", None, 3),
        Revocation(Device.DESK, b"efgh"),
    ),
    settings={"retention.results": 365, "language": "da"},
    scoring=(ScoringVersion(1, b"1234"), ScoringVersion(1, b"5678")),
)


def resigned(fault: dict[int, object]) -> bytes:
    """A pack with other content that the root itself signed."""
    content = cbor.fields(cbor.decode(cose.parse(PACKED).payload), range(17))
    payload = cbor.encode({**content, **fault})
    context = b"kiosk-site-pack/1" + site().root.site_id
    return cose.sign(site().root.private, keys.key_id(ROOT), payload, context)


def refusal(data: bytes, root: bytes = ROOT, lowest: int = 0) -> Refusal:
    with pytest.raises(FileRefused) as caught:
        open_pack(data, root, lowest)
    assert "site.pack" in str(caught.value)
    return caught.value.reason


def test_a_pack_comes_back_whole() -> None:
    assert open_pack(PACKED, ROOT) == site().pack
    assert open_pack(sign_pack(FULL, site().root), ROOT, lowest=12) == FULL


def test_a_lower_version_than_seen_is_refused() -> None:
    assert refusal(PACKED, lowest=2) is Refusal.OLDER
    with pytest.raises(FileRefused, match="has version 1, but version 2"):
        open_pack(PACKED, ROOT, 2)


def test_an_expired_pack_is_still_accepted() -> None:
    old = replace(site().pack, expires=date(2000, 1, 1))
    assert open_pack(sign_pack(old, site().root), ROOT) == old


def test_another_root_s_pack_is_refused() -> None:
    assert refusal(other_site().pack_file) is Refusal.SIGNATURE
    assert refusal(PACKED, other_site().root.public) is Refusal.SIGNATURE


def test_a_pack_of_a_newer_program_is_refused_politely() -> None:
    assert refusal(resigned({0: 3, 20: "new"})) is Refusal.NEWER_FORMAT


def test_a_pack_is_signed_by_its_own_root_only() -> None:
    with pytest.raises(ValueError):
        sign_pack(site().pack, other_site().root)
    with pytest.raises(ValueError):
        sign_pack(replace(site().pack, workshops=()), site().root)


def test_a_pack_that_is_too_large_is_refused() -> None:
    assert refusal(bytes(packfile.LARGEST + 1)) is Refusal.TOO_LARGE


@given(st.data())
def test_one_changed_byte_is_refused(data: st.DataObject) -> None:
    changed = bytearray(PACKED)
    changed[data.draw(st.integers(0, len(PACKED) - 1))] ^= data.draw(st.integers(1, 255))
    assert refusal(bytes(changed)) in (Refusal.FORMAT, Refusal.SIGNATURE)


@given(st.integers(0, len(PACKED) - 1))
def test_a_cut_off_pack_is_refused(size: int) -> None:
    assert refusal(PACKED[:size]) is Refusal.FORMAT


@pytest.mark.parametrize(
    "fault",
    [
        {1: 0},
        {2: 0},
        {3: 10**7},
        {4: b"name"},
        {4: "x" * 201},
        {5: []},
        {5: [[256, ""]]},
        {5: [[1]]},
        {8: 1},
        {9: []},
        {9: [[bytes(31), 1, 2, []]]},
        {9: [[bytes(32), 1, 2, [[bytes(4), bytes(79)]]]]},
        {10: bytes(33)},
        {9: [[bytes(32), 1, 2, [[bytes(4), bytes(80)], [bytes(4), bytes(80)]]]]},
        {11: [[2, 1, bytes(32), bytes(32), b"", 1]]},
        {11: [[0, 0, bytes(32), bytes(32), b"", 1]]},
        {11: [[0, 1, bytes(32), bytes(32), bytes(1_025), 1]]},
        {11: [[0, 1, bytes(32), bytes(32), b"", 256]]},
        {12: [[0, bytes(4), 0]]},
        {12: [[0, bytes(4), -2, 0]]},
        {13: [["name", 1.5]]},
        {13: [["b", 1], ["a", 1]]},
        {13: [["a", 1], ["a", 1]]},
        {13: [[1, 1]]},
        {14: [[0, bytes(4)]]},
        {15: 0},
        {15: [[bytes(4), bytes(47)]]},
        {15: [[bytes(4), bytes(80)], [bytes(4), bytes(81)]]},
        {16: bytes(32)},
        {16: bytes(31)},
        {17: 0},
    ],
    ids=repr,
)
def test_content_out_of_its_form_is_refused_even_when_signed(fault: dict[int, object]) -> None:
    open_pack(resigned({}), ROOT)
    assert refusal(resigned(fault)) is Refusal.FORMAT


def test_a_signed_payload_that_is_no_deterministic_cbor_is_refused() -> None:
    context = b"kiosk-site-pack/1" + site().root.site_id
    data = cose.sign(site().root.private, keys.key_id(ROOT), b"\xa2\x01\x01\x01\x01", context)
    assert refusal(data) is Refusal.FORMAT
