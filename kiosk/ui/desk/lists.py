"""What the desk keeps lists of, in words: kept apart, missing, the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.lists_flow import PAGE, ListsFlow
from kiosk.desk.screens import Apart, Listed, Log, Missing
from kiosk.i18n import Translator
from kiosk.ui.desk import carried, logged, telling
from kiosk.ui.desk.notes import INSIDE, boxed, columns, listed, told_line
from kiosk.ui.desk.parts import DeskButton, Line, Wrap
from kiosk.ui.desk.search import described
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card


def lists_screen(
    theme: Theme, t: Translator, flow: DeskFlow, screen: Listed | Apart | Missing | Log
) -> Widget:
    """The screen below the header."""
    lists = flow.lists
    assert lists is not None, "its screens are shown by it"
    match screen:
        case Listed():
            return _overview(theme, t, flow, lists, screen)
        case Apart():
            return _apart(theme, t, flow, screen)
        case Missing():
            return _missing(theme, t, flow, screen)
        case Log():
            return _log(theme, t, flow, lists, screen)


def _overview(
    theme: Theme, t: Translator, flow: DeskFlow, lists: ListsFlow, screen: Listed
) -> Widget:
    _ = t.gettext
    apart = (
        t.ngettext("{n} result is kept apart.", "{n} results are kept apart.", screen.apart)
        if screen.apart
        else _("No result is kept apart.")
    )
    missing = (
        t.ngettext("{n} result has not come.", "{n} results have not come.", screen.missing)
        if screen.missing
        else _("No result is missing.")
    )
    lines: list[Widget] = [
        Line(theme, "more.apart", "archive", _("Kept apart"), lists.show_apart, apart),
        Line(theme, "more.missing", "question_mark", _("Missing"), lists.show_missing, missing),
        Line(theme, "more.log", "history", _("Log"), lists.show_log,
             _("What was done at this desk, and when.")),
    ]  # fmt: skip
    if flow.site is not None:
        what = _("Approve tablets and desks, change keys.")
        name = _("Site and devices")
        lines.append(Line(theme, "more.site", "devices", name, flow.site.open, what))
    card = _card(theme, _("More"), "", lines)
    return columns(theme, (boxed(theme, card), 1.0))


def _apart(theme: Theme, t: Translator, flow: DeskFlow, screen: Apart) -> Widget:
    _ = t.gettext
    lines: list[Widget] = []
    for number, one in enumerate(screen.rows):
        row = one.row

        def recall(chosen: int = number) -> None:
            flow.recall(screen.rows[chosen].row)

        title, sub = described(row, t)
        why = telling.why_apart(one.reason, row.kept.tablet, t)
        lines.append(Line(theme, f"apart.{number}", "archive", title, recall, f"{why} {sub}"))
    none = _("No result is kept apart.")
    first = _("They stay on their tablets too. Ask the workshop to look at the tablet.")
    card = _card(theme, _("Kept apart"), first if lines else none, lines, _back(theme, t, flow))
    return columns(theme, (boxed(theme, card), 1.0))


def _missing(theme: Theme, t: Translator, flow: DeskFlow, screen: Missing) -> Widget:
    _ = t.gettext
    lines = [told_line(theme, "question_mark", carried.missing_line(row, t)) for row in screen.rows]
    none = _("No result is missing.")
    first = _("These were shared before others that came. Move results from their tablets.")
    card = _card(theme, _("Missing"), first if lines else none, lines, _back(theme, t, flow))
    return columns(theme, (boxed(theme, card), 1.0))


def _log(theme: Theme, t: Translator, flow: DeskFlow, lists: ListsFlow, screen: Log) -> Widget:
    _ = t.gettext
    lines = [
        told_line(
            theme,
            logged.ICONS.get(entry.event, "history"),
            logged.line(entry, t),
            logged.when(entry, t),
        )
        for entry in screen.entries
    ]
    first = t.ngettext(
        "It is kept for {n} month. Nobody can change it here.",
        "It is kept for {n} months. Nobody can change it here.",
        screen.months,
    )
    acts = [_back(theme, t, flow)]
    if screen.skip:
        acts.append(_page(theme, _("Newer"), lists, max(0, screen.skip - PAGE), "log.newer"))
    if screen.more:
        acts.append(_page(theme, _("Older"), lists, screen.skip + PAGE, "log.older"))
    card = _card(theme, _("Log"), first, lines, *acts)
    return columns(theme, (boxed(theme, card), 1.0))


def _page(theme: Theme, words: str, lists: ListsFlow, skip: int, key: str) -> DeskButton:
    icon = "chevron_left" if key == "log.newer" else "chevron_right"
    return DeskButton(theme, words, lambda: lists.show_log(skip), key, icon, "desk", hug=True)


def _back(theme: Theme, t: Translator, flow: DeskFlow) -> DeskButton:
    back: Callable[[], object] = flow.back
    return DeskButton(theme, t.gettext("Back"), back, "list.back", "arrow_back", "desk", hug=True)


def _card(theme: Theme, title: str, first: str, lines: Sequence[Widget], *acts: DeskButton) -> Card:
    card = Card(theme, TextLabel(theme, title, "desk_title"), padding=INSIDE, spacing=12,
                fill=True)  # fmt: skip
    if first:
        card.add_widget(TextLabel(theme, first, "desk_text", "ink_2"))
    card.add_widget(listed(theme, lines, spacing=12))
    if acts:
        card.add_widget(Wrap(theme, *acts, spacing=(14, 12)))
    return card
