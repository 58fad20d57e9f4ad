"""What a device shows below its own bar: a body from the top, the main buttons at the bottom."""

from __future__ import annotations

from dataclasses import dataclass, field

from kivy.uix.widget import Widget

from kiosk.ui.simulator.blocks import Block, Stack, Words, gap, measured, put, row_of, rows_of
from kiosk.ui.simulator.controls import ServiceButton
from kiosk.ui.simulator.pager import RING, Pager
from kiosk.ui.text import layout
from kiosk.ui.text.label import face_for
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.slide import SlideToApprove

_WIDE = 620
"""Design pixels from which buttons stand side by side and a page has wider margins."""
_MOST_FOOT = 0.42
"""Share of a page that its buttons may take while the rest scrolls."""
_FOOT_GAP = 20.0
_TIGHT = 0.6
"""What is left of gaps and margins where room is scarce."""


@dataclass(slots=True)
class Parts:
    """The widgets of one page, in the order of the view."""

    body: list[Widget] = field(default_factory=list)
    foot: list[Widget] = field(default_factory=list)
    """The last buttons, with the slide before them."""
    form: bool = False
    """There is a field: the buttons follow it instead of standing at the bottom."""


class Foot(Block):
    """The main buttons: below each other, or side by side where that fits better."""

    gap = _FOOT_GAP

    def __init__(self, theme: Theme, widgets: list[Widget], or_tap: str) -> None:
        super().__init__()
        self.theme = theme
        self.slides = [w for w in widgets if isinstance(w, SlideToApprove)]
        self.buttons = [w for w in widgets if not isinstance(w, SlideToApprove)]
        self.beside = False
        """Buttons stand side by side."""
        self._or = Words(theme, or_tap, "support", "service_text_2", align="center")
        self.tight = False
        """Less air, and no "or tap" between slide and buttons."""
        for widget in (*self.slides, *self.buttons):
            self.add_widget(widget)

    def arrange(self, tight: bool, beside: bool) -> None:
        """How much air, and which way."""
        self.tight, self.beside = tight, beside
        for button in self.buttons:
            if isinstance(button, ServiceButton):
                button.low = tight

    def may_stand_beside(self, width: float) -> bool:
        """Each button has room for its words on one line."""
        count = len(self.buttons)
        if not 1 < count < 4:
            return False
        each = (width - gap(self.theme) * (count - 1)) / count
        return all(_on_one_line(button, each) for button in self.buttons)

    def rows(self) -> list[tuple[float, float]]:
        """Upper and lower ends of its rows."""
        return rows_of(self.children)

    def _order(self) -> list[Widget]:
        """Side by side the main action is the last, as everywhere in the test."""
        if not self.beside:
            return self.buttons
        return sorted(self.buttons, key=lambda b: getattr(b, "kind", "") == "service")

    def measure(self, width: float) -> float:
        return self._pile(width, None)

    def settle(self) -> None:
        self._pile(self.width, self.top)

    def _pile(self, width: float, top: float | None) -> float:
        """Height; with ``top`` everything is placed on the way."""
        total, space = 0.0, gap(self.theme)
        for slide in self.slides:
            total += space if total else 0.0
            total += _take(slide, self.x, top, total, width)
        if self.slides and self.buttons:
            total += self._between(top, total, width)
        if self.beside:
            order, each = (
                self._order(),
                (width - space * (len(self.buttons) - 1)) / len(self.buttons),
            )
            if top is not None:
                return total + row_of(order, self.x, top - total, width, space)
            return total + max(measured(button, each) for button in order)
        for number, button in enumerate(self.buttons):
            total += space if number else 0.0
            total += _take(button, self.x, top, total, width)
        return total

    def _between(self, top: float | None, total: float, width: float) -> float:
        if self.tight:
            if top is not None and self._or.parent is self:
                self.remove_widget(self._or)
            return gap(self.theme)
        above = self.theme.space(8)
        if top is not None and self._or.parent is None:
            self.add_widget(self._or)
        return 2 * above + _take(self._or, self.x, top, total + above, width)


def _take(widget: Widget, x: float, top: float | None, down: float, width: float) -> float:
    return measured(widget, width) if top is None else put(widget, x, top - down, width)


def _on_one_line(button: Widget, width: float) -> bool:
    if not isinstance(button, Button):
        return False
    face = face_for(button.theme, button.text, button.role)
    return layout.width(face, button.text) + button.theme.space(2 * 10) <= width


class Page(Block):
    """Lays a view's parts out in its box; on several pages, with buttons to turn, if it must."""

    def __init__(
        self,
        theme: Theme,
        parts: Parts,
        words: tuple[str, str, str],
        key: str,
        margins: tuple[float, float, float],
    ) -> None:
        """``words``: more, back, or tap. ``margins``: sides, top, bottom in design pixels."""
        super().__init__()
        self.theme, self.key = theme, key
        self._turn, self._parts = words[:2], parts
        self._sides, self._over, self._under = (theme.space(m) for m in margins)
        self._foot = Foot(theme, parts.foot, words[2]) if parts.foot else None
        self._body: Stack | None = None
        self.still = False
        """The keyboard is up: no buttons to turn, only the part that is typed into."""
        self.pager: Pager | None = None
        self._kept = 0
        self._margins = (self._over, self._under)

    @property
    def turned(self) -> int:
        """How many pages on it is."""
        return self.pager.page if self.pager else self._kept

    def keep(self, turned: int) -> None:
        """Turn that far as soon as there is something to turn."""
        self._kept = turned

    def reveal(self, widget: Widget) -> None:
        """Turn to where a widget is."""
        if self.pager:
            self.pager.reveal(widget)

    def settle(self) -> None:
        kept = self.turned
        self._clear()
        x, width = self.x + self._sides, self.width - 2 * self._sides
        self._body = Stack(self.theme, self._parts.body)
        if self._fits(width):
            self._lay(x, width)
            return
        foot, (over, low) = self._foot, self._edges(True)
        room = self.height - over - low
        pinned = foot and not self._parts.form and foot.measure(width) <= _MOST_FOOT * room
        blocks = [*self._parts.body, *([foot] if foot and not pinned else [])]
        for block in blocks:
            _free(block)
        if foot and pinned:
            low += self._pin_foot(x, width)
        ring = self.theme.px(RING)
        self.pager = Pager(self.theme, blocks, self._turn, self.key, self.still)
        self.pager.page = kept
        self.add_widget(self.pager)
        self.pager.box(x - ring, self.y + low, width + 2 * ring, self.height - over - low)

    def _clear(self) -> None:
        self.clear_widgets()
        for part in (*self._parts.body, self._foot):
            if part is not None:
                _free(part)
        self.pager = None

    def _foot_height(self, width: float) -> float:
        return self._foot.measure(width) + self._foot_gap() if self._foot else 0.0

    def _foot_gap(self) -> float:
        squeeze = self._body.squeeze if self._body else 1.0
        return gap(self.theme, _FOOT_GAP * squeeze)

    def _edges(self, tight: bool) -> tuple[float, float]:
        """Margins above and below, as far as there is room for them."""
        share = _TIGHT if tight else 1.0
        return self._over * share, gap(self.theme) if self.still else self._under * share

    def _fits(self, width: float) -> bool:
        """Tries the ways to arrange it, the roomiest first; leaves the last one tried."""
        assert self._body is not None
        foot = self._foot
        beside = foot is not None and foot.may_stand_beside(width)
        wide = beside and width >= self.theme.space(_WIDE)
        for tight in (False, True):
            self._body.squeeze = _TIGHT if tight else 1.0
            self._margins = self._edges(tight)
            room = self.height - sum(self._margins)
            for row in (True,) if wide else (False, True) if beside else (False,):
                if foot is not None:
                    foot.arrange(tight, row)
                if self._body.measure(width) + self._foot_height(width) <= room:
                    return True
        return False

    def _lay(self, x: float, width: float) -> None:
        assert self._body is not None
        top = self.top - self._margins[0]
        self.add_widget(self._body)
        height = put(self._body, x, top, width)
        if self._foot is None:
            return
        if self._parts.form:
            self.add_widget(self._foot)
            put(self._foot, x, top - height - self._foot_gap(), width)
        else:
            self._pin_foot(x, width)

    def _pin_foot(self, x: float, width: float) -> float:
        """The buttons at the bottom; the height they take, with the gap above."""
        assert self._foot is not None
        self.add_widget(self._foot)
        height = self._foot.measure(width)
        put(self._foot, x, self.y + self._margins[1] + height, width)
        return height + gap(self.theme)


def _free(widget: Widget) -> None:
    if widget.parent is not None:
        widget.parent.remove_widget(widget)
