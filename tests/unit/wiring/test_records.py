"""What a citizen asks for at the desk, by command."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk.search import NoReceiptCodeError
from kiosk.domain.progress_code import PICTURES
from kiosk.handoff.keys import Device
from kiosk.handoff.progress import progress_tag
from kiosk.handoff.site import Site, write_site
from kiosk.storage import tombstone_file
from kiosk.storage.desk import PLACE_TAKEN, Way
from kiosk.wiring import records
from kiosk.wiring.desk import parts
from kiosk.wiring.records import NothingFoundError, UnknownPictureError
from tests.workshop import Tablet, a_detail, a_result, a_site

PICTURE_NAMES = ["Sun", "boat", " Key", "13", "Sun"]


@pytest.fixture
def site() -> Site:
    return a_site(tablets=1, desks=1)


@pytest.fixture
def data(tmp_path: Path, site: Site) -> Path:
    folder = tmp_path / "data"
    write_site(folder, site, "a passphrase")
    return folder


def received(data: Path, site: Site, *seeds: int) -> list[str]:
    """Results that came over by code; their receipt codes."""
    tablet, codes = Tablet(site), []
    desk = parts(data)
    with closing(desk.store):
        for seed in seeds:
            shared = tablet.sharing.share(a_result(seed), a_detail())
            desk.reception.receive(shared.text, Way.SCAN)
            codes.append(shared.receipt_code)
    return codes


def test_a_result_is_found_by_its_eight_digits_however_they_are_grouped(
    data: Path, site: Site
) -> None:
    code, _ = received(data, site, 1, 2)
    assert "Tablet 1, result 1, visit on 2026-03-02" in records.find(data, code, None).text
    assert "result 1" in records.find(data, f"{code[:4]} {code[4:]}", None).text
    with pytest.raises(NoReceiptCodeError, match="eight digits"):
        records.find(data, code[:7], None)


def test_what_is_erased_is_gone_and_stays_gone(data: Path, site: Site) -> None:
    code, other = received(data, site, 1, 2)
    asked: list[str] = []

    def answer(yes: bool) -> records.Confirm:
        def confirm(words: str) -> bool:
            asked.append(words)
            return yes

        return confirm

    assert records.erase(data, code, None, answer(False)).text == "Nothing was erased."
    assert "result 1" in records.find(data, code, None).text
    assert "Erased: 1 result and 0 details" in records.erase(data, code, None, answer(True)).text
    assert asked[0] == asked[1] and "result 1" in asked[0]
    with pytest.raises(NothingFoundError):
        records.find(data, code, None)
    assert "result 2" in records.find(data, other, None).text
    kept = tombstone_file.read(data / Device.DESK / tombstone_file.NAME)
    assert [(one.tablet, one.sequence) for one in kept] == [(1, 1)]


def test_the_log_tells_who_did_what(data: Path, site: Site) -> None:
    assert records.log(data, 5).text == "Nothing was logged yet."
    (code,) = received(data, site, 1)
    records.find(data, code, None)
    records.erase(data, code, None, lambda _words: True)
    lines = records.log(data, 3).text.splitlines()
    assert [line.split()[3] for line in lines] == ["searched", "searched", "erased"]
    assert lines[2].endswith("by=receipt_code details=0 results=1")
    assert len(lines) == 3
    assert code not in records.log(data, 50).text


def test_pictures_are_named_or_numbered() -> None:
    assert records.numbers_of(PICTURE_NAMES) == (0, 20, PICTURES.index("Key"), 13, 0)
    with pytest.raises(UnknownPictureError, match="Unicorn"):
        records.numbers_of(["Unicorn", *PICTURE_NAMES[1:]])
    with pytest.raises(UnknownPictureError, match="5 pictures"):
        records.numbers_of(["Sun"])


def test_results_are_found_by_pictures(data: Path, site: Site) -> None:
    """Every result under one code, whatever its receipt code."""
    desk = parts(data)
    section = desk.pack.section(desk.own)
    assert section is not None
    code = records.numbers_of(PICTURE_NAMES)
    tag = progress_tag(section.progress_key, code)
    desk.store.close()
    received(data, site, 1)
    with closing(parts(data).store) as store:
        (row,) = store.results()
        store.store(replace(row, id=bytes(16), wire_hash=bytes(32), sequence=2, progress_tag=tag))
        clone = replace(row, id=bytes([1] * 16), wire_hash=bytes([1] * 32), sequence=2)
        store.store(replace(clone, progress_tag=tag))
    lines = records.find(data, None, PICTURE_NAMES).text.splitlines()
    assert len(lines) == 2 and f"kept apart ({PLACE_TAKEN})" in "".join(lines)
    told = records.erase(data, None, PICTURE_NAMES, lambda _words: True).text
    assert "Erased: 2 results" in told
    with closing(parts(data).store) as store:
        assert [left.sequence for left in store.results()] == [1] and not store.quarantined()
