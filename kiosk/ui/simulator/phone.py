"""The practised phone: a frame, a status bar, a home screen of apps, an app with its name."""

from __future__ import annotations

from kiosk.domain.simulation.view import Kind, View
from kiosk.ui.icons import Icon
from kiosk.ui.simulator.blocks import Block, Words, centred, control, gap, put
from kiosk.ui.simulator.components import Drawing
from kiosk.ui.simulator.controls import BackArrow, icon_beside
from kiosk.ui.simulator.device import Device
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate

CLOCK = "10.24"
"""The time it always is: a running one would distract, and would give a visit away."""
_FRAME = 11.0
_SHEET = 28.0


class Phone(Device):
    """Upright, with round corners; messages drop on top of what it shows."""

    margins = (18.0, 16.0, 22.0)
    large_margins = (25.0, 22.0, 18.0)
    """The page keeps its distance from the arrow above it, as on a sheet."""

    def __init__(self, theme: Theme, name: str, turn: tuple[str, str]) -> None:
        super().__init__(theme, name, turn)
        self.icons: dict[str, str] = {}
        """Titles of apps -> the icon that stands for them on the home screen."""
        self._frame: list[Plate] = []
        self._status: StatusBar | None = None
        self._head: AppHead | None = None

    def learn(self, views: tuple[View, ...]) -> None:
        """Take the icons of apps from the home screen, so that an app's head shows the same."""
        self.icons = {
            c.text.source: c.icon
            for view in views
            for c in view.components
            if view.device == self.name and c.kind is Kind.TILE and c.text and c.icon
        }

    def _build(self, drawing: Drawing) -> None:
        assert self.drawn is not None
        self._status = None if self.theme.large else StatusBar(self.theme)
        title = drawing.view.title
        self._head = None
        if title or self.drawn.back:
            said = drawing.words.say(title) if title else ""
            icon = self.icons.get(title.source) if title else None
            self._head = AppHead(self.theme, said, icon, self.drawn.back)
        for part in (self._status, *self.drawn.notices, self._head):
            if part is not None:
                self.add_widget(part)

    def settle(self) -> None:
        if self.page is None or self.drawn is None:
            return
        edge = self.theme.px(_FRAME)
        x, width, top = self.x + edge, self.width - 2 * edge, self.top - edge
        low = self.y if self.cropped else self.y + edge
        status = self._status
        if status:
            status.opacity = 0 if self.compact else 1
            if not self.compact:
                top -= put(status, x, top, width)
        else:
            top -= self.theme.space(10)
        top, sheet = self._place_notices(x, top, width)
        self._draw_frame(x, width, low, sheet)
        if self._head:
            top -= put(self._head, x, top, width)
        self.page.still = self.compact
        self.page.box(x, low, width, top - low)

    def _place_notices(self, x: float, top: float, width: float) -> tuple[float, float | None]:
        """Messages from the top down; where the app's sheet begins below them."""
        assert self.drawn is not None
        if not self.drawn.notices:
            return top, None
        inset = self.theme.space(12)
        for notice in self.drawn.notices:
            top -= put(notice, x + inset, top, width - 2 * inset) + gap(self.theme)
        if self.drawn.home:
            return top, None
        return top, top

    def _draw_frame(self, x: float, width: float, low: float, sheet: float | None) -> None:
        for plate in self._frame:
            self.canvas.before.remove(plate)
        theme, edge = self.theme, self.theme.px(_FRAME)
        outer, inner = theme.radius("phone"), theme.radius("phone") - edge
        under = theme.px(60) if self.cropped else 0.0
        border = None if theme.palette.shadows else "service_border"
        thick = 4 if theme.palette.outlined else 2
        assert self.drawn is not None
        covered = self.drawn.home or sheet is not None
        ground = Look(fill="service_soft" if covered else "service_ground")
        self._frame = [
            Plate(theme, Look(fill="phone", depth=2, border=border, border_px=thick), outer),
            Plate(theme, ground, inner),
        ]
        self._frame[0].place(self.x, self.y - under, self.width, self.height + under)
        height = self.top - edge - low + under
        self._frame[1].place(x, low - under, width, height)
        if sheet is not None:
            radius = theme.px(_SHEET)
            bottom = 0.0 if self.cropped else inner
            look = Look(fill="service_ground", border="service_border" if border else None)
            self._frame.append(Plate(theme, look, (radius, radius, bottom, bottom)))
            self._frame[2].place(x, low - under, width, sheet - low + under)
        for plate in self._frame:
            self.canvas.before.add(plate)


class StatusBar(Block):
    """Time, signal, battery: it makes a phone of it, and says nothing."""

    unread = True

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.time = Words(theme, CLOCK, "label", "service_text_2", hug=True)
        self.signal = Icon(theme, "signal_cellular_alt", "service_text_2", 26, mirror=False)
        self.battery = Icon(theme, "battery_full", "service_text_2", 28, mirror=False)
        for part in (self.time, self.signal, self.battery):
            self.add_widget(part)

    def measure(self, width: float) -> float:
        return self.theme.space(52)

    def settle(self) -> None:
        pad = self.theme.px(26)
        self.time.pos = (round(self.x + pad), round(self.center_y - self.time.height / 2))
        x = self.right - pad
        for icon in (self.battery, self.signal):
            x -= icon.width
            icon.pos = (x, self.center_y - icon.height / 2)
            x -= self.theme.px(4)


class AppHead(Block):
    """The name of the app, with the way back before it."""

    def __init__(self, theme: Theme, title: str, icon: str | None, back: BackArrow | None) -> None:
        super().__init__()
        self.theme, self.back = theme, back
        self.icon = icon_beside(theme, icon) if icon and title else None
        self.words = Words(theme, title, "label", "service_text", 700, lines=1)
        for part in (back, self.icon, self.words):
            if part is not None:
                self.add_widget(part)

    def measure(self, width: float) -> float:
        if self.back:
            return control(self.theme)
        return max(self.theme.space(54), self.words.height_at(width) + self.theme.space(8))

    def settle(self) -> None:
        x = self.x + self.theme.space(18)
        if self.back:
            side = control(self.theme)
            self.back.box(self.x + self.theme.space(4), self.y, side, self.height)
            x = self.back.right + self.theme.space(4)
        if self.icon:
            self.icon.pos = (x, self.center_y - self.icon.height / 2)
            x += self.icon.width + self.theme.space(12)
        centred(self.words, x, self.y, self.right - self.theme.space(18) - x, self.height)
