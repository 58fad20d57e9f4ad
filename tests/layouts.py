"""What keys write on twelve keyboard layouts, and what a hand scanner's keys become there.

``python -m tests.layouts`` writes the table again from the layouts that are installed, by
libxkbcommon (xkb-data).
"""

from __future__ import annotations

import csv
import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LAYOUTS = ("us", "gb", "dk", "no", "se", "fi", "is", "de", "nl", "es", "it", "pl")
TABLE = Path(__file__).parent / "data" / "layouts.csv"

KEYS = {
    "1": 2, "2": 3, "3": 4, "4": 5, "5": 6, "6": 7, "7": 8, "8": 9, "9": 10, "0": 11,
    "q": 16, "r": 19, "]": 27, "k": 37, " ": 57,
}  # fmt: skip
"""Where a scanner that believes in the American layout finds a character (Linux input codes)."""

ENDS = {"\r": 13, "\n": 10, "\t": 9}
"""Key codes of what ends a text, the same on every layout."""
SHIFT, CAPS_LOCK = 304, 301
DEAD = 1 << 30
"""Stands in the code of a key that writes nothing by itself."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a key writes; empty for a dead key, which waits for the next."""

    plain: str
    shift: str
    caps: str
    caps_shift: str


@cache
def layout(name: str) -> dict[int, Key]:
    """The keys of a layout that a scanner presses, by their input code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["layout"] == name]
    return {
        int(row["key"]): Key(row["plain"], row["shift"], row["caps"], row["caps_shift"])
        for row in rows
    }


def key_codes(text: str, name: str, *, caps: bool = False) -> list[int]:
    """Codes that reach a window when a scanner types a text: a key has that of its plain letter."""
    keys, codes = layout(name), [CAPS_LOCK] if caps else []
    for letter in text:
        if letter in ENDS:
            codes.append(ENDS[letter])
            continue
        if letter.isupper():
            codes.append(SHIFT)
        number = KEYS[letter.lower()]
        plain = keys[number].plain
        codes.append(ord(plain) if plain else DEAD | number)
    return codes


def typed(text: str, name: str, *, caps: bool = False) -> str:
    """What a text field would get of the same keys."""
    keys, out = layout(name), []
    for letter in text:
        if letter in ENDS:
            out.append(letter)
            continue
        key = keys[KEYS[letter.lower()]]
        if letter.isupper():
            out.append(key.caps_shift if caps else key.shift)
        else:
            out.append(key.caps if caps else key.plain)
    return "".join(out)


# -- the table


class _Names(ctypes.Structure):
    """``xkb_rule_names``."""

    _fields_ = tuple(
        (part, ctypes.c_char_p) for part in ("rules", "model", "layout", "variant", "options")
    )


_SHIFT_MASK, _LOCK_MASK = 1, 2
_X_OFFSET = 8
"""A key's number in XKB is its input code and 8."""


def _rows() -> Iterator[dict[str, object]]:
    library = ctypes.CDLL("libxkbcommon.so.0")
    for name in ("xkb_context_new", "xkb_keymap_new_from_names", "xkb_state_new"):
        getattr(library, name).restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.xkb_context_new(0))
    for name in LAYOUTS:
        names = _Names(b"evdev", b"pc105", name.encode(), b"", b"")
        keymap = library.xkb_keymap_new_from_names(context, ctypes.byref(names), 0)
        state = ctypes.c_void_p(library.xkb_state_new(ctypes.c_void_p(keymap)))
        for number in KEYS.values():
            levels = {
                "plain": (0, 0),
                "shift": (_SHIFT_MASK, 0),
                "caps": (0, _LOCK_MASK),
                "caps_shift": (_SHIFT_MASK, _LOCK_MASK),
            }
            found = {level: _written(library, state, number, *m) for level, m in levels.items()}
            yield {"layout": name, "key": number} | found


def _written(
    library: ctypes.CDLL, state: ctypes.c_void_p, number: int, held: int, locked: int
) -> str:
    room = ctypes.create_string_buffer(16)
    library.xkb_state_update_mask(state, held, 0, locked, 0, 0, 0)
    library.xkb_state_key_get_utf8(state, number + _X_OFFSET, room, len(room))
    return room.value.decode()


def main() -> None:
    """Write the table."""
    rows = list(_rows())
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
