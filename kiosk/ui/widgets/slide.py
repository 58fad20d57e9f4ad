"""Slide to approve, as a phone has it; a button that does the same stands beside it.

WCAG 2.5.7: the drag is never the only way.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from kivy.input.motionevent import MotionEvent
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import CONTROL_MM, Theme
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.tappable import Tappable, surface_of

REACHED = 0.85
"""Share of the way after which letting go counts."""


class SlideToApprove(FloatLayout):
    """A track with words and a round knob; acts when the knob is let go near the far end.

    Devices are not mirrored, so it slides to the right in every language.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        on_done: Callable[[], object],
        key: str,
        speech: str | None = None,
        language: str | None = "da",
        **kwargs: Any,
    ) -> None:
        self.theme = theme
        kwargs.setdefault("size_hint_y", None)
        super().__init__(height=ceil(max(theme.space(88), theme.mm(CONTROL_MM + 2.2))), **kwargs)
        border = "on_service_track" if theme.palette.outlined else None
        self.plate = Plate(theme, Look(fill="service_track", border=border), self.height / 2)
        self.canvas.before.add(self.plate)
        self.label = TextLabel(
            theme,
            text,
            "label",
            "on_service_track",
            language=language,
            lines=2,
            size_hint=(None, None),
        )
        self.add_widget(self.label)
        self.knob = _Knob(theme, key, speech or text, on_done, self.height - 2 * theme.px(6))
        self.add_widget(self.knob)
        self.bind(pos=self.arrange, size=self.arrange)
        self.arrange()

    @property
    def way(self) -> float:
        """Pixels between the knob's two ends."""
        return float(max(1.0, self.width - self.height))

    def arrange(self, *_args: Any) -> None:
        """Place track, words and knob."""
        self.plate.place(*self.pos, *self.size)
        inset = self.theme.px(6)
        self.knob.pos = (
            round(self.x + inset + self.knob.travelled * self.way),
            round(self.y + inset),
        )
        left = self.x + self.height + self.theme.px(12)
        self.label.width = max(1.0, self.x + self.width - left - self.theme.px(20))
        self.label.pos = (round(left), round(self.y + (self.height - self.label.height) / 2))
        hide = self.knob.travelled > 0.15
        self.label.opacity = 0 if hide else 1


class _Knob(Tappable):
    def __init__(
        self, theme: Theme, key: str, speech: str, on_done: Callable[[], object], side: float
    ) -> None:
        super().__init__(
            key, speech, on_done, size_hint=(None, None), size=(round(side), round(side))
        )
        self.theme = theme
        self.travelled = 0.0
        self.plate = Plate(theme, Look(fill="service_action"), side / 2)
        self.canvas.before.add(self.plate)
        self._icon = Icon(
            theme, "keyboard_double_arrow_right", "on_service_action", 40, mirror=False
        )
        self.add_widget(self._icon)
        for name in ("pos", "size", "focused"):
            self.fbind(name, self._arrange)

    def _arrange(self, *_args: Any) -> None:
        self.plate.dress(self.plate.look, ring=self.focused)
        self.plate.place(*self.pos, *self.size)
        self._icon.pos = (
            self.x + (self.width - self._icon.width) / 2,
            self.y + (self.height - self._icon.height) / 2,
        )

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        self._go((touch.x - touch.ox) / self.parent.way)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.pressed = False
        reached = self.travelled >= REACHED
        self._go(0.0)
        surface = surface_of(self)
        if reached and (surface is None or surface.may_navigate()):
            self.activate()
        return True

    def _go(self, travelled: float) -> None:
        self.travelled = min(1.0, max(0.0, travelled))
        self.parent.arrange()
