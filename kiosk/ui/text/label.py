"""A text on the screen: wraps to its width, and its height follows."""

from __future__ import annotations

import math
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.i18n import LANGUAGES
from kiosk.ui.text import layout
from kiosk.ui.text.fonts import family_for, is_right_to_left
from kiosk.ui.text.layout import Align, Face
from kiosk.ui.text.texture import text_texture
from kiosk.ui.theme import Theme

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
        self._drawn: tuple[Any, ...] = ()
        kwargs.setdefault("size_hint_y", None)
        if hug:
            kwargs.setdefault("size_hint_x", None)
        super().__init__(text=text, **kwargs)
        with self.canvas:
            self._color = Color(*theme.color(color))
            self._box = Rectangle(size=(0, 0))
        self.fbind("text", self._changed)
        self.fbind("width", self._changed)
        self.fbind("pos", self._move)
        self._changed()

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

    def _face(self, room: float) -> Face:
        face = face_for(self.theme, self.text, self.role, self.weight, self.language)
        if self.max_lines is None or room <= 1:
            return face
        least = min(face.px, self.theme.type(self.least).px)
        return layout.fitted(face, self.text, room, self.max_lines, least)

    def _changed(self, *_args: Any) -> None:
        if self.hug:
            face = face_for(self.theme, self.text, self.role, self.weight, self.language)
            wanted = max(layout.width(face, line) for line in self.text.split("\n"))
            self.natural_width = float(math.ceil(wanted)) + 1
            self.width = min(self.natural_width, self.limit or math.inf)
        room = max(1, int(self.width))
        face = self._face(room)
        lines = layout.wrap(face, self.text, room)
        drawn = (face, lines, room, self._side(face))
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.face = face
        texture = text_texture(*drawn) if any(lines) else None
        self._box.texture = texture
        self._box.size = texture.size if texture else (0, 0)
        self.height = float(round(face.line * len(lines)))
        self._move()

    def _side(self, face: Face) -> Align:
        if self.align == "center":
            return "center"
        # An Arabic name in a Danish list starts where the list starts.
        rtl = face.rtl if self.language else self.theme.rtl
        return "right" if rtl == (self.align == "start") else "left"

    def _move(self, *_args: Any) -> None:
        if self._drawn:
            bleed = self._drawn[0].bleed
            self._box.pos = (round(self.x) - bleed, round(self.y) - bleed)
