"""What every desk store promises: in memory, in an encrypted file, on a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.storage.desk import (
    Counts,
    DeskStore,
    Gap,
    Held,
    Quarantined,
    QuarantinedResult,
    ReceivedBefore,
    Stored,
)
from kiosk.storage.desk.memory import MemoryDeskStore
from kiosk.storage.desk.values import PLACE_TAKEN, gaps
from kiosk.storage.errors import ScoringClashError
from tests.unit.storage.examples import NOON, bundle, detail, result


def test_a_result_comes_back_as_it_was(store: DeskStore) -> None:
    row = result(1)
    assert store.store(row) == Stored()
    assert store.result(row.id) == row
    assert store.result(bytes(16)) is None


def test_the_second_time_says_since_when(store: DeskStore) -> None:
    row = result(1)
    store.store(row)
    later = replace(row, received_at=row.received_at + timedelta(days=3))
    assert store.store(later) == ReceivedBefore(row.received_at)
    assert store.results() == (row,)


def test_a_result_is_known_by_its_id_and_by_its_wire(store: DeskStore) -> None:
    row = result(1)
    store.store(row)
    other = result(1, tag="other")
    assert store.store(replace(other, id=row.id)) == ReceivedBefore(row.received_at)
    assert store.store(replace(other, wire_hash=row.wire_hash)) == ReceivedBefore(row.received_at)
    assert store.counts().results == 1


def test_two_results_in_one_place_are_both_kept_the_second_apart(store: DeskStore) -> None:
    row, clone = result(1), result(1, tag="clone")
    store.store(row)
    for _ in range(2):
        assert store.store(clone) == Quarantined(PLACE_TAKEN)
    assert store.results() == (row,)
    assert store.quarantined() == (QuarantinedResult(clone, PLACE_TAKEN),)
    assert store.counts() == Counts(results=1, quarantined=1, tablets=1)


def test_many_at_once_are_treated_as_one_by_one(store: DeskStore) -> None:
    one, two, clone = result(1), result(2), result(2, tag="clone")
    store.store(one)
    kept = store.store_many([two, one, two, clone, clone], bundle(1, 2))
    assert kept == (
        Stored(),
        ReceivedBefore(one.received_at),
        ReceivedBefore(two.received_at),
        Quarantined(PLACE_TAKEN),
        Quarantined(PLACE_TAKEN),
    )
    assert store.bundle_seen(bundle(1).hash) == NOON
    assert store.store_many([]) == ()


def test_more_than_one_search_holds_are_stored_once(store: DeskStore) -> None:
    rows = [result(number) for number in range(1, 1202)]
    assert set(store.store_many(rows)) == {Stored()}
    assert Stored() not in store.store_many(rows)
    assert store.counts().results == 1201


def test_results_are_listed_newest_first_and_page_by_page(store: DeskStore) -> None:
    rows = [result(number) for number in (3, 1, 2, 5, 4)]
    store.store_many(rows)
    newest = tuple(reversed(rows))
    assert store.results() == newest
    assert store.results(2) == newest[:2]
    assert store.results(2, before=newest[1].id) == newest[2:4]
    assert store.results(before=newest[-1].id) == ()
    assert store.results(before=bytes(16)) == ()


def test_results_are_listed_by_tablet_and_by_day(store: DeskStore) -> None:
    other_day = date(2026, 3, 1)
    a, b, c = result(1), result(2, day=other_day), result(1, tablet=2)
    store.store_many([a, b, c])
    assert store.results(tablet=1) == (b, a)
    assert store.results(day=NOON.date()) == (c, a)
    assert store.results(tablet=1, day=other_day) == (b,)
    assert store.tablets() == (1, 2)


def test_holes_in_a_chain_are_missing(store: DeskStore) -> None:
    store.store_many([result(number) for number in (2, 3, 7, 10)])
    store.store(result(2, epoch=8))
    store.store(result(99, tablet=2))
    assert store.missing(1) == (Gap(7, 1, 1), Gap(7, 4, 6), Gap(7, 8, 9), Gap(8, 1, 1))
    assert store.missing(3) == ()


def test_what_a_bundle_tells_of_is_missing_until_it_comes(store: DeskStore) -> None:
    store.bundle_imported(bundle(1, last_sequence=3))
    assert store.missing(1) == (Gap(7, 1, 3),)
    store.store_many([result(2), result(4)])
    assert store.missing(1) == (Gap(7, 1, 1), Gap(7, 3, 3))
    store.store_many([result(1), result(3)])
    assert store.missing(1) == ()
    assert store.tablets() == (1,)


def test_missing_numbers_in_a_row_are_one_gap_however_they_became_known(store: DeskStore) -> None:
    store.store_many([], bundle(1, 2))
    store.store_many([], bundle(2, 3))
    store.store(result(6))
    assert store.missing(1) == (Gap(7, 1, 5),)
    store.store(result(3))
    assert store.missing(1) == (Gap(7, 1, 2), Gap(7, 4, 5))


def test_a_receipt_can_name_everything_that_is_held(store: DeskStore) -> None:
    one, two, clone, other = result(1), result(2), result(1, tag="clone"), result(1, tablet=2)
    store.store_many([two, one, clone, other, result(1, epoch=8)])
    expected = [
        Held(1, one.wire_hash),
        Held(1, clone.wire_hash, PLACE_TAKEN),
        Held(2, two.wire_hash),
    ]
    in_order = sorted(expected, key=lambda held: (held.sequence, held.wire_hash))
    assert store.held(1, 7) == tuple(in_order)
    assert store.held(3, 7) == ()


def test_a_detail_comes_back_as_it_was_and_is_kept_once(store: DeskStore) -> None:
    row, told = result(1), detail(1)
    assert store.detail(row.id) is None
    for _ in range(2):
        store.store_many([row], bundle(1, 1), [told])
        later = replace(told, received_at=told.received_at + timedelta(days=3))
        store.store_many([], details=[later, later])
    assert store.detail(row.id) == told
    assert store.details_apart() == ()


def test_a_detail_may_come_before_its_result_and_without_it(store: DeskStore) -> None:
    store.store_many([], details=[detail(2), detail(1)])
    store.store(result(1))
    assert store.detail(result(1).id) == detail(1)
    assert store.results() == (result(1),)
    assert store.counts().results == 1


def test_two_details_of_one_result_are_both_kept_the_second_apart(store: DeskStore) -> None:
    first, other = detail(1), detail(1, tag="other")
    store.store_many([result(1)], details=[first, other])
    for _ in range(2):
        store.store_many([], details=[other, first])
    assert store.detail(result(1).id) == first
    assert store.details_apart() == (other,)


def test_the_detail_of_a_clone_stays_with_the_clone(store: DeskStore) -> None:
    clone = result(1, tag="clone")
    store.store_many([result(1), clone], details=[detail(1), detail(1, of="clone")])
    assert store.detail(result(1).id) == detail(1)
    assert store.detail(clone.id) == detail(1, of="clone")
    assert store.details_apart() == ()


def test_a_receipt_names_details_too(store: DeskStore) -> None:
    apart = detail(1, tag="other")
    store.store_many([result(1)], details=[detail(1), apart, detail(2), detail(1, tablet=2)])
    expected = {
        Held(1, result(1).wire_hash),
        Held(1, detail(1).wire_hash),
        Held(1, apart.wire_hash, PLACE_TAKEN),
        Held(2, detail(2).wire_hash),
    }
    held = store.held(1, 7)
    assert set(held) == expected and len(held) == 4
    assert list(held) == sorted(held, key=lambda one: (one.sequence, one.wire_hash))


def test_more_details_than_one_search_holds_are_kept_once(store: DeskStore) -> None:
    told = [detail(number) for number in range(1, 1202)]
    for _ in range(2):
        store.store_many([], details=told)
    assert len(store.held(1, 7)) == 1201
    assert store.details_apart() == ()


def test_a_bundle_is_noted_once(store: DeskStore) -> None:
    assert store.bundle_seen(bundle(1).hash) is None
    store.bundle_imported(bundle(1))
    store.bundle_imported(replace(bundle(1), imported_at=NOON + timedelta(days=1)))
    assert store.bundle_seen(bundle(1).hash) == NOON


def test_the_last_bundle_is_the_one_with_the_highest_number(store: DeskStore) -> None:
    assert store.last_bundle(1, 7) is None
    for number in (2, 3, 1):
        store.bundle_imported(bundle(number))
    store.bundle_imported(bundle(9, epoch=8))
    assert store.last_bundle(1, 7) == bundle(3)


def test_scoring_versions_are_kept_for_good(store: DeskStore) -> None:
    assert store.scoring(b"abcd") is None
    store.keep_scoring(b"abcd", b"canonical")
    store.keep_scoring(b"abcd", b"canonical")
    with pytest.raises(ScoringClashError, match="61626364"):
        store.keep_scoring(b"abcd", b"another")
    assert store.scoring(b"abcd") == b"canonical"


def test_receipt_numbers_only_rise(store: DeskStore) -> None:
    assert [store.receipt_number() for _ in range(3)] == [1, 2, 3]


def test_an_empty_store_counts_nothing(store: DeskStore) -> None:
    assert store.counts() == Counts(results=0, quarantined=0, tablets=0)
    assert not store.results()
    assert not store.quarantined()
    assert not store.tablets()


@given(st.sets(st.integers(1, 40)), st.integers(0, 40))
def test_gaps_and_what_was_seen_make_up_the_chain(seen: set[int], told: int) -> None:
    up_to = max(seen | {told, 0})
    missing = [
        number for gap in gaps(7, sorted(seen), up_to) for number in range(gap.first, gap.last + 1)
    ]
    assert sorted([*missing, *seen]) == list(range(1, up_to + 1))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.integers(1, 8), max_size=6), max_size=6))
def test_overlapping_batches_in_any_order_give_the_same_store(batches: list[list[int]]) -> None:
    together, one_by_one = MemoryDeskStore(), MemoryDeskStore()
    for batch in batches:
        together.store_many([result(number) for number in batch])
    for number in sorted({number for batch in batches for number in batch}):
        one_by_one.store(result(number))
    by_sequence = sorted(together.results(), key=lambda row: row.sequence, reverse=True)
    assert tuple(by_sequence) == one_by_one.results()
    assert together.missing(1) == one_by_one.missing(1)


BATCHES = st.lists(
    st.tuples(st.lists(st.integers(1, 5), max_size=5), st.lists(st.integers(1, 5), max_size=5)),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(BATCHES, st.randoms(use_true_random=False))
def test_results_and_details_in_any_order_and_overlap_give_the_same_store(
    batches: list[tuple[list[int], list[int]]], chance: Random
) -> None:
    def told_by(order: list[tuple[list[int], list[int]]]) -> tuple[object, ...]:
        store = MemoryDeskStore()
        for results, details in order:
            store.store_many(list(map(result, results)), None, list(map(detail, details)))
        rows = sorted(store.results(), key=lambda row: row.sequence)
        return rows, [store.detail(result(n).id) for n in range(1, 6)], store.held(1, 7)

    shuffled = [(list(results), list(details)) for results, details in batches * 2]
    chance.shuffle(shuffled)
    assert told_by(batches) == told_by(shuffled)
