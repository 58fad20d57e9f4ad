"""The results are locked: the passphrase is asked for, calmly, as often as it takes."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Locked
from kiosk.i18n import Translator
from kiosk.ui.desk.fields import DeskField
from kiosk.ui.desk.notes import note
from kiosk.ui.desk.parts import DeskButton, Tile, Wrap
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Space

WIDTH = 560


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
        card = Card(
            theme,
            Tile(theme, "lock", 96),
            Space(theme, 2),
            TextLabel(theme, _("The results are locked"), "desk_title"),
            TextLabel(
                theme,
                _("Type the passphrase of this desk. Then you can scan."),
                "desk_text",
                "ink_2",
            ),
            *([note(theme, t.error(screen.error))] if screen.error is not None else []),
            field,
            Space(theme, 2),
            Wrap(
                theme,
                DeskButton(
                    theme, _("Unlock"), unlock, "unlock.go", "lock_open", "desk_primary", hug=True
                ),
                spacing=(14, 12),
            ),
            padding=(40, 32),
            spacing=12,
            size_hint_x=None,
            width=theme.px(WIDTH),
            pos_hint={"center_x": 0.5},
        )
        for part in (Widget(), card, Widget()):
            self.add_widget(part)
