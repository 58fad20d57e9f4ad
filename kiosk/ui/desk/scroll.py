"""Content that may be higher than its room, for a mouse: the wheel, a bar that shows, the keys."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color
from kivy.input.motionevent import MotionEvent
from kivy.uix.layout import Layout
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets import patches

BAR, WHEEL, SEEN = 8, 64, 80
"""Design pixels: width of the bar, a step of the wheel, what stays when a page is turned."""


class DeskScroll(StencilView):
    """Shows ``content``, whose height is its own, in what room there is."""

    def __init__(self, theme: Theme, content: Widget, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.theme, self.content = theme, content
        self.offset = 0.0
        """Pixels of the content that are above the room."""
        content.size_hint = (None, None)
        self.add_widget(content)
        for name in ("pos", "size"):
            self.fbind(name, self.arrange)
        content.fbind("height", self.arrange)

    @property
    def overflow(self) -> float:
        """Pixels by which the content is higher than the room."""
        return float(max(0.0, self.content.height - self.height))

    def to(self, offset: float) -> None:
        """Show the content from ``offset`` pixels on."""
        self.offset = round(min(max(0.0, offset), self.overflow))
        self.arrange()

    def turn(self, pages: float) -> None:
        """On or back by most of what is shown."""
        self.to(self.offset + pages * max(self.height - self.theme.px(SEEN), self.height / 2))

    def reveal(self, widget: Widget) -> None:
        """Scroll as far as it takes to show a widget of the content, and its focus ring, whole."""
        room = self.theme.px(16)
        above, below = widget.top + room - self.top, self.y - widget.y + room
        if above > 0 or below > 0:
            self.to(self.offset - above if above > 0 else self.offset + below)

    def arrange(self, *_args: Any) -> None:
        """Put the content in its place."""
        self.content.width = self.width
        self.offset = min(self.offset, self.overflow)
        self.content.pos = (self.x, round(self.top - self.content.height + self.offset))
        self._draw_bar()

    # -- the bar

    def _bar(self) -> tuple[float, float, float, float]:
        """Its box; nothing of it shows when there is room for all."""
        wide = round(self.theme.px(BAR))
        high = max(4.0 * wide, self.height * self.height / max(1.0, self.content.height))
        share = self.offset / self.overflow if self.overflow else 0.0
        left = self.x if self.theme.rtl else self.right - wide
        return round(left), round(self.top - high - share * (self.height - high)), wide, round(high)

    def _draw_bar(self) -> None:
        self.canvas.after.remove_group("bar")
        if self.overflow < 1:
            return
        box = self._bar()
        with self.canvas.after:
            Color(*self.theme.color("edge"), group="bar")
            patches.filled(box, (box[2] / 2,) * 4).group = "bar"

    # -- the mouse

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if touch.is_mouse_scrolling:
            # Kivy calls it "scrolldown" when the content goes down, so what was above is seen.
            back = touch.button in ("scrolldown", "scrollleft")
            self.to(self.offset + self.theme.px(-WHEEL if back else WHEEL))
            return True
        if self.overflow and self._on_bar(touch):
            touch.grab(self)
            return True
        return bool(super().on_touch_down(touch))

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        way = max(1.0, self.height - self._bar()[3])
        self.to(self.offset - touch.dy * self.overflow / way)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        return True

    def _on_bar(self, touch: MotionEvent) -> bool:
        left, low, wide, high = self._bar()
        return left <= touch.x <= left + wide and low <= touch.y <= low + high


def settle(root: Widget, rounds: int = 4) -> None:
    """Lay everything out before the first frame, so that no text is drawn at a width on the way.

    Widths come from above and heights from below, so each round goes down and up again.
    """
    layouts = [w for w in root.walk(restrict=True) if isinstance(w, Layout | DeskScroll)]
    before: list[tuple[float, ...]] = []
    for _round in range(rounds):
        for layout in (*layouts, *reversed(layouts)):
            if isinstance(layout, DeskScroll):
                layout.arrange()
            else:
                layout.do_layout()
        sizes = [tuple(layout.size) for layout in layouts]
        if sizes == before:
            return
        before = sizes
