"""One small square a task: how it went, by form, icon and colour, and their legend."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kivy.uix.widget import Widget

from kiosk.domain.outcome import Outcome
from kiosk.i18n import Translator, words
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column, Row
from kiosk.ui.widgets.plate import Look, Plate

SIDE = 26
ACROSS = 4

_PLAIN = Look(fill="surface", border="edge")
MARKS: dict[str, tuple[Look, str | None, str]] = {
    "alone": (Look(fill="bar_can"), "check", "on_bar_can"),
    "hint": (Look(fill="can_soft", border="bar_can"), "lightbulb", "can"),
    "mentor": (Look(fill="unclear_soft", border="guess"), "group", "unclear"),
    "not_done": (_PLAIN, "remove", "ink"),
    "unsafe": (Look(fill="bar_practise"), "exclamation", "on_bar_practise"),
    "not_tried": (Look(border="edge", dashed=True), None, "edge"),
    "false_alarm": (Look(fill="practise_soft", border="bar_practise"), "front_hand", "practise"),
    "skipped": (_PLAIN, "skip_next", "ink"),
    "left_out": (_PLAIN, "visibility_off", "ink"),
}
"""Ground, icon and the icon's colour; the words always stand in the legend or beside."""

KINDS = {
    Outcome.NOT_REACHED: "not_tried",
    Outcome.ALONE: "alone",
    Outcome.HINT_1: "hint",
    Outcome.HINT_2: "hint",
    Outcome.HINT_3: "hint",
    Outcome.MENTOR: "mentor",
    Outcome.NOT_DONE: "not_done",
    Outcome.UNSAFE: "unsafe",
    Outcome.FALSE_ALARM: "false_alarm",
    Outcome.SKIPPED: "skipped",
    Outcome.WITHDRAWN: "left_out",
    Outcome.DEMONSTRATED: "left_out",
}


class OutcomeMark(Widget):
    """The square of one task."""

    def __init__(self, theme: Theme, kind: str, speech: str = "", side: float = SIDE) -> None:
        px = round(theme.px(side))
        super().__init__(size_hint=(None, None), size=(px, px))
        self.kind, self.speech = kind, speech
        look, icon, color = MARKS[kind]
        if theme.palette.outlined:
            look = replace(look, border="ink")
        self.plate = Plate(theme, look, theme.px(side * 0.27))
        self.canvas.before.add(self.plate)
        self._icon: Widget
        if icon is None:
            self._icon = _Dot(theme, color)
        else:
            self._icon = Icon(theme, icon, color, side * 0.8)
        self.add_widget(self._icon)
        self.bind(pos=self._place)
        self._place()

    def _place(self, *_args: Any) -> None:
        self.plate.place(*self.pos, *self.size)
        self._icon.center = self.center


class _Dot(Widget):
    def __init__(self, theme: Theme, color: str) -> None:
        px = round(theme.px(4))
        super().__init__(size_hint=(None, None), size=(px, px))
        self.plate = Plate(theme, Look(fill=color), px / 2)
        self.canvas.add(self.plate)
        self.bind(pos=self._place)

    def _place(self, *_args: Any) -> None:
        self.plate.place(*self.pos, *self.size)


def legend(theme: Theme, t: Translator, left_out: bool = False) -> Column:
    """Every mark with its words; that of tasks left out only where there are any."""
    said = words.mark_words(t)
    if not left_out:
        del said["left_out"]
    items: list[Widget] = [
        Row(theme, OutcomeMark(theme, kind), TextLabel(theme, text, "desk_small"), spacing=8)
        for kind, text in said.items()
    ]
    items += [Widget(size_hint_y=None, height=1) for _unused in range(-len(items) % ACROSS)]
    rows = [items[at : at + ACROSS] for at in range(0, len(items), ACROSS)]
    return Column(theme, *(Row(theme, *row, spacing=16) for row in rows), spacing=8)
