"""Leads the tablet's window through every screen of the staff."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.devices.usb import not_released
from kiosk.domain.errors import KioskError
from kiosk.tablet.staff_flow import STAFF_WARNING
from tests.staffing import AMISS, PIN, REPLACED, SHARE, STICK, FakeStaff
from tests.tour import Tour


class StaffTour(Tour):
    """Staff at the tablet; what they start is done when the tour says so."""

    def screens(self, *, all_steps: bool = True) -> Iterator[str]:
        """Each name is given when its screen is there."""
        tap = self.at
        yield from self._way_in()
        yield "staff-home"
        tap("hand_over")
        yield "staff-handed-over"
        yield from self._codes()
        self.home()
        tap("state")
        self.work()
        yield "staff-state"
        self.home()
        self.staff.tablet = AMISS
        tap("state")
        self.work()
        yield "staff-state-amiss"
        self.home()
        yield "staff-home-amiss"
        self.staff.tablet = REPLACED
        tap("state")
        self.work()
        yield "staff-state-replaced"
        self.home()
        yield from self._moving()
        yield from self._site()
        self.home()
        self.clock.advance(STAFF_WARNING)
        self.tick()
        yield "staff-idle-card"
        tap("still_here")
        self.in_staff.log_off()
        yield from self._set_up()

    def at(self, key: str) -> None:
        """Tap it, wherever on the page it is."""
        self.reach(key)
        self.driver.tap(key)

    def work(self) -> None:
        """Do what was started, and look."""
        self.worker.catch_up()
        self.driver.frames(3)

    def tick(self) -> None:
        """A second goes by on the screen."""
        self.window._tick(1.0)
        self.work()

    def home(self) -> None:
        self.in_staff.show_home()
        self.work()

    def enter(self) -> None:
        """Through the PIN pad."""
        self.at("staff")
        self.work()
        for digit in PIN:
            self.driver.tap(f"pad.{digit}", settle=False)
        self.at("pad.ok")
        self.work()

    def _way_in(self) -> Iterator[str]:
        tap = self.at
        tap("staff")
        self.work()
        yield "staff-pin"
        self.driver.type("1357")
        yield "staff-pin-typed"
        tap("pad.ok")
        yield "staff-pin-checking"
        self.work()
        yield "staff-pin-wrong"
        self.staff.wait = 30
        self.driver.type("1357")
        tap("pad.ok")
        self.work()
        yield "staff-pin-wait"
        self.clock.advance(30)
        self.staff.wait = 0
        self.driver.advance(0.5)
        self.driver.type(PIN)
        tap("pad.ok")
        self.work()

    def _codes(self) -> Iterator[str]:
        for code, name in (("12345", "typing"), ("12345678", "marked"), ("87654321", "unknown")):
            self.driver.type(code)
            if len(code) == 8:
                self.at("pad.ok")
                self.work()
            else:
                yield f"staff-handed-over-{name}"
                for _ in code:
                    self.driver.hardware_key("backspace")
                continue
            yield f"staff-handed-over-{name}"

    def _moving(self) -> Iterator[str]:
        flow = self.in_staff
        flow.show_move()
        self.work()
        yield "staff-move"
        self.drives.there = [STICK]
        self.tick()
        yield "staff-move-found"
        self.drives.there = [STICK, SHARE]
        self.tick()
        yield "staff-move-which"
        flow.move(STICK)
        flow._progressed(2, 5, "Writing results")
        self.driver.advance(0.5)
        yield "staff-moving"
        flow.cancel()
        yield "staff-moving-stopping"
        self.work()
        yield "staff-moved"
        yield from self._moved_badly()

    def _moved_badly(self) -> Iterator[str]:
        for name in ("held", "pulled", "failed"):
            self.in_staff.show_move()
            self.work()
            self.drives.there = [STICK]
            self.drives.held = not_released("KINGSTON", "busy") if name == "held" else None
            if name != "held":
                self.staff.error = KioskError("The file could not be written; make room.")
            self.in_staff.move(STICK)
            if name == "pulled":
                self.drives.there = []
            self.work()
            yield f"staff-moved-{name}"
        self.drives.held = None

    def _site(self) -> Iterator[str]:
        self.drives.there = []
        self.in_staff.show_site()
        self.work()
        self.tick()
        yield "staff-site"
        self.at("site.take")
        yield "staff-site-why-card"
        self.at("back")
        self.at("site.code")
        yield "staff-request-code"
        self.in_staff.show_site()
        self.work()
        self.drives.there = [STICK]
        self.tick()
        yield "staff-site-stick"
        self.at("site.write")
        self.work()
        yield "staff-site-written"

    def _set_up(self) -> Iterator[str]:
        self.staff, self.drives.there = FakeStaff(enrolled=False), []
        self.window.open_staff()
        self.work()
        yield "setup"
        self.drives.there = [STICK]
        self.tick()
        yield "setup-stick"
        self.staff.error = KioskError("There is no pack of a site on the stick.")
        self.at("site.take")
        self.work()
        yield "setup-no-pack"
        self.at("site.take")
        self.work()
        yield "setup-compare"
        self.at("site.same")
        self.work()
        yield "setup-done"
        self.at("site.go_on")
        self.work()
        self.staff = FakeStaff()
        self.at("staff")
        self.work()
        self.driver.type("1357")
        self.staff.error = KioskError("The disk is full.")
        self.at("pad.ok")
        self.work()
        yield "staff-trouble"
