"""Founding a site in the desk's window, and bringing one back: on real folders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.desk.screens import Files, NewKey, Refused, Scan, Wanted
from kiosk.desk.setup_screens import Founded, Founding, Page, Recovered, Recovering
from kiosk.desk.site_screens import Act, Enrol, PackLost, Signed, SiteHome
from kiosk.desk.site_values import Known
from kiosk.desk.siting import Siting
from kiosk.devices.worker import InlineWorker
from kiosk.domain.events import Event
from kiosk.handoff import enrolment, firstpack
from kiosk.handoff.keys import Device
from kiosk.handoff.notice import LONGEST
from kiosk.handoff.site import load_device, new_keys
from kiosk.wiring.desk_screen import begin_after_set_up, whole_flow
from kiosk.wiring.late_desk import LateDesk

pytestmark = pytest.mark.usefixtures("quick_stretching")

ROOT, RECOVERY, PIN = "the words of the root", "the words of the safe", "482913"
NOTICE = "What is kept, and for how long."


class Machine:
    """A desk's window that belongs to no site, with a folder for the site's keys."""

    def __init__(self, base: Path, name: str = "office") -> None:
        self.base, self.data = base, base / name
        self.keys = base / f"{name}-keys"
        self.late = LateDesk(self.data)
        worker = InlineWorker()
        self.flow = whole_flow(self.late, self.data, worker, worker, self.keys)
        shown: Any = SimpleNamespace(surface=SimpleNamespace(practice=False))
        self.shown = shown
        begin_after_set_up(self.flow, shown, self.late)
        self.flow.wake()

    @property
    def now(self) -> Any:
        return self.flow.screen

    @property
    def enrol(self) -> Any:
        return self.flow.enrol

    def answer(self, notice: Path | None = None) -> None:
        """All pages but the last."""
        found = self.enrol.found
        found.open()
        found.name("Øvested")
        found.add_workshop("Nord")
        found.workshops("Syd")
        if notice is not None:
            found.choose_notice(notice)
        found.controller("The municipality" if notice is not None else "")
        found.root(ROOT, ROOT)
        found.recovery(RECOVERY, RECOVERY)

    def found(self) -> None:
        """A site for real."""
        notice = self.base / "notice.txt"
        notice.write_text(NOTICE, "utf-8")
        self.answer(notice)
        self.enrol.found.found(PIN, PIN)

    def siting(self) -> Siting:
        return Siting(self.keys, self.data, date.today)


@pytest.fixture
def office(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def shows(machine: Machine, screen: type) -> bool:
    return isinstance(machine.now, screen)


def stick(base: Path) -> Path:
    folder = base / "stick"
    folder.mkdir(exist_ok=True)
    return folder


def test_a_site_is_founded_in_the_window_and_approves_a_tablet(
    office: Machine, tmp_path: Path
) -> None:
    """From nothing to a tablet that takes its pack, without the command line."""
    assert (office.now.founds, office.now.recovers) == (True, False)
    office.found()
    assert office.now == Founded("Øvested", office.keys, practice_only=False)
    pack = office.siting().pack()
    assert [place.name for place in pack.workshops] == ["Nord", "Syd"]
    assert (pack.controller, pack.privacy_notice) == ("The municipality", NOTICE)
    assert not pack.practice
    office.enrol.found.go_on()
    assert isinstance(office.now, NewKey)  # how the results are locked is chosen next
    assert office.flow.lock is not None
    office.flow.lock.choose("the words of this desk", "the words of this desk")
    assert isinstance(office.now, Scan)
    site = office.flow.site
    assert site is not None
    own = new_keys(tmp_path / "tablet", Device.TABLET)
    enrolment.save_request(stick(tmp_path), own)
    site.choose_folder(stick(tmp_path))
    assert isinstance(office.now, SiteHome)
    site.ask_approve(office.now.requests[0])
    site.sign(ROOT)
    assert isinstance(office.now, Signed)
    site.write_pack()
    first = firstpack.first_pack(tmp_path / "tablet", Device.TABLET, stick(tmp_path))
    firstpack.believe(tmp_path / "tablet", Device.TABLET, first)
    _own, taken = load_device(tmp_path / "tablet", Device.TABLET)
    section = taken.section(own)
    assert section is not None and section.pin_fits(PIN)
    office.late.close()


def test_without_controller_or_notice_it_is_for_practice_only(office: Machine) -> None:
    office.answer()
    office.enrol.found.found(PIN, PIN)
    assert office.now.practice_only
    office.flow.back()
    assert isinstance(office.now, Founded)  # there is nothing behind it
    office.enrol.found.go_on()
    assert isinstance(office.now, Scan)
    assert office.shown.surface.practice
    office.late.close()


def test_all_desks_are_lost_and_a_new_one_brings_the_site_back(
    office: Machine, tmp_path: Path
) -> None:
    """Both keys in the folder, the pack on a stick: every desk before is revoked."""
    office.found()
    office.siting().carry(stick(tmp_path))
    new = lost(tmp_path, office)
    recover = new.enrol.recover
    assert new.now.recovers and not new.now.founds
    recover.open()
    assert new.now == Recovering(None, lacks_pack=True)
    recover.recover(ROOT, RECOVERY)
    assert "There is no site pack" in new.now.error.message
    new.enrol.look_aside()
    new.flow.look_into(stick(tmp_path), Wanted.SITE)
    assert isinstance(new.now, Files)
    new.flow.choose_folder(stick(tmp_path))
    assert isinstance(new.now, Recovering) and new.now.place.folder == stick(tmp_path)
    recover.recover(ROOT, "the wrong words")
    assert isinstance(new.now, Recovering) and "does not open" in new.now.error.message
    recover.recover(ROOT, RECOVERY)
    assert isinstance(new.now, Recovered) and (new.now.number, new.now.version) == (2, 2)
    recover.write_pack()
    assert new.now.written
    recover.write_pack()
    new.flow.back()
    assert isinstance(new.now, Recovered)
    pack = new.siting().pack()
    assert pack.desk_is_revoked(pack.devices[0]) and not pack.desk_is_revoked(pack.devices[1])
    assert len(pack.site_keys) == 2
    recover.go_on()
    assert isinstance(new.now, NewKey)
    assert new.flow.lock is not None
    new.flow.lock.choose("the words of this desk", "the words of this desk")
    assert Event.RECOVERED in [entry.event for entry in new.late.logged(10, 0)]
    assert new.flow.site is not None
    new.late.close()


def test_recovering_takes_a_pack_that_is_in_the_folder(office: Machine, tmp_path: Path) -> None:
    office.answer()
    office.enrol.found.found(PIN, PIN)
    new = lost(tmp_path, office, with_pack=True)
    recover = new.enrol.recover
    recover.open()
    assert not new.now.lacks_pack
    recover.recover(ROOT, RECOVERY)
    assert isinstance(new.now, Recovered) and new.now.place is None
    recover.write_pack()  # there is nowhere to write to
    assert not new.now.written
    recover.sticks_changed()
    recover.go_on()
    assert [entry.event for entry in new.late.logged(1, 0)] == [Event.RECOVERED]
    new.late.close()


def test_a_pack_that_cannot_be_written_is_told(office: Machine, tmp_path: Path) -> None:
    office.found()
    new = lost(tmp_path, office, with_pack=True)
    recover = new.enrol.recover
    recover.open()
    recover.recover(ROOT, RECOVERY)
    new.siting().carry(stick(tmp_path))
    new.siting().rotate(Known(ROOT))
    new.siting().carry(stick(tmp_path))
    (new.keys / "site.pack").write_bytes(b"damaged")
    new.enrol.choose_folder(stick(tmp_path))
    new.flow.show(Recovered(2, 2))
    new.enrol.look_aside()
    new.enrol.choose_folder(stick(tmp_path))
    recover.write_pack()
    assert not new.now.written
    assert new.now.error is not None


def lost(base: Path, office: Machine, *, with_pack: bool = False) -> Machine:
    """A new machine, with what the safe and the site's folder held."""
    keys = base / "rescue-keys"
    keys.mkdir(mode=0o700)
    for name in ("root.key", "recovery.key", *(["site.pack"] if with_pack else [])):
        (office.keys / name).rename(keys / name)
    return Machine(base, "rescue")


def test_each_page_asks_once_more_until_it_has_its_answer(office: Machine) -> None:
    found = office.enrol.found
    found.open()
    found.name("  ")
    assert "needs a name" in office.now.error.message
    found.name(" Two ")
    assert (office.now.page, office.now.name, office.now.error) == (Page.WORKSHOPS, "Two", None)
    found.workshops("")
    assert "needs a workshop" in office.now.error.message
    for number in range(8):
        found.add_workshop(f"Workshop {number}")
    found.add_workshop(" ")
    found.add_workshop("one more")
    assert "At most" in office.now.error.message
    found.drop_workshop(0)
    assert len(office.now.workshops) == 7
    found.workshops("the last")
    assert office.now.page is Page.DATA and office.now.workshops[-1] == "the last"
    found.controller("We")
    found.root("short", "short")
    assert "at least" in office.now.error.message
    found.root(ROOT, ROOT + "s")
    assert "not the same" in office.now.error.message
    found.root(ROOT, ROOT)
    found.recovery(ROOT, ROOT)
    assert "passphrase of the root key" in office.now.error.message
    found.recovery(RECOVERY, RECOVERY)
    found.found("4829", "4820")
    assert "not the same" in office.now.error.message
    found.found("12", "12")
    assert "staff PIN" in office.now.error.message
    assert not office.keys.exists()
    assert not office.siting().founded


def test_a_ninth_workshop_in_the_line_is_told_on_the_way_on(office: Machine) -> None:
    found = office.enrol.found
    found.open()
    found.name("Two")
    for number in range(8):
        found.add_workshop(f"Workshop {number}")
    found.workshops("one more")
    assert "At most" in office.now.error.message
    found.workshops("")
    assert office.now.page is Page.DATA


def test_a_stick_that_comes_does_not_lead_away_from_a_page(office: Machine) -> None:
    office.answer()
    page = office.now
    office.enrol.sticks_changed()
    assert office.now is page
    office.enrol.wake()  # the keys are there a moment later than the first screen
    assert office.now is page


def test_a_lost_pack_comes_back_on_the_sites_page_and_a_pin_is_set(
    office: Machine, tmp_path: Path
) -> None:
    office.answer()
    office.enrol.found.found(PIN, PIN)
    office.enrol.found.go_on()
    site = office.flow.site
    assert site is not None
    site.choose_folder(stick(tmp_path))
    site.write_pack()
    (office.keys / "site.pack").unlink()
    site.sticks_changed()
    site.open()
    assert shows(office, PackLost)
    site.sticks_changed()
    site.ask_restore()
    site.sign(ROOT)
    assert (office.now.act, office.now.version) == (Act.RESTORE, 1)
    site.open()
    site.ask_pin()
    site.sign(ROOT, pin=("1111", "2222"))
    assert "not the same" in office.now.error.message
    site.sign(ROOT, pin=("135790", "135790"))
    assert (office.now.act, office.now.version) == (Act.PIN, 2)
    events = [entry.event for entry in office.late.logged(2, 0)]
    assert events == [Event.PACK_SIGNED, Event.PACK_TAKEN]
    (office.keys / "site.pack").write_bytes(b"damaged")
    site.open()
    assert shows(office, Refused)
    office.late.close()


def test_no_passphrase_stands_in_what_is_shown(office: Machine) -> None:
    office.answer()
    assert ROOT not in repr(office.now) and RECOVERY not in repr(office.now)


def test_going_back_forgets_the_passphrases_behind(office: Machine) -> None:
    office.answer()
    found = office.enrol.found
    pages = []
    while isinstance(office.now, Founding):
        pages.append(office.now.page)
        office.flow.back()
    assert pages == list(reversed(Page))
    assert isinstance(office.now, Enrol)
    assert ROOT not in repr(vars(found)) and RECOVERY not in repr(vars(found))
    found.open()
    named: Any = office.now
    assert named.name == "Øvested"  # the other answers are still there


def test_the_privacy_notice_is_chosen_among_text_files(office: Machine, tmp_path: Path) -> None:
    folder = stick(tmp_path)
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    (folder / "code.png").write_bytes(b"")
    found = office.enrol.found
    found.open()
    found.name("Two")
    found.workshops("Nord")
    found.controller("We", leaving=True)
    office.enrol.look_aside()
    office.flow.look_into(folder, Wanted.NOTICE)
    assert [entry.name for entry in office.now.listing.entries] == ["notice.txt"]
    office.flow.back()
    assert (office.now.page, office.now.controller) == (Page.DATA, "We")
    office.enrol.look_aside()
    office.flow.look_into(folder, Wanted.NOTICE)
    office.flow.choose_file(folder / "notice.txt")
    assert office.now.notice == "notice.txt"
    found.drop_notice()
    assert office.now.notice == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "cannot be read as text"),
        (b"  \n", "is empty"),
        (b"x" * (LONGEST + 1), "at most"),
    ],
)
def test_a_file_that_is_no_notice_is_told(
    office: Machine, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(content)
    office.enrol.found.open()
    office.enrol.found.choose_notice(path)
    assert words in office.now.error.message


def test_a_folder_with_a_damaged_pack_is_told(office: Machine, tmp_path: Path) -> None:
    office.found()
    (office.keys / "site.pack").write_bytes(b"damaged")
    new = lost(tmp_path, office, with_pack=True)
    new.enrol.recover.open()
    assert isinstance(new.now, Refused)
    new.flow.back()
    assert isinstance(new.now, Enrol)


def test_a_desk_without_a_folder_for_keys_only_enrols(tmp_path: Path) -> None:
    data, worker = tmp_path / "desk", InlineWorker()
    flow = whole_flow(LateDesk(data), data, worker, worker)
    flow.wake()
    screen: Any = flow.screen
    assert not screen.founds and not screen.recovers
    assert flow.enrol is not None
    flow.enrol.choose_notice(tmp_path)
    assert flow.screen is screen
