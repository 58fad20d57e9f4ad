"""The site's holder in the desk's window: what is signed there stands in the desk's log."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.flow import DeskFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import Act, Signed
from kiosk.devices.clock import SystemClock
from kiosk.wiring.late_desk import LateDesk

if TYPE_CHECKING:  # loaded when the site is first looked at
    from kiosk.desk.siting import Siting
    from kiosk.handoff.sitepack import SitePack

ROOT = "root.key"


def hold_site(flow: DeskFlow, late: LateDesk, places: Places, folder: Path, data: Path) -> None:
    """Give the window the site whose root key is in the folder, if it is."""
    if not (folder / ROOT).exists():
        return

    def today() -> date:
        return SystemClock().today()

    def siting() -> Siting:
        return siting_in(folder, data)

    def knows(pack: SitePack) -> bool:
        return late.parts.reception.knows_the_tests_of(pack)

    def noted(signed: Signed) -> None:
        note(late, signed)
        late.close()  # the desk here took the new pack: it holds from now on

    flow.site = SiteFlow(flow, siting, places, today, noted, knows)


def siting_in(folder: Path, data: Path) -> Siting:
    """The site in a folder, as this machine's desk holds it."""
    from kiosk.desk.siting import Siting
    from kiosk.wiring import program

    return Siting(folder, data, SystemClock().today, program.versions)


def note(late: LateDesk, signed: Signed) -> None:
    """Into the desk's log."""
    from kiosk.domain.events import Event

    log = late.parts.log
    match signed.act:
        case Act.APPROVE:
            log.note(Event.DEVICE_APPROVED, device=signed.device, number=signed.number)
        case Act.REVOKE:
            log.note(Event.DEVICE_REVOKED, device=signed.device, number=signed.number)
        case Act.ROTATE:
            log.note(Event.KEY_ROTATED, version=signed.version)
        case Act.RESTORE:
            log.note(Event.PACK_TAKEN, version=signed.version)
        case _:  # renewed, or with a new staff PIN
            log.note(Event.PACK_SIGNED, version=signed.version)
