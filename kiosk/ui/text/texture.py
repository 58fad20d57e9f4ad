"""Masks as Kivy textures: white with coverage as alpha, so a colour change draws nothing anew."""

from __future__ import annotations

from functools import lru_cache

from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

from kiosk.ui.text.fonts import load
from kiosk.ui.text.layout import Align, Face, render


def upload(mask: Image.Image) -> Texture:
    """An "L" picture as a texture that a ``Color`` tints."""
    texture = Texture.create(size=mask.size, colorfmt="luminance_alpha")
    pixels = Image.merge("LA", (Image.new("L", mask.size, 255), mask)).tobytes()
    texture.blit_buffer(pixels, colorfmt="luminance_alpha", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


@lru_cache(maxsize=192)
def text_texture(face: Face, lines: tuple[str, ...], room: int, align: Align) -> Texture:
    """Lines as a texture ``room`` wide, with ``face.bleed`` around them."""
    return upload(render(face, lines, room, align))


@lru_cache(maxsize=192)
def icon_texture(path: str, character: str, px: int) -> Texture:
    """An icon of the icon font in a square of ``px``."""
    mask = Image.new("L", (px, px), 0)
    ImageDraw.Draw(mask).text((px / 2, px), character, 255, load(path, px), "ms")
    return upload(mask)
