"""Time: monotonic for what passes, the wall only for labels."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def monotonic(self) -> float:
        """Seconds that only ever grow; the start means nothing."""

    def today(self) -> date:
        """The local day, for labels."""

    def now(self) -> datetime:
        """The moment in UTC, for labels."""


class SystemClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """Seconds since some start."""
        return time.monotonic()

    def today(self) -> date:
        """The local day."""
        return datetime.now().astimezone().date()

    def now(self) -> datetime:
        """The moment in UTC."""
        return datetime.now(UTC)


class FakeClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._now = now
        self.passed = 0.0

    def monotonic(self) -> float:
        """Seconds passed so far."""
        return self.passed

    def today(self) -> date:
        """The day of the moment it was given."""
        return self._now.date()

    def now(self) -> datetime:
        """The moment it was given; it does not move with ``passed``."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.passed += seconds
