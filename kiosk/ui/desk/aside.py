"""Beside the table of a result: what to try next, safety, the receipt code."""

from __future__ import annotations

from typing import Any

from kivy.uix.widget import Widget

from kiosk.desk.profile import Profile
from kiosk.desk.safety import Safety, safety
from kiosk.domain.summary import TaskLine
from kiosk.i18n import Translator
from kiosk.ui.desk import telling
from kiosk.ui.desk.marks import KINDS, OutcomeMark
from kiosk.ui.desk.parts import Hug, Wrap, heading
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Panel, Row
from kiosk.ui.widgets.plate import Look

NEXT_STEPS = 3


def aside(theme: Theme, t: Translator, profile: Profile) -> list[Widget]:
    """The cards, from top to bottom."""
    cards: list[Widget] = []
    known = [service.summary for service in profile.services if service.summary is not None]
    if known:
        cards.append(_next_steps(theme, t, [line for s in known for line in s.to_practise]))
    found = safety(profile.services)
    if found.any:
        cards.append(_safety(theme, t, found))
    cards.append(_receipt(theme, t, profile))
    return cards


def _side_card(theme: Theme, title: str, *children: Widget, spacing: float = 10) -> Card:
    return Card(theme, heading(theme, title), *children, padding=(24, 18), spacing=spacing)


def _next_steps(theme: Theme, t: Translator, lines: list[TaskLine]) -> Card:
    _ = t.gettext
    if not lines:
        return _side_card(
            theme,
            _("Next steps"),
            TextLabel(theme, _("Everything that was tried was managed."), "desk_text"),
        )
    steps = [
        Row(
            theme,
            _Number(theme, number),
            TextLabel(theme, t.say(line.task.next), "desk_text", weight=600),
            spacing=14,
        )
        for number, line in enumerate(lines[:NEXT_STEPS], 1)
    ]
    more = len(lines) - len(steps)
    if more > 0:
        words = t.ngettext("{n} more in the list", "{n} more in the list", more)
        return _side_card(
            theme, _("Next steps"), *steps, TextLabel(theme, words, "desk_small", "ink_2")
        )
    return _side_card(theme, _("Next steps"), *steps)


class _Number(Widget):
    """A number on a disc."""

    def __init__(self, theme: Theme, number: int) -> None:
        px = round(theme.px(30))
        super().__init__(size_hint=(None, None), size=(px, px))
        self._disc = Panel(
            theme, Look(fill="primary"), px / 2, size_hint=(None, None), size=(px, px)
        )
        self._label = TextLabel(
            theme,
            str(number),
            "desk_small",
            "on_primary",
            700,
            "center",
            size_hint_x=None,
            width=px,
        )
        self.add_widget(self._disc)
        self.add_widget(self._label)
        self.bind(pos=self._place)

    def _place(self, *_args: Any) -> None:
        self._disc.pos = self.pos
        self._label.pos = (self.x, round(self.center_y - self._label.height / 2))


def _safety(theme: Theme, t: Translator, found: Safety) -> Card:
    rows: list[Widget] = []
    if found.false_cases:
        words = t.gettext(
            "{refused} of {count} false ones refused",
            refused=found.refused,
            count=len(found.false_cases),
        )
        rows.append(_safety_row(theme, t, found.false_cases, words))
    if found.true_cases:
        words = t.ngettext("{n} false alarm", "{n} false alarms", found.alarms)
        rows.append(_safety_row(theme, t, found.true_cases, words))
    return _side_card(theme, t.gettext("Safety"), *rows)


def _safety_row(theme: Theme, t: Translator, lines: tuple[TaskLine, ...], words: str) -> Row:
    marks = [
        OutcomeMark(theme, KINDS[line.fact.outcome], telling.outcome(line.fact, t))
        for line in lines
    ]
    label = TextLabel(theme, words, "desk_text", weight=600)
    if len(marks) > 4:
        return Row(theme, Column(theme, Wrap(theme, *marks, spacing=(5, 5)), label, spacing=4))
    return Row(theme, Hug(theme, *marks, spacing=5), label, spacing=12)


def _receipt(theme: Theme, t: Translator, profile: Profile) -> Card:
    _ = t.gettext
    if profile.quarantined is None:
        use = _("It shows that this result has arrived.")
    else:
        use = _("Do not pass this code on: the result is kept apart.")
    return _side_card(
        theme,
        _("Receipt code"),
        TextLabel(theme, telling.receipt_code(profile), "desk_title", "primary"),
        TextLabel(theme, use, "desk_small", "ink_2"),
        spacing=4,
    )
