"""One result, read in a minute: what can already, task by task, beside what was thought."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kivy.graphics import Color
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import Result
from kiosk.desk.profile import Profile, ServiceProfile
from kiosk.desk.words import guess_words, helped_words
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Guess, TaskFact
from kiosk.domain.summary import ServiceSummary, TaskLine
from kiosk.i18n import Translator
from kiosk.ui.desk import telling
from kiosk.ui.desk.aside import aside
from kiosk.ui.desk.marks import KINDS, OutcomeMark, legend
from kiosk.ui.desk.parts import Hug, Rule, Wrap, heading, said
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import patches
from kiosk.ui.widgets.boxes import Card, Column, Panel, Row
from kiosk.ui.widgets.plate import Look

MARGIN, GAP = 28, 16
SERVICE_ICONS = {
    "mitid": "shield_person",
    "digital_post": "mail",
    "jobnet": "work",
    "pdf": "picture_as_pdf",
    "gate": "touch_app",
}
_COLUMNS = (0.20, 0.365, 0.235, 0.20)
_LEFT = 0.715
"""Share of the width that the table and the list of tasks take."""


def result_screen(theme: Theme, t: Translator, result: Result) -> DeskScroll:
    """The screen below the header."""
    profile = result.profile
    columns = BoxLayout(size_hint_y=None, spacing=theme.px(20))
    left = Column(theme, *_left_cards(theme, t, profile), spacing=GAP, size_hint_x=_LEFT)
    right = Column(theme, *aside(theme, t, profile), spacing=GAP, size_hint_x=1 - _LEFT)
    for column in (right, left) if theme.rtl else (left, right):
        column.pos_hint = {"top": 1}
        columns.add_widget(column)

    def follow(*_args: Any) -> None:
        columns.height = max(left.height, right.height)

    left.bind(height=follow)
    right.bind(height=follow)
    head = Column(
        theme,
        _title(theme, t, profile),
        _circumstances(theme, t, result),
        spacing=9,
    )
    page = Column(theme, head, spacing=GAP, padding=(MARGIN, 18, MARGIN, 12))
    notice = telling.notice(profile, t)
    if notice is not None:
        page.add_widget(_notice(theme, notice, apart=profile.quarantined is not None))
    page.add_widget(columns)
    return DeskScroll(theme, page)


def _title(theme: Theme, t: Translator, profile: Profile) -> Row:
    row = Row(theme, TextLabel(theme, telling.title(profile, t), "desk_title"), spacing=24)
    if profile.practice:
        row.add_widget(_practice(theme, t))
    return row


def _circumstances(theme: Theme, t: Translator, result: Result) -> Wrap:
    told = telling.circumstances(result.profile, result.received, t)
    return Wrap(theme, *(said(theme, icon, words) for icon, words in told), spacing=(26, 6))


def _practice(theme: Theme, t: Translator) -> Widget:
    words = t.gettext("Practice result: about nobody.")
    label = TextLabel(theme, words, "desk_text", "on_amber", weight=600, hug=True)
    row = Hug(theme, Icon(theme, "school", "on_amber", 22), label, spacing=8, padding=(12, 4))
    border = "on_amber" if theme.palette.outlined else None
    pill = Panel(theme, Look(fill="amber", border=border), theme.px(8), size_hint=(None, None))
    pill.add_widget(row)
    pill.size = row.size
    row.bind(size=lambda _row, size: setattr(pill, "size", size))
    return pill


def _notice(theme: Theme, words: str, apart: bool) -> Card:
    icon = Icon(theme, "warning" if apart else "history", "on_amber_soft", 26)
    label = TextLabel(theme, words, "desk_text", "on_amber_soft", weight=600)
    return Card(
        theme,
        Row(theme, icon, label, spacing=14),
        tone="amber_soft",
        padding=(24, 14),
        radius="tile",
    )


# -- the table and the tasks ----------------------------------------------------------


def _left_cards(theme: Theme, t: Translator, profile: Profile) -> list[Widget]:
    return [_table(theme, t, profile), *(_task_card(theme, t, one) for one in profile.services)]


def _table(theme: Theme, t: Translator, profile: Profile) -> Card:
    _ = t.gettext
    names = (_("Service"), _("What was shown"), _("Task by task"), _("Thought beforehand"))
    labels = [TextLabel(theme, name, "desk_small", weight=600) for name in names]
    card = Card(
        theme, _cells(theme, labels, align="center", padding=(24, 15)), padding=0, spacing=0
    )
    for service in profile.services:
        card.add_widget(Rule(theme))
        card.add_widget(_service_row(theme, t, service))
    outcomes = {task.outcome for service in profile.services for task in service.fact.tasks}
    left_out = bool(outcomes & {Outcome.WITHDRAWN, Outcome.DEMONSTRATED})
    foot = Column(
        theme, Rule(theme), legend(theme, t, left_out), spacing=16, padding=(24, 0, 24, 18)
    )
    card.add_widget(foot)
    return card


def _cells(theme: Theme, cells: Iterable[Widget], **kwargs: Any) -> Row:
    row = Row(theme, spacing=20, **kwargs)
    for share, cell in zip(_COLUMNS, cells, strict=True):
        cell.size_hint_x = share
        row.add_widget(cell)
    return row


def _service_row(theme: Theme, t: Translator, service: ServiceProfile) -> Row:
    summary = service.summary
    if summary is None:
        number = service.fact.service
        name = t.gettext("Service {number}", number=number)
        facts = t.gettext("Kept as it came. It can be read when its content arrives.")
        shown: Widget = Column(theme, TextLabel(theme, facts, "desk_text"))
    else:
        name = t.say(summary.service.name)
        shown = _facts(theme, t, summary)
    key = "" if summary is None else summary.service.key
    cells = (
        _service_name(
            theme, t, SERVICE_ICONS.get(key, "description"), name, len(service.fact.tasks)
        ),
        shown,
        _marks(theme, t, service.fact.tasks),
        _thought(theme, t, service),
    )
    return _cells(theme, cells, padding=(24, 14), align="center")


def _service_name(theme: Theme, t: Translator, icon: str, name: str, tasks: int) -> Row:
    words = Column(
        theme,
        TextLabel(theme, name, "desk_heading"),
        TextLabel(theme, t.ngettext("{n} task", "{n} tasks", tasks), "desk_small", "ink_2"),
    )
    return Row(theme, Icon(theme, icon, "primary", 30), words, spacing=12)


def _facts(theme: Theme, t: Translator, summary: ServiceSummary) -> Column:
    column = Column(theme, spacing=2)
    for at, line in enumerate(telling.facts(summary, t)):
        strong = at == 0
        column.add_widget(
            TextLabel(
                theme, line, "desk_text" if strong else "desk_small", weight=600 if strong else 400
            )
        )
    why = telling.why_facts_only(summary, t)
    if why is not None:
        column.add_widget(TextLabel(theme, why, "desk_small", "ink_2"))
    return column


def _marks(theme: Theme, t: Translator, tasks: Iterable[TaskFact]) -> Wrap:
    marks = (OutcomeMark(theme, KINDS[task.outcome], telling.outcome(task, t)) for task in tasks)
    return Wrap(theme, *marks, spacing=(6, 6))


def _thought(theme: Theme, t: Translator, service: ServiceProfile) -> Column:
    _, fact = t.gettext, service.fact
    guess = telling.first_upper(guess_words(t)[fact.guess])
    helped = _("Somebody helped: {answer}", answer=helped_words(t)[fact.helped])
    column = Column(theme, spacing=4)
    if fact.guess is not Guess.NOT_ASKED:
        column.add_widget(GuessBars(theme, int(fact.guess)))
    column.add_widget(TextLabel(theme, guess, "desk_small", weight=600))
    column.add_widget(TextLabel(theme, helped, "desk_small", "ink_2"))
    return column


class GuessBars(Widget):
    """The own guess as one to four of four bars; the words stand below."""

    def __init__(self, theme: Theme, level: int) -> None:
        self.theme, self.level = theme, level
        super().__init__(size_hint=(None, None), size=(theme.px(100), theme.px(12)))
        self.bind(pos=self._draw)
        self._draw()

    def _draw(self, *_args: Any) -> None:
        self.canvas.clear()
        theme, gap = self.theme, round(self.theme.px(4))
        each = round((self.width - 3 * gap) / 4)
        high = round(theme.px(10))
        for at in range(4):
            place = 3 - at if theme.rtl else at
            filled = at < self.level
            box = (round(self.x) + place * (each + gap), round(self.y), each, high)
            outlined = theme.palette.outlined and not filled
            with self.canvas:
                Color(*theme.color("guess" if filled or outlined else "line"))
                if outlined:
                    patches.outlined(box, (high / 2,) * 4, theme.hairline(1))
                else:
                    patches.filled(box, (high / 2,) * 4)


def _task_card(theme: Theme, t: Translator, service: ServiceProfile) -> Card:
    _, summary = t.gettext, service.summary
    if summary is None:
        name: object = _("Service {number}", number=service.fact.service)
    else:
        name = summary.service.name
    card = Card(theme, padding=(24, 14, 24, 6), spacing=4)
    card.add_widget(heading(theme, _("{name}, task by task", name=name)))
    rows = Column(theme)
    if summary is None:
        for number, fact in enumerate(service.fact.tasks, 1):
            title = _("Task {number}", number=number)
            rows.add_widget(
                _task_row(theme, t, fact, title, [telling.on_task(fact, t)], number > 1)
            )
    else:
        for at, line in enumerate(summary.lines):
            rows.add_widget(_known_task(theme, t, line, ruled=at > 0))
    card.add_widget(rows)
    return card


def _known_task(theme: Theme, t: Translator, line: TaskLine, ruled: bool) -> Widget:
    title, process = telling.task_title(line, t), telling.task_process(line, t)
    return _task_row(theme, t, line.fact, title, process, ruled)


def _task_row(
    theme: Theme, t: Translator, fact: TaskFact, title: str, process: list[str], ruled: bool
) -> Widget:
    words = Column(theme, TextLabel(theme, title, "desk_text", weight=600))
    if process:
        told = telling.first_upper(" · ".join(process))
        words.add_widget(TextLabel(theme, told, "desk_small", "ink_2"))
    outcome = telling.outcome(fact, t)
    row = Row(
        theme,
        OutcomeMark(theme, KINDS[fact.outcome], outcome),
        words,
        TextLabel(theme, outcome, "desk_small", weight=600, align="end", size_hint_x=0.3),
        spacing=16,
        padding=(0, 7),
    )
    return Column(theme, Rule(theme), row) if ruled else row
