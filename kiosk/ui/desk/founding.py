"""A site is founded: one question a page, then what goes into the safe."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.found_flow import PAGES, FoundFlow
from kiosk.desk.screens import Wanted
from kiosk.desk.setup_screens import Founded, Founding, Page
from kiosk.i18n import Translator
from kiosk.ui.desk import founded
from kiosk.ui.desk.fields import DeskField, twice
from kiosk.ui.desk.notes import INSIDE, columns, fill, note, numbered, scrolled, told_line
from kiosk.ui.desk.parts import DeskButton, Line, Wrap, heading
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Space

LEFT, RIGHT = 0.56, 0.44


class FoundingBody(BoxLayout):
    """``first`` takes the typing."""

    def __init__(
        self, theme: Theme, t: Translator, flow: DeskFlow, found: FoundFlow, screen: Founding
    ) -> None:
        super().__init__()
        self.theme, self.t, self.flow, self.screen = theme, t, flow, screen
        self.found = found
        _, page = t.gettext, screen.page
        asks = {
            Page.NAME: self._name,
            Page.WORKSHOPS: self._workshops,
            Page.DATA: self._data,
            Page.ROOT: self._root,
            Page.RECOVERY: self._recovery,
            Page.PIN: self._pin,
        }
        beside: list[Widget] = self._added() if page is Page.WORKSHOPS else []
        step = _("{n} of {all}", n=PAGES.index(page) + 1, all=len(PAGES))
        card = Card(
            theme,
            TextLabel(theme, step, "desk_small", "ink_2"),
            TextLabel(theme, founded.question(page, t), "desk_title"),
            padding=INSIDE,
            spacing=14,
            fill=True,
        )
        if screen.error is not None:
            card.add_widget(note(theme, t.error(screen.error)))
        parts, go = asks[page]()
        self.first = next(part for part in parts if isinstance(part, DeskField)).box
        for part in parts:
            card.add_widget(part)
        last = page is PAGES[-1]
        words, icon = (_("Found the site"), "flag") if last else (_("Go on"), "arrow_forward")
        card.add_widget(Space(theme, 2))
        card.add_widget(
            Wrap(
                theme,
                DeskButton(theme, words, go, f"found.{page}.go", icon, "desk_primary", hug=True),
                DeskButton(
                    theme, _("Back"), flow.back, "found.back", "arrow_back", "desk", hug=True
                ),
                spacing=(14, 12),
            )
        )
        card.add_widget(Widget())
        about = Card(theme, padding=(28, 24), spacing=12, fill=True)
        about.add_widget(heading(theme, _("Good to know")))
        for line in founded.about(page, t):
            about.add_widget(told_line(theme, "info", line))
        for part in beside:
            about.add_widget(part)
        about.add_widget(Widget())
        both = (scrolled(theme, fill(card)), LEFT), (scrolled(theme, fill(about)), RIGHT)
        self.add_widget(columns(theme, *both))

    # -- the pages: what stands on them, and what going on does

    def _name(self) -> tuple[list[Widget], Callable[[], object]]:
        def go() -> None:
            self.found.name(field.text)

        field = DeskField(
            self.theme, "found.name", self.t.gettext("Name"), self.screen.name, on_submit=go
        )
        return [field], go

    def _workshops(self) -> tuple[list[Widget], Callable[[], object]]:
        _, theme, found = self.t.gettext, self.theme, self.found

        def add() -> None:
            if field.text.strip():
                found.add_workshop(field.text)
            else:
                go()

        def go() -> None:
            found.workshops(field.text)

        field = DeskField(theme, "found.workshop", _("Name of a workshop"), on_submit=add)
        more = DeskButton(theme, _("Add"), add, "found.add", "add", "desk", hug=True)
        return [field, Wrap(theme, more, spacing=(14, 12))], go

    def _added(self) -> list[Widget]:
        _, names = self.t.gettext, self.screen.workshops
        if not names:
            return []
        parts: list[Widget] = [Space(self.theme, 4), heading(self.theme, _("Workshops"))]
        for number, name in enumerate(names):

            def drop(chosen: int = number) -> None:
                self.found.drop_workshop(chosen)

            parts.append(Line(self.theme, f"found.workshop.{number}", "close", name, drop))
        parts.append(TextLabel(self.theme, _("Press one to remove it."), "desk_small", "ink_2"))
        return parts

    def _data(self) -> tuple[list[Widget], Callable[[], object]]:
        _, theme, found, notice = self.t.gettext, self.theme, self.found, self.screen.notice

        def go() -> None:
            found.controller(field.text)

        def choose() -> None:
            found.controller(field.text, leaving=True)
            assert self.flow.enrol is not None
            self.flow.enrol.look_aside()
            self.flow.look_into(None, Wanted.NOTICE)

        field = DeskField(
            theme, "found.controller", _("Who answers for the data"), self.screen.controller,
            on_submit=go,
        )  # fmt: skip
        parts: list[Widget] = [field, Space(theme, 2), heading(theme, _("Privacy notice"))]
        if notice:
            key = "found.notice.drop"
            parts.append(
                Line(theme, key, "description", notice, found.drop_notice, _("Press to remove it"))
            )
        words = _("Choose another file") if notice else _("Choose a file")
        choice = DeskButton(theme, words, choose, "found.notice", "file_open", "desk", hug=True)
        parts.append(Wrap(theme, choice, spacing=(14, 12)))
        return parts, go

    def _root(self) -> tuple[list[Widget], Callable[[], object]]:
        return self._twice(self.t.gettext("New passphrase of the root key"), self.found.root)

    def _recovery(self) -> tuple[list[Widget], Callable[[], object]]:
        words = self.t.gettext("New passphrase of the recovery key")
        return self._twice(words, self.found.recovery)

    def _pin(self) -> tuple[list[Widget], Callable[[], object]]:
        words = self.t.gettext("Staff PIN, 4 to 12 digits")
        return self._twice(words, self.found.found, digits=True)

    def _twice(
        self, words: str, take: Callable[[str, str], object], *, digits: bool = False
    ) -> tuple[list[Widget], Callable[[], object]]:
        key = f"found.{self.screen.page}"
        fields = twice(self.theme, self.t, key, words, lambda: go(), digits=digits)  # noqa: PLW0108

        def go() -> None:
            fields[0].focus()  # both are empty from now on
            typed, again = (field.take() for field in fields)
            if typed:
                take(typed, again)

        return [*fields], go


def founded_screen(theme: Theme, t: Translator, found: FoundFlow, screen: Founded) -> Widget:
    """The site is there: what goes into the safe, now."""
    _ = t.gettext
    card = Card(
        theme,
        TextLabel(theme, _("{name} is founded", name=screen.name), "desk_title"),
        note(theme, "", "check_circle", _("This computer is desk 1 now."), "primary_soft"),
        padding=INSIDE,
        spacing=10,
        fill=True,
    )
    if screen.practice_only:
        card.add_widget(note(theme, founded.practice(t), "school"))
    card.add_widget(heading(theme, _("Into the safe, today")))
    card.add_widget(numbered(theme, founded.safe(t)))
    card.add_widget(TextLabel(theme, _("The keys lie in this folder:"), "desk_text", "ink_2"))
    align = "end" if theme.rtl else "start"  # a path runs from left to right
    place = TextLabel(
        theme, str(screen.folder), "desk_text", weight=600, language="en", align=align
    )
    card.add_widget(place)
    card.add_widget(Space(theme, 2))
    go = DeskButton(
        theme, _("Go on"), found.go_on, "founded.go", "arrow_forward", "desk_primary",
        hug=True,
    )  # fmt: skip
    card.add_widget(Wrap(theme, go, spacing=(14, 12)))
    card.add_widget(Widget())
    return columns(theme, (scrolled(theme, fill(card)), 1.0))
