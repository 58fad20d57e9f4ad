"""The staff's way on the tablet: in, about, out; results moved; a tablet set up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.devices.usb import not_released
from kiosk.domain.errors import KioskError
from kiosk.tablet.staff_flow import STAFF_END, STAFF_WARNING, StaffFlow
from kiosk.tablet.staff_screens import (
    Compare,
    HandedOver,
    HandOver,
    Home,
    Move,
    Moved,
    Moving,
    PinPad,
    PinSaid,
    Progress,
    RequestCode,
    SiteSaid,
    SiteScreen,
    StaffTrouble,
    StateList,
)
from kiosk.tablet.syncing import Synced
from tests.citizen import SlowWorker
from tests.staffing import PIN, SHARE, STICK, FakeDrives, FakeStaff

FULL = KioskError("The disk is full.")


class At:
    """Somebody at the tablet; every job is done before the next act, unless ``hold``."""

    def __init__(self, *, enrolled: bool = True) -> None:
        self.staff = FakeStaff(enrolled=enrolled)
        self.drives, self.clock, self.worker = FakeDrives(), FakeClock(), SlowWorker()
        made = (lambda: self.staff) if enrolled else None
        self.flow = StaffFlow(made, lambda: self.staff, self.clock, self.worker, self.drives)
        self.changes = self.ends = 0
        self.flow.on_change, self.flow.on_end = self._changed, self._ended
        self.flow.wake()
        self.work()

    def _changed(self) -> None:
        self.changes += 1

    def _ended(self) -> None:
        self.ends += 1

    def work(self) -> Any:
        self.worker.catch_up()
        return self.flow.screen

    def tick(self, seconds: float = 1.0) -> Any:
        self.clock.advance(seconds)
        self.flow.tick()
        return self.work()

    def enter(self) -> Any:
        self.flow.try_pin(PIN)
        return self.work()

    def at_move(self, *drives: Any) -> Any:
        self.enter()
        self.flow.show_move()
        self.work()
        self.drives.there = list(drives or (STICK,))
        return self.tick()


@pytest.fixture
def at() -> At:
    return At()


# -- the way in ------------------------------------------------------------------------------------


def test_a_throwaway_site_tells_its_pin_and_a_real_one_does_not() -> None:
    assert At().flow.screen == PinPad(practice_pin=PIN)
    real = At()
    real.staff.practice = False
    real.flow.wake()
    assert real.work() == PinPad()


def test_the_right_pin_leads_home_and_a_wrong_one_is_told_kindly(at: At) -> None:
    at.flow.try_pin("1111")
    assert at.flow.screen == PinPad(PinSaid.CHECKING, PIN)
    assert at.work() == PinPad(PinSaid.WRONG, PIN)
    assert at.enter() == Home(at.staff.tablet)


def test_nothing_behind_the_pin_is_reached_without_it(at: At) -> None:
    flow = at.flow
    for act in (flow.show_home, flow.show_state, flow.show_site, flow.show_move,
                flow.show_hand_over, flow.show_request, flow.cancel, flow.release_again,
                flow.believe, flow.go_on, lambda: flow.hand_over("12345678"),
                lambda: flow.move(STICK), lambda: flow.write_request(STICK),
                lambda: flow.take_pack(STICK)):  # fmt: skip
        act()
        assert at.work() == PinPad(practice_pin=PIN)
    assert at.staff.acts == []


def test_while_there_is_a_wait_no_pin_is_tried_and_it_runs_down(at: At) -> None:
    at.staff.wait = 30
    at.flow.try_pin("1111")
    at.work()
    assert at.flow.pin_wait == 30
    at.flow.try_pin(PIN)
    at.work()
    assert at.staff.acts == ["pin 1111"]
    at.tick(29.5)
    assert at.flow.pin_wait == 1
    at.tick(0.5)
    assert at.flow.pin_wait == 0
    assert isinstance(at.enter(), Home)


def test_a_wait_from_before_a_restart_stands_at_the_start() -> None:
    at = At()
    at.staff.wait = 60
    at.flow.wake()
    at.work()
    assert at.flow.pin_wait == 60


def test_a_second_tap_on_ok_tries_no_second_time(at: At) -> None:
    at.flow.try_pin("1111")
    at.flow.try_pin("1111")
    at.work()
    assert at.staff.acts == ["pin 1111"]


def test_a_tablet_that_cannot_be_loaded_says_why_and_the_way_out_stays() -> None:
    at = At()

    def broken() -> FakeStaff:
        raise FULL

    at.flow = StaffFlow(broken, broken, at.clock, at.worker, at.drives)
    at.flow.on_end = at._ended
    at.flow.wake()
    assert at.work() == StaffTrouble(FULL, inside=False)
    at.flow.log_off()
    assert at.ends == 1


# -- about -----------------------------------------------------------------------------------------


def test_state_and_site_are_looked_at_anew_each_time(at: At) -> None:
    at.enter()
    at.flow.show_state()
    assert at.work() == StateList(at.staff.tablet)
    at.flow.show_site()
    assert at.work() == SiteScreen(at.staff.site(), ())
    at.flow.show_request()
    assert at.flow.screen == RequestCode(at.staff.site())


def test_a_receipt_code_marks_and_a_wrong_one_is_told(at: At) -> None:
    at.enter()
    at.flow.show_hand_over()
    assert at.flow.screen == HandOver()
    at.flow.hand_over("12345678")
    assert at.work() == HandOver(HandedOver.MARKED)
    at.flow.hand_over("87654321")
    assert at.work() == HandOver(HandedOver.UNKNOWN)


def test_a_fault_behind_the_pin_leads_back_home(at: At) -> None:
    at.enter()
    at.staff.error = FULL
    at.flow.show_state()
    assert at.work() == StaffTrouble(FULL, inside=True)
    at.flow.show_home()
    assert isinstance(at.work(), Home)


# -- staff forgets to end own session --------------------------------------------------------------


def test_staff_mode_ends_by_itself_after_a_minute_with_a_warning_first(at: At) -> None:
    at.enter()
    at.tick(STAFF_WARNING - 1)
    assert not at.flow.warning and at.flow.seconds_left == STAFF_END - STAFF_WARNING + 1
    at.tick(1)
    assert at.flow.warning and not at.ends
    at.tick(STAFF_END - STAFF_WARNING)
    assert at.ends == 1 and at.flow.ended and not at.flow.warning


def test_a_touch_takes_the_warning_away_and_the_minute_begins_anew(at: At) -> None:
    at.enter()
    for _ in range(12):  # WCAG 2.2.1: at least ten times
        at.tick(STAFF_WARNING)
        assert at.flow.warning
        at.flow.touched()
        assert not at.flow.warning
    assert at.flow.seconds_left == STAFF_END and not at.ends
    changes = at.changes
    at.flow.touched()
    assert at.changes == changes, "nothing is drawn anew for a touch"


def test_the_pad_alone_ends_by_itself_too(at: At) -> None:
    at.tick(STAFF_WARNING)
    at.tick(STAFF_END)
    assert at.ends == 1


def test_what_comes_after_the_end_is_shown_to_nobody(at: At) -> None:
    at.enter()
    at.flow.show_state()
    at.flow._end()
    before = at.flow.screen
    assert at.work() == before
    at.flow.show_state()
    assert at.work() == before, "whoever is out is out"


def test_a_failure_after_the_end_is_shown_to_nobody(at: At) -> None:
    at.enter()
    at.flow.show_state()
    at.staff.error = FULL
    at.flow._end()
    before = at.flow.screen
    assert at.work() == before


def test_nobody_leaves_while_results_are_moved_and_it_is_no_idleness(at: At) -> None:
    at.at_move()
    at.flow.move(STICK)
    at.clock.advance(600)
    at.flow.tick()
    at.flow.log_off()
    assert not at.ends and not at.flow.warning
    at.work()
    assert at.flow.seconds_left == STAFF_END


# -- moving results --------------------------------------------------------------------------------


def test_a_stick_is_found_when_it_is_put_in_and_missed_when_it_is_pulled(at: At) -> None:
    assert at.at_move() == Move((STICK,), 3)
    at.drives.there = [STICK, SHARE]
    assert at.tick() == Move((STICK, SHARE), 3)
    at.drives.there = []
    assert at.tick() == Move((), 3)


def test_a_stick_that_was_put_in_before_is_there_at_once_and_gone_when_let_go(at: At) -> None:
    at.enter()
    at.drives.there = [STICK]
    assert isinstance(at.tick(), Home)
    at.flow.show_move()
    assert at.work() == Move((STICK,), 3)
    at.flow.move(STICK)
    assert isinstance(at.work(), Moved)
    at.flow.show_move()
    assert at.work() == Move((), 3)


def test_safe_to_remove_is_said_only_after_the_stick_was_let_go(at: At) -> None:
    at.at_move()
    at.flow.move(STICK)
    assert at.flow.screen == Moving(STICK) and not at.drives.released
    done = at.work()
    assert isinstance(done, Moved) and done.safe and done.done == at.staff.synced
    assert at.drives.released == [STICK]
    assert at.flow.progress == Progress(3, 4, "Results are written")


def test_a_stick_that_cannot_be_let_go_is_not_safe_until_it_was(at: At) -> None:
    at.at_move()
    at.drives.held = not_released("KINGSTON", "busy")
    at.flow.move(STICK)
    done = at.work()
    assert isinstance(done, Moved) and not done.safe and done.held is at.drives.held
    at.flow.release_again()
    again = at.work()
    assert isinstance(again, Moved) and not again.safe
    at.drives.held = None
    at.flow.release_again()
    now = at.work()
    assert isinstance(now, Moved) and now.safe and now.held is None
    at.flow.release_again()
    assert at.work() == now and at.drives.released == [STICK]


def test_what_is_not_all_on_the_medium_is_not_safe(at: At) -> None:
    at.at_move()
    at.staff.synced = Synced(safe=False)
    at.flow.move(STICK)
    done = at.work()
    assert isinstance(done, Moved) and not done.safe


def test_a_stick_that_was_pulled_is_told_so_and_is_not_called_safe(at: At) -> None:
    at.at_move()
    at.staff.error = FULL
    at.flow.move(STICK)
    at.drives.there = []
    done = at.work()
    assert isinstance(done, Moved) and done.pulled and not done.safe and done.error is FULL
    assert not at.drives.released


def test_a_sync_that_failed_lets_the_stick_go_all_the_same(at: At) -> None:
    at.at_move()
    at.staff.error = FULL
    at.flow.move(STICK)
    done = at.work()
    assert isinstance(done, Moved) and done.safe and done.error is FULL and done.done is None


def test_cancelling_leaves_a_valid_state_and_the_stick_is_let_go(at: At) -> None:
    at.at_move()
    at.flow.move(STICK)
    at.flow.cancel()
    assert at.flow.screen == Moving(STICK, stopping=True)
    at.staff.synced = Synced(cancelled=True, safe=True)
    done = at.work()
    assert isinstance(done, Moved) and done.safe and done.done is not None and done.done.cancelled
    assert at.flow.progress == Progress(0, 4, "Results are written")


def test_moving_is_begun_once_and_from_its_screen_alone(at: At) -> None:
    at.at_move()
    at.flow.move(STICK)
    at.flow.move(STICK)
    at.work()
    at.flow.move(STICK)
    at.work()
    assert at.staff.acts.count(f"sync {Path('/media/kingston')}") == 1


# -- the site --------------------------------------------------------------------------------------


def at_site(at: At) -> Any:
    if at.flow.enrolled:
        at.enter()
    at.flow.show_site()
    at.work()
    at.drives.there = [STICK]
    return at.tick()


def test_the_request_goes_to_the_stick_which_is_then_let_go(at: At) -> None:
    at_site(at)
    at.flow.write_request(STICK)
    after = at.work()
    assert isinstance(after, SiteScreen)
    assert (after.said, after.released) == (SiteSaid.WRITTEN, True)
    assert at.drives.released == [STICK]


def test_a_pack_is_taken_from_the_stick(at: At) -> None:
    at_site(at)
    at.flow.take_pack(STICK)
    after = at.work()
    assert isinstance(after, SiteScreen) and after.said is SiteSaid.TAKEN
    assert not at.flow.ready, "it was ready before"
    at.flow.go_on()
    assert not at.ends


def test_a_refused_pack_is_told_and_the_stick_stays(at: At) -> None:
    at_site(at)
    at.staff.error = FULL
    at.flow.take_pack(STICK)
    after = at.work()
    assert isinstance(after, SiteScreen) and after.error is FULL and not after.released
    assert after.drives == (STICK,)


def test_a_tablet_that_is_not_set_up_starts_with_its_request_and_asks_for_no_pin() -> None:
    at = At(enrolled=False)
    assert at.flow.screen == SiteScreen(at.staff.site(), ())
    at.tick(10 * STAFF_END)
    assert not at.ends and not at.flow.warning and at.flow.seconds_left is None


def test_a_tablet_believes_a_site_only_after_the_digits_were_compared() -> None:
    at = At(enrolled=False)
    at_site(at)
    at.flow.take_pack(STICK)
    compared = at.work()
    assert isinstance(compared, Compare) and compared.first == at.staff.first
    assert "believe" not in at.staff.acts and not at.flow.ready
    at.flow.show_site()
    at.work()
    at.flow.believe()
    assert "believe" not in at.staff.acts, "not the same: nothing is believed"


def test_with_the_digits_compared_the_tablet_is_ready_without_a_restart() -> None:
    at = At(enrolled=False)
    at_site(at)
    at.flow.take_pack(STICK)
    at.work()
    at.flow.believe()
    after = at.work()
    assert isinstance(after, SiteScreen) and after.said is SiteSaid.TAKEN and at.flow.ready
    at.flow.go_on()
    assert at.ends == 1


def test_a_site_that_cannot_be_believed_leads_back_to_the_set_up() -> None:
    at = At(enrolled=False)
    at_site(at)
    at.flow.take_pack(STICK)
    at.work()
    at.staff.error = FULL
    at.flow.believe()
    assert at.work() == StaffTrouble(FULL, inside=True)
    assert not at.flow.ready
