"""Counts how long the tablet was on: a purge waits by it, which no wall clock can shorten."""

from __future__ import annotations

from kiosk.devices.clock import Clock
from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError
from kiosk.storage.tablet import TabletStore

EVERY = 300.0
"""Seconds between two writes: a power cut takes away that much of the waiting at most."""
LONGEST_STEP = 60.0
"""Seconds that count between two ticks, at most: a tablet that stood still was not on."""


class UptimeCounter:
    """``tick`` is to be called about once a second, whatever is on the screen."""

    def __init__(self, store: TabletStore, clock: Clock, worker: Worker) -> None:
        """``worker``: where the store is written, off the screen's thread."""
        self._store, self._clock, self._worker = store, clock, worker
        self._last = clock.monotonic()
        self._passed = 0.0
        """Seconds that are not in the store yet."""

    def tick(self) -> None:
        """Time has passed."""
        now = self._clock.monotonic()
        self._passed += min(now - self._last, LONGEST_STEP)
        self._last = now
        if self._passed >= EVERY:
            self.write()

    def write(self) -> None:
        """Write down what has passed: by itself every few minutes, and when the window closes."""
        seconds = int(self._passed)
        self._passed -= seconds

        def failed(_: KioskError) -> None:
            # Whoever uses the store next is told; this waiting is done once more.
            self._passed += seconds

        self._worker.submit(lambda: self._store.count_uptime(seconds), lambda _: None, failed)
