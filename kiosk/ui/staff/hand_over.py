"""The desk's receipt code is typed: a sign for people that a result has arrived."""

from __future__ import annotations

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.tablet.staff_screens import HandedOver, HandOver
from kiosk.ui.citizen.page import BandHolder
from kiosk.ui.staff.move import MARK
from kiosk.ui.staff.pad import Digits, NumberPad, pad_actions, pad_page
from kiosk.ui.staff.page import Head, back_button
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Card, Column
from kiosk.ui.widgets.progress import Disc, IconLine

CODE_DIGITS = 8


class HandOverScreen(BoxLayout):
    """Eight digits, and what became of those before."""

    def __init__(self, at: StaffScene, screen: HandOver) -> None:
        super().__init__(orientation="vertical")
        scene, theme, _ = at.scene, at.scene.theme, at.scene.t.gettext
        if scene.site.practice:
            self.add_widget(BandHolder(scene))
        self.head = Head(at, _("Handed over"))
        self.add_widget(self.head)
        self.entry = Digits(theme, CODE_DIGITS, CODE_DIGITS, at.flow.hand_over, masked=False)
        words = Column(
            theme,
            *self._words(at, screen),
            spacing=12 if theme.large else 20,
        )
        actions = pad_actions(scene, back_button(at))
        self.add_widget(pad_page(scene, words, NumberPad(scene, self.entry), actions))

    def _words(self, at: StaffScene, screen: HandOver) -> list[Widget]:
        """Title and answer; large on a high screen the answer is the title, to be in sight."""
        theme, _ = at.scene.theme, at.scene.t.gettext
        if Head.holds_title(at):
            return self._answer(at, screen)
        if theme.large and screen.said is not HandedOver.NOTHING:
            marked = screen.said is HandedOver.MARKED
            told = _("Marked as handed over.") if marked else _("No result here has this code.")
            return [TextLabel(theme, told, "title", lines=2, least="reading")]
        return [TextLabel(theme, _("Handed over"), "title"), *self._answer(at, screen)]

    def _answer(self, at: StaffScene, screen: HandOver) -> list[Widget]:
        theme, _ = at.scene.theme, at.scene.t.gettext
        if screen.said is HandedOver.MARKED:
            return [
                IconLine(theme, Disc(theme, size=MARK), _("Marked as handed over."), weight=600),
                TextLabel(theme, _("It stays here until its receipt."), "support", "ink_2"),
            ]
        if screen.said is HandedOver.UNKNOWN:
            line = IconLine(
                theme, "info", _("No result here has this code. Look again."),
                "reading", "ink", "on_amber_soft",
            )  # fmt: skip
            return [Card(theme, line, tone="amber_soft", depth=0, padding=(20, 14))]
        return [TextLabel(theme, _("Type the eight digits from the desk."), "reading")]

    def tick(self) -> None:
        """Time runs on."""
        self.head.tick()
