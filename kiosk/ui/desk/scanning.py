"""The keys of a hand scanner, as the window hears them: no text field, no redraw per key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock

from kiosk.devices.scanner import KeyStream, character

LOOK_SECONDS = 0.05
"""How often the silence after a key is looked at, while keys come."""
LONGEST_LOOK = 0.1
"""A longer pause between two looks is this window's own, not the scanner's."""
LATE_SECONDS = 0.4
"""A scan that takes longer is told."""
WHOLE_CODE = 863
"""Keys of a code: KR1 and 860 digits."""


class ScannerKeys:
    """``scanned`` is given each text; ``far`` is told how far a slow one is, 0 to 1."""

    def __init__(self, scanned: Callable[[str], object], far: Callable[[float], object]) -> None:
        self._scanned, self._far = scanned, far
        self._stream, self._ticking = KeyStream(), None
        self._observed = 0.0

    def key(self, code: int) -> bool:
        """A key went down; True if it belongs to a scan and to nothing else."""
        scanning = self._stream.scanning
        finished = self._stream.key(character(code), self._observed)
        if finished is not None:
            self._scanned(finished)
        elif self._stream.collecting:
            self._listen_for_silence()
        return scanning or finished is not None

    def _listen_for_silence(self) -> None:
        if self._ticking is None:
            self._ticking = Clock.schedule_interval(self._look, LOOK_SECONDS)

    def _look(self, dt: float) -> bool:
        """Time that this window was busy itself is not counted as silence."""
        self._observed += min(dt, LONGEST_LOOK)
        finished: Any = self._stream.silence(self._observed)
        if finished is not None:
            self._scanned(finished)
        elif self._stream.scanning and self._observed - self._stream.began > LATE_SECONDS:
            self._far(self._stream.received / WHOLE_CODE)
        if self._stream.collecting:
            return True
        self._ticking = None
        return False
