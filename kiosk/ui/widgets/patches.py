"""Rounded shapes, outlines and shadows as small textures that are stretched in the middle.

Kivy's own smooth shapes soften their straight edges by a pixel; here edges are whole pixels and only
the corners are antialiased. A shape costs nine quads, whatever its size.
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
    reach = ceil(max(radii)) + 1
    return _image(box, _shape(radii), reach)


def outlined(box: Box, radii: Radii, thick: float) -> BorderImage:
    """Only the border of a shape, inside the box."""
    radii = _limited(box, radii)
    reach = max(ceil(max(radii)), ceil(thick)) + 1
    return _image(box, _outline(radii, thick), reach)


def shadow(box: Box, radii: Radii, blur: float) -> BorderImage:
    """A soft shadow around a box, reaching ``blur`` pixels out of it."""
    radii = _limited(box, radii)
    x, y, width, height = box
    out = ceil(blur)
    reach = min(ceil(max(radii)) + 2 * out, int(min(width, height) // 2) + out - 1)
    around = (x - out, y - out, width + 2 * out, height + 2 * out)
    return _image(around, _shadow(radii, out, reach), reach)


def _image(box: Box, texture: Texture, reach: int) -> BorderImage:
    x, y, width, height = box
    return BorderImage(pos=(x, y), size=(width, height), texture=texture, border=(reach,) * 4)


def _limited(box: Box, radii: Radii) -> Radii:
    most = min(box[2], box[3]) / 2 - 1
    return tuple(max(0.0, min(radius, most)) for radius in radii)  # type: ignore[return-value]


@lru_cache(maxsize=256)
def _shape(radii: Radii) -> Texture:
    side = 2 * (ceil(max(radii)) + 1) + 2
    return upload(_mask(side, 0, radii))


@lru_cache(maxsize=128)
def _outline(radii: Radii, thick: float) -> Texture:
    side = 2 * (max(ceil(max(radii)), ceil(thick)) + 1) + 2
    inner = tuple(max(0.0, radius - thick) for radius in radii)
    hole = _mask(side, thick, inner)  # type: ignore[arg-type]
    return upload(ImageChops.subtract(_mask(side, 0, radii), hole))


@lru_cache(maxsize=64)
def _shadow(radii: Radii, out: int, reach: int) -> Texture:
    side = 2 * reach + 2
    return upload(_mask(side, out, radii).filter(ImageFilter.GaussianBlur(out / 2)))


def _mask(side: int, inset: float, radii: Radii) -> Image.Image:
    """A rounded square, ``inset`` from the edge of a picture of ``side`` pixels."""
    mask = Image.new("L", (side * _FINE, side * _FINE), 0)
    corners = tuple(radius > 0 for radius in radii)
    first, last = round(inset * _FINE), round((side - inset) * _FINE) - 1
    ImageDraw.Draw(mask).rounded_rectangle(
        (first, first, last, last), max(radii) * _FINE, fill=255, corners=corners
    )
    return mask.resize((side, side), Image.Resampling.BOX)
