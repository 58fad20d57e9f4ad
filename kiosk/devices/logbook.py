"""The tablet's log: technical events only, in files that can never fill the disk."""

from __future__ import annotations

import json
import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kiosk.devices.clock import Clock
from kiosk.domain.events import Event, LogEntry, Value, Where

NAME = "log.jsonl"
LARGEST = 2 * 1024 * 1024
"""Bytes of one file, at most."""
FILES = 5
LONGEST_LINE = 1_000
"""Bytes; events have few fields, and short ones."""


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

    def started(self) -> bool:
        """The program begins. Whether the one before was cut off, which its last line shows."""
        cut_off = self._was_cut_off()
        self.note(Event.RESTARTED if cut_off else Event.STARTED)
        return cut_off

    def stopped(self) -> None:
        """The program ends as it should."""
        self.note(Event.STOPPED)

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()

    def _was_cut_off(self) -> bool:
        try:
            with Path(self._handler.baseFilename).open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST_LINE))
                lines = file.read().splitlines()
        except OSError:
            return False  # there is none yet, or it cannot be read
        return bool(lines) and f'"{Event.STOPPED.name.lower()}"'.encode() not in lines[-1]


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
