"""The band that says all the time: this is practice."""

from __future__ import annotations

from kiosk.i18n import Translator
from kiosk.ui.icons import Icon
from kiosk.ui.simulator.blocks import Block, Words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate


class PracticeBand(Block):
    """Amber, over the whole width of the stage; shorter words where the long ones have no room."""

    def __init__(self, theme: Theme, t: Translator) -> None:
        super().__init__(size_hint=(1, None))
        self.theme = theme
        self.height = self.measure(0)
        _ = t.gettext
        self._texts = (_("Practice. Nothing here is real."), _("Practice. Not real."))
        look = Look(
            fill="amber", border="on_amber" if theme.palette.outlined else None, border_px=4
        )
        self.plate = Plate(theme, look, 0)
        self.canvas.before.add(self.plate)
        size = max(34.0, theme.type("label").px / theme.scale)
        self.icon = Icon(theme, "school", "on_amber", size)
        self.words = Words(theme, self._texts[0], "label", "on_amber", hug=True)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def measure(self, width: float) -> float:
        line = self.theme.type("label").px * 1.2
        return float(round(line + self.theme.px(16 if self.theme.large else 23)))

    def settle(self) -> None:
        self.plate.place(*self.pos, *self.size)
        gap = self.theme.px(14)
        for text in self._texts:
            self.words.text = text
            taken = self.icon.width + gap + self.words.width
            if taken <= self.width - self.theme.px(32):
                break
        x, rtl = self.center_x - taken / 2, self.theme.rtl
        first, second = (self.words, self.icon) if rtl else (self.icon, self.words)
        for part, at in ((first, x), (second, x + first.width + gap)):
            part.pos = (round(at), round(self.center_y - part.height / 2))
