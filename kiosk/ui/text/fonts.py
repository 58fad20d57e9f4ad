"""Font files, and which of them a text needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

from kiosk import resources
from kiosk.domain.errors import KioskError, N_

_STYLES = {400: "400Regular", 600: "600SemiBold", 700: "700Bold"}
_FAMILIES = {"inter": "Inter", "vazirmatn": "Vazirmatn"}


class TextEngineError(KioskError):
    """This computer cannot draw text of every script."""


def check_text_engine() -> None:
    """Call once at start: without FriBidi the Pillow wheel draws Arabic as separate letters."""
    if not (features.check("raqm") and features.check("fribidi")):
        raise TextEngineError(
            N_("Text cannot be drawn here: the library FriBidi is missing; install {package}."),
            package="libfribidi0",
        )


@dataclass(frozen=True, slots=True)
class Fonts:
    """The folder ``assets``: text fonts by family and weight, icons by name."""

    folder: Path

    @classmethod
    def bundled(cls) -> Fonts:
        """Those that come with the kiosk."""
        return cls(resources.assets())

    def path(self, family: str, weight: int) -> str:
        """The file of a family (``inter``, ``vazirmatn``) and weight (400, 600, 700)."""
        return f"{self.folder}/fonts/{_FAMILIES[family]}_{_STYLES[weight]}.ttf"

    @property
    def icons(self) -> str:
        """The file of the icon font."""
        return f"{self.folder}/icons/MaterialSymbolsRounded.ttf"

    def icon(self, name: str) -> str:
        """The character that draws an icon; ``KeyError`` for a name that is not in the subset."""
        return chr(_code_points(f"{self.folder}/icons/icons.json")[name])


@lru_cache(maxsize=4)
def _code_points(path: str) -> dict[str, int]:
    return dict(json.loads(Path(path).read_text(encoding="utf-8")))


@lru_cache(maxsize=96)
def load(path: str, px: float) -> ImageFont.FreeTypeFont:
    """A font at a size, shaped by Raqm."""
    return ImageFont.truetype(path, px, layout_engine=ImageFont.Layout.RAQM)


def is_right_to_left(text: str) -> bool:
    """The first letter with a direction belongs to an Arabic script."""
    for char in text:
        if _arabic(char):
            return True
        if char.isalpha():
            return False
    return False


def family_for(text: str, family: str) -> str:
    """The family that has all of ``text``'s letters; ``family`` unless it lacks some.

    Raqm knows no fallback inside a line, Inter has no Arabic and Vazirmatn no full Cyrillic.
    """
    if family == "inter" and any(map(_arabic, text)):
        return "vazirmatn"
    if family == "vazirmatn" and any("\u0400" <= char <= "\u052f" for char in text):
        return "inter"
    return family


def _arabic(char: str) -> bool:
    return (
        "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f" or "\ufb50" <= char <= "\ufeff"
    )
