"""Every task of a service below the table: how it went, and how it was gone about."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.desk.profile import ServiceProfile
from kiosk.domain.record import TaskFact
from kiosk.domain.summary import TaskLine
from kiosk.i18n import Translator, words
from kiosk.ui.desk import telling
from kiosk.ui.desk.marks import KINDS, OutcomeMark
from kiosk.ui.desk.parts import Rule, heading
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Row


def task_card(theme: Theme, t: Translator, service: ServiceProfile) -> Card:
    """One service, a row for each task; below its name whether somebody helped."""
    _, summary = t.gettext, service.summary
    if summary is None:
        name: object = _("Service {number}", number=service.fact.service)
    else:
        name = summary.service.name
    helped = words.helped_words(t)[service.fact.helped]
    card = Card(
        theme,
        heading(theme, _("{name}, task by task", name=name)),
        TextLabel(theme, _("Somebody helped: {answer}", answer=helped), "desk_small", "ink_2"),
        padding=(24, 14, 24, 6),
        spacing=4,
    )
    if summary is None:
        told = [
            (fact, _("Task {number}", number=number), [telling.on_task(fact, t)])
            for number, fact in enumerate(service.fact.tasks, 1)
        ]
    else:
        told = [_known(line, t) for line in summary.lines]
    rows = Column(theme)
    for at, (fact, title, process) in enumerate(told):
        rows.add_widget(_row(theme, t, fact, title, process, ruled=at > 0))
    card.add_widget(rows)
    return card


def _known(line: TaskLine, t: Translator) -> tuple[TaskFact, str, list[str]]:
    return line.fact, telling.task_title(line, t), telling.task_process(line, t)


def _row(
    theme: Theme, t: Translator, fact: TaskFact, title: str, process: list[str], ruled: bool
) -> Widget:
    said = Column(theme, TextLabel(theme, title, "desk_text", weight=600))
    if process:
        told = words.first_upper(" · ".join(process))
        said.add_widget(TextLabel(theme, told, "desk_small", "ink_2"))
    outcome = telling.outcome(fact, t)
    row = Row(
        theme,
        OutcomeMark(theme, KINDS[fact.outcome], outcome),
        said,
        TextLabel(theme, outcome, "desk_small", weight=600, align="end", size_hint_x=0.3),
        spacing=16,
        padding=(0, 7),
    )
    return Column(theme, Rule(theme), row) if ruled else row
