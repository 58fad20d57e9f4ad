"""The page outside tasks: a title, what there is to read or choose, and the actions below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.citizen.help import call_mentor
from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.simulator.band import PracticeBand
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import GAP_MM, Theme
from kiosk.ui.widgets.boxes import Column, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.progress import IconLine
from kiosk.ui.widgets.scroll import Scroll

MARGIN = 48
GAP = 16
SIDE_SHARE = 0.36
"""Share of a wide screen that actions beside a large text take."""


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
    ``stacked`` puts them below each other, all of one width.
    """

    def __init__(
        self,
        scene: Scene,
        room: float,
        first: Sequence[Button],
        last: Sequence[Button],
        *,
        even: bool = False,
        stacked: bool = False,
    ) -> None:
        theme = scene.theme
        super().__init__(orientation="vertical", size_hint_y=None, spacing=space(theme))
        buttons = [*first, *last]
        if stacked:
            rows, stretched = [[button] for button in buttons], buttons
        elif natural(theme, first, last, even=even) > room:
            rows, stretched = self._rows(theme, room, first, last), buttons
        else:
            fill = [] if even else [Widget(size_hint_y=None, height=1)]
            rows, stretched = [[*first, *fill, *last]], list(last) if even else []
        for row in rows:
            self.add_widget(Row(theme, *row, spacing=GAP))
        for button in stretched:
            button.hug, button.size_hint_x = False, 1
        self.bind(minimum_height=self.setter("height"))

    def _rows(
        self, theme: Theme, room: float, first: Sequence[Button], last: Sequence[Button]
    ) -> list[list[Widget]]:
        """The last ones above the first ones; a row that is still too narrow becomes a column."""
        rows: list[list[Widget]] = []
        for group in (last, first):
            each = (room - space(theme) * (len(group) - 1)) / max(1, len(group))
            if max((button.natural_width for button in group), default=0) <= each:
                rows.append(list(group))
            else:
                rows += [[button] for button in group]
        return rows


def space(theme: Theme) -> float:
    """Pixels between two actions, never under the least (VVSG 7.2-I)."""
    return max(theme.space(GAP), theme.mm(GAP_MM))


def natural(
    theme: Theme, first: Sequence[Button], last: Sequence[Button], *, even: bool = False
) -> float:
    """Pixels that actions need in one row."""
    widths = [b.natural_width for b in first]
    if even:
        widths += [max(button.natural_width for button in last)] * len(last)
    else:
        widths += [b.natural_width for b in last]
    return sum(widths) + space(theme) * len(widths)


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

    ``first`` are the quiet actions at the start (listen and help come by themselves), ``last``
    those at the end, the main one last. ``under`` is a picture that takes the room below the body.
    ``beside`` are the pixels of the screen that something else takes, under a band of its own.
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
        content = Column(theme, heading, *body, spacing=spacing)
        top, low = (20, 20) if theme.large else (32, 28)
        inner = BoxLayout(
            orientation="vertical",
            padding=(theme.space(MARGIN), theme.space(top), theme.space(MARGIN), theme.space(low)),
            spacing=theme.space(GAP),
        )
        inner.add_widget(Scroll(theme, content, _("More"), _("Up")))
        if under is not None:
            inner.add_widget(under)
        room = scene.width - beside - 2 * theme.space(MARGIN)
        quiet = [ListenButton(scene, hug=True), help_button(scene), *first]
        if theme.large and not scene.upright and natural(theme, quiet, last, even=even) > room:
            self.add_widget(
                self._beside(scene, inner, Actions(scene, 0, quiet, last, stacked=True))
            )
            return
        inner.add_widget(Actions(scene, room, quiet, last, even=even))
        self.add_widget(inner)

    def _beside(self, scene: Scene, inner: BoxLayout, actions: Actions) -> Widget:
        """Large text and many actions: they stand beside what there is to read, not below it."""
        theme = scene.theme
        margin = theme.space(MARGIN)
        side = BoxLayout(
            orientation="vertical",
            size_hint_x=None,
            width=round(scene.width * SIDE_SHARE),
            padding=[0, margin / 2, margin, margin / 2],
        )
        if theme.rtl:
            side.padding = [margin, margin / 2, 0, margin / 2]
        side.add_widget(Widget())
        side.add_widget(actions)
        inner.padding[0 if theme.rtl else 2] = margin / 2
        return Row(theme, inner, side, fill=True, align="stretch")


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
