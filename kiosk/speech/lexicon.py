"""How words are said: read from a file that an author can edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kiosk.domain.errors import KioskError, N_

SIGNS = ("dot", "at", "dash", "slash", "clock", "zero", "crowns", "and", "ore")
"""What every language must name: the signs of addresses, a time of day, an amount."""
DAYS = 31


class LexiconError(KioskError):
    """A lexicon that cannot be used."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon of one language."""

    words: Mapping[str, str]
    """Written, in small letters -> said."""
    signs: Mapping[str, str]
    days: tuple[str, ...]
    """The days of a month as they are said, from the first."""
    months: Mapping[str, str]
    """Written, in small letters, also cut short -> said."""


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The lexicons of all languages, and how internet addresses end."""

    languages: Mapping[str, Lexicon]
    endings: tuple[str, ...]


def load(path: Path) -> Lexicons:
    """The lexicons of a file.

    Raises:
        LexiconError: the file cannot be read, or something in it is missing.
    """
    try:
        read = yaml.safe_load(path.read_text("utf-8"))
        endings = tuple(str(ending) for ending in read.pop("endings"))
        languages = {str(code): _language(entry) for code, entry in read.items()}
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise LexiconError(
            N_("The lexicon {path} cannot be used ({reason}): mend it, or install kiosk again."),
            path=str(path),
            reason=" ".join(str(error).split()),
        ) from error
    return Lexicons(languages, endings)


def _language(entry: Mapping[str, Mapping[str, str]]) -> Lexicon:
    days = tuple(str(day) for day in entry["days"])
    if len(days) != DAYS:
        raise ValueError(f"days: {DAYS} are needed, not {len(days)}")
    return Lexicon(
        words=_texts(entry["words"]),
        signs={sign: str(entry["signs"][sign]) for sign in SIGNS},
        days=days,
        months=_texts(entry["months"]),
    )


def _texts(entries: Mapping[str, str]) -> dict[str, str]:
    return {str(written).lower(): str(said) for written, said in entries.items()}
