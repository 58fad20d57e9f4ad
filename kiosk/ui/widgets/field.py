"""Our own text field: a label, what was typed with a caret at its end, and what is amiss."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.stencilview import StencilView

from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import CONTROL_MM, Theme
from kiosk.ui.widgets.boxes import Card, Column
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.progress import IconLine
from kiosk.ui.widgets.tappable import Tappable, surface_of

MASK = "\u2022"
KINDS = ("text", "digits")


class Field(Column):
    """A field of a practised service; ``box`` is what is tapped, under the field's ``key``.

    ``kind`` ``digits`` takes digits only and brings the number pad. ``masked`` shows dots and is
    never read aloud (EN 301 549 5.1.3.8). ``error`` is one sentence; it stands below in amber.
    ``on_edit`` is told when a person taps it, before the keyboard comes up.
    """

    text = StringProperty("")
    error = StringProperty("")
    editing = BooleanProperty(False)

    def __init__(
        self,
        theme: Theme,
        key: str,
        label: str,
        text: str = "",
        on_change: Callable[[str], object] | None = None,
        on_submit: Callable[[], object] | None = None,
        *,
        kind: str = "text",
        masked: bool = False,
        hint: str = "",
        error: str = "",
        language: str | None = None,
        most: int = 60,
        on_edit: Callable[[], object] | None = None,
        shown_label: bool = True,
        **kwargs: Any,
    ) -> None:
        self.key, self.label_text, self.kind, self.masked = key, label, kind, masked
        self.on_change, self.on_submit, self.on_edit = on_change, on_submit, on_edit
        self.language, self.most = language, most
        self._error_card: Card | None = None
        super().__init__(theme, spacing=8, **kwargs)
        if shown_label:
            self.add_widget(TextLabel(theme, label, "heading", "service_text", language=language))
        self.box = _Box(self)
        self.add_widget(self.box)
        if hint:
            self.add_widget(TextLabel(theme, hint, "support", "service_text_2", language=language))
        self.text, self.error = text, error

    # what a keyboard does

    def insert(self, text: str) -> None:
        """Type at the end; what does not belong here is left out."""
        fitting = text.replace("\n", "")
        if self.kind == "digits":
            fitting = "".join(char for char in fitting if char.isdigit())
        self._type((self.text + fitting)[: self.most])

    def backspace(self) -> None:
        """Take away the last letter."""
        self._type(self.text[:-1])

    def submit(self) -> None:
        """Enter on a real keyboard."""
        if self.on_submit is not None:
            self.on_submit()

    def start_editing(self) -> None:
        """Take what is typed from now on."""
        surface = surface_of(self)
        if surface is not None:
            surface.editing = self
        if self.on_edit is not None:
            self.on_edit()

    def _type(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.error = ""
            if self.on_change is not None:
                self.on_change(text)

    @property
    def shown(self) -> str:
        """The text as it stands in the box."""
        return MASK * len(self.text) if self.masked else self.text

    def on_text(self, *_args: Any) -> None:
        if hasattr(self, "box"):
            self.box.refresh()

    def on_editing(self, *_args: Any) -> None:
        self.box.refresh()

    def on_error(self, *_args: Any) -> None:
        if self._error_card is not None:
            self.remove_widget(self._error_card)
            self._error_card = None
        if self.error:
            line = IconLine(
                self.theme, "warning", self.error, "support", "on_amber_soft", "on_amber_soft", 600
            )
            self._error_card = Card(
                self.theme, line, tone="amber_soft", depth=0, padding=(16, 12), radius="box"
            )
            self.add_widget(self._error_card)
        self.box.refresh()


class _Box(Tappable):
    """The frame that is tapped and typed into."""

    debounced = False

    def __init__(self, field: Field) -> None:
        self.field, self.theme = field, field.theme
        theme = self.theme
        height = max(theme.space(88), theme.type("reading").px * 1.28 + theme.space(24))
        super().__init__(
            field.key,
            field.label_text,
            field.start_editing,
            size_hint_y=None,
            height=ceil(max(height, theme.mm(CONTROL_MM))),
        )
        self.plate = Plate(theme, self._look(), theme.radius("service"))
        self.canvas.before.add(self.plate)
        self._clip = StencilView(size_hint=(None, None))
        self.add_widget(self._clip)
        self._label = TextLabel(
            theme, "", "reading", "service_text", language=field.language or "da", hug=True
        )
        self._clip.add_widget(self._label)
        with self.canvas.after:
            self._caret_color = Color(*theme.color("service_action"))
            self._caret = Rectangle(size=(0, 0))
        for name in ("pos", "size", "focused", "pressed"):
            self.fbind(name, self.refresh)
        self.refresh()

    def _look(self) -> Look:
        border = "service_text" if self.field.editing or self.focused else "service_border"
        thick = 3.0 if self.field.editing or self.focused or self.field.error else 2.0
        return Look(fill="service_ground", border=border, border_px=thick, field=True)

    def refresh(self, *_args: Any) -> None:
        """Draw what is typed; of a long text its end, where the caret stands."""
        theme, field = self.theme, self.field
        self.speech = (
            field.label_text if field.masked else f"{field.label_text} {field.text}".strip()
        )
        self.plate.dress(self._look(), ring=field.editing or self.focused)
        self.plate.place(*self.pos, *self.size)
        pad, caret = theme.space(20), theme.hairline(4)
        room = max(1.0, self.width - 2 * pad - 2 * caret)
        self._clip.pos, self._clip.size = (self.x + pad, self.y), (room, self.height)
        self._label.text = field.shown
        width = self._label.width if field.shown else 0.0
        left = self.x + pad - max(0.0, width - room)
        self._label.pos = (round(left), round(self.y + (self.height - self._label.height) / 2))
        tall = theme.type("reading").px * 1.22 if field.editing else 0
        self._caret.size = (caret if field.editing else 0, round(tall))
        at = min(left + width, self.x + pad + room) + caret / 2
        self._caret.pos = (round(at), round(self.y + (self.height - tall) / 2))
