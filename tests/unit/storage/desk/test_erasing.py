"""What is erased or kept long enough goes for good: in memory, in a file, on a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.counts import CountName, DayCount
from kiosk.domain.events import Event, LogEntry
from kiosk.storage.desk import (
    AGED,
    ERASED,
    PLACE_TAKEN,
    REVOKED,
    Counts,
    Deleted,
    DeletedCount,
    DeskStore,
    Gap,
    Gone,
    Held,
    Limits,
    Quarantined,
    QuarantinedResult,
    ReceivedBefore,
    SentReceipt,
    Stored,
    Tombstone,
    database,
)
from kiosk.storage.desk.database import DatabaseDeskStore
from kiosk.storage.engine import open_engine
from kiosk.storage.errors import StoreInUseError
from kiosk.storage.upgrade import Kind, upgrade
from tests.unit.storage.examples import NOON, TODAY, bundle, detail, result

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
LATER = NOON + timedelta(days=400)
KEEP_ALL = Limits(NEVER, NEVER, NEVER)


class TestFinding:
    def test_several_results_may_share_a_receipt_code(self, store: DeskStore) -> None:
        a, b = (replace(result(n), receipt_code="48210937") for n in (1, 2))
        store.store_many([a, b, replace(result(3), receipt_code="00000001")])
        assert store.find_by_receipt_code("48210937") == (b, a)
        assert store.find_by_receipt_code("48210938") == ()

    def test_a_quarantined_result_is_found_too(self, store: DeskStore) -> None:
        tag = b"progress"
        a = replace(result(1), progress_tag=tag)
        clone = replace(result(1, tag="clone"), progress_tag=tag, received_at=LATER)
        store.store_many([a, clone, result(2)])
        assert store.find_by_tag(tag) == (clone, a)
        assert (store.why_apart(clone.id), store.why_apart(a.id)) == (PLACE_TAKEN, None)


class TestErasing:
    def test_result_and_detail_go_and_nothing_that_tells_of_anybody_stays(
        self, store: DeskStore
    ) -> None:
        row = result(1)
        store.store_many([row, result(2)], details=[detail(1), detail(2)])
        assert store.erase([row.id], TODAY) == Deleted(results=1, details=1)
        assert store.result(row.id) is None and store.detail(row.id) is None
        assert store.results() == (result(2),)
        assert store.held(1, 7) == tuple(
            sorted(
                (Held(2, one) for one in (result(2).wire_hash, detail(2).wire_hash)),
                key=lambda held: held.wire_hash,
            )
        )
        kept = store.tombstones(1, 7)
        assert {one.wire_hash for one in kept} == {row.wire_hash, detail(1).wire_hash}
        assert {(one.sequence, one.result_id) for one in kept} == {(1, row.id)}
        assert store.every_tombstone() == kept and store.tombstones(2, 7) == ()
        assert store.deleted() == (
            DeletedCount(TODAY.replace(day=1), 1, "detail", ERASED, 1),
            DeletedCount(TODAY.replace(day=1), 1, "result", ERASED, 1),
        )

    def test_what_was_erased_is_not_taken_again(self, store: DeskStore) -> None:
        row = result(1)
        store.store_many([row], details=[detail(1)])
        store.erase([row.id], TODAY)
        again = replace(row, wire=b"sealed anew", wire_hash=bytes(32))
        assert store.store_many([row, again], bundle(1, 1), [detail(1)]) == (Gone(ERASED),) * 2
        assert store.results() == () and store.detail(row.id) is None
        assert store.missing(1) == ()
        assert store.known(1, 7, [1])[row.wire_hash] == Gone(ERASED)
        assert bytes(32) in {one.wire_hash for one in store.tombstones(1, 7)}

    def test_a_detail_that_comes_after_its_result_was_erased_is_not_kept(
        self, store: DeskStore
    ) -> None:
        store.store(result(1))
        store.erase([result(1).id], TODAY)
        store.store_many([], bundle(1), [detail(1)])
        assert store.held(1, 7) == ()
        assert detail(1).wire_hash in {one.wire_hash for one in store.tombstones(1, 7)}

    def test_a_quarantined_result_is_erased_and_its_twin_stays(self, store: DeskStore) -> None:
        row, clone = result(1), result(1, tag="clone")
        store.store_many([row, clone], details=[detail(1), detail(1, of="clone")])
        assert store.erase([clone.id], TODAY) == Deleted(quarantined=1, details=1)
        assert store.results() == (row,) and store.quarantined() == ()
        assert store.detail(row.id) == detail(1)
        assert store.store(clone) == Gone(ERASED)

    def test_what_another_desk_erased_goes_by_its_hash_alone(self, store: DeskStore) -> None:
        row = result(1)
        store.store_many([row, result(2)], details=[detail(1), detail(2)])
        told = [Tombstone(row.wire_hash, 1, 7), Tombstone(detail(2).wire_hash, 1, 7)]
        assert store.tombstone(told, TODAY) == Deleted(results=1, details=2)
        assert store.results() == (result(2),) and store.missing(1) == ()
        assert store.tombstone(told, TODAY) == Deleted()
        by_hash = {one.wire_hash: one for one in store.tombstones(1, 7)}
        assert by_hash[row.wire_hash] == Tombstone(row.wire_hash, 1, 7, 1, row.id)
        assert by_hash[detail(2).wire_hash].sequence == 2

    def test_what_was_erased_elsewhere_before_it_came_is_never_taken(
        self, store: DeskStore
    ) -> None:
        row = result(2)
        store.tombstone([Tombstone(row.wire_hash, 1, 7)], TODAY)
        store.store_many([result(1), result(3)])
        assert store.missing(1) == (Gap(7, 2, 2),)
        assert store.store(row) == Gone(ERASED)
        assert store.missing(1) == () and store.tombstones(1, 7)[0].sequence == 2

    def test_an_erased_number_beyond_all_that_came_is_not_missing_later(
        self, store: DeskStore
    ) -> None:
        store.tombstone([Tombstone(result(2).wire_hash, 1, 7, 2, result(2).id)], TODAY)
        store.store(result(3))
        assert store.missing(1) == (Gap(7, 1, 1),)

    def test_an_erased_result_of_a_revoked_tablet_tells_of_nothing_before_it(
        self, store: DeskStore
    ) -> None:
        store.tombstone([Tombstone(result(900).wire_hash, 1, 7)], TODAY)
        assert store.store(result(900), REVOKED) == Gone(ERASED)
        assert store.missing(1) == ()

    def test_erasing_nothing_changes_nothing(self, store: DeskStore) -> None:
        store.store(result(1))
        assert not store.erase([bytes(16)], TODAY)
        assert store.deleted() == () and store.every_tombstone() == ()

    def test_more_than_one_statement_holds_is_erased(self, store: DeskStore) -> None:
        rows = [result(number) for number in range(1, 1102)]
        store.store_many(rows)
        told = [Tombstone(row.wire_hash, 1, 7) for row in rows]
        assert store.tombstone(told, TODAY).results == 1101
        assert store.counts().results == 0 and store.missing(1) == ()
        assert len(store.tombstones(1, 7)) == 1101


class TestRetention:
    def test_what_was_kept_long_enough_goes_and_leaves_a_count(self, store: DeskStore) -> None:
        rows = [result(1), result(1, tag="clone"), result(2, tablet=2)]
        store.store_many(rows, details=[detail(1)])
        store.store(replace(result(2), received_at=LATER))
        limits = Limits(results=LATER, details=LATER, log=NEVER)
        done = store.delete_old(limits, date(2027, 4, 30))
        assert done == Deleted(results=2, quarantined=1, details=1)
        month = date(2027, 4, 1)
        assert store.deleted() == (
            DeletedCount(month, 1, "detail", AGED, 1),
            DeletedCount(month, 1, "quarantine", AGED, 1),
            DeletedCount(month, 1, "result", AGED, 1),
            DeletedCount(month, 2, "result", AGED, 1),
        )
        assert store.counts() == Counts(1, 0, 2)
        assert not store.delete_old(limits, date(2027, 4, 30))

    def test_counts_of_a_month_add_up(self, store: DeskStore) -> None:
        for number in (1, 2):
            store.store(result(number))
            store.delete_old(Limits(LATER, LATER, LATER), TODAY)
        assert store.deleted() == (DeletedCount(TODAY.replace(day=1), 1, "result", AGED, 2),)

    def test_a_deleted_result_that_comes_again_is_neither_new_nor_missing(
        self, store: DeskStore
    ) -> None:
        store.store_many([result(1), result(2)], details=[detail(1)])
        store.store(replace(result(4), received_at=LATER))
        store.delete_old(Limits(LATER, LATER, NEVER), TODAY)
        kept = store.store_many([result(1), result(2), result(3)], bundle(2, 4), [detail(1)])
        assert kept == (Gone(AGED), Gone(AGED), Stored())
        assert store.missing(1) == () and store.detail(result(1).id) is None
        assert store.counts().results == 2

    def test_another_result_at_a_deleted_ones_place_is_kept_apart(self, store: DeskStore) -> None:
        """It was made later than what was deleted: it is not that."""
        store.store(result(1))
        store.delete_old(Limits(LATER, LATER, NEVER), TODAY)
        clone = result(1, tag="clone", day=TODAY + timedelta(days=1))
        assert store.store(clone) == Quarantined(PLACE_TAKEN)

    def test_the_newest_day_that_was_deleted_holds(self, store: DeskStore) -> None:
        days = [TODAY, TODAY - timedelta(days=9)]
        for number, day in enumerate(days, 1):
            store.store(result(number, day=day))
            store.delete_old(Limits(LATER, LATER, NEVER), TODAY)
        assert store.store(result(1, day=TODAY)) == Gone(AGED)

    def test_a_deleted_detail_does_not_come_back_to_its_result(self, store: DeskStore) -> None:
        store.store_many([result(1), result(1, tag="clone")], details=[detail(1)])
        store.store_many([], details=[detail(1, of="clone")])
        assert store.delete_old(Limits(NEVER, LATER, NEVER), TODAY) == Deleted(details=2)
        store.store_many([], bundle(1), [detail(1), detail(1, of="clone"), detail(2)])
        assert store.detail(result(1).id) is None
        assert [held.sequence for held in store.held(1, 7)] == [1, 1, 2]

    def test_the_log_is_deleted_after_its_time(self, store: DeskStore) -> None:
        for at in (NOON, LATER):
            store.log(LogEntry(Event.BACKED_UP, at, "mette"))
        assert store.delete_old(Limits(NEVER, NEVER, LATER), TODAY) == Deleted(logged=1)
        assert [entry.at for entry in store.logged()] == [LATER]
        assert store.deleted() == (DeletedCount(TODAY.replace(day=1), 0, "log", AGED, 1),)
        assert not store.delete_old(KEEP_ALL, TODAY)


class TestQuarantine:
    def test_what_a_revoked_tablet_made_is_kept_apart(self, store: DeskStore) -> None:
        row, told = result(1), detail(1)
        apart = {row.id: REVOKED, told.id: REVOKED}
        for _ in range(2):
            kept = store.store_many([row], bundle(1), [told], apart=apart)
            assert kept == (Quarantined(REVOKED),)
        assert store.quarantined() == (QuarantinedResult(row, REVOKED),)
        assert store.results() == () and store.details_apart() == (told,)
        assert {held.quarantined for held in store.held(1, 7)} == {REVOKED}

    def test_what_came_before_its_tablet_was_revoked_is_set_apart_once_that_is_known(
        self, store: DeskStore
    ) -> None:
        """What came before stays valid, what comes after goes to quarantine."""
        rows = [result(number) for number in (1, 2, 5, 9)]
        clone, other = result(5, tag="clone"), result(5, epoch=8)
        told = [detail(2), detail(5)]
        store.store_many([*rows, clone, other], bundle(1, 12), told)
        assert store.epochs(1) == (7, 8) and store.epochs(2) == ()
        assert store.set_apart(1, 7, 3) == 2 and store.set_apart(1, 7, 3) == 0
        assert {row.id for row in store.results()} == {rows[0].id, rows[1].id, other.id}
        apart = {(one.result.id, one.reason) for one in store.quarantined()}
        assert apart == {(one.id, REVOKED) for one in (*rows[2:], clone)}
        assert store.detail(rows[1].id) == told[0] and store.details_apart() == (told[1],)
        assert store.missing(1) == (Gap(7, 3, 3), Gap(8, 1, 4)), "nothing behind it is missed"
        assert store.counts() == Counts(3, 3, 1)
        reasons = {held.quarantined for held in store.held(1, 7) if held.sequence > 3}
        assert reasons == {REVOKED}
        assert store.store(rows[2]) == Quarantined(REVOKED), "it stays where it is"
        assert store.erase([rows[3].id], TODAY).quarantined == 1

    def test_a_revoked_result_alone_is_stored_apart(self, store: DeskStore) -> None:
        assert store.store(result(1), REVOKED) == Quarantined(REVOKED)
        assert store.store(result(1)) == Quarantined(REVOKED)

    @pytest.mark.parametrize("revoked_first", [True, False])
    def test_it_is_not_missing_but_tells_of_nothing_that_would_be(
        self, store: DeskStore, revoked_first: bool
    ) -> None:
        """A stolen tablet cannot make the desk miss thousands."""

        def revoked() -> None:
            store.store(result(5), REVOKED)
            store.store(result(900), REVOKED)

        if revoked_first:
            revoked()
        store.store(result(1))
        if not revoked_first:
            revoked()
        assert store.missing(1) == ()
        store.store(result(6))
        assert store.missing(1) == (Gap(7, 2, 4),)


class TestKnown:
    def test_what_came_before_is_known_by_its_number(self, store: DeskStore) -> None:
        row, clone = result(1), result(1, tag="clone")
        store.store_many([row, clone, result(900)], details=[detail(1), detail(1, tag="other")])
        known = store.known(1, 7, [1, 2, 900])
        assert known[row.wire_hash] == ReceivedBefore(row.received_at)
        assert known[clone.wire_hash] == Quarantined(PLACE_TAKEN)
        assert known[detail(1).wire_hash] == ReceivedBefore(detail(1).received_at)
        assert known[detail(1, tag="other").wire_hash] == Quarantined(PLACE_TAKEN)
        assert result(900).wire_hash in known
        assert store.known(2, 7, [1]) == {} == store.known(1, 7, [])


class TestCounts:
    def test_the_highest_of_each_is_kept_whatever_the_order(self, store: DeskStore) -> None:
        def told(n: int, what: CountName = CountName.FACE_GOOD) -> DayCount:
            return DayCount(TODAY, what, n)

        store.store_many([], bundle(1), counts=[told(3), told(1, CountName.RESTARTED)])
        for n in (5, 2, 5):
            store.keep_counts(1, 7, [told(n), told(n)])
        store.keep_counts(1, 8, [told(10)])
        store.keep_counts(2, 7, [told(100)])
        store.keep_counts(2, 7, [])
        assert store.day_counts(1) == (told(15), told(1, CountName.RESTARTED))
        assert store.day_counts(3) == ()


class TestReceipts:
    def test_what_was_written_is_remembered(self, store: DeskStore) -> None:
        assert (store.last_receipt(1), store.receipt_sent(1, 1, 7, 1)) == (0, None)
        before = store.receipt_number()
        sent = store.number_receipt(SentReceipt(1, 1, 7, 0, 3, bytes(32)))
        assert sent == SentReceipt(1, 1, 7, before + 1, 3, bytes(32))
        assert store.receipt_sent(1, 1, 7, sent.number) == sent
        assert (store.last_receipt(1), store.last_receipt(2)) == (sent.number, 0)
        assert store.number_receipt(sent, above=8).number == 9

    def test_numbers_go_on_above_what_is_known_from_elsewhere(self, store: DeskStore) -> None:
        assert store.receipt_number() == 1
        assert store.receipt_number(above=50) == 51
        assert store.receipt_number(above=7) == 52


class TestLog:
    def test_the_newest_is_first_and_pages_follow(self, store: DeskStore) -> None:
        entries = [
            LogEntry(Event.PACK_TAKEN, NOON + timedelta(hours=n), "mette", {"version": n})
            for n in range(4)
        ]
        for entry in entries:
            store.log(entry)
        assert store.logged(2) == (entries[3], entries[2])
        assert store.logged(9, skip=3) == (entries[0],)


def test_nothing_that_was_erased_is_left_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log is cut and deleted rows are overwritten; seen in a file without encryption."""
    path = tmp_path / "desk.db"
    upgrade(path, Kind.DESK)
    store = DatabaseDeskStore(open_engine(path))
    canary = b"canary of a citizen" * 20
    store.store_many([replace(result(1), payload=canary), result(2)])
    assert any(canary[:60] in file.read_bytes() for file in tmp_path.iterdir())
    store.erase([result(1).id], TODAY)
    assert not any(canary[:19] in file.read_bytes() for file in tmp_path.iterdir())
    store.store(replace(result(3), payload=canary))

    def in_use(_engine: object) -> None:
        raise StoreInUseError(path=path)

    monkeypatch.setattr(database, "wipe_trail", in_use)  # somebody reads: it is done nevertheless
    assert store.erase([result(3).id], TODAY).results == 1
    assert store.result(result(3).id) is None
    store.close()
