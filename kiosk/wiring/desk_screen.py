"""The desk's window: it waits for a code at once, keys and store are loaded behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.flow import DeskFlow
from kiosk.devices.worker import Worker
from kiosk.storage.desk import StoredResult, Way
from kiosk.ui import runtime
from kiosk.ui.desk.sizes import SMALLEST
from kiosk.ui.runtime import AppWindow
from kiosk.wiring.front import Front, remember, remembered
from kiosk.wiring.places import IN_FOLDER, Access
from kiosk.wiring.translators import translators

if TYPE_CHECKING:  # loaded behind the first screen
    from kiosk.desk.profile import Profile
    from kiosk.ui.desk.app import DeskApp
    from kiosk.wiring.desk import DeskParts

SIZE = (1366, 768)
FOLDER = "desk"


class LateDesk:
    """A desk that is opened when it is first asked, which is on the worker."""

    def __init__(self, data: Path, access: Access = IN_FOLDER) -> None:
        self._data = data
        self._access = access
        self._parts: DeskParts | None = None

    @property
    def parts(self) -> DeskParts:
        """Everything of the desk but its window.

        Raises:
            KioskError: why it cannot be opened.
        """
        if self._parts is None:
            from kiosk.wiring.desk import parts

            opened = parts(self._data, access=self._access)
            remember(self._data / FOLDER, Front(opened.pack.site_name, opened.pack.practice_only))
            self._parts = opened
        return self._parts

    def receive(self, text: str, way: Way) -> Profile:
        """Open a text, keep it once, say what it tells."""
        return self.parts.reception.receive(text, way)

    def recall(self, kept: StoredResult) -> Profile:
        """A result out of the store."""
        return self.parts.reception.recall(kept)

    def latest(self, limit: int = 20) -> tuple[StoredResult, ...]:
        """The results that came last; asked for behind the first screen."""
        import kiosk.ui.desk.result  # noqa: F401  the next screen, before somebody asks for it

        return self.parts.reception.latest(limit)

    def close(self) -> None:
        """Close what was opened."""
        if self._parts is not None:
            self._parts.store.close()


def desk(data: Path, window: bool, access: Access = IN_FOLDER) -> None:
    """The consultant's app until its window is closed."""
    late = LateDesk(data, access)
    front = remembered(data / FOLDER)
    if front is None:  # what stands in the way is told before there is a window
        front = Front(late.parts.pack.site_name, late.parts.pack.practice_only)
    practice = front.practice

    def build(worker: Worker) -> AppWindow:
        flow = DeskFlow(late, worker)
        shown = desk_window(flow, practice=practice)
        runtime.after_first_frame(flow.wake)
        runtime.settle_memory()
        return shown

    try:
        runtime.run(build, SIZE, full_screen=not window, title="Kiosk: desk", smallest=SMALLEST)
    finally:
        late.close()


def desk_window(flow: DeskFlow, *, practice: bool) -> DeskApp:
    """A window for a flow."""
    from kiosk.ui.desk.app import DeskApp

    return DeskApp(translators(), flow, practice=practice)
