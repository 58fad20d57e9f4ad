"""What stands beside the task: how far the goal is, what holds, what was done, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from kivy.uix.widget import Widget

from kiosk.domain.simulation.condition import Cond
from kiosk.i18n import Translator
from kiosk.ui.desk.parts import DeskButton, Rule, Wrap, heading
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.icons import Icon
from kiosk.ui.preview.session import Session
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Panel, Row
from kiosk.ui.widgets.plate import Look

WIDTH = 440
_FAULTS = 6


def beside(theme: Theme, t: Translator, session: Session) -> Panel:
    """The whole column, in what room there is."""
    blocks = [
        *_faults(theme, t, session),
        _head(theme, t, session),
        _goal(theme, t, session),
        _marks(theme, t, session),
        _done(theme, t, session),
        _state(theme, t, session),
    ]
    column = Column(theme, *blocks, spacing=14, padding=(20, 18))
    panel = Panel(theme, Look(fill="surface"))
    panel.add_widget(DeskScroll(theme, column))
    return panel


def _faults(theme: Theme, t: Translator, session: Session) -> list[Widget]:
    if not session.faults:
        return []
    lines = [_small(theme, str(fault), "on_amber_soft") for fault in session.faults[:_FAULTS]]
    if more := len(session.faults) - len(lines):
        words = t.ngettext("and one more", "and {n} more", more)
        lines.append(_small(theme, words, "on_amber_soft"))
    title = t.gettext("The last save has faults. Shown is the one before.")
    words = TextLabel(theme, title, "desk_text", "on_amber_soft", weight=600)
    return [Card(theme, words, *lines, tone="amber_soft", padding=(14, 12), spacing=8)]


def _head(theme: Theme, t: Translator, session: Session) -> Column:
    _, run = t.gettext, session.run
    forms = [_form_button(theme, t, session, n) for n in range(1, len(run.task.forms) + 1)]
    acts = [
        DeskButton(theme, _("Begin again"), session.begin_again, "preview.again", "restart_alt",
                   "desk_tab", hug=True),
        DeskButton(theme, _("Next task"), lambda: session.choose_task(1), "preview.next",
                   "arrow_forward", "desk_tab", hug=True),
    ]  # fmt: skip
    return Column(
        theme,
        heading(theme, f"{run.service.key} / {run.task.key}"),
        Wrap(theme, *forms, spacing=(6, 6)),
        Wrap(theme, *acts, spacing=(6, 6)),
        spacing=8,
    )


def _form_button(theme: Theme, t: Translator, session: Session, number: int) -> DeskButton:
    words = t.gettext("Form {number}", number=number)
    button = DeskButton(
        theme, words, lambda: session.choose_form(number), f"preview.form.{number}",
        kind="desk_tab", hug=True,
    )  # fmt: skip
    button.chosen = session.run.form.row + 1 == number
    return button


def _goal(theme: Theme, t: Translator, session: Session) -> Column:
    _, run, step = t.gettext, session.run, session.step
    if session.outcome is not None:
        first = _("The task has ended: {outcome}", outcome=session.outcome.name.lower())
    elif run.goal_met:
        first = _("The goal holds.")
    elif step is None:
        first = _("No way leads to the goal from here.")
    else:
        first = t.ngettext("One step to the goal", "{n} steps to the goal", step[0])
    lines: list[Widget] = [TextLabel(theme, first, "desk_text", weight=600)]
    if step is not None and not run.ended:
        lines.append(_small(theme, _("Next: {step}", step=step[1])))
    return Column(theme, Rule(theme), *lines, spacing=6)


def _marks(theme: Theme, t: Translator, session: Session) -> Column:
    _, run = t.gettext, session.run
    form = run.form
    marks = [(_("Goal"), run.goal_met, "flag")]
    if form.decides:
        marks.append((_("What decides was seen"), run.decided, "visibility"))
    marks += [
        (_("Checkpoint {name}", name=c.key), c.key in run.met, "check_circle")
        for c in form.checkpoints
    ]
    marks += [
        (_("Trap {name}", name=trap.key), trap.key in run.traps, "warning") for trap in form.traps
    ]
    marks += [
        (_("End {name}", name=key), _holds(session, end), "stop") for key, end in form.ends.items()
    ]
    lines = [_mark(theme, *mark) for mark in marks]
    return Column(theme, Rule(theme), heading(theme, _("What holds")), *lines, spacing=4)


def _holds(session: Session, cond: Cond) -> bool:
    return session.run.form.machine.holds(cond, session.run.state)


def _mark(theme: Theme, words: str, holds: bool, icon: str) -> Row:
    """What has not happened stays pale; what has stands in full colour with its own icon."""
    color = "ink" if holds else "ink_2"
    label = TextLabel(theme, words, "desk_small", color, weight=600 if holds else None)
    shown = icon if holds else "radio_button_unchecked"
    return Row(theme, Icon(theme, shown, "primary" if holds else "ink_2", 20), label, spacing=8)


def _done(theme: Theme, t: Translator, session: Session) -> Column:
    last = list(session.last)
    first = len(session.events) - len(last) + 1
    lines = [_small(theme, f"{n}. {words}") for n, words in enumerate(last, first)]
    none = [_small(theme, t.gettext("Nothing yet"))]
    words = t.gettext("What was done")
    return Column(theme, Rule(theme), heading(theme, words), *(lines or none), spacing=4)


def _state(theme: Theme, t: Translator, session: Session) -> Column:
    """What differs from the start comes first."""
    every = session.changes.items()
    changed = [f"{name}: {value}" for name, (value, differs) in every if differs]
    same = [f"{name}: {value}" for name, (value, differs) in every if not differs]
    lines = [*_lines(theme, changed, 600), *_lines(theme, same, None)]
    return Column(theme, Rule(theme), heading(theme, t.gettext("State")), *lines, spacing=2)


def _lines(theme: Theme, texts: Iterable[str], weight: int | None) -> list[TextLabel]:
    color = "ink" if weight else "ink_2"
    return [TextLabel(theme, text, "desk_small", color, weight=weight) for text in texts]


def _small(theme: Theme, words: str, color: str = "ink") -> TextLabel:
    return TextLabel(theme, words, "desk_small", color)
