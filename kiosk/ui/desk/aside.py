"""Beside the table of a result: what can be offered, safety, the receipt code."""

from __future__ import annotations

from typing import Any

from kivy.uix.widget import Widget

from kiosk.desk.offers import MOST, Offer, offers
from kiosk.desk.profile import Profile
from kiosk.domain.summary import TaskLine, Together
from kiosk.i18n import Translator, words
from kiosk.ui.desk import telling
from kiosk.ui.desk.bands import band_mark
from kiosk.ui.desk.marks import KINDS, OutcomeMark
from kiosk.ui.desk.parts import Hug, Wrap, digits, heading
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Panel, Row
from kiosk.ui.widgets.plate import Look


def aside(theme: Theme, t: Translator, profile: Profile) -> list[Widget]:
    """The cards, from top to bottom."""
    cards: list[Widget] = []
    if profile.summaries:
        cards.append(_offers(theme, t, profile))
    found = profile.together
    if found.false_cases or found.true_cases:
        cards.append(_safety(theme, t, found))
    cards.append(_receipt(theme, t, profile))
    return cards


def _side_card(theme: Theme, title: str, *children: Widget, spacing: float = 10) -> Card:
    return Card(theme, heading(theme, title), *children, padding=(24, 18), spacing=spacing)


def _offers(theme: Theme, t: Translator, profile: Profile) -> Card:
    _, found = t.gettext, offers(profile.summaries)
    title = _("What you can offer")
    if not found:
        tried = any(summary.counted for summary in profile.summaries)
        none = (
            _("Everything that was tried was managed.") if tried else _("A start with an eMentor.")
        )
        return _side_card(theme, title, TextLabel(theme, none, "desk_text"))
    steps: list[Widget] = [
        _offer(theme, t, number, offer) for number, offer in enumerate(found[:MOST], 1)
    ]
    more = len(found) - len(steps)
    if more > 0:
        rest = t.ngettext("{n} more in the list", "{n} more in the list", more)
        steps.append(TextLabel(theme, rest, "desk_small", "ink_2"))
    return _side_card(theme, title, *steps, spacing=14)


def _offer(theme: Theme, t: Translator, number: int, offer: Offer) -> Row:
    """The step; below it where it was met, and how that went."""
    name, went = t.say(offer.summary.service.name), words.outcome_words(t)[offer.line.fact.outcome]
    said = Column(
        theme,
        TextLabel(theme, t.say(offer.line.task.next), "desk_text", weight=600),
        TextLabel(theme, f"{name}: {went}", "desk_small", "ink_2"),
    )
    return Row(theme, _Number(theme, number), said, spacing=14)


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


def _safety(theme: Theme, t: Translator, found: Together) -> Card:
    told = (
        (found.false_cases, words.refusals(found.safety, t)),
        (found.true_cases, words.alarms(found.safety, t)),
    )
    rows: list[Widget] = [_safety_row(theme, t, lines, text) for lines, text in told if text]
    if found.safety.estimate is not None:
        rows.append(band_mark(theme, t, found.safety.band, found.safety.estimate))
    return _side_card(theme, t.gettext("Safety"), *rows)


def _safety_row(theme: Theme, t: Translator, lines: tuple[TaskLine, ...], text: str) -> Row:
    marks = [
        OutcomeMark(theme, KINDS[line.fact.outcome], telling.outcome(line.fact, t))
        for line in lines
    ]
    label = TextLabel(theme, text, "desk_text", weight=600)
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
        digits(theme, profile.receipt_code, "desk_title"),
        TextLabel(theme, use, "desk_small", "ink_2"),
        spacing=4,
    )
