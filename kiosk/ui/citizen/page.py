"""The page outside tasks: a title, what there is to read or choose, and the actions below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.citizen.help import call_mentor
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.progress import IconLine
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.scroll import Scroll

MARGIN = 48
GAP = 16


class PracticeBand(Panel):
    """Says on every screen of a practice site that nothing here is about anybody."""

    def __init__(self, scene: Scene) -> None:
        theme, _ = scene.theme, scene.t.gettext
        super().__init__(theme, Look(fill="amber"), size_hint_y=None)
        words = _("Practice. Nothing here is real.")
        label = TextLabel(theme, words, "label", "on_amber", hug=True, limit=scene.width * 0.8)
        icon = Icon(theme, "school", "on_amber", role="label")
        self.add_widget(
            Row(theme, Widget(), icon, label, Widget(), spacing=12, fill=True, align="center")
        )
        self.height = round(max(theme.space(58), label.height + theme.space(12)))


class Actions(BoxLayout):
    """The actions of a screen: help at the start, the main one at the end; two rows where it is narrow."""

    def __init__(self, scene: Scene, first: Sequence[Button], last: Sequence[Button]) -> None:
        theme = scene.theme
        super().__init__(
            orientation="vertical", size_hint_y=None, spacing=theme.space(GAP)
        )
        self._scene, self._first, self._last = scene, list(first), list(last)
        room = scene.width - 2 * theme.space(MARGIN)
        buttons = [*self._first, *self._last]
        wanted = sum(b.natural_width for b in buttons) + theme.space(GAP) * (len(buttons) + 1)
        rows = self._rows(wanted > room)
        for row in rows:
            self.add_widget(row)
        self.bind(minimum_height=self.setter("height"))

    def _rows(self, narrow: bool) -> list[Widget]:
        theme = self._scene.theme
        if not narrow:
            return [
                Row(theme, *self._first, Widget(size_hint_y=None, height=1), *self._last, spacing=GAP)
            ]
        for button in (*self._first, *self._last):
            button.hug, button.size_hint_x = False, 1
        return [Row(theme, *part, spacing=GAP) for part in (self._last, self._first) if part]


class Page(BoxLayout):
    """A whole screen: practice band, title, scrolling body, actions.

    ``first`` are the quiet actions at the start (help comes by itself), ``last`` those at the end, the
    main one last.
    """

    def __init__(
        self,
        scene: Scene,
        title: str,
        *body: Widget,
        first: Sequence[Button] = (),
        last: Sequence[Button] = (),
        helps: bool = True,
        spacing: float = 20,
        **kwargs: Any,
    ) -> None:
        theme, _ = scene.theme, scene.t.gettext
        super().__init__(orientation="vertical", **kwargs)
        if scene.site.practice:
            self.add_widget(PracticeBand(scene))
        heading = TextLabel(theme, title, "title")
        content = Column(theme, heading, *body, spacing=spacing, padding=(0, 0, 0, 12))
        quiet = [*first, help_button(scene)] if helps else list(first)
        inner = BoxLayout(
            orientation="vertical",
            padding=(theme.space(MARGIN), theme.space(36), theme.space(MARGIN), theme.space(32)),
            spacing=theme.space(GAP),
        )
        inner.add_widget(Scroll(theme, content, _("More"), _("Up")))
        inner.add_widget(Actions(scene, quiet, last))
        self.add_widget(inner)


def help_button(scene: Scene) -> Button:
    """The same help in the same place on every screen (WCAG 3.2.6)."""
    _ = scene.t.gettext
    return Button(
        scene.theme, _("Help"), lambda: call_mentor(scene), "help", "support", hug=True
    )


def main_button(scene: Scene, text: str, on_tap: Any, key: str, icon: str = "arrow_forward") -> Button:
    """The one main action of a screen."""
    return Button(
        scene.theme, text, on_tap, key, icon, "primary", icon_after=icon == "arrow_forward", hug=True
    )


def second_button(scene: Scene, text: str, on_tap: Any, key: str, icon: str | None = None) -> Button:
    """An action beside the main one."""
    return Button(scene.theme, text, on_tap, key, icon, hug=True)


def paragraph(scene: Scene, text: str, role: str = "reading", color: str = "ink") -> TextLabel:
    """A text to read."""
    return TextLabel(scene.theme, text, role, color)


def icon_line(scene: Scene, icon: str, text: str) -> IconLine:
    """A picture before a line of text."""
    return IconLine(scene.theme, icon, text)
