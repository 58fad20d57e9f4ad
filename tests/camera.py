"""Pictures of a code on a screen as a camera takes them: eleven conditions, seeded.

A code is drawn in whole modules, stands before a camera as a plane that is turned and tilted, and
is seen through a lens, with noise, as a JPEG. Lengths are pixels of the frame; that of a symbol is
the length of its modules, without the quiet zone.
"""

from __future__ import annotations

import io
import math
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from kiosk.handoff import kr1, qr
from kiosk.handoff.errors import NoCode

Floats = NDArray[Any]
Frame = Image.Image
Special = Callable[[Floats, "Seen", np.random.Generator], Floats]

MODULE = 7
"""Panel pixels a module: what a screen of 1280x800 gives it beside its words."""
SUBPIXELS = 3
"""Samples across a pixel of the panel; the last one is the dark line to the next."""
FRAME_MODULES = 20
"""White and light surface round the symbol, quiet zone and all, before the room begins."""
DARKEST, BRIGHTEST = 25.0, 235.0
"""Grey of black and white on a screen, as a camera with the right exposure gives them."""
ROOM = 0.25
"""Light of what stands around the screen; white is 1."""
SURFACE = 0.93
"""Light of the surface on which the white card with the code lies."""
FOCAL = 0.87
"""Focal length over the width of the frame: a lens of 60 degrees, as webcams and phones have."""
SHIFT = 0.12
"""How far the symbol may stand from the middle of the frame, as a part of its width or height."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One way to take a picture; ``rotation`` and ``tilt`` in degrees, either way."""

    name: str
    symbol: float
    rotation: float
    tilt: float
    blur: float
    noise: float
    jpeg: int
    size: tuple[int, int] = (1280, 720)
    contrast: float = 1.0
    grid: float = 0.12
    """How dark the lines between a panel's pixels are."""
    supersampling: int = 2
    special: Special | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the symbol stands in a frame: its middle and its side, at the frame's own scale."""

    middle: tuple[float, float]
    side: float


def frame(text: str, condition: Condition, number: int) -> Frame:
    """The ``number``-th picture of a text under a condition: the same each time."""
    draw = np.random.default_rng((zlib.crc32(condition.name.encode()), number))
    width, height = condition.size
    middle, corners = _where(condition, draw)
    scale = condition.supersampling
    seen = _screen(text, condition.grid).transform(
        (width * scale, height * scale),
        Image.Transform.PERSPECTIVE,
        _from_frame(corners * scale),
        Image.Resampling.BILINEAR,
        fillcolor=round(255 * ROOM),
    )
    seen = seen.filter(ImageFilter.GaussianBlur(condition.blur * scale))
    light = np.asarray(seen.resize(condition.size, Image.Resampling.BOX), np.float32) / 255
    light = 0.5 + (light - 0.5) * condition.contrast
    grey = DARKEST + light * (BRIGHTEST - DARKEST)
    if condition.special is not None:
        grey = condition.special(grey, Seen(middle, condition.symbol), draw)
    grey = grey + draw.normal(0, condition.noise, grey.shape).astype(np.float32)
    return _as_jpeg(grey, condition.jpeg)


def text(number: int) -> str:
    """A text as a code carries it; its content is as random as a sealed one's."""
    return kr1.text(bytes((kr1.VERSION,)) + random.Random(number).randbytes(kr1.WIRE - 1))


def is_read(picture: Frame, expected: str) -> bool:
    """Whether the desk's reader gets the whole text out of this one frame."""
    try:
        return qr.read_picture(picture) == expected
    except NoCode:
        return False


def frames_read(condition: Condition, count: int) -> int:
    """How many of the first ``count`` frames of a condition the desk's reader reads."""
    numbers = range(1, count + 1)
    return sum(is_read(frame(text(at), condition, at), text(at)) for at in numbers)


def screenshot(text: str, number: int) -> Frame:
    """The screen itself, two to nine pixels a module, no camera between."""
    image = qr.picture(qr.matrix(text), 2 + number % 8)
    screen = Image.new("RGB", (1280, 800), "#eeeeee")
    screen.paste(image, (7 + 31 * number % 400, 3 + 17 * number % 60))
    return screen


# -- the screen and the way to it


def _screen(text: str, grid: float) -> Image.Image:
    """The part of a screen with the code, its pixels parted by lines."""
    side = qr.MODULES + 2 * FRAME_MODULES
    light = np.full((side, side), SURFACE, np.float32)
    card = slice(FRAME_MODULES - qr.QUIET_ZONE, side - FRAME_MODULES + qr.QUIET_ZONE)
    light[card, card] = 1
    symbol = slice(FRAME_MODULES, FRAME_MODULES + qr.MODULES)
    light[symbol, symbol] = ~np.array(qr.matrix(text))
    pixels = light.repeat(MODULE, 0).repeat(MODULE, 1)
    samples = pixels.repeat(SUBPIXELS, 0).repeat(SUBPIXELS, 1)
    samples[SUBPIXELS - 1 :: SUBPIXELS, :] *= 1 - grid
    samples[:, SUBPIXELS - 1 :: SUBPIXELS] *= 1 - grid
    return Image.fromarray((255 * samples).astype(np.uint8))


def _where(condition: Condition, draw: np.random.Generator) -> tuple[tuple[float, float], Floats]:
    """The symbol's middle in the frame, and the corners of the part of the screen around it."""
    turn = math.radians(draw.uniform(-condition.rotation, condition.rotation))
    tilt = math.radians(draw.uniform(-condition.tilt, condition.tilt))
    axis = draw.uniform(0, 2 * math.pi)
    width, height = condition.size
    symbol = _projected(0.5, condition, turn, tilt, axis)
    room = np.array([width, height]) / 2 - np.abs(symbol).max(0)
    most = np.clip(room, 0, np.array([width, height]) * SHIFT)
    middle = np.array([width, height]) / 2 + draw.uniform(-most, most)
    closer = min(1.0, *((np.array([width, height]) / 2 - 2) / np.abs(symbol).max(0)))
    around = 0.5 + FRAME_MODULES / qr.MODULES
    corners = _projected(around, condition, turn, tilt, axis) * closer + middle
    return (float(middle[0]), float(middle[1])), corners


def _projected(half: float, condition: Condition, turn: float, tilt: float, axis: float) -> Floats:
    """Corners of a square of ``half`` a side round the middle, turned, tilted and seen."""
    square = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
    x = square[:, 0] * math.cos(turn) - square[:, 1] * math.sin(turn)
    y = square[:, 0] * math.sin(turn) + square[:, 1] * math.cos(turn)
    along = x * math.cos(axis) + y * math.sin(axis)
    across = -x * math.sin(axis) + y * math.cos(axis)
    depth, across = across * math.sin(tilt), across * math.cos(tilt)
    x = along * math.cos(axis) - across * math.sin(axis)
    y = along * math.sin(axis) + across * math.cos(axis)
    focal = FOCAL * condition.size[0]
    away = focal / condition.symbol + depth
    return np.stack([focal * x / away, focal * y / away], axis=1)


def _from_frame(corners: Floats) -> tuple[float, ...]:
    """Pillow's eight numbers of a perspective that leads from the frame to the screen."""
    side = (qr.MODULES + 2 * FRAME_MODULES) * MODULE * SUBPIXELS
    screen = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float64)
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, screen, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(float(one) for one in np.linalg.solve(np.array(rows), np.array(right)))


def _as_jpeg(grey: Floats, quality: int) -> Frame:
    packed = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(packed, "JPEG", quality=quality)
    return Image.open(packed)


# -- what happens on the way


def _glare(grey: Floats, seen: Seen, draw: np.random.Generator) -> Floats:
    """One saturated spot on the symbol."""
    sigma = draw.uniform(0.06, 0.10) * seen.side
    x, y = draw.uniform(-0.5, 0.5, 2) * seen.side + seen.middle
    rows, columns = np.ogrid[: grey.shape[0], : grey.shape[1]]
    spot = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * sigma**2))
    return np.asarray(grey + 255 * spot, np.float32)


def _motion(grey: Floats, _seen: Seen, draw: np.random.Generator) -> Floats:
    """A hand that moves by 6 pixels while the picture is taken."""
    angle = draw.uniform(0, math.pi)
    steps = np.linspace(-3, 3, 13)
    moved = [
        np.roll(grey, (round(step * math.sin(angle)), round(step * math.cos(angle))), (0, 1))
        for step in steps
    ]
    return np.asarray(np.mean(moved, axis=0), np.float32)


def _scratched(grey: Floats, seen: Seen, draw: np.random.Generator) -> Floats:
    """Four lines of 2 to 4 pixels across the symbol, bright or dark."""
    out = grey
    for _ in range(4):
        mask = Image.new("L", grey.shape[::-1])
        ends = [
            (x + seen.middle[0], y + seen.middle[1])
            for x, y in draw.uniform(-0.6, 0.6, (2, 2)) * seen.side
        ]
        ImageDraw.Draw(mask).line(ends, 255, width=int(draw.integers(2, 5)))
        share = np.asarray(mask.filter(ImageFilter.GaussianBlur(0.5)), np.float32) / 255
        out = out * (1 - share) + draw.uniform(DARKEST, BRIGHTEST) * share
    return out


CONDITIONS = (
    Condition("good", 480, 10, 10, 0.8, 3, 85),
    Condition("typical", 400, 15, 18, 1.1, 6, 70),
    Condition("poor", 330, 15, 15, 1.3, 10, 50, contrast=0.5),
    Condition("1080p", 600, 15, 18, 1.6, 6, 75, size=(1920, 1080)),
    Condition("glare", 440, 10, 12, 1, 5, 75, special=_glare),
    Condition("moire", 420, 20, 10, 0.5, 4, 75, grid=0.55, supersampling=1),
    Condition("motion", 440, 10, 10, 0.8, 5, 75, special=_motion),
    Condition("low light", 440, 10, 10, 1.2, 14, 70, contrast=0.35),
    Condition("steep", 440, 180, 33, 1, 5, 75),
    Condition("scratched", 440, 10, 10, 1, 5, 75, special=_scratched),
    Condition("phone", 850, 180, 25, 1.5, 4, 80, size=(1600, 1200), grid=0.25),
)
