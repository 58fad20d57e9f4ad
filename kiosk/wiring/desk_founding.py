"""A desk that belongs to no site may found one, or bring one back whose keys are here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.desk.flow import DeskFlow
from kiosk.desk.found_flow import FoundFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.recover_flow import RecoverFlow
from kiosk.wiring.desk_site import ROOT, hold_site, siting_in
from kiosk.wiring.late_desk import LateDesk
from kiosk.wiring.new_desk import NewDeskKeys

if TYPE_CHECKING:  # loaded when somebody founds a site
    from kiosk.desk.siting import Siting

RECOVERY, PACK = "recovery.key", "site.pack"


def let_found(flow: DeskFlow, late: LateDesk, places: Places, folder: Path, data: Path) -> None:
    """Give the set-up both ways; ``folder`` is that of the site's keys."""
    enrol = flow.enrol
    assert enrol is not None, "a desk that is set up founds no site"

    def siting() -> Siting:
        return siting_in(folder, data)

    def is_free() -> bool:
        return not any((folder / name).exists() for name in (ROOT, RECOVERY, PACK))

    def has_keys() -> bool:
        return (folder / ROOT).exists() and (folder / RECOVERY).exists()

    def go_on() -> None:
        hold_site(flow, late, places, folder, data)
        assert flow.site is not None, "its root key is here from now on"
        assert flow.sync is not None, "every window has it"
        flow.sync.on_sticks = flow.site.sticks_changed
        enrol.enrolled()

    def noted() -> None:
        from kiosk.domain.events import Event

        late.when_open(lambda parts: parts.log.note(Event.RECOVERED))

    found = enrol.found = FoundFlow(flow, siting, is_free)
    found.left, found.founded = enrol.start, go_on
    own = NewDeskKeys(data)
    recover = enrol.recover = RecoverFlow(flow, siting, own.asks, places, has_keys, noted)
    recover.recovered = go_on
