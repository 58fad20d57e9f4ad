"""What every device has: a frame, a bar of its own, and a page that a view is drawn on."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.uix.widget import Widget

from kiosk.domain.simulation.view import View
from kiosk.ui.simulator.blocks import Block
from kiosk.ui.simulator.components import Drawing, Drawn, draw
from kiosk.ui.simulator.page import Page
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.tappable import Tappable, tappables


class Device(Block):
    """A device that shows one view. It is never mirrored.

    ``cropped``: the lower end is below the edge of what can be seen, since room is scarce.
    ``compact``: the keyboard is up, and only what is typed into matters.
    """

    margins = (28.0, 28.0, 28.0)
    """Of the page: sides, top, bottom, in design pixels."""
    large_margins = (28.0, 12.0, 18.0)
    """The same at L and XL, where every line counts."""

    def __init__(self, theme: Theme, name: str, turn: tuple[str, str]) -> None:
        """``turn``: the words of the buttons that turn a page on and back."""
        super().__init__()
        self.theme, self.name, self._turn = theme, name, turn
        self.cropped = False
        self.compact = False
        self.view: View | None = None
        self.drawn: Drawn | None = None
        self.page: Page | None = None

    def show(self, drawing: Drawing) -> None:
        """Draw a view; of the same one, the page it was turned to is kept."""
        before = self.page.turned if self.page and self._same(drawing.view) else 0
        self.view, self.drawn = drawing.view, draw(drawing)
        self.clear_widgets()
        self._build(drawing)
        _ = drawing.words.gettext
        words = (*self._turn, _("or tap"))
        margins = self.large_margins if self.theme.large else self.margins
        if self.drawn.home:
            margins = (8.0, *margins[1:])
        self.page = Page(self.theme, self.drawn.parts, words, self.name, margins)
        self.page.keep(before)
        self.add_widget(self.page)
        self._settle()

    def _same(self, view: View) -> bool:
        return self.view is not None and self.view.key == view.key

    def _build(self, drawing: Drawing) -> None:
        """Make what stands around the page."""

    def controls(self) -> Iterator[Tappable]:
        """All that can be tapped on it."""
        return tappables(self)

    def find(self, key: str) -> Tappable | None:
        """The control of that key."""
        return next((t for t in self.controls() if t.key == key), None)

    def reveal(self, widget: Widget) -> None:
        """Turn to where a widget is."""
        if self.page:
            self.page.reveal(widget)
