"""More content than room: a "More" button turns the page, and a finger may drag but never must.

VVSG 7.2-E, WCAG 2.5.7: nothing needs a drag.
"""

from __future__ import annotations

from typing import Any

from kivy.input.motionevent import MotionEvent
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.button import Button

_SLACK = 14
"""Design pixels that a finger may wander before it counts as a drag."""
_OVERLAP = 56
"""What is seen of the page before when a page is turned."""


class _Viewport(StencilView):
    """Clips its one child, and takes no touch outside."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        return self.collide_point(*touch.pos) and bool(super().on_touch_down(touch))


class Scroll(FloatLayout):
    """Shows ``content`` (of fixed height) in what room there is.

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
        self._dragged: MotionEvent | None = None
        self._view = _Viewport(size_hint=(None, None))
        content.size_hint = (None, None)
        self._view.add_widget(content)
        self.add_widget(self._view)
        self._more = Button(theme, more, lambda: self.turn(1), f"{key}.more", "expand_more", kind,
                            size_hint=(None, None), language=language)  # fmt: skip
        self._back = Button(theme, back, lambda: self.turn(-1), f"{key}.back", "expand_less", kind,
                            size_hint=(None, None), language=language)  # fmt: skip
        for name in ("pos", "size"):
            self.fbind(name, self._arrange)
        content.fbind("height", self._arrange)
        self._arrange()

    @property
    def overflow(self) -> float:
        """Pixels by which the content is higher than the room."""
        return float(max(0.0, self.content.height - self._view.height))

    def turn(self, pages: int) -> None:
        """On or back by what the room shows, less a line or two."""
        page = max(self._view.height * 0.5, self._view.height - self.theme.space(_OVERLAP))
        self.to(self.offset + pages * page)

    def to(self, offset: float) -> None:
        """Show the content from ``offset`` pixels on."""
        self.offset = round(min(max(0.0, offset), self.overflow))
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
        bar = self._bar_height()
        self._view.pos = (self.x, self.y + bar)
        self._view.size = (self.width, max(0.0, self.height - bar))
        self.offset = min(self.offset, self.overflow)
        self.content.pos = (self.x, round(self._view.top - self.content.height + self.offset))
        self._show_buttons(bar > 0)

    def _bar_height(self) -> float:
        if self.content.height <= self.height + 1:
            return 0.0
        gap = self.theme.space(16)
        self._more.width = self._back.width = (self.width - gap) / 2
        return float(max(self._more.height, self._back.height)) + gap / 2

    def _show_buttons(self, needed: bool) -> None:
        first, last = self.offset <= 0, self.offset >= self.overflow - 1
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
        if abs(moved) > self.theme.px(_SLACK):
            touch.ud["scrolled"] = True
        if touch.ud.get("scrolled"):
            self.to(touch.ud["scroll"][1] + moved)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is self:
            touch.ungrab(self)
            return True
        return bool(super().on_touch_up(touch))
