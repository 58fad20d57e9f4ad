"""The desk's window: it waits for a code at once, keys and store are loaded behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.flow import DeskFlow
from kiosk.desk.lists_flow import ListsFlow
from kiosk.desk.lock_flow import LockFlow
from kiosk.desk.search_flow import SearchFlow
from kiosk.desk.sync_flow import SyncFlow
from kiosk.devices.usb import sticks_of_this_machine
from kiosk.devices.worker import Worker
from kiosk.ui import runtime
from kiosk.ui.desk.sizes import SMALLEST
from kiosk.ui.runtime import AppWindow
from kiosk.wiring.desk_memory import WindowMemory
from kiosk.wiring.front import Front, remembered
from kiosk.wiring.late_desk import FOLDER, LateDesk
from kiosk.wiring.places import IN_FOLDER, Access
from kiosk.wiring.translators import translators

if TYPE_CHECKING:
    from kiosk.ui.desk.app import DeskApp

SIZE = (1366, 768)


def desk(data: Path, window: bool, access: Access = IN_FOLDER) -> None:
    """The consultant's app until its window is closed."""
    late = LateDesk(data, access)
    front = remembered(data / FOLDER)
    if front is None and not late.needs_passphrase():
        # what stands in the way is told before there is a window
        front = Front(late.parts.pack.site_name, late.parts.pack.practice_only)
    practice = front.practice if front is not None else False

    def build(worker: Worker) -> AppWindow:
        flow = whole_flow(late, data, worker, runtime.one_more_worker())
        shown = desk_window(flow, practice=practice)
        runtime.after_first_frame(flow.wake)
        runtime.settle_memory()
        return shown

    try:
        runtime.run(build, SIZE, full_screen=not window, title="Kiosk: desk", smallest=SMALLEST)
    finally:
        late.close()


def whole_flow(late: LateDesk, data: Path, worker: Worker, watcher: Worker) -> DeskFlow:
    """A flow with all that a desk has; ``watcher`` looks for sticks."""
    flow = DeskFlow(late, worker)
    flow.kept_until = late.kept_until
    memory = WindowMemory(data / FOLDER)
    flow.sync = SyncFlow(flow, late, sticks_of_this_machine(), memory, watcher, flow.load_latest)
    flow.search = SearchFlow(flow, late, flow.row, flow.forget)
    flow.lists = ListsFlow(flow, late, flow.row)
    flow.lock = LockFlow(flow, late)
    flow.lock.prepare()
    return flow


def desk_window(flow: DeskFlow, *, practice: bool) -> DeskApp:
    """A window for a flow."""
    from kiosk.ui.desk.app import DeskApp

    return DeskApp(translators(), flow, practice=practice)
