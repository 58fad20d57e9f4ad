"""Pictures that a service shows: checked when content is read, drawn by the screen."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from kiosk.content.errors import FaultError
from kiosk.content.source import Word

FOLDER = "pictures"
BYTES = 400 * 1024
SIDE = 1600
"""Pixels; wider than any device on the largest screen."""

_NAME = re.compile(r"[a-z0-9_]+\.(png|jpg)")
_FORMATS = ("PNG", "JPEG")


@dataclass(slots=True)
class Pictures:
    """The pictures that were asked for, each read once."""

    root: Path
    """The folder of assessments."""
    digests: dict[str, str] = field(default_factory=dict)
    """File below the root -> SHA-256 of what is in it."""

    def find(self, given: Word) -> str:
        """The file, below the root, of a picture beside the file that names it.

        Raises:
            FaultError: it lies elsewhere, is missing, too large, or no picture.
        """
        below = f"{given.place.file.rpartition('/')[0]}/{FOLDER}"
        name = f"{below}/{given}"
        if name not in self.digests:
            try:
                self.digests[name] = self._read(given, self.root / below)
            except (OSError, RuntimeError):  # no rights, or a link to itself
                message = f"picture '{given}' cannot be reached"
                raise FaultError(given.place, message) from None
        return name

    def _read(self, given: Word, folder: Path) -> str:
        path, real = folder / given, folder.resolve()
        inside = path.resolve().parent == real and real.is_relative_to(self.root.resolve())
        if "/" in given or not inside:
            raise FaultError(given.place, f"picture '{given}' lies outside {FOLDER}/")
        if not _NAME.fullmatch(given):
            message = f"a picture is named in a-z, 0-9 and _, with .png or .jpg, not '{given}'"
            raise FaultError(given.place, message)
        if not path.is_file():
            known = [p.name for p in folder.glob("*")]
            raise FaultError(given.place, f"there is no picture '{given}'", given, known)
        if path.stat().st_size > BYTES:
            message = f"picture '{given}' is larger than {BYTES // 1024} kB"
            raise FaultError(given.place, message)
        _decode(given, path)
        return hashlib.sha256(path.read_bytes()).hexdigest()


def _decode(given: Word, path: Path) -> None:
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            if max(picture.size) > SIDE:
                wide, high = picture.size
                message = f"picture '{given}' has {wide} x {high} pixels where {SIDE} are allowed"
                raise FaultError(given.place, message)
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise FaultError(given.place, f"'{given}' is not a picture that can be read") from None
    except Image.DecompressionBombError:
        raise FaultError(given.place, f"picture '{given}' has far too many pixels") from None
