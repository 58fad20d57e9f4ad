"""What is kept too long goes by itself, at the start and every day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.desk.log import DeskLog
from kiosk.desk.retention import DAY_S, Retention, limits, months_before
from kiosk.devices.clock import FakeClock
from kiosk.domain.events import Event, LogEntry
from kiosk.handoff.settings import Settings
from kiosk.storage.desk import Deleted, DeletedCount
from kiosk.storage.desk.memory import MemoryDeskStore
from tests.unit.storage.examples import NOON, detail, result


class Desk:
    """A store and its retention, at a moment that can be chosen."""

    def __init__(self) -> None:
        self.store, self.clock = MemoryDeskStore(), FakeClock(NOON)
        log = DeskLog(self.store, self.clock, "mette")
        self.retention = Retention(self.store, self.clock, Settings(), log)

    def at(self, moment: datetime) -> Deleted:
        self.clock._now = moment
        return self.retention.delete_old()


def test_results_are_kept_for_12_months_details_for_90_days_the_log_for_6_months() -> None:
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    found = limits(Settings(), now)
    assert found.results == datetime(2025, 11, 22, 9, tzinfo=UTC)
    assert found.details == now - timedelta(days=90)
    assert found.log == datetime(2026, 5, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2024, 3, 31), 1, (2024, 2, 29)),
        ((2026, 1, 15), 1, (2025, 12, 15)),
        ((2026, 12, 31), 6, (2026, 6, 30)),
        ((2026, 5, 5), 60, (2021, 5, 5)),
        ((2026, 3, 2), -12, (2027, 3, 2)),
    ],
)
def test_a_month_before_is_the_same_day_or_the_last_one(
    day: tuple[int, int, int], months: int, before: tuple[int, int, int]
) -> None:
    assert months_before(datetime(*day, tzinfo=UTC), months) == datetime(*before, tzinfo=UTC)


def test_each_goes_when_its_time_has_come_and_leaves_a_count() -> None:
    desk = Desk()
    desk.store.store_many([result(1)], details=[detail(1)])
    desk.store.log(LogEntry(Event.BACKED_UP, NOON))
    second = timedelta(seconds=2)
    assert desk.at(NOON + timedelta(days=90)) == Deleted()
    assert desk.at(NOON + timedelta(days=90) + second) == Deleted(details=1)
    later = months_before(NOON, -6) + second
    assert desk.at(later) == Deleted(logged=1)
    assert desk.at(months_before(NOON, -12) + second) == Deleted(results=1, logged=1)
    kept = {(one.month.isoformat(), one.what, one.count) for one in desk.store.deleted()}
    assert kept == {
        ("2026-05-01", "detail", 1),
        ("2026-09-01", "log", 1),
        ("2027-03-01", "result", 1),
        ("2027-03-01", "log", 1),
    }
    assert all(isinstance(one, DeletedCount) for one in desk.store.deleted())


def test_what_was_deleted_is_logged_by_number_only() -> None:
    desk = Desk()
    desk.store.store_many([result(1), result(1, tag="clone")], details=[detail(1)])
    desk.at(NOON + timedelta(days=400))
    (entry,) = desk.store.logged()
    assert (entry.event, entry.who) == (Event.DELETED_OLD, "mette")
    assert entry.fields == {"results": 2, "details": 1, "logged": 0}


def test_it_is_done_at_the_start_and_then_once_a_day() -> None:
    desk = Desk()
    desk.clock._now = NOON + timedelta(days=400)
    done: list[int] = []
    for hours in (0, 1, 22, 1, 1, 24):
        desk.clock.advance(hours * 3600)
        desk.store.store(result(len(done) + 1))
        done.append(desk.retention.tick().results)
    assert DAY_S == 24 * 3600
    assert done == [1, 0, 0, 3, 0, 2]


def test_the_sites_own_settings_hold() -> None:
    desk = Desk()
    desk.store.store(result(1))
    desk.retention.settings = Settings(result_months=1)
    assert desk.at(NOON + timedelta(days=40)).results == 1
