"""The practised computer: a browser with its address bar."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kiosk.ui.icons import Icon
from kiosk.ui.simulator.blocks import Block, Words, centred, control, gap, measured, put
from kiosk.ui.simulator.components import Drawing
from kiosk.ui.simulator.device import Device
from kiosk.ui.simulator.groups import TabRow
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate


class Browser(Device):
    """Chrome with the tabs, a way back and the address; the site's name, the page."""

    def __init__(self, theme: Theme, name: str, turn: tuple[str, str]) -> None:
        super().__init__(theme, name, turn)
        self._frame: Plate | None = None
        self._tabs: TabStrip | None = None
        self._bar: AddressBar | None = None
        self._site: SiteLine | None = None

    def _build(self, drawing: Drawing) -> None:
        view = drawing.view
        _ = drawing.words.gettext
        address = drawing.words.say(view.address) if view.address else ""
        warning = "" if view.secure else _("Not secure")
        assert self.drawn is not None
        body, self._tabs = self.drawn.parts.body, None
        # Large letters leave the page too little: there tabs are turned away with its first lines.
        if not self.theme.large and body and isinstance(body[0], TabRow):
            self._tabs = TabStrip(self.theme, body.pop(0))
            self.add_widget(self._tabs)
        self._bar = AddressBar(self.theme, address, warning)
        self.add_widget(self._bar)
        if self.drawn.back:
            self.add_widget(self.drawn.back)
        title = drawing.words.say(view.title) if view.title else ""
        self._site = SiteLine(self.theme, title) if title else None
        if self._site:
            self.add_widget(self._site)

    def settle(self) -> None:
        if self.page is None or self._bar is None or self.drawn is None:
            return
        self._draw_frame()
        x, width = self.x, self.width
        top = self.top - self._place_tabs()
        back = self.drawn.back
        side = max(self.theme.px(78), control(self.theme, 0))
        self._bar.indent = side if back else self.theme.space(14)
        chrome = self._bar.measure(width)
        if back:
            back.box(x, top - chrome, side, chrome)
        self._bar.box(x, top - chrome, width, chrome)
        low = self.top - top + chrome
        if self._site:
            self._site.opacity = 0 if self.compact else 1
            if not self.compact:
                low += put(self._site, x, self.top - low, width)
        self.page.still = self.compact
        self.page.box(x, self.y, width, self.height - low)

    def _place_tabs(self) -> float:
        """The height that the tabs take: none while the keyboard is up."""
        tabs = self._tabs
        if tabs is None:
            return 0.0
        if self.compact:
            self.remove_widget(tabs)
            return 0.0
        if tabs.parent is None:
            self.add_widget(tabs, len(self.children))  # below the bar, whose corners it fills
        return put(tabs, self.x, self.top, self.width)

    def _draw_frame(self) -> None:
        if self._frame is not None:
            self.canvas.before.remove(self._frame)
        theme, radius = self.theme, self.theme.radius("browser")
        low = 0.0 if self.cropped else radius
        border = None if theme.palette.shadows else "service_border"
        look = Look(fill="service_ground", depth=2, border=border,
                    border_px=4 if theme.palette.outlined else 2)  # fmt: skip
        self._frame = Plate(theme, look, (radius, radius, low, low))
        self.canvas.before.add(self._frame)
        under = theme.px(40) if self.cropped else 0.0
        self._frame.place(self.x, self.y - under, self.width, self.height + under)


class TabStrip(Block):
    """The upper end of a browser with several pages open."""

    def __init__(self, theme: Theme, row: TabRow) -> None:
        super().__init__()
        self.theme, self.row = theme, row
        self._side, self._over = theme.px(14), theme.space(12)
        self.ground = _chrome(theme)
        self.canvas.before.add(self.ground)
        self.add_widget(row)

    def measure(self, width: float) -> float:
        return self._over + measured(self.row, width - 2 * self._side) + self._under

    @property
    def _under(self) -> float:
        """What can be tapped in the bar below keeps its distance."""
        return gap(self.theme, 12)

    def settle(self) -> None:
        # It goes on behind the round corners of the bar below.
        under = self.theme.radius("browser")
        self.ground.place(self.x, self.y - under, self.width, self.height + under)
        put(self.row, self.x + self._side, self.top - self._over, self.width - 2 * self._side)


class AddressBar(Block):
    """Room for the way back, and the address with its lock."""

    def __init__(self, theme: Theme, address: str, warning: str) -> None:
        super().__init__()
        self.theme = theme
        edge = theme.palette.outlined
        self.ground = _chrome(theme)
        pill = Look(fill="service_ground", border="service_border" if edge else None)
        self.pill = Plate(theme, pill, 999)
        self.canvas.before.add(self.ground)
        self.canvas.before.add(self.pill)
        size = min(44.0, theme.type("support").px / theme.scale * 1.08)
        self.icon = Icon(theme, "no_encryption" if warning else "lock", "service_text_2", size,
                         mirror=False)  # fmt: skip
        self.words = Words(theme, address, "support", "service_text")
        self.warning = Words(theme, warning, "label", "service_text", hug=True) if warning else None
        self.indent = theme.space(14)
        """Pixels from the left at which the pill begins, behind the way back."""
        self._right, self._pad, self._gap = theme.px(14), theme.px(18), theme.px(10)
        if theme.large:
            self._right, self._pad = theme.px(10), theme.px(12)
        for part in (self.icon, self.words, self.warning):
            if part is not None:
                self.add_widget(part)

    def measure(self, width: float) -> float:
        return max(control(self.theme), self.theme.space(28) + self._tall(width))

    def _tall(self, width: float) -> float:
        """An address is read to decide: it is shown whole, on two lines if it must."""
        text = self.words.height_at(self._room(width)) + self.theme.space(12)
        return max(self.theme.space(56), text)

    def _room(self, width: float) -> float:
        room = width - self.indent - self._right - 2 * self._pad - self.icon.width - self._gap
        return room - (self.warning.width + self._gap if self.warning else 0.0)

    def settle(self) -> None:
        self.ground.place(*self.pos, *self.size)
        tall, width = self._tall(self.width), self.width - self.indent - self._right
        x, y = self.x + self.indent, self.center_y - tall / 2
        self.pill.place(x, y, width, tall)
        at = x + self._pad
        self.icon.pos = (at, self.center_y - self.icon.height / 2)
        at += self.icon.width + self._gap
        if self.warning:
            self.warning.pos = (round(at), round(self.center_y - self.warning.height / 2))
            at += self.warning.width + self._gap
        centred(self.words, at, y, self._room(self.width), tall)


def _chrome(theme: Theme) -> Plate:
    """The ground of what stands above a page."""
    edge, radius = theme.palette.outlined, theme.radius("browser")
    border = "service_border" if edge or not theme.palette.shadows else None
    look = Look(fill="service_chrome", border=border, border_px=4 if edge else 2)
    return Plate(theme, look, (radius, radius, 0, 0))


class SiteLine(Block):
    """Which site this is, below the address."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        self.side = theme.space(36)
        self.disc = Plate(theme, Look(fill="service_action"), 999)
        self.canvas.before.add(self.disc)
        self.icon = Icon(theme, "check", "on_service_action", 28, mirror=False)
        self.words = Words(theme, title, "label", "service_text", 700, lines=1)
        self.add_widget(self.icon)
        self.add_widget(self.words)
        with self.canvas:
            Color(*theme.color("service_border"))
            self._line = Rectangle()

    def measure(self, width: float) -> float:
        return self.words.height_at(self._room(width)) + self.theme.space(36)

    def _room(self, width: float) -> float:
        return width - self.theme.space(26 + 14 + 16) - self.side

    def settle(self) -> None:
        x = self.x + self.theme.space(26)
        self.disc.place(x, self.center_y - self.side / 2, self.side, self.side)
        self.icon.center = (x + self.side / 2, self.center_y)
        at = x + self.side + self.theme.space(14)
        centred(self.words, at, self.y, self._room(self.width), self.height)
        thick = self.theme.hairline(2)
        self._line.pos, self._line.size = self.pos, (self.width, thick)
