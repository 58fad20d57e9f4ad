"""One question over the screen: what will happen, yes, and the way back, which is the main one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.widget import Widget

from kiosk.ui.desk.parts import DeskButton
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Column, Row, Space
from kiosk.ui.widgets.overlay import Overlay

WIDTH = 620


class Asking(Overlay):
    """``keep`` is the button that changes nothing; Escape does the same."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        lines: Sequence[str],
        yes: tuple[str, str, Callable[[], object]],
        no: tuple[str, Callable[[], object]],
        icon: str = "warning",
    ) -> None:
        words, yes_icon, act = yes
        keep, back = no
        self.keep = DeskButton(theme, keep, back, "ask.no", "arrow_back", "desk_primary", hug=True)
        do = DeskButton(theme, words, act, "ask.yes", yes_icon, "desk", hug=True)
        told = Column(theme, spacing=8)
        for line in lines:
            told.add_widget(TextLabel(theme, line, "desk_text"))
        card = Card(
            theme,
            Row(
                theme,
                Icon(theme, icon, "primary", 32),
                TextLabel(theme, title, "desk_title"),
                spacing=16,
                align="top",
            ),
            told,
            Space(theme, 6),
            Row(theme, Widget(size_hint_y=None, height=1), do, self.keep, spacing=14),
            padding=(36, 30),
            spacing=14,
            depth=3,
            size_hint_x=None,
            width=theme.px(WIDTH),
        )
        super().__init__(theme, card, back)
