"""Looking for a file or a folder: a plain list, for mouse and keys."""

from __future__ import annotations

from pathlib import Path

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.folders import Entry
from kiosk.desk.screens import Files, Wanted
from kiosk.i18n import Translator
from kiosk.ui.desk import telling
from kiosk.ui.desk.notes import listed
from kiosk.ui.desk.parts import DeskButton, Line, heading
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Row

MARGIN, GAP = 28, 20
FILES = frozenset({Wanted.PICTURE, Wanted.NOTICE})


def files_screen(theme: Theme, t: Translator, flow: DeskFlow, screen: Files) -> Widget:
    """The screen below the header: places at the start, the folder beside them."""
    _ = t.gettext
    places = Card(theme, heading(theme, _("Places")), padding=(22, 22), spacing=12, fill=True)
    places.size_hint_x = 0.26
    for number, place in enumerate(screen.places):
        places.add_widget(_place(theme, flow, screen, place, f"place.{number}"))
    places.add_widget(Widget())
    places.add_widget(DeskButton(theme, _("Back"), flow.back, "files.back", "arrow_back", "desk"))
    folder = _folder(theme, t, flow, screen)
    folder.size_hint_x = 0.74
    body = BoxLayout(spacing=theme.px(GAP), padding=[theme.px(n) for n in (MARGIN, 20, MARGIN, 8)])
    for part in (folder, places) if theme.rtl else (places, folder):
        body.add_widget(part)
    return body


def _place(theme: Theme, flow: DeskFlow, screen: Files, place: Path, key: str) -> Line:
    def look() -> None:
        flow.look_into(place, screen.wanted)

    return Line(theme, key, "folder", place.name or str(place), look)


def _folder(theme: Theme, t: Translator, flow: DeskFlow, screen: Files) -> Card:
    _, listing = t.gettext, screen.listing
    card = Card(theme, padding=(28, 22), spacing=12, fill=True)
    title, _none = _words(screen, t)
    card.add_widget(TextLabel(theme, title, "desk_title"))
    card.add_widget(TextLabel(theme, str(listing.folder), "desk_small", "ink_2"))
    if screen.error is not None:
        words = TextLabel(theme, t.error(screen.error), "desk_text", "on_amber_soft", weight=600)
        icon = Icon(theme, "info", "on_amber_soft", 26)
        row = Row(theme, icon, words, spacing=14)
        card.add_widget(Card(theme, row, tone="amber_soft", padding=(20, 12), radius="tile"))
    card.add_widget(listed(theme, _lines(theme, t, flow, screen), spacing=8))
    if screen.wanted not in FILES:
        use = _("Use this folder")
        card.add_widget(
            DeskButton(
                theme,
                use,
                lambda: flow.choose_folder(listing.folder),
                "files.use",
                "done",
                "desk_primary",
            )
        )
    return card


def _lines(theme: Theme, t: Translator, flow: DeskFlow, screen: Files) -> list[Widget]:
    _, listing = t.gettext, screen.listing
    files = screen.wanted in FILES
    lines: list[Widget] = []
    parent = listing.parent
    if parent is not None:
        up = _("One folder up")
        lines.append(
            Line(
                theme,
                "files.up",
                "arrow_upward",
                up,
                lambda: flow.look_into(parent, screen.wanted),
            )
        )
    shown = [entry for entry in listing.entries if files or entry.folder]
    for number, entry in enumerate(shown):
        lines.append(_entry(theme, t, flow, screen, entry, number))
    if all(entry.folder == files for entry in shown):
        _title, words = _words(screen, t)
        lines.append(Column(theme, TextLabel(theme, words, "desk_text", "ink_2"), padding=(16, 8)))
    if listing.left_out and files:
        words = t.ngettext(
            "{n} older file is not shown.", "{n} older files are not shown.", listing.left_out
        )
        lines.append(Column(theme, TextLabel(theme, words, "desk_text", "ink_2"), padding=(16, 8)))
    return lines


def _entry(
    theme: Theme, t: Translator, flow: DeskFlow, screen: Files, entry: Entry, number: int
) -> Line:
    key = f"file.{number}"
    if entry.folder:
        return Line(
            theme, key, "folder", entry.name, lambda: flow.look_into(entry.path, screen.wanted)
        )
    changed = telling.moment(entry.changed, t)
    icon = "image" if screen.wanted is Wanted.PICTURE else "description"
    return Line(theme, key, icon, entry.name, lambda: flow.choose_file(entry.path), changed)


def _words(screen: Files, t: Translator) -> tuple[str, str]:
    """What is to be chosen, and that there is none."""
    _ = t.gettext
    match screen.wanted:
        case Wanted.PICTURE:
            return _("Choose a picture of the code"), _("There is no picture in this folder.")
        case Wanted.NOTICE:
            return _("Choose the privacy notice"), _("There is no text file in this folder.")
        case _:
            return _("Choose a folder"), _("There is no folder in it.")
