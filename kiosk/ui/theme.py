"""Roles for colour, size and type; millimetres become pixels here, once for each screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Literal

from kiosk.ui.palettes import DARK, LIGHT, PALETTES, Palette, channels
from kiosk.ui.text.fonts import Fonts

DESIGN_PX_PER_MM = 149 / 25.4
"""Sizes are drawn for a 10.1 inch tablet of 1280 x 800: 149 pixels an inch."""

Direction = Literal["ltr", "rtl"]
Rgba = tuple[float, float, float, float]

CONTROL_MM = 12.7
"""VVSG 7.2-I: least height and width of anything that is tapped."""
GAP_MM = 2.54
"""VVSG 7.2-I: least gap between two such things."""


class TextSize(StrEnum):
    """The citizen's choice; a step is about a third."""

    S = "S"
    M = "M"
    L = "L"
    XL = "XL"


@dataclass(frozen=True, slots=True)
class TypeRole:
    """How a kind of text is set; ``px`` are pixels of the screen at hand."""

    px: float
    """Font size."""
    line: float
    """Line height as a multiple of ``px``."""
    weight: int
    """400, 600 or 700."""
    tracking: float = 0.0
    """Extra space between letters, in em; large type is set a little tighter."""


@dataclass(frozen=True, slots=True)
class Depth:
    """A shadow: pixels down, pixels of blur, strength."""

    down: float
    blur: float
    alpha: float


_SIZES = tuple(TextSize)
_SPACE = {TextSize.S: 0.94, TextSize.M: 1.0, TextSize.L: 1.08, TextSize.XL: 1.14}

# Cap height of Inter is 0.7275 em: 39 px are 4.8 mm (VVSG 7.1-G: S 3.5, M 4.8, L 6.4, XL 8.5 mm).
_TYPE: dict[str, tuple[tuple[float, float, float, float], float, int, float]] = {
    "display": ((60, 76, 84, 92), 1.08, 700, -0.02),
    "title": ((39, 52, 64, 76), 1.15, 700, -0.015),
    "prompt": ((29, 39, 52, 69), 1.32, 600, 0.0),
    "reading": ((29, 39, 52, 69), 1.28, 400, 0.0),
    "heading": ((29, 39, 52, 69), 1.22, 600, 0.0),
    "action": ((29, 39, 52, 56), 1.15, 600, 0.0),
    "support": ((29, 29, 39, 52), 1.35, 400, 0.0),
    "label": ((29, 29, 39, 52), 1.2, 600, 0.0),
    "desk_title": ((29, 29, 29, 29), 1.2, 700, -0.01),
    "desk_figure": ((34, 34, 34, 34), 1.15, 700, -0.01),
    "desk_heading": ((19, 19, 19, 19), 1.3, 600, 0.0),
    "desk_text": ((17, 17, 17, 17), 1.4, 400, 0.0),
    "desk_action": ((17, 17, 17, 17), 1.2, 600, 0.0),
    "desk_small": ((15, 15, 15, 15), 1.4, 400, 0.0),
}
TYPE_ROLES = tuple(_TYPE)
_ARABIC_LINE = 1.5

RADII = {"card": 28, "dialog": 36, "button": 22, "tile": 20, "key": 14, "service": 7, "browser": 16}
RADII |= {"phone": 46, "box": 10, "pill": 28, "desk": 12}

DEPTHS = (Depth(0, 0, 0), Depth(2, 6, 0.08), Depth(10, 28, 0.14), Depth(20, 48, 0.22))
SHADOW = "#2B1D0E"
"""A warm black."""

PRESS_SECONDS = 0.12
SCREEN_SECONDS = 0.2
WINDOW_SECONDS = 0.4
SCRIM_ALPHA = 0.62


@dataclass(frozen=True)
class Theme:
    """What a screen is drawn with; made anew when the citizen changes a setting."""

    palette: Palette = LIGHT
    text_size: TextSize = TextSize.M
    px_per_mm: float = DESIGN_PX_PER_MM
    """Of the screen at hand, from the device's settings: Kivy's own dpi cannot be trusted."""
    direction: Direction = "ltr"
    family: str = "inter"
    """The font of the language of the screen: ``inter`` or ``vazirmatn``."""
    language: str = "da"
    calm: bool = False
    """Nothing moves."""
    fonts: Fonts = field(default_factory=Fonts.bundled)

    @property
    def rtl(self) -> bool:
        """The language of the screen runs from right to left."""
        return self.direction == "rtl"

    @property
    def large(self) -> bool:
        """L or XL: one device at a time, and text entry on a page of its own."""
        return self.text_size in (TextSize.L, TextSize.XL)

    @cached_property
    def scale(self) -> float:
        """Pixels of this screen for one pixel of the design."""
        return self.px_per_mm / DESIGN_PX_PER_MM

    def px(self, design: float) -> float:
        """Pixels of the design in pixels of this screen."""
        return design * self.scale

    def space(self, design: float) -> float:
        """The same times the text size: for gaps, paddings and heights."""
        return design * self.scale * _SPACE[self.text_size]

    def mm(self, millimetres: float) -> float:
        """Millimetres in pixels of this screen."""
        return millimetres * self.px_per_mm

    def radius(self, role: str) -> float:
        """Corner radius of ``card``, ``button``, ``service`` and the like."""
        return self.px(RADII[role])

    def hairline(self, design: float = 2) -> float:
        """A line's width in whole pixels, never under one."""
        return float(max(1, round(self.px(design))))

    def color(self, role: str, alpha: float = 1.0) -> Rgba:
        """A role of the palette, or a ``#rrggbb`` of the pictures, as Kivy wants it."""
        return rgba(role if role.startswith("#") else getattr(self.palette, role), alpha)

    def type(self, role: str) -> TypeRole:
        """How ``display``, ``title``, ``reading`` and so on are set on this screen."""
        sizes, line, weight, tracking = _TYPE[role]
        px = round(self.px(sizes[_SIZES.index(self.text_size)]) * 2) / 2
        return TypeRole(px, line, weight, tracking)

    def line(self, role: TypeRole, family: str) -> float:
        """Line height in pixels; Arabic script stands taller."""
        line = max(role.line, _ARABIC_LINE) if family == "vazirmatn" else role.line
        return float(round(role.px * line))

    def icon_px(self, role: str = "action") -> float:
        """Size of an icon beside text of ``role``: 40 beside 39."""
        px = self.type(role).px
        return float(round(max(px * 40 / 39, self.px(34))))

    def depth(self, step: int) -> Depth:
        """Shadow of step 0 to 3 in pixels of this screen."""
        depth = DEPTHS[step]
        return Depth(self.px(depth.down), self.px(depth.blur), depth.alpha)


@lru_cache(maxsize=512)
def rgba(colour: str, alpha: float = 1.0) -> Rgba:
    """``#rrggbb`` as four numbers from 0 to 1."""
    return (*channels(colour), alpha)


def palette(name: str) -> Palette:
    """The palette of a stored name; light if an older version wrote another."""
    return PALETTES.get(name, LIGHT)


__all__ = [
    "CONTROL_MM",
    "DARK",
    "DESIGN_PX_PER_MM",
    "GAP_MM",
    "LIGHT",
    "PALETTES",
    "TYPE_ROLES",
    "Depth",
    "Direction",
    "Palette",
    "TextSize",
    "Theme",
    "TypeRole",
    "palette",
    "rgba",
]
