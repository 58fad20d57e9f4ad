"""The practised computer: a browser with its address bar."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kiosk.ui.icons import Icon
from kiosk.ui.simulator.blocks import Block, Words, centred, control, put
from kiosk.ui.simulator.components import Drawing
from kiosk.ui.simulator.device import Device
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate


class Browser(Device):
    """Chrome with a way back and the address, the site's name, the page."""

    def __init__(self, theme: Theme, name: str, turn: tuple[str, str]) -> None:
        super().__init__(theme, name, turn)
        self._frame: Plate | None = None
        self._bar: AddressBar | None = None
        self._site: SiteLine | None = None

    def _build(self, drawing: Drawing) -> None:
        view = drawing.view
        _ = drawing.words.gettext
        address = drawing.words.say(view.address) if view.address else ""
        warning = "" if view.secure else _("Not secure")
        self._bar = AddressBar(self.theme, address, warning)
        self.add_widget(self._bar)
        assert self.drawn is not None
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
        x, top, width = self.x, self.top, self.width
        chrome = self._bar.measure(width)
        back = self.drawn.back
        side = max(self.theme.space(78), control(self.theme)) if back else 0.0
        if back:
            back.box(x, top - chrome, side, chrome)
        self._bar.box(x, top - chrome, width, chrome)
        self._bar.start(side or self.theme.space(14))
        low = chrome
        if self._site:
            self._site.opacity = 0 if self.compact else 1
            if not self.compact:
                low += put(self._site, x, top - low, width)
        self.page.box(x, self.y, width, self.height - low)

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


class AddressBar(Block):
    """The upper end of the browser: room for the way back, and the address with its lock."""

    def __init__(self, theme: Theme, address: str, warning: str) -> None:
        super().__init__()
        self.theme = theme
        radius, edge = theme.radius("browser"), theme.palette.outlined
        self.ground = Plate(
            theme, Look(fill="service_chrome", border="service_border" if edge else None,
                        border_px=4), (radius, radius, 0, 0)
        )  # fmt: skip
        if not theme.palette.shadows and not edge:
            self.ground.dress(Look(fill="service_chrome", border="service_border"))
        pill = Look(fill="service_ground", border="service_border" if edge else None)
        self.pill = Plate(theme, pill, 999)
        self.canvas.before.add(self.ground)
        self.canvas.before.add(self.pill)
        size = theme.type("support").px / theme.scale * 1.08
        self.icon = Icon(theme, "no_encryption" if warning else "lock", "service_text_2", size,
                         mirror=False)  # fmt: skip
        self.words = Words(theme, address, "support", "service_text", lines=1, least="support")
        self.warning = Words(theme, warning, "label", "service_text", hug=True) if warning else None
        self._indent = 0.0
        for part in (self.icon, self.words, self.warning):
            if part is not None:
                self.add_widget(part)

    def measure(self, width: float) -> float:
        return max(control(self.theme), self.theme.space(28) + self._tall())

    def _tall(self) -> float:
        line = self.theme.type("support").px * 1.35
        return max(self.theme.space(56), line + self.theme.space(12))

    def start(self, indent: float) -> None:
        """Begin the pill so far from the left, behind the way back."""
        self._indent = indent
        self._settle()

    def settle(self) -> None:
        self.ground.place(*self.pos, *self.size)
        theme, tall = self.theme, self._tall()
        x, width = self.x + self._indent, self.width - self._indent - self.theme.space(14)
        y = self.center_y - tall / 2
        self.pill.place(x, y, width, tall)
        at = x + theme.space(18)
        self.icon.pos = (at, self.center_y - self.icon.height / 2)
        at += self.icon.width + theme.space(9)
        if self.warning:
            self.warning.pos = (round(at), round(self.center_y - self.warning.height / 2))
            at += self.warning.width + theme.space(12)
        centred(self.words, at, y, x + width - theme.space(16) - at, tall)


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
