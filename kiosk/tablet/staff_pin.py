"""Who guesses a PIN waits, longer each time, and not shorter for a restart."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from math import ceil
from pathlib import Path

from kiosk.devices.clock import Clock
from kiosk.handoff.errors import FileRefused, NotWritten
from kiosk.handoff.files import DISK, PRIVATE_MODE, FileLayer, read_safely, write_safely

SHORTEST, LONGEST = 4, 12
"""Digits of a PIN."""
FREE_TRIES = 5
FIRST_WAIT, MOST_WAIT = 30, 900
"""Seconds after the fifth wrong PIN; each one more doubles them, up to a quarter of an hour."""
_LARGEST_FILE = 16


def wait_after(wrong: int) -> int:
    """Seconds to wait after that many wrong PINs in a row."""
    if wrong < FREE_TRIES:
        return 0
    doublings = min(wrong - FREE_TRIES, MOST_WAIT.bit_length())
    return min(FIRST_WAIT << doublings, MOST_WAIT)


class PinGuard:
    """Counts wrong PINs in a file beside the keys.

    A try is written down before its PIN is looked at, so switching off gives none for free. The
    wait is counted by the monotonic clock: it begins anew at each start, and setting the date
    forward does not end it.
    """

    def __init__(self, path: Path, clock: Clock, layer: FileLayer = DISK) -> None:
        self._path, self._clock, self._layer = path, clock, layer
        self._since = clock.monotonic()
        self._wrong = self._kept()

    @property
    def wait(self) -> int:
        """Whole seconds until the next try; 0: now."""
        passed = self._clock.monotonic() - self._since
        return max(0, ceil(wait_after(self._wrong) - passed))

    def check(self, pin: str, fits: Callable[[str], bool]) -> bool:
        """Whether a PIN fits; while there is a wait none does, and none is looked at."""
        if self.wait or not (pin.isascii() and pin.isdigit()):
            return False
        if not SHORTEST <= len(pin) <= LONGEST:
            return False
        self._keep(self._wrong + 1)
        if fits(pin):
            self._keep(0)
            return True
        self._since = self._clock.monotonic()
        return False

    def _keep(self, wrong: int) -> None:
        self._wrong = wrong
        # A disk that is full must not lock out the people who can make room on it.
        with suppress(NotWritten):
            write_safely(self._path, str(wrong).encode(), mode=PRIVATE_MODE, layer=self._layer)

    def _kept(self) -> int:
        """What the file says; one that says nothing sensible is as good as a row of wrong PINs."""
        if not self._path.exists() and not self._path.is_symlink():
            return 0
        with suppress(FileRefused):
            kept = read_safely(self._path, _LARGEST_FILE)
            if kept.isdigit():
                return int(kept)
        return FREE_TRIES
