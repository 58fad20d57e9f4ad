"""What goes over more than once, was erased, was revoked, or does not agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.desk.collecting import Collecting
from kiosk.desk.differences import DifferenceError
from kiosk.desk.receipting import MOST_AHEAD
from kiosk.desk.reception import NotTakenAgainError
from kiosk.domain.counts import CountName, DayCount
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event
from kiosk.domain.record import Record
from kiosk.handoff import bundle, receipt
from kiosk.handoff.bundle import Bundle, ObjectKind, Told
from kiosk.handoff.errors import NotWritten
from kiosk.handoff.files import Disk
from kiosk.handoff.keys import Device
from kiosk.handoff.opener import Opened
from kiosk.handoff.receipt import Receipt, Status, Why
from kiosk.handoff.site import Site
from kiosk.handoff.sitepack import Revocation, SitePack
from kiosk.storage.desk import REVOKED, Limits, SentReceipt, Way
from tests.workshop import DAY, Desk, Tablet, a_detail, a_result, a_site


@pytest.fixture
def site() -> Site:
    return a_site()


def carry(tablet: Tablet, folder: Path, *seeds: int) -> None:
    for seed in seeds:
        tablet.sharing.share(a_result(seed), a_detail())
    tablet.syncing.sync(folder)


def told(site: Site, desk: Desk, folder: Path) -> Receipt:
    """The receipt that a collect wrote."""
    (path,) = desk.collecting.collect(folder).receipts
    return receipt.load(path, site.pack)


def events(desk: Desk) -> list[Event]:
    return [entry.event for entry in reversed(desk.store.logged())]


class TestErased:
    def test_the_next_receipt_carries_it_and_the_tablet_drops_it(
        self, site: Site, tmp_path: Path
    ) -> None:
        tablet, desk = Tablet(site), Desk(site)
        carry(tablet, tmp_path, 1, 2)
        desk.collecting.collect(tmp_path)
        first = desk.store.results()[-1]
        desk.store.erase([first.id], DAY)
        found = told(site, desk, tmp_path)
        assert first.wire_hash in found.erased and len(found.erased) == 2
        assert not set(found.erased) & {entry.wire_hash for entry in found.entries}
        tablet.syncing.sync(tmp_path)
        assert {row.sequence for row in tablet.store.unsynced()} <= {2}

    def test_an_old_bundle_does_not_bring_it_back(self, site: Site, tmp_path: Path) -> None:
        tablet, desk = Tablet(site), Desk(site)
        carry(tablet, tmp_path, 1)
        desk.collecting.collect(tmp_path)
        desk.store.erase([desk.store.results()[0].id], DAY)
        came = desk.collecting.collect(tmp_path)
        assert (came.new, came.known, came.gone) == (0, 0, 1)
        assert desk.store.counts().results == 0

    def test_a_code_of_an_erased_result_is_refused_in_one_sentence(self, site: Site) -> None:
        tablet, desk = Tablet(site), Desk(site)
        text = tablet.sharing.share(a_result()).text
        desk.reception.receive(text, Way.SCAN)
        desk.store.erase([desk.store.results()[0].id], DAY)
        with pytest.raises(NotTakenAgainError, match="asked for it"):
            desk.reception.receive(text, Way.SCAN)
        assert desk.store.counts().results == 0

    def test_another_desk_learns_it_from_the_receipt_in_the_folder(
        self, site: Site, tmp_path: Path
    ) -> None:
        tablet, here, there = Tablet(site), Desk(site, 0), Desk(site, 1)
        carry(tablet, tmp_path, 1, 2)
        for desk in (here, there):
            desk.collecting.collect(tmp_path)
        here.store.erase([here.store.results()[-1].id], DAY)
        here.collecting.collect(tmp_path)
        came = there.collecting.collect(tmp_path)
        assert came.erased == 1 and there.store.counts().results == 1
        assert there.store.missing(1) == ()
        assert there.collecting.collect(tmp_path).erased == 0

    def test_another_desk_learns_it_from_the_tablet(self, site: Site, tmp_path: Path) -> None:
        tablet, here, there = Tablet(site), Desk(site, 0), Desk(site, 1)
        sticks = [tmp_path / "here", tmp_path / "there"]
        for stick in sticks:
            stick.mkdir()
            carry(tablet, stick)
        carry(tablet, sticks[0], 1)
        carry(tablet, sticks[1])
        here.collecting.collect(sticks[0])
        there.collecting.collect(sticks[1])
        assert there.store.counts().results == 1
        here.store.erase([here.store.results()[0].id], DAY)
        here.collecting.collect(sticks[0])
        carry(tablet, sticks[0])
        carry(tablet, sticks[1], 2)
        assert there.collecting.collect(sticks[1]).erased == 1
        assert [row.sequence for row in there.store.results()] == [2]

    def test_a_receipt_that_is_no_desks_erases_nothing(self, site: Site, tmp_path: Path) -> None:
        tablet, here, there = Tablet(site), Desk(site, 0), Desk(site, 1)
        carry(tablet, tmp_path, 1)
        here.collecting.collect(tmp_path)
        there.collecting.collect(tmp_path)
        here.store.erase([here.store.results()[0].id], DAY)
        (forged,) = here.collecting.collect(tmp_path).receipts
        whole = forged.read_bytes()
        forged.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        came = there.collecting.collect(tmp_path)
        assert came.erased == 0 and forged.name in str(came.refused[0])


class TestAged:
    def test_what_was_deleted_for_its_age_is_told_as_received(
        self, site: Site, tmp_path: Path
    ) -> None:
        tablet, desk = Tablet(site), Desk(site)
        carry(tablet, tmp_path, 1)
        desk.collecting.collect(tmp_path)
        now = desk.store.results()[0].received_at + timedelta(days=1)
        desk.store.delete_old(Limits(now, now, now), DAY)
        found = told(site, desk, tmp_path)
        assert {entry.status for entry in found.entries} == {Status.DUPLICATE}
        assert found.count == 2 and desk.store.counts().results == 0
        assert desk.store.missing(1) == ()

    def test_its_code_is_refused_in_one_sentence(self, site: Site) -> None:
        tablet, desk = Tablet(site), Desk(site)
        text = tablet.sharing.share(a_result()).text
        desk.reception.receive(text, Way.SCAN)
        now = desk.store.results()[0].received_at + timedelta(days=1)
        desk.store.delete_old(Limits(now, now, now), DAY)
        with pytest.raises(NotTakenAgainError, match="as long as"):
            desk.reception.receive(text, Way.SCAN)


def revoked_after(site: Site, sequence: int, epoch: int) -> SitePack:
    key_id = site.tablets[0].public.key_id
    return replace(site.pack, revocations=(Revocation(Device.TABLET, key_id, epoch, sequence),))


class TestRevoked:
    def test_what_came_before_stays_valid_what_comes_after_goes_to_quarantine(
        self, site: Site, tmp_path: Path
    ) -> None:
        tablet = Tablet(site)
        carry(tablet, tmp_path, 1, 2, 3)
        text = tablet.sharing.share(a_result(4)).text
        pack = revoked_after(site, 1, tablet.store.chain().epoch)
        desk = Desk(replace(site, pack=pack))
        came = desk.collecting.collect(tmp_path)
        assert (came.new, came.quarantined) == (1, 2)
        profile = desk.reception.receive(text, Way.SCAN)
        assert profile.quarantined == REVOKED
        kept = desk.store.quarantined()
        assert [one.reason for one in kept] == [REVOKED] * 3
        assert len(desk.store.details_apart()) == 2 and desk.store.missing(1) == ()
        assert desk.reception.recall(kept[0].result).quarantined == REVOKED
        found = receipt.load(came.receipts[0], pack)
        why = {entry.sequence: entry.why for entry in found.entries}
        assert why == {1: Why.NONE, 2: Why.REVOKED, 3: Why.REVOKED}
        again = desk.collecting.collect(tmp_path)
        assert (again.new, again.known, again.quarantined) == (0, 1, 2)

    def test_a_desk_that_learns_of_it_late_sets_apart_what_it_has(
        self, site: Site, tmp_path: Path
    ) -> None:
        """As if it had come today: the receipt says so, and nobody takes it for valid any more."""
        tablet, desk = Tablet(site), Desk(site)
        carry(tablet, tmp_path, 1, 2, 3)
        desk.collecting.collect(tmp_path)
        pack = replace(revoked_after(site, 1, tablet.store.chain().epoch), version=2)
        came = desk.with_newer_pack(pack).collect(tmp_path)
        assert (came.set_apart, came.new, came.known, came.quarantined) == (2, 0, 1, 2)
        assert [one.reason for one in desk.store.quarantined()] == [REVOKED] * 2
        assert desk.reception.recall(desk.store.quarantined()[0].result).quarantined == REVOKED
        assert len(desk.store.details_apart()) == 2
        found = receipt.load(came.receipts[0], pack)
        assert {one.sequence: one.why for one in found.entries} == {
            1: Why.NONE, 2: Why.REVOKED, 3: Why.REVOKED,
        }  # fmt: skip
        noted = [one for one in desk.store.logged() if one.event is Event.SET_APART]
        assert [dict(one.fields) for one in noted] == [{"tablet": 1, "results": 2}]
        assert desk.with_newer_pack(pack).collect(tmp_path).set_apart == 0


class TestPack:
    def test_a_newer_site_pack_is_taken_before_anything_is_opened(
        self, site: Site, tmp_path: Path
    ) -> None:
        """It may name the very tablet whose bundle lies beside it."""
        desk = Desk(site)
        older = replace(site.pack, devices=site.pack.devices[1:], version=1)
        desk.collecting = Collecting(
            desk.own, older, desk.opener, desk.reception, desk.store, desk.clock,
            take_pack=lambda _folder: site.pack,
        )  # fmt: skip
        carry(Tablet(site), tmp_path, 1)
        came = desk.collecting.collect(tmp_path)
        assert (came.new, came.pack) == (1, site.pack.version)
        assert events(desk) == [Event.PACK_TAKEN, Event.COLLECTED]

    def test_a_pack_that_is_refused_stops_nothing(self, site: Site, tmp_path: Path) -> None:
        desk = Desk(site)

        def refuse(_folder: Path) -> SitePack | None:
            raise KioskError("a forged pack")

        desk.collecting = Collecting(
            desk.own, site.pack, desk.opener, desk.reception, desk.store, desk.clock,
            take_pack=refuse,
        )  # fmt: skip
        carry(Tablet(site), tmp_path, 1)
        came = desk.collecting.collect(tmp_path)
        assert came.new == 1 and [str(one) for one in came.refused] == ["a forged pack"]


class TestCounts:
    def test_daily_counts_come_along_and_only_rise(self, site: Site, tmp_path: Path) -> None:
        tablet, desk = Tablet(site), Desk(site)
        tablet.store.add_count(DAY, CountName.FACE_GOOD, 3)
        carry(tablet, tmp_path, 1)
        for _ in range(2):
            desk.collecting.collect(tmp_path)
        assert desk.store.day_counts(1) == (DayCount(DAY, CountName.FACE_GOOD, 3),)

    def test_counts_of_another_epoch_or_that_do_not_open_are_not_taken(
        self, site: Site, tmp_path: Path
    ) -> None:
        tablet, desk, foreign = Tablet(site), Desk(site), Tablet(a_site())
        for at, (one, epoch) in enumerate(((tablet, 99), (foreign, None)), 1):
            one.store.add_count(DAY, CountName.FACE_GOOD, 3)
            source = tmp_path / f"{at}s"
            source.mkdir()
            one.syncing.sync(source)
            (path,) = source.glob("*.bundle")
            pack = site.pack if one is tablet else foreign.syncing._pack
            (item,) = bundle.load(path, pack).bundle.objects
            assert item.kind is ObjectKind.COUNTS
            lying = Bundle(1, epoch or tablet.store.chain().epoch, at, bundle.FIRST, (item,))
            bundle.save(tmp_path, lying, tablet.own)
        came = desk.collecting.collect(tmp_path)
        assert desk.store.day_counts(1) == () and came.quarantined == 1 and came.bundles == 2


class TestCancelled:
    def test_nothing_of_a_bundle_is_stored_and_no_receipt_written(
        self, site: Site, tmp_path: Path
    ) -> None:
        for tablet in (Tablet(site, 0), Tablet(site, 1)):
            carry(tablet, tmp_path, 1)
        desk, asked = Desk(site), []

        def stop_at(count: int) -> bool:
            asked.append(count)
            return len(asked) >= count

        came = desk.collecting.collect(tmp_path, cancelled=lambda: stop_at(1))
        assert came.cancelled and came.safe and came.bundles == 0 and not came.receipts
        asked.clear()
        came = desk.collecting.collect(tmp_path, cancelled=lambda: stop_at(4))
        assert came.cancelled and came.new == 1 and not came.receipts
        asked.clear()
        came = desk.collecting.collect(tmp_path, cancelled=lambda: stop_at(5))
        assert came.cancelled and came.new == 1 and not came.receipts
        came = desk.collecting.collect(tmp_path)
        assert (came.new, came.known, len(came.receipts)) == (0, 2, 2)


class TestReceipts:
    def test_a_receipt_that_cannot_be_written_is_never_called_safe(
        self, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        carry(Tablet(site), tmp_path, 1)
        desk = Desk(site)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(Disk, "write_new", full)
            came = desk.collecting.collect(tmp_path)
        assert not came.safe and isinstance(came.refused[0], NotWritten) and came.new == 1

    def test_numbers_go_on_above_what_lies_in_the_folder(self, site: Site, tmp_path: Path) -> None:
        """A desk whose store is from a backup has written receipts that it does not know."""
        carry(Tablet(site), tmp_path, 1)
        desk = Desk(site)
        for _ in range(3):
            desk.collecting.collect(tmp_path)
        restored = Desk(site)
        assert told(site, restored, tmp_path).number == 4

    def test_what_the_tablet_knows_is_compared_with_what_was_written(
        self, site: Site, tmp_path: Path
    ) -> None:
        tablet, desk = Tablet(site), Desk(site)
        carry(tablet, tmp_path, 1)
        desk.collecting.collect(tmp_path)
        carry(tablet, tmp_path, 2)
        assert desk.collecting.collect(tmp_path).differences == []

    def test_a_difference_is_told(self, site: Site, tmp_path: Path) -> None:
        tablet, desk = Tablet(site), Desk(site)
        desk.store.number_receipt(SentReceipt(1, 1, 5, 0, 7, bytes(32)), above=2)
        heard = (Told(1, 3, 6, bytes(32)), Told(2, 9, 1, bytes(32)))
        bundle.save(tmp_path, Bundle(1, 5, 1, bundle.FIRST, (), receipts=heard), tablet.own)
        (found,) = desk.collecting.collect(tmp_path).differences
        assert isinstance(found, DifferenceError)
        assert "knows 6 of the 7 objects in receipt 3" in str(found)

    def test_a_receipt_that_the_desk_forgot_is_told_and_passed(
        self, site: Site, tmp_path: Path
    ) -> None:
        tablet, desk = Tablet(site), Desk(site)
        heard = (Told(1, 40, 6, bytes(32)),)
        bundle.save(tmp_path, Bundle(1, 5, 1, bundle.FIRST, (), receipts=heard), tablet.own)
        came = desk.collecting.collect(tmp_path)
        assert "from an older backup" in str(came.differences[0])
        assert receipt.load(came.receipts[0], site.pack).number == 41

    def test_no_tablet_can_use_all_numbers_up(self, site: Site, tmp_path: Path) -> None:
        tablet, desk = Tablet(site), Desk(site)
        heard = (Told(1, 999_999_999, 6, bytes(32)),)
        bundle.save(tmp_path, Bundle(1, 5, 1, bundle.FIRST, (), receipts=heard), tablet.own)
        assert told(site, desk, tmp_path).number == MOST_AHEAD + 1


def test_what_is_known_is_not_opened_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle is cumulative: of the second one only what is new costs anything."""
    tablet, desk = Tablet(site), Desk(site)
    carry(tablet, tmp_path, 1, 2, 3)
    desk.collecting.collect(tmp_path)
    carry(tablet, tmp_path, 4)
    opened: list[bytes] = []
    real = desk.opener.open_wires

    def counted(wires: list[bytes]) -> list[Opened[Record] | None]:
        opened.extend(wires)
        return real(wires)

    monkeypatch.setattr(desk.opener, "open_wires", counted)
    assert desk.collecting.collect(tmp_path).new == 1
    assert len(opened) == 1


def test_what_staff_did_is_logged(site: Site, tmp_path: Path) -> None:
    """Reading and collecting; a line of a list is not read."""
    tablet, desk = Tablet(site), Desk(site)
    text = tablet.sharing.share(a_result()).text
    desk.reception.receive(text, Way.SCAN)
    (row,) = desk.store.results()
    desk.reception.glance(row)
    desk.reception.recall(row)
    desk.collecting.collect(tmp_path)
    assert events(desk) == [Event.READ, Event.READ, Event.COLLECTED]
    assert [entry.fields["way"] for entry in desk.store.logged()[1:]] == ["store", "scan"]


def test_only_the_bundles_that_are_asked_for_are_looked_at(site: Site, tmp_path: Path) -> None:
    tablet, desk = Tablet(site), Desk(site)
    carry(tablet, tmp_path, 1)
    assert desk.collecting.collect(tmp_path, only=[]).bundles == 0
