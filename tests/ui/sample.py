"""Screens of parts, for the tests of the parts and for a look at them.

With ``KIOSK_PICTURES=FOLDER`` every sample that a test shows is written there as a picture.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui.driver import Driver
from kiosk.ui.pictures.houses import House, Street
from kiosk.ui.pictures.mark import LitWindow, Mark
from kiosk.ui.pictures.portrait import PEOPLE, Portrait
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Panel, Row, Space
from kiosk.ui.widgets.button import STYLES, Button
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.progress import Bars, IconLine, ProgressSegments, ticked

STATES: dict[str, dict[str, Any]] = {
    "ready": {},
    "pressed": {"pressed": True},
    "focused": {"focused": True},
    "chosen": {"chosen": True},
    "waiting": {"waiting": "Gemmer"},
    "not_now": {"why_not": "Skriv først din kode"},
}


def keep(driver: Driver, name: str) -> None:
    """Write a picture of the window if somebody wants to look at it."""
    folder = os.environ.get("KIOSK_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        driver.grab().save(Path(folder) / f"{name}.png")


def page(theme: Theme, *children: Widget) -> FloatLayout:
    """Widgets at places of their own on an empty page."""
    root = FloatLayout()
    root.theme = theme
    for child in children:
        root.add_widget(child)
    return root


def button_states(theme: Theme) -> Column:
    """A primary and a second button in every state."""
    column = Column(theme, fill=True, padding=28, spacing=16)
    for state, values in STATES.items():
        row = Row(theme, spacing=16)
        for kind in ("primary", "second", "tile", "service", "service_second", "device"):
            button = Button(theme, "Videre", None, f"{kind}.{state}", "pause", kind)
            for name, value in values.items():
                setattr(button, name, value)
            row.add_widget(button)
        column.add_widget(row)
    column.add_widget(Space(theme))
    return column


def all_kinds(theme: Theme) -> Column:
    """One button of every kind that a citizen or an eMentor taps."""
    column = Column(theme, fill=True, padding=24, spacing=16)
    kinds = [kind for kind in STYLES if not kind.startswith("desk")]
    for start in range(0, len(kinds), 4):
        row = Row(theme, spacing=16)
        for kind in kinds[start : start + 4]:
            row.add_widget(Button(theme, "Videre", None, f"kind.{kind}", "support", kind))
        column.add_widget(row)
    column.add_widget(Space(theme))
    return column


def summary(theme: Theme) -> Panel:
    """Cards, ticks, bars and segments."""
    column = Panel(theme, Look(fill="canvas"), padding=(48, 24), spacing=12)
    for child in (
        TextLabel(theme, "Godt, at du prøvede.", "title"),
        Card(theme, ticked(theme, "Logge ind med MitID"), ticked(theme, "Læse først")),
        Card(
            theme, IconLine(theme, "footprint", "Sig nej, når den ikke passer"), tone="amber_soft"
        ),
        Bars(theme, "Du troede", 2, "Med hjælp", "guess"),
        Bars(theme, "Du viste", 3, "Alene"),
        ProgressSegments.at(theme, 3, 10),
        Space(theme),
    ):
        column.add_widget(child)
    return column


def pictures(theme: Theme) -> FloatLayout:
    """Street, house, mark, lit window and all practice persons."""
    px = theme.px
    root = page(
        theme,
        Street(theme, size_hint=(None, None), size=(px(690), px(418)), pos=(px(560), px(350))),
        House(theme, [True, False, True], size_hint=(None, None), size=(px(392), px(520))),
        Mark(theme, size_hint=(None, None), size=(px(56), px(58)), pos=(px(20), px(700))),
        LitWindow(theme, size_hint=(None, None), size=(px(32), px(38)), pos=(px(120), px(700))),
    )
    for number, person in enumerate(PEOPLE):
        portrait = Portrait(theme, person, size_hint=(None, None), size=(px(130), px(130)))
        portrait.pos = (px(410 + 140 * number), px(100))
        root.add_widget(portrait)
    return root
