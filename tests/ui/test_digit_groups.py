"""Digits that people compare or pass on keep their order in right-to-left text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from kivy.core.window import Window
from PIL import Image, ImageChops

from kiosk.desk.enrol_flow import EnrolFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.site_screens import FirstSite
from kiosk.devices.usb import NoUsbDrive
from kiosk.tablet.screens import Code
from kiosk.ui.driver import Driver
from kiosk.ui.text.label import TextLabel
from kiosk.ui.text.layout import render
from tests import small
from tests.desk_parts import FakeNewDesk
from tests.desk_tour import DeskPartsTour
from tests.staff_tour import StaffTour
from tests.tour import Variant

PSEUDO = Variant("M", "light", "xx")
GROUPS = re.compile(r"\d{4} \d{4}")


@pytest.fixture
def driver(window: Driver) -> Iterator[Driver]:
    yield window
    for child in list(Window.children):
        Window.remove_widget(child)


def in_order(driver: Driver) -> list[str]:
    """The eight digits that are shown, each held against left-to-right text to the pixel."""
    driver.frames(2)
    labels = [label for label in driver.labels() if GROUPS.fullmatch(label.text)]
    for label in labels:
        assert label.face.rtl
        assert label.lines_at(label.width) == (label.text,)
        difference = ImageChops.difference(picture(label, rtl=True), picture(label, rtl=False))
        assert difference.getbbox() is None, label.text
    return [label.text for label in labels]


def picture(label: TextLabel, *, rtl: bool) -> Image.Image:
    """As the label draws it, or would."""
    face = replace(label.face, rtl=rtl)
    return render(face, (label.text,), round(label.natural_width), "left")


def test_the_citizens_code_has_its_number_in_order(driver: Driver) -> None:
    tour = StaffTour(driver, small.assessments(), PSEUDO)
    visit: Any = None
    tour.flow.screen = Code(tour.sharing.share(None).text, "48210937", visit)
    tour.flow.on_change()
    assert in_order(driver) == ["4821 0937"]
    tour.close()


def test_the_tablets_check_digits_are_in_order(driver: Driver) -> None:
    tour = StaffTour(driver, small.assessments(), PSEUDO)
    tour.enter()
    tour.in_staff.show_site()
    tour.work()
    shown = in_order(driver)
    assert len(shown) == 1
    tour.at("site.code")
    assert in_order(driver) == shown
    tour.close()


def test_the_desks_check_digits_are_in_order(driver: Driver) -> None:
    tour = DeskPartsTour(driver, PSEUDO)
    enrol = tour.flow.enrol = EnrolFlow(tour.flow, FakeNewDesk(), Places(tuple, NoUsbDrive()))
    enrol.prepare()
    tour.sit_down()
    assert in_order(driver) == ["4821 0937"]
    tour.flow.show(FirstSite("Øvested", "73051864"))
    driver.advance(0.5)
    assert in_order(driver) == ["7305 1864"]
