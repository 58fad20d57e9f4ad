"""A hostile stick gets nowhere: known names only, no links, size before reading, one folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.handoff import bundle, enrolment, packfile, receipt
from kiosk.handoff.files import Kind, known_files
from kiosk.handoff.keys import Device
from kiosk.handoff.site import carried_name, take_pack, write_site
from tests import hostile, hostile_files
from tests.pace import count
from tests.workshop import Desk, Tablet, a_detail, a_result, a_site

SITE = a_site()
OTHER = a_site()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def a_bundle(folder: Path) -> Path:
    """What an honest tablet leaves there."""
    tablet = Tablet(SITE)
    tablet.sharing.share(a_result(), a_detail())
    tablet.syncing.sync(folder)
    (path,) = known_files(folder, Kind.BUNDLE, SITE.root.site_id)
    return path


def everything(folder: Path) -> dict[str, bytes | None]:
    """Names and contents of what stands there; None for what is no ordinary file."""
    return {
        path.name: path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in folder.iterdir()
    }


def test_nothing_under_the_name_of_a_bundle_gets_in_that_is_no_file(stick: Path) -> None:
    """A link, a pipe, a socket, a folder, a terabyte: refused in words, at once, nothing kept."""
    path = a_bundle(stick)
    path.unlink()
    for words in hostile.strange_files(stick, path.name, bundle.LARGEST):
        desk = Desk(SITE)
        done = desk.collecting.collect(stick)
        assert (done.new, desk.store.counts().results) == (0, 0), words
        assert len(done.refused) == 1, words
        assert path.name in str(done.refused[0]), words


def test_nothing_under_the_name_of_a_receipt_marks_anything(stick: Path) -> None:
    tablet, desk = Tablet(SITE), Desk(SITE)
    tablet.sharing.share(a_result(), a_detail())
    tablet.syncing.sync(stick)
    desk.collecting.collect(stick)
    (path,) = known_files(stick, Kind.RECEIPT, SITE.root.site_id)
    path.unlink()
    for words in hostile.strange_files(stick, path.name, receipt.LARGEST):
        done = tablet.syncing.sync(stick)
        assert (done.receipts, done.received) == (0, 0), words
        assert len(done.refused) == 1, words
        assert len(tablet.store.unsynced()) == 1, words


def test_names_that_are_nearly_ours_are_not_even_opened(stick: Path) -> None:
    """Endings, dots, capitals, tricks with paths: a file of another name is a person's own."""
    path = a_bundle(stick)
    data = path.read_bytes()
    path.unlink()
    for name in hostile.strange_names(path.name):
        (stick / name).write_bytes(data)
    before = everything(stick)
    desk = Desk(SITE)
    done = desk.collecting.collect(stick)
    assert (done.bundles, done.new, done.refused) == (0, 0, [])
    assert desk.store.counts().results == 0
    assert everything(stick) == before


def test_an_honest_bundle_under_another_ones_name_is_refused(stick: Path) -> None:
    path = a_bundle(stick)
    renamed = stick / path.name.replace("-t1-", "-t2-")
    path.rename(renamed)
    desk = Desk(SITE)
    done = desk.collecting.collect(stick)
    assert (done.new, len(done.refused), desk.store.counts().results) == (0, 1, 0)


def test_of_damaged_bundles_on_a_stick_0_are_accepted_and_the_honest_one_beside_is(
    stick: Path,
) -> None:
    path = a_bundle(stick)
    honest = path.read_bytes()
    number = int(path.stem.rpartition("-")[2])
    names = [path.name.replace(f"-{number}.", f"-{number + at}.") for at in range(1, 9)]
    desk = Desk(SITE)
    copies = hostile.damaged(honest, count(80, 8_000))
    for batch in zip(*[copies] * len(names), strict=True):
        for name, data in zip(names, batch, strict=True):
            (stick / name).write_bytes(data)
        done = desk.collecting.collect(stick)
        assert len(done.refused) == len(names)
        assert all(isinstance(error, KioskError) for error in done.refused)
        assert desk.store.counts().results == 1
    assert path.read_bytes() == honest


def test_a_whole_stick_of_another_site_is_passed_over(stick: Path) -> None:
    foreign = Tablet(OTHER)
    foreign.sharing.share(a_result(), a_detail())
    foreign.syncing.sync(stick)
    Desk(OTHER).collecting.collect(stick)
    before = everything(stick)
    tablet, desk = Tablet(SITE), Desk(SITE)
    done = desk.collecting.collect(stick)
    assert (done.bundles, done.new, done.refused) == (0, 0, [])
    assert tablet.syncing.sync(stick).receipts == 0
    assert everything(stick).items() >= before.items()


def test_a_request_that_is_no_ordinary_file_is_refused_as_any_other(stick: Path) -> None:
    kind = next(kind for kind in hostile_files.KINDS if kind.name == "request")
    name = enrolment.read_request(kind.data).name
    for words in hostile.strange_files(stick, name, enrolment.LARGEST):
        with pytest.raises(kind.error):
            enrolment.load_request(stick / name)
        assert enrolment.requests_in(stick) == (), words


@pytest.fixture
def data_of_a_device(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    write_site(folder, SITE, "passphrase")
    yield folder
    shutil.rmtree(folder)


def test_a_pack_that_is_no_ordinary_file_is_not_taken(stick: Path, data_of_a_device: Path) -> None:
    name = carried_name(SITE.root.site_id)
    before = everything(data_of_a_device)
    for _words in hostile.strange_files(stick, name, packfile.LARGEST):
        with pytest.raises(KioskError):
            take_pack(data_of_a_device, Device.TABLET, stick)
        assert everything(data_of_a_device) == before
