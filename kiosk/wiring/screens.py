"""Both windows without a display: a scripted citizen at one, a picture opened in the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.desk.flow import DeskFlow
from kiosk.desk.profile import RESULT_KEYS, Profile, result_json, service_profiles
from kiosk.devices.worker import Worker
from kiosk.domain.record import Record, VisitResult
from kiosk.handoff.record import as_sent
from kiosk.tablet.flow import CitizenFlow
from kiosk.ui import runtime
from kiosk.ui.runtime import AppWindow
from kiosk.wiring import desk as desk_parts
from kiosk.wiring import desk_screen, tablet_screen
from kiosk.wiring import tablet as tablet_parts
from kiosk.wiring.translators import translators


def play_tablet(data: Path, out: Path, say: Callable[[str], object]) -> dict[str, Any]:
    """The scripted citizen on the tablet; what it recorded, as the desk's JSON has it."""
    parts = tablet_parts.parts(data)
    flows: list[CitizenFlow] = []

    def build(worker: Worker) -> AppWindow:
        flows.append(parts.flow(worker))
        return tablet_screen.tablet_window(parts.pack, flows[0], paced=False)

    try:
        with runtime.off_screen(build, tablet_screen.SIZE) as (driver, _window):
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


def shoot_desk(data: Path, picture: Path, png: Path) -> Profile:
    """Open a picture of a code in the desk's window, off screen, and keep a picture of the window.

    Raises:
        KioskError: why the picture was refused.
    """
    parts = desk_parts.parts(data)
    flows: list[DeskFlow] = []

    def build(worker: Worker) -> AppWindow:
        flows.append(DeskFlow(parts.reception, worker))
        return desk_screen.desk_window(flows[0], practice=parts.pack.practice_only)

    try:
        with runtime.off_screen(build, desk_screen.SIZE) as (driver, _window):
            from kiosk.ui.play import shown_profile, wait

            flow = flows[0]
            flow.open_picture(picture)
            wait(driver, lambda: flow.work is not None)
            driver.grab().save(png)
            return shown_profile(flow.screen)
    finally:
        parts.store.close()
