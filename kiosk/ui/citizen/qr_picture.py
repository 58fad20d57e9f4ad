"""The code on the screen: whole pixels a module, dark on light whatever the theme."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.handoff import qr

QUIET = 4
"""Modules of light ground on each side, as the QR standard asks."""


class QrPicture(Widget):
    """A code as large as whole pixels allow, in the middle of the widget: of a KR1 text, or
    ``modules`` that are there."""

    speech = ""

    def __init__(self, text: str = "", modules: qr.Matrix | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._matrix = qr.matrix(text) if modules is None else modules
        count = len(self._matrix)
        texture = Texture.create(size=(count, count), colorfmt="luminance")
        # Kivy's linear filter blurs the modules: a far picture is read in 20 % instead of 100 %.
        texture.mag_filter = texture.min_filter = "nearest"
        rows = reversed(self._matrix)
        pixels = bytes(0 if dark else 255 for row in rows for dark in row)
        texture.blit_buffer(pixels, colorfmt="luminance", bufferfmt="ubyte")
        with self.canvas:
            Color(1, 1, 1, 1)
            self._ground = Rectangle()
            self._modules = Rectangle(texture=texture)
        self.bind(pos=self._place, size=self._place)

    @property
    def module(self) -> int:
        """Pixels a module."""
        return int(min(self.size) // (len(self._matrix) + 2 * QUIET))

    def _place(self, *_args: object) -> None:
        count = len(self._matrix)
        side, whole = count * self.module, (count + 2 * QUIET) * self.module
        x, y = round(self.center_x - side / 2), round(self.center_y - side / 2)
        edge = (whole - side) // 2
        self._modules.pos, self._modules.size = (x, y), (side, side)
        self._ground.pos, self._ground.size = (x - edge, y - edge), (whole, whole)
