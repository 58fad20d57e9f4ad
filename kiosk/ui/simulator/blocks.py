"""What a page is stacked of: widgets that know their height at a width, placed at once.

A page must know whether it fits before it is drawn, so nothing here waits for Kivy's next frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import CONTROL_MM, GAP_MM, Theme


class Block(Widget):
    """A widget that lays out its own children as soon as its box is known."""

    gap = 16.0
    """Design pixels above it, where it is not the first."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("size_hint", (None, None))
        kwargs.setdefault("size", (0, 0))
        self._held = False
        super().__init__(**kwargs)
        self.fbind("pos", self._settle)
        self.fbind("size", self._settle)

    def measure(self, width: float) -> float:
        """Height in pixels that it needs at a width."""
        raise NotImplementedError

    def settle(self) -> None:
        """Place what it holds in its present box."""

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Take a place, and settle once."""
        self._held = True
        self.size = (width, height)
        self.pos = (x, y)
        self._held = False
        self._settle()

    def _settle(self, *_args: Any) -> None:
        if not self._held and self.width > 0 and self.height > 0:
            self.settle()


class Words(TextLabel):
    """A text that is first drawn when its width is known."""

    gap = 16.0

    def __init__(self, theme: Theme, text: str, *args: Any, **kwargs: Any) -> None:
        if not kwargs.get("hug"):
            kwargs |= {"size_hint": (None, None), "size": (0, 0)}
        super().__init__(theme, text, *args, **kwargs)

    def _arrange(self, *_args: Any) -> None:
        if self.width > 0 or self.hug:
            super()._arrange()


def measured(widget: Widget, width: float) -> float:
    """Height of a block, a text or a plain widget at a width."""
    if hasattr(widget, "measure"):
        return float(widget.measure(width))
    if getattr(widget, "hug", False):
        return float(widget.height)
    if isinstance(widget, TextLabel):
        return widget.height_at(width)
    widget.width = width  # a button follows its width at once
    return float(widget.height)


def put(widget: Widget, x: float, top: float, width: float) -> float:
    """Place a widget below ``top``; the height it takes."""
    height = measured(widget, width)
    if isinstance(widget, Block):
        widget.box(round(x), round(top - height), width, height)
    else:
        if not getattr(widget, "hug", False):
            widget.width = width
        if hasattr(widget, "measure"):
            widget.height = height
        widget.pos = (round(x), round(top - height))
    return height


def centred(widget: Widget, x: float, y: float, width: float, height: float) -> None:
    """Place a widget in a box, in its vertical middle."""
    needed = measured(widget, width)
    put(widget, x, y + (height + needed) / 2, width)


def control(theme: Theme, design: float = 76) -> float:
    """Height of something that is tapped, never under the least."""
    return float(math.ceil(max(theme.space(design), theme.mm(CONTROL_MM))))


def gap(theme: Theme, design: float = 16) -> float:
    """Room between two things that are tapped, never under the least."""
    return float(math.ceil(max(theme.space(design), theme.mm(GAP_MM))))


def row_of(widgets: list[Widget], x: float, top: float, width: float, space: float) -> float:
    """Widgets side by side in equal widths; the height they take."""
    each = (width - space * (len(widgets) - 1)) / len(widgets)
    heights = [measured(widget, each) for widget in widgets]
    for number, widget in enumerate(widgets):
        put(widget, x + number * (each + space), top, each)
    return max(heights)


class Stack(Block):
    """Blocks below each other, each with the gap that it asks for."""

    def __init__(self, theme: Theme, blocks: list[Widget], inset: float = 0.0) -> None:
        super().__init__()
        self.theme, self.blocks, self.inset, self.squeeze = theme, blocks, inset, 1.0
        for block in blocks:
            self.add_widget(block)

    def _gap(self, block: Widget) -> float:
        wanted = getattr(block, "gap", 16.0) * self.squeeze
        # Texts may come close to each other; what is tapped may not.
        return self.theme.space(wanted) if isinstance(block, Words) else gap(self.theme, wanted)

    def measure(self, width: float) -> float:
        heights = [measured(block, width - 2 * self.inset) for block in self.blocks]
        return sum(heights) + sum(map(self._gap, self.blocks[1:]))

    def settle(self) -> None:
        top = self.top
        for number, block in enumerate(self.blocks):
            top -= self._gap(block) if number else 0
            top -= put(block, self.x + self.inset, top, self.width - 2 * self.inset)

    def rows(self) -> list[tuple[float, float]]:
        """Upper and lower end of what must not be cut in two when it is shown on several pages."""
        return rows_of(self.blocks)


def rows_of(widgets: Iterable[Widget]) -> list[tuple[float, float]]:
    """Upper and lower ends of widgets from the top down; those at one height are one row."""
    return sorted({(widget.top, widget.y) for widget in widgets}, reverse=True)
