"""The page with the code that a citizen may take along: drawn off the screen, black on white."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from kiosk.domain.digits import grouped
from kiosk.domain.progress_code import PICTURES
from kiosk.handoff import qr
from kiosk.i18n import Translator
from kiosk.tablet.screens import Code
from kiosk.ui.pictures.progress_code import ICONS
from kiosk.ui.text.fonts import family_for
from kiosk.ui.text.layout import Align, Face, render, wrap
from kiosk.ui.theme import Theme

PAGE = (1240, 1754)
"""A4 at 150 dots an inch."""
MARGIN = 120
MODULE = 9
"""Dots a module: the code is 12 cm wide."""
TITLE, READING, SMALL, ICON = 52.0, 36.0, 30.0, 110.0
"""Sizes of letters in dots."""


def png(theme: Theme, t: Translator, code: Code, *, practice: bool) -> bytes:
    """The page as a picture file."""
    out = BytesIO()
    drawn(theme, t, code, practice=practice).save(out, "PNG")
    return out.getvalue()


def drawn(theme: Theme, t: Translator, code: Code, *, practice: bool) -> Image.Image:
    """The page: the code, whose it is not, its number, and the pictures of the progress code."""
    _ = t.gettext
    pen = _Pen(theme, Image.new("L", PAGE, 255), MARGIN)
    if practice:
        pen.text(_("This tablet is only for practice."), SMALL)
    pen.text(_("Show the code to your consultant"), TITLE, 600)
    pen.picture(qr.picture(qr.matrix(code.text), MODULE))
    pen.text(_("Only the jobcentre can open the code"), READING)
    pen.text(_("Your name is not in it."), READING)
    pen.text(f"{_('Number')} {grouped(code.receipt_code)}", READING, 600)
    if code.pictures is not None:
        pen.gap(30)
        pen.row([(theme.fonts.icon(ICONS[one]), _(PICTURES[one])) for one in code.pictures])
    return pen.page


@dataclass
class _Pen:
    """Draws from the top down."""

    theme: Theme
    page: Image.Image
    y: int

    def gap(self, dots: int) -> None:
        self.y += dots

    def picture(self, image: Image.Image) -> None:
        self.page.paste(image, ((self.page.width - image.width) // 2, self.y))
        self.y += image.height + 20

    def text(self, text: str, px: float, weight: int = 400) -> None:
        self.y += self._block(text, px, weight, MARGIN, self.page.width - 2 * MARGIN) + 16

    def row(self, cells: list[tuple[str, str]]) -> None:
        """Icons with their names below, in the order of reading."""
        wide = (self.page.width - 2 * MARGIN) // len(cells)
        top, low = self.y, self.y
        for at, (icon, name) in enumerate(cells):
            place = len(cells) - 1 - at if self.theme.rtl else at
            x = MARGIN + place * wide
            face = Face(self.theme.fonts.icons, ICON, ICON * 1.1)
            self._paste(face, (icon,), x, top, wide)
            self.y = top + round(ICON * 1.2)
            low = max(low, self.y + self._block(name, SMALL, 400, x, wide))
        self.y = low

    def _block(self, text: str, px: float, weight: int, x: int, room: int) -> int:
        """A text in the middle of its room; its height."""
        family = family_for(text, self.theme.family)
        face = Face(
            self.theme.fonts.path(family, weight),
            px,
            px * 1.4,
            rtl=self.theme.rtl,
            language=self.theme.language,
        )
        lines = wrap(face, text, room)
        self._paste(face, lines, x, self.y, room)
        return round(face.line * len(lines))

    def _paste(self, face: Face, lines: tuple[str, ...], x: int, y: int, room: int) -> None:
        align: Align = "center"
        mask = render(face, lines, room, align)
        self.page.paste(0, (x - face.bleed, y - face.bleed), mask)
