"""Taps that reach no control."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.scroll import SLACK
from kiosk.ui.widgets.tappable import Tappable


class MissedTaps(Widget):
    """Tells of taps on itself that no control took; a drag is no tap."""

    theme: Theme

    def __init__(self, on_missed: Callable[[], object], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._on_missed = on_missed
        self.covered = 0.0
        """So many pixels from below lie under a keyboard: between its keys nothing is missed."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        taken = bool(super().on_touch_down(touch))
        if self._is_on_it(touch) and not _pressed(touch):
            touch.grab(self)
            return True
        return taken

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        if self._wandered(touch):
            touch.ungrab(self)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        # The screen may have moved on under the finger; the tap was not meant for what came.
        if not self._wandered(touch) and self.get_root_window() is not None:
            self._on_missed()
        return True

    def _is_on_it(self, touch: MotionEvent) -> bool:
        free = touch.y >= self.y + self.covered
        return free and self.collide_point(*touch.pos) and not touch.is_mouse_scrolling

    def _wandered(self, touch: MotionEvent) -> bool:
        return max(abs(touch.x - touch.ox), abs(touch.y - touch.oy)) > self.theme.px(SLACK)


def _pressed(touch: MotionEvent) -> bool:
    """Something that can be tapped took it; what takes no press now is no more than a picture."""
    return any(isinstance(holder(), Tappable) for holder in touch.grab_list)
