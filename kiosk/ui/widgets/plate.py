"""Grounds of widgets: a rounded shape with border, lower edge, depth and focus ring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin

from kivy.graphics import Color, InstructionGroup, Mesh

from kiosk.ui.theme import SHADOW, Theme
from kiosk.ui.widgets import patches
from kiosk.ui.widgets.patches import Box, Radii

RING_INNER, RING_OUTER = 3, 5
EDGE = 5
_CLEAR = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a ground by role; sizes in design pixels."""

    fill: str | None = None
    border: str | None = None
    border_px: float = 2
    edge: str | None = None
    """The solid lower edge of a primary button."""
    edge_px: float = EDGE
    dashed: bool = False
    field: bool = False
    """Its dark border is the inner ring, so focus adds the outer one only."""
    depth: int = 0
    """Shadow of step 1 to 3; a line in themes without shadows."""


class Plate(InstructionGroup):
    """The ground itself, drawn from the outside in; add it to a ``canvas.before``."""

    def __init__(self, theme: Theme, look: Look, radius: float | Radii) -> None:
        super().__init__()
        self.theme, self.look = theme, look
        self._radii: Radii = radius if isinstance(radius, tuple) else (radius,) * 4
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._ring = False
        self._sunk = False
        self._redraw()

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Move to a box of window pixels."""
        box = (round(x), round(y), round(width), round(height))
        if box != self._box:
            self._box = box
            self._redraw()

    def dress(self, look: Look, ring: bool = False, sunk: bool = False) -> None:
        """Change the look; ``ring`` shows focus, ``sunk`` is 4 px lower with its edge gone."""
        if (look, ring, sunk) != (self.look, self._ring, self._sunk):
            self.look, self._ring, self._sunk = look, ring, sunk
            self._redraw()

    @property
    def sink(self) -> float:
        """How many pixels the shape is pressed down."""
        return self.theme.px(EDGE - 1) if self._sunk else 0.0

    def _redraw(self) -> None:
        self.clear()
        x, y, width, height = self._box
        if width <= 0 or height <= 0:
            return
        look, theme = self.look, self.theme
        y -= round(self.sink)
        box = (x, y, width, height)
        if look.depth and theme.palette.shadows:
            self._shadow(box)
        if look.edge and not self._sunk:
            self._shape(box, look.edge, down=theme.px(look.edge_px))
        if self._ring and look.field:
            ring = "focus_inner" if theme.palette.shadows else "focus_outer"
            self._shape(box, ring, grow=theme.px(RING_OUTER))
        elif self._ring:
            self._shape(box, "focus_outer", grow=theme.px(RING_INNER + RING_OUTER))
            self._shape(box, "focus_inner", grow=theme.px(RING_INNER))
        if look.fill:
            self._shape(box, look.fill)
        border, border_px = self._border()
        if border:
            thick = theme.hairline(border_px)
            self.add(Color(*theme.color(border)))
            self.add(
                _dashes(box, self._radii[0], thick, theme.px(2.4))
                if look.dashed
                else patches.outlined(box, self._radii, thick)
            )

    def _border(self) -> tuple[str | None, float]:
        if self.look.border is None and self.look.depth and not self.theme.palette.shadows:
            return "line", 1.5
        return self.look.border, self.look.border_px

    def _shape(self, box: Box, role: str, grow: float = 0.0, down: float = 0.0) -> None:
        x, y, width, height = box
        grow, down = round(grow), round(down)
        self.add(Color(*self.theme.color(role)))
        one, two, three, four = (max(0.0, r + grow) if r else 0.0 for r in self._radii)
        grown = (x - grow, y - grow - down, width + 2 * grow, height + 2 * grow + down)
        self.add(patches.filled(grown, (one, two, three, four)))

    def _shadow(self, box: Box) -> None:
        depth = self.theme.depth(self.look.depth)
        x, y, width, height = box
        self.add(Color(*self.theme.color(SHADOW, depth.alpha)))
        self.add(patches.shadow((x, y - round(depth.down), width, height), self._radii, depth.blur))


def _dashes(box: Box, radius: float, thick: float, dash: float) -> Mesh:
    """A dashed outline as one mesh of small quads, inside the box."""
    points = list(_outline(box, radius, thick / 2))
    vertices: list[float] = []
    walked = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        length = hypot(bx - ax, by - ay)
        middle = walked + length / 2
        walked += length
        if length and (middle // dash) % 5 < 3:
            nx, ny = (by - ay) / length * thick / 2, (ax - bx) / length * thick / 2
            for px, py in ((ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny)):
                vertices += (px, py, 0, 0)
            for px, py in ((ax + nx, ay + ny), (bx - nx, by - ny), (ax - nx, ay - ny)):
                vertices += (px, py, 0, 0)
    return Mesh(vertices=vertices, indices=list(range(len(vertices) // 4)), mode="triangles")


def _outline(box: Box, radius: float, inset: float) -> Iterator[tuple[float, float]]:
    """Points about two pixels apart around a rounded rectangle."""
    x, y, width, height = box
    r = max(0.0, radius - inset)
    left, right, low, high = x + inset, x + width - inset, y + inset, y + height - inset
    corners = (
        (right - r, high - r),
        (left + r, high - r),
        (left + r, low + r),
        (right - r, low + r),
    )
    start = (right, low + r)
    for number, (cx, cy) in enumerate(corners):
        first = (cx + r * cos(number * pi / 2), cy + r * sin(number * pi / 2))
        steps = max(1, ceil(hypot(first[0] - start[0], first[1] - start[1]) / 2))
        for step in range(steps):
            share = step / steps
            yield start[0] + (first[0] - start[0]) * share, start[1] + (first[1] - start[1]) * share
        arc = max(2, ceil(r * pi / 4))
        for step in range(arc):
            angle = (number + step / arc) * pi / 2
            yield cx + r * cos(angle), cy + r * sin(angle)
        start = (cx + r * cos((number + 1) * pi / 2), cy + r * sin((number + 1) * pi / 2))
