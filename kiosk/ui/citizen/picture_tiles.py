"""Tiles with pictures: one to tap, a group to open, one to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Row
from kiosk.ui.widgets.button import Button

PICTURE = (2.6, 1.95)
"""Size of a picture as a share of the letters below it, and of large ones (VVSG 7.1-H: in every
size at least as large as in the one before)."""
SMALL, SMALL_TIGHT = (1.4, 1.06), (1.4, 0.8)
"""The same in a group; the second where lines are high or rows many, so that all is in sight."""
COLUMNS = 4


class PictureTile(Button):
    """A picture above its name."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        on_tap: Callable[[], object],
        key: str,
        icon: str,
        share: tuple[float, float] = PICTURE,
        **kwargs: Any,
    ) -> None:
        self._share = share[theme.large]
        super().__init__(theme, text, on_tap, key, icon, "tile", **kwargs)

    def _icon_px(self) -> float:
        return self.theme.type(self.role).px / self.theme.scale * self._share


class GroupTile(Button):
    """Small pictures above the name of their group."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        on_tap: Callable[[], object],
        key: str,
        icons: Sequence[str],
        share: tuple[float, float] = SMALL,
        **kwargs: Any,
    ) -> None:
        self._names, self._share = icons, share[theme.large]
        super().__init__(theme, text, on_tap, key, icons[0], "tile", **kwargs)

    def _show_icon(self, name: str | None, color: str) -> None:
        if self._icon is None:
            px = self.theme.type(self.role).px / self.theme.scale * self._share
            self._icon = Icons(self.theme, self._names, color, px)
            self.add_widget(self._icon)
        self._icon.recolor(color)


class Icons(Widget):
    """Icons in rows; behaves like one ``Icon``."""

    def __init__(self, theme: Theme, names: Sequence[str], color: str, size: float) -> None:
        self.icons = [Icon(theme, name, color, size) for name in names]
        self.side = self.icons[0].width
        self.gap = round(self.side * 0.25)
        rows = -(-len(names) // COLUMNS)
        step = self.side + self.gap
        super().__init__(
            size_hint=(None, None), size=(COLUMNS * step - self.gap, rows * step - self.gap)
        )
        for icon in self.icons:
            self.add_widget(icon)
        self.bind(pos=self._place)

    def recolor(self, color: str) -> None:
        """Show them in another role's colour."""
        for icon in self.icons:
            icon.recolor(color)

    def _place(self, *_args: object) -> None:
        step = self.side + self.gap
        for number, icon in enumerate(self.icons):
            row, column = divmod(number, COLUMNS)
            if icon.theme.rtl:
                column = COLUMNS - 1 - column
            icon.pos = (self.x + column * step, self.y + self.height - self.side - row * step)


def picture_card(theme: Theme, place: int, icon: str, name: str, role: str = "label") -> Card:
    """A picture of a code below its place and above its name, which is set in ``role``."""
    px = theme.type(role).px / theme.scale
    middle = [_place(theme, place), Icon(theme, icon, size=px * PICTURE[0])]
    parts = [_centred(theme, part) for part in middle]
    words = TextLabel(theme, name, role, align="center")
    return Card(theme, *parts, words, padding=(6, 14), spacing=8)


class PictureLine(Card):
    """A picture of a code between its place and its name."""

    GAP, SIDE = 20, 22

    def __init__(self, theme: Theme, place: int, icon: str, name: str) -> None:
        role = "label" if theme.large else "reading"
        number, picture = _place(theme, place), Icon(theme, icon, role=role)
        label = TextLabel(theme, name, role)
        row = Row(theme, number, picture, label, spacing=self.GAP)
        super().__init__(theme, row, padding=(self.SIDE, 6))
        around = 2 * theme.space(self.GAP) + 2 * theme.space(self.SIDE)
        self.needed = number.width + picture.width + label.natural_width + around
        """Pixels across with the name in one line."""


class PictureLines(Column):
    """At most ``most`` beside each other, where all names fit: all five are in sight at once."""

    def __init__(self, theme: Theme, lines: Sequence[PictureLine], most: int) -> None:
        super().__init__(theme, spacing=10)
        self._parts, self._most, self._across = lines, most, 0
        self.fbind("width", self._arrange)
        self._arrange()

    def _arrange(self, *_args: object) -> None:
        gap = self.theme.space(16)
        wide = self.width >= 2 * max(line.needed for line in self._parts) + gap
        across = self._most if wide else 1
        if across == self._across:
            return
        self._across = across
        for line in self._parts:
            if line.parent is not None:
                line.parent.remove_widget(line)
        self.clear_widgets()
        for at in range(0, len(self._parts), across):
            row = Row(self.theme, *self._parts[at : at + across], spacing=16)
            if len(self._parts) - at < across:
                row.add_widget(Widget(size_hint_y=None, height=1))
            self.add_widget(row)


def _place(theme: Theme, place: int) -> TextLabel:
    """Seen and not heard: what is read aloud are the names, in their order."""
    number = TextLabel(theme, str(place), "label", "ink_2", hug=True)
    number.unread = True
    return number


def _centred(theme: Theme, widget: Widget) -> Row:
    return Row(
        theme, Widget(size_hint_y=None, height=1), widget, Widget(size_hint_y=None, height=1)
    )
