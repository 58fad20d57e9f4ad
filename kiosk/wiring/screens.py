"""Opens windows: the only wiring that brings Kivy in, and only when it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk import resources
from kiosk.desk.profile import RESULT_KEYS, result_json, service_profiles
from kiosk.devices.worker import ThreadWorker
from kiosk.domain.record import Record, VisitResult
from kiosk.handoff.record import as_sent
from kiosk.i18n import Translator, by_code
from kiosk.wiring import tablet as tablet_parts

WIDTH, HEIGHT = 1280, 800
DESK_WIDTH, DESK_HEIGHT = 1366, 768


def translators() -> Callable[[str], Translator]:
    """A translator for each language, made once."""
    made: dict[str, Translator] = {}

    def translator(code: str) -> Translator:
        if code not in made:
            made[code] = Translator(by_code(code), resources.locales())
        return made[code]

    return translator


def tablet(data: Path, window: bool) -> None:
    """The citizen's app until its window is closed."""
    parts = tablet_parts.parts(data)
    try:
        _open(parts, window)
    finally:
        parts.store.close()


def _open(parts: tablet_parts.TabletParts, window: bool) -> None:
    from kiosk.ui import environment

    environment.prepare(WIDTH, HEIGHT, offscreen=False, maxfps=15)
    environment.show_as(full_screen=not window, title="Kiosk: tablet")
    from kivy.base import runTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window

    worker = ThreadWorker(lambda call: Clock.schedule_once(lambda _dt: call()))
    flow = parts.flow(worker)
    tablet_window = _tablet_window(parts, flow, Window)
    flow.wake()
    try:
        runTouchApp(tablet_window.surface)
    finally:
        tablet_window.close()
        worker.close()


def _tablet_window(parts: tablet_parts.TabletParts, flow: Any, window: Any, paced: bool = True) -> Any:
    from kiosk.ui.citizen.app import Look, TabletWindow
    from kiosk.ui.citizen.scene import SiteFacts
    from kiosk.ui.theme import DESIGN_PX_PER_MM

    pack = parts.pack
    # A 10.1 inch screen, whatever its pixels: what it measures is not to be had from the system.
    long, short = max(window.size), min(window.size)
    scale = min(long / WIDTH, short / HEIGHT)
    site = SiteFacts(pack.site_name, pack.controller, pack.privacy_notice, pack.practice_only)
    return TabletWindow(
        flow, translators(), site, Look(px_per_mm=DESIGN_PX_PER_MM * scale, paced=paced)
    )


def play_tablet(data: Path, out: Path, say: Callable[[str], object]) -> dict[str, Any]:
    """The scripted citizen on the tablet; what it recorded, as the desk's JSON has it."""
    from kiosk.ui import environment

    environment.prepare(WIDTH, HEIGHT, offscreen=True, maxfps=0)
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.ui.driver import Driver
    from kiosk.ui.play import Album, ScriptedCitizen

    parts = tablet_parts.parts(data)
    worker = ThreadWorker(lambda call: Clock.schedule_once(lambda _dt: call()))
    driver = Driver(WIDTH, HEIGHT)
    flow = parts.flow(worker)
    window = _tablet_window(parts, flow, Window, paced=False)
    try:
        driver.show(window.surface)
        flow.wake()
        citizen = ScriptedCitizen(driver, flow, Album(out, driver), say)
        citizen.settle()
        recorded = citizen.play()
        driver.grab().save(out / "result.png")
        (out / "result.txt").write_text(citizen.code + "\n", "utf-8")
        citizen.leave()
    finally:
        window.close()
        worker.close()
        parts.store.close()
    return _recorded_json(recorded, parts)


def _recorded_json(recorded: VisitResult, parts: tablet_parts.TabletParts) -> dict[str, Any]:
    record = as_sent(Record(parts.own.number, 0, 1, bytes(8), bytes(4), 1, recorded))
    profiles = service_profiles(record, parts.assessments)
    return result_json(record, profiles, translators()("en").say)


def comparable(opened: dict[str, Any]) -> dict[str, Any]:
    """What the desk read, without how it came and which number it has."""
    return {key: opened[key] for key in RESULT_KEYS}
