"""A large tile: an icon, what it is, and a line that tells how things stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.properties import NumericProperty

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column, Row
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.tappable import Tappable

PADDING = (26, 22)


class Tile(Tappable):
    """As high as its words, and never under ``at_least`` pixels."""

    at_least = NumericProperty(0)
    natural_height = NumericProperty(0)

    def __init__(
        self,
        theme: Theme,
        key: str,
        icon: str,
        text: str,
        line: str,
        on_tap: Callable[[], object],
        **kwargs: Any,
    ) -> None:
        self.theme = theme
        kwargs.setdefault("size_hint_y", None)
        super().__init__(key, f"{text}. {line}".strip(), on_tap, **kwargs)
        self.plate = Plate(theme, Look(fill="surface", border="edge"), theme.radius("tile"))
        self.canvas.before.add(self.plate)
        words = Column(theme, TextLabel(theme, text, "action"), spacing=2)
        if line:
            words.add_widget(TextLabel(theme, line, "support", "ink_2"))
        across, along = PADDING if not theme.large else (14, 16)
        self._row = Row(
            theme, Icon(theme, icon, "primary", role="action"), words,
            spacing=14 if theme.large else 18, padding=(across, along), size_hint=(None, None),
        )  # fmt: skip
        self.add_widget(self._row)
        self._row.fbind("height", self._measure)
        self.fbind("at_least", self._measure)
        for name in ("pos", "size"):
            self.fbind(name, self._place)
        for name in ("pressed", "focused"):
            self.fbind(name, self._dress)
        self._measure()

    def _measure(self, *_args: Any) -> None:
        if self.size_hint_y is None:
            self.natural_height = self._row.height
            self.height = round(max(self._row.height, self.at_least))

    def _place(self, *_args: Any) -> None:
        self._row.width = self.width
        self._row.x, self._row.y = self.x, self.y + (self.height - self._row.height) / 2
        self.plate.place(*self.pos, *self.size)

    def _dress(self, *_args: Any) -> None:
        fill = "primary_soft" if self.pressed else "surface"
        thick = 4 if self.pressed and self.theme.palette.outlined else 2
        look = Look(fill=fill, border="edge", border_px=thick)
        self.plate.dress(look, ring=self.focused, sunk=self.pressed)
