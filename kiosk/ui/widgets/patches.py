"""Rounded shapes, outlines and shadows as small textures that are stretched in the middle.

Kivy's own smooth shapes soften their straight edges by a pixel; here edges are whole pixels and
only the corners are antialiased. A shape costs nine quads, whatever its size.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from kivy.graphics import BorderImage
from kivy.graphics.texture import Texture
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kiosk.ui.text.texture import upload

Box = tuple[float, float, float, float]
Radii = tuple[float, float, float, float]
"""Top left, top right, bottom right, bottom left; each 0 or one and the same radius."""
_FINE = 8


def filled(box: Box, radii: Radii) -> BorderImage:
    """A filled shape; the ``Color`` before it tints it."""
    radii = _limited(box, radii)
    size, border = _cut(box, ceil(max(radii)) + 1)
    return _image(box, _shape(size, radii), border)


def outlined(box: Box, radii: Radii, thick: float) -> BorderImage:
    """Only the border of a shape, inside the box."""
    radii = _limited(box, radii)
    size, border = _cut(box, max(ceil(max(radii)), ceil(thick)) + 1)
    return _image(box, _outline(size, radii, thick), border)


def shadow(box: Box, radii: Radii, blur: float) -> BorderImage:
    """A soft shadow around a box, reaching ``blur`` pixels out of it."""
    radii = _limited(box, radii)
    x, y, width, height = box
    out = ceil(blur)
    around = (x - out, y - out, width + 2 * out, height + 2 * out)
    size, border = _cut(around, ceil(max(radii)) + 2 * out)
    return _image(around, _shadow(size, radii, out), border)


def _cut(box: Box, reach: int) -> tuple[tuple[int, int], tuple[int, int, int, int]]:
    """Size of the texture, and its borders: a side that is too short to stretch is drawn whole."""
    most = 2 * reach + 2
    width, height = max(1, round(box[2])), max(1, round(box[3]))
    across, along = reach if width > most else 0, reach if height > most else 0
    return (min(width, most), min(height, most)), (along, across, along, across)


def _image(box: Box, texture: Texture, border: tuple[int, int, int, int]) -> BorderImage:
    x, y, width, height = box
    return BorderImage(pos=(x, y), size=(width, height), texture=texture, border=border)


def _limited(box: Box, radii: Radii) -> Radii:
    most = min(box[2], box[3]) / 2
    return tuple(max(0.0, min(radius, most)) for radius in radii)  # type: ignore[return-value]


@lru_cache(maxsize=256)
def _shape(size: tuple[int, int], radii: Radii) -> Texture:
    return upload(_mask(size, 0, radii))


@lru_cache(maxsize=128)
def _outline(size: tuple[int, int], radii: Radii, thick: float) -> Texture:
    inner = tuple(max(0.0, radius - thick) for radius in radii)
    hole = _mask(size, thick, inner)  # type: ignore[arg-type]
    return upload(ImageChops.subtract(_mask(size, 0, radii), hole))


@lru_cache(maxsize=64)
def _shadow(size: tuple[int, int], radii: Radii, out: int) -> Texture:
    return upload(_mask(size, out, radii).filter(ImageFilter.GaussianBlur(out / 2)))


def _mask(size: tuple[int, int], inset: float, radii: Radii) -> Image.Image:
    """A rounded rectangle, ``inset`` from the edges of a picture."""
    width, height = size
    mask = Image.new("L", (width * _FINE, height * _FINE), 0)
    top_left, top_right, bottom_right, bottom_left = (radius > 0 for radius in radii)
    corners = (top_left, top_right, bottom_right, bottom_left)
    first = round(inset * _FINE)
    right, low = round((width - inset) * _FINE) - 1, round((height - inset) * _FINE) - 1
    if right > first and low > first:
        ImageDraw.Draw(mask).rounded_rectangle(
            (first, first, right, low), max(radii) * _FINE, fill=255, corners=corners
        )
    return mask.resize(size, Image.Resampling.BOX)
