"""A result as a QR code of version 14, level M, and a picture of one back to its text."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import qrcode
from PIL import Image, ImageFilter, UnidentifiedImageError
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_ALPHA_NUM, MODE_NUMBER, QRData

from kiosk.domain.errors import N_
from kiosk.handoff import kr1
from kiosk.handoff.errors import NoCode

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True for dark, without the quiet zone."""

VERSION = 14
MODULES = 17 + 4 * VERSION
QUIET_ZONE = 4
"""Modules of white on each side (ISO/IEC 18004)."""

_MASK = 4
"""Fixed: the content is random, so no mask is better than another, and choosing costs 35 ms."""

LARGEST_FILE = 32 * 1024 * 1024
MOST_PIXELS = 64_000_000
_MOST_PIXELS_RETRIED = 4_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP")


def matrix(text: str) -> Matrix:
    """The modules of a KR1 text; the same size for every text."""
    code = qrcode.QRCode(
        version=VERSION, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK
    )
    return _modules(code, text, fit=False)


def fitting(text: str) -> Matrix:
    """The modules of another text of three letters and digits, such as a request: as few as it
    needs."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    return _modules(code, text, fit=True)


def _modules(code: qrcode.QRCode, text: str, *, fit: bool) -> Matrix:
    cut = len(kr1.PREFIX)
    code.add_data(QRData(text[:cut].upper(), mode=MODE_ALPHA_NUM), optimize=0)
    code.add_data(QRData(text[cut:], mode=MODE_NUMBER), optimize=0)
    code.make(fit=fit)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def picture(modules: Matrix, pixels: int = 8) -> Image.Image:
    """A black and white picture, ``pixels`` whole pixels a module, with its quiet zone."""
    side = len(modules)
    small = Image.new("L", (side + 2 * QUIET_ZONE, side + 2 * QUIET_ZONE), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                small.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    return small.resize((small.width * pixels, small.height * pixels), Image.Resampling.NEAREST)


def read_file(path: Path) -> str:
    """The text of the code in a picture file; NoCode says what stood in the way."""
    try:
        if not path.is_file():  # a pipe would be waited for
            raise FileNotFoundError(path)
        with path.open("rb") as file:
            return _read_open_file(file, path.name)
    except OSError as error:
        raise NoCode(
            N_("The picture {name} could not be read; open another one, or take it again."),
            name=path.name,
        ) from error


def read_picture(image: Image.Image, name: str = "") -> str:
    """The text of the code in a picture; a result's text is preferred to any other code's."""
    import zxingcpp  # only here: a tablet draws codes and never reads one

    if image.width * image.height > MOST_PIXELS:
        raise _too_large(name)
    only_qr = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    for attempt in _attempts(image.convert("L")):
        found = zxingcpp.read_barcodes(attempt, formats=only_qr)
        texts = sorted((code.text for code in found), key=_is_result, reverse=True)
        if texts:
            return texts[0]
    raise NoCode(
        N_("No code was found in the picture {name}; take it again, straight on and closer."),
        name=name,
    )


def _is_result(text: str) -> bool:
    return text[: len(kr1.PREFIX)].upper() == kr1.PREFIX


def _attempts(grey: Image.Image) -> Iterator[Image.Image]:
    """The picture, then blurred by 1, then twice the size: lifts a camera's 96 % to 99 %.

    Then without thin dark lines: lifts a scratched screen's 92 % to 96 %.
    """
    yield grey
    yield grey.filter(ImageFilter.GaussianBlur(1))
    if grey.width * grey.height <= _MOST_PIXELS_RETRIED:
        yield grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
        yield grey.filter(ImageFilter.MaxFilter(3))


def _read_open_file(file: BinaryIO, name: str) -> str:
    if file.seek(0, 2) > LARGEST_FILE:
        raise _too_large(name)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file, formats=_FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise _too_large(name)
        image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise NoCode(
            N_("The file {name} is not a picture that can be read; use PNG or JPEG."), name=name
        ) from error
    return read_picture(image, name)


def _too_large(name: str) -> NoCode:
    return NoCode(
        N_("The picture {name} is too large; take it again, or save it smaller."), name=name
    )
