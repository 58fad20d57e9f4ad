"""Uptime is counted really: by the monotonic clock, while the window lives."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.devices.clock import FakeClock
from kiosk.devices.worker import InlineWorker
from kiosk.storage.errors import StoreFullError
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.tablet.uptime import EVERY, UptimeCounter


class Counting(MemoryTabletStore):
    """A store that tells what it was given, or is full."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[int] = []
        self.full = False

    def count_uptime(self, seconds: int) -> None:
        if self.full:
            raise StoreFullError(path="store")
        self.written.append(seconds)
        super().count_uptime(seconds)


def counter() -> tuple[UptimeCounter, FakeClock, Counting]:
    clock, store = FakeClock(), Counting()
    return UptimeCounter(store, clock, InlineWorker()), clock, store


def test_time_is_written_down_every_few_minutes_and_at_the_end() -> None:
    uptime, clock, store = counter()
    for _ in range(int(EVERY) * 2 + 10):
        clock.advance(1.25)
        uptime.tick()
    assert store.written == [300, 300]
    uptime.write()
    assert sum(store.written) == int((EVERY * 2 + 10) * 1.25)


def test_an_hour_in_which_nothing_ticked_was_not_uptime() -> None:
    uptime, clock, store = counter()
    clock.advance(3600)
    uptime.tick()
    uptime.write()
    assert store.written == [60]


def test_a_wall_clock_that_is_set_changes_nothing() -> None:
    uptime, clock, store = counter()
    clock._now = datetime(2036, 1, 1, tzinfo=UTC)
    uptime.tick()
    uptime.write()
    assert sum(store.written) == 0


def test_what_a_full_disk_does_not_take_is_written_later() -> None:
    uptime, clock, store = counter()
    store.full = True
    for _ in range(5):
        clock.advance(60)
        uptime.tick()
    store.full = False
    uptime.write()
    assert store.written == [300]
