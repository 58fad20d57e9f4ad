"""The tablet's log: technical events only, in files that can never fill the disk."""

from __future__ import annotations

import json
import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Protocol

from kiosk.devices.clock import Clock
from kiosk.domain.events import Event, LogEntry, Value, Where

NAME = "log.jsonl"
LARGEST = 2 * 1024 * 1024
"""Bytes of one file, at most."""
FILES = 5


class Log(Protocol):
    """Notes events of the tablet."""

    def note(self, event: Event, **fields: Value) -> None:
        """Note one event; ValueError for fields that it does not have. Never fails otherwise."""


class NoLog:
    """For a tablet without a folder, such as a test's."""

    def note(self, event: Event, **fields: Value) -> None:
        """Forget it."""


class Logbook:
    """A line of JSON for each event; when the files are full, the oldest goes.

    A log that cannot be written is no reason to stop a visit: what does not fit is dropped.
    """

    def __init__(self, folder: Path, clock: Clock, largest: int = LARGEST) -> None:
        self._clock = clock
        self._handler = _Handler(
            folder / NAME, maxBytes=largest, backupCount=FILES - 1, encoding="utf-8", delay=True
        )

    def note(self, event: Event, **fields: Value) -> None:
        """Note one event; ValueError for fields that it does not have, or for another log's."""
        if event.where is not Where.TABLET:
            raise ValueError(f"{event.name} stands in the desk's log")
        entry = LogEntry(event, self._clock.now(), fields=fields)
        told = {"at": f"{entry.at:%Y-%m-%dT%H:%M:%SZ}", "event": event.name.lower(), **fields}
        line = json.dumps(told, ensure_ascii=True)
        self._handler.handle(logging.LogRecord("kiosk", 20, "", 0, line, None, None))

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()


class _Handler(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        return os.fdopen(os.open(self.baseFilename, flags, 0o600), "a", encoding=self.encoding)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Drop the line, and try the next one with a file that is opened anew."""
        stream, self.stream = self.stream, None
        if stream is not None:
            try:
                stream.close()
            except OSError:
                return  # what was buffered does not fit either
