"""The tablet's window: its first screen at once, everything else loaded behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.backlight import backlight_of_this_machine
from kiosk.devices.worker import Worker
from kiosk.storage.marker import Marker
from kiosk.tablet.lobby import Lobby
from kiosk.ui import runtime
from kiosk.ui.runtime import AppWindow
from kiosk.wiring.front import Front, remember, remembered
from kiosk.wiring.translators import translators

if TYPE_CHECKING:  # loaded behind the first screen
    from kiosk.devices.printer import Printer
    from kiosk.handoff.sitepack import SitePack
    from kiosk.speech.speaker import Speaker
    from kiosk.tablet.flow import CitizenFlow
    from kiosk.tablet.staff import SetUp
    from kiosk.tablet.staff_flow import StaffFlow
    from kiosk.tablet.staff_work import TabletStaff
    from kiosk.ui.citizen.app import TabletWindow
    from kiosk.ui.citizen.scene import SiteFacts
    from kiosk.wiring.tablet import TabletParts

SIZE = (1280, 800)
FOLDER = "tablet"
TRUST = "trust.cbor"
"""Beside the tablet's keys once it believes a site; see ``handoff.site``, which is loaded later."""


def tablet(data: Path, window: bool, share: Path | None = None) -> None:
    """The citizen's app until its window is closed. ``share``: a folder results are moved by."""
    running = Running(data, share)
    front = remembered(data / FOLDER)
    set_up = front is not None or (data / FOLDER / TRUST).exists()
    if set_up and (front is None or Marker(data / FOLDER).is_up()):
        running.load()  # what stands in the way is told before there is a window

    def build(worker: Worker) -> AppWindow:
        if not set_up:
            return running.with_set_up(worker)
        if running.parts is not None or front is None:
            return running.with_flow(worker)
        return running.with_lobby(front, worker)

    try:
        runtime.run(build, SIZE, full_screen=not window, title="Kiosk: tablet")
    finally:
        running.close()


def tablet_window(pack: SitePack, flow: CitizenFlow, *, paced: bool) -> TabletWindow:
    """A window for a flow that is there; staff have no way in."""
    from kiosk.ui.citizen.app import TabletWindow, look_for_window

    look = look_for_window(SIZE, paced=paced)
    return TabletWindow(flow, translators(), _site(pack), look, _speaker)


class Running:
    """A tablet while its window is open: what is loaded of it, and what is made of that."""

    def __init__(self, data: Path, share: Path | None = None, *, paced: bool = True) -> None:
        """``paced``: see ``citizen.app.Look``."""
        self._data, self._share, self._paced = data, share, paced
        self._workers: tuple[Worker, Worker] | None = None
        self._window: TabletWindow | None = None
        self._staff: TabletStaff | None = None
        self._set_up: SetUp | None = None
        self.parts: TabletParts | None = None

    # -- the window ------------------------------------------------------------------------------

    def with_flow(self, worker: Worker) -> AppWindow:
        """All is loaded."""
        parts = self.load()
        aside = self._work_on(worker)
        flow = parts.flow(worker, aside)
        window = self._make_window(flow, _site(parts.pack))
        flow.wake()
        self._count_uptime(parts)
        runtime.settle_memory()
        return window

    def with_lobby(self, front: Front, worker: Worker) -> AppWindow:
        """Nothing is loaded yet: that is done behind the first screen."""
        lobby, window = self._lobby(front, worker)
        runtime.after_first_frame(lobby.wake)
        return window

    def with_set_up(self, worker: Worker) -> AppWindow:
        """No site knows this tablet: staff come first, and what they take is loaded after them."""
        lobby, window = self._lobby(Front("", practice=False), worker)

        def ended(_staff: StaffFlow) -> None:
            window.on_staff_end = self._staff_left
            lobby.wake()

        window.on_staff_end = ended
        window.open_staff()
        return window

    def _lobby(self, front: Front, worker: Worker) -> tuple[Lobby, TabletWindow]:
        from kiosk.ui.citizen.scene import SiteFacts

        aside = self._work_on(worker)

        def load() -> CitizenFlow:
            import kiosk.ui.citizen.onward  # noqa: F401  the other screens, before they are asked for

            return self.load().flow(worker, aside)

        lobby = Lobby(load, worker)
        window = self._make_window(lobby, SiteFacts(name=front.name, practice=front.practice))

        def enter(flow: CitizenFlow) -> None:
            parts = self.load()
            window.enter(flow, _site(parts.pack))
            self._count_uptime(parts)
            runtime.settle_memory()

        lobby.on_loaded = enter
        return lobby, window

    def _make_window(self, flow: CitizenFlow | Lobby, site: SiteFacts) -> TabletWindow:
        from kiosk.ui.citizen.app import TabletWindow, look_for_window

        look = look_for_window(SIZE, paced=self._paced)
        light = backlight_of_this_machine()
        self._window = TabletWindow(
            flow, translators(), site, look, _speaker, self._staff_flow, light
        )
        self._window.on_staff_end = self._staff_left
        self._look_for_printer(self._window)
        return self._window

    def _look_for_printer(self, window: TabletWindow) -> None:
        """Behind the first screen: whether there is one is only asked for at the code."""
        assert self._workers is not None
        aside = self._workers[1]

        def found(printer: Printer | None) -> None:
            if printer is not None:
                from kiosk.ui.citizen.printing import Printing

                window.printing = Printing(printer, aside)

        def look() -> None:
            from kiosk.devices.printer import printer_of_this_machine

            aside.submit(printer_of_this_machine, found, lambda _error: None)

        runtime.after_first_frame(look)

    def _work_on(self, worker: Worker) -> Worker:
        aside = runtime.one_more_worker()
        self._workers = worker, aside
        return aside

    def _count_uptime(self, parts: TabletParts) -> None:
        from kiosk.tablet.uptime import UptimeCounter

        assert self._window is not None
        assert self._workers is not None
        counter = UptimeCounter(parts.store, parts.clock, self._workers[0])
        self._window.on_tick, self._window.on_close = counter.tick, counter.write

    # -- staff -----------------------------------------------------------------------------------

    def _staff_flow(self) -> StaffFlow:
        """Asked for by whoever taps the way in, or by a tablet that is not set up."""
        from kiosk.devices.clock import SystemClock
        from kiosk.devices.usb import drives_of_this_machine
        from kiosk.tablet.staff_flow import StaffFlow

        assert self._workers is not None
        worker, aside = self._workers
        known = self.parts is not None or remembered(self._data / FOLDER) is not None
        return StaffFlow(
            self._known_staff if known else None,
            self._known_staff if known else self._new_tablet,
            SystemClock(),
            worker,
            drives_of_this_machine(self._share),
            aside,
        )

    def _known_staff(self) -> TabletStaff:
        if self._staff is None:
            self._staff = self.load().staff()
        return self._staff

    def _new_tablet(self) -> SetUp:
        if self._set_up is None:
            from kiosk.wiring.enrolling import new_tablet

            self._set_up = new_tablet(self._data)
        return self._set_up

    def _staff_left(self, _staff: StaffFlow) -> None:
        """A pack that was taken holds from the next visit on."""
        staff, parts = self._staff, self.parts
        if staff is None or parts is None or staff.pack is parts.pack:
            return
        assert self._window is not None
        assert self._workers is not None
        self.parts = parts = parts.renewed(staff.pack)
        self._remember(parts)
        self._window.enter(parts.flow(*self._workers), _site(parts.pack))

    # -- what is loaded --------------------------------------------------------------------------

    def load(self) -> TabletParts:
        """The tablet's parts, loaded once.

        Raises:
            KioskError: what stands in the way.
        """
        if self.parts is None:
            from kiosk.wiring.tablet import parts

            self.parts = parts(self._data)
            self.parts.started()
            self._remember(self.parts)
        return self.parts

    def _remember(self, parts: TabletParts) -> None:
        front = Front(parts.pack.site_name, parts.pack.practice_only)
        remember(self._data / FOLDER, front)

    def close(self) -> None:
        """Close what was opened."""
        if self.parts is not None:
            self.parts.log.stopped()
            self.parts.close()


def _speaker() -> Speaker:
    """Loaded when somebody first wants to listen; on a thread that no step has to wait for."""
    from kiosk.wiring.speech import speaker

    return speaker(runtime.one_more_worker())


def _site(pack: SitePack) -> SiteFacts:
    from kiosk.ui.citizen.scene import SiteFacts

    return SiteFacts(pack.site_name, pack.controller, pack.privacy_notice, pack.practice_only)
