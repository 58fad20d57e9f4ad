"""Bundles, receipts, purge: what a sync of a tablet does with a stick or any other folder."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.devices.folder import NoFolderError
from kiosk.domain.counts import CountName, DayCount
from kiosk.domain.errors import KioskError
from kiosk.handoff import bundle, receipt
from kiosk.handoff.bundle import ObjectKind
from kiosk.handoff.errors import FileRefused, NotWritten, Refusal
from kiosk.handoff.keys import Device
from kiosk.handoff.receipt import Entry, Receipt, Status, Why
from kiosk.handoff.site import Site
from kiosk.handoff.sitepack import Revocation
from kiosk.storage.desk import Way
from kiosk.storage.tablet import NOTHING_PURGED, Purged
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.tablet.syncing import Syncing
from tests.pace import count
from tests.pullable import PullableDrive
from tests.quick_disk import FailingDisk, QuickDisk
from tests.workshop import DAY, Desk, Tablet, a_detail, a_result, a_site


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


# -- step by step ---------------------------------------------------------------------------------


def test_a_sync_tells_how_far_it_is(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result())
    tablet.syncing.sync(tmp_path)
    desk.collecting.collect(tmp_path)
    told: list[tuple[int, int, str]] = []
    tablet.syncing.sync(tmp_path, lambda done, total, what: told.append((done, total, what)))
    assert [done for done, _, _ in told] == list(range(6))
    assert told[-1] == (5, 5, "Done")
    assert [what for _, _, what in told][:3] == [
        "Looking for a newer site pack",
        "Reading receipts",
        "Writing results",
    ]


@pytest.mark.parametrize("at", range(6))
def test_cancelled_at_any_step_it_leaves_a_valid_state(at: int, tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1), a_detail())
    tablet.syncing.sync(tmp_path)
    desk.collecting.collect(tmp_path)
    tablet.sharing.share(a_result(2))
    asked = iter(range(100))
    stopped = tablet.syncing.sync(tmp_path, cancelled=lambda: next(asked) == at)
    assert stopped.cancelled is (at < 5) and stopped.safe
    for path in tmp_path.glob("*.bundle"):
        bundle.load(path, site.pack)
    done = tablet.syncing.sync(tmp_path)
    assert not done.cancelled and done.safe
    assert stopped.received + done.received == 1
    assert desk.collecting.collect(tmp_path).refused == []
    assert desk.store.counts().results == 2
    assert tablet.syncing.sync(tmp_path).bundle is None


# -- the site pack --------------------------------------------------------------------------------


def test_a_newer_site_pack_on_the_stick_is_taken_before_the_rest(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result())
    tablet.syncing.sync(tmp_path)
    desk.collecting.collect(tmp_path)
    gone = Revocation(Device.DESK, desk.own.public.key_id)
    newer = replace(site.pack, version=2, revocations=(gone,))
    syncing = Syncing(
        tablet.own,
        site.pack,
        tablet.store,
        FakeClock(),
        QuickDisk(),
        newer_pack=lambda folder: newer if folder == tmp_path else None,
    )
    done = syncing.sync(tmp_path)
    assert done.pack is newer
    assert (done.receipts, done.carried) == (0, 1), "what a revoked desk says counts no more"
    assert done.refused == (), "and what it left on a stick troubles nobody"


def test_when_a_desk_is_lost_what_the_tablet_still_has_goes_to_another_one(tmp_path: Path) -> None:
    site = a_site()
    tablet, lost, other = Tablet(site), Desk(site, 0), Desk(site, 1)
    tablet.sharing.share(a_result(), a_detail())
    tablet.syncing.sync(tmp_path)
    lost.collecting.collect(tmp_path)
    assert tablet.syncing.sync(tmp_path).received == 1
    gone = Revocation(Device.DESK, lost.own.public.key_id)
    syncing = tablet.with_pack(replace(site.pack, version=2, revocations=(gone,)))
    stick = tmp_path / "another stick"
    stick.mkdir()
    done = syncing.sync(stick)
    assert (done.again, done.carried, done.refused) == (1, 1, ())
    assert other.collecting.collect(stick).new == 1
    assert syncing.sync(stick).received == 1
    back = syncing.sync(tmp_path)
    assert (back.receipts, back.refused) == (0, ()), "what the lost desk left troubles nobody"


def test_a_refused_site_pack_is_told_in_one_sentence_and_the_rest_goes_on(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.sharing.share(a_result())

    def refuse(_folder: Path) -> None:
        raise FileRefused(Refusal.SIGNATURE, "kiosk.pack")

    clock = FakeClock()
    syncing = Syncing(tablet.own, site.pack, tablet.store, clock, QuickDisk(), refuse)
    done = syncing.sync(tmp_path)
    assert (done.pack, done.carried, done.safe) == (None, 1, True)
    assert [str(error).count("kiosk.pack") for error in done.refused] == [1]
    assert tablet.store.day_counts() == (DayCount(DAY, CountName.PACK_REFUSED, 1),)


# -- receipts -------------------------------------------------------------------------------------


def receipt_of(
    tablet: Tablet,
    site: Site,
    number: int,
    held: Iterable[bytes] = (),
    erased: Iterable[bytes] = (),
    epoch: int | None = None,
    desk: int = 0,
) -> Receipt:
    """A receipt as that desk would write it."""
    return Receipt(
        tablet=tablet.own.number,
        epoch=tablet.store.chain().epoch if epoch is None else epoch,
        desk=site.desks[desk].number,
        number=number,
        entries=tuple(Entry(1, wire_hash, Status.STORED) for wire_hash in sorted(held)),
        erased=tuple(sorted(erased)),
    )


def lay(folder: Path, told: Receipt, site: Site) -> Path:
    return receipt.save(folder, told, site.desks[told.desk - 1], QuickDisk())


def test_of_each_desk_the_newest_receipt_counts_and_older_ones_are_not_read(
    tmp_path: Path,
) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.sharing.share(a_result())
    (wire_hash,) = tablet.store.known(tablet.store.chain().epoch)
    for number in (1, 2):
        lay(tmp_path, receipt_of(tablet, site, number), site).write_bytes(b"damaged")
    lay(tmp_path, receipt_of(tablet, site, 3, [wire_hash]), site)
    lay(tmp_path, receipt_of(tablet, site, 4), site).write_bytes(b"damaged")
    lay(tmp_path, receipt_of(tablet, site, 1, desk=1), site)
    done = tablet.syncing.sync(tmp_path)
    assert (done.receipts, done.received, len(done.refused)) == (2, 1, 1)
    assert "-d1-4.receipt" in str(done.refused[0])


def test_desk_and_tablet_compare_count_and_hash_of_hashes(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1), a_detail())
    tablet.syncing.sync(tmp_path)
    desk.collecting.collect(tmp_path)
    done = tablet.syncing.sync(tmp_path)
    assert done.agree
    (one,) = done.compared
    assert (one.desk, one.same, one.here, one.there) == (1, True, 2, 2)
    tablet.sharing.share(a_result(2))
    told = bundle.load(tablet.syncing.sync(tmp_path).bundles[0], site.pack).bundle.receipts
    assert [(one.desk, one.receipt, one.count) for one in told] == [(1, 1, 2)]
    assert desk.collecting.collect(tmp_path).differences == []


def test_what_differs_is_told(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    for seed in range(4):
        tablet.sharing.share(a_result(seed))
    first, second, third, _ = tablet.store.known(tablet.store.chain().epoch)
    lay(tmp_path, receipt_of(tablet, site, 1, [first, second, bytes(32)], [third]), site)
    lay(tmp_path, receipt_of(tablet, site, 1, [first, third], desk=1), site)
    done = tablet.syncing.sync(tmp_path)
    assert not done.agree
    one, two = done.compared
    assert (one.here, one.there, one.waiting, one.elsewhere, one.unknown) == (3, 3, 1, 0, 1)
    assert (two.here, two.there, two.waiting, two.elsewhere, two.erased) == (3, 2, 1, 1, 1)
    assert done.erased == 1


def test_a_receipt_for_an_epoch_that_this_tablet_never_had_is_passed_over(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.sharing.share(a_result())
    other = tablet.store.chain().epoch ^ 1
    lay(tmp_path, receipt_of(tablet, site, 1, epoch=other), site)
    assert tablet.syncing.sync(tmp_path).receipts == 0


# -- purge ----------------------------------------------------------------------------------------

HOURS_72 = 72 * 3600


def test_a_purge_only_after_receipt_72_hours_of_counted_uptime_and_one_more_sync(
    tmp_path: Path,
) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(), a_detail())
    tablet.syncing.sync(tmp_path)
    tablet.store.count_uptime(HOURS_72)
    assert tablet.syncing.sync(tmp_path).purged == NOTHING_PURGED
    desk.collecting.collect(tmp_path)
    assert tablet.syncing.sync(tmp_path).received == 1
    tablet.store.count_uptime(HOURS_72 - 1)
    assert tablet.syncing.sync(tmp_path).purged == NOTHING_PURGED
    tablet.store.count_uptime(1)
    assert tablet.syncing.sync(tmp_path).purged == Purged(1, 1, 0)
    assert tablet.store.counts().shared == 0
    assert desk.store.counts().results == 1


def test_a_purge_leaves_a_tombstone_and_nothing_else_in_any_file(tmp_path: Path) -> None:
    site, place, stick = a_site(), tmp_path / "tablet", tmp_path / "stick"
    stick.mkdir()
    with closing(open_tablet_store(place / "store.sqlite")) as store:
        tablet, desk = Tablet(site, store=store), Desk(site)
        tablet.sharing.share(a_result(), a_detail())
        wires = [row.wire for row in store.unsynced()]
        wires += [row.wire for row in store.unsynced_details()]
        tablet.syncing.sync(stick)
        desk.collecting.collect(stick)
        tablet.syncing.sync(stick)
        store.count_uptime(HOURS_72)
        assert all(wire in content(place) for wire in wires)
        assert tablet.syncing.sync(stick).purged == Purged(1, 1, 0)
        left = content(place)
        assert not any(wire in left for wire in wires)
        assert [stone.sequence for stone in store.tombstones()] == [1, 1]
        assert all(stone.wire_hash in left for stone in store.tombstones())


def content(folder: Path) -> bytes:
    found = sorted(path for path in folder.iterdir() if not path.name.endswith("-shm"))
    return b"".join(path.read_bytes() for path in found)


def test_a_receipt_never_purges_in_the_sync_in_which_it_came(tmp_path: Path) -> None:
    site = a_site()
    pack = replace(site.pack, settings={"purge_hours": 24})
    tablet, desk = Tablet(site), Desk(site)
    syncing = tablet.with_pack(pack)
    tablet.sharing.share(a_result())
    syncing.sync(tmp_path)
    desk.collecting.collect(tmp_path)
    syncing.sync(tmp_path, cancelled=iter([False] * 4 + [True] * 9).__next__)
    tablet.store.count_uptime(24 * 3600)
    assert syncing.sync(tmp_path).purged == NOTHING_PURGED  # the one before was not whole
    assert syncing.sync(tmp_path).purged == Purged(1, 0, 0)


def test_what_a_desk_keeps_apart_is_told_and_never_purged(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.sharing.share(a_result())
    (wire_hash,) = tablet.store.known(tablet.store.chain().epoch)
    told = receipt_of(tablet, site, 1)
    apart = Entry(1, wire_hash, Status.QUARANTINED, Why.REVOKED)
    lay(tmp_path, replace(told, entries=(apart,)), site)
    assert tablet.syncing.sync(tmp_path).compared[0].apart == 1
    tablet.store.count_uptime(HOURS_72)
    for _ in range(3):
        assert tablet.syncing.sync(tmp_path).purged == NOTHING_PURGED


# -- erasure --------------------------------------------------------------------------------------


def test_what_a_receipt_erases_is_deleted_never_exported_again_and_told_on(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.sharing.share(a_result(1), a_detail())
    hashes = set(tablet.store.known(tablet.store.chain().epoch))
    tablet.sharing.share(a_result(2))
    old = tablet.syncing.sync(tmp_path).bundles[0]
    erased = [row.wire_hash for row in tablet.store.unsynced()[:1]]
    lay(tmp_path, receipt_of(tablet, site, 1, erased=erased), site)
    done = tablet.syncing.sync(tmp_path)
    assert (done.erased, done.carried) == (2, 1)
    assert not old.exists()  # nor does a sealed copy stay on the stick
    read = bundle.load(done.bundles[0], site.pack).bundle
    assert set(read.erased) == hashes
    assert hashes.isdisjoint(item.wire_hash for item in read.objects)


def test_an_erasure_is_told_even_when_nothing_waits(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.sharing.share(a_result())
    known = tablet.store.known(tablet.store.chain().epoch)
    lay(tmp_path, receipt_of(tablet, site, 1, erased=known), site)
    done = tablet.syncing.sync(tmp_path)
    assert done.carried == 0
    assert bundle.load(done.bundles[0], site.pack).bundle.erased == tuple(known)
    assert tablet.syncing.sync(tmp_path).bundles == ()


def test_an_erasure_at_one_desk_reaches_another_by_the_tablet(tmp_path: Path) -> None:
    site = a_site()
    tablet, other = Tablet(site), Desk(site, 1)
    text = tablet.sharing.share(a_result()).text
    other.reception.receive(text, Way.SCAN)
    known = tablet.store.known(tablet.store.chain().epoch)
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    lay(first, receipt_of(tablet, site, 1, erased=known), site)
    tablet.syncing.sync(first)
    shutil.copy(next(first.glob("*.bundle")), second)
    other.collecting.collect(second)
    assert other.store.counts().results == 0


# -- counts ---------------------------------------------------------------------------------------


def test_daily_feedback_and_fault_counts_go_over_sealed_and_joined_to_no_result(
    tmp_path: Path,
) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.store.add_count(DAY, CountName.FACE_GOOD, 2)
    (path,) = tablet.syncing.sync(tmp_path).bundles
    (item,) = bundle.load(path, site.pack).bundle.objects
    assert (item.kind, item.sequence) == (ObjectKind.COUNTS, 0)
    record = site.opener().open_counts(item.wire).record
    assert record.counts == (DayCount(DAY, CountName.FACE_GOOD, 2),)
    assert tablet.syncing.sync(tmp_path).bundles == ()
    tablet.store.add_count(DAY, CountName.FACE_GOOD)
    assert len(tablet.syncing.sync(tmp_path).bundles) == 1
    assert [found.name for found in tmp_path.glob("*.bundle")] != [path.name]


# -- a disk that fails, a stick that is pulled ----------------------------------------------------


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_each_write_of_a_sync_that_fails_is_told_and_loses_nothing(
    number: int, tmp_path: Path
) -> None:
    site = a_site()
    for fail_at in range(1, 100):
        stick = tmp_path / str(fail_at)
        stick.mkdir()
        tablet, desk = Tablet(site), Desk(site)
        tablet.sharing.share(a_result(1), a_detail())
        tablet.syncing.sync(stick)
        tablet.sharing.share(a_result(2))
        disk = FailingDisk(fail_at, number)
        failing = Syncing(tablet.own, site.pack, tablet.store, FakeClock(), disk)
        told: tuple[KioskError, ...] = ()
        try:
            done = failing.sync(stick)
            told = done.refused
            assert done.safe is not bool(told)
        except NotWritten as error:
            told = (error,)
        assert len(told) == (disk.operations >= fail_at)
        assert all(os.strerror(number) in str(error) for error in told)
        tablet.syncing.sync(stick)
        assert desk.collecting.collect(stick).refused == []
        assert desk.store.counts().results == 2
        if disk.operations < fail_at:
            break
    else:
        raise AssertionError("it never ends")


def test_a_stick_pulled_at_any_byte_loses_nothing_and_is_never_called_safe(tmp_path: Path) -> None:
    site = a_site()
    draw = random.Random(7)
    for turn in range(count(10, 400)):
        stick = tmp_path / str(turn)
        stick.mkdir()
        tablet, desk = Tablet(site), Desk(site)
        tablet.sharing.share(a_result(1), a_detail())
        tablet.syncing.sync(stick)
        tablet.sharing.share(a_result(2))
        drive = PullableDrive(stick, pull_after=draw.randrange(4_000))
        pulled = Syncing(tablet.own, site.pack, tablet.store, FakeClock(), drive)
        safe = False
        with suppress(KioskError):
            safe = pulled.sync(stick).safe
        assert not (safe and not drive.is_in)
        drive.put_in()
        tablet.syncing.sync(stick)
        assert desk.collecting.collect(stick).refused == [], turn
        assert desk.store.counts().results == 2, turn
