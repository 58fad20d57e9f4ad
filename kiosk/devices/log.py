"""Where the tablet's events go, for those who have some to tell."""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.events import Event, Value


class Log(Protocol):
    """Notes events of the tablet."""

    def note(self, event: Event, **fields: Value) -> None:
        """Note one event; ValueError for fields that it does not have. Never fails otherwise."""


class NoLog:
    """For a tablet without a folder, such as a test's."""

    def note(self, event: Event, **fields: Value) -> None:
        """Forget it."""
