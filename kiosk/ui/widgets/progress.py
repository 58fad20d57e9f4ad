"""Marks that show how far and how much: segments, bars of the own guess, ticked lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from kivy.graphics import Color
from kivy.uix.widget import Widget

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets import patches
from kiosk.ui.widgets.boxes import Row
from kiosk.ui.widgets.plate import Look, Plate

State = Literal["done", "now", "later"]


class ProgressSegments(Widget):
    """One segment a task: done is filled, now is amber with a border, later is a line's colour.

    Beside it always stands the same in words.
    """

    def __init__(
        self, theme: Theme, states: Sequence[State], speech: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("size_hint_y", None)
        super().__init__(height=round(theme.px(14)), **kwargs)
        self.theme, self.speech = theme, speech
        self.states: tuple[State, ...] = ()
        self.show(states)
        self.fbind("pos", self._draw)
        self.fbind("size", self._draw)

    def show(self, states: Sequence[State]) -> None:
        """Another state of things."""
        self.states = tuple(states)
        self._draw()

    @classmethod
    def at(cls, theme: Theme, number: int, total: int, **kwargs: Any) -> ProgressSegments:
        """Task ``number`` of ``total``, counted from 1."""
        states: list[State] = [
            "done" if at < number else "now" if at == number else "later"
            for at in range(1, total + 1)
        ]
        return cls(theme, states, **kwargs)

    def _draw(self, *_args: Any) -> None:
        self.canvas.clear()
        count = len(self.states)
        if not count:
            return
        gap = self.theme.px(6 if self.theme.text_size < "XL" or count > 12 else 8)
        each = (self.width - gap * (count - 1)) / count
        states = self.states[::-1] if self.theme.rtl else self.states
        for at, state in enumerate(states):
            left, right = self.x + at * (each + gap), self.x + at * (each + gap) + each
            self._segment((round(left), self.y, round(right) - round(left), self.height), state)

    def _segment(self, box: patches.Box, state: State) -> None:
        radii = (box[3] / 2,) * 4
        fill = {"done": "primary", "now": "amber", "later": "line"}[state]
        outlined = self.theme.palette.outlined
        with self.canvas:
            Color(*self.theme.color("canvas" if outlined and state == "later" else fill))
            patches.filled(box, radii)
            if state == "now" or (outlined and state == "later"):
                light = self.theme.palette.shadows
                Color(*self.theme.color("on_amber" if light or outlined else "ink"))
                thick = 3 if outlined and state == "now" else 1 if outlined else 2.5
                patches.outlined(box, radii, self.theme.hairline(thick))


class Bars(Row):
    """A level of four as segments between its name and its words: "You thought … With help".

    ``tone`` is ``guess`` for what the citizen thought and ``primary`` for what was shown.
    ``name_width`` is design pixels, so that two of them stand in line.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        level: int,
        words: str,
        tone: str = "primary",
        of: int = 4,
        name_width: float = 180,
        **kwargs: Any,
    ) -> None:
        super().__init__(theme, spacing=16, **kwargs)
        width = theme.space(name_width) * theme.type("support").px / theme.px(29)
        self.name_width = round(width)
        self.add_widget(
            TextLabel(theme, name, "support", "ink", size_hint_x=None, width=round(width))
        )
        self.add_widget(_Level(theme, level, of, tone))
        self.add_widget(TextLabel(theme, words, "label", "ink"))


class _Level(Widget):
    def __init__(self, theme: Theme, level: int, of: int, tone: str) -> None:
        self.theme, self.level, self.of, self.tone = theme, level, of, tone
        size = (round(theme.space(53 * of + 6 * (of - 1))), round(theme.space(22)))
        super().__init__(size_hint=(None, None), size=size)
        self.bind(pos=self._draw, size=self._draw)
        self._draw()

    def _draw(self, *_args: Any) -> None:
        self.canvas.clear()
        gap = round(self.theme.space(6))
        each = round((self.width - gap * (self.of - 1)) / self.of)
        for at in range(self.of):
            place = self.of - 1 - at if self.theme.rtl else at
            box = (round(self.x) + place * (each + gap), round(self.y), each, round(self.height))
            with self.canvas:
                filled = at < self.level
                outlined = self.theme.palette.outlined and not filled
                Color(*self.theme.color(self.tone if filled or outlined else "line"))
                draw = patches.outlined if outlined else patches.filled
                draw(box, (box[3] / 2,) * 4, *((self.theme.hairline(2),) if outlined else ()))


class Disc(Widget):
    """A round mark with an icon: a tick for what was managed."""

    def __init__(
        self,
        theme: Theme,
        icon: str = "check",
        tone: str = "good",
        ink: str = "on_good",
        size: float = 44,
    ) -> None:
        role_share = theme.type("reading").px / theme.px(39)
        px = round(theme.px(size) * role_share)
        super().__init__(size_hint=(None, None), size=(px, px))
        self.plate = Plate(theme, Look(fill=tone), px / 2)
        self.canvas.before.add(self.plate)
        self._icon = Icon(theme, icon, ink, size * role_share * 0.78)
        self.add_widget(self._icon)
        self.bind(pos=self._place)
        self._place()

    def _place(self, *_args: Any) -> None:
        self.plate.place(*self.pos, *self.size)
        self._icon.center = self.center


class IconLine(Row):
    """A mark or an icon and a sentence beside its first line."""

    def __init__(
        self,
        theme: Theme,
        icon: str | Widget,
        text: str,
        role: str = "reading",
        color: str = "ink",
        icon_color: str = "primary",
        weight: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(theme, spacing=16, align="center", **kwargs)
        mark = icon if isinstance(icon, Widget) else Icon(theme, icon, icon_color, role=role)
        self.label = TextLabel(theme, text, role, color, weight)
        self.add_widget(mark)
        self.add_widget(self.label)


def ticked(theme: Theme, text: str) -> IconLine:
    """A line of "this you can already"."""
    return IconLine(theme, Disc(theme), text)
