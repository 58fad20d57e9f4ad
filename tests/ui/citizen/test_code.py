"""The code on the tablet's screen: what a camera needs of it, and when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from unittest.mock import Mock

import pytest
from PIL import Image, ImageChops

from kiosk.devices.printer import NotPrintedError
from kiosk.devices.worker import InlineWorker
from kiosk.domain.record import Guess, Helped
from kiosk.handoff import kr1, qr
from kiosk.tablet.screens import Code
from kiosk.ui.citizen import sheet
from kiosk.ui.citizen.printing import Printing
from kiosk.ui.citizen.qr_picture import QUIET, QrPicture
from kiosk.ui.driver import Driver
from kiosk.ui.theme import Direction, Theme
from tests.citizen import SlowWorker
from tests.shipped import shipped
from tests.tour import Tour, Variant, translator


class Light:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.is_full = False

    def full(self) -> None:
        self.is_full = True

    def back(self) -> None:
        self.is_full = False


@pytest.fixture(autouse=True)
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and places, not pixels."""
    monkeypatch.setattr("kiosk.ui.text.label.text_texture", lambda *_: None)


@pytest.fixture
def light() -> Light:
    return Light()


@pytest.fixture
def tour(window: Driver, light: Light) -> Iterator[Tour]:
    found = shipped()
    found = replace(found, services=tuple(one for one in found.services if not one.gate))
    tour = Tour(window, found, Variant("M", palette="dark"), backlight=light)
    yield tour
    tour.close()


def share(tour: Tour) -> None:
    flow = tour.flow
    flow.start()
    flow.agree()
    flow.put_card_away()
    flow.guess(Guess.ALONE)
    flow.stop()
    flow.say_helped(Helped.NO)
    flow.summary_seen()
    flow.share()
    flow.share_without_pictures()
    assert isinstance(flow.screen, Code)


def test_the_light_is_full_while_the_code_is_shown_and_as_before_afterwards(
    tour: Tour, light: Light
) -> None:
    assert not light.is_full
    share(tour)
    assert light.is_full
    tour.flow.done()
    assert not light.is_full


def test_the_code_is_gone_on_done_or_when_nobody_is_there(tour: Tour, light: Light) -> None:
    share(tour)
    text = tour.flow.screen.text  # type: ignore[union-attr]
    for _ in range(600):
        tour.clock.advance(1)
        tour.flow.tick()
    assert not isinstance(tour.flow.screen, Code) and not light.is_full
    assert text not in repr(tour.flow.screen)
    assert not any(isinstance(one, QrPicture) for one in tour.driver.root.walk())


def test_whole_pixels_a_module_nearest_filter_four_modules_of_quiet_zone_dark_on_light(
    tour: Tour,
) -> None:
    share(tour)
    (picture,) = [one for one in tour.driver.root.walk() if isinstance(one, QrPicture)]
    texture = picture._modules.texture
    assert texture.mag_filter == texture.min_filter == "nearest"
    count = texture.size[0]
    assert count == 73, "version 14"
    side = picture._modules.size[0]
    assert picture.module >= 6 and side == count * picture.module
    assert picture._ground.size[0] == side + 2 * QUIET * picture.module and QUIET == 4
    assert all(float(at).is_integer() for at in picture._modules.pos)
    assert max(texture.pixels[:3]) == 0, "its first module is dark, also in dark colours"


# -- on paper


class FakePrinter:
    """Keeps what it prints, or refuses it."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.pages: list[bytes] = []

    def print(self, page: bytes) -> None:
        if not self.works:
            raise NotPrintedError
        self.pages.append(page)


def offer(tour: Tour, printer: FakePrinter) -> None:
    tour.window.printing = Printing(printer, InlineWorker())


def test_the_code_may_be_printed_and_is_read_from_the_paper(tour: Tour) -> None:
    printer = FakePrinter()
    offer(tour, printer)
    share(tour)
    tour.reach("print")
    tour.driver.tap("print")
    assert "Udskriver nu" in tour.driver.texts()
    (page,) = printer.pages
    screen = tour.flow.screen
    assert isinstance(screen, Code)
    assert qr.read_picture(Image.open(BytesIO(page))) == screen.text
    tour.driver.tap("back")
    assert tour.flow.screen is screen, "it stays until Done"


def test_where_there_is_no_printer_nothing_is_offered(tour: Tour) -> None:
    share(tour)
    assert not tour.driver.has("print")


def test_a_printer_that_takes_nothing_is_told_while_somebody_is_there(tour: Tour) -> None:
    offer(tour, FakePrinter(works=False))
    share(tour)
    tour.reach("print")
    tour.driver.tap("print")
    assert "Der kom ikke noget ud" in tour.driver.texts()
    tour.driver.tap("back")
    assert not tour.driver.has("back"), "one card, not two"


def test_who_has_gone_is_told_nothing_of_a_printer_that_failed(tour: Tour) -> None:
    worker = SlowWorker()
    tour.window.printing = Printing(FakePrinter(works=False), worker)
    share(tour)
    tour.reach("print")
    tour.driver.tap("print")
    tour.driver.tap("back")
    tour.flow.done()
    worker.catch_up()
    assert "Der kom ikke noget ud" not in tour.driver.texts()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_pictures_of_the_progress_code_stand_on_the_print_in_the_order_of_reading(
    direction: Direction,
) -> None:
    theme = Theme(direction=direction)
    wire = kr1.text(bytes((1, *range(250), *range(103))))
    code, blank = (
        Code(wire, "48210937", Mock(), pictures) for pictures in ((3, 19, 33, 43, 61), None)
    )
    t = translator("en")
    with_pictures = sheet.drawn(theme, t, code, practice=True)
    without = sheet.drawn(theme, t, blank, practice=True)
    assert qr.read_picture(with_pictures) == wire
    box = ImageChops.difference(with_pictures, without).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert bottom <= sheet.PAGE[1] - 60 and left >= 60 and right <= sheet.PAGE[0] - 60
    wide = (sheet.PAGE[0] - 2 * sheet.MARGIN) // 5
    columns = [
        with_pictures.crop((sheet.MARGIN + n * wide, top, sheet.MARGIN + (n + 1) * wide, bottom))
        for n in range(5)
    ]
    assert all(sum(one.histogram()[:100]) for one in columns), "each has its ink"
