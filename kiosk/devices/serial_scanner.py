"""A hand scanner in USB serial mode: its texts come over a line of their own and type nothing.

No layout, no Caps Lock and no field that has the focus can change what it sends, and 860 digits
come at once. Linux; elsewhere, and without this, a scanner types as a keyboard does.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.devices.clock import Clock
from kiosk.devices.scanner import KeyStream, character

CHUNK = 4_096
EVERY = 0.1
"""Seconds between two looks."""


class SerialScanner:
    """``look`` is called again and again; a scanner that is pulled out is waited for."""

    def __init__(self, path: Path, clock: Clock, scanned: Callable[[str], object]) -> None:
        self._path, self._clock, self._scanned = path, clock, scanned
        self._line: int | None = None
        self._stream = KeyStream()

    def look(self) -> None:
        """Take what has come since the last time; never waits."""
        if self._line is None:
            with suppress(OSError):
                self._line = _opened(self._path)
        now = self._clock.monotonic()
        texts = [self._stream.key(character(one), now) for one in self._read()]
        for text in (*texts, self._stream.silence(now)):
            if text is not None:
                self._scanned(text)

    def close(self) -> None:
        """Let go of the line."""
        if self._line is not None:
            os.close(self._line)
            self._line = None

    def _read(self) -> bytes:
        if self._line is None:
            return b""
        try:
            found = os.read(self._line, CHUNK)
        except BlockingIOError:
            return b""
        except OSError:
            found = b""
        if not found:  # it was pulled out
            self.close()
        return found


def _opened(path: Path) -> int:
    """The line, raw and without waiting."""
    import termios  # not on Windows, where no path of a line is given
    import tty

    line = os.open(path, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        tty.setraw(line)
    except termios.error as error:
        os.close(line)
        raise OSError(str(error)) from error
    return line
