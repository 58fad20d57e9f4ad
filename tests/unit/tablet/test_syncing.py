from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.folder import NoFolderError
from kiosk.handoff import bundle
from kiosk.handoff.bundle import ObjectKind
from kiosk.storage.desk import Way
from tests.workshop import Desk, Tablet, a_detail, a_result, a_site


def test_a_result_goes_over_by_folder_and_its_receipt_comes_back(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1))
    tablet.sharing.share(a_result(2))
    sent = tablet.syncing.sync(tmp_path)
    assert sent.carried == 2 and sent.bundle is not None and sent.bundle.is_file()
    came = desk.collecting.collect(tmp_path)
    assert (came.new, came.known, came.quarantined, len(came.receipts)) == (2, 0, 0, 1)
    back = tablet.syncing.sync(tmp_path)
    assert (back.receipts, back.received, back.carried, back.bundle) == (1, 2, 0, None)
    assert tablet.store.counts().unsynced == 0 and tablet.store.counts().shared == 2


def test_syncing_again_changes_nothing(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result())
    tablet.syncing.sync(tmp_path)
    tablet.syncing.sync(tmp_path)
    assert desk.collecting.collect(tmp_path).new == 1
    again = desk.collecting.collect(tmp_path)
    assert (again.new, again.known, again.refused) == (0, 1, [])
    tablet.syncing.sync(tmp_path)
    last = tablet.syncing.sync(tmp_path)
    assert (last.receipts, last.received, last.refused) == (0, 0, ())


def test_each_bundle_repeats_what_has_no_receipt(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1))
    first = tablet.syncing.sync(tmp_path).bundle
    tablet.sharing.share(a_result(2))
    tablet.syncing.sync(tmp_path)
    assert first is not None and not first.exists()
    assert desk.collecting.collect(tmp_path).new == 2


def test_a_receipt_of_another_tablet_is_passed_over(tmp_path: Path) -> None:
    site = a_site()
    first, second, desk = Tablet(site, 0), Tablet(site, 1), Desk(site)
    for tablet in (first, second):
        tablet.sharing.share(a_result())
        tablet.syncing.sync(tmp_path)
    assert len(desk.collecting.collect(tmp_path).receipts) == 2
    assert first.syncing.sync(tmp_path).receipts == 1
    assert second.syncing.sync(tmp_path).received == 1


def test_a_damaged_receipt_is_refused_and_loses_nothing(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result())
    tablet.syncing.sync(tmp_path)
    (receipt,) = desk.collecting.collect(tmp_path).receipts
    whole = receipt.read_bytes()
    receipt.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    done = tablet.syncing.sync(tmp_path)
    assert done.receipts == 0 and len(done.refused) == 1 and receipt.name in str(done.refused[0])
    assert tablet.store.counts().unsynced == 1


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    tablet = Tablet(a_site())
    with pytest.raises(NoFolderError, match="nowhere"):
        tablet.syncing.sync(tmp_path / "nowhere")


def test_a_detail_goes_over_with_its_result_and_is_received(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(), a_detail())
    sent = tablet.syncing.sync(tmp_path)
    assert sent.carried == 1 and sent.bundle is not None
    objects = bundle.load(sent.bundle, site.pack).bundle.objects
    assert [item.kind for item in objects] == [ObjectKind.RESULT, ObjectKind.DETAIL]
    assert (came := desk.collecting.collect(tmp_path)).new == 1 and not came.quarantined
    back = tablet.syncing.sync(tmp_path)
    assert (back.received, back.carried, back.bundle) == (1, 0, None)
    assert tablet.store.unsynced_details() == ()


def test_a_detail_whose_result_is_received_by_its_code_goes_over_alone(tmp_path: Path) -> None:
    """The receipt for the bundle before names what was scanned meanwhile."""
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1), a_detail())
    tablet.syncing.sync(tmp_path)
    desk.reception.receive(tablet.sharing.share(a_result(2), a_detail()).text, Way.SCAN)
    desk.collecting.collect(tmp_path)
    alone = tablet.syncing.sync(tmp_path)
    assert (alone.received, alone.carried) == (2, 0) and alone.bundle is not None
    (item,) = bundle.load(alone.bundle, site.pack).bundle.objects
    assert (item.kind, item.sequence) == (ObjectKind.DETAIL, 2)
    assert desk.collecting.collect(tmp_path).quarantined == 0
    assert tablet.syncing.sync(tmp_path).bundle is None
    assert all(desk.store.detail(row.id) for row in desk.store.results())
