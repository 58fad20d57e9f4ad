"""The page outside tasks: a title, what there is to read or choose, and the actions below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.citizen.help import call_mentor
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.simulator.band import PracticeBand
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.boxes import Column, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.progress import IconLine
from kiosk.ui.widgets.scroll import Scroll

MARGIN = 48
GAP = 16


class BandHolder(Widget):
    """Says on every screen of a practice site that nothing here is about anybody."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(size_hint_y=None)
        self.band = PracticeBand(scene.theme, scene.t)
        self.height = self.band.measure(scene.width)
        self.add_widget(self.band)
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_args: object) -> None:
        self.band.box(*self.pos, *self.size)


class Actions(BoxLayout):
    """The actions of a screen: help first, the main one last; more rows where it is narrow.

    ``even`` gives the last ones equal width and all the room there is: none is more than another.
    """

    def __init__(
        self,
        scene: Scene,
        room: float,
        first: Sequence[Button],
        last: Sequence[Button],
        *,
        even: bool = False,
    ) -> None:
        theme = scene.theme
        super().__init__(orientation="vertical", size_hint_y=None, spacing=theme.space(GAP))
        buttons = [*first, *last]
        wanted = sum(b.natural_width for b in buttons) + theme.space(GAP) * (len(buttons) + 1)
        if even:
            most = max(button.natural_width for button in last)
            wanted = most * len(last) + sum(b.natural_width for b in first) + theme.space(48)
        stretched = list(last) if even else []
        if wanted > room:
            stretched = buttons
            for row in (last, first):
                self.add_widget(Row(theme, *row, spacing=GAP))
        else:
            fill = [] if even else [Widget(size_hint_y=None, height=1)]
            self.add_widget(Row(theme, *first, *fill, *last, spacing=GAP))
        for button in stretched:
            button.hug, button.size_hint_x = False, 1
        self.bind(minimum_height=self.setter("height"))


def with_band(scene: Scene, content: Widget) -> Widget:
    """The content of a whole screen, below the band where the site is for practice."""
    if not scene.site.practice:
        return content
    box = BoxLayout(orientation="vertical")
    box.add_widget(BandHolder(scene))
    box.add_widget(content)
    return box


class Page(BoxLayout):
    """A whole screen: practice band, title, scrolling body, actions.

    ``first`` are the quiet actions at the start (help comes by itself), ``last`` those at the end,
    the main one last. ``under`` is a picture that takes the room below the body. ``beside`` are the
    pixels of the screen that something else takes, under a band of its own.
    """

    def __init__(
        self,
        scene: Scene,
        title: str,
        *body: Widget,
        first: Sequence[Button] = (),
        last: Sequence[Button] = (),
        even: bool = False,
        spacing: float = 20,
        under: Widget | None = None,
        beside: float = 0,
        **kwargs: Any,
    ) -> None:
        theme, _ = scene.theme, scene.t.gettext
        super().__init__(orientation="vertical", **kwargs)
        if scene.site.practice and not beside:
            self.add_widget(BandHolder(scene))
        heading = TextLabel(theme, title, "title")
        content = Column(theme, heading, *body, spacing=spacing, padding=(0, 0, 0, 12))
        inner = BoxLayout(
            orientation="vertical",
            padding=(theme.space(MARGIN), theme.space(36), theme.space(MARGIN), theme.space(32)),
            spacing=theme.space(GAP),
        )
        inner.add_widget(Scroll(theme, content, _("More"), _("Up")))
        if under is not None:
            inner.add_widget(under)
        room = scene.width - beside - 2 * theme.space(MARGIN)
        inner.add_widget(Actions(scene, room, [help_button(scene), *first], last, even=even))
        self.add_widget(inner)


def help_button(scene: Scene) -> Button:
    """The same help in the same place on every screen (WCAG 3.2.6)."""
    _ = scene.t.gettext
    return Button(scene.theme, _("Help"), lambda: call_mentor(scene), "help", "support", hug=True)


def main_button(
    scene: Scene, text: str, on_tap: Any, key: str, icon: str = "arrow_forward"
) -> Button:
    """The one main action of a screen."""
    return Button(
        scene.theme,
        text,
        on_tap,
        key,
        icon,
        "primary",
        icon_after=icon == "arrow_forward",
        hug=True,
    )


def second_button(
    scene: Scene, text: str, on_tap: Any, key: str, icon: str | None = None
) -> Button:
    """An action beside the main one."""
    return Button(scene.theme, text, on_tap, key, icon, hug=True)


def paragraph(scene: Scene, text: str, role: str = "reading", color: str = "ink") -> TextLabel:
    """A text to read."""
    return TextLabel(scene.theme, text, role, color)


def icon_line(scene: Scene, icon: str, text: str) -> IconLine:
    """A picture before a line of text."""
    return IconLine(scene.theme, icon, text)


def sized(scene: Scene, picture: Widget, width: float, height: float) -> Widget:
    """A picture of fixed design size in a row."""
    picture.size_hint = (None, None)
    picture.size = (scene.theme.space(width), scene.theme.space(height))
    return picture
