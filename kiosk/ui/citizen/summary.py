"""The summary of a service: can-do first, the next step, the own guess beside what was shown.

The page holds what can be read in a minute; all of it, each mistake by its own text, is one tap
away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kivy.uix.widget import Widget

from kiosk.domain.facts import Mistakes, mistakes, service_fact
from kiosk.domain.summary import ServiceSummary, TaskLine, Together, summarise, together
from kiosk.domain.task import Service
from kiosk.domain.visit import Visit
from kiosk.i18n import words
from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.page import MARGIN, Page, main_button, second_button, sized, with_band
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.pictures.houses import House
from kiosk.ui.pictures.mark import LitWindow, Mark
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card, Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.progress import Bars, Disc, IconLine, ticked

SIDE = 392
CARD = (30, 14)
MOST_TICKS, MOST_STEPS = 3, 1
"""Lines that a slow reader meets at once; the rest is one tap away."""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that the summary tells of a service."""

    summary: ServiceSummary
    mistakes: tuple[Mistakes, ...]
    visit: Together
    """All services that were begun, this one among them."""
    several: bool
    """There was more than one."""


def tell(visit: Visit, service: Service) -> Told:
    """What the visit says of a service so far: the same functions as the desk's."""
    begun = [one for one in visit.tested if one == service or visit.runs_of(one)]
    every = {one.number: summarise(one, service_fact(visit, one)) for one in begun}
    return Told(
        every[service.number], mistakes(visit, service), together(every.values()), len(begun) > 1
    )


def summary_screen(scene: Scene, visit: Visit, service: Service) -> Widget:
    """One page, beside a house with a lit window for each task that was managed."""
    _, theme = scene.t.gettext, scene.theme
    told = tell(visit, service)
    summary = told.summary
    cards = [card for card in (_can(scene, summary), _next(scene, summary)) if card]
    first = [_see_all(scene, told)] if _more(told) else []
    narrow = scene.upright or theme.large
    page = Page(
        scene,
        _("Good that you tried."),
        *cards,
        _beside(scene, summary),
        first=first if narrow else (),
        last=(main_button(scene, _("Next"), scene.flow.summary_seen, "next"),),
        spacing=14,
        beside=0 if narrow else theme.px(SIDE),
    )
    if narrow:
        return page
    house = _house(scene, summary, first)
    return with_band(scene, Row(theme, house, page, fill=True, align="stretch"))


def _see_all(scene: Scene, told: Told) -> Button:
    see = scene.t.gettext("See all")
    return second_button(scene, see, lambda: scene.open(_all(scene, told)), "see_all", "list")


def _more(told: Told) -> bool:
    """There is something that the page does not hold."""
    summary = told.summary
    return bool(
        told.mistakes
        or len(summary.alone) > MOST_TICKS
        or len(summary.to_practise) > MOST_STEPS
        or (summary.alone and summary.with_help)
        or told.visit.safety.false_cases
        or told.visit.safety.true_cases
    )


# -- the page -----------------------


def _can(scene: Scene, summary: ServiceSummary) -> Card | None:
    """What was managed alone, what asks most first; else what was managed with help."""
    if not summary.alone:
        return _with_help(scene, summary.with_help, MOST_TICKS)
    return _ticks(scene, summary.best, _fitting(scene, summary.best))


def _fitting(scene: Scene, lines: Sequence[TaskLine]) -> int:
    """How many fit into the rows of ticks: one that takes two rows leaves room for one fewer."""
    theme = scene.theme
    narrow = scene.upright or theme.large
    room = scene.width - (0 if narrow else theme.px(SIDE))
    room -= 2 * theme.space(MARGIN + CARD[0]) + theme.space(60)
    rows = 0
    for count, line in enumerate(lines[:MOST_TICKS]):
        rows += len(TextLabel(theme, scene.t.say(line.task.can), "reading").lines_at(room))
        if rows > MOST_TICKS:
            return max(1, count)
    return MOST_TICKS


def _ticks(scene: Scene, lines: Sequence[TaskLine], most: int) -> Card:
    theme, t = scene.theme, scene.t
    marked = [ticked(theme, t.say(line.task.can)) for line in lines[:most]]
    head = _head(scene, t.gettext("You can already"), len(lines) - most, "good")
    return Card(theme, head, *marked, spacing=10, padding=CARD)


def _head(scene: Scene, title: str, more: int, color: str) -> Widget:
    """The name of a card, and how many lines it leaves out."""
    theme, t = scene.theme, scene.t
    label = TextLabel(theme, title, "label", color)
    if more <= 0:
        return label
    rest = t.ngettext("And {n} more", "And {n} more", more)
    return Row(theme, label, TextLabel(theme, rest, "support", color, hug=True), spacing=16)


def _with_help(scene: Scene, lines: Sequence[TaskLine], most: int) -> Card | None:
    if not lines:
        return None
    theme, t = scene.theme, scene.t
    marked = [
        IconLine(theme, Disc(theme, "lightbulb", "primary_soft", "ink"), t.say(line.task.can))
        for line in lines[:most]
    ]
    head = _head(scene, t.gettext("You can with a little help"), len(lines) - most, "ink")
    return Card(theme, head, *marked, spacing=10, padding=CARD)


def _next(scene: Scene, summary: ServiceSummary, most: int = MOST_STEPS) -> Card | None:
    """What to try next, what is unsafe first."""
    if not summary.to_practise:
        return None
    theme, t = scene.theme, scene.t
    lines = [
        IconLine(theme, "footprint", t.say(line.task.next), icon_color="on_amber_soft")
        for line in summary.to_practise[:most]
    ]
    more = len(summary.to_practise) - most
    head = _head(scene, t.gettext("Next step"), more, "on_amber_soft")
    return Card(theme, head, *lines, tone="amber_soft", spacing=10, padding=CARD)


def _beside(scene: Scene, summary: ServiceSummary) -> Widget:
    """Own guess and what was shown, on one scale where it may be told."""
    _, theme, t = scene.t.gettext, scene.theme, scene.t
    thought = words.first_upper(words.guess_words(t)[summary.guess])
    guess = Bars(theme, _("You thought"), int(summary.guess), thought, "guess")
    shown = words.shown(summary, t)
    if shown.level is not None:
        done: Widget = Bars(theme, _("You showed"), int(shown.level), shown.words)
    else:
        name = TextLabel(
            theme, _("You showed"), "support", size_hint_x=None, width=guess.name_width
        )
        done = Row(theme, name, TextLabel(theme, shown.words, "label"), spacing=16)
    return Column(theme, guess, done, spacing=8, padding=(30, 0))


# -- all of it -----------------------


def _all(scene: Scene, told: Told) -> Overlay:
    """Everything that was shown, in the order of the page; then what happened on the way."""
    summary, everything = told.summary, len(told.summary.lines)
    cards = [
        _ticks(scene, summary.best, everything) if summary.alone else None,
        _with_help(scene, summary.with_help, everything),
        _next(scene, summary, everything),
        _happened(scene, told.mistakes),
        _visit(scene, told),
    ]
    title = scene.t.gettext("All of {service}", service=summary.service.name)
    return dialog(scene, title, *(card for card in cards if card), icon="list", spacing=14)


def _happened(scene: Scene, found: Sequence[Mistakes]) -> Card | None:
    """Each mistake by its own text, below the task in which it happened."""
    if not found:
        return None
    theme, t = scene.theme, scene.t
    card = Card(theme, spacing=12, padding=CARD)
    card.add_widget(TextLabel(theme, t.gettext("What happened on the way"), "label", "ink"))
    for task in found:
        lines = [IconLine(theme, "info", t.say(text)) for text in task.texts]
        card.add_widget(
            Column(
                theme,
                TextLabel(theme, t.say(task.task.can), "support", "ink_2"),
                *lines,
                spacing=6,
            )
        )
    return card


def _visit(scene: Scene, told: Told) -> Card | None:
    """Safety over the visit, and all services together: what the consultant sees too."""
    theme, t, safety = scene.theme, scene.t, told.visit.safety
    lines = [text for text in (words.refusals(safety, t), words.alarms(safety, t)) if text]
    if not lines:
        return None
    bands = words.band_words(t)
    if safety.estimate is not None:
        lines.append(bands[safety.band])
    card = Card(theme, spacing=10, padding=CARD)
    card.add_widget(TextLabel(theme, t.gettext("Safety"), "label", "ink"))
    for text in lines:
        card.add_widget(IconLine(theme, "shield", text))
    if told.several and told.visit.estimate is not None:
        card.add_widget(TextLabel(theme, t.gettext("All together"), "label", "ink"))
        card.add_widget(IconLine(theme, "apps", bands[told.visit.band]))
    return card


# -- the house -----------------------


def _house(scene: Scene, summary: ServiceSummary, actions: Sequence[Button]) -> Widget:
    """A house with a window lit for each task that was managed, and how to see all of them."""
    theme, t = scene.theme, scene.t
    managed = (*summary.alone, *summary.with_help)
    side = Panel(theme, Look(fill="primary_soft"), size_hint_x=None, width=theme.px(SIDE))
    head = Row(
        theme,
        sized(scene, Mark(theme), 44, 46),
        TextLabel(theme, t.say(summary.service.name), "label"),
        spacing=14,
        padding=(32, 28, 24, 0),
    )
    side.add_widget(head)
    side.add_widget(House(theme, [line in managed for line in summary.lines]))
    for button in actions:
        button.hug, button.size_hint_x = False, 1
        side.add_widget(Row(theme, button, padding=(32, 16)))
    foot = Panel(theme, Look(fill="primary"), padding=(36, 40), size_hint_y=None)
    lit = t.ngettext("{n} task managed", "{n} tasks managed", summary.managed)
    foot.add_widget(
        Row(
            theme,
            Widget(size_hint_y=None, height=1),
            sized(scene, LitWindow(theme), 32, 38),
            TextLabel(theme, lit, "label", "on_primary", hug=True),
            Widget(size_hint_y=None, height=1),
            spacing=14,
        )
    )
    foot.bind(minimum_height=foot.setter("height"))
    side.add_widget(foot)
    return side
