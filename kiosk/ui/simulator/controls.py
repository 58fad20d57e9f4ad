"""What is tapped inside a practised service, besides buttons: squarer and cooler than the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle

from kiosk.ui.icons import Icon
from kiosk.ui.simulator.blocks import Block, Words, centred, control, put
from kiosk.ui.text import layout
from kiosk.ui.text.label import face_for
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.plate import Look, Plate
from kiosk.ui.widgets.tappable import Tappable

OnTap = Callable[[], object]

LINE = Look(fill="service_ground", border="service_border")
PRESSED = Look(fill="service_selected", border="service_action", border_px=3)
CHOSEN = Look(fill="service_selected", border="service_action", border_px=4)
BARE = Look()
HELD = Look(fill="service_selected", border="service_border")


class Tap(Tappable, Block):
    """A control on a plate that shows press and focus."""

    def __init__(
        self,
        theme: Theme,
        key: str,
        speech: str,
        on_tap: OnTap | None,
        look: Look = LINE,
        radius: float | None = None,
        pressed_look: Look = PRESSED,
        **kwargs: Any,
    ) -> None:
        self.theme, self.look, self.pressed_look = theme, look, pressed_look
        super().__init__(key, speech, on_tap, **kwargs)
        self.plate = Plate(theme, look, theme.radius("service") if radius is None else radius)
        self.canvas.before.add(self.plate)
        self.fbind("pressed", self._dress)
        self.fbind("focused", self._dress)

    def settle(self) -> None:
        self.plate.place(*self.pos, *self.size)

    def _dress(self, *_args: Any) -> None:
        self.plate.dress(self.pressed_look if self.pressed else self.look, ring=self.focused)


def icon_beside(
    theme: Theme, name: str, color: str = "service_action", role: str = "label"
) -> Icon:
    """An icon beside text of a role; devices are never mirrored."""
    return Icon(theme, name, color, theme.type(role).px / theme.scale * 1.2, mirror=False)


class Lines(Block):
    """Texts below each other, the first bold."""

    def __init__(
        self, theme: Theme, text: str, first: str = "heading", rest: str = "support"
    ) -> None:
        super().__init__()
        head, *others = text.split("\n")
        self.words = [Words(theme, head, first, "service_text", 600, lines=2)]
        self.words += [Words(theme, line, rest, "service_text_2") for line in others]
        for words in self.words:
            self.add_widget(words)

    def measure(self, width: float) -> float:
        return sum(words.height_at(width) for words in self.words)

    def settle(self) -> None:
        top = self.top
        for words in self.words:
            top -= put(words, self.x, top, self.width)


class ListRow(Tap):
    """One line of a list: a text, mostly with an icon before it and a sign that it opens."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        key: str,
        speech: str,
        on_tap: OnTap,
        icon: str | None = None,
        after: str | None = "chevron_right",
        look: Look = LINE,
    ) -> None:
        super().__init__(theme, key, speech, on_tap, look)
        self.lines = Lines(theme, text)
        self.icon = icon_beside(theme, icon, role="action") if icon else None
        self.after = icon_beside(theme, after, "service_text_2") if after else None
        for part in (self.icon, self.lines, self.after):
            if part is not None:
                self.add_widget(part)

    def _room(self, width: float) -> tuple[float, float]:
        """Where the text begins, and its width."""
        pad, space = self.theme.space(16), self.theme.space(14)
        before = self.icon.width + space if self.icon else 0.0
        behind = self.after.width if self.after else 0.0
        return pad + before, max(1.0, width - before - behind - 2 * pad)

    def measure(self, width: float) -> float:
        needed = self.lines.measure(self._room(width)[1]) + self.theme.space(24)
        return max(control(self.theme, 84), round(needed))

    def settle(self) -> None:
        super().settle()
        start, room = self._room(self.width)
        pad = self.theme.space(16)
        centred(self.lines, self.x + start, self.y, room, self.height)
        if self.icon:
            self.icon.pos = (self.x + pad, self.center_y - self.icon.height / 2)
        if self.after:
            self.after.pos = (
                self.right - pad / 2 - self.after.width,
                self.center_y - self.after.height / 2,
            )


class Link(Tap):
    """An underlined text on a line of its own."""

    gap = 15.0

    def __init__(self, theme: Theme, text: str, key: str, speech: str, on_tap: OnTap) -> None:
        super().__init__(theme, key, speech, on_tap, BARE, pressed_look=HELD)
        self.words = Words(theme, text, "reading", "service_action", 600, lines=2)
        self.add_widget(self.words)
        with self.canvas:
            Color(*theme.color("service_action"))
        self._underlines: list[Rectangle] = []

    def measure(self, width: float) -> float:
        return max(control(self.theme), self.words.height_at(width))

    def settle(self) -> None:
        self.plate.place(
            self.x - self.theme.px(8), self.y, self.width + self.theme.px(16), self.height
        )
        centred(self.words, self.x, self.y, self.width, self.height)
        for old in self._underlines:
            self.canvas.remove(old)
        face, thick = self.words.face, self.theme.hairline(2.5)
        down = (face.line + face.px * 0.86) / 2 + thick
        self._underlines = [
            Rectangle(
                pos=(self.words.x, round(self.words.top - number * face.line - down)),
                size=(layout.width(face, line), thick),
            )
            for number, line in enumerate(self.words.lines_at(self.width))
        ]
        for line in self._underlines:
            self.canvas.add(line)


class Tile(Tap):
    """An app on the phone's home screen: its picture with its name below."""

    def __init__(
        self, theme: Theme, text: str, key: str, speech: str, on_tap: OnTap, icon: str | None
    ) -> None:
        super().__init__(theme, key, speech, on_tap, BARE, theme.radius("tile"), HELD)
        self.side = theme.space(84)
        self.ground = Plate(theme, Look(fill="service_action"), theme.px(20))
        self.canvas.add(self.ground)
        self.icon = Icon(theme, icon or "apps", "on_service_action", 48, mirror=False)
        self.words = Words(theme, text, "label", "service_text", 400, "center", lines=2)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def words_width(self) -> float:
        """Pixels that its name needs on one line."""
        face = face_for(self.theme, self.words.text, "label", 400)
        return layout.width(face, self.words.text) + 2

    def measure(self, width: float) -> float:
        pads = self.theme.space(8) * 3
        return self.side + pads + self.words.height_at(width)

    def settle(self) -> None:
        super().settle()
        pad = self.theme.space(8)
        low = self.top - pad - self.side
        self.ground.place(self.center_x - self.side / 2, low, self.side, self.side)
        self.icon.center = (self.center_x, low + self.side / 2)
        put(self.words, self.x, low - pad, self.width)


class Tab(Tap):
    """One of several pages side by side; the one that is open has a line below."""

    def __init__(
        self, theme: Theme, text: str, key: str, speech: str, on_tap: OnTap | None, chosen: bool
    ) -> None:
        look = Look(fill="service_chrome", border="service_border")
        if (
            chosen
        ):  # in the page, where it stands with large letters, it must differ from its ground
            look = Look(fill="service_selected" if theme.large else "service_ground")
        super().__init__(theme, key, speech, on_tap, look)
        self.words = Words(theme, text, "label", "service_text", align="center", lines=2)
        self.add_widget(self.words)
        with self.canvas:
            self._color = Color(*theme.color("service_action"), 1 if chosen else 0)
            self._color.a = 1 if chosen else 0
            self._line = Rectangle()

    @property
    def takes_press(self) -> bool:
        return self.on_tap is not None and not self.disabled

    def measure(self, width: float) -> float:
        return max(control(self.theme), self.words.height_at(width) + self.theme.space(16))

    def settle(self) -> None:
        super().settle()
        centred(self.words, self.x, self.y, self.width, self.height)
        self._line.pos, self._line.size = self.pos, (self.width, self.theme.hairline(5))


class Notice(Tap):
    """A message that dropped on top of the screen."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        key: str,
        speech: str,
        on_tap: OnTap | None,
        icon: str | None = None,
    ) -> None:
        look = Look(fill="service_ground", depth=1)
        if not theme.palette.shadows:
            look = Look(fill="service_ground", border="service_border")
        super().__init__(theme, key, speech, on_tap, look, theme.px(20), HELD)
        sender, colon, message = text.partition(": ")
        if "\n" not in text and colon:
            text = f"{sender}\n{message}"
        head, *rest = text.split("\n")
        self.head = Words(theme, head, "label", "service_text")
        self.rest = [Words(theme, line, "support", "service_text", lines=3) for line in rest]
        size = theme.type("label").px / theme.scale * 1.08
        self.icon = Icon(theme, icon or "notifications", "service_action", size, mirror=False)
        for part in (self.icon, self.head, *self.rest):
            self.add_widget(part)

    @property
    def takes_press(self) -> bool:
        return self.on_tap is not None and not self.disabled

    def measure(self, width: float) -> float:
        return max(control(self.theme), self._content(width) + self.theme.space(22))

    def _content(self, width: float) -> float:
        room = width - 2 * self.theme.space(16)
        head = self.head.height_at(room - self._beside)
        return head + sum(words.height_at(room) for words in self.rest)

    @property
    def _beside(self) -> float:
        return float(self.icon.width + self.theme.space(8))

    def settle(self) -> None:
        super().settle()
        x, room = self.x + self.theme.space(16), self.width - 2 * self.theme.space(16)
        top = self.center_y + self._content(self.width) / 2
        height = put(self.head, x + self._beside, top, room - self._beside)
        middle = top - self.head.face.line / 2
        self.icon.pos = (x, middle - self.icon.height / 2)
        top -= height
        for words in self.rest:
            top -= put(words, x, top, room)


class BackArrow(Tap):
    """The device's own way back."""

    def __init__(
        self, theme: Theme, key: str, speech: str, on_tap: OnTap, radius: float = 0
    ) -> None:
        pressed = Look(fill="service_selected")
        super().__init__(theme, key, speech, on_tap, BARE, radius, pressed)
        size = max(36.0, theme.type("label").px / theme.scale)
        self.icon = Icon(theme, "arrow_back", "service_text", size, mirror=False)
        self.add_widget(self.icon)

    def measure(self, width: float) -> float:
        return control(self.theme)

    def settle(self) -> None:
        super().settle()
        self.icon.center = self.center


class ServiceButton(Button):
    """A main or second action; ``low`` where room is scarce."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        on_tap: OnTap,
        key: str,
        icon: str | None,
        kind: str,
        speech: str,
    ) -> None:
        self.low = False
        # With a hint the button leaves its height to the page.
        super().__init__(
            theme, text, on_tap, key, icon, kind, speech, size_hint_x=None, size_hint_y=1
        )

    def measure(self, width: float) -> float:
        """Height that it needs at a width."""
        self.width = width
        text = self.label.height + self.theme.space(20)
        return max(control(self.theme, 76 if self.low else 84), float(round(text)))
