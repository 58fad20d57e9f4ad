"""A sheet in design pixels, origin at the lower left, on which pictures are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Mesh, SmoothEllipse, SmoothLine
from kivy.uix.widget import Widget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets import patches

Point = tuple[float, float]


class Picture(Widget):
    """A drawing of a fixed design size, fitted into the widget and standing on its lower edge.

    A subclass sets ``design`` and draws in ``paint``; ``speech`` is its spoken alternative, empty
    for decoration (EN 301 549 5.1.3.6).
    """

    design: tuple[float, float] = (100, 100)
    delay: int = 0
    """As of Kivy's clock: 0 draws for the frame after the next, -1 for the next."""

    def __init__(self, theme: Theme, speech: str = "", **kwargs: Any) -> None:
        self.theme, self.speech = theme, speech
        self.redraw = Clock.create_trigger(self._draw, self.delay)
        """Draw anew: words and buttons need not wait for a large picture."""
        super().__init__(**kwargs)
        self.fbind("pos", self.redraw)
        self.fbind("size", self.redraw)
        self.redraw()

    def _draw(self, *_args: Any) -> None:
        self.canvas.clear()
        if self.width > 1 and self.height > 1:
            share = min(self.width / self.design[0], self.height / self.design[1])
            left = self.x + (self.width - self.design[0] * share) / 2
            with self.canvas:
                self.paint(Painter(self.theme, left, self.y, share))

    def paint(self, painter: Painter) -> None:
        """Draw on the sheet."""
        raise NotImplementedError


class Painter:
    """Draws shapes on the current canvas.

    In high contrast every shape is an outline on the page's colour, but for ``lamp`` shapes.
    """

    def __init__(self, theme: Theme, left: float, low: float, share: float) -> None:
        self.theme, self.left, self.low, self.share = theme, left, low, share
        self.outlined = theme.palette.outlined

    def at(self, x: float, y: float) -> Point:
        """A point of the sheet in window pixels."""
        return self.left + x * self.share, self.low + y * self.share

    def box(self, x: float, y: float, width: float, height: float) -> patches.Box:
        """A box of the sheet in whole window pixels."""
        left, low = map(round, self.at(x, y))
        right, top = map(round, self.at(x + width, y + height))
        return (left, low, max(1, right - left), max(1, top - low))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        color: str,
        radii: float | patches.Radii = 0,
        alpha: float = 1.0,
    ) -> None:
        """A rectangle with rounded corners (top left, top right, bottom right, bottom left)."""
        box = self.box(x, y, width, height)
        sizes = radii if isinstance(radii, tuple) else (radii,) * 4
        corners: patches.Radii = tuple(r * self.share for r in sizes)  # type: ignore[assignment]
        if self.outlined:
            self._ink("canvas")
            patches.filled(box, corners)
            self._ink("ink")
            patches.outlined(box, corners, self.theme.hairline(1.5))
        else:
            self._ink(color, alpha)
            patches.filled(box, corners)

    def lamp(
        self, x: float, y: float, width: float, height: float, color: str, radius: float
    ) -> None:
        """A filled rectangle in every theme."""
        self._ink(color)
        patches.filled(self.box(x, y, width, height), (radius * self.share,) * 4)

    def polygon(self, points: Sequence[Point], color: str) -> None:
        """A convex shape, or a fan around its first point; its corners are a bit round."""
        placed = [self.at(*point) for point in points]
        self._ink("canvas" if self.outlined else color)
        vertices = [n for x, y in placed for n in (x, y, 0.0, 0.0)]
        Mesh(vertices=vertices, indices=list(range(len(placed))), mode="triangle_fan")
        if self.outlined:
            self._ink("ink")
        SmoothLine(points=[n for point in placed for n in point], width=1.05, close=True)

    def ellipse(
        self, x: float, y: float, width: float, height: float, color: str, alpha: float = 1.0
    ) -> None:
        """An ellipse in a box."""
        place, size = self.at(x, y), (width * self.share, height * self.share)
        self._ink("canvas" if self.outlined else color, 1.0 if self.outlined else alpha)
        SmoothEllipse(pos=place, size=size, segments=96)
        if self.outlined:
            self._ink("ink")
            SmoothLine(ellipse=(*place, *size), width=1.2)

    def line(self, points: Sequence[Point], color: str, width: float, close: bool = False) -> None:
        """A line with round ends."""
        self._ink("ink" if self.outlined else color)
        flat = [n for point in points for n in self.at(*point)]
        SmoothLine(
            points=flat, width=width * self.share / 2, cap="round", joint="round", close=close
        )

    def ring(self, x: float, y: float, radius: float, color: str, width: float) -> None:
        """A circle line."""
        self._ink("ink" if self.outlined else color)
        middle = self.at(x, y)
        SmoothLine(circle=(*middle, radius * self.share), width=width * self.share / 2)

    def _ink(self, color: str, alpha: float = 1.0) -> None:
        Color(*self.theme.color(color, alpha))
