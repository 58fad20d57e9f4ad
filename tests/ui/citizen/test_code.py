"""The code on the tablet's screen: what a camera needs of it, and when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.domain.record import Guess, Helped
from kiosk.tablet.screens import Code
from kiosk.ui.citizen.qr_picture import QUIET, QrPicture
from kiosk.ui.driver import Driver
from tests.shipped import shipped
from tests.tour import Tour, Variant


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
