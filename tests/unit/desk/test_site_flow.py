from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.enrol_flow import EnrolFlow
from kiosk.desk.flow import DeskFlow
from kiosk.desk.lists_flow import ListsFlow
from kiosk.desk.places_flow import Places
from kiosk.desk.screens import Files, Listed, Refused, Scan, Wanted
from kiosk.desk.site_flow import SiteFlow
from kiosk.desk.site_screens import Act, Enrol, FirstSite, Signed, Signing, SiteHome
from kiosk.desk.siting import Siting
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.handoff import enrolment, firstpack
from kiosk.handoff.keeping import Charter
from kiosk.handoff.keys import Device
from kiosk.handoff.site import load_device, new_keys
from kiosk.handoff.sitepack import Workshop
from kiosk.wiring.new_desk import NewDeskKeys, is_enrolled
from tests.desk_parts import FakeKeeper
from tests.desks import CODE, FakeDesk
from tests.pullable import PullableDrive

pytestmark = pytest.mark.usefixtures("quick_stretching")

TODAY = date(2026, 11, 22)
ROOT, RECOVERY = "the root's words", "the safe's words"
CHARTER = Charter("Two", (Workshop(1, "Nord"), Workshop(2, "Syd")), "We", "What is kept", False)


class Office:
    """The holder's machine with desk 1, and a stick."""

    def __init__(self, base: Path, *, with_desk: bool = True) -> None:
        self.base = base
        self.siting = Siting(base / "root", base / "office", lambda: TODAY)
        self.siting.found(CHARTER, ROOT, RECOVERY, ["482913"], with_desk=with_desk)
        self.stick = PullableDrive(base / "STICK")
        self.stick.folder.mkdir()
        self.log: list[Signed] = []
        self.flow = DeskFlow(FakeDesk(), InlineWorker(), "en")
        self.places = Places(self.stick.drives, self.stick)
        self.site = self.flow.site = SiteFlow(
            self.flow, lambda: self.siting, self.places, lambda: TODAY, self.log.append
        )
        self.flow.lists = ListsFlow(self.flow, FakeKeeper(), self.flow.row)

    def asks(self, device: Device, name: str = "new") -> enrolment.Request:
        own = new_keys(self.base / name, device)
        enrolment.save_request(self.stick.folder, own)
        return enrolment.request_of(own)

    def now(self) -> Any:
        return self.flow.screen


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_the_site_shows_its_devices_and_what_asks_to_be_approved(office: Office) -> None:
    request = office.asks(Device.TABLET)
    office.site.open()
    home = office.now()
    assert isinstance(home, SiteHome)
    assert (home.name, home.version, home.expired) == ("Two", 1, False)
    assert [device.entry.number for device in home.devices] == [1]
    assert home.requests == (request,)
    assert home.place is not None and home.place.name == "STICK"


def test_a_desk_that_does_not_know_the_site_s_tests_says_so(office: Office) -> None:
    def locked(_pack: object) -> bool:
        raise KioskError("It is locked.")

    for knows, behind in (
        (lambda _pack: False, True),
        (lambda _pack: True, False),
        (locked, False),
    ):
        site = SiteFlow(
            office.flow, lambda: office.siting, office.places, lambda: TODAY, knows=knows
        )
        site.open()
        assert office.now().behind is behind


def test_a_tablet_is_approved_and_takes_the_pack_that_the_window_wrote(office: Office) -> None:
    request = office.asks(Device.TABLET)
    office.site.open()
    office.site.ask_approve(office.now().requests[0])
    assert office.now().digits == request.digits
    assert [one.name for one in office.now().workshops] == ["Nord", "Syd"]
    office.site.pick_workshop(2)
    office.site.sign(ROOT)
    signed = office.now()
    assert (signed.act, signed.device, signed.number) == (Act.APPROVE, "tablet", 1)
    assert [one.act for one in office.log] == [Act.APPROVE]
    office.site.write_pack()
    assert office.now().written and office.now().safe
    assert office.stick.released
    data = office.base / "new"
    first = firstpack.first_pack(data, Device.TABLET, office.stick.folder)
    assert first.digits == signed.digits
    firstpack.believe(data, Device.TABLET, first)
    own, pack = load_device(data, Device.TABLET)
    entry = pack.entry_of(own.own.public)
    assert entry is not None and entry.workshop == 2
    office.stick.put_in()
    office.site.open()
    assert office.now().requests == ()


def test_a_request_is_scanned_on_any_screen(office: Office) -> None:
    text = enrolment.request_text(new_keys(office.base / "new", Device.DESK))
    office.flow.scanned(f"]q1{text.lower()}")
    assert isinstance(office.now(), Signing)
    assert [one.name for one in office.now().workshops] == ["Nord", "Syd"]
    office.site.sign(ROOT)
    assert (office.now().device, office.now().number) == ("desk", 2)
    office.flow.scanned("KQ1123")
    assert isinstance(office.now(), Refused)


def test_a_wrong_passphrase_signs_nothing(office: Office) -> None:
    office.site.ask_rotate()
    office.site.sign("wrong")
    assert isinstance(office.now(), Signing)
    assert "passphrase" in str(office.now().error)
    assert office.log == []
    assert office.siting.pack().version == 1
    office.flow.back()
    office.site.sign(ROOT)
    assert isinstance(office.now(), SiteHome)


def test_rotating_and_renewing_make_the_next_pack(office: Office) -> None:
    office.site.ask_rotate()
    assert not office.now().needs_recovery
    office.site.sign(ROOT)
    assert (office.now().act, office.now().version) == (Act.ROTATE, 2)
    office.site.ask_renew()
    office.site.sign(ROOT)
    assert (office.now().act, office.now().version) == (Act.RENEW, 3)
    office.flow.back()
    assert isinstance(office.now(), SiteHome)


def test_a_tablet_and_a_desk_are_revoked(office: Office) -> None:
    for device, name in ((Device.TABLET, "new"), (Device.DESK, "other")):
        office.site.ask_approve(office.asks(device, name))
        office.site.sign(ROOT)
    office.site.open()
    _desk, tablet, other = office.now().devices
    office.site.ask_revoke(tablet)
    assert not office.now().needs_recovery
    office.site.sign(ROOT, after=41)
    assert (office.now().act, office.now().device, office.now().number) == (
        Act.REVOKE, "tablet", 1,
    )  # fmt: skip
    office.site.ask_revoke(other)
    office.site.sign(ROOT)
    assert (office.now().device, office.now().number) == ("desk", 2)
    states = office.siting.devices()
    assert [state.revoked for state in states] == [False, True, True]
    assert states[1].revocations[0].after_sequence == 41


def test_without_a_desk_here_the_recovery_key_is_asked_for(tmp_path: Path) -> None:
    office = Office(tmp_path, with_desk=False)
    office.site.ask_approve(office.asks(Device.DESK))
    assert office.now().needs_recovery
    office.site.sign(ROOT, RECOVERY)
    assert office.now().number == 1


def test_a_desk_without_a_log_signs_all_the_same(office: Office) -> None:
    def no_log(_signed: Signed) -> None:
        raise KioskError("locked")

    site = SiteFlow(office.flow, lambda: office.siting, office.places, lambda: TODAY, no_log)
    site.ask_rotate()
    site.sign(ROOT)
    assert isinstance(office.now(), Signed)


def test_the_pack_can_be_written_again_and_into_any_folder(office: Office) -> None:
    share = office.base / "share"
    share.mkdir()
    office.flow.look_into(office.base, Wanted.SITE)
    assert isinstance(office.now(), Files)
    office.flow.choose_folder(share)
    assert office.now().place.name == "share"
    office.site.write_pack()
    assert office.now().written
    assert list(share.glob("*.pack"))
    office.flow.look_into(office.base, Wanted.SITE)
    office.flow.back()
    assert isinstance(office.now(), SiteHome)
    office.flow.back()
    assert isinstance(office.now(), Listed)


def test_the_digits_stay_while_a_place_for_the_pack_is_found(office: Office) -> None:
    office.stick.pull()
    text = enrolment.request_text(new_keys(office.base / "new", Device.DESK))
    office.flow.scanned(text)
    office.site.pick_workshop(2)
    office.site.sign(ROOT)
    signed = office.now()
    assert signed.place is None and signed.digits
    office.flow.look_into(office.base, Wanted.SITE)
    office.flow.look_into(office.base, Wanted.SITE)
    office.flow.back()
    assert office.now() == signed
    office.stick.put_in()
    office.site.sticks_changed()
    assert (office.now().place.name, office.now().digits) == ("STICK", signed.digits)
    share = office.base / "share"
    share.mkdir()
    office.flow.look_into(office.base, Wanted.SITE)
    office.flow.choose_folder(share)
    assert (office.now().place.name, office.now().digits) == ("share", signed.digits)
    office.site.write_pack()
    assert office.now().written and office.now().digits == signed.digits
    office.site.sticks_changed()
    assert office.now().written
    office.site.open()
    assert office.now().devices[-1].entry.workshop == 2
    office.flow.look_into(office.base, Wanted.SITE)
    office.flow.choose_folder(share)
    assert isinstance(office.now(), SiteHome)


def test_a_pack_that_cannot_be_written_is_told(office: Office) -> None:
    office.stick.busy = 1
    office.site.open()
    office.site.write_pack()
    assert "leave it in" in str(office.now().error)
    assert not office.now().written
    office.stick.pull()
    office.site.write_pack()
    assert not office.now().written


def test_a_stick_that_comes_or_goes_shows_at_once(office: Office) -> None:
    office.stick.pull()
    office.site.open()
    assert office.now().place is None
    office.stick.put_in()
    office.site.sticks_changed()
    assert office.now().place is not None
    office.flow.show_scan()
    office.site.sticks_changed()
    office.site.pick_workshop(2)
    assert isinstance(office.now(), Scan)


def test_a_stick_pulled_while_it_is_read_holds_no_request(office: Office) -> None:
    drive = office.stick.drives()[0]
    places = Places(lambda: (drive,), office.stick)
    office.stick.pull()
    site = SiteFlow(office.flow, lambda: office.siting, places, lambda: TODAY)
    site.open()
    assert office.now().requests == ()


# -- a desk that is not set up


class NewMachine:
    """A machine on whose desk nobody has worked yet."""

    def __init__(self, office: Office) -> None:
        self.data = office.base / "new"
        self.stick = office.stick
        self.flow = DeskFlow(FakeDesk(), InlineWorker(), "en")
        places = Places(self.stick.drives, self.stick)
        self.enrol = self.flow.enrol = EnrolFlow(self.flow, NewDeskKeys(self.data), places)
        self.enrol.enrolled = self._enrolled
        self.enrolled = False
        self.enrol.prepare()
        self.flow.wake()

    def _enrolled(self) -> None:
        self.enrolled = True

    def now(self) -> Any:
        return self.flow.screen


def test_a_desk_that_is_not_set_up_is_enrolled_in_its_window(office: Office) -> None:
    new = NewMachine(office)
    assert isinstance(new.now(), Enrol) and new.now().modules
    assert not is_enrolled(new.data)
    digits = new.now().digits
    new.enrol.write_request()
    assert new.now().written and new.now().safe
    office.stick.put_in()
    office.site.open()
    office.site.ask_approve(office.now().requests[0])
    assert office.now().digits == digits
    office.site.sign(ROOT)
    told = office.now().digits
    office.site.write_pack()
    office.stick.put_in()
    new.enrol.take_pack()
    assert new.now() == FirstSite("Two", told)
    new.enrol.believe()
    assert new.enrolled
    assert is_enrolled(new.data)


def test_nothing_is_believed_before_the_digits_were_compared(office: Office) -> None:
    new = NewMachine(office)
    new.enrol.believe()
    new.enrol.take_pack()
    assert "names this device" in str(new.now().error)
    new.enrol.write_request()
    office.stick.put_in()
    office.site.open()
    office.site.ask_approve(office.now().requests[0])
    office.site.sign(ROOT)
    office.site.write_pack()
    office.stick.put_in()
    new.enrol.take_pack()
    new.flow.back()
    assert isinstance(new.now(), Enrol)
    assert not is_enrolled(new.data)


def test_a_desk_that_is_not_set_up_opens_nothing(office: Office) -> None:
    new = NewMachine(office)
    new.flow.scanned(CODE)
    assert isinstance(new.now(), Enrol)


def test_without_a_stick_a_folder_can_be_chosen(office: Office) -> None:
    office.stick.pull()
    new = NewMachine(office)
    new.enrol.write_request()
    new.enrol.take_pack()
    assert new.now().place is None and not new.now().written
    share = office.base / "share"
    share.mkdir()
    new.flow.look_into(office.base, Wanted.SITE)
    new.enrol.sticks_changed()
    new.flow.choose_folder(share)
    new.enrol.write_request()
    assert new.now().written
    assert list(share.glob("*.request"))
    office.stick.put_in()
    new.enrol.sticks_changed()
    assert new.now().place.name == "share"
