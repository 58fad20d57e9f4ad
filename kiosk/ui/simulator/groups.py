"""Components that stand side by side: tabs, and the apps of a home screen."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.ui.simulator.blocks import Block, gap, measured, put, row_of, rows_of
from kiosk.ui.simulator.controls import Tab, Tile
from kiosk.ui.theme import Theme

_WIDE, _BUTTON = 480, 170
"""Design pixels: from which width a search button stands beside its field, and how wide it is."""
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

    def rows(self) -> list[tuple[float, float]]:
        """Upper and lower ends of its rows."""
        return rows_of(self.tiles)

    def settle(self) -> None:
        each, space, top = self._each(self.width), gap(self.theme), self.top
        for row in self._rows(self.width):
            widgets: list[Widget] = list(row)
            taken = each * len(row) + space * (len(row) - 1)
            top -= row_of(widgets, self.x, top, taken, space) + space


class Search(Block):
    """A search field with its button: beside it where there is room, else below."""

    def __init__(self, theme: Theme, entry: Widget, button: Widget) -> None:
        super().__init__()
        self.theme, self.entry, self.button = theme, entry, button
        self.add_widget(entry)
        self.add_widget(button)

    def _beside(self, width: float) -> float:
        """Width of the button beside the field; 0 where it stands below."""
        wanted = self.theme.space(_BUTTON)
        return wanted if width >= self.theme.space(_WIDE) and not self.theme.large else 0.0

    def measure(self, width: float) -> float:
        aside = self._beside(width)
        if aside:
            return measured(self.entry, width - aside - gap(self.theme))
        return measured(self.entry, width) + gap(self.theme) + measured(self.button, width)

    def settle(self) -> None:
        aside, space = self._beside(self.width), gap(self.theme)
        if not aside:
            height = put(self.entry, self.x, self.top, self.width)
            put(self.button, self.x, self.top - height - space, self.width)
            return
        put(self.entry, self.x, self.top, self.width - aside - space)
        height = measured(self.button, aside)
        put(self.button, self.right - aside, self.y + height, aside)
