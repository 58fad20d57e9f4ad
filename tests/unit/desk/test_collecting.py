from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.folder import NoFolderError
from kiosk.handoff import bundle, receipt
from kiosk.handoff.bundle import Bundle, SealedObject
from kiosk.handoff.receipt import Status, Why
from kiosk.storage.desk import Way
from tests.workshop import Desk, Tablet, a_result, a_site


def test_a_scanned_result_is_known_when_it_comes_by_folder(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    desk.reception.receive(tablet.sharing.share(a_result()).text, Way.SCAN)
    tablet.syncing.sync(tmp_path)
    came = desk.collecting.collect(tmp_path)
    assert (came.new, came.known) == (0, 1)
    assert tablet.syncing.sync(tmp_path).received == 1


def test_a_cut_bundle_is_refused_whole_and_the_others_come_in(tmp_path: Path) -> None:
    site = a_site()
    first, second, desk = Tablet(site, 0), Tablet(site, 1), Desk(site)
    for tablet in (first, second):
        tablet.sharing.share(a_result())
        tablet.syncing.sync(tmp_path)
    cut = next(tmp_path.glob("*-t1-*.bundle"))
    cut.write_bytes(cut.read_bytes()[:-10])
    seen = []
    came = desk.collecting.collect(tmp_path, lambda done, total: seen.append((done, total)))
    assert came.new == 1 and len(came.refused) == 1 and cut.name in str(came.refused[0])
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_what_does_not_open_is_told_so_that_the_tablet_keeps_it(tmp_path: Path) -> None:
    site, other = a_site(), a_site()
    tablet, desk = Tablet(site), Desk(site)
    foreign = Tablet(other)
    foreign.sharing.share(a_result())
    (row,) = foreign.store.unsynced()
    lying = Bundle(1, 5, 1, bundle.FIRST, (SealedObject(1, row.wire),))
    bundle.save(tmp_path, lying, tablet.own)
    came = desk.collecting.collect(tmp_path)
    assert (came.new, came.quarantined) == (0, 1)
    told = receipt.load(came.receipts[0], site.pack)
    assert [(e.status, e.why) for e in told.entries] == [(Status.QUARANTINED, Why.NOT_OPENED)]


def test_an_object_that_is_not_where_it_says_is_not_taken(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result())
    (row,) = tablet.store.unsynced()
    lying = Bundle(1, row.epoch, 1, bundle.FIRST, (SealedObject(2, row.wire),))
    bundle.save(tmp_path, lying, tablet.own)
    assert desk.collecting.collect(tmp_path).new == 0 and desk.store.counts().results == 0


def test_a_clone_is_kept_apart_and_the_receipt_says_why(tmp_path: Path) -> None:
    site = a_site()
    tablet, clone, desk = Tablet(site), Tablet(site), Desk(site)
    clone.store = type(clone.store)(epoch=tablet.store.chain().epoch)
    clone.sharing._store = clone.store
    desk.reception.receive(clone.sharing.share(a_result(2)).text, Way.SCAN)
    tablet.sharing.share(a_result(1))
    tablet.syncing.sync(tmp_path)
    came = desk.collecting.collect(tmp_path)
    assert (came.new, came.quarantined) == (0, 1)
    told = receipt.load(came.receipts[0], site.pack)
    statuses = {(e.status, e.why) for e in told.entries}
    assert statuses == {(Status.STORED, Why.NONE), (Status.QUARANTINED, Why.NUMBER_TWICE)}


def test_an_empty_folder_and_a_missing_one(tmp_path: Path) -> None:
    desk = Desk(a_site())
    came = desk.collecting.collect(tmp_path)
    assert (came.bundles, came.receipts, came.refused) == (0, [], [])
    with pytest.raises(NoFolderError, match="put the stick in"):
        desk.collecting.collect(tmp_path / "nowhere")
