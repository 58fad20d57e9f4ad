"""Small parts of the desk's screens: what a mouse hovers, lines of lists, wrapping rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kivy.properties import BooleanProperty
from kivy.uix.stacklayout import StackLayout
from kivy.uix.widget import Widget

from kiosk.domain.digits import grouped
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.tappable import Tappable

TEXT_ICON, SMALL_ICON = 22, 19
"""Design pixels of an icon beside text of 17 and of 15."""


def over_px(theme: Theme) -> float:
    """The darker edge under the mouse; in high contrast all edges are as dark, so it is thicker."""
    return 4 if theme.palette.outlined else 2


class DeskButton(Button):
    """Under the mouse its edge is darker; the main button is darker as a whole."""

    hovered = BooleanProperty(False)

    def on_hovered(self, *_args: Any) -> None:
        self._dress()

    def _colours(self) -> tuple[Look, str, str]:
        look, text, icon = super()._colours()
        if not self.hovered or not self.takes_press or self.pressed or self.chosen:
            return look, text, icon
        if self.kind == "desk_primary" and not self.why_not:  # an edge would be dark on dark
            look = replace(look, fill="primary_pressed", border="on_primary_pressed")
            return look, "on_primary_pressed", "on_primary_pressed"
        return replace(look, border="ink", border_px=over_px(self.theme), dashed=False), text, icon


class Line(Tappable):
    """A whole line of a list that does one thing: an icon and words in one or two rows.

    ``chosen`` is one of several that was picked: tick, soft fill, strong border.
    """

    hovered = BooleanProperty(False)

    def __init__(
        self,
        theme: Theme,
        key: str,
        icon: str,
        title: str,
        on_tap: Callable[[], object],
        sub: str = "",
        chosen: bool = False,
        **kwargs: Any,
    ) -> None:
        self.theme, self.chosen = theme, chosen
        self.plate = Plate(theme, Look(fill="surface", border="edge"), theme.radius("desk"))
        kwargs.setdefault("size_hint_y", None)
        speech = ". ".join(part for part in (title, sub) if part)
        super().__init__(key, speech, on_tap, **kwargs)
        self.canvas.before.add(self.plate)
        words = Column(theme, TextLabel(theme, title, "desk_text", weight=600), spacing=2)
        if sub:
            words.add_widget(TextLabel(theme, sub, "desk_small", "ink_2"))
        self._row = Row(theme, Icon(theme, icon, "primary", TEXT_ICON), words, spacing=14)
        if chosen:
            self._row.add_widget(Icon(theme, "check_circle", "primary", TEXT_ICON))
        self.add_widget(self._row)
        self._row.fbind("height", self._place)
        for name in ("pos", "size"):
            self.fbind(name, self._place)
        for name in ("hovered", "focused", "pressed"):
            self.fbind(name, self._dress)
        self._place()
        self._dress()

    def _dress(self, *_args: Any) -> None:
        edge = "ink" if self.hovered or self.pressed else "edge"
        fill = "primary_soft" if self.pressed or self.chosen else "surface"
        thick = over_px(self.theme) if edge == "ink" else 1.5
        if self.chosen:
            edge, thick = "ink" if edge == "ink" else "primary", max(thick, 2.5)
        look = Look(fill=fill, border=edge, border_px=thick)
        self.plate.dress(look, ring=self.focused)

    def _place(self, *_args: Any) -> None:
        pad = round(self.theme.space(14))
        self._row.width = max(1, self.width - 2 * pad)
        self.height = self._row.height + round(self.theme.space(18))
        self._row.pos = (self.x + pad, round(self.center_y - self._row.height / 2))
        self.plate.place(*self.pos, *self.size)


class Wrap(StackLayout):
    """Things beside each other, in as many rows as it takes."""

    def __init__(
        self, theme: Theme, *children: Widget, spacing: tuple[float, float], **kwargs: Any
    ) -> None:
        kwargs.setdefault("size_hint_y", None)
        super().__init__(
            orientation="rl-tb" if theme.rtl else "lr-tb",
            spacing=[theme.space(n) for n in spacing],
            **kwargs,
        )
        self.bind(minimum_height=self.setter("height"))
        for child in children:
            self.add_widget(child)


class Hug(Row):
    """A row that is as wide as what it holds."""

    def __init__(self, theme: Theme, *children: Widget, **kwargs: Any) -> None:
        super().__init__(theme, *children, size_hint_x=None, **kwargs)
        self.bind(minimum_width=self.setter("width"))
        self.width = self.minimum_width


def said(theme: Theme, icon: str, words: str, role: str = "desk_text", color: str = "ink_2") -> Hug:
    """An icon and a few words that stay on one line."""
    px = TEXT_ICON if role == "desk_text" else SMALL_ICON
    label = TextLabel(theme, words, role, color, hug=True)
    return Hug(theme, Icon(theme, icon, color, px), label, spacing=8)


def heading(theme: Theme, words: str) -> TextLabel:
    """Of a card."""
    return TextLabel(theme, words, "desk_heading")


class Tile(Panel):
    """A large icon on a soft square."""

    def __init__(self, theme: Theme, icon: str, side: float) -> None:
        px = theme.px(side)
        border = "primary" if theme.palette.outlined else None
        look = Look(fill="primary_soft", border=border)
        super().__init__(theme, look, theme.px(side * 0.22), size_hint=(None, None), size=(px, px))
        self._icon = Icon(theme, icon, "primary", side * 0.6)
        self.add_widget(Row(theme, Widget(), self._icon, Widget(), fill=True))


def digits(theme: Theme, text: str, role: str = "desk_figure") -> TextLabel:
    """Eight digits to compare or to read out."""
    return TextLabel(theme, grouped(text), role, "primary")


class Rule(Widget):
    """A thin line across."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(size_hint_y=None, height=theme.hairline(1))
        self.plate = Plate(theme, Look(fill="line"), 0)
        self.canvas.add(self.plate)
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_args: Any) -> None:
        self.plate.place(*self.pos, *self.size)
