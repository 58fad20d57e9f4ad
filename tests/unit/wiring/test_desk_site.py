"""A site in the desk's window, and a desk that is set up in it: on real folders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Scan
from kiosk.desk.site_screens import Act, Enrol, FirstSite, Signed, SiteHome
from kiosk.desk.site_values import Known
from kiosk.desk.siting import Siting
from kiosk.devices.worker import InlineWorker
from kiosk.domain.events import Event
from kiosk.handoff.keeping import Charter
from kiosk.handoff.sitepack import Workshop
from kiosk.wiring.desk_screen import begin_after_set_up, whole_flow
from kiosk.wiring.desk_site import note
from kiosk.wiring.late_desk import LateDesk

pytestmark = pytest.mark.usefixtures("quick_stretching")

ROOT, RECOVERY = "the root's words", "the safe's words"
CHARTER = Charter("Two", (Workshop(1, "Nord"),), "", "", True)


def found(base: Path) -> Siting:
    """A practice site whose holder has desk 1."""
    siting = Siting(base / "root", base / "office", date.today)
    siting.found(CHARTER, ROOT, RECOVERY, ["482913"], with_desk=True)
    return siting


def flow_of(late: LateDesk, data: Path, site: Path | None = None) -> DeskFlow:
    return whole_flow(late, data, InlineWorker(), InlineWorker(), site)


def test_what_is_signed_in_the_window_stands_in_the_desks_log(tmp_path: Path) -> None:
    found(tmp_path)
    data = tmp_path / "office"
    late = LateDesk(data)
    flow = flow_of(late, data, tmp_path / "root")
    flow.wake()
    assert flow.site is not None
    flow.site.open()
    assert isinstance(flow.screen, SiteHome)
    for ask in (flow.site.ask_rotate, flow.site.ask_renew):
        ask()
        flow.site.sign(ROOT)
    for act in (Act.APPROVE, Act.REVOKE):
        note(late, Signed(act, 4, None, "tablet", 1))
    events = [entry.event for entry in late.logged(10, 0)]
    assert events == [
        Event.DEVICE_REVOKED, Event.DEVICE_APPROVED, Event.PACK_SIGNED, Event.KEY_ROTATED,
    ]  # fmt: skip
    assert late.parts.pack.version == 3
    late.close()


def test_without_the_root_key_there_is_no_site_in_the_window(tmp_path: Path) -> None:
    found(tmp_path)
    flow = flow_of(LateDesk(tmp_path / "office"), tmp_path / "office", tmp_path / "elsewhere")
    assert flow.site is None
    assert flow.enrol is None


def test_a_desk_is_set_up_in_its_window_and_goes_on(tmp_path: Path) -> None:
    siting = found(tmp_path)
    data, share = tmp_path / "new", tmp_path / "share"
    share.mkdir()
    late = LateDesk(data)
    flow = flow_of(late, data)
    shown: Any = SimpleNamespace(surface=SimpleNamespace(practice=False))
    begin_after_set_up(flow, shown, late)
    flow.wake()
    assert isinstance(flow.screen, Enrol)
    enrol = flow.enrol
    assert enrol is not None
    enrol.choose_folder(share)
    enrol.write_request()
    holder = tmp_path / "office"
    office = flow_of(LateDesk(holder), holder, tmp_path / "root")
    assert office.site is not None
    office.site.choose_folder(share)
    assert isinstance(office.screen, SiteHome)
    (request,) = office.screen.requests
    done = siting.approve(request, Known(ROOT))
    siting.carry(share)
    enrol.take_pack()
    screen: Any = flow.screen
    assert screen == FirstSite("Two", done.digits)
    enrol.believe()
    screen = flow.screen
    assert screen == Scan()
    assert flow.enrol is None
    assert shown.surface.practice
    late.close()
