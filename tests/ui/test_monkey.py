"""Somebody who only wants to see what happens."""

from __future__ import annotations

import random

import pytest

from kiosk.ui.driver import Driver
from tests.pace import count
from tests.shipped import shipped
from tests.tour import Tour, Variant

TAPS = count(400, 10_000)
INTO_A_VISIT = ("start", "yes")
"""Of the first screens: whoever never said yes would see nothing else."""


@pytest.fixture(scope="module")
def driver() -> Driver:
    from kiosk.ui import environment

    environment.prepare(1280, 800, offscreen=True, maxfps=0)
    return Driver(1280, 800)


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tapped is looked for, not its pixels."""
    monkeypatch.setattr("kiosk.ui.text.label.text_texture", lambda *_: None)


@pytest.mark.untraced
@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("variant", [Variant(), Variant("XL", "dark", "en")])
def test_random_taps_always_find_a_way_on(driver: Driver, variant: Variant) -> None:
    """No tap ends the program, and no screen is without anything to tap."""
    draw = random.Random(f"monkey {variant.name}")
    tour = Tour(driver, shipped(), variant)
    screens = set()
    try:
        for _ in range(TAPS // 2):
            keys = driver.keys()
            assert keys, f"nothing to tap on {type(tour.flow.screen).__name__}"
            willing = [key for key in INTO_A_VISIT if key in keys and draw.random() < 0.5]
            driver.tap(draw.choice(willing or keys))
            if draw.random() < 0.1:
                driver.advance(2.0)  # time passes in the service too
            if draw.random() < 0.02:
                tour.flow.try_again()  # as after a cut
            place = getattr(tour.flow.screen, "place", tour.flow.screen)
            screens.add(type(place).__name__)
    finally:
        tour.close()
    assert len(screens) > 4
