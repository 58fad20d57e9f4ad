"""Light in the window: a service is a house, a task a window, lit when it was managed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kivy.animation import Animation
from kivy.properties import NumericProperty

from kiosk.ui.palettes import STREET, mixed
from kiosk.ui.pictures.painter import Painter, Picture
from kiosk.ui.theme import WINDOW_SECONDS, Theme

_GLASS = "#214C52"
_BLACK, _WHITE = "#000000", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Facade:
    """A house of the street, in design pixels from the left end of the street."""

    x: float
    width: float
    height: float
    """Of the wall."""
    wall: str
    roof: str
    """``gable``, ``steps`` or ``mansard``."""
    roof_color: str
    roof_height: float
    columns: int
    rows: int
    first: float
    """Height of the upper edge of the top row."""
    pitch: float
    pane: tuple[float, float]
    base: float
    """Height of the ground floor."""
    glass: str = _GLASS
    lit: frozenset[tuple[int, int]] = frozenset()
    chimney: float = 0.0
    """Where on the roof it stands, as a share of the width; 0: none."""

    @property
    def column_x(self) -> tuple[float, ...]:
        """Left edges of the windows."""
        return spread(self.x, self.width, self.columns, self.pane[0])


def spread(x: float, width: float, columns: int, pane: float) -> tuple[float, ...]:
    """Left edges of ``columns`` windows on a wall, with half a gap at either end."""
    gap = (width - columns * pane) / (columns + 0.0)
    return tuple(x + gap / 2 + number * (pane + gap) for number in range(columns))


_ROSE, _OCHRE, _TEAL, _RED, _CREAM, _BLUE = STREET.walls
_BRICK, _PINE, _SLATE = STREET.roofs
_DARK_BRICK = mixed(_BRICK, _BLACK, 0.22)

FACADES = (
    Facade(6, 112, 191, _ROSE, "gable", _BRICK, 48, 3, 3, 179, 48, (20, 30), 46,
           lit=frozenset({(0, 1), (1, 2), (2, 0)}), chimney=0.72),
    Facade(118, 118, 262, _OCHRE, "steps", _OCHRE, 46, 3, 4, 235, 46.7, (21, 29), 59,
           lit=frozenset({(0, 0), (1, 1), (2, 2), (3, 0), (3, 2)})),
    Facade(236, 104, 171, _TEAL, "mansard", _PINE, 52, 3, 3, 160, 43, (18, 27), 41,
           mixed(_TEAL, _BLACK, 0.55), frozenset({(0, 2), (1, 0), (2, 1)})),
    Facade(460, 108, 183, _CREAM, "mansard", _BRICK, 47, 3, 3, 171, 46, (19, 28), 44,
           mixed(_GLASS, _WHITE, 0.08), frozenset({(0, 0), (1, 1), (1, 2)})),
    Facade(568, 102, 213, _BLUE, "gable", _SLATE, 44, 3, 3, 199, 53.5, (18, 33), 51,
           _SLATE, frozenset({(0, 2), (1, 0), (2, 1)}), chimney=0.72),
    Facade(340, 120, 227, _RED, "gable", _DARK_BRICK, 51, 3, 4, 216, 43, (21, 26), 54,
           mixed(_RED, _BLACK, 0.65), frozenset({(0, 1), (1, 0), (2, 2), (3, 1)}), chimney=0.72),
)  # fmt: skip
"""From back to front."""


class Street(Picture):
    """The street of the first screen; it stands on its lower edge."""

    design = (690, 418)

    def paint(self, painter: Painter) -> None:
        painter.ellipse(399, 158, 182, 182, STREET.sun)
        _spire(painter)
        for facade in FACADES:
            paint_facade(painter, facade)
        _tree(painter, 212, 38, 54, 70, STREET.tree, 5.5)
        _bicycle(painter, 544, 592)
        _tree(painter, 626, 46, 64, 84, mixed(STREET.tree, _WHITE, 0.1), 7.5)


class House(Picture):
    """One service's house: a window for each task, with sun and tree; lit ones light up once.

    ``lit`` has an entry for each task, in the order of the tasks.
    """

    design = (392, 520)
    glow = NumericProperty(1.0)
    """How far the lit windows are lit, from 0 to 1."""

    def __init__(
        self,
        theme: Theme,
        lit: Sequence[bool],
        speech: str = "",
        wall: str = _RED,
        roof: str = _DARK_BRICK,
        **kwargs: Any,
    ) -> None:
        self.lit, self.wall, self.roof = tuple(lit), wall, roof
        super().__init__(theme, speech, **kwargs)
        self.fbind("glow", self.redraw)

    def light_up(self) -> None:
        """Light the windows, once; at once if nothing is to move."""
        if not self.theme.calm:
            self.glow = 0.0
            Animation(glow=1.0, duration=WINDOW_SECONDS, t="out_quad").start(self)

    def paint(self, painter: Painter) -> None:
        x, width, base = 52, 246, 89
        counts = window_rows(len(self.lit))
        pitch = 284 / max(3, len(counts))
        height = base + pitch * len(counts)
        painter.ellipse(260, min(380, height + 7), 112, 112, STREET.sun)
        painter.rect(x, 0, width, height, self.wall)
        _gable(painter, x, width, height, 104, self.roof, 0.72, 25, 32, lip=7)
        glass = mixed(self.wall, _BLACK, 0.65)
        _ground_floor(painter, x, width, base, self.wall, glass, 49, 71, (49, 39), 25)
        side = min(60.0, pitch * 0.74, width / max(counts, default=1) * 0.74)
        number = 0
        for row, count in enumerate(counts):
            for left in spread(x, width, count, side):
                low = height - row * pitch - pitch * 0.17 - side
                _window(
                    painter, left, low, (side, side), self.lit[number], glass, self.wall, self.glow
                )
                number += 1
        _tree(painter, 298, 55, 77, 101, STREET.tree, 9)


def window_rows(windows: int) -> tuple[int, ...]:
    """How many windows each row has, from the top: two beside each other, or three, or four."""
    if windows <= 2:
        return (windows,) if windows else ()
    across = next((n for n in (2, 3) if windows <= 5 * n), 4)
    rows = -(-windows // across)
    short = rows * across - windows
    return tuple(across - 1 if row < short else across for row in range(rows))


# parts of houses


def paint_facade(painter: Painter, house: Facade) -> None:
    """Wall, roof, windows and ground floor."""
    painter.rect(house.x, 0, house.width, house.height, house.wall)
    if house.roof == "gable":
        _gable(painter, house.x, house.width, house.height, house.roof_height, house.roof_color,
               house.chimney, 12, 14, lip=7)  # fmt: skip
    elif house.roof == "steps":
        _steps(painter, house)
    else:
        _mansard(painter, house)
    _ground_floor(
        painter, house.x, house.width, house.base, house.wall, house.glass,
        house.width * 0.2, house.base * 0.8, (house.width * 0.2, house.base * 0.45),
        house.base * 0.28,
    )  # fmt: skip
    for row in range(house.rows):
        low = house.first - row * house.pitch - house.pane[1]
        for column, x in enumerate(house.column_x):
            lit = (row, column) in house.lit
            _window(painter, x, low, house.pane, lit, house.glass, house.wall)


def _gable(
    painter: Painter, x: float, width: float, height: float, rise: float, color: str,
    chimney: float, chimney_width: float, chimney_height: float, lip: float,
) -> None:  # fmt: skip
    middle = x + width / 2
    if chimney:
        at = x + width * chimney
        painter.rect(at, height + rise * 0.2, chimney_width, rise * 0.5, color)
    painter.polygon(
        [(middle, height + rise), (x - lip, height), (x - lip, height - 2),
         (x + width + lip, height - 2), (x + width + lip, height)],
        color,
    )  # fmt: skip


def _steps(painter: Painter, house: Facade) -> None:
    step, rise = house.width / 8, house.roof_height / 3
    for number in range(3):
        inset = step * (number + 1)
        width = house.width - 2 * inset
        painter.rect(house.x + inset, house.height + rise * number, width, rise + 0.5, house.wall)


def _mansard(painter: Painter, house: Facade) -> None:
    left, right, low = house.x, house.x + house.width, house.height
    top = low + house.roof_height
    painter.polygon(
        [(left + 11, top), (left - 5, low), (left - 5, low - 2), (right + 5, low - 2),
         (right + 5, low), (right - 11, top)],
        house.roof_color,
    )  # fmt: skip
    for number, lit in ((0, True), (1, False)):
        x = left + house.width * (0.19 + 0.39 * number)
        painter.rect(x, low + 8, 24, 30, house.wall, 2.5)
        glass = "lit" if lit else house.glass
        if lit and painter.outlined:
            painter.lamp(x + 5, low + 12, 14, 22, "lit", 1.5)
        else:
            painter.rect(x + 5, low + 12, 14, 22, glass, 1.5)


def _ground_floor(
    painter: Painter, x: float, width: float, height: float, wall: str, glass: str,
    door: float, door_height: float, pane: tuple[float, float], sill: float,
) -> None:  # fmt: skip
    painter.rect(x, 0, width, height, mixed(wall, _BLACK, 0.1))
    middle = x + width / 2
    for left in (x + width * 0.2 - pane[0] / 2, x + width * 0.8 - pane[0] / 2):
        painter.rect(left, sill, *pane, glass, 2)
    painter.rect(middle - door / 2, 0, door, door_height, STREET.door, (door / 2, door / 2, 0, 0))
    knob = door * 0.1
    painter.ellipse(middle + door * 0.25, door_height * 0.36, knob, knob, "#FFD77A")


def _window(
    painter: Painter, x: float, y: float, pane: tuple[float, float], lit: bool, glass: str,
    wall: str, glow: float = 1.0,
) -> None:  # fmt: skip
    width, height = pane
    palette = painter.theme.palette
    radius = width * 0.07
    if painter.outlined:
        painter.rect(x, y, width, height, "canvas", radius)
        if lit and glow > 0.5:
            painter.lamp(x, y, width, height, "lit", radius)
        return
    shade = mixed(glass, palette.lit, glow) if lit else glass
    painter.rect(x, y, width, height, shade, radius)
    bar = mixed(shade, _BLACK, 0.18) if lit else mixed(shade, _WHITE, 0.28)
    thick = max(1.3, width * 0.045)
    painter.rect(x + (width - thick) / 2, y, thick, height, bar)
    painter.rect(x, y + height * 0.58 - thick / 2, width, thick, bar)
    sill = max(3.2, height * 0.07)
    over = width * 0.06 + 1.5
    painter.rect(x - over, y - sill, width + 2 * over, sill, mixed(wall, _WHITE, 0.58), sill / 2)


# around the houses


def _spire(painter: Painter) -> None:
    painter.rect(317, 150, 24, 66, mixed(_ROSE, _BLACK, 0.08))
    painter.polygon([(329, 406), (317.5, 215), (341, 215)], STREET.spire)
    painter.ellipse(324, 406, 10, 10, _OCHRE)


def _tree(
    painter: Painter, x: float, y: float, width: float, height: float, color: str, trunk: float
) -> None:
    painter.rect(x + (width - trunk) / 2, 0, trunk, y + height / 3, STREET.trunk)
    painter.ellipse(x, y, width, height, color)
    if not painter.outlined:
        painter.ellipse(
            x + width * 0.41, y + height * 0.42, width * 0.47, height * 0.44,
            mixed(color, _WHITE, 0.13),
        )  # fmt: skip


def _bicycle(painter: Painter, back: float, front: float) -> None:
    ink = "#16292C"
    for x in (back, front):
        painter.ring(x, 14, 12.5, ink, 3)
    crank, saddle, head = (back + 24, 14), (back + 15, 37), (front - 13, 37)
    painter.line([(back, 14), saddle, head, crank, saddle], ink, 3)
    painter.line([(back, 14), crank], ink, 3)
    painter.line([(front, 14), (front - 15, 45), (front - 6, 46)], ink, 3)
    painter.line([(saddle[0] - 4, 42), (saddle[0] + 5, 42)], ink, 3.4)
    painter.line([saddle, (saddle[0] - 1, 42)], ink, 3)
    painter.rect(front - 13, 47, 18, 11, STREET.walls[3], 2)
