"""The 64 pictures of a progress code, small and each with its name, for a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.properties import BooleanProperty
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.domain.progress_code import LENGTH, PICTURES
from kiosk.i18n import Translator
from kiosk.ui.desk.parts import over_px
from kiosk.ui.icons import Icon
from kiosk.ui.pictures.progress_code import ICONS
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Row
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.tappable import Tappable

ICON, GAP, SIDE = 24, 5, 50
"""Design pixels."""
COLUMNS, COLUMNS_NARROW = 8, 6
READY = Look(fill="surface", border="edge", border_px=1)


class PictureButton(Tappable):
    """A picture above its name."""

    hovered = BooleanProperty(False)
    debounced = False

    def __init__(
        self, theme: Theme, key: str, icon: str, name: str, on_tap: Callable[[], object]
    ) -> None:
        self.theme = theme
        self.plate = Plate(theme, READY, theme.radius("box"))
        super().__init__(key, name, on_tap, size_hint_y=None, height=theme.px(SIDE))
        self.canvas.before.add(self.plate)
        self._icon = Icon(theme, icon, "primary", ICON)
        self._name = TextLabel(theme, name, "desk_small", align="center", lines=1)
        self.add_widget(self._icon)
        self.add_widget(self._name)
        for name_ in ("pos", "size"):
            self.fbind(name_, self._place)
        for name_ in ("hovered", "focused", "pressed"):
            self.fbind(name_, self._dress)

    def _dress(self, *_args: Any) -> None:
        strong = self.hovered or self.pressed
        fill = "primary_soft" if self.pressed else "surface"
        over = Look(fill=fill, border="ink", border_px=over_px(self.theme))
        self.plate.dress(over if strong else READY, ring=self.focused)

    def _place(self, *_args: Any) -> None:
        self._name.width = self.width - 2
        tall = self._icon.height + self._name.height
        low = self.y + (self.height - tall) / 2
        self._name.pos = (round(self.x + 1), round(low))
        self._icon.pos = (
            round(self.x + (self.width - self._icon.width) / 2),
            round(low + self._name.height),
        )
        self.plate.place(*self.pos, *self.size)


class PictureGrid(GridLayout):
    """All of them, in their permanent order, mirrored where the text runs from right to left."""

    def __init__(
        self, theme: Theme, t: Translator, on_tap: Callable[[int], object], narrow: bool
    ) -> None:
        super().__init__(
            cols=COLUMNS_NARROW if narrow else COLUMNS,
            spacing=theme.px(GAP),
            size_hint_y=None,
            orientation="rl-tb" if theme.rtl else "lr-tb",
        )
        self.bind(minimum_height=self.setter("height"))
        for number, (name, icon) in enumerate(zip(PICTURES, ICONS, strict=True)):

            def tap(picture: int = number) -> None:
                on_tap(picture)

            self.add_widget(PictureButton(theme, f"picture.{number}", icon, t.gettext(name), tap))


def slots(theme: Theme, t: Translator, pictures: tuple[int, ...]) -> Row:
    """The pictures that were tapped, and room for the rest."""
    row = Row(theme, spacing=8)
    for at in range(LENGTH):
        row.add_widget(_Slot(theme, t, at, pictures[at] if at < len(pictures) else None))
    return row


class _Slot(Widget):
    def __init__(self, theme: Theme, t: Translator, at: int, picture: int | None) -> None:
        side = theme.px(SIDE)
        super().__init__(size_hint_y=None, height=side)
        border = "edge" if picture is None else "primary"
        look = Look(
            fill=None if picture is None else "primary_soft",
            border=border,
            border_px=2,
            dashed=picture is None,
        )
        self.plate = Plate(theme, look, theme.radius("box"))
        self.canvas.before.add(self.plate)
        name = str(at + 1) if picture is None else t.gettext(PICTURES[picture])
        self._name = TextLabel(theme, name, "desk_small", align="center", lines=1)
        self.add_widget(self._name)
        self._icon = None if picture is None else Icon(theme, ICONS[picture], "primary", ICON)
        if self._icon is not None:
            self.add_widget(self._icon)
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_args: Any) -> None:
        self._name.width = self.width - 2
        icon = self._icon.height if self._icon is not None else 0
        low = self.y + (self.height - self._name.height - icon) / 2
        self._name.pos = (round(self.x + 1), round(low))
        if self._icon is not None:
            # not center_x: Kivy's aliases still hold the old place while a move is told
            left = self.x + (self.width - self._icon.width) / 2
            self._icon.pos = (round(left), round(low + self._name.height))
        self.plate.place(*self.pos, *self.size)
