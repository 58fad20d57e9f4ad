"""The desk's window: it waits for a code at once, keys and store are loaded behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.enrol_flow import EnrolFlow
from kiosk.desk.flow import DeskFlow
from kiosk.desk.lists_flow import ListsFlow
from kiosk.desk.lock_flow import LockFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.screens import Scan
from kiosk.desk.search_flow import SearchFlow
from kiosk.desk.sync_flow import SyncFlow
from kiosk.devices.usb import drives_of_this_machine
from kiosk.devices.worker import Worker
from kiosk.ui import runtime
from kiosk.ui.desk.sizes import SMALLEST
from kiosk.ui.runtime import AppWindow
from kiosk.wiring.desk_founding import let_found
from kiosk.wiring.desk_memory import WindowMemory
from kiosk.wiring.desk_site import hold_site
from kiosk.wiring.front import Front, remembered
from kiosk.wiring.late_desk import FOLDER, LateDesk
from kiosk.wiring.new_desk import NewDeskKeys, is_enrolled
from kiosk.wiring.places import IN_FOLDER, Access
from kiosk.wiring.translators import translators
from kiosk.wiring.weekly import check_weekly

if TYPE_CHECKING:
    from kiosk.ui.desk.app import DeskApp

SIZE = (1366, 768)


def desk(
    data: Path,
    window: bool,
    access: Access = IN_FOLDER,
    site: Path | None = None,
    scanner: Path | None = None,
) -> None:
    """The consultant's app until its window is closed; ``site`` may hold a site's root key,
    ``scanner`` is the line of a hand scanner in USB serial mode.

    A desk that no site knows yet starts with its set-up.
    """
    late = LateDesk(data, access)
    front = remembered(data / FOLDER)
    if front is None and is_enrolled(data) and not (late.needs_passphrase() or late.needs_key()):
        # what stands in the way is told before there is a window
        front = Front(late.parts.pack.site_name, late.parts.pack.practice_only)
    practice = front.practice if front is not None else False

    def build(worker: Worker) -> AppWindow:
        flow = whole_flow(late, data, worker, runtime.one_more_worker(), site)
        shown = desk_window(flow, practice=practice)
        if flow.enrol is not None:
            begin_after_set_up(flow, shown, late)
        check_weekly(late, runtime.one_more_worker(), flow.refuse)
        runtime.after_first_frame(flow.wake)
        if scanner is not None:
            listen_to(scanner, flow)
        runtime.settle_memory()
        return shown

    try:
        runtime.run(build, SIZE, full_screen=not window, title="Kiosk: desk", smallest=SMALLEST)
    finally:
        late.close()


def listen_to(line: Path, flow: DeskFlow) -> None:
    """Take what a scanner sends over a line of its own, on any screen."""
    from kiosk.devices.clock import SystemClock
    from kiosk.devices.serial_scanner import EVERY, SerialScanner

    runtime.every(EVERY, SerialScanner(line, SystemClock(), flow.scanned).look)


def whole_flow(
    late: LateDesk, data: Path, worker: Worker, watcher: Worker, site: Path | None = None
) -> DeskFlow:
    """A flow with all that a desk has; ``watcher`` looks for sticks."""
    flow = DeskFlow(late, worker)
    usb, memory = drives_of_this_machine(), WindowMemory(data / FOLDER)
    sync = flow.sync = SyncFlow(flow, late, usb, memory, watcher, flow.load_latest)
    places = Places(lambda: sync.sticks, usb)
    flow.kept_until = late.kept_until
    flow.on_fault = lambda name: worker.submit(lambda: late.note_fault(name), _told, _told)
    flow.search = SearchFlow(flow, late, flow.row, flow.forget)
    flow.lists = ListsFlow(flow, late, flow.row)
    flow.lock = LockFlow(flow, late)
    if site is not None:
        hold_site(flow, late, places, site, data)
        if flow.site is not None:
            sync.on_sticks = flow.site.sticks_changed
    if is_enrolled(data):
        flow.lock.prepare()
    else:
        enrol = flow.enrol = EnrolFlow(flow, NewDeskKeys(data), places)
        sync.on_sticks = enrol.sticks_changed
        if site is not None:
            let_found(flow, late, places, site, data)
        enrol.prepare()
    return flow


def _told(_what: object) -> None:
    """What cannot be noted either is in the program's own log."""


def begin_after_set_up(flow: DeskFlow, shown: DeskApp, late: LateDesk) -> None:
    """Once the desk belongs to a site, the same window goes on with it."""
    assert flow.enrol is not None, "a desk that is set up needs no set-up"

    def begin() -> None:
        flow.enrol = None
        flow.worker.submit(late.is_practice, ready, flow.refuse)

    def ready(practice: bool) -> None:
        shown.surface.practice = practice
        flow.screen = Scan()
        if flow.lock is not None:
            flow.lock.prepare()
        flow.on_change()
        flow.wake()

    flow.enrol.enrolled = begin


def desk_window(flow: DeskFlow, *, practice: bool) -> DeskApp:
    """A window for a flow."""
    from kiosk.ui.desk.app import DeskApp

    return DeskApp(translators(), flow, practice=practice)
