"""Founding a site and bringing one back at the window, mostly by the keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.desk.enrol_flow import EnrolFlow
from kiosk.desk.flow import DeskFlow
from kiosk.desk.found_flow import FoundFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.recover_flow import RecoverFlow
from kiosk.desk.setup_screens import Founding, Page, Recovering
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import PackLost, Signing, SiteHome
from kiosk.devices.worker import InlineWorker
from kiosk.handoff import enrolment
from kiosk.handoff.keys import Device, OwnKeys
from kiosk.ui.desk.fields import DeskField
from kiosk.ui.driver import Driver
from tests.desk_parts import FakeHolder, FakeNewDesk, NewSite
from tests.desks import FakeDesk
from tests.pullable import PullableDrive
from tests.ui.desk.sitting import Sitting

pytestmark = pytest.mark.usefixtures("quick_stretching")

TODAY = date(2026, 3, 2)


class Set(Sitting):
    """Somebody at a desk without a site; a stick may come."""

    def __init__(self, driver: Driver, folder: Path) -> None:
        self.holder, self.new = FakeHolder(TODAY, needs_recovery=True), NewSite(TODAY)
        self.stick = PullableDrive(folder / "STICK")
        self.begun: list[str] = []
        flow = DeskFlow(FakeDesk(), InlineWorker(), "en", places=lambda: (folder,))
        places = Places(self.stick.drives, self.stick)
        enrol = flow.enrol = EnrolFlow(flow, FakeNewDesk(), places)
        found = enrol.found = FoundFlow(flow, lambda: self.new, lambda: True)
        found.left, found.founded = enrol.start, lambda: self.begun.append("founded")
        asks = enrolment.request_of(OwnKeys.make(Device.DESK))
        recover = enrol.recover = RecoverFlow(
            flow, lambda: self.holder, lambda: asks, places, lambda: True
        )
        recover.recovered = lambda: self.begun.append("recovered")
        enrol.prepare()
        super().__init__(driver, flow)

    def enter(self, *texts: str) -> None:
        """Each typed, and Enter after it."""
        for text in texts:
            self.type(text)
            self.driver.hardware_key("enter")

    def typed(self) -> list[str]:
        """What stands in the fields."""
        return [one.text for one in self.window.walk() if isinstance(one, DeskField)]


@pytest.fixture
def desk(driver: Driver, tmp_path: Path) -> Set:
    return Set(driver, tmp_path)


def test_a_site_is_founded_by_the_keyboard_alone(desk: Set, driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("What is kept", "utf-8")
    driver.tap("enrol.found")
    assert desk.says("1 of 6") and desk.says("What is the site called?")
    desk.enter("Two", "Nord", "Syd")
    assert desk.says("Nord") and desk.says("Press one to remove it.")
    driver.tap("found.workshop.0")
    assert not desk.says("Nord")
    desk.enter("")
    assert desk.says("Who answers for the data?")
    desk.type("We")
    driver.tap("found.notice")
    assert desk.says("Choose the privacy notice")
    driver.tap("file.0")
    assert desk.says("notice.txt") and desk.typed() == ["We"]
    driver.tap("found.notice.drop")
    driver.tap("found.data.go")
    assert desk.says("Lock the root key")
    desk.enter("correct horse", "correct house")
    assert desk.says("not the same twice")
    assert desk.typed() == ["", ""]  # no passphrase stays in a field
    desk.enter("correct horse", "correct horse")
    assert desk.says("Lock the recovery key")
    desk.enter("battery staple", "battery staple")
    desk.enter("", "4829")
    screen = desk.flow.screen
    assert isinstance(screen, Founding) and screen.page is Page.PIN
    desk.enter("4829", "4829")
    assert desk.says("Two is founded") and desk.says("Into the safe, today")
    assert desk.says("Every result is marked as practice.")
    driver.tap("founded.go")
    assert desk.begun == ["founded"]


def test_escape_leads_back_page_by_page(desk: Set, driver: Driver) -> None:
    driver.tap("enrol.found")
    desk.enter("Two")
    assert desk.says("2 of 6")
    driver.hardware_key("escape")
    assert desk.says("1 of 6") and desk.typed() == ["Two"]
    driver.hardware_key("escape")
    assert desk.says("This desk is not set up yet")


def test_a_site_is_brought_back_with_both_passphrases(desk: Set, driver: Driver) -> None:
    desk.holder.lost = True
    driver.tap("enrol.recover")
    assert desk.says("Bring the site back?") and desk.says("The site pack is missing.")
    assert desk.says("Every desk before is revoked.")
    desk.type("root")
    desk.stick.folder.mkdir()
    desk.flow.enrol.sticks_changed()
    driver.frames(3)
    assert desk.says("The site pack is looked for in STICK.")
    assert desk.typed() == ["root", ""]
    driver.hardware_key("enter")
    desk.enter("wrong")
    assert desk.says("The passphrase does not open")
    assert desk.typed() == ["", ""]
    driver.tap("recover.folder")
    driver.tap("files.back")
    assert isinstance(desk.flow.screen, Recovering)
    driver.tap("recover.back")
    driver.tap("enrol.recover")
    desk.enter("root", "recovery")
    assert desk.says("The site is back: this is desk 3.")
    driver.tap("recovered.write")
    assert desk.says("It is safe to remove the stick.")
    driver.tap("recovered.go")
    assert desk.begun == ["recovered"]


def test_without_a_stick_the_new_pack_waits_for_one(desk: Set, driver: Driver) -> None:
    driver.tap("enrol.recover")
    desk.enter("root", "recovery")
    assert desk.says("Put in a stick, or choose a folder.")
    assert not driver.has("recovered.write")


class Office(Sitting):
    """The holder of the root key, at the site's page."""

    def __init__(self, driver: Driver, folder: Path) -> None:
        self.holder = FakeHolder(TODAY)
        self.stick = PullableDrive(folder / "STICK")
        flow = DeskFlow(FakeDesk(), InlineWorker(), "en", places=lambda: (folder,))
        places = Places(self.stick.drives, self.stick)
        flow.site = SiteFlow(flow, lambda: self.holder, places, lambda: TODAY)
        super().__init__(driver, flow)
        flow.site.open()
        driver.frames(3)


def test_a_new_staff_pin_is_typed_twice_and_signed(driver: Driver, tmp_path: Path) -> None:
    desk = Office(driver, tmp_path)
    driver.tap("site.pin")
    assert desk.says("Choose a new staff PIN")
    for text in ("4829", "4820", "root"):
        desk.type(text)
        driver.hardware_key("enter")
    assert desk.says("not the same twice") and desk.focused() == "sign.pin"
    for text in ("4829", "4829", "root"):
        desk.type(text)
        driver.hardware_key("enter")
    assert desk.says("There is a new staff PIN.")
    assert desk.holder.pins == ("4829",)


def test_a_lost_pack_is_brought_back_from_a_stick(driver: Driver, tmp_path: Path) -> None:
    desk = Office(driver, tmp_path)
    assert isinstance(desk.flow.screen, SiteHome)
    desk.holder.lost = True
    desk.flow.site.open()
    driver.frames(3)
    assert desk.says("The site pack is missing") and not driver.has("lost.restore")
    desk.stick.folder.mkdir()
    desk.flow.site.sticks_changed()
    driver.frames(3)
    driver.tap("lost.folder")
    driver.tap("files.back")
    assert isinstance(desk.flow.screen, PackLost)
    driver.tap("lost.restore")
    assert isinstance(desk.flow.screen, Signing)
    desk.type("root")
    driver.hardware_key("enter")
    assert desk.says("Site pack 2 is back.")
    driver.tap("site.done")
    assert isinstance(desk.flow.screen, SiteHome)
