from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.desk.enrol_flow import EnrolFlow
from kiosk.desk.flow import DeskFlow
from kiosk.desk.lists_flow import ListsFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.screens import Scan
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import FirstSite, Signing, SiteHome
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.handoff.enrolment import request_text, save_request
from kiosk.handoff.keys import Device, OwnKeys
from kiosk.ui.driver import Driver
from tests.desk_parts import FakeHolder, FakeKeeper, FakeNewDesk
from tests.desks import FakeDesk
from tests.pullable import PullableDrive
from tests.ui.desk.sitting import Sitting

pytestmark = pytest.mark.usefixtures("quick_stretching")

TODAY = date(2026, 3, 2)


class Holder(Sitting):
    """Somebody with the root key."""

    def __init__(self, driver: Driver, folder: Path) -> None:
        self.holder = FakeHolder(TODAY)
        self.stick = PullableDrive(folder / "STICK")
        self.stick.folder.mkdir()
        flow = DeskFlow(FakeDesk(), InlineWorker(), "en", places=lambda: (folder,))
        places = Places(self.stick.drives, self.stick)
        self.knows = True
        flow.site = SiteFlow(
            flow, lambda: self.holder, places, lambda: TODAY, knows=lambda _pack: self.knows
        )
        flow.lists = ListsFlow(flow, FakeKeeper(), flow.row)
        super().__init__(driver, flow)


@pytest.fixture
def desk(driver: Driver, tmp_path: Path) -> Holder:
    return Holder(driver, tmp_path)


def test_a_request_on_the_stick_is_compared_approved_and_answered(
    desk: Holder, driver: Driver
) -> None:
    own = OwnKeys.make(Device.TABLET)
    save_request(desk.stick.folder, own)
    driver.tap("tab.more")
    driver.tap("more.site")
    assert desk.says("Site pack 1, valid until") and desk.says("A tablet")
    driver.tap("request.0")
    digits = own.public.check_digits
    assert desk.says(f"{digits[:4]} {digits[4:]}")
    driver.tap("workshop.2")
    driver.tap("sign.root")
    desk.type("wrong")
    driver.hardware_key("enter")
    assert desk.says("The passphrase does not open")
    desk.type("root")
    driver.tap("sign.go")
    assert desk.says("It is tablet 3 now.")
    driver.tap("site.write")
    assert desk.says("It is safe to remove the stick.")
    assert desk.holder.written == [desk.stick.folder]
    driver.tap("site.done")
    assert isinstance(desk.flow.screen, SiteHome)


def test_a_request_is_scanned_where_nobody_types(desk: Holder, driver: Driver) -> None:
    desk.scan(request_text(OwnKeys.make(Device.DESK)))
    assert desk.says("Approve this desk?")
    assert desk.focused() == "sign.root"


def test_revoking_says_what_happens_first(desk: Holder, driver: Driver) -> None:
    desk.flow.site.open()
    driver.frames(3)
    driver.tap("device.0")
    assert desk.says("Revoke tablet 1?") and desk.says("What it made later is kept apart, also")
    desk.type("41")
    driver.hardware_key("tab")
    desk.type("root")
    driver.hardware_key("enter")
    assert desk.says("Tablet 1 is revoked.")
    driver.tap("site.done")
    assert desk.says("Revoked after result 41")
    driver.tap("device.2")
    assert desk.says("It opens nothing new any more.")
    driver.hardware_key("escape")
    assert isinstance(desk.flow.screen, SiteHome)


def test_a_new_key_and_a_renewed_pack(desk: Holder, driver: Driver) -> None:
    desk.holder.needs_recovery = True
    desk.flow.site.open()
    driver.frames(3)
    driver.tap("site.rotate")
    assert desk.says("Make a new site key?")
    driver.tap("sign.go")
    assert isinstance(desk.flow.screen, Signing)
    for key, text in (("sign.root", "root"), ("sign.recovery", "recovery")):
        driver.tap(key)
        desk.type(text)
    driver.hardware_key("enter")
    assert desk.says("There is a new site key.")
    desk.flow.back()
    driver.advance(0.5)
    driver.tap("site.renew")
    assert desk.says("Renew the site pack?")
    desk.flow.site.sign("root")
    driver.advance(0.5)
    driver.tap("sign.back")
    assert isinstance(desk.flow.screen, SiteHome)


def test_a_program_that_is_older_than_the_site_s_tests_warns(desk: Holder, driver: Driver) -> None:
    desk.knows = False
    desk.flow.site.open()
    driver.frames(3)
    assert desk.says("The site has tests that this desk does not know.")
    assert desk.says("Update the program to read them.")


def test_an_expired_pack_warns_and_a_missing_stick_says_what_to_do(
    desk: Holder, driver: Driver
) -> None:
    desk.holder.pack_now = replace(desk.holder.pack_now, expires=date(2026, 1, 5))
    desk.stick.pull()
    desk.flow.site.open()
    driver.frames(3)
    assert desk.says("The site pack expired on")
    assert desk.says("Put in a stick, or choose a folder.")
    desk.flow.site.ask_renew()
    desk.flow.site.sign("root")
    assert desk.says("Put in a stick, and write the site pack")
    driver.tap("site.done")
    driver.tap("site.folder")
    assert desk.says("Choose a folder")
    driver.tap("files.back")
    driver.tap("site.back")
    assert driver.has("more.site")


def test_a_pack_that_cannot_be_written_is_told(desk: Holder, driver: Driver) -> None:
    desk.holder.fails = KioskError("The stick is full.")
    desk.flow.site.open()
    driver.frames(3)
    driver.tap("site.write")
    assert desk.says("The stick is full.")


class NewDesk(Sitting):
    """Somebody at a desk that is not set up."""

    def __init__(self, driver: Driver, folder: Path) -> None:
        self.new = FakeNewDesk()
        self.stick = PullableDrive(folder / "STICK")
        flow = DeskFlow(FakeDesk(), InlineWorker(), "en", places=lambda: (folder,))
        flow.enrol = EnrolFlow(flow, self.new, Places(self.stick.drives, self.stick))
        flow.enrol.prepare()
        super().__init__(driver, flow)


def test_a_desk_that_is_not_set_up_says_so_and_asks(driver: Driver, tmp_path: Path) -> None:
    desk = NewDesk(driver, tmp_path)
    assert desk.says("This desk is not set up yet") and desk.says("4821 0937")
    assert not driver.has("tab.scan")
    assert not driver.has("enrol.write")
    desk.stick.folder.mkdir()
    desk.flow.enrol.sticks_changed()
    driver.frames(3)
    driver.tap("enrol.write")
    assert desk.says("It is safe to remove the stick.")
    desk.stick.put_in()
    desk.flow.enrol.sticks_changed()
    driver.frames(3)
    driver.tap("enrol.take")
    assert desk.says("No site pack in STICK names this desk.")
    driver.tap("enrol.folder")
    driver.tap("files.back")
    assert desk.says("This desk is not set up yet")


def test_the_first_site_is_believed_only_when_somebody_says_yes(
    driver: Driver, tmp_path: Path
) -> None:
    desk = NewDesk(driver, tmp_path)
    begun: list[bool] = []
    desk.flow.enrol.enrolled = lambda: begun.append(True)
    desk.flow.show(FirstSite("", "73051864"))
    driver.advance(0.5)
    assert desk.says("7305 1864") and desk.says("A site without a name")
    driver.tap("first.no")
    assert desk.says("This desk is not set up yet")
    assert begun == [] and desk.new.believed == []


def test_without_a_site_there_is_nothing_of_it(driver: Driver, tmp_path: Path) -> None:
    flow = DeskFlow(FakeDesk(), InlineWorker(), "en")
    flow.lists = ListsFlow(flow, FakeKeeper(), flow.row)
    desk = Sitting(driver, flow)
    driver.tap("tab.more")
    assert not driver.has("more.site")
    desk.scan("KQ1" + "1" * 60)
    assert not isinstance(flow.screen, Signing | Scan)
