"""The tablet's window: its first screen at once, everything else loaded behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.worker import Worker
from kiosk.storage.marker import Marker
from kiosk.tablet.lobby import Lobby
from kiosk.ui import runtime
from kiosk.ui.runtime import AppWindow
from kiosk.wiring.front import Front, remember, remembered
from kiosk.wiring.translators import translators

if TYPE_CHECKING:  # loaded behind the first screen
    from kiosk.handoff.sitepack import SitePack
    from kiosk.speech.speaker import Speaker
    from kiosk.tablet.flow import CitizenFlow
    from kiosk.ui.citizen.app import TabletWindow
    from kiosk.ui.citizen.scene import SiteFacts
    from kiosk.wiring.tablet import TabletParts

SIZE = (1280, 800)
FOLDER = "tablet"


def tablet(data: Path, window: bool) -> None:
    """The citizen's app until its window is closed."""
    loaded: list[TabletParts] = []
    folder = data / FOLDER
    front = remembered(folder)
    if front is None or Marker(folder).is_up():
        loaded.append(_load(data))  # what stands in the way is told before there is a window

    def build(worker: Worker) -> AppWindow:
        if loaded or front is None:
            return _with_flow(loaded[0], worker)
        return _with_lobby(data, front, worker, loaded)

    try:
        runtime.run(build, SIZE, full_screen=not window, title="Kiosk: tablet")
    finally:
        for parts in loaded:
            parts.store.close()


def tablet_window(pack: SitePack, flow: CitizenFlow, *, paced: bool) -> TabletWindow:
    """A window for a flow that is there."""
    from kiosk.ui.citizen.app import TabletWindow, look_for_window

    look = look_for_window(SIZE, paced=paced)
    return TabletWindow(flow, translators(), _site(pack), look, _speaker)


def _speaker() -> Speaker:
    """Loaded when somebody first wants to listen; on a thread that no step has to wait for."""
    from kiosk.wiring.speech import speaker

    return speaker(runtime.one_more_worker())


def _load(data: Path) -> TabletParts:
    from kiosk.wiring.tablet import parts

    loaded = parts(data)
    remember(data / FOLDER, Front(loaded.pack.site_name, loaded.pack.practice_only))
    return loaded


def _with_flow(parts: TabletParts, worker: Worker) -> AppWindow:
    flow = parts.flow(worker, runtime.one_more_worker())
    shown = tablet_window(parts.pack, flow, paced=True)
    flow.wake()
    runtime.settle_memory()
    return shown


def _with_lobby(data: Path, front: Front, worker: Worker, loaded: list[TabletParts]) -> AppWindow:
    from kiosk.ui.citizen.app import TabletWindow, look_for_window
    from kiosk.ui.citizen.scene import SiteFacts

    aside = runtime.one_more_worker()

    def load() -> CitizenFlow:
        import kiosk.ui.citizen.onward  # noqa: F401  the other screens, before they are asked for

        loaded.append(_load(data))
        return loaded[-1].flow(worker, aside)

    def enter(flow: CitizenFlow) -> None:
        window.enter(flow, _site(loaded[-1].pack))
        runtime.settle_memory()

    lobby = Lobby(load, worker)
    site = SiteFacts(name=front.name, practice=front.practice)
    look = look_for_window(SIZE, paced=True)
    window = TabletWindow(lobby, translators(), site, look, _speaker)
    lobby.on_loaded = enter
    runtime.after_first_frame(lobby.wake)
    return window


def _site(pack: SitePack) -> SiteFacts:
    from kiosk.ui.citizen.scene import SiteFacts

    return SiteFacts(pack.site_name, pack.controller, pack.privacy_notice, pack.practice_only)
