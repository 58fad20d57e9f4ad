"""How hard a text is to read: LIX, long sentences, long labels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

LIX = 25
"""At most, over a task's whole text; children's books lie under 25."""
SENTENCE = 12
"""Words of a sentence, at most."""
ENOUGH = 30
"""Words below which LIX says nothing."""
LONG = 6
"""Letters; a longer word counts as long."""

_END = re.compile(r"[.!?:]+(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a point inside a number or an address ends none."""
    return [words for part in _END.split(text) if (words := _WORD.findall(part))]


def lix(texts: Iterable[str], terms: Collection[str] = ()) -> float | None:
    """Words a sentence plus the percentage of long words (Björnsson 1968); None for a short text.

    Names and fixed words of the services, the ``terms``, do not count as long.
    """
    every = [words for text in texts for words in sentences(text)]
    words = [w for s in every for w in s]
    if len(words) < ENOUGH:
        return None
    known = {t.casefold() for t in terms}
    long = sum(len(w) > LONG and w.casefold() not in known for w in words)
    return len(words) / len(every) + 100 * long / len(words)
