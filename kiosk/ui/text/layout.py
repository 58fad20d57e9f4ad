"""From a text to lines and from lines to a mask: no Kivy, so it can be tested as it stands.

Lines are wrapped in logical order by the widths of their words; each finished line is then shaped
and reordered as one run in the text's base direction, which is what keeps numbers and Latin names
in their places inside Arabic.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw

from kiosk.ui.text.fonts import load

Align = Literal["left", "center", "right"]
SOFT_HYPHEN = "\u00ad"
_BREAK_AFTER = "-/@._"
_LRM = "\u200e"
_GROUPS = re.compile("([0-9])(?=[- \u2002\u2009\u00a0][0-9])")
"""Ends of groups of digits that are one number, such as 4821 0937 and 010170-1234."""
_FOURS = re.compile("(?<![0-9])[0-9]{4} [0-9]{4}(?![0-9])")
"""A number of eight digits as people compare it: on one line, where that is wide enough."""
_HELD = re.compile("(?<=[0-9]{4})\u00a0(?=[0-9]{4})")


@dataclass(frozen=True, slots=True)
class Face:
    """All that decides the width and the shapes of a text."""

    path: str
    px: float
    line: float
    """Height of a line in pixels."""
    rtl: bool = False
    language: str = "da"
    tracking: float = 0.0
    """Extra pixels after each letter; left-to-right only, since Arabic letters join."""

    @property
    def direction(self) -> str:
        """As Raqm calls it."""
        return "rtl" if self.rtl else "ltr"

    @property
    def bleed(self) -> int:
        """Room around the lines for what stands out of them: rings, tails, Arabic marks."""
        return math.ceil(self.px * 0.4)

    def sized(self, share: float) -> Face:
        """The same, smaller or larger."""
        px = round(self.px * share * 2) / 2
        scale = px / self.px
        return replace(self, px=px, line=round(self.line * scale), tracking=self.tracking * scale)


def width(face: Face, text: str) -> float:
    """Width of one line; no supported script joins or kerns across a space."""
    words = text.split(" ")
    spaces = len(words) - 1
    total = sum(_token(face, word) for word in words if word)
    return total + (spaces * _token(face, " ") if spaces else 0.0)


@lru_cache(maxsize=8192)
def _token(face: Face, token: str) -> float:
    font = load(face.path, face.px)
    plain = token.replace(SOFT_HYPHEN, "")
    length = font.getlength(plain, direction=face.direction, language=face.language)
    return length + face.tracking * _letters(plain)


def _letters(text: str) -> int:
    return sum(1 for char in text if not unicodedata.combining(char))


def wrap(face: Face, text: str, room: float) -> tuple[str, ...]:
    """Lines of at most ``room`` pixels; a word that is wider is broken, never cut off."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(face, paragraph, room))
    return tuple(_HELD.sub(" ", line) for line in lines)


def _wrap_paragraph(face: Face, paragraph: str, room: float) -> Iterator[str]:
    def together(fours: re.Match[str]) -> str:
        held = fours[0].replace(" ", "\u00a0")
        return held if width(face, held) <= room else fours[0]

    line = ""
    for word in _FOURS.sub(together, paragraph).split(" "):
        tried = f"{line} {word}" if line else word
        if not line or width(face, tried) <= room:
            line = tried
        else:
            yield line.replace(SOFT_HYPHEN, "")
            line = word
        while width(face, line) > room and len(line) > 1:
            head, line = _broken(face, line, room)
            yield head
    yield line.replace(SOFT_HYPHEN, "")


def _broken(face: Face, word: str, room: float) -> tuple[str, str]:
    """A too wide word in two: at a soft hyphen, after punctuation, else where the room ends."""
    best = 1
    for at in range(2, len(word)):
        if width(face, word[:at] + "-" * (word[at - 1] == SOFT_HYPHEN)) > room:
            break
        best = at
    while best < len(word) - 1 and unicodedata.combining(word[best]):
        best -= 1
    for at in range(best, 1, -1):
        if word[at - 1] == SOFT_HYPHEN:
            return word[: at - 1].replace(SOFT_HYPHEN, "") + "-", word[at:]
        if word[at - 1] in _BREAK_AFTER and at > best // 2:
            return word[:at].replace(SOFT_HYPHEN, ""), word[at:]
    best = max(best, 1)
    return word[:best].replace(SOFT_HYPHEN, ""), word[best:]


def breaks_a_word(face: Face, text: str, room: float) -> bool:
    """Some word is wider than the room, so wrapping would cut it in two."""
    return any(width(face, word) > room for word in text.split())


def fitted(face: Face, text: str, room: float, lines: int, least: float) -> Face:
    """The largest of ``face`` and smaller sizes down to ``least`` px that needs no broken word and
    at most ``lines`` lines; ``least`` itself if none does."""
    tried = face
    while tried.px > least:
        if not breaks_a_word(tried, text, room) and len(wrap(tried, text, room)) <= lines:
            return tried
        tried = face.sized(max(least, tried.px - 2) / face.px)
    return tried


def render(face: Face, lines: tuple[str, ...], room: int, align: Align) -> Image.Image:
    """Coverage of the lines as an "L" picture: ``room`` wide, and ``bleed`` more on every side."""
    bleed = face.bleed
    size = (room + 2 * bleed, round(face.line * len(lines)) + 2 * bleed)
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    ascent, descent = load(face.path, face.px).getmetrics()
    baseline = bleed + (face.line - ascent - descent) / 2 + ascent
    for number, line in enumerate(lines):
        x = bleed + _offset(room - width(face, line), align)
        _draw_line(draw, face, line, x, round(baseline + number * face.line))
    return mask


def _offset(spare: float, align: Align) -> float:
    if align == "left":
        return 0.0
    return spare / 2 if align == "center" else spare


def _draw_line(draw: ImageDraw.ImageDraw, face: Face, line: str, x: float, y: float) -> None:
    font = load(face.path, face.px)
    if face.rtl:
        # the spaces between would run from right to left, and the groups with them
        line = _GROUPS.sub(rf"\1{_LRM}", line)
    if not face.tracking or face.rtl:
        draw.text(
            (round(x), y), line, 255, font, "ls", direction=face.direction, language=face.language
        )
        return
    for start, letter in _clusters(line):
        shift = font.getlength(line[: start + len(letter)]) - font.getlength(letter)
        at = x + shift + face.tracking * _letters(line[:start])
        draw.text((at, y), letter, 255, font, "ls", language=face.language)


def _clusters(line: str) -> Iterator[tuple[int, str]]:
    """Each letter with the marks upon it, and where it starts."""
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or not unicodedata.combining(line[at]):
            yield start, line[start:at]
            start = at
