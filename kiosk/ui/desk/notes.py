"""Parts of the desk's carrying screens: notes, columns, figures, plain lines of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.i18n import Translator, formats
from kiosk.ui.desk.parts import Hug
from kiosk.ui.desk.scroll import DeskScroll
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Panel, Row
from kiosk.ui.widgets.plate import Look

MARGIN, GAP, SHADE = 28, 20, 8
"""Design pixels: around the screen, between its cards, room for the shadow of what scrolls."""
INSIDE = (32, 26)
"""Design pixels between a card's edge and what stands in it: a title is in one place everywhere."""
RING, NUMBER = 16, 24
"""Design pixels: for focus ring and bar beside a list, and for the number of a step."""


def note(
    theme: Theme, words: str, icon: str = "info", title: str = "", tone: str = "amber_soft"
) -> Card:
    """One thing to know: ``amber_soft`` where something is to be done, ``primary_soft`` where all
    is well."""
    ink = "on_amber_soft" if tone == "amber_soft" else "ink"
    told = Column(theme, spacing=4)
    if title:
        told.add_widget(TextLabel(theme, title, "desk_heading", ink))
    weight = 400 if title else 600
    if words:
        color = "ink" if title else ink
        told.add_widget(TextLabel(theme, words, "desk_text", color, weight=weight))
    align = "top" if title and words else "center"
    row = Row(theme, Icon(theme, icon, ink, 30), told, spacing=16, align=align)
    return Card(theme, row, tone=tone, depth=0, padding=(24, 16), radius="tile")


def columns(theme: Theme, *parts: tuple[Widget, float]) -> BoxLayout:
    """Cards beside each other, each with its share of the width."""
    edges = (MARGIN - SHADE, 20 - SHADE, MARGIN - SHADE, 0)
    body = BoxLayout(spacing=theme.px(GAP - 2 * SHADE), padding=[theme.px(n) for n in edges])
    for part, share in reversed(parts) if theme.rtl else parts:
        part.size_hint_x = share
        body.add_widget(part)
    return body


def scrolled(theme: Theme, *parts: Widget, spacing: float = GAP) -> DeskScroll:
    """Cards below each other, which fill the room or scroll where there is too little."""
    column = Column(theme, *parts, spacing=spacing, padding=SHADE, fill=True, size_hint_y=None)
    room = DeskScroll(theme, column)

    def stretch(*_args: Any) -> None:
        column.height = max(room.height, column.minimum_height)

    room.bind(height=stretch)
    column.bind(minimum_height=stretch)
    return room


def fill(card: Card) -> Card:
    """A card that takes what room there is, and never less than it needs."""
    card.bind(minimum_height=lambda _card, height: setattr(card, "size_hint_min_y", height))
    return card


def boxed(theme: Theme, card: Card) -> Column:
    """A card that does not scroll itself, with the same room around it."""
    return Column(theme, card, padding=SHADE, fill=True)


def listed(theme: Theme, lines: Sequence[Widget], spacing: float = 10) -> Column:
    """Lines that scroll, in line with what stands above; ring and bar reach into the margin."""
    rows = Column(theme, *lines, spacing=spacing, padding=(RING, 8))
    return Column(theme, DeskScroll(theme, rows), padding=(-RING, 0), fill=True)


def figures(theme: Theme, t: Translator, told: Iterable[tuple[int, str, str]]) -> Row:
    """Numbers that are read first: each with its words and its icon."""
    row = Row(theme, spacing=12, align="stretch")
    for number, words, icon in told:
        row.add_widget(_figure(theme, t, number, words, icon))
    return row


def _figure(theme: Theme, t: Translator, number: int, words: str, icon: str) -> Panel:
    border = "line" if theme.palette.outlined else None
    shown = formats.number(number, t.language)
    panel = Panel(
        theme, Look(fill="soft", border=border), theme.radius("tile"), (12, 14), size_hint_y=None
    )
    panel.bind(minimum_height=panel.setter("height"))
    head = Hug(
        theme,
        Icon(theme, icon, "primary" if number else "ink_2", 24),
        TextLabel(theme, shown, "desk_title", hug=True),
        spacing=10,
    )
    panel.add_widget(Column(theme, head, TextLabel(theme, words, "desk_small", "ink_2"), spacing=2))
    return panel


def told_line(theme: Theme, icon: str, words: str, sub: str = "", color: str = "primary") -> Row:
    """A line of a list that does nothing."""
    told = Column(theme, TextLabel(theme, words, "desk_text", weight=600 if sub else 400))
    if sub:
        told.add_widget(TextLabel(theme, sub, "desk_small", "ink_2"))
    return Row(theme, Icon(theme, icon, color, 22), told, spacing=14, align="top")


def numbered(theme: Theme, steps: Sequence[str]) -> Column:
    """Steps in their order."""
    column = Column(theme, spacing=14)
    for number, words in enumerate(steps, 1):
        mark = TextLabel(
            theme, f"{number}.", "desk_text", "primary", 700, size_hint_x=None,
            width=theme.px(NUMBER),
        )  # fmt: skip
        column.add_widget(
            Row(theme, mark, TextLabel(theme, words, "desk_text"), spacing=6, align="top")
        )
    return column
