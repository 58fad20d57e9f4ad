"""How long nobody has touched the screen."""

from __future__ import annotations

from kiosk.devices.clock import Clock

IDLE_WARNING = 300.0
"""Seconds without a touch before the warning (VVSG inactivity alert: 120 to 300 s)."""
IDLE_END = 45.0
"""Seconds that the warning stands (VVSG: 45 s; WCAG 2.2.1 asks for 20)."""


class IdleWatch:
    """Counts from the last touch."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._touched = clock.monotonic()

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = self._clock.monotonic()

    @property
    def seconds(self) -> float:
        """Since the last touch."""
        return self._clock.monotonic() - self._touched

    @property
    def long(self) -> bool:
        """It is time to ask whether somebody is there."""
        return self.seconds >= IDLE_WARNING

    @property
    def over(self) -> bool:
        """Asked, and nobody answered."""
        return self.seconds >= IDLE_WARNING + IDLE_END
