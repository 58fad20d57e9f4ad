"""More blocks than room: a button turns to the next ones, and nothing is cut in two.

A text that is higher than a page is parted between its lines.

VVSG 7.2-E, WCAG 2.5.7: nothing needs a drag.
"""

from __future__ import annotations

from functools import partial

from kivy.input.motionevent import MotionEvent
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from kiosk.ui.simulator.blocks import Block, Stack, gap
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.button import Button

RING = 10
"""Design pixels that a focus ring stands out of a control, and that must not be clipped."""
_OVERLAP = 56
"""What is seen again of a text that is longer than a page."""
_FLICK = 60
"""Design pixels of a drag that turns the page."""

Span = tuple[float, float]


class _Window(StencilView):
    """Clips what it holds, and takes no touch outside."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        return self.collide_point(*touch.pos) and bool(super().on_touch_down(touch))


class Pager(Block):
    """Blocks on pages; ``still`` shows no buttons, only the part that is asked for."""

    def __init__(
        self, theme: Theme, blocks: list[Widget], turn: tuple[str, str], key: str, still: bool
    ) -> None:
        super().__init__()
        self.theme, self._still = theme, still
        self.page = 0
        self._target: Widget | None = None
        self._inset = theme.px(RING)
        self.stack = Stack(theme, blocks, self._inset)
        self._window = _Window(size_hint=(None, None))
        self._window.add_widget(self.stack)
        self.add_widget(self._window)
        more, back = turn
        self._buttons = tuple(
            Button(theme, text, partial(self._step, step), f"{key}.{name}", icon,
                   "service_small", size_hint_x=None, icon_after=step > 0)
            for text, step, name, icon in (
                (back, -1, "back", "expand_less"), (more, 1, "more", "expand_more")
            )
        )  # fmt: skip
        self._pages: list[Span] = [(0.0, 0.0)]

    def measure(self, width: float) -> float:
        return self.stack.measure(width)

    def to(self, page: int) -> None:
        """Show the page of that number, or the nearest there is."""
        self.page = page
        self._settle()

    def _step(self, pages: int) -> None:
        self.to(self.page + pages)

    def reveal(self, widget: Widget) -> None:
        """Turn to the page that shows a widget of it."""
        if not any(w is self.stack for w in _holders(widget)):
            return
        self._target = widget
        # A hair below its top edge: a page may end exactly where it begins.
        top = self.stack.top - widget.top + 1
        if not self._still:
            self.page = next((n for n, (_, end) in enumerate(self._pages) if top < end), self.page)
        self._settle()

    def settle(self) -> None:
        bar = 0.0 if self._still else self._bar()
        room = self.height - bar
        self.stack.size = (self.width, self.stack.measure(self.width))
        self.stack.box(self.x, self.y, *self.stack.size)
        self._pages = pages(self._spans(room), room, min(self.theme.space(_OVERLAP), room / 4))
        self.page = max(0, min(self.page, len(self._pages) - 1))
        start, end = self._part(room)
        ring = self._inset
        self._window.pos = (self.x, self.top - (end - start) - ring)
        self._window.size = (self.width, end - start + (ring if self._still else 2 * ring))
        self.stack.pos = (round(self.x), round(self.top + start - self.stack.height))
        self._show_buttons()

    def _part(self, room: float) -> Span:
        """The stretch of the stack that is seen."""
        if not self._still:
            return self._pages[self.page]
        wanted = 0.0
        if self._target:  # its lower end, where the caret is, matters more than its label
            wanted = self.stack.top - min(self._target.top, self._target.y + room)
        start = max(0.0, min(wanted, self.stack.height - room))
        # Half a control just above the keys would be touched by mistake.
        whole = [end for top, end in self._spans(room) if top >= start and end <= start + room]
        return start, max(whole, default=start + room)

    def _spans(self, room: float) -> list[Span]:
        """Upper and lower end of what stays whole, in pixels from the upper end of the stack."""
        top = self.stack.top
        spans: list[Span] = []
        for block in self.stack.blocks:
            rows = block.rows() if hasattr(block, "rows") else [(block.top, block.y)]
            if isinstance(block, TextLabel) and block.height > room:
                rows = block.line_boxes()
            spans += [(top - upper, top - lower) for upper, lower in rows]
        return spans

    def _bar(self) -> float:
        space = gap(self.theme)
        for button in self._buttons:
            button.width = (self.width - 2 * self._inset - space) / 2
        return float(max(button.height for button in self._buttons)) + space

    def _show_buttons(self) -> None:
        first, last = self.page == 0, self.page == len(self._pages) - 1
        shown = [b for b, on in zip(self._buttons, (not first, not last), strict=True) if on]
        if self._still:
            shown = []
        for button in self._buttons:
            if button in shown and button.parent is None:
                self.add_widget(button)
            elif button not in shown and button.parent is self:
                self.remove_widget(button)
        space, room = gap(self.theme), self.width - 2 * self._inset
        x = self.x + self._inset
        for button in shown:
            button.width = (room - space * (len(shown) - 1)) / len(shown)
            button.pos = (round(x), round(self.y))
            x += button.width + space

    # a finger may drag, but never must

    def on_touch_down(self, touch: MotionEvent) -> bool:
        taken = bool(super().on_touch_down(touch))
        if self._window.collide_point(*touch.pos) and len(self._pages) > 1:
            touch.grab(self)
            return True
        return taken

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        moved = touch.y - touch.oy
        if abs(moved) > self.theme.px(_FLICK) and not touch.ud.get("scrolled"):
            touch.ud["scrolled"] = True
            self.to(self.page + (1 if moved > 0 else -1))
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is self:
            touch.ungrab(self)
            return True
        return bool(super().on_touch_up(touch))


def pages(spans: list[Span], room: float, overlap: float) -> list[Span]:
    """As many whole blocks on a page as have room; a higher one is shown in parts that overlap."""
    if room <= overlap or room < 1:  # a box on its way to its size: pages would never end
        return [(spans[0][0], spans[-1][1])] if spans else [(0.0, 0.0)]
    out: list[Span] = []
    at, start = 0, spans[0][0] if spans else 0.0
    while at < len(spans):
        fits = at
        while fits < len(spans) and spans[fits][1] - start <= room:
            fits += 1
        if fits == at:
            out.append((start, start + room))
            start += room - overlap
            continue
        out.append((start, spans[fits - 1][1]))
        at = fits
        start = spans[at][0] if at < len(spans) else start
    return out or [(0.0, 0.0)]


def _holders(widget: Widget) -> list[Widget]:
    out = [widget]
    while isinstance(out[-1].parent, Widget):
        out.append(out[-1].parent)
    return out
