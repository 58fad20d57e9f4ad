"""Large keys for digits, and what was typed with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from kivy.graphics import Color
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui.citizen.listen import ListenButton
from kiosk.ui.citizen.page import Actions
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import TextSize, Theme
from kiosk.ui.widgets import patches
from kiosk.ui.widgets.boxes import Column, Row
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.scroll import Scroll

ROWS = ("123", "456", "789")
KEY_GAP = 16
SHARE = 0.42
"""Of a wide screen for the pad."""
SLOTS = 6
"""Empty rings that invite to type a PIN; a longer one gets more."""


class Digits(Widget):
    """Takes typed digits, from the pad and from a real keyboard; draws what there is of them.

    ``least`` to ``most`` of them are a whole number. ``masked`` draws dots, else the digits stand
    in boxes of four.
    """

    text = StringProperty("")
    speech = ""

    def __init__(
        self,
        theme: Theme,
        least: int,
        most: int,
        on_whole: Callable[[str], object],
        *,
        masked: bool,
    ) -> None:
        self.theme, self.least, self.most, self.masked = theme, least, most, masked
        self._on_whole = on_whole
        self.editing = False
        self.locked = False
        """Nothing can be typed now."""
        super().__init__(size_hint_y=None)
        self._labels: list[TextLabel] = []
        if not masked:
            for _at in range(most):
                label = TextLabel(theme, "", "reading", "ink", 600, "center")
                self._labels.append(label)
                self.add_widget(label)
        self.height = round(theme.space(56 if masked else 88))
        for name in ("pos", "size", "text"):
            self.fbind(name, self._draw)

    @property
    def whole(self) -> bool:
        """Enough digits."""
        return self.least <= len(self.text)

    def insert(self, text: str) -> None:
        """Type; what is no digit is left out."""
        if not self.locked:
            digits = "".join(char for char in text if char.isascii() and char.isdigit())
            self.text = (self.text + digits)[: self.most]

    def backspace(self) -> None:
        """Take away the last one."""
        if not self.locked:
            self.text = self.text[:-1]

    def submit(self) -> None:
        """*OK*, or Enter on a real keyboard."""
        if self.whole and not self.locked:
            self._on_whole(self.text)

    def _draw(self, *_args: Any) -> None:
        self.canvas.before.clear()
        if self.masked:
            self._dots()
        else:
            self._boxes()

    def _dots(self) -> None:
        theme = self.theme
        size, count = round(theme.space(30)), max(SLOTS, len(self.text))
        apart = min(size + round(theme.space(24)), self.width / count)
        start = (self.width - apart * (count - 1) - size) / 2
        for at in range(count):
            step = start + at * apart
            x = self.x + (self.width - step - size if theme.rtl else step)
            box = (round(x), round(self.center_y - size / 2), size, size)
            radii = (size / 2,) * 4
            with self.canvas.before:
                Color(*theme.color("ink" if at < len(self.text) else "edge"))
                if at < len(self.text):
                    patches.filled(box, radii)
                else:
                    patches.outlined(box, radii, theme.hairline(3))

    def _boxes(self) -> None:
        """Numbers run from left to right in every language."""
        theme = self.theme
        gap, middle = round(theme.space(8)), round(theme.space(26))
        taken = gap * (self.most - 2) + middle
        side = int(min((self.width - taken) / self.most, theme.space(66) * 1.2))
        start = self.x + (self.width - side * self.most - taken) / 2
        for at, label in enumerate(self._labels):
            x = start + at * (side + gap) + (middle - gap if at >= self.most // 2 else 0)
            box = (round(x), round(self.y), side, round(self.height))
            radii = (theme.radius("box"),) * 4
            now = at == len(self.text) and not self.locked
            with self.canvas.before:
                Color(*theme.color("surface"))
                patches.filled(box, radii)
                Color(*theme.color("primary" if now else "edge"))
                patches.outlined(box, radii, theme.hairline(4 if now else 2))
            label.text = self.text[at : at + 1]
            label.width = side
            label.pos = (round(x), round(self.center_y - label.height / 2))


class NumberPad(BoxLayout):
    """Twelve keys that fill their room: ten digits, *Delete* and *OK*."""

    def __init__(self, scene: Scene, digits: Digits, **kwargs: Any) -> None:
        theme, _ = scene.theme, scene.t.gettext
        super().__init__(orientation="vertical", spacing=theme.space(KEY_GAP), **kwargs)
        self.digits = digits
        for row in ROWS:
            self._row(theme, *[self._digit(theme, digit) for digit in row])
        self._delete = self._key(theme, _("Delete"), digits.backspace, "pad.delete", "backspace")
        if theme.text_size == TextSize.XL:  # where the word would be broken, its sign stays
            self._delete.show_icon_alone("backspace")
        self.ok = self._key(theme, _("OK"), digits.submit, "pad.ok", "check", kind="primary")
        self.ok.debounced = True
        self._row(theme, self._delete, self._digit(theme, "0"), self.ok)

    def _row(self, theme: Theme, *keys: Button) -> None:
        # Digits stand as on every telephone, whichever way the text runs.
        row = Row(theme, *keys, spacing=KEY_GAP, fill=True, align="stretch", mirror=False)
        self.add_widget(row)

    def _digit(self, theme: Theme, digit: str) -> Button:
        return self._key(theme, digit, partial(self.digits.insert, digit), f"pad.{digit}")

    def _key(
        self,
        theme: Theme,
        words: str,
        on_tap: Callable[[], object],
        key: str,
        icon: str | None = None,
        kind: str = "second",
    ) -> Button:
        worded = icon is not None
        icon = None if theme.large else icon  # large words need the room
        role = "label" if worded else "heading"
        button = Button(theme, words, on_tap, key, icon, kind, role=role, lines=1, size_hint_y=1)
        button.debounced = False
        return button


def pad_actions(scene: Scene, back: Button) -> Actions:
    """Listen and the way back, in the room that the pad leaves."""
    theme = scene.theme
    room = scene.width - 2 * theme.space(48)
    if not scene.upright:
        room -= scene.width * SHARE + theme.space(40)
    return Actions(scene, room, [ListenButton(scene, hug=True)], [back])


def pad_page(scene: Scene, words: Column, pad: NumberPad, actions: Widget) -> BoxLayout:
    """Words and actions beside the pad and what was typed, or around them on a high screen."""
    theme, _ = scene.theme, scene.t.gettext
    margin = theme.space(48)
    said = Scroll(theme, words, _("More"), _("Up"))
    typing = BoxLayout(orientation="vertical", spacing=theme.space(18))
    typing.add_widget(pad.digits)
    typing.add_widget(pad)
    if scene.upright:
        share = 0.42 if theme.large else 0.5  # large words need the room
        typing.size_hint_y, typing.height = None, round(scene.height * share)
        inner = BoxLayout(
            orientation="vertical",
            spacing=theme.space(20),
            padding=[margin, theme.space(24), margin, theme.space(28)],
        )
        for part in (said, typing, actions):
            inner.add_widget(part)
        return inner
    side = BoxLayout(orientation="vertical", spacing=theme.space(16))
    side.add_widget(said)
    side.add_widget(actions)
    typing.size_hint_x, typing.width = None, round(scene.width * SHARE)
    row = Row(theme, side, typing, spacing=40, fill=True, align="stretch")
    row.padding = [margin, theme.space(20 if theme.large else 28)] * 2
    return row
