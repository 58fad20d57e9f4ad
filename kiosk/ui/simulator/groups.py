"""Components that stand side by side: tabs, and the apps of a home screen."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.ui.simulator.blocks import Block, gap, measured, row_of
from kiosk.ui.simulator.controls import Tab, Tile
from kiosk.ui.theme import Theme

_TILE = 140
"""Least width of a tile in design pixels."""


class TabRow(Block):
    """Tabs in one row."""

    def __init__(self, theme: Theme, tabs: list[Tab]) -> None:
        super().__init__()
        self.theme, self.tabs = theme, tabs
        for tab in tabs:
            self.add_widget(tab)

    def measure(self, width: float) -> float:
        each = (width - gap(self.theme) * (len(self.tabs) - 1)) / len(self.tabs)
        return max(measured(tab, each) for tab in self.tabs)

    def settle(self) -> None:
        row_of(list(self.tabs), self.x, self.top, self.width, gap(self.theme))


class Grid(Block):
    """Apps in rows of as many as have room."""

    def __init__(self, theme: Theme, tiles: list[Tile]) -> None:
        super().__init__()
        self.theme, self.tiles = theme, tiles
        for tile in tiles:
            self.add_widget(tile)

    def _rows(self, width: float) -> list[list[Tile]]:
        space = gap(self.theme)
        count = max(1, int((width + space) // (self._wanted() + space)))
        return [self.tiles[at : at + count] for at in range(0, len(self.tiles), count)]

    def _wanted(self) -> float:
        longest = max(tile.words_width() for tile in self.tiles)
        return max(self.theme.space(_TILE), longest)

    def _each(self, width: float) -> float:
        count = max(len(row) for row in self._rows(width))
        return (width - gap(self.theme) * (count - 1)) / count

    def measure(self, width: float) -> float:
        rows, each = self._rows(width), self._each(width)
        heights = [max(tile.measure(each) for tile in row) for row in rows]
        return sum(heights) + gap(self.theme) * (len(rows) - 1)

    def settle(self) -> None:
        each, space, top = self._each(self.width), gap(self.theme), self.top
        for row in self._rows(self.width):
            widgets: list[Widget] = list(row)
            taken = each * len(row) + space * (len(row) - 1)
            top -= row_of(widgets, self.x, top, taken, space) + space
