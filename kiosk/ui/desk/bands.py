"""A band by form, icon, colour and words, and the picture of how sure it is."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color
from kivy.uix.widget import Widget

from kiosk.domain.measurement import CUT, Band, Estimate
from kiosk.i18n import Translator, words
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import patches
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.plate import Look

LOOKS: dict[Band, tuple[Look, str, str]] = {
    Band.CAN_ALONE: (Look(fill="can_soft"), "check_circle", "can"),
    Band.UNCLEAR: (Look(fill="unclear_soft"), "forum", "unclear"),
    Band.COULD_PRACTISE: (Look(fill="practise_soft"), "trending_up", "practise"),
    Band.FACTS_ONLY: (Look(fill="surface", border="edge"), "list", "ink"),
    Band.NOT_TRIED: (Look(border="edge", dashed=True), "radio_button_unchecked", "ink"),
}
"""Ground, icon and the colour of icon and words."""

LEAST, MOST = CUT - 2.2, CUT + 3.0
"""Abilities at the ends of the picture: all tasks alone and none alone lie between."""

NINE_OF_TEN = 1.645
"""Standard errors to either side."""


def band_mark(theme: Theme, t: Translator, band: Band, estimate: Estimate | None) -> Column:
    """The band in words, and below it how sure that is."""
    look, icon, ink = LOOKS[band]
    if theme.palette.outlined:
        look = Look(fill="canvas", border="ink", dashed=look.dashed)
    label = TextLabel(theme, words.band_words(t)[band], "desk_text", ink, weight=600)
    row = Row(theme, Icon(theme, icon, ink, 22), label, spacing=8, padding=(10, 5))
    pill = Panel(theme, look, theme.px(8), size_hint_y=None)
    pill.add_widget(row)
    pill.bind(minimum_height=pill.setter("height"))
    column = Column(theme, pill, spacing=5)
    sure = words.certainty(band, estimate, t)
    if sure is not None:
        column.add_widget(TextLabel(theme, sure, "desk_small", weight=600))
    return column


class CertaintyBar(Widget):
    """Where the estimate lies: could practise before the dotted cut, can alone behind it.

    The dot is the estimate; line and lens hold nine of ten abilities that fit the answers.
    """

    def __init__(self, theme: Theme, estimate: Estimate) -> None:
        self.theme, self.estimate = theme, estimate
        super().__init__(size_hint_y=None, height=theme.px(52))
        self.bind(pos=self._draw, size=self._draw)

    def place(self, ability: float) -> float:
        """Share of the width, from the start of the reading direction, at which one stands."""
        return min(0.97, max(0.03, (ability - LEAST) / (MOST - LEAST)))

    def _x(self, share: float) -> float:
        return float(self.x + self.width * (1 - share if self.theme.rtl else share))

    def _draw(self, *_args: Any) -> None:
        self.canvas.clear()
        with self.canvas:
            self._grounds()
            self._cut()
            self._estimate()

    def _grounds(self) -> None:
        theme, high = self.theme, round(self.theme.px(28))
        low, half = round(self.center_y - high / 2), self.theme.px(1.5)
        cut = self._x(self.place(CUT))
        sides = (self.x, cut - half), (cut + half, self.right)
        fills = ("practise_soft", "can_soft")
        for (left, right), fill in zip(sides, fills[:: -1 if theme.rtl else 1], strict=True):
            box = (round(left), low, max(1, round(right - left)), high)
            Color(*theme.color("ink" if theme.palette.outlined else fill))
            draw = patches.outlined if theme.palette.outlined else patches.filled
            ends = (theme.hairline(1),) if theme.palette.outlined else ()
            draw(box, (theme.px(6),) * 4, *ends)

    def _cut(self) -> None:
        theme = self.theme
        x, wide, high = round(self._x(self.place(CUT))), max(2, round(theme.px(3))), theme.px(4)
        Color(*theme.color("ink"))
        y = self.y + theme.px(3)
        while y + high <= self.top - theme.px(3):
            patches.filled((x - wide // 2, round(y), wide, round(high)), (0,) * 4)
            y += 2 * high

    def _estimate(self) -> None:
        theme, found = self.theme, self.estimate
        middle = self._x(self.place(found.ability))
        ends = [
            self._x(self.place(found.ability + way * NINE_OF_TEN * found.error)) for way in (-1, 1)
        ]
        left, right = min(ends), max(ends)
        if not theme.palette.outlined:
            self._around((left + right) / 2, right - left, theme.px(22), "can", 0.25)
        self._around((left + right) / 2, right - left, max(2, theme.px(3)), "can")
        for size, color in ((theme.px(22), "can_soft"), (theme.px(16), "can")):
            self._around(middle, size, size, color)

    def _around(self, x: float, width: float, height: float, color: str, alpha: float = 1) -> None:
        """A shape with round ends, half of it above the middle."""
        high = round(height)
        box = (round(x - width / 2), round(self.center_y - high / 2), max(high, round(width)), high)
        Color(*self.theme.color(color, alpha))
        patches.filled(box, (high / 2,) * 4)
