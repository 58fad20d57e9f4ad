"""Renders every screen of the program to a picture, for a look by eye.

``python -m tests.gallery OUT [--size M] [--palette light] [--language da] [--upright]`` writes a
picture of each screen of tablet and desk and a contact sheet; ``--page 1920x1200`` is the sharper
tablet, ``--all`` every variant. The language ``xx`` is a pseudo-language, right to left.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from kiosk import resources
from kiosk.content.load import load
from kiosk.ui import environment
from tests.desk_tour import DeskPartsTour
from tests.staff_tour import StaffTour
from tests.tour import LANGUAGES, PAGES, PALETTES, SIZES, DeskTour, Tour, Variant

if TYPE_CHECKING:
    from kiosk.domain.task import Assessments
    from kiosk.ui.driver import Driver

COLUMNS, WIDTH = 5, 480
"""Of the contact sheet."""
BARELY = 1
"""PNG compression: a picture is looked at once."""


def screens(variant: Variant, driver: Driver, assessments: Assessments) -> Iterator[str]:
    """Every screen of tablet and desk, shown when its name is given."""
    tour = Tour(driver, assessments, variant)
    try:
        yield from tour.screens()
    finally:
        tour.close()
    staff = StaffTour(driver, assessments, variant)
    try:
        yield from staff.screens()
    finally:
        staff.close()
    if not variant.upright and variant.page == PAGES[0]:  # the desk has one size and one way up
        yield from DeskTour(driver, variant).screens()
        yield from DeskPartsTour(driver, variant).screens()


def render(variant: Variant, out: Path, driver: Driver, assessments: Assessments) -> list[Path]:
    """A picture of every screen of one variant."""
    pictures = []
    for number, name in enumerate(screens(variant, driver, assessments), 1):
        driver.advance(0.5)
        path = out / f"{variant.name}-{number:02}-{name}.png"
        driver.grab().save(path, compress_level=BARELY)
        pictures.append(path)
    return pictures


def sheet(pictures: list[Path], path: Path) -> None:
    """All pictures small on one, with their names."""
    images: list[Image.Image] = []
    for picture in pictures:
        with Image.open(picture) as image:
            images.append(image.resize((WIDTH, round(WIDTH * image.height / image.width))))
    height = max(small.height for small in images)
    rows = -(-len(images) // COLUMNS)
    board = Image.new("RGB", (COLUMNS * (WIDTH + 8), rows * (height + 26)), "white")
    draw = ImageDraw.Draw(board)
    for number, (small, picture) in enumerate(zip(images, pictures, strict=True)):
        x, y = number % COLUMNS * (WIDTH + 8), number // COLUMNS * (height + 26)
        board.paste(small, (x, y + 18))
        draw.text((x + 2, y + 2), picture.stem, fill="black")
    board.save(path, compress_level=BARELY)


def variants(given: argparse.Namespace) -> list[Variant]:
    """What was asked for."""
    if not given.all:
        return [Variant(given.size, given.palette, given.language, given.upright, given.page)]
    return [
        Variant(size, palette, language, upright, given.page)
        for size in SIZES
        for palette in PALETTES
        for language in LANGUAGES
        for upright in (False, True)
    ]


def page(text: str) -> tuple[int, int]:
    """``1280x800`` or ``1920x1200``."""
    return {f"{long}x{short}": (long, short) for long, short in PAGES}[text]


def options() -> argparse.ArgumentParser:
    """The command's."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--palette", choices=PALETTES, default="light")
    parser.add_argument("--language", choices=LANGUAGES, default="da")
    parser.add_argument("--upright", action="store_true")
    parser.add_argument("--page", type=page, default=PAGES[0], metavar="1920x1200")
    parser.add_argument("--all", action="store_true", help="every size, palette and language")
    return parser


def main(arguments: list[str]) -> int:
    """The command."""
    given = options().parse_args(arguments)
    environment.prepare(*PAGES[0], offscreen=True, maxfps=0)
    from kiosk.ui.driver import Driver

    given.out.mkdir(parents=True, exist_ok=True)
    driver, assessments = Driver(*PAGES[0]), load(resources.assessments())
    for variant in variants(given):
        pictures = render(variant, given.out, driver, assessments)
        sheet(pictures, given.out / f"sheet-{variant.name}.png")
        sys.stdout.write(f"{variant.name}: {len(pictures)} pictures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
