"""Icons by name, and which icon means what: one meaning, one icon."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui.text.texture import icon_texture
from kiosk.ui.theme import Theme

MIRRORED = {
    "arrow_back": "arrow_forward",
    "arrow_forward": "arrow_back",
    "chevron_left": "chevron_right",
    "chevron_right": "chevron_left",
    "keyboard_double_arrow_right": "keyboard_double_arrow_left",
}
"""Where the text runs from right to left, "on" points left."""


class Icon(Widget):
    """A Material Symbol in one colour; always beside words, never alone.

    ``size`` is design pixels (40 beside action text), by default what suits ``role``. ``mirror``
    turns arrows in a right-to-left theme; devices, which are never mirrored, switch it off.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        color: str = "primary",
        size: float | None = None,
        role: str = "action",
        mirror: bool = True,
        **kwargs: Any,
    ) -> None:
        self.theme, self.mirror = theme, mirror
        px = round(theme.px(size)) if size else round(theme.icon_px(role))
        kwargs.setdefault("size_hint", (None, None))
        super().__init__(size=(px, px), **kwargs)
        with self.canvas:
            self._color = Color(*theme.color(color))
            self._box = Rectangle(size=(px, px))
        self.name = ""
        self.show(name)
        self.bind(pos=self._move)
        self._move()

    def show(self, name: str) -> None:
        """Change to another icon of the same size."""
        self.name = name
        if self.mirror and self.theme.rtl:
            name = MIRRORED.get(name, name)
        fonts = self.theme.fonts
        self._box.texture = icon_texture(fonts.icons, fonts.icon(name), round(self._box.size[0]))

    def recolor(self, color: str) -> None:
        """Show it in another role's colour."""
        self._color.rgba = self.theme.color(color)

    def _move(self, *_args: Any) -> None:
        px = self._box.size[0]
        # not center_x: Kivy's aliases still hold the old place while a move is told
        self._box.pos = (
            round(self.x + (self.width - px) / 2),
            round(self.y + (self.height - px) / 2),
        )
