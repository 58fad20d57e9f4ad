"""Any other device, such as a paper card: a plain sheet with a title."""

from __future__ import annotations

from kiosk.ui.simulator.blocks import gap, put
from kiosk.ui.simulator.components import Drawing
from kiosk.ui.simulator.device import Device
from kiosk.ui.simulator.phone import AppHead
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate


class Sheet(Device):
    """A sheet that shows a view."""

    large_margins = (28.0, 22.0, 18.0)
    """The page keeps its distance from the arrow above it (VVSG 7.2-I: 2.54 mm)."""

    def __init__(self, theme: Theme, name: str, turn: tuple[str, str]) -> None:
        super().__init__(theme, name, turn)
        self._head: AppHead | None = None
        border = None if theme.palette.shadows else "service_border"
        look = Look(fill="service_ground", depth=2, border=border)
        self.plate = Plate(theme, look, theme.radius("browser"))
        self.canvas.before.add(self.plate)

    def _build(self, drawing: Drawing) -> None:
        assert self.drawn is not None
        title = drawing.words.say(drawing.view.title) if drawing.view.title else ""
        self._head = None
        if title or self.drawn.back:
            self._head = AppHead(self.theme, title, None, self.drawn.back)
        for part in (*self.drawn.notices, self._head):
            if part is not None:
                self.add_widget(part)

    def settle(self) -> None:
        if self.page is None or self.drawn is None:
            return
        self.plate.place(*self.pos, *self.size)
        inset, top = self.theme.space(12), self.top - self.theme.space(10)
        for notice in self.drawn.notices:
            top -= put(notice, self.x + inset, top, self.width - 2 * inset) + gap(self.theme)
        if self._head:
            top -= put(self._head, self.x + inset, top, self.width - 2 * inset)
        self.page.still = self.compact
        self.page.box(self.x, self.y, self.width, top - self.y)
