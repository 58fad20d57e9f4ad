"""One result, read in a minute: what can already, task by task, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kivy.graphics import Color
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.profile import Profile, ServiceProfile
from kiosk.desk.screens import Result
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Guess, TaskFact
from kiosk.domain.summary import ServiceSummary, Together
from kiosk.i18n import Translator, words
from kiosk.ui.desk import telling
from kiosk.ui.desk.aside import aside
from kiosk.ui.desk.bands import CertaintyBar, band_mark
from kiosk.ui.desk.marks import KINDS, OutcomeMark, legend
from kiosk.ui.desk.parts import Hug, Rule, Wrap, said
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.desk.tasks import task_card
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
_COLUMNS = (0.455, 0.195, 0.225, 0.125)
NAME_WIDTH, BAND_WIDTH = 156, 204
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
    told = telling.circumstances(result.profile, result.received, t, result.kept_until)
    return Wrap(theme, *(said(theme, icon, text) for icon, text in told), spacing=(26, 6))


def _practice(theme: Theme, t: Translator) -> Widget:
    about = t.gettext("Practice result: about nobody.")
    label = TextLabel(theme, about, "desk_text", "on_amber", weight=600, hug=True)
    row = Hug(theme, Icon(theme, "school", "on_amber", 22), label, spacing=8, padding=(12, 4))
    border = "on_amber" if theme.palette.outlined else None
    pill = Panel(theme, Look(fill="amber", border=border), theme.px(8), size_hint=(None, None))
    pill.add_widget(row)
    pill.size = row.size
    row.bind(size=lambda _row, size: setattr(pill, "size", size))
    return pill


def _notice(theme: Theme, notice: str, apart: bool) -> Card:
    icon = Icon(theme, "warning" if apart else "history", "on_amber_soft", 26)
    label = TextLabel(theme, notice, "desk_text", "on_amber_soft", weight=600)
    return Card(
        theme,
        Row(theme, icon, label, spacing=14),
        tone="amber_soft",
        padding=(24, 14),
        radius="tile",
    )


# -- the table and the tasks ----------------------------------------------------------


def _left_cards(theme: Theme, t: Translator, profile: Profile) -> list[Widget]:
    stories = profile.stories or {}
    cards = (task_card(theme, t, one, stories) for one in profile.services)
    return [_table(theme, t, profile), *cards]


def _table(theme: Theme, t: Translator, profile: Profile) -> Card:
    _ = t.gettext
    names = (_("Service and band"), _("How sure is it?"), _("Task by task"), _("Thought"))
    labels = [TextLabel(theme, name, "desk_small", weight=600) for name in names]
    card = Card(
        theme, _cells(theme, labels, align="center", padding=(24, 15)), padding=0, spacing=0
    )
    for service in profile.services:
        card.add_widget(Rule(theme))
        card.add_widget(_service_row(theme, t, service))
    if len(profile.summaries) > 1:
        card.add_widget(Rule(theme))
        card.add_widget(_whole_row(theme, t, profile.together))
    outcomes = {task.outcome for service in profile.services for task in service.fact.tasks}
    left_out = bool(outcomes & {Outcome.WITHDRAWN, Outcome.DEMONSTRATED})
    foot = Column(
        theme, Rule(theme), legend(theme, t, left_out), spacing=16, padding=(24, 0, 24, 18)
    )
    card.add_widget(foot)
    return card


def _cells(theme: Theme, cells: Iterable[Widget], **kwargs: Any) -> Row:
    row = Row(theme, spacing=16, **kwargs)
    for share, cell in zip(_COLUMNS, cells, strict=True):
        cell.size_hint_x = share
        row.add_widget(cell)
    return row


def _service_row(theme: Theme, t: Translator, service: ServiceProfile) -> Row:
    summary = service.summary
    band: Widget = Widget(size_hint_y=None, height=1)
    if summary is None:
        number = service.fact.service
        name = t.gettext("Service {number}", number=number)
        kept = t.gettext("Kept as it came. It can be read when its content arrives.")
        shown: Widget = Column(theme, TextLabel(theme, kept, "desk_text"))
    else:
        name = t.say(summary.service.name)
        shown = _shown(theme, t, summary)
        band = band_mark(theme, t, summary.band, summary.estimate)
    icon = SERVICE_ICONS.get("" if summary is None else summary.service.key, "description")
    head = _named(theme, t, icon, name, len(service.fact.tasks), band)
    cells = (head, shown, _marks(theme, t, service.fact.tasks), _thought(theme, t, service))
    return _cells(theme, cells, padding=(24, 14), align="center")


def _whole_row(theme: Theme, t: Translator, found: Together) -> Row:
    """All services together, which speak a little sooner than one alone."""
    band = band_mark(theme, t, found.band, found.estimate)
    head = _named(theme, t, "apps", t.gettext("All together"), found.counted, band)
    sure: Widget = Widget(size_hint_y=None, height=1)
    if found.estimate is not None:
        sure = CertaintyBar(theme, found.estimate)
    empty = (Widget(size_hint_y=None, height=1) for _unused in range(2))
    return _cells(theme, (head, sure, *empty), padding=(24, 14), align="center")


def _named(theme: Theme, t: Translator, icon: str, name: str, tasks: int, band: Widget) -> Wrap:
    """The name and its band beside each other, or below where it is narrow."""
    said = Column(
        theme,
        TextLabel(theme, name, "desk_heading"),
        TextLabel(theme, t.ngettext("{n} task", "{n} tasks", tasks), "desk_small", "ink_2"),
    )
    row = Row(
        theme,
        Icon(theme, icon, "primary", 30),
        said,
        spacing=10,
        size_hint_x=None,
        width=theme.px(NAME_WIDTH),
    )
    band.size_hint_x, band.width = None, theme.px(BAND_WIDTH)
    return Wrap(theme, row, band, spacing=(12, 8))


def _shown(theme: Theme, t: Translator, summary: ServiceSummary) -> Widget:
    """The picture of how sure the band is; where there is none, the facts and why."""
    if summary.estimate is not None:
        return CertaintyBar(theme, summary.estimate)
    column = Column(theme, spacing=2)
    for at, line in enumerate(words.facts(summary, t)):
        strong = at == 0
        column.add_widget(
            TextLabel(
                theme, line, "desk_text" if strong else "desk_small", weight=600 if strong else 400
            )
        )
    why = words.why_facts_only(summary, t)
    if why is not None:
        column.add_widget(TextLabel(theme, why, "desk_small", "ink_2"))
    return column


def _marks(theme: Theme, t: Translator, tasks: Iterable[TaskFact]) -> Wrap:
    marks = (OutcomeMark(theme, KINDS[task.outcome], telling.outcome(task, t)) for task in tasks)
    return Wrap(theme, *marks, spacing=(5, 5))


def _thought(theme: Theme, t: Translator, service: ServiceProfile) -> Column:
    guess = service.fact.guess
    column = Column(theme, spacing=4)
    if guess is not Guess.NOT_ASKED:
        column.add_widget(GuessBars(theme, int(guess)))
    said = words.first_upper(words.guess_words(t)[guess])
    column.add_widget(TextLabel(theme, said, "desk_small", weight=600))
    return column


class GuessBars(Widget):
    """The own guess as one to four of four bars; the words stand below."""

    def __init__(self, theme: Theme, level: int) -> None:
        self.theme, self.level = theme, level
        super().__init__(size_hint_y=None, height=theme.px(12), size_hint_max_x=theme.px(100))
        self.bind(pos=self._draw, size=self._draw)
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
