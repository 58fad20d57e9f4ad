"""Practice persons: calm, adult, looking at you."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, SmoothEllipse

from kiosk.ui.palettes import STREET, mixed
from kiosk.ui.pictures.painter import Painter, Picture
from kiosk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Looks:
    """How a person looks; skin, hair and age vary."""

    skin: str
    hair: str
    shirt: str = "#0C4A4A"
    style: str = "long"
    """``long``, ``short``, ``scarf`` or ``bun``."""
    ground: str = STREET.sun
    beard: bool = False
    glasses: bool = False


PEOPLE = {
    "mette": Looks("#E9B391", "#5A3426"),
    "amina": Looks("#9A6243", "#7A3A2C", "#2D7370", "scarf", "#CFE3DC"),
    "jens": Looks("#EBC0A0", "#B9B4AA", "#2B4A55", "short", "#DDEBE5", glasses=True),
    "yusuf": Looks("#B07A55", "#241A16", "#C8553D", "short", "#F1E2C6", beard=True),
    "olena": Looks("#EFC4A5", "#C79A4B", "#7FAABB", "bun", "#F6D9CF"),
    "lin": Looks("#E3B48C", "#1E1B1C", "#E0A23A", "bun", "#D6E6EE"),
}
_EYES, _MOUTH = "#2A1C16", "#93402E"


def looks_of(person: str) -> Looks:
    """A known person's looks; another one always gets the same of these."""
    known = PEOPLE.get(person)
    return known or tuple(PEOPLE.values())[sum(map(ord, person)) % len(PEOPLE)]


class Portrait(Picture):
    """A practice person's picture, on a rounded square."""

    design = (220, 220)

    def __init__(self, theme: Theme, person: str, speech: str = "", **kwargs: Any) -> None:
        self.looks = looks_of(person)
        super().__init__(theme, speech, **kwargs)

    def paint(self, painter: Painter) -> None:
        looks = self.looks
        painter.outlined = False  # a face of outlines would not be that of anybody
        painter.rect(0, 0, 220, 220, looks.ground, 28)
        _hair_behind(painter, looks)
        _shoulders(painter, looks)
        painter.rect(92, 40, 36, 50, mixed(looks.skin, "#A0522D", 0.22), (0, 0, 18, 18))
        scarf = looks.style == "scarf"
        painter.ellipse(*((75, 68, 70, 84) if scarf else (71, 68, 78, 92)), looks.skin)
        _beard(painter, looks)
        _hair_before(painter, looks)
        for x in (96, 125):
            painter.ellipse(x - 4.6, 105.5, 9.2, 9.2, _EYES)
        if looks.glasses:
            for x in (96, 125):
                painter.ring(x, 110, 11.5, _EYES, 2)
            painter.line([(107.5, 111), (113.5, 111)], _EYES, 2)
        painter.line([(97, 90), (103, 86.6), (110, 85.4), (117, 86.6), (123, 90)], _MOUTH, 3.6)


def _shoulders(painter: Painter, looks: Looks) -> None:
    Color(*painter.theme.color(looks.shirt))
    x, y = painter.at(32, -52.2)
    size = (156 * painter.share, 106 * painter.share)
    SmoothEllipse(pos=(x, y), size=size, angle_start=-90, angle_end=90, segments=64)


def _hair_behind(painter: Painter, looks: Looks) -> None:
    hair = looks.hair
    if looks.style == "long":
        painter.ellipse(55.5, 74, 112.5, 119, hair)
        painter.rect(57, 42, 107, 92, hair, (0, 0, 26, 26))
    elif looks.style == "scarf":
        painter.ellipse(58, 58, 104, 132, hair)
        painter.rect(66, 30, 88, 70, hair, (0, 0, 34, 34))
    elif looks.style == "bun":
        painter.ellipse(88, 164, 44, 40, hair)
        painter.ellipse(62, 84, 96, 102, hair)
    else:
        painter.ellipse(65, 92, 90, 86, hair)


def _hair_before(painter: Painter, looks: Looks) -> None:
    hair = looks.hair
    if looks.style == "scarf":
        return
    if looks.style == "short":
        painter.polygon([(110, 170), (76, 160), (69, 120), (80, 138), (112, 147), (142, 138),
                         (151, 120), (144, 160)], hair)  # fmt: skip
    else:
        painter.polygon([(112, 168), (72, 150), (68, 116), (75, 121), (90, 129), (103, 135),
                         (112, 140.5), (124, 134), (137, 126), (151, 113), (152, 146)],
                        hair)  # fmt: skip


def _beard(painter: Painter, looks: Looks) -> None:
    if looks.beard:
        painter.polygon([(110, 64), (84, 74), (72, 100), (82, 96), (96, 98), (110, 96), (124, 98),
                         (138, 96), (148, 100), (136, 74)], looks.hair)  # fmt: skip
        painter.ellipse(95, 78, 30, 18, looks.skin)
