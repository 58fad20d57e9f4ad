"""What a finger and an eye need on every screen of the staff, in all sizes, colours, directions."""

from __future__ import annotations

import pytest

from kiosk.domain.task import Assessments
from kiosk.ui.driver import Driver
from kiosk.ui.widgets.tappable import tappables
from tests import small
from tests.pace import LONG
from tests.staff_tour import StaffTour
from tests.tour import PAGES, Variant
from tests.ui.citizen.test_geometry import Look
from tests.variants import counted_once, variants

FEW = [
    Variant("XL", "light", "xx", upright=True),
    Variant("S", "contrast", "da", upright=True),
    Variant("M", "light", "xx"),
    Variant("L", "dark", "xx", upright=True),
    Variant("XL", "contrast_white", "en", page=PAGES[1]),
]
"""Every size, palette, language and way up."""


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are looked at, not pixels."""
    monkeypatch.setattr("kiosk.ui.text.label.text_texture", lambda *_: None)


@pytest.fixture(scope="module")
def assessments() -> Assessments:
    return small.assessments()


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize(
    "variant", counted_once(variants() if LONG else FEW), ids=lambda variant: variant.name
)
def test_every_screen_can_be_read_and_tapped(
    window: Driver, assessments: Assessments, variant: Variant
) -> None:
    tour = StaffTour(window, assessments, variant)
    seen = set()
    try:
        for name in tour.screens():
            window.frames(2)
            seen.add(name)
            look = StaffLook(tour, name)
            look.at_fingers()
            look.at_texts()
            look.at_order()
            look.at_promise()
    finally:
        tour.close()
    assert {"staff-pin", "staff-home", "staff-moved", "setup", "staff-trouble"} <= seen


class StaffLook(Look):
    """As a citizen's screen, but whoever is there is the help."""

    def at_order(self) -> None:
        """WCAG 2.4.6, EN 301 549 5.1.3: one title, and speech for all."""
        for control in tappables(self.top):
            assert control.speech.strip(), self.where(control.key, "says nothing")
        titles = [label for label in self.labels() if label.role == "title"]
        if not self.is_overlay:
            assert len(titles) == 1, self.where([label.text for label in titles])

    def at_promise(self) -> None:
        """A stick that is held or gone, or on which not everything is, is never called safe."""
        words = self.tour.window._translators("da" if self.tour.variant.language == "da" else "en")
        safe = words.gettext("It is safe to remove the stick.")
        said = safe in self.tour.driver.texts()
        if self.name.startswith(("staff-moved-", "staff-moving")):
            assert not said, self.where("safe")
        if self.name == "staff-moved":
            assert said, self.where("not safe")
