"""A calm ring around what a hint points at."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, InstructionGroup
from kivy.uix.widget import Widget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets import patches

_OUT, _THICK, _LINE = 12, 8, 2


class Ring:
    """Amber between two thin dark lines, so that it is seen on every ground."""

    def __init__(self, theme: Theme, widget: Widget, radius: float) -> None:
        self.theme, self.widget, self.radius = theme, widget, radius
        self.group = InstructionGroup()
        widget.canvas.after.add(self.group)
        widget.fbind("pos", self._draw)
        widget.fbind("size", self._draw)
        self._draw()

    def remove(self) -> None:
        """Take it away."""
        self.widget.funbind("pos", self._draw)
        self.widget.funbind("size", self._draw)
        self.widget.canvas.after.remove(self.group)

    def _draw(self, *_args: Any) -> None:
        self.group.clear()
        theme = self.theme
        line, out = theme.hairline(_LINE), theme.px(_OUT)
        # In high contrast amber is black: there the ring is white between black lines.
        plain = theme.palette.outlined
        self._outline("canvas" if plain else "on_amber", out, theme.px(_THICK) + 2 * line)
        self._outline("ink" if plain else "amber", out - line, theme.px(_THICK))

    def _outline(self, role: str, out: float, thick: float) -> None:
        x, y = self.widget.pos
        width, height = self.widget.size
        box = (x - out, y - out, width + 2 * out, height + 2 * out)
        self.group.add(Color(*self.theme.color(role)))
        self.group.add(patches.outlined(box, (self.radius + out,) * 4, thick))
