"""A receipt is a desk's word, for one tablet's epoch, and cannot be made by anybody else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import cbor, cose, receipt, signed
from kiosk.handoff.errors import FileRefused, Refusal
from kiosk.handoff.keys import Device
from kiosk.handoff.receipt import Entry, Receipt, Status, Why
from kiosk.handoff.sitepack import Revocation
from tests.unit.handoff.samples import other_site, site

DESK = site().desks[0]
PURPOSE = b"kiosk-receipt-file/1"


def digest(number: int) -> bytes:
    return hashlib.sha256(bytes((number,))).digest()


WHOLE = Receipt(
    tablet=1,
    epoch=5,
    desk=1,
    number=3,
    entries=(
        Entry(1, digest(1), Status.STORED),
        Entry(2, min(digest(2), digest(3)), Status.DUPLICATE),
        Entry(2, max(digest(2), digest(3)), Status.QUARANTINED, Why.NUMBER_TWICE),
    ),
    erased=tuple(sorted((digest(4), digest(5)))),
)
NAME = str(receipt.name_of(WHOLE, site().root.site_id))
DATA = receipt.write(WHOLE, DESK)


def refusal(data: bytes, name: str = NAME) -> Refusal:
    with pytest.raises(FileRefused) as caught:
        receipt.read(data, site().pack, name)
    return caught.value.reason


def resigned(
    fault: dict[int, object], purpose: bytes = PURPOSE, without: tuple[int, ...] = ()
) -> bytes:
    content = cbor.fields(cbor.decode(cose.parse(DATA).payload), range(9))
    other = {key: value for key, value in {**content, **fault}.items() if key not in without}
    return signed.sign(DESK, purpose, other)


@pytest.mark.parametrize("made", [WHOLE, replace(WHOLE, entries=())])
def test_a_receipt_comes_back_whole(made: Receipt, tmp_path: Path) -> None:
    path = receipt.save(tmp_path, made, DESK)
    assert path.name == NAME
    assert receipt.load(path, site().pack) == made


def test_a_receipt_from_before_anything_could_be_erased_is_still_read() -> None:
    older = receipt.read(resigned({0: 1}, without=(8,)), site().pack, NAME)
    assert older == replace(WHOLE, erased=())
    assert refusal(resigned({0: 1})) is Refusal.FORMAT
    assert refusal(resigned({}, without=(8,))) is Refusal.FORMAT


def test_both_sides_count_the_same_in_any_order() -> None:
    hashes = [entry.wire_hash for entry in WHOLE.entries]
    assert WHOLE.count == 3
    assert WHOLE.hash_of_hashes == receipt.hash_of_hashes(reversed(hashes))
    assert WHOLE.hash_of_hashes != receipt.hash_of_hashes(hashes[1:])


@given(st.data())
def test_a_changed_or_cut_receipt_is_refused(data: st.DataObject) -> None:
    changed = bytearray(DATA)
    at = data.draw(st.integers(0, len(DATA) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))
    assert refusal(bytes(changed)) in (Refusal.FORMAT, Refusal.SIGNATURE)
    assert refusal(DATA[:at]) is Refusal.FORMAT


def test_a_receipt_signed_by_somebody_else_is_refused() -> None:
    forgers = (
        other_site().desks[0],
        replace(other_site().desks[0], root_public=site().root.public),
        replace(site().tablets[0], device=Device.DESK),
        replace(site().desks[1], number=1),
        replace(DESK, root_public=other_site().root.public),
    )
    for forger in forgers:
        assert refusal(receipt.write(WHOLE, forger)) is Refusal.SIGNATURE
    assert refusal(resigned({}, b"kiosk-bundle-file/1")) is Refusal.SIGNATURE


def test_a_receipt_of_a_revoked_desk_is_refused() -> None:
    gone = Revocation(Device.DESK, DESK.public.key_id, None)
    pack = replace(site().pack, revocations=(gone,))
    with pytest.raises(FileRefused, match="desk that was revoked") as caught:
        receipt.read(DATA, pack, NAME)
    assert caught.value.reason is Refusal.REVOKED
    other = replace(WHOLE, desk=2)
    data, name = receipt.write(other, site().desks[1]), str(receipt.name_of(other, pack.site_id))
    assert receipt.read(data, pack, name) == other


def test_another_name_than_the_content_s_is_refused() -> None:
    for name in (NAME.replace("-3.", "-4."), NAME.replace("-d1-", "-d2-")):
        assert refusal(DATA, name) is Refusal.NAME
    assert refusal(DATA, "x.receipt") is Refusal.UNKNOWN_NAME


def test_a_receipt_of_a_newer_program_or_too_large_is_refused() -> None:
    assert refusal(resigned({0: 3})) is Refusal.NEWER_FORMAT
    assert refusal(bytes(receipt.LARGEST + 1)) is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    "fault",
    [
        {1: 0},
        {2: 2**32},
        {3: 0},
        {4: 0},
        {5: []},
        {5: [[1, bytes(32), 1, 0]] * 2},
        {5: [[1, bytes(32), 4, 0]]},
        {5: [[1, bytes(32), 1, 1]]},
        {5: [[1, bytes(32), 3, 0]]},
        {5: [[1, bytes(31), 1, 0]]},
        {5: [[1, bytes(32), 1]]},
        {6: 2},
        {7: bytes(32)},
        {8: 0},
        {8: [digest(8), digest(8)]},
        {8: sorted([digest(8), digest(9)], reverse=True)},
        {8: [bytes(31)]},
        {9: 0},
    ],
    ids=repr,
)
def test_content_out_of_its_form_is_refused_even_when_signed(fault: dict[int, object]) -> None:
    assert receipt.read(resigned({}), site().pack, NAME) == WHOLE
    assert refusal(resigned(fault)) is Refusal.FORMAT


@pytest.mark.parametrize(
    "make",
    [
        lambda: receipt.write(WHOLE, site().desks[1]),
        lambda: receipt.write(WHOLE, site().tablets[0]),
        lambda: receipt.write(replace(WHOLE, entries=WHOLE.entries[::-1]), DESK),
    ],
)
def test_our_own_mistakes_are_not_written(make: Callable[[], bytes]) -> None:
    with pytest.raises(ValueError):
        make()
