"""A text on the screen: wraps to its width, and its height follows."""

from __future__ import annotations

import math
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.i18n import LANGUAGES
from kiosk.ui.text import layout
from kiosk.ui.text.fonts import family_for, is_right_to_left
from kiosk.ui.text.layout import Align, Face
from kiosk.ui.text.texture import text_texture
from kiosk.ui.theme import Theme

UNBOUND = 4096
"""Width before anything is laid out: wrapping to Kivy's first 100 pixels would break every word."""

_LANGUAGES = {language.code: language for language in LANGUAGES}


def face_for(
    theme: Theme, text: str, role: str, weight: int | None = None, language: str | None = None
) -> Face:
    """Font, size and direction of a text.

    ``language`` is that of a text inside another one: a Danish service keeps its own direction and
    font while the help around it is in Arabic.
    """
    kind = theme.type(role)
    known = _LANGUAGES.get(language) if language else None
    family = family_for(text, known.font if known else "inter" if language else theme.family)
    rtl = known.rtl if known else theme.rtl if not language else False
    rtl = rtl or is_right_to_left(text)
    return Face(
        path=theme.fonts.path(family, weight or kind.weight),
        px=kind.px,
        line=theme.line(kind, family),
        rtl=rtl,
        language=language or theme.language,
        tracking=kind.tracking * kind.px if family == "inter" and not rtl else 0.0,
    )


class TextLabel(Widget):
    """Wrapped text in one role, colour and weight; emphasis is always a whole label.

    ``align`` is ``start``, ``center`` or ``end`` of the reading direction. With ``lines`` the type
    shrinks in small steps rather than break a word or exceed that many lines. ``hug`` makes the
    label as wide as its text, which then does not wrap unless ``limit`` pixels are reached.
    """

    text = StringProperty("")
    natural_width = NumericProperty(0)

    def __init__(
        self,
        theme: Theme,
        text: str,
        role: str = "reading",
        color: str = "ink",
        weight: int | None = None,
        align: str = "start",
        language: str | None = None,
        *,
        lines: int | None = None,
        least: str = "support",
        hug: bool = False,
        limit: float | None = None,
        speech: str | None = None,
        **kwargs: Any,
    ) -> None:
        self.theme, self.role, self.weight = theme, role, weight
        self.language, self.align, self.color = language, align, color
        self.max_lines, self.least, self.hug, self.limit = lines, least, hug, limit
        self.speech = speech
        self._base = self.face = face_for(theme, text, role, weight, language)
        self._lines: tuple[str, ...] = ()
        self._inked = 0
        """Width of the longest line."""
        self._render = Clock.create_trigger(self._draw, -1)
        kwargs.setdefault("size_hint_y", None)
        kwargs.setdefault("width", UNBOUND)
        if hug:
            kwargs.setdefault("size_hint_x", None)
        super().__init__(text=text, **kwargs)
        with self.canvas:
            self._color = Color(*theme.color(color))
            self._box = Rectangle(size=(0, 0))
        self.fbind("text", self._reworded)
        self.fbind("width", self._arrange)
        self.fbind("pos", self._move)
        self._reworded()

    def recolor(self, color: str) -> None:
        """Show the same text in another role's colour."""
        self.color = color
        self._color.rgba = self.theme.color(color)

    def lines_at(self, room: float) -> tuple[str, ...]:
        """The lines that the text would take in ``room`` pixels."""
        return layout.wrap(self._face(room), self.text, max(1.0, room))

    def height_at(self, room: float) -> float:
        """Height that the text would need in ``room`` pixels."""
        face = self._face(room)
        return float(round(face.line * len(layout.wrap(face, self.text, max(1.0, room)))))

    @property
    def inked(self) -> tuple[float, float, float, float]:
        """Left, lower, right and upper end of what is written."""
        spare = self.width - self._inked
        left = self.x + {"left": 0.0, "center": spare / 2, "right": spare}[self._side()]
        return left, self.y, left + self._inked, self.top

    def line_boxes(self) -> list[tuple[float, float]]:
        """Upper and lower end of each line."""
        tall = self.height / max(1, len(self._lines))
        return [(self.top - n * tall, self.top - (n + 1) * tall) for n in range(len(self._lines))]

    def _face(self, room: float) -> Face:
        if self.max_lines is None or room <= 1:
            return self._base
        least = min(self._base.px, self.theme.type(self.least).px)
        return layout.fitted(self._base, self.text, room, self.max_lines, least)

    def _reworded(self, *_args: Any) -> None:
        self._base = face_for(self.theme, self.text, self.role, self.weight, self.language)
        wanted = max(layout.width(self._base, line) for line in self.text.split("\n"))
        self.natural_width = float(math.ceil(wanted)) + 1
        if self.hug:
            self.width = min(self.natural_width, self.limit or math.inf)
        self._arrange()

    def _arrange(self, *_args: Any) -> None:
        room = max(1, int(self.width))
        self.face = face = self._face(room)
        self._lines = layout.wrap(face, self.text, room)
        self._inked = math.ceil(max(layout.width(face, line) for line in self._lines))
        self.height = float(round(face.line * len(self._lines)))
        self._render()

    def _draw(self, *_args: Any) -> None:
        """Only now, before the frame, so that widths on the way to the last one cost nothing."""
        texture = None
        if any(self._lines):
            texture = text_texture(self.face, self._lines, self._inked, self._side())
        self._box.texture = texture
        self._box.size = texture.size if texture else (0, 0)
        self._move()

    def _side(self) -> Align:
        if self.align == "center":
            return "center"
        # An Arabic name in a Danish list starts where the list starts.
        rtl = self.face.rtl if self.language else self.theme.rtl
        return "right" if rtl == (self.align == "start") else "left"

    def _move(self, *_args: Any) -> None:
        left = self.inked[0]
        bleed = self.face.bleed
        self._box.pos = (round(left) - bleed, round(self.y) - bleed)
