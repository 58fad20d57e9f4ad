"""What is only looked at inside a service: notes, codes, pictures, the large waiting picture."""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians, sin
from pathlib import Path

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

from kiosk.ui.icons import Icon
from kiosk.ui.simulator.blocks import Block, Words, put
from kiosk.ui.simulator.controls import icon_beside
from kiosk.ui.text.texture import upload
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.plate import Look, Plate

_RING = 104
_TALL = 300
"""Design pixels that a picture is high at most."""
_NOTE = 13
"""Design pixels above and below the words of a note."""
_DONE = frozenset(
    ("check_circle", "check", "task_alt", "done", "cancel", "close", "block", "info", "error")
)
"""Pictures that say that something is over; any other is of a thing that is waited for."""
_DIGITS = "0123456789"
_THIN, _GROUP = "\u2009", "\u2002"


class Note(Block):
    """A box with an icon and a sentence; a mistake in filling in is amber."""

    gap = 16.0

    def __init__(self, theme: Theme, text: str, icon: str | None, mistake: bool = False) -> None:
        super().__init__()
        self.theme = theme
        ink = "on_amber_soft" if mistake else "service_text"
        border = ("amber" if not theme.palette.outlined else "service_border") if mistake else None
        if theme.palette.outlined:
            border = "service_border"
        fill = "amber_soft" if mistake else "service_soft"
        self.plate = Plate(theme, Look(fill=fill, border=border), theme.radius("service"))
        self.canvas.before.add(self.plate)
        self.icon = icon_beside(theme, icon or "info", ink)
        self.words = Words(theme, text, "support", ink, 600 if mistake else None)
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def _room(self, width: float) -> tuple[float, float]:
        before = self.icon.width + self.theme.space(16 + 12)
        return before, max(1.0, width - before - self.theme.space(16))

    def measure(self, width: float) -> float:
        return self.words.height_at(self._room(width)[1]) + 2 * self.theme.space(_NOTE)

    def settle(self) -> None:
        self.plate.place(*self.pos, *self.size)
        before, room = self._room(self.width)
        top = self.top - self.theme.space(_NOTE)
        put(self.words, self.x + before, top, room)
        middle = top - self.words.face.line / 2
        self.icon.pos = (self.x + self.theme.space(16), middle - self.icon.height / 2)


class Plain(Block):
    """A line of second rank with a small icon, such as a time."""

    gap = 8.0

    def __init__(self, theme: Theme, text: str, role: str, icon: str | None) -> None:
        super().__init__()
        self.theme = theme
        self.icon = icon_beside(theme, icon, "service_text_2", role) if icon else None
        self.words = Words(theme, text, role, "service_text_2")
        for part in (self.icon, self.words):
            if part is not None:
                self.add_widget(part)

    def _before(self) -> float:
        return self.icon.width + self.theme.space(10) if self.icon else 0.0

    def measure(self, width: float) -> float:
        return self.words.height_at(width - self._before())

    def settle(self) -> None:
        put(self.words, self.x + self._before(), self.top, self.width - self._before())
        if self.icon:
            middle = self.top - self.words.face.line / 2
            self.icon.pos = (self.x, middle - self.icon.height / 2)


class Code(Block):
    """A code to be read off: large, and spaced so that it is read in groups."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.theme = theme
        look = Look(
            fill="service_soft", border="service_border" if theme.palette.outlined else None
        )
        self.plate = Plate(theme, look, theme.radius("service"))
        self.canvas.before.add(self.plate)
        self.words = Words(
            theme, spaced(text), "title", "service_text", 600, "center", lines=1, least="reading",
            speech=text,
        )  # fmt: skip
        self.add_widget(self.words)

    def measure(self, width: float) -> float:
        return self.words.height_at(width - self.theme.space(24)) + self.theme.space(36)

    def settle(self) -> None:
        self.plate.place(*self.pos, *self.size)
        pad = self.theme.space(12)
        put(self.words, self.x + pad, self.top - self.theme.space(18), self.width - 2 * pad)


def spaced(code: str) -> str:
    """Thin spaces between letters; digits alone fall into groups of three, or of two."""
    size = 3 if len(code) % 3 == 0 else 2
    if not code or any(letter not in _DIGITS for letter in code):
        return _THIN.join(code)
    groups = [code[at : at + size] for at in range(0, len(code), size)]
    return _GROUP.join(_THIN.join(group) for group in groups)


class Picture(Block):
    """A picture with its words below, which are also what is read aloud."""

    def __init__(self, theme: Theme, text: str, icon: str) -> None:
        super().__init__()
        self.theme = theme
        look = Look(
            fill="service_soft", border="service_border" if theme.palette.outlined else None
        )
        self.plate = Plate(theme, look, theme.radius("service"))
        self.canvas.before.add(self.plate)
        self.icon = Icon(theme, icon, "service_action", 96, mirror=False)
        self.words = Words(theme, text, "support", "service_text", align="center")
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def measure(self, width: float) -> float:
        pad = self.theme.space(16)
        return self.icon.height + self.words.height_at(width - 2 * pad) + 3 * pad

    def settle(self) -> None:
        self.plate.place(*self.pos, *self.size)
        pad = self.theme.space(16)
        self.icon.pos = (self.center_x - self.icon.width / 2, self.top - pad - self.icon.height)
        put(self.words, self.x + pad, self.icon.y - pad, self.width - 2 * pad)


class Photo(Block):
    """A picture from a file in its own proportions, with its words below, which are read aloud."""

    def __init__(self, theme: Theme, text: str, path: Path) -> None:
        super().__init__()
        self.theme = theme
        self._path = path
        with Image.open(path) as picture:
            self._ratio = picture.height / picture.width
            self._native = picture.width
        with self.canvas:
            Color(1, 1, 1)
            self.box_drawn = Rectangle()
        self.words = Words(theme, text, "support", "service_text_2", align="center")
        self.add_widget(self.words)

    def _fitted(self, width: float) -> tuple[int, int]:
        """As wide as the device, but neither tall nor blurred."""
        wide = min(width, self._native * self.theme.space(2), self.theme.space(_TALL) / self._ratio)
        return max(1, round(wide)), max(1, round(wide * self._ratio))

    def measure(self, width: float) -> float:
        return self._fitted(width)[1] + self.theme.space(10) + self.words.height_at(width)

    def settle(self) -> None:
        wide, high = self._fitted(self.width)
        rectangle = self.box_drawn
        rectangle.pos = (round(self.center_x - wide / 2), round(self.top - high))
        rectangle.size, rectangle.texture = (wide, high), _photo(str(self._path), wide, high)
        put(self.words, self.x, self.top - high - self.theme.space(10), self.width)


@lru_cache(maxsize=8)
def _photo(path: str, wide: int, high: int) -> Texture:
    with Image.open(path) as picture:
        fitted = picture.convert("RGBA").resize((wide, high), Image.Resampling.LANCZOS)
    texture = Texture.create(size=(wide, high), colorfmt="rgba")
    texture.blit_buffer(fitted.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


class Waiting(Block):
    """A ring that stands still around a picture, with what is waited for below."""

    gap = 30.0

    def __init__(self, theme: Theme, text: str, icon: str) -> None:
        super().__init__()
        self.theme = theme
        self.side = theme.space(_RING)
        waits = icon not in _DONE
        outlined = theme.palette.outlined
        self._rings: list[Rectangle] = []
        if waits:
            thin = theme.hairline(2 if outlined else 8)
            self._ring("service_border" if outlined else "service_chrome", thin, 360)
            self._ring("service_action", theme.hairline(8), 90)
        self.icon = Icon(theme, icon, "service_action", 60 if waits else _RING, mirror=False)
        self.words = Words(theme, text, "heading", "service_text", align="center")
        self.add_widget(self.icon)
        self.add_widget(self.words)

    def measure(self, width: float) -> float:
        return self.side + self.theme.space(17) + self.words.height_at(width)

    def settle(self) -> None:
        x, y = round(self.center_x - self.side / 2), round(self.top - self.side)
        for ring in self._rings:
            ring.pos, ring.size = (x, y), (round(self.side), round(self.side))
        self.icon.center = (x + self.side / 2, y + self.side / 2)
        put(self.words, self.x, self.top - self.side - self.theme.space(17), self.width)

    def _ring(self, color: str, thick: float, span: int) -> None:
        self.canvas.add(Color(*self.theme.color(color)))
        self._rings.append(Rectangle(texture=_arc(round(self.side), round(thick), span)))
        self.canvas.add(self._rings[-1])


@lru_cache(maxsize=16)
def _arc(side: int, thick: int, span: int) -> Texture:
    """So many degrees of a ring from the top clockwise, with round ends."""
    fine, last = 4, side * 4 - 1
    mask = Image.new("L", (side * fine, side * fine), 0)
    draw = ImageDraw.Draw(mask)
    draw.arc((0, 0, last, last), -90, span - 90, 255, thick * fine)
    if span < 360:
        radius, middle = thick * fine / 2, side * fine / 2
        for degrees in (-90, span - 90):
            x = middle + (middle - radius) * cos(radians(degrees))
            y = middle + (middle - radius) * sin(radians(degrees))
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), 255)
    return upload(mask.resize((side, side), Image.Resampling.BOX))
