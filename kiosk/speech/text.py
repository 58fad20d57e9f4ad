"""A text as it is said: addresses, times, dates, amounts and codes in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from kiosk.speech.lexicon import Lexicon, Lexicons

_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff\u2022\u00b7]")
"""Soft hyphens, marks without a width, icons, the dots of a hidden field."""
_MAIL = re.compile(r"(?<!\w)([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_CLOCK = re.compile(
    r"(?:\b(?:kl\.|klokken)\s*)?"
    r"(?<![\d.,:])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d:%]|\.\d)(?! ?kr)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d\d))? ?kr\b\.?")
_PHONE = re.compile(r"(?<!\d )(?<!\d)\d\d(?: \d\d){3}(?! ?\d)")
_DIGITS = re.compile(r"\b\d{6}-\d{4}\b|(?<![\w.,])\d(?: \d){3,}(?! ?\d)|(?<![\w.,])\d{5,}(?!\w)")
_NAME_WITH_DIGITS = re.compile(r"(?<![\w@.-])(?=\w*\d)(?=\w*[^\W\d])\w{3,}(?![\w@-])")
_YEAR = re.compile(r"(?<![\d.,])(1[1-9])(\d\d)(?![\d.,]\d|\d)")
_SPACES = re.compile(r"\s+")


def spoken(text: str, language: str, lexicons: Lexicons) -> str:
    """What a voice is given for a text; nothing where there is nothing to say.

    A language without a lexicon is said as it is written.
    """
    out = _DROPPED.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")
    out = _as_sentences(out)
    lexicon = lexicons.languages.get(language)
    if lexicon is not None:
        for rewrite in _rules(lexicon, lexicons.endings):
            out = rewrite(out)
    out = _SPACES.sub(" ", out).strip()
    return out if any(char.isalnum() for char in out) else ""


def _as_sentences(text: str) -> str:
    """A line is a thought of its own: the voice pauses after it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ended = [line if line[-1] in ".,:;?!" else f"{line}." for line in lines[:-1]]
    return " ".join([*ended, *lines[-1:]])


Rule = Callable[[str], str]


@lru_cache(maxsize=8)
def _cached_words(words: tuple[tuple[str, str], ...]) -> Rule:
    """Whole words, the longest first, so that a part never hides the whole."""
    table = dict(words)
    longest = sorted(table, key=len, reverse=True)
    either = "|".join(re.escape(word) for word in longest)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: table[found[0].lower()], text)


def _rules(lexicon: Lexicon, endings: tuple[str, ...]) -> tuple[Rule, ...]:
    """In this order: what is left of a number after one rule is not taken by the next."""
    signs = lexicon.signs
    address = re.compile(
        rf"(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(endings)})(?:/[\w/-]*)?\b(?!@)"
    )
    months = "|".join(re.escape(month) for month in sorted(lexicon.months, key=len, reverse=True))
    date = re.compile(rf"(?<![\w.,])(\d\d?)\.? ({months})(?!\w)", re.IGNORECASE)
    return (
        lambda text: _MAIL.sub(
            lambda m: f"{_said(m[1], signs)} {signs['at']} {_said(m[2], signs)}", text
        ),
        lambda text: address.sub(lambda m: _said(m[0], signs), text),
        lambda text: _AMOUNT.sub(lambda m: _amount(m, signs), text),
        lambda text: _NAME_WITH_DIGITS.sub(lambda m: _apart(m[0]), text),
        lambda text: date.sub(lambda m: _date(m, lexicon), text),
        lambda text: _CLOCK.sub(lambda m: _clock(m, signs), text),
        lambda text: _PHONE.sub(lambda m: m[0].replace(" ", ", "), text),
        lambda text: _DIGITS.sub(lambda m: _apart(re.sub(r"\D", "", m[0])), text),
        lambda text: _YEAR.sub(r"\1 \2", text),
        _cached_words(tuple(lexicon.words.items())),
    )


def _said(address: str, signs: Mapping[str, str]) -> str:
    """Each sign of an address by its name: a look-alike must sound like one."""
    for sign, name in ((".", "dot"), ("-", "dash"), ("/", "slash")):
        address = address.replace(sign, f" {signs[name]} ")
    return address


def _apart(code: str) -> str:
    """One letter or digit at a time, with a short pause after each."""
    return ", ".join(code)


def _amount(found: re.Match[str], signs: Mapping[str, str]) -> str:
    crowns = re.sub(r"[.,]", "", found[1])
    ore = f" {signs['and']} {int(found[2])} {signs['ore']}" if found[2] and int(found[2]) else ""
    end = "." if found[0].endswith(".") and found.end() == len(found.string) else ""
    return f"{crowns} {signs['crowns']}{ore}{end}"


def _date(found: re.Match[str], lexicon: Lexicon) -> str:
    day = int(found[1])
    if not 1 <= day <= len(lexicon.days):
        return found[0]
    return f"{lexicon.days[day - 1]} {lexicon.months[found[2].lower()]}"


def _clock(found: re.Match[str], signs: Mapping[str, str]) -> str:
    word = f"{signs['clock']} " if found[0][0].isalpha() else ""
    minutes = int(found[2])
    if not minutes:
        return f"{word}{int(found[1])}"
    nought = f"{signs['zero']} " if minutes < 10 else ""
    return f"{word}{int(found[1])} {nought}{minutes}"
