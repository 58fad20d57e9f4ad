"""One card over a dark scrim, with one way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.animation import Animation
from kivy.graphics import Color, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import SCREEN_SECONDS, SCRIM_ALPHA, Theme
from kiosk.ui.widgets.boxes import Column, Panel, Row, Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.scroll import Scroll

SCRIM = "#06120F"
SIDE = 40
WIDE = 1232
"""Width of a card where the text is large."""
ASIDE_LEAST = 400
"""What stands beside the actions is never narrower: else it stands above them."""


class Overlay(FloatLayout):
    """Covers everything with 62 % dark and stands a card in the middle; ``Surface.open`` shows it.

    ``back`` is what Escape does; touches beside the card do nothing.
    """

    modal = True

    def __init__(
        self, theme: Theme, card: Widget, back: Callable[[], object] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.theme, self.card, self.back = theme, card, back
        with self.canvas.before:
            Color(*theme.color(SCRIM, SCRIM_ALPHA))
            self._scrim = Rectangle()
        card.pos_hint = {"center_x": 0.5, "center_y": 0.5}
        self.add_widget(card)
        self.bind(pos=self._cover, size=self._cover, parent=self._enter)
        self._cover()

    def _cover(self, *_args: Any) -> None:
        self._scrim.pos, self._scrim.size = self.pos, self.size

    def _enter(self, _self: Any, parent: Widget | None) -> None:
        if parent is not None and not self.theme.calm:
            self.opacity = 0.01
            Animation(opacity=1, duration=SCREEN_SECONDS, t="out_quad").start(self)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        super().on_touch_down(touch)
        return True


class Dialog(Panel):
    """A card for an overlay: a head, a body that scrolls if it must, actions at the lower end.

    ``tone`` colours the head: ``amber`` for what belongs to the practice, else the card's own.
    ``actions`` stand in reading order, the way back last. ``aside`` stands before them, or above
    where it is narrow.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        body: Widget,
        actions: list[Button],
        *,
        more: str,
        back: str,
        icon: str | None = None,
        tone: str = "canvas",
        aside: Widget | None = None,
        width: float = 980,
        key: str = "dialog",
        **kwargs: Any,
    ) -> None:
        look = Look(fill="canvas", depth=3)
        radius = theme.radius("dialog")
        super().__init__(theme, look, radius, size_hint=(None, None), **kwargs)
        self._wanted = theme.px(WIDE if theme.large else width)
        self.body = body
        self._head = _head(theme, title, icon, tone)
        self.add_widget(self._head)
        self._scroll = Scroll(theme, body, more, back, f"{key}.body")
        low = (12, 8) if theme.large else (24, 12)
        middle = Column(theme, self._scroll, padding=(SIDE, low[0], SIDE, low[1]), fill=True)
        self.add_widget(middle)
        self._actions, self._aside = actions, aside
        self._foot = Column(theme, spacing=16, padding=(SIDE, 12, SIDE, 24 if theme.large else 34))
        self._plan: tuple[bool, tuple[int, ...]] | None = None
        self.add_widget(self._foot)
        self._padding = middle.padding
        for widget in (self._head, self._foot, body):
            widget.fbind("height", self._fit)
        self.fbind("parent", self._watch)

    def _show_foot(self, room: float) -> None:
        """As few rows as there is room for, the way back last; what is aside, beside or above."""
        theme = self.theme
        packed = self._packed(room)
        words = theme.px(ASIDE_LEAST) if self._aside is not None else 0
        broad = len(packed) == 1 and self._taken(packed[0]) + words <= room
        plan = (broad, tuple(len(row) for row in packed))
        if plan == self._plan:
            return
        self._plan = plan
        self._foot.clear_widgets()
        for holder in [w.parent for w in (*self._actions, self._aside) if w is not None]:
            if holder:
                holder.clear_widgets()
        rows: list[list[Widget]] = []
        if self._aside is not None and not broad:
            rows.append([self._aside])
        for row in packed:
            first = self._aside if broad and self._aside is not None else self._filler()
            alone = self._taken(row) > room
            rows.append([*row] if alone else [first, *row])
            for action in row:
                action.hug = not alone
                action.size_hint_x = 1 if alone else None
                action.width = action.natural_width
        for widgets in rows:
            self._foot.add_widget(Row(theme, *widgets, spacing=20, align="bottom"))

    def _packed(self, room: float) -> list[list[Button]]:
        """The actions in rows, filled from the last."""
        rows: list[list[Button]] = [[]]
        for action in reversed(self._actions):
            if rows[0] and self._taken([action, *rows[0]]) > room:
                rows.insert(0, [])
            rows[0].insert(0, action)
        return rows

    def _taken(self, row: list[Button]) -> float:
        return float(sum(a.natural_width + self.theme.space(20) for a in row))

    def _filler(self) -> Widget:
        return Space(self.theme, size_hint_y=None, height=1)

    def _watch(self, _self: Any, parent: Widget | None) -> None:
        if parent is not None:
            parent.fbind("size", self._fit)
            self._fit()

    def _fit(self, *_args: Any) -> None:
        """As high as its content, within the window less a margin."""
        if self.parent is None:
            return
        margin = self.theme.px(24)
        self.width = round(min(self._wanted, self.parent.width - 2 * margin))
        self._show_foot(self.width - self._padding[0] - self._padding[2])
        self.body.width = self.width - self._padding[0] - self._padding[2]
        wanted = self._head.height + self.body.height + self._foot.height
        wanted += self._padding[1] + self._padding[3]
        self.height = round(min(wanted, self.parent.height - 2 * margin))


def _head(theme: Theme, title: str, icon: str | None, tone: str) -> Panel:
    ink = "on_amber" if tone == "amber" else "ink"
    radius = theme.radius("dialog")
    border = "line" if tone == "amber" and theme.palette.outlined else None
    look = Look(fill=tone, border=border)
    row = Row(theme, spacing=16)
    if icon:
        row.add_widget(Icon(theme, icon, ink, role="action"))
    row.add_widget(TextLabel(theme, title, "heading", ink))
    across = (SIDE, 12 if theme.large else 20)
    head = Panel(theme, look, (radius, radius, 0, 0), across, size_hint_y=None)
    head.bind(minimum_height=head.setter("height"))
    head.add_widget(row)
    return head
