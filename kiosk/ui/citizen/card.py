"""The practice card: who the citizen is while practising."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.domain.task import Person
from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.page import sized
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.icons import Icon
from kiosk.ui.pictures.portrait import Portrait
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column, Row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.progress import IconLine


def card_body(scene: Scene, person: Person, role: str = "heading") -> Widget:
    """Portrait, name and the facts that the practised services ask for."""
    theme, _ = scene.theme, scene.t.gettext
    name = TextLabel(theme, person.name, role, "ink", 700, _side(theme), "da")
    facts = [
        _fact(scene, icon, word, value, language)
        for icon, word, value, language in (
            ("person", _("User ID"), person.user_id, "da"),
            ("pin", _("Code"), " ".join(person.pin), "da"),
            ("key", _("Password"), person.password, "da"),
            ("cake", _("Born"), scene.t.say(person.born), None),
            ("mail", _("E-mail"), person.mail, "da"),
        )
        if value
    ]
    if theme.large and not scene.upright:
        pairs = [Row(theme, *facts[at : at + 2], spacing=24) for at in range(0, len(facts), 2)]
        return Column(theme, name, *pairs, spacing=8)
    column = Column(theme, name, spacing=12 if len(facts) < 5 else 6)
    for fact in facts:
        column.add_widget(Rule(theme))
        column.add_widget(fact)
    if theme.large or scene.upright:
        return column
    portrait = sized(scene, Portrait(theme, person.key), 220, 220)
    return Row(theme, portrait, column, spacing=40, align="top")


def practice_card(
    scene: Scene, person: Person, on_back: Callable[[], None] | None = None
) -> Overlay:
    """The card over the task, with the one rule: never your own codes."""
    theme, _ = scene.theme, scene.t.gettext
    role = "support" if theme.large else "reading"
    words = _("Use only the card. Never type your own codes.")
    return dialog(
        scene,
        _("Your practice card"),
        card_body(scene, person, "title"),
        icon="badge",
        tone="amber",
        back_key="card.back",
        on_back=on_back,
        aside=IconLine(theme, "front_hand", words, role, icon_color="on_amber_soft"),
    )


def _side(theme: Theme) -> str:
    """Danish facts begin where the lines of the help begin."""
    return "end" if theme.rtl else "start"


class Rule(Widget):
    """A thin line between two facts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(size_hint_y=None, height=theme.hairline(2))
        with self.canvas:
            Color(*theme.color("line"))
            self._line = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_args: object) -> None:
        self._line.pos, self._line.size = self.pos, self.size


def _fact(scene: Scene, icon: str, name: str, value: str, language: str | None) -> Widget:
    """A fact on one line, or below its name where the text is large."""
    theme = scene.theme
    mark = Icon(theme, icon, "primary", role="label")
    align = _side(theme) if language else "start"
    text = TextLabel(theme, value, "heading", align=align, language=language, lines=1)
    if theme.large or scene.upright:
        return Column(theme, Row(theme, mark, TextLabel(theme, name, "support"), spacing=16), text)
    label = TextLabel(theme, name, "support", size_hint_x=None, width=theme.space(170))
    return Row(theme, mark, label, text, spacing=16)
