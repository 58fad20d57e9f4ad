"""The eMentor's and staff's way on the tablet, without a screen.

It opens no visit and reads no result. It ends by *Log off*, or by itself when nobody touches it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kiosk.devices.clock import Clock
from kiosk.devices.usb import Drive, DriveWatch, UsbDrive
from kiosk.devices.worker import Worker
from kiosk.domain.errors import KioskError
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
    StaffScreen,
    StaffTrouble,
    StateList,
)
from kiosk.tablet.stick import Stick

if TYPE_CHECKING:  # the way in is there before these are loaded
    from kiosk.tablet.staff import SetUp, Staff

T = TypeVar("T")

STAFF_END = 60.0
"""Seconds without a touch before staff mode ends by itself."""
STAFF_WARNING = 38.0
"""Seconds before the warning: more than the 20 s ahead that WCAG 2.2.1 asks for."""


class StaffFlow:
    """Decides which screen of the staff comes next; ``on_change`` is told when there is one.

    ``staff`` and ``set_up`` are asked on the worker, where they may still have to be loaded.
    Without ``staff`` the tablet is not set up: there is no PIN to ask for, and nowhere to end to.
    ``aside`` looks for sticks.
    """

    def __init__(
        self,
        staff: Callable[[], Staff] | None,
        set_up: Callable[[], SetUp],
        clock: Clock,
        worker: Worker,
        usb: UsbDrive,
        aside: Worker | None = None,
    ) -> None:
        self._made, self._set_up = staff, set_up
        self._clock, self._worker, self._stick = clock, worker, Stick(usb)
        self.enrolled = staff is not None
        self.screen: StaffScreen | None = None
        """None until it is loaded: what was shown before stays."""
        self.progress = Progress()
        """How far a sync is; changed by the worker while it runs."""
        self.warning = False
        """The idle warning stands over the screen."""
        self.busy = False
        self.ended = False
        self.ready = False
        """A tablet that was not set up has its pack now."""
        self.on_change: Callable[[], object] = lambda: None
        self.on_end: Callable[[], object] = lambda: None
        self._touched = clock.monotonic()
        self._wait_until = 0.0
        self._inside = False
        self._cancelled = False
        self._watch = DriveWatch(usb, aside or worker, self._plugged)

    # -- the way in ----------------------------------------------------------------------------

    def wake(self) -> None:
        """Once, at the start."""
        if self.enrolled:
            self._run(self._way_in, self._came)
        else:
            self._inside = True
            self.show_site()

    def _way_in(self) -> tuple[PinPad, int]:
        staff = self._staff()
        return PinPad(practice_pin=staff.practice_pin()), staff.pin_wait()

    def _came(self, way: tuple[PinPad, int]) -> None:
        pad, wait = way
        self._wait_until = self._clock.monotonic() + wait
        self._show(pad)

    @property
    def pin_wait(self) -> int:
        """Whole seconds until a PIN may be tried."""
        return max(0, -int(-(self._wait_until - self._clock.monotonic()) // 1))

    def try_pin(self, pin: str) -> None:
        """*OK* on the pad."""
        pad = self.screen
        if not isinstance(pad, PinPad) or self.busy or self.pin_wait:
            return
        self._show(replace(pad, said=PinSaid.CHECKING))

        def check() -> tuple[bool, int]:
            staff = self._staff()
            return staff.pin_fits(pin), staff.pin_wait()

        def checked(result: tuple[bool, int]) -> None:
            fits, wait = result
            if fits:
                self._inside = True
                self.show_home()
            else:
                self._wait_until = self._clock.monotonic() + wait
                self._show(replace(pad, said=PinSaid.WRONG))

        self._run(check, checked)

    # -- going about ----------------------------------------------------------------------------

    def show_home(self) -> None:
        """What staff can do."""
        self._look(lambda: self._staff().state(), lambda state: self._show(Home(state)))

    def show_state(self) -> None:
        """Is the tablet well?"""
        self._look(lambda: self._staff().state(), lambda state: self._show(StateList(state)))

    def show_site(self) -> None:
        """Request and pack."""
        self._look(
            lambda: self._set_up().site(),
            lambda state: self._show(SiteScreen(state, self._watch.drives)),
        )

    def show_request(self) -> None:
        """The request as a code."""
        if isinstance(self.screen, SiteScreen):
            self._show(RequestCode(self.screen.state))

    def show_hand_over(self) -> None:
        """Type a receipt code."""
        if self._inside:
            self._show(HandOver())

    def hand_over(self, code: str) -> None:
        """The eight digits that the desk shows."""

        def marked(known: bool) -> None:
            self._show(HandOver(HandedOver.MARKED if known else HandedOver.UNKNOWN))

        self._look(lambda: self._staff().hand_over(code), marked)

    def log_off(self) -> None:
        """*Log off*: back to the citizen's first screen."""
        if not self.busy:
            self._end()

    # -- moving results --------------------------------------------------------------------------

    def show_move(self) -> None:
        """Wait for a stick."""
        self._look(
            lambda: self._staff().state(),
            lambda state: self._show(Move(self._watch.drives, state.waiting)),
        )

    def move(self, drive: Drive) -> None:
        """Move results to and from a drive, then let it go."""
        if self.busy or not isinstance(self.screen, Move):
            return
        self.progress, self._cancelled = Progress(), False
        self._show(Moving(drive))
        self._run(lambda: self._moved(drive), self._show)

    def cancel(self) -> None:
        """Stop at the next step; what was written until then is whole."""
        if isinstance(self.screen, Moving):
            self._cancelled = True
            self._show(replace(self.screen, stopping=True))

    def release_again(self) -> None:
        """Try once more to let the stick go."""
        screen = self.screen
        if not isinstance(screen, Moved) or screen.safe or self.busy:
            return

        def release() -> Moved:
            held = self._stick.let_go(screen.drive)
            return replace(screen, safe=held is None, held=held)

        self._run(release, self._show)

    def _moved(self, drive: Drive) -> Moved:
        return self._stick.moved(
            drive,
            lambda: self._staff().sync(drive.folder, self._progressed, lambda: self._cancelled),
        )

    def _progressed(self, done: int, total: int, what: str) -> None:
        self.progress = Progress(done, total, what)

    # -- the site --------------------------------------------------------------------------------

    def write_request(self, drive: Drive) -> None:
        """This tablet's request, to the stick."""

        def write(site: SetUp) -> SiteSaid:
            site.write_request(drive.folder)
            return SiteSaid.WRITTEN

        self._at_stick(drive, write)

    def take_pack(self, drive: Drive) -> None:
        """The pack, from the stick; on a tablet that is not set up digits are compared first."""

        def take(site: SetUp) -> SiteSaid | Compare:
            first = site.take_pack(drive.folder)
            return SiteSaid.TAKEN if first is None else Compare(drive, first)

        self._at_stick(drive, take)

    def believe(self) -> None:
        """The digits are the same on both screens: from now on this is the tablet's site."""
        screen = self.screen
        if not isinstance(screen, Compare) or self.busy:
            return

        def work() -> SiteScreen:
            site = self._set_up()
            site.believe()
            return SiteScreen(site.site(), self._watch.drives, SiteSaid.TAKEN)

        self._run(work, self._at_site)

    def go_on(self) -> None:
        """From the set-up that is done to the citizen's first screen."""
        if self.ready:
            self._end()

    def _at_stick(self, drive: Drive, job: Callable[[SetUp], SiteSaid | Compare]) -> None:
        screen = self.screen
        if not isinstance(screen, SiteScreen) or self.busy:
            return

        def work() -> SiteScreen | Compare:
            site = self._set_up()
            try:
                said = job(site)
            except KioskError as error:
                return replace(screen, said=SiteSaid.NOTHING, released=False, error=error)
            released = self._stick.is_there(drive) and self._stick.let_go(drive) is None
            if isinstance(said, Compare):
                return said
            return SiteScreen(site.site(), self._watch.drives, said, released)

        self._run(work, self._at_site)

    def _at_site(self, after: SiteScreen | Compare) -> None:
        if isinstance(after, SiteScreen):
            self.ready = self.ready or (not self.enrolled and after.said is SiteSaid.TAKEN)
            after = replace(after, drives=self._watch.drives)
        self._show(after)

    # -- time ------------------------------------------------------------------------------------

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = self._clock.monotonic()
        if self.warning:
            self.warning = False
            self.on_change()

    @property
    def seconds_left(self) -> int | None:
        """Until staff mode ends by itself; None where it does not."""
        if not self.enrolled:
            return None
        return max(0, round(STAFF_END - (self._clock.monotonic() - self._touched)))

    def tick(self) -> None:
        """Called about once a second."""
        if self._inside and not self.busy:
            self._watch.look()
        if self.busy:
            self._touched = self._clock.monotonic()  # work is not idleness
        elif (left := self.seconds_left) is None:
            return
        elif left <= 0:
            self._end()
        elif left <= STAFF_END - STAFF_WARNING and not self.warning:
            self.warning = True
            self.on_change()

    def _staff(self) -> Staff:
        assert self._made is not None, "not set up"
        return self._made()

    # -- work ------------------------------------------------------------------------------------

    def _plugged(self) -> None:
        if isinstance(self.screen, Move | SiteScreen) and not self.busy:
            self._show(replace(self.screen, drives=self._watch.drives))

    def _look(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """A job of somebody who is inside."""
        if self._inside and not self.busy:
            self._run(job, done)

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self.busy = True

        def finished(value: T) -> None:
            self.busy = False
            if not self.ended:
                self._touched = self._clock.monotonic()
                done(value)
                if self._inside:
                    self._watch.look()  # what was let go of is not there any more

        def failed(error: KioskError) -> None:
            self.busy = False
            if not self.ended:
                self._show(StaffTrouble(error, self._inside))

        self._worker.submit(job, finished, failed)

    def _show(self, screen: StaffScreen) -> None:
        self.screen = screen
        self.on_change()

    def _end(self) -> None:
        self.ended, self._inside, self.warning = True, False, False
        self.on_end()
