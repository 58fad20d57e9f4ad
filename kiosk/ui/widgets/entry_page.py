"""Text entry on a page of its own: at L, XL and upright, where field and keyboard leave no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column, Panel, Row, Space
from kiosk.ui.widgets.field import Field
from kiosk.ui.widgets.keyboard import Keyboard, KeyWords
from kiosk.ui.widgets.plate import Look

LARGEST = 1.45
"""Keys at most this much higher than beside a service."""


class EntryPage(Panel):
    """Label, field and a large keyboard; ``Surface.open`` shows it, "Done" gives the text to
    ``on_done``.

    ``head`` stands above, such as the band that says that it is practice.
    """

    modal = True

    def __init__(
        self,
        theme: Theme,
        label: str,
        text: str,
        on_done: Callable[[str], object],
        words: KeyWords | None = None,
        *,
        kind: str = "text",
        masked: bool = False,
        hint: str = "",
        language: str | None = None,
        upright: bool = False,
        head: Widget | None = None,
        key: str = "entry",
        **kwargs: Any,
    ) -> None:
        super().__init__(theme, Look(fill="service_ground"), **kwargs)
        self._on_done = on_done
        if head is not None:
            self.add_widget(head)
        self.field = Field(
            theme, f"{key}.field", label, text, kind=kind, masked=masked, hint=hint,
            language=language, on_submit=self.finish, shown_label=upright,
        )  # fmt: skip
        # Beside its name there is more room for the keys.
        line = self.field if upright else _named(theme, self.field, label, language)
        # At L the head above ends in a control: 2.54 mm lie between it and the field (VVSG 7.2-I).
        above = {"L": 14, "XL": 5}.get(theme.text_size, 14)
        top = Column(theme, line, padding=(40, above, 40, 5 if theme.large else 14))
        self.add_widget(top)
        self.keyboard = Keyboard(
            theme,
            self.field,
            self.finish,
            words,
            "digits" if kind == "digits" else "upright" if upright else "letters",
        )
        self.add_widget(Space(theme))
        self.add_widget(self.keyboard)
        self._above = [w for w in (head, top) if w is not None]
        for widget in (self, *self._above):
            widget.fbind("height", self._fit)
        self.fbind("parent", self._begin)

    def finish(self) -> None:
        """Hand the text over."""
        self._on_done(self.field.text)

    def _fit(self, *_args: Any) -> None:
        """Keys as high as there is room for, within reason."""
        room = self.height - sum(widget.height for widget in self._above)
        largest = Keyboard.natural_height(self.theme, self.keyboard.layout) * LARGEST
        self.keyboard.height = round(min(room, largest))

    def _begin(self, _self: Any, parent: BoxLayout | None) -> None:
        if parent is not None:
            self.field.start_editing()


def _named(theme: Theme, field: Field, label: str, language: str | None) -> Row:
    """A field with its name before it."""
    name = TextLabel(
        theme, label, "heading", "service_text", language=language, hug=True, limit=theme.px(480)
    )
    return Row(theme, name, field, spacing=24)
