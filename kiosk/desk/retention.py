"""How long a desk keeps things: what is older is deleted by itself, at its start and daily."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from kiosk.desk.log import DeskLog
from kiosk.devices.clock import Clock
from kiosk.domain.events import Event
from kiosk.handoff.settings import Settings
from kiosk.storage.desk import Deleted, DeskStore, Limits

DAY_S = 24 * 60 * 60


def limits(settings: Settings, now: datetime) -> Limits:
    """What came before these moments has been kept long enough."""
    return Limits(
        results=months_before(now, settings.result_months),
        details=now - timedelta(days=settings.detail_days),
        log=months_before(now, settings.log_months),
    )


def months_before(moment: datetime, months: int) -> datetime:
    """The same day that many months earlier, or the last of its month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


class Retention:
    """Deletes what has been kept long enough."""

    def __init__(self, store: DeskStore, clock: Clock, settings: Settings, log: DeskLog) -> None:
        self._store, self._clock, self._log = store, clock, log
        self.settings = settings
        """May be replaced when a newer site pack comes."""
        self._next = 0.0

    def tick(self) -> Deleted:
        """Delete if a day has passed since the last time, or if this is the first."""
        passed = self._clock.monotonic()
        if passed < self._next:
            return Deleted()
        self._next = passed + DAY_S
        return self.delete_old()

    def delete_old(self) -> Deleted:
        """Delete now; how much, which is also noted without saying what it was."""
        now = self._clock.now()
        done = self._store.delete_old(limits(self.settings, now), now.date())
        if done:
            self._log.note(
                Event.DELETED_OLD,
                results=done.results + done.quarantined,
                details=done.details,
                logged=done.logged,
            )
        return done
