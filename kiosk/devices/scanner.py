"""A hand scanner that types: its keys become one text, without a text field and without a redraw.

Such a scanner presses the keys of a layout that it believes in, mostly the American one. Digits and
the letters K, R and Q lie on the same unshifted keys in all the layouts that we know, so key codes
are read and not the letters that come of them: neither Shift nor Caps Lock then changes anything.
"""

from __future__ import annotations

import re

SILENCE = 0.3
"""Seconds without a key after which a text is finished."""
MOST = 4_000
"""Keys that are kept of one text: nothing that is ours is as long."""
LEAST = 8
"""Fewer keys than this are never a code."""
QUICK = 0.03
"""Seconds a key, on average: no hand is as quick, and a key held down repeats more slowly."""

_ENDS = frozenset("\r\n\t")
_KEYPAD_ZERO, _KEYPAD_NINE, _KEYPAD_ENTER = 256, 265, 271
_NOT_LETTERS = range(256, 384)
"""Codes of keypad, arrows, function keys and modifiers; no key of a layout has its letter there."""
_BACKSPACE_AND_OTHERS = frozenset({8, 27, 127})

# The prefix "]Q1" that a scanner may be set to send reads otherwise on most layouts.
_RESULT = re.compile(r".{0,3}?(kr1.*)", re.IGNORECASE | re.DOTALL)


def character(code: int) -> str:
    """What a key means, by its code: that of its unshifted letter. Empty if it writes nothing."""
    if code == _KEYPAD_ENTER:
        return "\r"
    if _KEYPAD_ZERO <= code <= _KEYPAD_NINE:
        return str(code - _KEYPAD_ZERO)
    if code in _NOT_LETTERS or code in _BACKSPACE_AND_OTHERS or not 0 < code < 0x10000:
        return ""
    letter = chr(code)
    return letter if letter.isprintable() or letter in _ENDS else ""


class KeyStream:
    """Collects keys, one by one with their time in seconds, until a text is finished.

    A text ends on CR, LF, TAB or 0.3 s of silence. What a hand typed is dropped without a word; a
    code that is not ours is given too, so that somebody can be told.
    """

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._count = 0
        self._last = 0.0
        self.began = 0.0
        """When the first key of the text came."""

    @property
    def collecting(self) -> bool:
        """A text is on its way."""
        return self._count > 0

    @property
    def received(self) -> int:
        """Keys of the text so far."""
        return self._count

    @property
    def scanning(self) -> bool:
        """The keys so far come from a scanner and not from a hand."""
        return self._count >= LEAST and (self._is_quick() or _result(self._keys) is not None)

    def key(self, letter: str, at: float) -> str | None:
        """Take a key; gives the text that it, or the silence before it, finished."""
        finished = self.silence(at)
        if letter in _ENDS:
            return finished or self._finish()
        if not letter or (letter == " " and not self._keys):
            return finished
        if not self._count:
            self.began = at
        self._count += 1
        self._last = at
        if self._count <= MOST:
            self._keys.append(letter)
        return finished

    def silence(self, at: float) -> str | None:
        """Called when no key comes; gives the text once it has been quiet for long enough."""
        if self._count and at - self._last >= SILENCE:
            return self._finish()
        return None

    def _finish(self) -> str | None:
        keys, scanned = self._keys, self.scanning
        self._keys, self._count = [], 0
        if not scanned:
            return None
        return _result(keys) or "".join(keys)

    def _is_quick(self) -> bool:
        return self._last - self.began <= QUICK * (self._count - 1)


def _result(keys: list[str]) -> str | None:
    found = _RESULT.fullmatch("".join(keys))
    return found.group(1) if found else None
