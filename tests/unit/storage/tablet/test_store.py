"""What every tablet store promises, in memory and on disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.domain.counts import CountName, DayCount
from kiosk.storage.errors import (
    BundleOutOfOrderError,
    ChainMismatchError,
    NoVisitOpenError,
    ReceiptNotNewerError,
    VisitAlreadyOpenError,
)
from kiosk.storage.tablet import (
    NOTHING_PURGED,
    Applied,
    BundleState,
    Chain,
    Counts,
    DetailRow,
    Marks,
    Purged,
    SealedRow,
    Standing,
    TabletStore,
    Tombstone,
)
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.storage.tablet.models import SealedDetail
from kiosk.storage.tablet.sqlite import SqliteTabletStore, open_tablet_store
from kiosk.storage.upgrade import Kind, upgrade
from tests.unit.storage.examples import NOON, TODAY, sealed, sealed_detail, share_one


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was made, once for all: making one takes longer than most of the tests."""
    path = tmp_path_factory.mktemp("empty") / "tablet.db"
    upgrade(path, Kind.TABLET)
    return path


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path, empty: Path) -> Iterator[TabletStore]:
    made: TabletStore = MemoryTabletStore()
    if request.param == "sqlite":
        shutil.copy(empty, tmp_path / "tablet.db")
        made = open_tablet_store(tmp_path / "tablet.db")
    yield made
    made.close()


def test_a_new_store_has_no_visit_and_nothing_shared(store: TabletStore) -> None:
    assert store.open_visit() is None
    assert store.unsynced() == ()
    assert store.counts() == Counts(shared=0, unsynced=0, handed_over=0)


def test_a_journal_comes_back_in_its_order(store: TabletStore) -> None:
    store.begin_visit(b"first")
    for line in (b"second", b"", b"\x00\xff"):
        store.append(line)
    assert store.open_visit() == (b"first", b"second", b"", b"\x00\xff")


def test_a_second_visit_waits_for_the_end_of_the_first(store: TabletStore) -> None:
    store.begin_visit(b"first")
    with pytest.raises(VisitAlreadyOpenError):
        store.begin_visit(b"another")
    assert store.open_visit() == (b"first",)


def test_nothing_is_appended_without_a_visit(store: TabletStore) -> None:
    with pytest.raises(NoVisitOpenError):
        store.append(b"line")
    assert store.open_visit() is None


def test_wiping_leaves_neither_visit_nor_sequence_number(store: TabletStore) -> None:
    before = store.chain(), store.counts()
    store.begin_visit(b"first")
    store.append(b"second")
    store.wipe_visit()
    assert store.open_visit() is None
    assert (store.chain(), store.counts()) == before


def test_wiping_without_a_visit_is_fine(store: TabletStore) -> None:
    store.wipe_visit()
    store.wipe_visit()
    assert store.open_visit() is None


def test_a_visit_can_begin_after_another_was_wiped(store: TabletStore) -> None:
    store.begin_visit(b"first")
    store.wipe_visit()
    store.begin_visit(b"next")
    assert store.open_visit() == (b"next",)


def test_the_chain_begins_at_one_with_nothing_before(store: TabletStore) -> None:
    chain = store.chain()
    assert (chain.next_sequence, chain.previous_id) == (1, bytes(16))
    assert 0 <= chain.epoch < 2**32


def test_sharing_keeps_the_sealed_moves_the_chain_and_wipes_the_visit(store: TabletStore) -> None:
    store.begin_visit(b"first")
    before = store.chain()
    row = sealed(before)
    store.share(row)
    assert store.open_visit() is None
    assert store.unsynced() == (row,)
    assert store.chain() == replace(before, next_sequence=2, previous_id=row.id)


def test_a_long_visit_is_shared_as_two_results_at_once(store: TabletStore) -> None:
    store.begin_visit(b"first")
    chain = store.chain()
    one = sealed(chain)
    two = sealed(replace(chain, next_sequence=2, previous_id=one.id))
    store.share(one, two)
    assert store.unsynced() == (one, two)
    assert store.chain() == replace(chain, next_sequence=3, previous_id=two.id)


def test_a_sequence_is_used_once(store: TabletStore) -> None:
    chain = store.chain()
    row = share_one(store)
    store.begin_visit(b"next")
    for again in (row, sealed(chain, "another")):
        with pytest.raises(ChainMismatchError):
            store.share(again)
    assert store.unsynced() == (row,)
    assert store.open_visit() == (b"next",)


def test_a_result_that_does_not_fit_the_chain_changes_nothing(store: TabletStore) -> None:
    store.begin_visit(b"first")
    chain = store.chain()
    good = sealed(chain)
    for wrong in (
        sealed(replace(chain, next_sequence=2)),
        sealed(replace(chain, epoch=chain.epoch ^ 1)),
        replace(good, wire=bytes(354)),
        replace(good, id=b"short"),
    ):
        with pytest.raises(ChainMismatchError):
            store.share(wrong)
    with pytest.raises(ChainMismatchError):
        store.share(good, good)
    assert (store.chain(), store.unsynced()) == (chain, ())
    assert store.open_visit() == (b"first",)


def marks(
    store: TabletStore,
    desk: int,
    number: int,
    held: dict[bytes, str],
    erased: Iterable[bytes] = (),
) -> Marks:
    """A receipt for the present epoch."""
    return Marks(desk, number, held, store.chain().epoch, frozenset(erased))


def test_bundles_of_an_epoch_count_up(store: TabletStore) -> None:
    epoch = store.chain().epoch
    assert store.bundle_state(epoch) == BundleState(0, bytes(32))
    store.bundle_written(epoch, 1, b"a" * 32)
    for wrong in (1, 0):
        with pytest.raises(BundleOutOfOrderError):
            store.bundle_written(epoch, wrong, b"b" * 32)
    assert store.bundle_state(epoch) == BundleState(1, b"a" * 32)
    store.bundle_written(epoch, 5, b"c" * 32)
    assert store.bundle_state(epoch) == BundleState(5, b"c" * 32)
    assert store.bundle_state(epoch ^ 1) == BundleState(0, bytes(32))


def test_a_receipt_takes_what_it_names_out_of_the_next_bundle(store: TabletStore) -> None:
    first, second = share_one(store), share_one(store)
    held = {first.wire_hash: "stored", b"x" * 32: "stored"}
    assert store.apply_receipt(marks(store, 1, 1, held), NOON) == Applied(1, 0, 0)
    assert store.unsynced() == (second,)
    assert store.counts() == Counts(shared=2, unsynced=1, handed_over=0)


def test_a_cumulative_receipt_tells_how_many_are_new(store: TabletStore) -> None:
    first, second = share_one(store), share_one(store)
    store.apply_receipt(marks(store, 1, 1, {first.wire_hash: "stored"}), NOON)
    both = {first.wire_hash: "stored", second.wire_hash: "duplicate"}
    assert store.apply_receipt(marks(store, 1, 2, both), NOON) == Applied(1, 0, 0)
    assert store.unsynced() == ()


def test_only_a_newer_receipt_of_a_desk_counts(store: TabletStore) -> None:
    row = share_one(store)
    store.apply_receipt(marks(store, 1, 5, {}), NOON)
    for old in (5, 4):
        stale = marks(store, 1, old, {row.wire_hash: "stored"}, [row.wire_hash])
        with pytest.raises(ReceiptNotNewerError):
            store.apply_receipt(stale, NOON)
    assert store.unsynced() == (row,)
    stored = {row.wire_hash: "stored"}
    assert store.apply_receipt(marks(store, 2, 1, stored), NOON).received == 1
    assert [(last.desk, last.number) for last in store.last_receipts(row.epoch)] == [(1, 5), (2, 1)]


def test_what_a_desk_keeps_apart_stays_in_the_bundle(store: TabletStore) -> None:
    row = share_one(store)
    apart = marks(store, 1, 1, {row.wire_hash: "quarantined"})
    assert store.apply_receipt(apart, NOON).received == 0
    assert store.unsynced() == (row,)
    assert store.known(row.epoch) == {row.wire_hash: Standing.WAITING}
    stored = marks(store, 2, 1, {row.wire_hash: "stored"})
    assert store.apply_receipt(stored, NOON).received == 1
    assert store.known(row.epoch) == {row.wire_hash: Standing.HELD}
    assert store.unsynced() == ()


def test_a_receipt_code_marks_its_result_as_handed_over(store: TabletStore) -> None:
    row = share_one(store)
    assert not store.mark_handed_over("99999999")
    assert store.mark_handed_over(row.receipt_code)
    assert store.mark_handed_over(row.receipt_code)
    assert store.counts() == Counts(shared=1, unsynced=1, handed_over=1)


def test_counting_uptime_changes_nothing_else(store: TabletStore) -> None:
    epoch = store.chain().epoch
    before = store.chain(), store.counts(), store.bundle_state(epoch)
    store.count_uptime(60)
    store.count_uptime(30)
    assert (store.chain(), store.counts(), store.bundle_state(epoch)) == before


def share_with_detail(store: TabletStore) -> tuple[SealedRow, DetailRow]:
    row = sealed(store.chain())
    store.share(row, details=[sealed_detail(row)])
    return row, sealed_detail(row)


def test_a_detail_is_kept_beside_its_result(store: TabletStore) -> None:
    assert store.unsynced_details() == ()
    bare = share_one(store)
    store.begin_visit(b"first")
    row, told = share_with_detail(store)
    assert store.open_visit() is None
    assert (store.unsynced(), store.unsynced_details()) == ((bare, row), (told,))
    assert store.counts() == Counts(shared=2, unsynced=2, handed_over=0)


def test_each_of_two_results_may_have_its_detail(store: TabletStore) -> None:
    chain = store.chain()
    one = sealed(chain)
    two = sealed(replace(chain, next_sequence=2, previous_id=one.id))
    store.share(one, two, details=[sealed_detail(two), sealed_detail(one)])
    assert store.unsynced_details() == (sealed_detail(one), sealed_detail(two))


def test_a_detail_of_another_result_changes_nothing(store: TabletStore) -> None:
    earlier = share_one(store)
    store.begin_visit(b"first")
    chain = store.chain()
    row = sealed(chain)
    told = sealed_detail(row)
    for wrong in (
        [sealed_detail(earlier)],
        [replace(told, sequence=9)],
        [replace(told, epoch=chain.epoch ^ 1)],
        [replace(told, wire=bytes(1024))],
        [told, told],
    ):
        with pytest.raises(ChainMismatchError):
            store.share(row, details=wrong)
    assert (store.chain(), store.unsynced(), store.unsynced_details()) == (chain, (earlier,), ())
    assert store.open_visit() == (b"first",)


def test_a_detail_waits_for_its_own_receipt(store: TabletStore) -> None:
    row, told = share_with_detail(store)
    held = {row.wire_hash: "stored"}
    assert store.apply_receipt(marks(store, 1, 1, held), NOON).received == 1
    assert (store.unsynced(), store.unsynced_details()) == ((), (told,))
    held[told.wire_hash] = "quarantined"
    assert store.apply_receipt(marks(store, 1, 2, held), NOON) == Applied(0, 0, 0)
    assert store.unsynced_details() == (told,)
    stored = {told.wire_hash: "stored"}
    assert store.apply_receipt(marks(store, 2, 1, stored), NOON) == Applied(0, 0, 0)
    assert store.unsynced_details() == ()
    assert store.counts() == Counts(shared=1, unsynced=0, handed_over=0)


def test_one_receipt_may_name_result_and_detail(store: TabletStore) -> None:
    row, told = share_with_detail(store)
    both = {row.wire_hash: "stored", told.wire_hash: "stored"}
    assert store.apply_receipt(marks(store, 1, 1, both), NOON) == Applied(1, 0, 0)
    assert (store.unsynced(), store.unsynced_details()) == ((), ())


# -- receipts, purge, erasure ---------------------------------------------------------------------

HOURS_72 = 72 * 3600


def ripen(store: TabletStore) -> None:
    """72 hours of uptime, and one more sync."""
    store.count_uptime(HOURS_72)
    store.sync_done(TODAY)


def received(store: TabletStore, desk: int = 1, number: int = 1) -> tuple[SealedRow, DetailRow]:
    """A result and its detail that a desk holds."""
    row, told = share_with_detail(store)
    held = dict.fromkeys(store.known(row.epoch), "stored")
    store.apply_receipt(marks(store, desk, number, held), NOON)
    return row, told


def test_what_a_newer_receipt_leaves_out_goes_over_once_more(store: TabletStore) -> None:
    """A desk that was set back to a backup does not hold any more what it said that it held."""
    row, _ = received(store)
    assert store.apply_receipt(marks(store, 1, 2, {}), NOON) == Applied(0, 1, 0)
    assert (store.unsynced(), len(store.unsynced_details())) == ((row,), 1)
    ripen(store)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    assert store.apply_receipt(marks(store, 1, 3, {row.wire_hash: "stored"}), NOON).received == 1


def test_what_a_desk_held_as_long_as_it_may_still_goes(store: TabletStore) -> None:
    """It leaves out what it deleted for its age, and says that it knew it when it comes again."""
    row = share_one(store)
    ripen(store)
    held = {row.wire_hash: "stored"}
    store.apply_receipt(marks(store, 1, 1, held), NOON)
    ripen(store)
    store.apply_receipt(marks(store, 1, 2, {}), NOON)
    store.apply_receipt(marks(store, 1, 3, {}), NOON)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    store.apply_receipt(marks(store, 1, 4, {row.wire_hash: "duplicate"}), NOON)
    assert store.purge(HOURS_72) == Purged(1, 0, 0)


def test_what_a_desk_lost_and_took_again_waits_from_then_on(store: TabletStore) -> None:
    row = share_one(store)
    for number, held in enumerate(({row.wire_hash: "stored"}, {}, {row.wire_hash: "stored"}), 1):
        ripen(store)
        store.apply_receipt(marks(store, 1, number, held), NOON)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    ripen(store)
    assert store.purge(HOURS_72) == Purged(1, 0, 0)


def test_leaving_out_what_it_kept_apart_is_no_word_of_holding_it(store: TabletStore) -> None:
    row = share_one(store)
    store.apply_receipt(marks(store, 1, 1, {row.wire_hash: "quarantined"}), NOON)
    ripen(store)
    store.apply_receipt(marks(store, 1, 2, {}), NOON)
    store.apply_receipt(marks(store, 1, 3, {row.wire_hash: "duplicate"}), NOON)
    assert store.purge(HOURS_72) == NOTHING_PURGED


def test_what_only_a_revoked_desk_held_goes_over_once_more(store: TabletStore) -> None:
    first, second = share_one(store), share_one(store)
    both = dict.fromkeys((first.wire_hash, second.wire_hash), "stored")
    store.apply_receipt(marks(store, 1, 4, both), NOON)
    store.apply_receipt(marks(store, 2, 1, {second.wire_hash: "stored"}), NOON)
    assert store.forget_desks([1, 9], TODAY) == 1
    assert store.missing_since() == at(0)
    assert store.unsynced() == (first,)
    assert [last.desk for last in store.last_receipts(first.epoch)] == [2]
    ripen(store)
    assert store.purge(HOURS_72) == Purged(1, 0, 0)
    assert store.forget_desks([1], TODAY) == store.forget_desks([], TODAY) == 0


def test_what_another_desk_holds_is_not_carried_again(store: TabletStore) -> None:
    row, _ = received(store)
    store.apply_receipt(marks(store, 2, 1, {row.wire_hash: "stored"}), NOON)
    assert store.apply_receipt(marks(store, 1, 2, {}), NOON) == Applied(0, 0, 0)


def test_a_purge_waits_for_72_hours_of_uptime_and_one_more_sync(store: TabletStore) -> None:
    row, told = received(store)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    store.count_uptime(HOURS_72)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    store.sync_done(TODAY)
    assert store.purge(HOURS_72) == Purged(1, 1, 0)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    assert store.known(row.epoch) == {
        row.wire_hash: Standing.PURGED,
        told.wire_hash: Standing.PURGED,
    }
    other, _ = received(store, number=2)
    store.sync_done(TODAY)
    store.count_uptime(HOURS_72 - 1)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    store.count_uptime(1)
    assert store.purge(HOURS_72) == Purged(1, 1, 0)
    assert store.known(other.epoch)[other.wire_hash] is Standing.PURGED


def test_nothing_is_purged_without_a_receipt(store: TabletStore) -> None:
    row, told = share_with_detail(store)
    ripen(store)
    assert store.purge(0) == NOTHING_PURGED
    assert (store.unsynced(), store.unsynced_details()) == ((row,), (told,))


def test_a_tombstone_stays_hash_sequence_receipt(store: TabletStore) -> None:
    first, _ = received(store, desk=3, number=8)
    ripen(store)
    store.purge(HOURS_72)
    gone = {stone.wire_hash: stone for stone in store.tombstones()}
    assert gone[first.wire_hash] == Tombstone(first.wire_hash, first.epoch, 1, False, 3, 8)
    assert len(gone) == 2
    assert store.counts() == Counts(shared=0, unsynced=0, handed_over=0)
    assert (store.unsynced(), store.unsynced_details()) == ((), ())


def test_later_receipts_do_not_let_a_purge_wait_anew(store: TabletStore) -> None:
    row, told = received(store)
    store.count_uptime(HOURS_72)
    held = {row.wire_hash: "duplicate", told.wire_hash: "stored"}
    store.apply_receipt(marks(store, 1, 2, held), NOON)
    store.sync_done(TODAY)
    assert store.purge(HOURS_72) == Purged(1, 1, 0)
    assert {stone.receipt for stone in store.tombstones()} == {2}


def test_quarantined_is_never_purged(store: TabletStore) -> None:
    row, told = received(store)
    held = {row.wire_hash: "quarantined", told.wire_hash: "quarantined"}
    store.apply_receipt(marks(store, 2, 1, held), NOON)
    ripen(store)
    ripen(store)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    held[told.wire_hash] = "stored"
    store.apply_receipt(marks(store, 2, 2, held), NOON)
    assert store.purge(HOURS_72) == Purged(0, 1, 0)
    held[row.wire_hash] = "stored"
    store.apply_receipt(marks(store, 2, 3, held), NOON)
    assert store.purge(HOURS_72) == Purged(1, 0, 0)


def test_what_comes_out_of_quarantine_waits_from_then_on(store: TabletStore) -> None:
    row = share_one(store)
    store.apply_receipt(marks(store, 1, 1, {row.wire_hash: "quarantined"}), NOON)
    ripen(store)
    store.apply_receipt(marks(store, 1, 2, {row.wire_hash: "stored"}), NOON)
    store.sync_done(TODAY)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    store.count_uptime(HOURS_72)
    assert store.purge(HOURS_72) == Purged(1, 0, 0)


def test_a_result_goes_after_its_detail(store: TabletStore) -> None:
    row, told = share_with_detail(store)
    held = {row.wire_hash: "stored"}
    store.apply_receipt(marks(store, 1, 1, held), NOON)
    ripen(store)
    assert store.purge(HOURS_72) == NOTHING_PURGED
    held[told.wire_hash] = "stored"
    store.apply_receipt(marks(store, 1, 2, held), NOON)
    ripen(store)
    assert store.purge(HOURS_72) == Purged(1, 1, 0)


def test_what_is_not_on_the_disk_as_it_was_stored_is_not_purged(store: TabletStore) -> None:
    row, told = received(store)
    spoil(store, told.wire_hash)
    ripen(store)
    assert store.purge(HOURS_72) == Purged(0, 0, 1)
    assert store.known(row.epoch)[told.wire_hash] is Standing.HELD


def spoil(store: TabletStore, wire_hash: bytes) -> None:
    """One bit of a detail on the disk is another one."""
    if isinstance(store, MemoryTabletStore):
        details = store._kept.details
        wire = details[wire_hash].wire
        details[wire_hash] = replace(details[wire_hash], wire=bytes((wire[0] ^ 1,)) + wire[1:])
    elif isinstance(store, SqliteTabletStore):
        with store._session() as session, session.begin():
            row = session.scalars(
                select(SealedDetail).where(SealedDetail.wire_hash == wire_hash)
            ).one()
            row.wire = bytes((row.wire[0] ^ 1,)) + row.wire[1:]


def test_what_was_erased_at_a_desk_goes_with_its_detail_and_stays_away(store: TabletStore) -> None:
    row, told = received(store)
    other = share_one(store)
    held = {other.wire_hash: "stored"}
    assert store.apply_receipt(marks(store, 1, 2, held, [row.wire_hash]), NOON) == Applied(1, 0, 2)
    assert store.known(row.epoch) == {
        row.wire_hash: Standing.ERASED,
        told.wire_hash: Standing.ERASED,
        other.wire_hash: Standing.HELD,
    }
    assert (store.unsynced(), store.unsynced_details()) == ((), ())
    again = dict.fromkeys((row.wire_hash, told.wire_hash), "stored")
    assert store.apply_receipt(marks(store, 2, 1, again), NOON) == Applied(0, 0, 0)
    assert store.known(row.epoch)[row.wire_hash] is Standing.ERASED
    assert store.apply_receipt(marks(store, 2, 2, {}, [row.wire_hash]), NOON).erased == 0
    stone = Tombstone(row.wire_hash, row.epoch, 1, True, 1, 2)
    assert stone in store.tombstones()


def test_an_unsynced_result_may_be_erased_too(store: TabletStore) -> None:
    """It was scanned at a desk, and erased there before a bundle went over."""
    row, told = share_with_detail(store)
    hashes = [told.wire_hash, row.wire_hash]
    assert store.apply_receipt(marks(store, 1, 1, {}, hashes), NOON) == Applied(0, 0, 2)
    assert (store.unsynced(), store.unsynced_details()) == ((), ())
    alone, detail = share_with_detail(store)
    assert store.apply_receipt(marks(store, 1, 2, {}, [detail.wire_hash]), NOON).erased == 1
    assert (store.unsynced(), store.unsynced_details()) == ((alone,), ())


def test_an_erasure_of_what_was_purged_or_never_known_is_told_on(store: TabletStore) -> None:
    row, _ = received(store)
    ripen(store)
    store.purge(HOURS_72)
    unknown = b"u" * 32
    erased = marks(store, 2, 1, {}, [row.wire_hash, unknown])
    assert store.apply_receipt(erased, NOON).erased == 0
    assert store.known(row.epoch)[row.wire_hash] is Standing.ERASED
    assert Tombstone(unknown, row.epoch, 0, True, 2, 1) in store.tombstones()
    assert store.untold(row.epoch)


def test_an_erasure_is_untold_until_a_bundle_was_written(store: TabletStore) -> None:
    row = share_one(store)
    epoch = row.epoch
    assert not store.untold(epoch)
    store.apply_receipt(marks(store, 1, 1, {}, [row.wire_hash]), NOON)
    assert store.untold(epoch) and not store.untold(epoch ^ 1)
    assert store.known(epoch ^ 1) == {}
    store.bundle_written(epoch, 1, b"a" * 32)
    assert not store.untold(epoch)
    store.apply_receipt(marks(store, 1, 2, {}, [row.wire_hash]), NOON)
    assert not store.untold(epoch)


def test_a_receipt_counts_for_its_own_epoch_only(store: TabletStore) -> None:
    row, told = share_with_detail(store)
    before = store.chain()
    store.new_epoch()
    both = {row.wire_hash: "stored", told.wire_hash: "stored"}
    erased = [row.wire_hash, told.wire_hash]
    assert store.apply_receipt(marks(store, 1, 9, both, erased), NOON) == Applied(0, 0, 0)
    assert store.unsynced() == (row,)
    store.apply_receipt(Marks(1, 1, both, before.epoch), NOON)
    assert store.unsynced() == ()
    assert [last.number for last in store.last_receipts(before.epoch)] == [1]


# -- a restore ------------------------------------------------------------------------------------


def test_a_restore_starts_a_new_epoch_and_keeps_what_was_shared(store: TabletStore) -> None:
    first, told = share_with_detail(store)
    second = share_one(store)
    old = store.chain()
    store.bundle_written(old.epoch, 3, b"a" * 32)
    new = store.new_epoch()
    assert new == store.chain() == Chain(new.epoch, 1, bytes(16))
    assert new.epoch != old.epoch
    assert store.epochs() == (old.epoch, new.epoch)
    third = share_one(store)
    assert (third.epoch, third.sequence) == (new.epoch, 1)
    assert set(store.unsynced()) == {first, second, third}
    assert store.unsynced_details() == (told,)
    assert store.bundle_state(new.epoch) == BundleState(0, bytes(32))
    assert store.bundle_state(old.epoch) == BundleState(3, b"a" * 32)
    assert store.known(new.epoch) == {third.wire_hash: Standing.WAITING}


def test_a_new_store_knows_its_own_epoch_only(store: TabletStore) -> None:
    assert store.epochs() == (store.chain().epoch,)
    store.new_epoch()
    assert store.epochs() == (store.chain().epoch,)


# -- since when something is missing --------------------------------------------------------------


def at(days: int) -> datetime:
    return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=days)


def share_on(store: TabletStore, days: int) -> SealedRow:
    row = sealed(store.chain())
    store.share(row, day=at(days).date())
    return row


def test_a_tablet_tells_since_when_it_is_unsynced(store: TabletStore) -> None:
    assert store.missing_since() is None
    first = share_on(store, 0)
    share_on(store, 5)
    assert store.missing_since() == at(0)
    store.sync_done(at(6).date())
    third = share_on(store, 7)
    held = dict.fromkeys(store.known(first.epoch), "stored")
    del held[third.wire_hash]
    store.apply_receipt(marks(store, 1, 1, held), at(8))
    assert store.missing_since() == at(6)
    held[third.wire_hash] = "stored"
    store.apply_receipt(marks(store, 1, 2, held), at(9))
    assert store.missing_since() is None


def test_the_oldest_that_waits_counts(store: TabletStore) -> None:
    first = share_on(store, 0)
    store.sync_done(at(1).date())
    second = share_on(store, 2)
    store.apply_receipt(marks(store, 1, 1, {second.wire_hash: "stored"}), at(3))
    assert store.missing_since() == at(0)
    store.new_epoch()
    assert store.missing_since() == at(0)
    store.apply_receipt(Marks(1, 2, {first.wire_hash: "quarantined"}, first.epoch), at(3))
    assert store.missing_since() == at(0)


def test_what_goes_over_once_more_waits_from_then_on(store: TabletStore) -> None:
    row = share_on(store, 0)
    store.apply_receipt(marks(store, 1, 1, {row.wire_hash: "stored"}), at(3))
    store.apply_receipt(marks(store, 1, 2, {}), at(5).replace(hour=12))
    assert store.missing_since() == at(5)


# -- counts by the day ----------------------------------------------------------------------------


def test_counts_add_up_by_the_day(store: TabletStore) -> None:
    assert store.day_counts() == ()
    day = at(0).date()
    store.add_count(day + timedelta(days=1), CountName.FACE_BAD)
    store.add_count(day, CountName.FAULT_STORE)
    store.add_count(day, CountName.FACE_GOOD)
    store.add_count(day, CountName.FACE_GOOD, 3)
    assert store.day_counts() == (
        DayCount(day, CountName.FACE_GOOD, 4),
        DayCount(day, CountName.FAULT_STORE, 1),
        DayCount(day + timedelta(days=1), CountName.FACE_BAD, 1),
    )


def test_a_count_is_untold_until_a_bundle_told_it(store: TabletStore) -> None:
    day, epoch = at(0).date(), store.chain().epoch
    store.add_count(day, CountName.FACE_GOOD)
    assert store.untold(epoch)
    told = store.day_counts()
    store.add_count(day, CountName.FACE_GOOD)
    store.bundle_written(epoch, 1, b"a" * 32, told)
    assert store.untold(epoch)
    store.bundle_written(epoch, 2, b"b" * 32, store.day_counts())
    assert not store.untold(epoch)


def test_counts_of_another_epoch_stay_apart(store: TabletStore) -> None:
    """Else a desk would count twice what was counted before a restore."""
    day, old = at(0).date(), store.chain().epoch
    store.add_count(day, CountName.FACE_GOOD)
    store.new_epoch()
    assert store.day_counts() == ()
    assert store.day_counts(old) == (DayCount(day, CountName.FACE_GOOD, 1),)
    assert store.epochs() == (old, store.chain().epoch)


def test_the_oldest_days_make_room(store: TabletStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("counting", "memory"):
        monkeypatch.setattr(f"kiosk.storage.tablet.{module}.MOST_DAYS", 3)
    for days in range(5):
        store.add_count(at(days).date(), CountName.RESTARTED)
    kept = store.day_counts()
    assert (len(kept), kept[0].day) == (3, at(2).date())
    missing = replace(kept[0], day=at(0).date())
    store.bundle_written(store.chain().epoch, 1, b"a" * 32, (missing, *kept))
    assert not store.untold(store.chain().epoch)
