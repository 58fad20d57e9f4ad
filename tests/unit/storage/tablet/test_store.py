"""What every tablet store promises, in memory and on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.storage.errors import (
    BundleOutOfOrderError,
    ChainMismatchError,
    NoVisitOpenError,
    ReceiptNotNewerError,
    VisitAlreadyOpenError,
)
from kiosk.storage.tablet import (
    Applied,
    BundleState,
    Counts,
    DetailRow,
    Marks,
    SealedRow,
    Standing,
    TabletStore,
)
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.storage.tablet.sqlite import open_tablet_store
from tests.unit.storage.examples import NOON, sealed, sealed_detail, share_one


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TabletStore]:
    made: TabletStore = (
        MemoryTabletStore()
        if request.param == "memory"
        else open_tablet_store(tmp_path / "tablet.db")
    )
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
        with pytest.raises(ReceiptNotNewerError):
            stale = marks(store, 1, old, {row.wire_hash: "stored"}, [row.wire_hash])
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
