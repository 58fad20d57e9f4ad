"""Our own Danish keyboard and number pad: ordinary keys, each a widget with a name.

Keys act on release like everything else, never repeat while held (EN 301 549 5.7), and are not
debounced, so that double letters can be typed; ``steady_seconds`` ignores a second strike of the
same key for those who need it (EN 301 549 5.8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil, floor
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui.icons import Icon
from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.surface import Editor
from kiosk.ui.widgets.tappable import Tappable


@dataclass(frozen=True, slots=True)
class KeyWords:
    """Words on the keys that write nothing, in the language of the help."""

    shift: str = "Stor"
    delete: str = "Slet"
    space: str = "mellemrum"
    done: str = "Klar"
    letters: str = "abc"
    symbols: str = "123"


@dataclass(frozen=True, slots=True)
class Cap:
    """A key before it is drawn: what it is called, how wide it is, what it does."""

    name: str
    weight: float = 1.0
    """Width as a multiple of a letter's; a row is stretched to the width of the board."""

    @property
    def writes(self) -> bool:
        """It is a letter, not a command."""
        return len(self.name) == 1


def _caps(letters: str) -> list[Cap]:
    return [Cap(letter) for letter in letters]


_LAST = (Cap("@", 1.06), Cap(".", 1.06), Cap("space", 5.4), Cap("done", 2.75))
_LETTERS = [
    _caps("qwertyuiopå"),
    _caps("asdfghjklæø"),
    [Cap("shift", 1.578), *_caps("zxcvbnm-"), Cap("delete", 1.578)],
    [Cap("symbols", 1.67), *_LAST],
]
_SYMBOLS = [
    _caps("1234567890+"),
    _caps("-/:;()&\"'!?"),
    [Cap(",", 1.578), *_caps("_%=*#€$~"), Cap("delete", 1.578)],
    [Cap("letters", 1.67), *_LAST],
]
_UPRIGHT = [
    _caps("abcdefg"),
    _caps("hijklmn"),
    _caps("opqrstu"),
    _caps("vwxyzæø"),
    [Cap("shift", 1.6), *_caps("å-@."), Cap("delete", 1.6)],
    [Cap("symbols", 1.6), Cap("space", 3.2), Cap("done", 2.2)],
]
_UPRIGHT_SYMBOLS = [
    _caps("1234567"),
    _caps("890+-/:"),
    _caps(";()&\"'!"),
    _caps("?,_%=*#"),
    [*_caps("€$~@."), Cap("delete", 2.0)],
    [Cap("letters", 1.6), Cap("space", 3.2), Cap("done", 2.2)],
]
_DIGITS = [_caps("123"), _caps("456"), _caps("789"), [Cap("delete"), Cap("0"), Cap("done")]]

LAYOUTS = {
    "letters": _LETTERS,
    "symbols": _SYMBOLS,
    "upright": _UPRIGHT,
    "upright_symbols": _UPRIGHT_SYMBOLS,
    "digits": _DIGITS,
}
_ICONS = {"shift": "shift", "delete": "backspace", "done": "check"}
_GAP, _SIDE, _TOP, _BOTTOM = 15, 22, 19, 17


class Key(Tappable):
    """One key: a letter, or a word with its icon."""

    debounced = False
    lit = BooleanProperty(False)

    def __init__(self, theme: Theme, cap: Cap, word: str, on_tap: Callable[[], object]) -> None:
        self.theme, self.cap = theme, cap
        super().__init__(f"key.{cap.name}", word, on_tap, size_hint=(None, None))
        self.plate = Plate(theme, self._look(), theme.radius("key"))
        self.canvas.before.add(self.plate)
        role, weight = (
            ("reading", 600) if cap.writes else ("label", 400 if cap.name == "space" else 600)
        )
        self.label = TextLabel(
            theme, word, role, self._ink(), weight, "center", "da", lines=1, least="desk_title"
        )
        self.add_widget(self.label)
        icon = _ICONS.get(cap.name)
        self._icon = (
            Icon(theme, icon, self._ink(), theme.type("label").px / theme.scale * 1.24)
            if icon
            else None
        )
        if self._icon is not None:
            self.add_widget(self._icon)
        for name in ("pos", "size", "pressed", "focused", "lit"):
            self.fbind(name, self._arrange)

    def name_letter(self, letter: str) -> None:
        """Show a small or a capital letter."""
        self.label.text = self.speech = letter
        self._arrange()

    def _ink(self) -> str:
        return "on_primary" if self.cap.name == "done" else "ink"

    def _look(self) -> Look:
        outlined = self.theme.palette.outlined
        if self.cap.name == "done":
            if self.pressed:
                border = "on_primary_pressed" if outlined else None
                return Look(fill="primary_pressed", border=border, border_px=4)
            return Look(fill="primary", edge="primary_edge", edge_px=4)
        if self.pressed or self.lit:
            return Look(fill="primary_soft", border="primary", border_px=4)
        fill = "key" if self.cap.writes or self.cap.name == "space" else "key_second"
        return Look(
            fill=fill,
            border="edge",
            border_px=1 if not outlined else 2,
            edge=None if outlined else "key_edge",
            edge_px=4,
        )

    def _arrange(self, *_args: Any) -> None:
        self.plate.dress(self._look(), ring=self.focused, sunk=self.pressed)
        self.plate.place(*self.pos, *self.size)
        if self.cap.name == "done":
            self.label.recolor("on_primary_pressed" if self.pressed else "on_primary")
        pad = self.theme.px(6)
        middle = self.y + self.height / 2 - round(self.plate.sink)
        self.label.width = max(1.0, self.width - 2 * pad)
        if self._icon is None:
            self.label.pos = (round(self.x + pad), round(middle - self.label.height / 2))
        else:
            self._place_both(self._icon, middle)

    def _place_both(self, icon: Icon, middle: float) -> None:
        """Icon before the word, or above it where the key is too narrow."""
        gap = self.theme.px(12)
        text = min(self.label.width, _text_width(self.label))
        beside = icon.width + gap
        self.label.width = text
        if text + beside <= self.width - self.theme.px(12):
            left = self.x + (self.width - text - beside) / 2
            icon.pos = (round(left), round(middle - icon.height / 2))
            self.label.pos = (round(left + beside), round(middle - self.label.height / 2))
            return
        low = middle - (icon.height * 0.86 + self.label.height) / 2
        icon.pos = (
            round(self.x + (self.width - icon.width) / 2),
            round(low + self.label.height - icon.height * 0.07),
        )
        self.label.pos = (round(self.x + (self.width - text) / 2), round(low))


def _text_width(label: TextLabel) -> float:
    from kiosk.ui.text.layout import width

    return width(label.face, label.text) + 2


class Keyboard(FloatLayout):
    """A board of keys that types into an ``Editor``; it is never mirrored.

    ``layout`` is ``letters``, ``upright`` (rows of at most seven, in alphabetical order) or
    ``digits``. Its height is that of the rows at 13 mm a key, unless ``height`` is given.
    """

    unread = True
    """Its keys are no text of the screen."""

    modal = True
    key = "keyboard"

    def __init__(
        self,
        theme: Theme,
        editor: Editor,
        on_done: Callable[[], object],
        words: KeyWords | None = None,
        layout: str = "letters",
        *,
        steady_seconds: float = 0.0,
        **kwargs: Any,
    ) -> None:
        self.theme, self.editor, self.on_done = theme, editor, on_done
        self.words, self.layout = words or KeyWords(), layout
        self.steady_seconds = steady_seconds
        self._capital = False
        self._last = ("", -1.0)
        self._rows: list[list[Key]] = []
        if "height" not in kwargs:
            kwargs["height"] = self.natural_height(theme, layout)
        kwargs.setdefault("size_hint_y", None)
        super().__init__(**kwargs)
        with self.canvas.before:
            Color(*theme.color("keyboard"))
            self._ground = Rectangle()
            Color(*theme.color("line" if theme.palette.outlined else "key_edge"))
            self._rule = Rectangle()
        self._build()
        self.bind(pos=self._arrange, size=self._arrange)

    @staticmethod
    def natural_height(theme: Theme, layout: str) -> float:
        """386 px at M for four rows."""
        rows = len(LAYOUTS[layout])
        each, gap = theme.px(76), theme.px(_GAP)
        return float(round(rows * each + (rows - 1) * gap + theme.px(_TOP + _BOTTOM)))

    @property
    def logical_children(self) -> list[Key]:
        """Keys in reading order."""
        return [key for row in self._rows for key in row]

    # typing

    def strike(self, name: str) -> None:
        """Act as the key of that name."""
        if self._is_repeat(name):
            return
        match name:
            case "done":
                self.on_done()
            case "delete":
                self.editor.backspace()
            case "shift":
                self._set_capital(not self._capital)
            case "symbols" | "letters":
                self._turn(name)
            case "space":
                self.editor.insert(" ")
            case _:
                self.editor.insert(name.upper() if self._capital else name)
                self._set_capital(False)

    def _is_repeat(self, name: str) -> bool:
        now = Clock.time()
        last, then = self._last
        if name == last and now - then < self.steady_seconds:
            return True
        self._last = (name, now)
        return False

    def _set_capital(self, capital: bool) -> None:
        self._capital = capital
        for key in self.logical_children:
            if key.cap.writes:
                key.name_letter(key.cap.name.upper() if capital else key.cap.name)
            key.lit = capital and key.cap.name == "shift"

    def _turn(self, name: str) -> None:
        upright = self.layout.startswith("upright")
        self.layout = {
            ("symbols", False): "symbols",
            ("letters", False): "letters",
            ("symbols", True): "upright_symbols",
            ("letters", True): "upright",
        }[name, upright]
        self._capital = False
        self._build()

    # drawing

    def _build(self) -> None:
        self.clear_widgets()
        self._rows = [[self._key(cap) for cap in row] for row in LAYOUTS[self.layout]]
        for key in self.logical_children:
            self.add_widget(key)
        self._arrange()

    def _key(self, cap: Cap) -> Key:
        word = cap.name if cap.writes else getattr(self.words, cap.name)
        return Key(self.theme, cap, word, partial(self.strike, cap.name))

    def _arrange(self, *_args: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        rule = self.theme.hairline(2)
        self._rule.pos, self._rule.size = (self.x, self.y + self.height - rule), (self.width, rule)
        for key, box in self._boxes():
            key.pos, key.size = (box[0], box[1]), (box[2], box[3])

    def _boxes(self) -> Iterator[tuple[Key, tuple[float, float, float, float]]]:
        theme = self.theme
        gap, side = ceil(theme.px(_GAP)), theme.px(_SIDE)
        rows = len(self._rows)
        room = self.height - theme.px(_TOP + _BOTTOM) - gap * (rows - 1)
        tall = floor(room / rows)
        width = self.width - 2 * side
        if self.layout == "digits":
            width = min(width, theme.px(1000 if theme.large else 720))
        left = self.x + (self.width - width) / 2
        for number, row in enumerate(self._rows):
            unit = (width - gap * (len(row) - 1)) / sum(key.cap.weight for key in row)
            y = self.y + self.height - theme.px(_TOP) - number * (tall + gap) - tall
            x = left
            for key in row:
                wide = unit * key.cap.weight
                yield key, (round(x), round(y), floor(wide), tall)  # the gap is never rounded away
                x += wide + gap
