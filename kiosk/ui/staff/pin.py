"""The way in: four to six digits."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout

from kiosk.tablet.staff_pin import LONGEST, SHORTEST
from kiosk.tablet.staff_screens import PinPad, PinSaid
from kiosk.ui.citizen.page import with_band
from kiosk.ui.staff.pad import Digits, NumberPad, pad_actions, pad_page
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card, Column
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.progress import IconLine


class PinScreen(BoxLayout):
    """Asks for the PIN; while there is a wait it takes none and says how long."""

    def __init__(self, at: StaffScene, screen: PinPad) -> None:
        super().__init__()
        scene, theme, _ = at.scene, at.scene.theme, at.scene.t.gettext
        self._at, self._screen = at, screen
        self.entry = Digits(theme, SHORTEST, LONGEST, at.flow.try_pin, masked=True)
        self._told = TextLabel(theme, "", "reading", "ink")
        words = Column(
            theme,
            TextLabel(theme, _("Staff"), "title"),
            self._told,
            spacing=14 if theme.large else 22,
        )
        if screen.practice_pin:
            told = _("Practice: the PIN is {pin}.", pin=screen.practice_pin)
            line = IconLine(theme, "school", told, "support", "ink", "on_amber_soft")
            words.add_widget(Card(theme, line, tone="amber_soft", depth=0, padding=(18, 12)))
        back = Button(theme, _("Back"), at.flow.log_off, "back", "arrow_back", hug=True)
        actions = pad_actions(scene, back)
        self.pad = NumberPad(scene, self.entry)
        self.add_widget(with_band(scene, pad_page(scene, words, self.pad, actions)))
        self._shown: tuple[object, ...] = ()
        self.tick()

    def tick(self, *_args: Any) -> None:
        """A wait runs down."""
        _, wait = self._at.scene.t.gettext, self._at.flow.pin_wait
        said = self._screen.said
        if (said, wait) == self._shown:
            return
        self._shown = (said, wait)
        checking = said is PinSaid.CHECKING
        self.entry.locked = bool(wait) or checking
        if checking:
            self.entry.text = "0" * SHORTEST
        if wait:
            self._told.text = _("Wait {time}. Then try again.", time=_in_words(self._at, wait))
        elif checking:
            self._told.text = _("The PIN is being checked.")
        elif said is PinSaid.WRONG:
            self._told.text = _("Not the PIN. Try again.")
        else:
            self._told.text = _("Type your PIN.")


def _in_words(at: StaffScene, seconds: int) -> str:
    """Minutes from two on, else seconds."""
    t = at.scene.t
    if seconds >= 120:
        return t.ngettext("{n} minute", "{n} minutes", -(-seconds // 60))
    return t.ngettext("{n} second", "{n} seconds", seconds)
