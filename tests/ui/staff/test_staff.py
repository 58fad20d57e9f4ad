"""Staff at the real widgets: in by the PIN, about, out; and nobody else gets there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.devices.worker import InlineWorker
from kiosk.tablet.lobby import Lobby
from kiosk.tablet.screens import About, Welcome
from kiosk.tablet.staff_flow import STAFF_END, STAFF_WARNING
from kiosk.tablet.staff_screens import HandOver, Home, Moved, Moving, PinPad, SiteScreen
from kiosk.tablet.syncing import Synced
from kiosk.ui.citizen.app import Look, TabletWindow
from kiosk.ui.citizen.scene import SiteFacts
from kiosk.ui.driver import Driver, UnreachableError
from tests import small
from tests.staff_tour import StaffTour
from tests.staffing import PIN, STICK, FakeStaff
from tests.tour import Tour, Variant, translator


@pytest.fixture
def tour(window: Driver) -> Iterator[StaffTour]:
    tour = StaffTour(window, small.assessments(), Variant(language="en"))
    yield tour
    tour.close()


def says(tour: Tour, words: str) -> bool:
    return any(words in text for text in tour.driver.texts())


def test_the_pin_leads_in_by_taps(tour: StaffTour) -> None:
    tour.enter()
    assert isinstance(tour.in_staff.screen, Home)
    assert says(tour, "What do you want to do?") and not tour.driver.has("start")


def test_a_real_keyboard_types_the_pin_too(tour: StaffTour) -> None:
    tour.driver.tap("staff")
    tour.work()
    tour.driver.type("25x8")
    tour.driver.hardware_key("backspace")
    tour.driver.type("80")
    tour.driver.hardware_key("enter")
    tour.work()
    assert isinstance(tour.in_staff.screen, Home)


def test_too_few_digits_are_not_tried_and_delete_takes_one_away(tour: StaffTour) -> None:
    tour.driver.tap("staff")
    tour.work()
    for key in ("2", "5", "8", "ok"):
        tour.driver.tap(f"pad.{key}")
    tour.driver.tap("pad.delete")
    tour.work()
    assert tour.staff.acts == []
    assert tour.window.surface.editing.text == "25"


def test_a_wrong_pin_is_told_kindly_and_a_wait_takes_no_digit(tour: StaffTour) -> None:
    tour.driver.tap("staff")
    tour.work()
    tour.driver.type("1111")
    tour.driver.tap("pad.ok")
    tour.work()
    assert says(tour, "Not the PIN. Try again.")
    tour.staff.wait = 30
    tour.driver.type("1111")
    tour.driver.tap("pad.ok")
    tour.work()
    assert says(tour, "Wait 30 seconds.")
    tour.driver.tap("pad.2")
    assert tour.window.surface.editing.text == ""
    tour.clock.advance(28)
    tour.driver.advance(0.5)
    assert says(tour, "Wait 2 seconds.")
    tour.clock.advance(2)
    tour.driver.advance(0.5)
    assert says(tour, "Not the PIN. Try again.")
    tour.staff.wait = 0
    tour.driver.type(PIN)
    tour.driver.tap("pad.ok")
    tour.work()
    assert isinstance(tour.in_staff.screen, Home)


def test_a_real_site_tells_no_pin(tour: StaffTour) -> None:
    tour.staff.practice = False
    tour.driver.tap("staff")
    tour.work()
    assert not says(tour, PIN)


# -- a visit never sees staff screens --------------------------------------------------------------


def test_the_way_in_is_on_the_first_screen_alone(tour: StaffTour) -> None:
    assert tour.driver.has("staff")
    tour.driver.tap("start")
    assert isinstance(tour.flow.screen, About)
    tour.window.open_staff()
    tour.work()
    assert not tour.driver.has("staff") and not tour.driver.has("pad.ok")
    tour.flow.agree()
    tour.driver.frames(3)
    tour.window.open_staff()
    tour.work()
    assert not tour.driver.has("staff") and not tour.driver.has("pad.ok")


def test_what_is_tapped_while_the_pad_is_loaded_opens_no_visit(tour: StaffTour) -> None:
    tour.driver.tap("staff")
    tour.driver.tap("start")
    tour.work()
    assert isinstance(tour.flow.screen, Welcome)
    assert isinstance(tour.in_staff.screen, PinPad) and tour.driver.has("pad.ok")
    tour.window.open_staff()
    tour.driver.tap("back")
    assert tour.driver.has("start") and tour.store.open_visit() is None


def test_a_tablet_without_staff_has_no_way_in(window: Driver) -> None:
    lobby = Lobby(lambda: pytest.fail("not loaded"), InlineWorker())
    shown = TabletWindow(lobby, translator, SiteFacts("Øvested"), Look(paced=False, calm=True))
    try:
        window.show(shown.surface)
        assert not window.has("staff")
        shown.open_staff()
        assert window.has("start")
    finally:
        shown.close()


# -- staff forgets to end own session --------------------------------------------------------------


def test_staff_mode_ends_by_itself_and_everything_is_set_back(tour: StaffTour) -> None:
    tour.flow.choose_comfort("L", "dark")
    tour.enter()
    tour.clock.advance(STAFF_WARNING)
    tour.tick()
    assert says(tour, "Are you still here?")
    tour.clock.advance(STAFF_END - STAFF_WARNING)
    tour.tick()
    assert tour.driver.has("start") and not tour.driver.has("log_off")
    assert (tour.flow.comfort.text_size, tour.flow.comfort.palette) == ("M", "light")


def test_the_minute_that_is_left_stands_on_top(tour: StaffTour) -> None:
    tour.enter()
    tour.clock.advance(12)
    tour.driver.advance(0.5)
    assert "0:48" in tour.driver.texts()
    tour.driver.tap("state")
    tour.work()
    assert "1:00" in tour.driver.texts()


def test_whoever_says_i_am_here_stays_and_presses_nothing_else(tour: StaffTour) -> None:
    tour.enter()
    tour.clock.advance(STAFF_WARNING)
    tour.tick()
    with pytest.raises(UnreachableError):
        tour.driver.tap("state")
    tour.driver.tap("still_here")
    assert not says(tour, "Are you still here?") and tour.driver.has("state")
    tour.driver.tap("log_off")
    assert tour.driver.has("start")


def test_after_the_warning_a_real_keyboard_types_on(tour: StaffTour) -> None:
    tour.enter()
    tour.driver.tap("hand_over")
    tour.driver.type("1234")
    tour.clock.advance(STAFF_WARNING)
    tour.tick()
    tour.driver.tap("still_here")
    tour.driver.type("5678")
    tour.driver.hardware_key("enter")
    tour.work()
    assert says(tour, "Marked as handed over.")


# -- what staff do ---------------------------------------------------------------------------------


def test_a_wrong_receipt_code_is_told(tour: StaffTour) -> None:
    tour.enter()
    tour.driver.tap("hand_over")
    for digit in "87654321":
        tour.driver.tap(f"pad.{digit}", settle=False)
    tour.driver.tap("pad.ok")
    tour.work()
    assert isinstance(tour.in_staff.screen, HandOver)
    assert says(tour, "No result here has this code.")


def test_moving_shows_counts_and_safe_to_remove_only_at_the_end(tour: StaffTour) -> None:
    tour.enter()
    tour.driver.tap("move")
    tour.work()
    assert says(tour, "Put the stick in.")
    tour.drives.there = [STICK]
    tour.tick()
    assert says(tour, "KINGSTON is found.")
    tour.driver.tap("move.start")
    assert isinstance(tour.in_staff.screen, Moving) and not tour.driver.has("log_off")
    tour.in_staff._progressed(2, 5, "Writing results")
    tour.driver.advance(0.5)
    assert says(tour, "Writing results") and says(tour, "2 of 5")
    assert not says(tour, "safe to remove")
    tour.work()
    assert says(tour, "It is safe to remove the stick.") and says(tour, "3 results have arrived")


def test_the_title_stays_in_its_place_and_two_quick_taps_move_once(tour: StaffTour) -> None:
    """WCAG 3.2.3: who has just tapped is not led to look elsewhere."""

    def title() -> int:
        (label,) = [each for each in tour.driver.labels() if each.role == "title"]
        return round(label.top)

    tour.enter()
    tour.drives.there = [STICK]
    tour.in_staff.show_move()
    tour.work()
    tour.tick()
    before = title()
    tour.driver.tap("move.start", settle=False)
    tour.in_staff.move(STICK)  # as a second tap that was under way
    tour.driver.frames(3)
    assert title() == before
    tour.work()
    assert title() == before
    assert [act for act in tour.staff.acts if act.startswith("sync")] == [f"sync {STICK.folder}"]


def test_stopping_says_that_it_stops_and_what_was_done(tour: StaffTour) -> None:
    tour.enter()
    tour.in_staff.show_move()
    tour.drives.there = [STICK]
    tour.work()
    tour.tick()
    tour.driver.tap("move.start")
    tour.staff.synced = Synced(receipts=1, cancelled=True, safe=True)
    tour.driver.tap("move.stop")
    assert says(tour, "Stopping")
    tour.work()
    assert isinstance(tour.in_staff.screen, Moved)
    assert says(tour, "Stopped") and says(tour, "1 receipt read")


def test_every_control_is_reached_by_the_keyboard_and_pressed(tour: StaffTour) -> None:
    """EN 301 549 5.1.6.2: from each focus to all others."""
    tour.enter()
    keys = tour.driver.keys()
    met = []
    for _ in keys:
        tour.driver.hardware_key("tab")
        focus = tour.window.surface.focus_target
        assert focus is not None
        met.append(focus.key)
    assert set(met) == set(keys)
    for _ in range((keys.index("site") - keys.index(met[-1])) % len(keys)):
        tour.driver.hardware_key("tab")
    tour.driver.hardware_key("space")
    tour.work()
    assert isinstance(tour.in_staff.screen, SiteScreen)


# -- setting up ------------------------------------------------------------------------------------


def test_a_tablet_is_set_up_and_goes_on_without_a_restart(tour: StaffTour) -> None:
    tour.staff = FakeStaff(enrolled=False)
    ended: list[bool] = []
    tour.window.on_staff_end = lambda staff: ended.append(staff.ready)
    tour.window.open_staff()
    tour.work()
    assert says(tour, "This tablet is not set up") and not tour.driver.has("log_off")
    tour.driver.tap("language.da")
    tour.driver.frames(3)
    assert tour.flow.comfort.language == "da"
    tour.driver.tap("language.en")
    tour.drives.there = [STICK]
    tour.tick()
    for key in ("site.write", "site.take", "site.same", "site.go_on"):
        tour.drives.there = [STICK]
        tour.tick()
        tour.driver.tap(key)
        tour.work()
    assert ended == [True] and tour.driver.has("start")


def test_without_a_stick_it_says_what_is_missing(tour: StaffTour) -> None:
    tour.enter()
    tour.driver.tap("site")
    tour.work()
    tour.driver.tap("site.take")
    assert says(tour, "Put the stick in first.")
    tour.driver.tap("back")
    tour.driver.tap("site.code")
    assert says(tour, "2048 1937")
    tour.driver.tap("back")
    tour.work()
    tour.driver.tap("back")
    tour.work()
    assert isinstance(tour.in_staff.screen, Home)
