"""Every task of a service below the table: how it went, and how it was gone about."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.uix.widget import Widget

from kiosk.desk.mistakes import Mistake, Stories, in_words, missed_words
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


def task_card(theme: Theme, t: Translator, service: ServiceProfile, stories: Stories) -> Card:
    """One service, a row for each task; below its name whether somebody helped. What happened on
    the way stands in the row of its task, of a service without content below all rows."""
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
        number = service.fact.service
        left = [one for ref, told in stories.items() if ref[0] == number for one in told.told]
        rows = [
            _row(theme, t, fact, _("Task {number}", number=at), [telling.on_task(fact, t)])
            for at, fact in enumerate(service.fact.tasks, 1)
        ]
    else:
        left = []
        rows = [_known(theme, t, summary.service.number, line, stories) for line in summary.lines]
    ruled = (Column(theme, Rule(theme), row) for row in rows[1:])
    card.add_widget(Column(theme, *rows[:1], *ruled))
    if left:
        card.add_widget(_on_the_way(theme, t, left))
    return card


def _known(theme: Theme, t: Translator, service: int, line: TaskLine, stories: Stories) -> Row:
    story = stories.get((service, line.task.number))
    made = story.told if story is not None else ()
    title, process = telling.task_title(line, t), telling.task_process(line, t)
    if missed := missed_words(story, t):
        process.append(missed)
    return _row(theme, t, line.fact, title, process, made)


def _row(
    theme: Theme,
    t: Translator,
    fact: TaskFact,
    title: str,
    process: list[str],
    made: Sequence[Mistake] = (),
) -> Row:
    said = Column(theme, TextLabel(theme, title, "desk_text", weight=600))
    if process:
        told = words.first_upper(" · ".join(process))
        said.add_widget(TextLabel(theme, told, "desk_small", "ink_2"))
    if made:
        said.add_widget(_on_the_way(theme, t, made))
    outcome = telling.outcome(fact, t)
    return Row(
        theme,
        OutcomeMark(theme, KINDS[fact.outcome], outcome),
        said,
        TextLabel(theme, outcome, "desk_small", weight=600, align="end", size_hint_x=0.3),
        spacing=16,
        padding=(0, 7),
    )


def _on_the_way(theme: Theme, t: Translator, made: Sequence[Mistake]) -> Widget:
    """The mistakes, as the citizen was told of them."""
    title = TextLabel(theme, t.gettext("This happened on the way"), "desk_small", weight=600)
    told = (TextLabel(theme, in_words(mistake, t), "desk_small") for mistake in made)
    return Column(theme, title, *told, spacing=2, padding=(0, 6, 0, 2))
