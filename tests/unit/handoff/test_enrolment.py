"""A device asks to be enrolled; whatever else comes is refused in one way."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import cbor, cose, digits, enrolment, qr
from kiosk.handoff.enrolment import Request, load_request, read_request, request_text
from kiosk.handoff.errors import RequestRefused
from kiosk.handoff.keys import Device, OwnKeys
from tests.pace import count

pytestmark = pytest.mark.usefixtures("quick_stretching")

TABLET, DESK = OwnKeys.make(Device.TABLET), OwnKeys.make(Device.DESK)
WRITTEN = enrolment.write_request(TABLET)
CONTENT = {0: 1, 1: 0, 2: TABLET.public.sign, 3: TABLET.public.seal}


def refused(given: str | bytes) -> None:
    with pytest.raises(RequestRefused) as caught:
        read_request(given)
    assert type(caught.value) is RequestRefused
    assert str(caught.value) == str(RequestRefused("This"))


def signed(content: object, own: OwnKeys = TABLET, purpose: bytes = b"kiosk-request/1") -> bytes:
    return cose.sign(own.sign, own.public.key_id, cbor.encode(content), purpose)


@pytest.mark.parametrize("own", [TABLET, DESK], ids=["tablet", "desk"])
def test_a_request_goes_over_by_file_by_text_and_by_code(own: OwnKeys, tmp_path: Path) -> None:
    """Write a request to the stick, or show it as a QR."""
    wanted = Request(own.device, own.public)
    path = enrolment.save_request(tmp_path, own)
    picture = tmp_path / "code.png"
    qr.picture(qr.fitting(request_text(own))).save(picture)
    assert load_request(path) == wanted
    assert read_request(request_text(own)) == wanted
    assert read_request(qr.read_file(picture)) == wanted


def test_no_secret_ever_leaves_a_device() -> None:
    whole = WRITTEN + digits.decode(request_text(TABLET)[3:])
    for secret in (TABLET.sign.private_bytes_raw(), TABLET.seal.private_bytes_raw()):
        assert secret not in whole


def test_the_same_eight_check_digits_stand_on_both_screens() -> None:
    assert read_request(WRITTEN).digits == TABLET.public.check_digits
    assert len(TABLET.public.check_digits) == 8
    assert read_request(enrolment.write_request(DESK)).digits != TABLET.public.check_digits


@pytest.mark.parametrize("change", [str.lower, lambda text: f"]Q1{text}\r\n", " ".join])
def test_what_a_scanner_adds_does_no_harm(change: object) -> None:
    assert callable(change)
    assert enrolment.is_request(change(request_text(TABLET)))
    assert read_request(change(request_text(TABLET))).keys == TABLET.public


def test_a_result_s_text_is_no_request() -> None:
    assert not enrolment.is_request("KR1" + 860 * "0")
    refused("KR1" + request_text(TABLET)[3:])


@given(st.one_of(st.text(max_size=400), st.binary(max_size=600)))
def test_anything_else_is_refused(given: str | bytes) -> None:
    refused(given)


def test_damaged_requests_are_refused_every_one() -> None:
    draw = random.Random(4)
    for _ in range(count(300, 20_000)):
        data = bytearray(WRITTEN)
        data[draw.randrange(len(data))] ^= draw.randrange(1, 256)
        refused(bytes(data))
    for size in range(len(WRITTEN)):
        refused(WRITTEN[:size])
    refused(WRITTEN + b"\0")


@pytest.mark.parametrize(
    "content",
    [
        {**CONTENT, 0: 2},
        {**CONTENT, 1: 2},
        {**CONTENT, 1: False},
        {**CONTENT, 2: DESK.public.sign},
        {**CONTENT, 3: bytes(31)},
        {**CONTENT, 4: b"more"},
        {0: 1, 1: 0, 2: TABLET.public.sign},
        list(CONTENT.values()),
        b"\x81" * 300,
    ],
    ids=(
        *("newer", "no device", "truth", "another key", "short key", "more", "less", "list"),
        "deep",
    ),
)
def test_content_out_of_its_form_is_refused_even_when_signed(content: object) -> None:
    """Duplicate keys, deep nesting, trailing bytes: tests/faults/test_hostile.py."""
    refused(signed(content))


def test_a_request_is_signed_by_its_own_key_for_this_purpose_only() -> None:
    assert read_request(signed(CONTENT)).keys == TABLET.public
    refused(signed(CONTENT, own=DESK))
    refused(signed(CONTENT, purpose=b"kiosk-receipt-file/1"))


def test_too_large_ones_are_refused_before_they_are_read(tmp_path: Path) -> None:
    refused(bytes(enrolment.LARGEST + 1))
    refused("KQ1" + "0" * enrolment.LONGEST_TEXT)
    path = tmp_path / "kiosk-00000000.request"
    path.write_bytes(bytes(enrolment.LARGEST + 1))
    with pytest.raises(RequestRefused):
        load_request(path)


def test_links_folders_other_names_and_other_content_are_refused(tmp_path: Path) -> None:
    """Known names only, no links followed, and the name has to agree with the content."""
    path = enrolment.save_request(tmp_path, TABLET)
    link = tmp_path / enrolment.request_of(DESK).name
    link.symlink_to(path)
    renamed = tmp_path / "kiosk-00000000.request"
    renamed.write_bytes(path.read_bytes())
    folder = tmp_path / "kiosk-11111111.request"
    folder.mkdir()
    for bad in (link, renamed, folder, tmp_path / "gone.request", tmp_path / ".." / "x.request"):
        with pytest.raises(RequestRefused, match="have it written or shown again"):
            load_request(bad)
    assert [found.path for found in enrolment.requests_in(tmp_path)] == [path]


def test_a_folder_tells_its_good_requests_and_nothing_else(tmp_path: Path) -> None:
    for own in (TABLET, DESK):
        enrolment.save_request(tmp_path, own)
    (tmp_path / "KIOSK-aaaaaaaa.request").write_bytes(WRITTEN)
    (tmp_path / "kiosk-aaaaaaaa.request").write_bytes(WRITTEN)
    found = {one.request.keys for one in enrolment.requests_in(tmp_path)}
    assert found == {TABLET.public, DESK.public}
    with pytest.raises(RequestRefused):
        enrolment.requests_in(tmp_path / "gone")
