"""A small card at the lower edge that says what is being done, when it takes a while."""

from __future__ import annotations

from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Card, Panel, Row
from kiosk.ui.widgets.plate import Look

WIDTH, BAR = 420, 10


class Strip(Card):
    """Words beside an hourglass that stands still; a bar below if it is known how far."""

    def __init__(self, theme: Theme, words: str, share: float | None = None) -> None:
        super().__init__(
            theme,
            Row(
                theme,
                Icon(theme, "hourglass_top", "primary", 26),
                TextLabel(theme, words, "desk_text", weight=600),
                spacing=14,
            ),
            padding=(24, 16),
            depth=2,
            radius="tile",
            size_hint_x=None,
            width=theme.px(WIDTH),
        )
        self.words, self._bar = words, None
        if share is not None:
            self._bar = Bar(theme, share)
            self.add_widget(self._bar)

    def reach(self, share: float) -> None:
        """It is this far now, 0 to 1."""
        if self._bar is not None:
            self._bar.reach(share)


class Bar(Widget):
    """How far it is: 0 to 1; ``thick`` is design pixels. Beside it always stand words."""

    def __init__(self, theme: Theme, share: float, thick: float = BAR) -> None:
        super().__init__(size_hint_y=None, height=theme.px(thick))
        self._share, self._rtl = share, theme.rtl
        radius = theme.px(thick / 2)
        border = "ink" if theme.palette.outlined else None
        self._ground = Panel(
            theme, Look(fill="line", border=border), radius, size_hint=(None, None)
        )
        self._done = Panel(theme, Look(fill="primary"), radius, size_hint=(None, None))
        self.add_widget(self._ground)
        self.add_widget(self._done)
        self.bind(pos=self._place, size=self._place)

    def reach(self, share: float) -> None:
        """It is this far now."""
        self._share = min(1.0, max(0.0, share))
        self._place()

    def _place(self, *_args: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        width = max(self.height, self.width * self._share)
        self._done.size = (width, self.height)
        self._done.pos = (self.right - width if self._rtl else self.x, self.y)
