"""A text field of the desk, for a real keyboard: label, what was typed, what is amiss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.stencilview import StencilView

from kiosk.i18n import Translator
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.tappable import Tappable, surface_of

MASK = "\u2022"
HEIGHT, PAD, CARET = 48, 16, 2
"""Design pixels."""


class DeskField(Column):
    """``box`` is what is clicked, under the field's ``key``; it takes text while it has the focus.

    ``digits`` takes digits only, and the hand scanner is heard meanwhile. ``masked`` shows dots and
    is never read aloud (EN 301 549 5.1.3.8).
    """

    text = StringProperty("")
    editing = BooleanProperty(False)

    def __init__(
        self,
        theme: Theme,
        key: str,
        label: str,
        text: str = "",
        *,
        on_change: Callable[[str], object] = lambda _text: None,
        on_submit: Callable[[], object] = lambda: None,
        digits: bool = False,
        masked: bool = False,
        most: int = 120,
        **kwargs: Any,
    ) -> None:
        self.key, self.label_text = key, label
        self.digits, self.masked, self.most = digits, masked, most
        self._on_change, self._on_submit = on_change, on_submit
        super().__init__(theme, spacing=6, **kwargs)
        self.add_widget(TextLabel(theme, label, "desk_text", weight=600))
        self.box = _Box(self)
        self.add_widget(self.box)
        self.fbind("text", self.box.refresh)
        self.fbind("editing", self.box.refresh)
        self.text = text

    def insert(self, text: str) -> None:
        """Type at the end; what does not belong here is left out."""
        fitting = "".join(one for one in text if one.isprintable())
        if self.digits:
            fitting = "".join(one for one in fitting if one.isascii() and one.isdigit())
        self._type((self.text + fitting)[: self.most])

    def backspace(self) -> None:
        """Take away the last letter."""
        self._type(self.text[:-1])

    def submit(self) -> None:
        """Enter."""
        self._on_submit()

    def focus(self) -> None:
        """Take the typing."""
        self.box.take_focus()

    def take(self) -> str:
        """What was typed, which then stands here no more."""
        typed, self.text = self.text, ""
        return typed

    def _type(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self._on_change(text)

    @property
    def shown(self) -> str:
        """The text as it stands in the box."""
        return MASK * len(self.text) if self.masked else self.text


class _Box(Tappable):
    """The frame that is clicked and typed into."""

    debounced = False

    def __init__(self, field: DeskField) -> None:
        self.field, self.theme = field, field.theme
        theme = self.theme
        super().__init__(
            field.key, field.label_text, self.take_focus, size_hint_y=None, height=theme.px(HEIGHT)
        )
        self.plate = Plate(theme, self._look(), theme.radius("desk"))
        self.canvas.before.add(self.plate)
        self._clip = StencilView(size_hint=(None, None))
        self.add_widget(self._clip)
        self._label = TextLabel(theme, "", "desk_heading", weight=400, hug=True)
        self._clip.add_widget(self._label)
        with self.canvas.after:
            Color(*theme.color("ink"))
            self._caret = Rectangle(size=(0, 0))
        for name in ("pos", "size", "focused", "pressed"):
            self.fbind(name, self.refresh)
        self.refresh()

    def take_focus(self) -> None:
        """As if it was clicked."""
        surface = surface_of(self)
        if surface is not None:
            surface.focus(self)

    def _look(self) -> Look:
        strong = self.field.editing or self.focused
        border = "ink" if strong else "edge"
        return Look(fill="surface", border=border, border_px=3 if strong else 2, field=True)

    def refresh(self, *_args: Any) -> None:
        """Draw what is typed; of a long text its end, where the caret stands."""
        theme, field = self.theme, self.field
        hidden = field.masked or not field.text
        self.speech = field.label_text if hidden else f"{field.label_text}. {field.text}"
        self.plate.dress(self._look(), ring=field.editing or self.focused)
        self.plate.place(*self.pos, *self.size)
        pad, caret = theme.px(PAD), theme.hairline(CARET)
        room = max(1.0, self.width - 2 * pad - 2 * caret)
        self._clip.pos, self._clip.size = (self.x + pad, self.y), (room, self.height)
        self._label.text = field.shown
        width = self._label.width if field.shown else 0.0
        left = self.x + pad - max(0.0, width - room)
        middle = self.y + self.height / 2
        self._label.pos = (round(left), round(middle - self._label.height / 2))
        tall = theme.px(26) if field.editing else 0
        self._caret.size = (caret if field.editing else 0, round(tall))
        at = min(left + width, self.x + pad + room) + caret
        self._caret.pos = (round(at), round(middle - tall / 2))


def twice(
    theme: Theme, t: Translator, key: str, words: str, go: Callable[[], object], *, digits: bool
) -> tuple[DeskField, DeskField]:
    """Two fields for what is typed twice and not shown; Enter in the first leads to the second."""
    again = DeskField(
        theme, f"{key}.again", t.gettext("The same once more"), masked=True, digits=digits,
        on_submit=go,
    )  # fmt: skip
    first = DeskField(
        theme, key, words, masked=True, digits=digits, on_submit=again.focus
    )  # fmt: skip
    return first, again
