"""A page of the staff: a dark head with the way out, a title, a body that scrolls, actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.page import MARGIN, SIDE_SHARE, Actions, BandHolder, natural
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.boxes import Column, Panel, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look
from kiosk.ui.widgets.progress import IconLine
from kiosk.ui.widgets.scroll import Scroll

Fact = tuple[str, str]
"""An icon and a few words."""


class Head(Panel):
    """Who is at the tablet, what is to be known at once, how long, and *Log off*.

    What does not fit goes, the facts first. Large words on a wide screen leave little height: there
    the page's title stands in the head, and the facts on the page of the tablet's state alone.
    """

    def __init__(
        self, at: StaffScene, title: str, facts: Sequence[Fact] = (), *, stays: bool = False
    ) -> None:
        """``stays``: nobody may leave now."""
        scene, theme, _ = at.scene, at.scene.theme, at.scene.t.gettext
        across = (MARGIN, 8 if theme.large else 12)
        super().__init__(theme, Look(fill="primary"), padding=across, size_hint_y=None)
        self._flow = at.flow
        self._left = TextLabel(theme, _clock(60), "label", "on_primary", hug=True, speech="")
        log_off = Button(
            theme, _("Log off"), at.flow.log_off, "log_off", "logout", "on_primary", hug=True
        )
        end: list[Widget] = [self._left, log_off] if at.flow.enrolled and not stays else []
        room = scene.width - 2 * theme.space(MARGIN) - theme.space(24) * (len(end) + 2)
        room -= sum(_wanted(widget) for widget in end)
        if self.holds_title(at):
            who = TextLabel(theme, title, "title", "on_primary", lines=1, least="label")
            held = Widget(size_hint=(None, None), width=0, height=log_off.height)
            self.add_widget(Row(theme, who, *(end or [held]), spacing=24))
            self.told = True
        else:
            name = _("eMentor") if at.flow.enrolled else _("Set up")
            who = TextLabel(theme, name, "heading", "on_primary", 700, hug=True)
            marks = [_mark(theme, icon, words) for icon, words in facts]
            told = sum(mark.width + theme.space(24) for mark in marks)
            shown = marks if told + who.width <= room else []
            if who.width > room and end:
                end.remove(self._left)
            high = log_off.height if at.flow.enrolled else 1  # the title below never moves
            filler = Widget(size_hint_y=None, height=high)
            self.add_widget(Row(theme, who, filler, *shown, *end, spacing=24))
            self.told = bool(shown) or not facts
        self.bind(minimum_height=self.setter("height"))
        self.tick()

    @staticmethod
    def holds_title(at: StaffScene) -> bool:
        """Else the title stands in the body."""
        return at.scene.theme.large and not at.scene.upright

    def tick(self) -> None:
        """Time runs on."""
        left = self._flow.seconds_left
        if left is not None:
            self._left.text = _clock(left)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _wanted(widget: Widget) -> float:
    return float(getattr(widget, "natural_width", widget.width))


def _mark(theme: Theme, icon: str, words: str) -> Row:
    from kiosk.ui.icons import Icon

    label = TextLabel(theme, words, "support", "on_primary", hug=True)
    mark = Icon(theme, icon, "on_primary", role="support")
    row = Row(theme, mark, label, spacing=10, size_hint_x=None)
    row.width = mark.width + theme.space(10) + label.width
    return row


class StaffPage(BoxLayout):
    """A whole screen; ``first`` are quiet actions at the start, ``last`` those at the end.

    ``under`` takes the room below the body. Large text on a wide screen: the actions stand beside.
    """

    def __init__(
        self,
        at: StaffScene,
        title: str,
        *body: Widget,
        facts: Sequence[Fact] = (),
        first: Sequence[Button] = (),
        last: Sequence[Button] = (),
        spacing: float = 16,
        under: Widget | None = None,
        back: bool = True,
        stays: bool = False,
    ) -> None:
        scene, theme, _ = at.scene, at.scene.theme, at.scene.t.gettext
        super().__init__(orientation="vertical")
        if scene.site.practice and at.flow.enrolled:
            self.add_widget(BandHolder(scene))
        self.head = Head(at, title, facts, stays=stays)
        self.add_widget(self.head)
        lines = [] if self.head.told else [fact_line(theme, *fact) for fact in facts]
        titles = [] if Head.holds_title(at) else [TextLabel(theme, title, "title")]
        content = Column(theme, *titles, *body, *lines, spacing=spacing)
        inner = BoxLayout(
            orientation="vertical",
            padding=_padding(theme),
            spacing=theme.space(16),
        )
        inner.add_widget(Scroll(theme, content, _("More"), _("Up")))
        if under is not None:
            inner.add_widget(under)
        quiet = [ListenButton(scene, hug=True), *first]
        if back:
            quiet.insert(1, back_button(at))
        room = scene.width - 2 * theme.space(MARGIN)
        if theme.large and not scene.upright and natural(theme, quiet, last) > room:
            self.add_widget(_beside(at, inner, Actions(scene, 0, quiet, last, stacked=True)))
            return
        inner.add_widget(Actions(scene, room, quiet, last))
        self.add_widget(inner)

    def tick(self) -> None:
        """Time runs on."""
        self.head.tick()


def _padding(theme: Theme) -> tuple[float, float, float, float]:
    top, low = (14, 16) if theme.large else (26, 28)
    return (theme.space(MARGIN), theme.space(top), theme.space(MARGIN), theme.space(low))


def _beside(at: StaffScene, inner: BoxLayout, actions: Actions) -> Widget:
    theme = at.scene.theme
    margin = theme.space(MARGIN)
    share = round(at.scene.width * SIDE_SHARE)
    side = BoxLayout(orientation="vertical", size_hint_x=None, width=share)
    side.padding = [0, margin / 3, margin, margin / 3]
    if theme.rtl:
        side.padding = [margin, margin / 3, 0, margin / 3]
    side.add_widget(Widget())
    side.add_widget(actions)
    inner.padding[0 if theme.rtl else 2] = margin / 2
    return Row(theme, inner, side, fill=True, align="stretch")


def back_button(at: StaffScene) -> Button:
    """To what staff can do."""
    _ = at.scene.t.gettext
    return Button(at.scene.theme, _("Back"), at.flow.show_home, "back", "arrow_back", hug=True)


def fact_line(theme: Theme, icon: str, words: str, **kwargs: Any) -> IconLine:
    """An icon and a sentence of the body."""
    return IconLine(theme, icon, words, **kwargs)


def in_pairs(at: StaffScene, parts: Sequence[Widget]) -> list[Widget]:
    """Two beside each other where the screen is wide and the words are not large."""
    theme = at.scene.theme
    if theme.large or at.scene.upright:
        return list(parts)
    rows: list[Widget] = []
    for n in range(0, len(parts), 2):
        pair = list(parts[n : n + 2])
        pair += [Widget(size_hint_y=None, height=1)] * (2 - len(pair))
        rows.append(Row(theme, *pair, spacing=32, align="top"))
    return rows


def waiting_words(at: StaffScene, count: int) -> str:
    """How many results wait to be carried."""
    t = at.scene.t
    if not count:
        return t.gettext("No results wait")
    return t.ngettext("{n} result waits", "{n} results wait", count)
