"""More content than room: a "More" button turns the page, and a finger may drag but never must.

VVSG 7.2-E, WCAG 2.5.7: nothing needs a drag.
"""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.tappable import Tappable

SLACK = 14
"""Design pixels that a finger may wander before it counts as a drag."""

Span = tuple[float, float]
"""Upper and lower end, in pixels from the upper end of the content."""


class _Viewport(StencilView):
    """Clips its one child, and takes no touch outside."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        return self.collide_point(*touch.pos) and bool(super().on_touch_down(touch))


class Scroll(FloatLayout):
    """Shows ``content`` (of fixed height) in what room there is; no line of it is cut in two.

    ``more`` and ``back`` are the words of the two buttons, which appear only when needed; their
    keys are ``{key}.more`` and ``{key}.back``.
    """

    def __init__(
        self,
        theme: Theme,
        content: Widget,
        more: str,
        back: str,
        key: str = "scroll",
        kind: str = "tile_row",
        language: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.theme, self.content = theme, content
        self.offset = 0.0
        """Pixels of the content that are above the room."""
        self._room = 0.0
        """Height that the content has."""
        self._view = _Viewport(size_hint=(None, None))
        content.size_hint = (None, None)
        self._view.add_widget(content)
        self.add_widget(self._view)
        self._more = Button(theme, more, lambda: self.turn(1), f"{key}.more", "expand_more", kind,
                            size_hint=(None, None), language=language)  # fmt: skip
        self._back = Button(theme, back, lambda: self.turn(-1), f"{key}.back", "expand_less", kind,
                            size_hint=(None, None), language=language)  # fmt: skip
        self._again = Clock.create_trigger(self._arrange, -1)
        for name in ("pos", "size"):
            self.fbind(name, self._arrange)
        content.fbind("height", self._arrange)
        for widget in content.walk(restrict=True):  # lines are whole only where they end up
            widget.fbind("y", self._again)
            widget.fbind("height", self._again)
        self._arrange()

    @property
    def overflow(self) -> float:
        """Pixels by which the content is higher than the room."""
        return float(max(0.0, self.content.height - self._room))

    def turn(self, pages: int) -> None:
        """On to the first line that is not seen, or back so that the first that is seen is last."""
        start, end = self._seen()
        if pages > 0:
            self.to(end)
        else:
            whole = [top for top, _ in self._spans() if top >= start - self._room]
            self.to(min(whole, default=start - self._room))

    def to(self, offset: float) -> None:
        """Show the content from ``offset`` pixels on."""
        self.offset = round(min(max(0.0, offset), self._last()))
        self._arrange()

    def reveal(self, widget: Widget) -> None:
        """Scroll as far as it takes to show a widget of the content whole."""
        if not any(w is widget for w in self.content.walk()):
            return
        above = widget.top - self._view.top
        below = self._view.y - widget.y
        if above > 0 or below > 0:
            self.to(self.offset - above if above > 0 else self.offset + below)

    def _arrange(self, *_args: Any) -> None:
        self.content.width = self.width
        needed = self.content.height > self.height + 1
        bar = self.bar_height() if needed else 0.0
        self._room = max(0.0, self.height - bar)
        self.offset = min(self.offset, round(self._last()))
        self.content.pos = (self.x, round(self.top - self.content.height + self.offset))
        start, end = self._seen()
        self._view.size = (self.width, end - start)
        self._view.pos = (self.x, round(self.top + self.offset - end))
        self._show_buttons(needed)

    def _spans(self) -> list[Span]:
        """Lines and controls of the content: what must not be cut in two."""
        top = self.content.top
        spans: list[Span] = []
        for widget in self.content.walk(restrict=True):
            if isinstance(widget, TextLabel) and not isinstance(widget.parent, Tappable):
                spans += [(top - upper, top - lower) for upper, lower in widget.line_boxes()]
            elif isinstance(widget, (Tappable, Icon)):
                spans.append((top - widget.top, top - widget.y))
        return sorted(span for span in spans if span[1] - span[0] <= self._room)

    def _seen(self) -> Span:
        """The stretch of the content that is shown: whole lines only."""
        start, end = self.offset, min(self.offset + self._room, self.content.height)
        if self.overflow <= 0:
            return start, max(start, self.offset + self._room)
        for top, low in reversed(self._spans()):
            if start < top < end - 1 < low - 2:
                end = top
        return start, end

    def _last(self) -> float:
        """The furthest that the content goes: a last page that begins with a whole line."""
        if self.overflow <= 0:
            return 0.0
        cut = [low for top, low in self._spans() if top < self.overflow - 1 < low - 1]
        return max(cut, default=self.overflow)

    def bar_height(self) -> float:
        """Pixels that the buttons take where there is more than room."""
        gap = self.theme.space(16)
        self._more.width = self._back.width = (self.width - gap) / 2
        return float(max(self._more.height, self._back.height)) + gap / 2

    def _show_buttons(self, needed: bool) -> None:
        first, last = self.offset <= 0, self._seen()[1] >= self.content.height - 1
        shown = [b for b, on in ((self._back, not first), (self._more, not last)) if needed and on]
        for button in (self._back, self._more):
            if button in shown and button.parent is None:
                self.add_widget(button)
            elif button not in shown and button.parent is self:
                self.remove_widget(button)
        if len(shown) == 1:
            shown[0].width = self.width
        if self.theme.rtl:
            shown.reverse()
        x = self.x
        for button in shown:
            button.pos = (x, self.y)
            x = button.right + self.theme.space(16)

    # dragging

    def on_touch_down(self, touch: MotionEvent) -> bool:
        taken = bool(super().on_touch_down(touch))
        if self._view.collide_point(*touch.pos) and self.overflow > 0:
            touch.grab(self)
            touch.ud.setdefault("scroll", (self, self.offset))
            return True
        return taken

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self or touch.ud["scroll"][0] is not self:
            return bool(super().on_touch_move(touch))
        moved = touch.y - touch.oy
        if abs(moved) > self.theme.px(SLACK):
            touch.ud["scrolled"] = True
        if touch.ud.get("scrolled"):
            self.to(touch.ud["scroll"][1] + moved)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is self:
            touch.ungrab(self)
            return True
        return bool(super().on_touch_up(touch))
