"""Hands parts to windows; Kivy comes in only when one is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk import resources
from kiosk.desk.flow import DeskFlow
from kiosk.desk.profile import RESULT_KEYS, Profile, result_json, service_profiles
from kiosk.devices.worker import Worker
from kiosk.domain.record import Record, VisitResult
from kiosk.handoff.record import as_sent
from kiosk.handoff.sitepack import SitePack
from kiosk.i18n import Translator, by_code
from kiosk.tablet.flow import CitizenFlow
from kiosk.ui import runtime
from kiosk.ui.runtime import AppWindow
from kiosk.wiring import desk as desk_parts
from kiosk.wiring import tablet as tablet_parts

TABLET_SIZE = (1280, 800)
DESK_SIZE = (1366, 768)


def translators() -> Callable[[str], Translator]:
    """A translator for each language, made once."""
    made: dict[str, Translator] = {}

    def translator(code: str) -> Translator:
        if code not in made:
            made[code] = Translator(by_code(code), resources.locales())
        return made[code]

    return translator


# -- tablet ---------------------------------------------------------------------------------------


def tablet(data: Path, window: bool) -> None:
    """The citizen's app until its window is closed."""
    parts = tablet_parts.parts(data)

    def build(worker: Worker) -> AppWindow:
        flow = parts.flow(worker)
        shown = _tablet_window(parts.pack, flow, paced=True)
        flow.wake()
        return shown

    try:
        runtime.run(build, TABLET_SIZE, full_screen=not window, title="Kiosk: tablet")
    finally:
        parts.store.close()


def _tablet_window(pack: SitePack, flow: CitizenFlow, paced: bool) -> AppWindow:
    from kiosk.ui.citizen.app import TabletWindow, look_for_window
    from kiosk.ui.citizen.scene import SiteFacts

    site = SiteFacts(pack.site_name, pack.controller, pack.privacy_notice, pack.practice_only)
    return TabletWindow(flow, translators(), site, look_for_window(TABLET_SIZE, paced=paced))


def play_tablet(data: Path, out: Path, say: Callable[[str], object]) -> dict[str, Any]:
    """The scripted citizen on the tablet; what it recorded, as the desk's JSON has it."""
    parts = tablet_parts.parts(data)
    flows: list[CitizenFlow] = []

    def build(worker: Worker) -> AppWindow:
        flows.append(parts.flow(worker))
        return _tablet_window(parts.pack, flows[0], paced=False)

    try:
        with runtime.off_screen(build, TABLET_SIZE) as (driver, _window):
            from kiosk.ui.play import Album, ScriptedCitizen

            citizen = ScriptedCitizen(driver, flows[0], Album(out, driver), say)
            recorded = citizen.play()
            driver.grab().save(out / "result.png")
            (out / "result.txt").write_text(citizen.code + "\n", "utf-8")
            citizen.leave()
    finally:
        parts.store.close()
    return _recorded_json(recorded, parts)


def _recorded_json(recorded: VisitResult, parts: tablet_parts.TabletParts) -> dict[str, Any]:
    record = as_sent(Record(parts.own.number, 0, 1, bytes(8), bytes(4), 1, recorded))
    profiles = service_profiles(record, parts.assessments)
    return result_json(record, profiles, translators()("en").say)


def comparable(opened: dict[str, Any]) -> dict[str, Any]:
    """What the desk read, without how it came and which number it has."""
    return {key: opened[key] for key in RESULT_KEYS}


# -- desk -----------------------------------------------------------------------------------------


def desk(data: Path, window: bool) -> None:
    """The consultant's app until its window is closed."""
    parts = desk_parts.parts(data)

    def build(worker: Worker) -> AppWindow:
        flow = DeskFlow(parts.reception, worker)
        shown = _desk_window(parts.pack, flow)
        flow.wake()
        return shown

    try:
        runtime.run(build, DESK_SIZE, full_screen=not window, title="Kiosk: desk")
    finally:
        parts.store.close()


def _desk_window(pack: SitePack, flow: DeskFlow) -> AppWindow:
    from kiosk.ui.desk.app import DeskApp

    return DeskApp(translators(), flow, practice=pack.practice_only)


def shoot_desk(data: Path, picture: Path, png: Path) -> Profile:
    """Open a picture of a code in the desk's window, off screen, and keep a picture of the window.

    Raises:
        KioskError: why the picture was refused.
    """
    parts = desk_parts.parts(data)
    flows: list[DeskFlow] = []

    def build(worker: Worker) -> AppWindow:
        flows.append(DeskFlow(parts.reception, worker))
        return _desk_window(parts.pack, flows[0])

    try:
        with runtime.off_screen(build, DESK_SIZE) as (driver, _window):
            from kiosk.ui.play import shown_profile, wait

            flow = flows[0]
            flow.open_picture(picture)
            wait(driver, lambda: flow.work is not None)
            driver.grab().save(png)
            return shown_profile(flow.screen)
    finally:
        parts.store.close()
