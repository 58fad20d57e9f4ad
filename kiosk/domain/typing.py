"""What a typed text is: one of the known inputs, empty or something else; it is never kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

EMPTY = "empty"
OTHER = "other"

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DATE = re.compile(r"(\d{1,2})(?:[-./\s]|\.\s)+(\d{1,2}|[a-z]+)\.?[-./\s]+(\d{4}|\d{2})")
_CLOSED_DATE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_PHONE = re.compile(r"(?:\+45|0045)?(\d{8})")
_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})


def classify(text: str, known: Mapping[str, str]) -> str:
    """The class of the known input that the text equals, else ``empty`` or ``other``.

    Upper and lower case, spaces, æ/ae, ø/oe, å/aa and the usual ways to write a Danish date or
    phone number make no difference.
    """
    if not normal(text):
        return EMPTY
    return next((cls for cls, value in known.items() if same(text, value)), OTHER)


def same(text: str, value: str) -> bool:
    """Whether a Danish reader would call both the same input."""
    if normal(text) == normal(value):
        return True
    if day := _day(value, _DATE):
        return day in (_day(text, _DATE), _day(text, _CLOSED_DATE))
    phone = _phone(value)
    return phone is not None and phone == _phone(text)


def normal(text: str) -> str:
    """The text without case, spaces and the choice between æ/ae, ø/oe and å/aa."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return "".join(composed.split()).translate(_SPELLINGS)


def _day(text: str, shape: re.Pattern[str]) -> tuple[int, int, int] | None:
    """(day, month, year of the century) of a text that is a date and nothing else."""
    found = shape.fullmatch(unicodedata.normalize("NFKC", text).casefold().strip())
    if found is None:
        return None
    month = _month(found[2])
    return (int(found[1]), month, int(found[3][-2:])) if month else None


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else None


def _phone(text: str) -> str | None:
    digits = re.sub(r"[\s.\-()]", "", unicodedata.normalize("NFKC", text))
    found = _PHONE.fullmatch(digits)
    return found[1] if found else None
