"""How far a sync is: a bar; beside it always stands the same in words."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets import patches


class Bar(Widget):
    """A rounded track, filled from its start; ``share`` is 0 to 1."""

    share = NumericProperty(0.0)
    speech = ""

    def __init__(self, theme: Theme) -> None:
        super().__init__(size_hint_y=None, height=round(theme.space(34)))
        self.theme = theme
        for name in ("pos", "size", "share"):
            self.fbind(name, self._draw)

    def _draw(self, *_args: Any) -> None:
        theme = self.theme
        self.canvas.clear()
        box = (round(self.x), round(self.y), round(self.width), round(self.height))
        radii = (self.height / 2,) * 4
        done = round(max(self.height, self.width * min(1.0, self.share))) if self.share else 0
        start = box[0] + box[2] - done if theme.rtl else box[0]
        with self.canvas:
            Color(*theme.color("surface"))
            patches.filled(box, radii)
            if done:
                Color(*theme.color("primary"))
                patches.filled((start, box[1], done, box[3]), radii)
            Color(*theme.color("edge"))
            patches.outlined(box, radii, theme.hairline(2))
