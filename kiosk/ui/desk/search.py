"""Finding results by eight digits or five pictures, and erasing them when somebody asks."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Row, Search
from kiosk.desk.search_flow import SearchFlow
from kiosk.domain.progress_code import LENGTH
from kiosk.i18n import Translator
from kiosk.ui.desk import telling
from kiosk.ui.desk.asking import Asking
from kiosk.ui.desk.fields import DeskField
from kiosk.ui.desk.notes import INSIDE, boxed, columns, fill, listed, note, scrolled
from kiosk.ui.desk.parts import DeskButton, Line, heading
from kiosk.ui.desk.picture_grid import PictureGrid, slots
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import boxes
from kiosk.ui.widgets.boxes import Card, Column

DIGITS = 8


class SearchBody(BoxLayout):
    """``first`` takes the typing; ``overlay`` asks before something is erased.

    The grid of ``before`` is shown again where it is the same: it is most of the work.
    """

    def __init__(
        self,
        theme: Theme,
        t: Translator,
        flow: DeskFlow,
        screen: Search,
        *,
        narrow: bool,
        before: Widget | None = None,
    ) -> None:
        search = flow.search
        assert search is not None, "its screen is shown by it"
        super().__init__()
        _ = t.gettext
        field = DeskField(
            theme,
            "search.code",
            _("Receipt code"),
            screen.typed,
            on_change=search.typed,
            on_submit=search.find_code,
            digits=True,
            most=DIGITS,
        )
        self.first = None if screen.asking or screen.pictures else field.box
        self.overlay = _asking(theme, t, search, screen) if screen.asking else None
        left = scrolled(theme, fill(_left(theme, t, flow, search, screen, field, narrow)))
        self.kind = (t.language.code, theme.palette, narrow)
        if isinstance(before, SearchBody) and before.kind == self.kind:
            self.grid: Column = before.grid
            self.grid.parent.remove_widget(self.grid)
        else:
            self.grid = listed(theme, [PictureGrid(theme, t, search.tap, narrow)])
        right = boxed(theme, _pictures(theme, t, search, screen, self.grid))
        share = 0.4 if narrow else 0.44
        self.add_widget(columns(theme, (left, share), (right, 1 - share)))


def _left(
    theme: Theme,
    t: Translator,
    flow: DeskFlow,
    search: SearchFlow,
    screen: Search,
    field: Any,
    narrow: bool,
) -> Card:
    _ = t.gettext
    find = DeskButton(
        theme, _("Find"), search.find_code, "search.find", "search", "desk_primary", hug=True
    )
    card = Card(
        theme,
        TextLabel(theme, _("Find a result"), "desk_title"),
        TextLabel(
            theme, _("Eight digits, from the tablet or from the desk."), "desk_text", "ink_2"
        ),
        boxes.Row(theme, field, find, spacing=12, align="bottom"),
        padding=INSIDE if not narrow else (28, 26),
        spacing=12,
        fill=True,
    )
    if screen.error is not None:
        card.add_widget(note(theme, t.error(screen.error)))
    if screen.erased is not None:
        card.add_widget(_erased(theme, t, screen))
    if screen.by is not None and screen.error is None:
        _add_found(theme, t, flow, search, screen, card, narrow)
    card.add_widget(Widget())
    return card


def _erased(theme: Theme, t: Translator, screen: Search) -> Card:
    assert screen.erased is not None, "something was erased"
    gone = t.ngettext("{n} result is erased.", "{n} results are erased.", screen.erased.results)
    later = t.gettext("Tablets and other desks follow when results move.")
    return note(theme, later, "check_circle", gone, "primary_soft")


def _add_found(
    theme: Theme,
    t: Translator,
    flow: DeskFlow,
    search: SearchFlow,
    screen: Search,
    card: Card,
    narrow: bool,
) -> None:
    _, rows = t.gettext, screen.found
    if not rows:
        if screen.erased is None:
            card.add_widget(note(theme, _("No result has this code here."), "search"))
        return
    card.add_widget(heading(theme, t.ngettext("{n} result", "{n} results", len(rows))))
    for number, row in enumerate(rows):
        line, erase = _found(theme, t, flow, search, row, number)
        if narrow:
            below = boxes.Row(theme, Widget(size_hint_y=None, height=1), erase)
            card.add_widget(Column(theme, line, below, spacing=6))
        else:
            card.add_widget(boxes.Row(theme, line, erase, spacing=10))
    if len(rows) > 1:
        everything = t.ngettext("Erase {n} result", "Erase all {n} results", len(rows))
        card.add_widget(
            DeskButton(
                theme,
                everything,
                lambda: search.ask(rows),
                "erase.all",
                "delete_forever",
                "desk",
            )
        )
    again = _("For the next citizen")
    card.add_widget(
        DeskButton(theme, again, search.clear, "search.clear", "cleaning_services", "desk")
    )


def _found(
    theme: Theme, t: Translator, flow: DeskFlow, search: SearchFlow, row: Row, number: int
) -> tuple[Line, DeskButton]:
    title, sub = described(row, t)
    line = Line(theme, f"found.{number}", "description", title, lambda: flow.recall(row), sub)
    erase = DeskButton(
        theme,
        t.gettext("Erase"),
        lambda: search.ask((row,)),
        f"erase.{number}",
        "delete_forever",
        "desk",
        hug=True,
    )
    return line, erase


def described(row: Row, t: Translator) -> tuple[str, str]:
    """A result in a list: what it tells, and when it came."""
    when = t.gettext("Received {when}", when=telling.moment(row.kept.received_at, t))
    if row.profile is None:
        return t.gettext("A result that cannot be opened now"), when
    place = [row.profile.workshop] if row.profile.workshop else []
    return telling.title(row.profile, t), " · ".join([when, *place])


def _asking(theme: Theme, t: Translator, search: SearchFlow, screen: Search) -> Asking:
    _, rows = t.gettext, screen.asking
    lines = [described(row, t)[0] for row in rows[:3]]
    if len(rows) > 3:
        lines.append(t.ngettext("and {n} more", "and {n} more", len(rows) - 3))
    lines += [
        _("The result goes, and what happened on the way."),
        _("It goes here at once. On tablets and other desks it goes when results move."),
        _("It cannot be undone."),
    ]
    title = t.ngettext("Erase {n} result?", "Erase {n} results?", len(rows))
    return Asking(
        theme,
        title,
        lines,
        (_("Erase"), "delete_forever", search.erase),
        (_("Keep"), search.keep),
        "delete_forever",
    )


def _pictures(
    theme: Theme, t: Translator, search: SearchFlow, screen: Search, grid: Column
) -> Card:
    _ = t.gettext
    back = DeskButton(theme, _("Undo"), search.untap, "picture.back", "backspace", "desk", hug=True)
    head = boxes.Row(theme, slots(theme, t, screen.pictures), spacing=12)
    if 0 < len(screen.pictures) < LENGTH:
        head.add_widget(back)
    return Card(
        theme,
        heading(theme, _("Or the five pictures, in their order")),
        head,
        grid,
        padding=(28, 20),
        spacing=12,
        fill=True,
    )
