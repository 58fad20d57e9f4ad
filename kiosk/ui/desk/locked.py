"""The store's key: a passphrase is chosen, once, or asked for, calmly, as often as it takes."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Locked, NewKey
from kiosk.domain.errors import KioskError
from kiosk.i18n import Translator
from kiosk.ui.desk.fields import DeskField
from kiosk.ui.desk.notes import note, scrolled
from kiosk.ui.desk.parts import DeskButton, Rule, Tile, Wrap
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Row, Space
from kiosk.ui.widgets.tappable import surface_of

WIDTH, TILE = 620, 72
"""Design pixels."""


class LockedBody(BoxLayout):
    """``first`` takes the typing."""

    def __init__(self, theme: Theme, t: Translator, flow: DeskFlow, screen: Locked) -> None:
        super().__init__(orientation="vertical", padding=theme.px(20))
        lock, _ = flow.lock, t.gettext
        assert lock is not None, "its screen is shown by it"

        def unlock() -> None:
            if field.text:
                lock.unlock(field.text)

        field = DeskField(
            theme, "unlock.passphrase", _("Passphrase"), on_submit=unlock, masked=True
        )
        self.first = field.box
        go = DeskButton(
            theme, _("Unlock"), unlock, "unlock.go", "lock_open", "desk_primary", hug=True
        )
        words = _("Type the passphrase of this desk. Then you can scan.")
        card = _card(theme, t, _("The results are locked"), words, screen.error)
        for part in (field, Space(theme, 2), Wrap(theme, go, spacing=(14, 12))):
            card.add_widget(part)
        for part in (Widget(), card, Widget()):
            self.add_widget(part)


class NewKeyBody(BoxLayout):
    """``first`` takes the typing; what was typed stays where only the screen is drawn anew."""

    def __init__(
        self, theme: Theme, t: Translator, flow: DeskFlow, screen: NewKey, before: Widget | None
    ) -> None:
        super().__init__()
        lock, _ = flow.lock, t.gettext
        assert lock is not None, "its screen is shown by it"

        def choose() -> None:
            if self.new.text:
                lock.choose(self.new.text, self.again.text)

        def go_on() -> None:
            surface = surface_of(self)
            if surface is not None:
                surface.focus(self.again.box)

        self.new = DeskField(theme, "key.new", _("New passphrase"), on_submit=go_on, masked=True)
        self.again = DeskField(
            theme, "key.again", _("The same once more"), on_submit=choose, masked=True
        )
        self.error = screen.error
        self.anew = not (isinstance(before, NewKeyBody) and before.error is self.error)
        if isinstance(before, NewKeyBody) and not self.anew:
            self.new.text, self.again.text = before.new.text, before.again.text
        self.first = self.new.box
        why = _("The results are locked with it. Nobody can replace it.")
        card = _card(theme, t, _("Choose a passphrase"), why, screen.error)
        hint = _("At least {n} characters: three or four words.", n=screen.shortest)
        go = DeskButton(
            theme, _("Use this passphrase"), choose, "key.go", "lock", "desk_primary", hug=True
        )
        for part in (
            self.new,
            TextLabel(theme, hint, "desk_small", "ink_2"),
            self.again,
            Space(theme, 1),
            Wrap(theme, go, spacing=(14, 12)),
        ):
            card.add_widget(part)
        if screen.keyring:
            card.add_widget(_keyring(theme, t, lock.use_keyring))
        self.add_widget(scrolled(theme, Widget(), card, Widget(), spacing=0))


def _keyring(theme: Theme, t: Translator, act: Callable[[], object]) -> Column:
    _ = t.gettext
    words = _("Or no passphrase: whoever logs in here as you do now can open the results.")
    button = DeskButton(
        theme, _("Let this computer keep the key"), act, "key.keyring", "key", "desk", hug=True
    )
    return Column(
        theme,
        Rule(theme),
        TextLabel(theme, words, "desk_text"),
        Wrap(theme, button, spacing=(14, 12)),
        spacing=14,
        padding=(0, 2, 0, 0),
    )


def _card(theme: Theme, t: Translator, title: str, words: str, error: KioskError | None) -> Card:
    return Card(
        theme,
        Row(
            theme,
            Tile(theme, "lock", TILE),
            Column(
                theme,
                TextLabel(theme, title, "desk_title"),
                TextLabel(theme, words, "desk_text", "ink_2"),
                spacing=6,
            ),
            spacing=20,
            align="top",
        ),
        *([note(theme, t.error(error))] if error is not None else []),
        padding=(40, 24),
        spacing=12,
        size_hint_x=None,
        width=theme.px(WIDTH),
        pos_hint={"center_x": 0.5},
    )
