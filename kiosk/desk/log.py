"""What somebody did at the desk, into its store."""

from __future__ import annotations

import getpass

from kiosk.devices.clock import Clock
from kiosk.domain.events import Event, LogEntry, Value
from kiosk.storage.desk import DeskStore


class DeskLog:
    """Notes events under one name; whoever is at the desk has no other here."""

    def __init__(self, store: DeskStore, clock: Clock, who: str = "") -> None:
        self._store, self._clock, self._who = store, clock, who

    def note(self, event: Event, **fields: Value) -> None:
        """Keep one event; ValueError for fields that it does not have."""
        self._store.log(LogEntry(event, self._clock.now(), self._who, fields))


def user_name() -> str:
    """The operating system's name of whoever is logged in; empty where there is none.

    The desk has no accounts of its own: the machine's own log-in says who it is.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a service without a user, by platform and version
        return ""
