"""One bundle for each epoch that has something, and nothing on a stick is lost by tidying up."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path

import pytest

from kiosk.domain.counts import CountName
from kiosk.handoff import bundle
from kiosk.handoff.site import Site
from kiosk.storage.tablet import Purged
from tests.workshop import DAY, Desk, Tablet, a_detail, a_result, a_site

HOURS_72 = 72 * 3600


def bundles(folder: Path, site: Site) -> list[bundle.Bundle]:
    return [bundle.load(path, site.pack).bundle for path in sorted(folder.glob("*.bundle"))]


def restored(tablet: Tablet, site: Site) -> Tablet:
    """A tablet from an image that was taken of this one now."""
    return Tablet(site, store=copy.deepcopy(tablet.store))


def test_after_a_restore_each_epoch_goes_over_in_a_bundle_of_its_own(tmp_path: Path) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1), a_detail())
    old = tablet.store.chain().epoch
    new = tablet.store.new_epoch().epoch
    tablet.sharing.share(a_result(2))
    done = tablet.syncing.sync(tmp_path)
    assert (done.carried, len(done.bundles)) == (2, 2)
    read = bundles(tmp_path, site)
    assert {(one.epoch, one.number) for one in read} == {(old, 1), (new, 1)}
    assert desk.collecting.collect(tmp_path).new == 2
    back = tablet.syncing.sync(tmp_path)
    assert (back.receipts, back.received, back.agree) == (2, 2, True)
    tablet.store.count_uptime(HOURS_72)
    assert tablet.syncing.sync(tmp_path).purged == Purged(2, 1, 0)
    assert desk.store.counts().results == 2


def test_a_tablet_restored_from_an_old_image_exports_again_and_nothing_is_lost_or_twice(
    tmp_path: Path,
) -> None:
    site = a_site()
    first, desk = Tablet(site), Desk(site)
    first.sharing.share(a_result(1))
    first.syncing.sync(tmp_path)
    second = restored(first, site)
    first.sharing.share(a_result(2))
    first.store.add_count(DAY, CountName.FACE_BAD)
    first.syncing.sync(tmp_path)  # then the tablet is lost
    second.store.new_epoch()
    second.sharing.share(a_result(3))
    done = second.syncing.sync(tmp_path)
    assert done.carried == 2
    assert len(bundles(tmp_path, site)) == 3  # one of them is all there is of the second result
    collected = desk.collecting.collect(tmp_path)
    assert (collected.new, collected.quarantined, collected.refused) == (3, 0, [])
    back = second.syncing.sync(tmp_path)
    assert back.received == 2 and not back.agree
    assert sum(one.unknown for one in back.compared) == 1


def test_counts_from_before_a_restore_stay_on_the_stick(tmp_path: Path) -> None:
    site = a_site()
    first = Tablet(site)
    second = restored(first, site)
    first.store.add_count(DAY, CountName.FACE_BAD)
    lost = first.syncing.sync(tmp_path).bundles[0]
    second.sharing.share(a_result())
    second.syncing.sync(tmp_path)
    assert lost.exists() and len(bundles(tmp_path, site)) == 2


def test_a_cloned_tablet_goes_to_quarantine_both_are_kept(tmp_path: Path) -> None:
    """The same (tablet, epoch, sequence) with another hash."""
    site = a_site()
    first, desk = Tablet(site), Desk(site)
    clone = restored(first, site)
    first.sharing.share(a_result(1))
    clone.sharing.share(a_result(2))
    first.syncing.sync(tmp_path)
    clone.syncing.sync(tmp_path)
    assert [one.number for one in bundles(tmp_path, site)] == [1, 2]
    collected = desk.collecting.collect(tmp_path)
    assert (collected.new, collected.quarantined) == (1, 1)
    assert (desk.store.counts().results, desk.store.counts().quarantined) == (1, 1)
    told = clone.syncing.sync(tmp_path)
    assert not told.agree and told.compared[0].unknown == 1
    clone.store.count_uptime(HOURS_72)
    assert clone.syncing.sync(tmp_path).purged == Purged(0, 0, 0)


def test_an_older_bundle_goes_when_everything_in_it_is_in_the_new_one(tmp_path: Path) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.store.add_count(DAY, CountName.FACE_BAD)
    tablet.sharing.share(a_result(1))
    tablet.syncing.sync(tmp_path)
    tablet.sharing.share(a_result(2))
    tablet.syncing.sync(tmp_path)
    assert [one.number for one in bundles(tmp_path, site)] == [2]


def test_a_bundle_stays_for_other_desks_until_the_tablet_has_purged_what_is_in_it(
    tmp_path: Path,
) -> None:
    site = a_site()
    tablet, first, second = Tablet(site), Desk(site, 0), Desk(site, 1)
    tablet.sharing.share(a_result(1))
    tablet.syncing.sync(tmp_path)
    first.collecting.collect(tmp_path)
    tablet.syncing.sync(tmp_path)
    assert second.collecting.collect(tmp_path).new == 1
    tablet.store.count_uptime(HOURS_72)
    assert tablet.syncing.sync(tmp_path).purged == Purged(1, 0, 0)
    assert bundles(tmp_path, site) == []


def test_the_files_of_others_are_never_removed(tmp_path: Path) -> None:
    site = a_site()
    tablet, other = Tablet(site), Tablet(site, 1)
    other.sharing.share(a_result())
    other.syncing.sync(tmp_path)
    tablet.sharing.share(a_result())
    damaged = tablet.syncing.sync(tmp_path).bundles[0]
    damaged.write_bytes(damaged.read_bytes()[:-1])
    (tmp_path / "holiday.jpg").write_bytes(b"a picture")
    (tmp_path / ".hidden.new").write_bytes(b"half")
    before = {path.name for path in tmp_path.iterdir()}
    tablet.syncing.sync(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} > before


def test_what_does_not_fit_stays_for_the_next_bundle_and_its_old_one_stays_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_site()
    tablet, desk = Tablet(site), Desk(site)
    tablet.sharing.share(a_result(1))
    tablet.sharing.share(a_result(2))
    tablet.syncing.sync(tmp_path)

    def one_only(objects: Iterable[bundle.SealedObject]) -> tuple[bundle.SealedObject, ...]:
        return tuple(objects)[:1]

    monkeypatch.setattr(bundle, "as_many_as_fit", one_only)
    assert tablet.syncing.sync(tmp_path).carried == 1
    assert [len(one.objects) for one in bundles(tmp_path, site)] == [2, 1]
    assert desk.collecting.collect(tmp_path).new == 2


def test_counts_that_did_not_fit_are_told_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_site()
    tablet = Tablet(site)
    tablet.store.add_count(DAY, CountName.FACE_BAD)
    with monkeypatch.context() as patch:
        patch.setattr(bundle, "as_many_as_fit", lambda _objects: ())
        assert tablet.syncing.sync(tmp_path).bundles != ()
    assert tablet.store.untold(tablet.store.chain().epoch)
    tablet.syncing.sync(tmp_path)
    assert not tablet.store.untold(tablet.store.chain().epoch)
