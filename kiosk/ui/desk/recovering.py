"""All desks are lost: both passphrases, then what was done and what has to follow."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.recover_flow import RecoverFlow
from kiosk.desk.screens import Wanted
from kiosk.desk.setup_screens import Recovered, Recovering
from kiosk.i18n import Translator
from kiosk.ui.desk import founded
from kiosk.ui.desk.fields import DeskField
from kiosk.ui.desk.notes import INSIDE, columns, fill, note, numbered, scrolled, told_line
from kiosk.ui.desk.parts import DeskButton, Wrap, heading
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Space

LEFT, RIGHT = 0.56, 0.44


class RecoveringBody(BoxLayout):
    """``first`` takes the typing; what was typed outlives a stick that comes in ``before``."""

    def __init__(
        self,
        theme: Theme,
        t: Translator,
        flow: DeskFlow,
        recover: RecoverFlow,
        screen: Recovering,
        before: Widget | None = None,
    ) -> None:
        super().__init__()
        _ = t.gettext
        typed = before.typed() if isinstance(before, RecoveringBody) else ("", "")

        def go() -> None:
            if all(self.typed()):
                recover.recover(self._root.take(), self._recovery.take())

        self._recovery = DeskField(
            theme, "recover.recovery", _("Passphrase of the recovery key"), typed[1], masked=True,
            on_submit=go,
        )  # fmt: skip
        self._root = DeskField(
            theme, "recover.root", _("Passphrase of the root key"), typed[0], masked=True,
            on_submit=self._recovery.focus,
        )  # fmt: skip
        self.first = self._root.box
        card = Card(
            theme,
            TextLabel(theme, _("Bring the site back?"), "desk_title"),
            padding=INSIDE,
            spacing=14,
            fill=True,
        )
        if screen.error is not None:
            card.add_widget(note(theme, t.error(screen.error)))
        if screen.lacks_pack:
            card.add_widget(TextLabel(theme, _pack_in(screen, t), "desk_text", weight=600))
        for part in (self._root, self._recovery, Space(theme, 2)):
            card.add_widget(part)
        row = Wrap(
            theme,
            DeskButton(
                theme, _("Bring it back"), go, "recover.go", "history", "desk_primary", hug=True
            ),
            spacing=(14, 12),
        )
        if screen.lacks_pack:
            row.add_widget(_folder(theme, t, flow))
        row.add_widget(
            DeskButton(theme, _("Back"), flow.back, "recover.back", "arrow_back", "desk", hug=True)
        )
        card.add_widget(row)
        card.add_widget(Widget())
        beside = Card(theme, heading(theme, _("What happens")), padding=(28, 24), spacing=12,
                      fill=True)  # fmt: skip
        for line in founded.what_recovering_does(t):
            beside.add_widget(told_line(theme, "info", line))
        beside.add_widget(Widget())
        parts = (scrolled(theme, fill(card)), LEFT), (scrolled(theme, fill(beside)), RIGHT)
        self.add_widget(columns(theme, *parts))

    def typed(self) -> tuple[str, str]:
        """Both passphrases so far."""
        return self._root.text, self._recovery.text


def recovered_screen(
    theme: Theme, t: Translator, flow: DeskFlow, recover: RecoverFlow, screen: Recovered
) -> Widget:
    """What was done, and what has to follow."""
    _ = t.gettext
    title = _("The site is back: this is desk {number}.", number=screen.number)
    card = Card(theme, TextLabel(theme, title, "desk_title"), padding=INSIDE, spacing=14, fill=True)
    if screen.written:
        safe = _("The site pack is written. It is safe to remove the stick.")
        card.add_widget(note(theme, "", "check_circle", safe, "primary_soft"))
    elif screen.error is not None:
        card.add_widget(note(theme, t.error(screen.error), "warning"))
    done = _("Every desk before is revoked. There is a new site key.")
    for part in (
        TextLabel(theme, done, "desk_text", "ink_2"),
        heading(theme, _("What to do now")),
        numbered(theme, founded.then_recovered(t)),
        Space(theme, 2),
    ):
        card.add_widget(part)
    if screen.place is None and not screen.written:
        words = _("Put in a stick, or choose a folder.")
        card.add_widget(TextLabel(theme, words, "desk_text", weight=600))
    row = Wrap(theme, spacing=(14, 12))
    ready = screen.place is not None and not screen.written
    if ready:
        row.add_widget(
            DeskButton(theme, _("Write pack"), recover.write_pack, "recovered.write", "save",
                       "desk_primary", hug=True)
        )  # fmt: skip
    if not screen.written:
        row.add_widget(_folder(theme, t, flow))
    kind = "desk" if ready else "desk_primary"
    row.add_widget(
        DeskButton(
            theme, _("Go on"), recover.go_on, "recovered.go", "arrow_forward", kind, hug=True
        )
    )
    card.add_widget(row)
    card.add_widget(Widget())
    return columns(theme, (scrolled(theme, fill(card)), 1.0))


def _folder(theme: Theme, t: Translator, flow: DeskFlow) -> DeskButton:
    def choose() -> None:
        assert flow.enrol is not None
        flow.enrol.look_aside()
        flow.look_into(None, Wanted.SITE)

    words = t.gettext("Choose a folder")
    return DeskButton(theme, words, choose, "recover.folder", "folder_open", "desk", hug=True)


def _pack_in(screen: Recovering, t: Translator) -> str:
    if screen.place is None:
        return t.gettext("The site pack is missing. Put in a stick that has it.")
    return t.gettext("The site pack is looked for in {name}.", name=screen.place.name)
