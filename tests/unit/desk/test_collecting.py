from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk.collecting import READING, WRITING
from kiosk.desk.erasure import Erasing
from kiosk.desk.log import DeskLog
from kiosk.devices.clock import FakeClock
from kiosk.devices.folder import NoFolderError
from kiosk.handoff import bundle, receipt
from kiosk.handoff.bundle import Bundle, ObjectKind, SealedObject
from kiosk.handoff.errors import KeysRefused
from kiosk.handoff.keys import Device
from kiosk.handoff.receipt import Status, Why
from kiosk.handoff.sitepack import Revocation, SitePack
from kiosk.storage.desk import Way
from kiosk.storage.tablet.memory import MemoryTabletStore
from tests.workshop import Desk, Tablet, a_detail, a_result, a_site


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
    came = desk.collecting.collect(tmp_path, lambda *far: seen.append(far))
    assert came.new == 1 and len(came.refused) == 1 and cut.name in str(came.refused[0])
    reading, writing = [(n, 2, READING) for n in range(3)], [(n, 1, WRITING) for n in range(2)]
    assert seen == [*reading, *writing]


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
    tablet, desk = Tablet(site), Desk(site)
    clone = Tablet(site, store=MemoryTabletStore(tablet.store.chain().epoch))
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


def test_a_detail_is_kept_once_however_often_it_comes(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1), a_detail())
    tablet.syncing.sync(tmp_path)
    tablet.sharing.share(a_result(2), a_detail(("kept",)))
    tablet.syncing.sync(tmp_path)
    for _ in range(2):
        desk.collecting.collect(tmp_path)
    first, second = reversed(desk.store.results())
    kept = [desk.store.detail(row.id) for row in (first, second)]
    assert [row is not None and row.sequence for row in kept] == [1, 2]
    assert len(desk.store.held(1, first.epoch)) == 4
    assert desk.store.details_apart() == ()


def test_bundles_with_details_in_any_order_and_overlap_give_the_same_store(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    folders = []
    for number in range(1, 4):
        tablet.sharing.share(a_result(number), a_detail())
        folders.append(tmp_path / str(number))
        folders[-1].mkdir()
        tablet.syncing.sync(folders[-1])
    seen = set()
    for order in itertools.permutations(folders):
        desk = Desk(site)
        for folder in (*order, *order[:1]):
            desk.collecting.collect(folder)
        held = desk.store.held(1, tablet.store.chain().epoch)
        details = [desk.store.detail(row.id) for row in desk.store.results()]
        seen.add((held, frozenset(row.wire_hash for row in details if row)))
    ((names, kept),) = seen
    assert (len(names), len(kept)) == (6, 3)


def test_an_object_under_the_wrong_kind_is_not_taken(tmp_path: Path) -> None:
    """A tablet that says of a detail that it is a result, or gives one another sequence."""
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    foreign = Tablet(a_site())
    for one in (tablet, foreign):
        one.sharing.share(a_result(), a_detail())
    (told,), (strange,) = tablet.store.unsynced_details(), foreign.store.unsynced_details()
    lying = (
        SealedObject(1, strange.wire, ObjectKind.DETAIL),
        SealedObject(2, told.wire, ObjectKind.DETAIL),
    )
    bundle.save(tmp_path, Bundle(1, told.epoch, 1, bundle.FIRST, lying), tablet.own)
    came = desk.collecting.collect(tmp_path)
    assert (came.new, came.quarantined) == (0, 2)
    entries = receipt.load(came.receipts[0], site.pack).entries
    assert {entry.why for entry in entries} == {Why.NOT_OPENED}
    assert desk.store.held(1, told.epoch) == ()


def test_a_receipt_tells_of_each_detail(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(), a_detail())
    tablet.syncing.sync(tmp_path)
    (path,) = desk.collecting.collect(tmp_path).receipts
    told = receipt.load(path, site.pack)
    (row,), (detail,) = tablet.store.unsynced(), tablet.store.unsynced_details()
    assert {entry.wire_hash for entry in told.entries} == {row.wire_hash, detail.wire_hash}
    assert {entry.status for entry in told.entries} == {Status.STORED}


def test_an_erasure_reaches_another_desk_though_its_tablet_has_nothing_to_send(
    tmp_path: Path,
) -> None:
    """The result was purged from its tablet long ago: no bundle comes, so no receipt would go."""
    site = a_site()
    tablet, first, second = Tablet(site), Desk(site, 0), Desk(site, 1)
    text = tablet.sharing.share(a_result()).text
    for desk in (first, second):
        desk.reception.receive(text, Way.SCAN)
    (row,) = first.store.results()
    erase_all(first)
    (written,) = first.collecting.collect(tmp_path).receipts
    assert receipt.load(written, site.pack).erased == (row.wire_hash,)
    assert first.collecting.collect(tmp_path).receipts == []
    assert second.collecting.collect(tmp_path).erased == 1
    assert second.store.results() == ()


def test_what_a_revoked_desk_left_on_a_stick_troubles_nobody(tmp_path: Path) -> None:
    site = a_site()
    tablet, lost, other = Tablet(site), Desk(site, 0), Desk(site, 1)
    tablet.sharing.share(a_result())
    tablet.syncing.sync(tmp_path)
    lost.collecting.collect(tmp_path)
    newer = revoked(site.pack, Device.DESK, lost.own.public.key_id)
    done = other.with_newer_pack(newer).collect(tmp_path)
    assert (done.new, done.refused) == (1, [])


def test_a_desk_that_learns_that_it_was_revoked_imports_nothing(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result())
    tablet.syncing.sync(tmp_path)
    with pytest.raises(KeysRefused):
        desk.with_newer_pack(KeysRefused("This desk was revoked.")).collect(tmp_path)
    assert desk.store.counts().results == 0
    assert not list(tmp_path.glob("*.receipt"))


def test_a_stolen_tablet_erases_nothing_at_a_desk_once_it_is_revoked(tmp_path: Path) -> None:
    site = a_site()
    tablet, first, second = Tablet(site), Desk(site, 0), Desk(site, 1)
    text = tablet.sharing.share(a_result()).text
    for desk in (first, second):
        desk.reception.receive(text, Way.SCAN)
    erase_all(first)
    first.collecting.collect(tmp_path)
    tablet.syncing.sync(tmp_path)
    for path in tmp_path.glob("*.receipt"):  # only the tablet still tells of the erasure
        path.unlink()
    newer = revoked(site.pack, Device.TABLET, tablet.own.public.key_id, after=9)
    done = second.with_newer_pack(newer).collect(tmp_path)
    assert (done.bundles, done.erased) == (1, 0)
    assert second.store.counts().results == 1


def revoked(pack: SitePack, device: Device, key_id: bytes, after: int = 0) -> SitePack:
    gone = Revocation(device, key_id, None, after)
    return replace(pack, version=2, revocations=(gone,))


def erase_all(desk: Desk) -> None:
    log = DeskLog(desk.store, FakeClock())
    Erasing(desk.store, FakeClock(), log).erase(desk.store.results(), "receipt_code")
