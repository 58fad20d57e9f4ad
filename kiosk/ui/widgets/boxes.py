"""Rows, columns and cards, which mirror themselves in right-to-left themes."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate


def padded(theme: Theme, padding: float | tuple[float, ...]) -> list[float]:
    """Design pixels (all; across, along; start, top, end, bottom) in Kivy's order from the left."""
    numbers = padding if isinstance(padding, tuple) else (padding,)
    start, top, end, bottom = {1: numbers * 4, 2: numbers * 2, 4: numbers}[len(numbers)]
    left, right = (end, start) if theme.rtl else (start, end)
    return [theme.space(n) for n in (left, top, right, bottom)]


class Column(BoxLayout):
    """Children from top to bottom; as high as they are, unless ``fill``.

    ``spacing`` and ``padding`` are design pixels, scaled with the text size.
    """

    def __init__(
        self,
        theme: Theme,
        *children: Widget,
        spacing: float = 0,
        padding: float | tuple[float, ...] = 0,
        fill: bool = False,
        **kwargs: Any,
    ) -> None:
        self.theme = theme
        if not fill:
            kwargs.setdefault("size_hint_y", None)
        kwargs |= {"spacing": theme.space(spacing), "padding": padded(theme, padding)}
        super().__init__(orientation="vertical", **kwargs)
        if not fill:
            self.bind(minimum_height=self.setter("height"))
        for child in children:
            self.add_widget(child)


class Row(BoxLayout):
    """Children in reading direction, as high as the highest unless ``fill``.

    ``align`` places lower children: ``center``, ``top``, ``bottom``, or ``stretch`` to one height.
    """

    def __init__(
        self,
        theme: Theme,
        *children: Widget,
        spacing: float = 0,
        padding: float | tuple[float, ...] = 0,
        fill: bool = False,
        align: str = "center",
        mirror: bool = True,
        **kwargs: Any,
    ) -> None:
        self.theme, self.align, self.fill = theme, align, fill
        self._mirrored = theme.rtl and mirror
        if not fill:
            kwargs.setdefault("size_hint_y", None)
        kwargs |= {"spacing": theme.space(spacing), "padding": padded(theme, padding)}
        super().__init__(orientation="horizontal", **kwargs)
        for child in children:
            self.add_widget(child)

    @property
    def logical_children(self) -> list[Widget]:
        """In reading order."""
        return list(self.children) if self._mirrored else list(reversed(self.children))

    def add_widget(self, widget: Widget, *args: Any, **kwargs: Any) -> None:
        if self.align in ("center", "top") and not widget.pos_hint:
            widget.pos_hint = {"center_y": 0.5} if self.align == "center" else {"top": 1}
        if self._mirrored:
            super().add_widget(widget, index=len(self.children))
        else:
            super().add_widget(widget, *args, **kwargs)
        widget.fbind("height", self._follow)
        self._follow()

    def remove_widget(self, widget: Widget, *args: Any, **kwargs: Any) -> None:
        widget.funbind("height", self._follow)
        super().remove_widget(widget, *args, **kwargs)
        self._follow()

    def _follow(self, *_args: Any) -> None:
        heights = [child.height for child in self.children if child.size_hint_y is None]
        if not self.fill and heights:
            self.height = max(heights) + self.padding[1] + self.padding[3]


class Space(Widget):
    """Empty room: a fixed number of design pixels both ways, or all that is left over."""

    def __init__(self, theme: Theme, size: float | None = None, **kwargs: Any) -> None:
        if size is not None:
            kwargs |= {"size_hint": (None, None), "size": (theme.space(size),) * 2}
        super().__init__(**kwargs)


class Panel(BoxLayout):
    """A plain coloured ground with content inside."""

    def __init__(
        self,
        theme: Theme,
        look: Look,
        radius: float | tuple[float, float, float, float] = 0,
        padding: float | tuple[float, ...] = 0,
        spacing: float = 0,
        **kwargs: Any,
    ) -> None:
        self.theme = theme
        kwargs.setdefault("orientation", "vertical")
        kwargs |= {"spacing": theme.space(spacing), "padding": padded(theme, padding)}
        super().__init__(**kwargs)
        self.plate = Plate(theme, look, radius)
        self.canvas.before.add(self.plate)
        self.fbind("pos", self._place)
        self.fbind("size", self._place)
        self._place()

    def _place(self, *_args: Any) -> None:
        self.plate.place(*self.pos, *self.size)


class Card(Panel):
    """A sheet of paper on the page; as high as its content unless ``fill``.

    ``tone`` is a colour role such as ``surface`` or ``amber_soft``; soft tones lie flat.
    """

    def __init__(
        self,
        theme: Theme,
        *children: Widget,
        tone: str = "surface",
        depth: int = 1,
        padding: float | tuple[float, ...] = (30, 26),
        spacing: float = 12,
        fill: bool = False,
        radius: str = "card",
        **kwargs: Any,
    ) -> None:
        flat = tone.endswith("_soft") and not theme.palette.outlined
        border = "line" if theme.palette.outlined or (depth and not theme.palette.shadows) else None
        look = Look(fill=tone, depth=0 if flat else depth, border=None if flat else border)
        if not fill:
            kwargs.setdefault("size_hint_y", None)
        super().__init__(theme, look, theme.radius(radius), padding, spacing, **kwargs)
        if not fill:
            self.bind(minimum_height=self.setter("height"))
        for child in children:
            self.add_widget(child)
