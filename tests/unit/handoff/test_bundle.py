"""A bundle is taken over whole, or refused whole with the reason."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.counts import CountName, CountsRecord, DayCount
from kiosk.handoff import bundle, cbor, cose, signed
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject, Told
from kiosk.handoff.errors import FileRefused, NotWritten, Refusal
from kiosk.handoff.keys import Device
from tests.pace import count
from tests.unit.handoff.disk import RefusingDisk
from tests.unit.handoff.samples import TODAY, detail_record, other_site, plain, site

TABLET = site().tablets[0]
PURPOSE = b"kiosk-bundle-file/1"


@cache
def sealed(sequence: int) -> bytes:
    return site().sealer().seal(plain(sequence)).wire


def of(*sequences: int) -> Bundle:
    objects = tuple(SealedObject(number, sealed(number)) for number in sequences)
    return Bundle(1, 5, 3, bundle.FIRST, objects)


@cache
def told(sequence: int) -> SealedObject:
    """A detail; those from 100 on are of the length of two steps."""
    made = detail_record(sequence, tasks=3 if sequence < 100 else 30)
    wire = site().sealer().seal_detail(made, TODAY).wire
    return SealedObject(sequence, wire, ObjectKind.DETAIL)


WHOLE = of(2, 3, 7)
NAME = str(bundle.name_of(WHOLE, site().root.site_id))
DATA = bundle.write(WHOLE, TABLET)


def refusal(data: bytes, name: str = NAME) -> Refusal:
    with pytest.raises(FileRefused) as caught:
        bundle.read(data, site().pack, name)
    assert name in str(caught.value)
    return caught.value.reason


def with_manifest(manifest: bytes) -> bytes:
    """The bundle under another manifest."""
    wires = b"".join(item.wire for item in WHOLE.objects)
    return b"KIOSKBUN" + len(manifest).to_bytes(4, "big") + manifest + wires


def resigned(
    fault: dict[int, object], purpose: bytes = PURPOSE, without: tuple[int, ...] = ()
) -> bytes:
    """The bundle under a manifest with other content that the tablet itself signed."""
    length = int.from_bytes(DATA[8:12], "big")
    content = cbor.fields(cbor.decode(cose.parse(DATA[12 : 12 + length]).payload), range(10))
    other = {key: value for key, value in {**content, **fault}.items() if key not in without}
    return with_manifest(signed.sign(TABLET, purpose, other))


@pytest.mark.parametrize("sequences", [(), (1,), (2, 3, 7), tuple(range(1, 30))])
def test_a_bundle_comes_back_whole(sequences: tuple[int, ...], tmp_path: Path) -> None:
    made = of(*sequences)
    path, file_hash = bundle.save(tmp_path, made, TABLET)
    read = bundle.load(path, site().pack)
    assert read.bundle == made
    assert read.file_hash == file_hash == bundle.file_hash(path.read_bytes())


def test_what_is_in_a_bundle_opens_as_a_shown_code_does() -> None:
    read = bundle.read(DATA, site().pack, NAME).bundle
    opened = [site().opener().open_wire(item.wire) for item in read.objects]
    assert [item.record.sequence for item in opened] == [2, 3, 7]


def test_a_bundle_with_details_comes_back_whole(tmp_path: Path) -> None:
    """A detail stands behind its result, or alone where its result has a receipt."""
    second, third = of(2, 3).objects
    objects = (second, told(2), third, told(5), told(100))
    made = replace(WHOLE, objects=objects)
    path, _ = bundle.save(tmp_path, made, TABLET)
    assert bundle.load(path, site().pack).bundle == made
    for item in (told(2), told(100)):
        assert site().opener().open_detail(item.wire).record.sequence == item.sequence
    data = path.read_bytes()
    for size in (len(data) - 1, len(data) - 3_000):
        assert refusal(data[:size], path.name) is Refusal.CUT
    changed = data.replace(objects[3].wire, objects[3].wire[:-1] + b"\x00")
    assert refusal(changed, path.name) is Refusal.ALTERED
    for wrong in ((told(2), second), (told(2), told(2)), (third, told(2))):
        with pytest.raises(ValueError):
            bundle.write(replace(WHOLE, objects=wrong), TABLET)


def test_counts_and_what_is_told_of_receipts_and_erasures_come_back_whole(tmp_path: Path) -> None:
    plain_counts = CountsRecord(1, 5, (DayCount(TODAY, CountName.FACE_GOOD, 3),))
    wire = site().sealer().seal_counts(plain_counts, TODAY)
    made = replace(
        WHOLE,
        objects=(SealedObject(bundle.NO_SEQUENCE, wire, ObjectKind.COUNTS), *WHOLE.objects),
        erased=(bytes(32), b"\xff" * 32),
        receipts=(Told(1, 7, 4, bytes(32)), Told(3, 1, 0, bytes(32))),
    )
    path, _ = bundle.save(tmp_path, made, TABLET)
    read = bundle.load(path, site().pack).bundle
    assert read == made
    assert site().opener().open_counts(read.objects[0].wire).record == plain_counts
    alone = replace(made, objects=made.objects[:1])
    assert bundle.read(bundle.write(alone, TABLET), site().pack, NAME).bundle == alone


def test_bundles_of_the_formats_before_are_still_read() -> None:
    for older in (1, 2):
        data = resigned({0: older}, without=(8, 9))
        assert bundle.read(data, site().pack, NAME).bundle == WHOLE
    later = {7: [[2, 2, 1_024, bytes(32)]], 6: 2}
    assert refusal(resigned({0: 1, **later}, without=(8, 9))) is Refusal.FORMAT
    later = {7: [[3, 0, 1_024, bytes(32)]], 5: 0, 6: 0}
    assert refusal(resigned({0: 2, **later}, without=(8, 9))) is Refusal.FORMAT
    for older in (1, 2):
        assert refusal(resigned({0: older})) is Refusal.FORMAT
    assert refusal(resigned({}, without=(9,))) is Refusal.FORMAT


def test_a_bundle_holds_what_fits_results_first_and_the_oldest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second, third = of(2, 3).objects
    everything = (second, told(2), third, told(3))
    assert bundle.as_many_as_fit(reversed(everything)) == everything
    monkeypatch.setattr(bundle, "MOST_OBJECTS", 3)
    assert bundle.as_many_as_fit(everything) == (second, told(2), third)
    room = bundle.LARGEST - bundle._OBJECTS_AT - bundle._LONGEST_MANIFEST
    monkeypatch.setattr(bundle, "LARGEST", bundle.LARGEST - room + 2 * 354 + 1_023)
    assert bundle.as_many_as_fit(everything) == (second, third)
    assert bundle.as_many_as_fit(()) == ()


def test_only_numbers_and_hashes_are_plain() -> None:
    secret = plain().secret
    assert secret not in DATA


@given(st.integers(0, len(DATA) - 1))
def test_a_bundle_cut_off_anywhere_is_refused_as_cut(size: int) -> None:
    assert refusal(DATA[:size]) is Refusal.CUT


@given(st.data())
def test_one_changed_byte_is_refused(data: st.DataObject) -> None:
    changed = bytearray(DATA)
    changed[data.draw(st.integers(0, len(DATA) - 1))] ^= data.draw(st.integers(1, 255))
    assert refusal(bytes(changed)) is not Refusal.NAME


def test_thousands_of_damaged_bundles_are_all_refused() -> None:
    draw = random.Random(4)
    for _ in range(count(300, 100_000)):
        changed = bytearray(DATA)
        for _ in range(draw.randrange(1, 4)):
            at = draw.randrange(len(changed))
            cut = slice(at, at + draw.randrange(1, 9))
            changed[cut] = draw.randbytes(draw.randrange(12))
        if changed != DATA:
            refusal(bytes(changed))


def test_something_behind_the_objects_is_refused() -> None:
    assert refusal(DATA + b"\x00") is Refusal.ALTERED


def test_exchanged_objects_are_refused() -> None:
    first, second = WHOLE.objects[0].wire, WHOLE.objects[1].wire
    exchanged = DATA.replace(first + second, second + first)
    assert refusal(exchanged) is Refusal.ALTERED


def test_something_else_is_refused() -> None:
    assert refusal(b"PK\x03\x04" + DATA) is Refusal.FORMAT
    assert refusal(b"KIOSKBUN" + b"\xff" * 100) is Refusal.FORMAT
    assert refusal(with_manifest(b"")) is Refusal.FORMAT
    assert refusal(bytes(bundle.LARGEST + 1)) is Refusal.TOO_LARGE


def test_another_name_than_the_content_s_is_refused() -> None:
    for name in (NAME.replace("-3.", "-4."), NAME.replace("-t1-", "-t2-")):
        assert refusal(DATA, name) is Refusal.NAME
    assert refusal(DATA, "holiday.jpg") is Refusal.UNKNOWN_NAME
    foreign = str(bundle.name_of(WHOLE, other_site().root.site_id))
    assert refusal(DATA, foreign) is Refusal.NAME


def test_a_manifest_signed_by_somebody_else_is_refused() -> None:
    forgers = (
        other_site().tablets[0],
        replace(other_site().tablets[0], root_public=site().root.public),
        replace(site().desks[0], device=Device.TABLET),
        replace(site().tablets[1], number=1),
        replace(site().tablets[0], root_public=other_site().root.public),
    )
    for forger in forgers:
        assert refusal(bundle.write(WHOLE, forger)) is Refusal.SIGNATURE


def test_a_signature_for_another_purpose_is_refused() -> None:
    assert refusal(resigned({}, b"kiosk-receipt-file/1")) is Refusal.SIGNATURE
    assert refusal(resigned({}, b"kiosk-site/1")) is Refusal.SIGNATURE


@pytest.mark.parametrize(
    "fault",
    [
        {1: 0},
        {2: -1},
        {3: 0},
        {4: bytes(31)},
        {5: 1},
        {6: 8},
        {5: 0, 6: 0},
        {7: [[2, 2, 354, bytes(32)]], 6: 2},
        {7: [[3, 2, 1_024, bytes(32)]], 6: 2},
        {7: [[3, 0, 354, bytes(32)]], 5: 0, 6: 0},
        {7: [[3, 0, 1_024, bytes(32)], [3, 0, 1_024, bytes(31) + b"1"]], 5: 0, 6: 0},
        {7: [[4, 0, 1_024, bytes(32)]], 5: 0, 6: 0},
        {7: [[1, 0, 354, bytes(32)]], 5: 0, 6: 0},
        {7: [[2, 2, 1_025, bytes(32)]], 6: 2},
        {7: [[2, 2, 0, bytes(32)]], 6: 2},
        {7: [[2, 2, 65 * 1_024, bytes(32)]], 6: 2},
        {7: [[1, 2, 1_024, bytes(32)]], 6: 2},
        {7: [[2, 2, 1_024, bytes(32)], [1, 2, 354, bytes(32)]], 6: 2},
        {7: [[1, 2, 353, bytes(32)]], 6: 2},
        {7: [[1, 2, 354, bytes(31)]], 6: 2},
        {7: [[1, 2, 354]], 6: 2},
        {7: [[1, 2, 354, bytes(32)], [1, 2, 354, bytes(32)]], 6: 2},
        {8: 0},
        {8: [bytes(32), bytes(32)]},
        {9: 0},
        {9: [[1, 1, 0, bytes(32)], [1, 2, 0, bytes(32)]]},
        {9: [[0, 1, 0, bytes(32)]]},
        {9: [[1, 0, 0, bytes(32)]]},
        {9: [[1, 1, -1, bytes(32)]]},
        {9: [[1, 1, 0, bytes(31)]]},
        {10: 0},
    ],
    ids=repr,
)
def test_a_manifest_out_of_its_form_is_refused_even_when_signed(fault: dict[int, object]) -> None:
    assert bundle.read(resigned({}), site().pack, NAME).bundle == WHOLE
    assert refusal(resigned(fault)) is Refusal.FORMAT


def test_a_manifest_that_promises_other_objects_is_refused() -> None:
    entry = [1, 2, 354, bytes(32)]
    assert refusal(resigned({7: [entry], 6: 2})) is Refusal.ALTERED
    more = [[1, number, 354, bytes(32)] for number in range(2, 8)]
    assert refusal(resigned({7: more})) is Refusal.CUT


def test_a_bundle_of_a_newer_program_is_refused_politely() -> None:
    assert refusal(resigned({0: 4, 10: []})) is Refusal.NEWER_FORMAT


@pytest.mark.parametrize(
    "make",
    [
        lambda: bundle.write(WHOLE, site().tablets[1]),
        lambda: bundle.write(WHOLE, site().desks[0]),
        lambda: bundle.write(replace(WHOLE, objects=WHOLE.objects[::-1]), TABLET),
        lambda: bundle.write(replace(WHOLE, objects=(SealedObject(1, b"short"),)), TABLET),
        lambda: bundle.write(of(*[1] * 20_001), TABLET),
    ],
)
def test_our_own_mistakes_are_not_written(make: Callable[[], bytes]) -> None:
    with pytest.raises(ValueError):
        make()


def test_a_full_stick_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="No space left"):
        bundle.save(tmp_path, WHOLE, TABLET, RefusingDisk(2, 28))
