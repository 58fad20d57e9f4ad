"""What staff do to a real tablet: real keys, a real site, packs on a stick."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event, LogEntry, Value
from kiosk.handoff import enrolment, keeping, keyfile, qr, site
from kiosk.handoff.enrolment import requests_in
from kiosk.handoff.errors import FileRefused, PackMissing
from kiosk.handoff.firstpack import site_digits
from kiosk.handoff.keeping import Keeper
from kiosk.handoff.keys import Device, OwnKeys
from kiosk.handoff.section import PRACTICE_PIN
from kiosk.handoff.site import Site, carry, load_device, make_site, write_site
from kiosk.tablet.staff_flow import StaffFlow
from kiosk.tablet.staff_pin import FREE_TRIES, PinGuard
from kiosk.tablet.staff_screens import Moved
from kiosk.tablet.staff_work import Machine, NewTablet, NoPinError, TabletStaff
from tests.pullable import PullableDrive
from tests.workshop import DAY, Desk, Tablet, a_result, a_site


@cache
def the_site() -> Site:
    """One for all: making its keys and PINs takes a while."""
    return a_site()


class Real:
    """The first tablet of a site, with its data folder and a stick."""

    def __init__(self, folder: Path, made: Site) -> None:
        self.site = made
        self.data, self.stick = folder / "site", folder / "stick"
        self.stick.mkdir()
        if not self.data.exists():
            write_site(self.data, made, "a passphrase")
        self.tablet, self.clock = Tablet(self.site), FakeClock()
        self.free, self.voice, self.sound = 12 * 10**9, True, True
        self.logged: list[LogEntry] = []
        self.staff = TabletStaff(
            self.data, self.tablet.own, self.site.pack, self.tablet.store, self.clock,
            PinGuard(self.data / "tablet" / "pin-tries", self.clock),
            Machine(
                sound_store=lambda: self.sound, free_bytes=lambda: self.free, enough=10**9,
                app="1.2.3", voice=lambda: self.voice, log=self,
            ),
        )  # fmt: skip

    def note(self, event: Event, **fields: Value) -> None:
        """It is its own log."""
        self.logged.append(LogEntry(event, self.clock.now(), fields=fields))

    @property
    def events(self) -> list[Event]:
        return [entry.event for entry in self.logged]

    def newer(self, days: int = 0, pins: tuple[str, ...] | None = None) -> None:
        """The site's next pack, on the stick."""
        keeper = Keeper.of(self.site.pack, self.site.desks[0].seal)
        keeper = keeper if pins is None else keeper.set_pins(pins)
        today = DAY + timedelta(days=days)
        pack, packed = keeping.next_pack(keeper.draft(), self.site.root, today)
        carry(self.stick, packed, pack)

    def sync(self) -> object:
        return self.staff.sync(self.stick, lambda *_: None, lambda: False)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the site, to be copied: locking its keys takes a while."""
    folder = tmp_path_factory.mktemp("written") / "site"
    write_site(folder, the_site(), "a passphrase")
    return folder


@pytest.fixture
def real(tmp_path: Path, written: Path) -> Real:
    shutil.copytree(written, tmp_path / "site")
    return Real(tmp_path, the_site())


# -- the way in ------------------------------------------------------------------------------------


def test_staff_pins_are_those_of_the_packs_sealed_section(real: Real) -> None:
    assert real.staff.pin_fits(PRACTICE_PIN) and not real.staff.pin_fits("1111")
    assert real.events == [Event.STAFF_OPENED, Event.PIN_REFUSED]
    assert real.staff.practice_pin() == PRACTICE_PIN and real.staff.pin_wait() == 0


def test_five_wrong_pins_make_a_wait(real: Real) -> None:
    (real.data / "tablet" / "pin-tries").write_text(str(FREE_TRIES - 1))
    real.staff._guard = PinGuard(real.data / "tablet" / "pin-tries", real.clock)
    assert not real.staff.pin_fits("1111") and real.staff.pin_wait() > 0


def test_a_practice_pin_that_was_changed_is_not_told(real: Real) -> None:
    real.newer(pins=("7777",))
    real.staff.take_pack(real.stick)
    assert real.staff.practice_pin() is None and real.staff.pin_fits("7777")


def test_a_site_that_is_not_for_practice_tells_no_pin(tmp_path: Path) -> None:
    made = make_site(today=DAY, practice=False, controller="Øvested", privacy_notice="Læs")
    assert Real(tmp_path, made).staff.practice_pin() is None


def test_a_tablet_without_a_pin_says_how_it_gets_one(tmp_path: Path) -> None:
    with pytest.raises(NoPinError, match="kiosk site take"):
        Real(tmp_path, make_site(today=DAY, pins=())).staff.pin_fits(PRACTICE_PIN)


# -- the tablet ------------------------------------------------------------------------------------


def test_a_tablet_that_is_well_says_so(real: Real) -> None:
    state = real.staff.state()
    assert state.well and state.waiting == 0 and state.days_waiting is None
    assert (state.app, state.pack_version, state.room) == ("1.2.3", 1, True)


def test_a_tablet_warns_after_14_days_unsynced(real: Real) -> None:
    shared = DAY - timedelta(days=14)
    real.tablet.sharing.share(replace(a_result(), day=shared))
    state = real.staff.state()
    assert (state.waiting, state.days_waiting, state.long_unsynced) == (1, 14, True)
    assert not state.well


def test_thirteen_days_are_no_reason_to_warn(real: Real) -> None:
    real.tablet.sharing.share(replace(a_result(), day=DAY - timedelta(days=13)))
    state = real.staff.state()
    assert (state.days_waiting, state.long_unsynced, state.well) == (13, False, True)


@pytest.mark.parametrize(
    ("what", "value", "amiss"),
    [("free", 10**9 - 1, "room"), ("voice", False, "voice"), ("sound", False, "sound_store")],
)
def test_under_1_gb_free_no_voice_or_a_damaged_store_warn(
    real: Real, what: str, value: object, amiss: str
) -> None:
    setattr(real, what, value)
    state = real.staff.state()
    assert not state.well and not getattr(state, amiss)


def test_expiry_warns_and_refuses_nothing(real: Real) -> None:
    real.staff.pack = replace(real.site.pack, expires=DAY - timedelta(days=1))
    state = real.staff.state()
    assert state.pack_expired and not state.well and real.staff.pin_fits(PRACTICE_PIN)


def test_a_clock_that_says_a_day_before_the_pack_was_made_warns(real: Real) -> None:
    assert real.staff.state().clock_behind is None
    real.staff.pack = replace(real.site.pack, issued=DAY + timedelta(days=1))
    state = real.staff.state()
    assert (state.clock_behind, state.well) == (DAY, False)


def test_staff_are_told_nothing_of_any_result(real: Real) -> None:
    """Numbers, days and versions: no text that a result could stand in."""
    code = real.tablet.sharing.share(a_result()).receipt_code
    state = real.staff.state()
    told = [getattr(state, field.name) for field in fields(state)]
    assert [one for one in told if isinstance(one, str)] == ["1.2.3"]
    assert code not in str(told)


def test_a_receipt_code_marks_handed_over_and_is_no_reason_to_purge(real: Real) -> None:
    code = real.tablet.sharing.share(a_result()).receipt_code
    assert real.staff.hand_over(code) and not real.staff.hand_over("00000000")
    assert real.tablet.store.counts().handed_over == 1
    real.sync()
    assert real.tablet.store.counts().unsynced == 1 and real.staff.state().waiting == 1


def test_moving_results_leaves_a_line_of_numbers_in_the_log(real: Real) -> None:
    real.tablet.sharing.share(a_result())
    real.sync()
    (entry,) = real.logged
    assert entry.event is Event.SYNCED and entry.fields["objects"] == 1


def test_what_is_purged_is_counted_in_the_log(real: Real) -> None:
    desk = Desk(real.site)
    real.tablet.sharing.share(a_result())
    real.sync()
    desk.collecting.collect(real.stick)
    real.sync()
    real.tablet.store.count_uptime(73 * 3600)
    real.sync()
    assert real.events[-1] is Event.PURGED and real.logged[-1].fields["objects"] == 1


def test_a_newer_pack_on_the_stick_is_taken_on_the_way(real: Real) -> None:
    real.newer()
    done = real.staff.sync(real.stick, lambda *_: None, lambda: False)
    assert done.pack is not None and real.staff.pack.version == 2
    assert load_device(real.data, Device.TABLET)[1].version == 2
    assert Event.TABLET_PACK_TAKEN in real.events
    assert real.staff.sync(real.stick, lambda *_: None, lambda: False).pack is None


def test_a_damaged_pack_is_told_and_the_results_go_over_all_the_same(real: Real) -> None:
    real.tablet.sharing.share(a_result())
    real.newer()
    (path,) = real.stick.glob("*.pack")
    path.write_bytes(path.read_bytes()[:-1])
    done = real.staff.sync(real.stick, lambda *_: None, lambda: False)
    assert done.carried == 1 and len(done.refused) == 1 and real.staff.pack.version == 1
    assert Event.PACK_REFUSED in real.events


@pytest.mark.parametrize("step", range(5))
def test_a_pulled_stick_leaves_a_valid_state_and_is_told_in_a_clear_sentence(
    real: Real, step: int
) -> None:
    stick = PullableDrive(real.stick)
    real.tablet.sharing.share(a_result())
    flow = StaffFlow(
        lambda: real.staff, lambda: real.staff, real.clock, InlineWorker(), stick
    )  # fmt: skip
    flow.wake()
    flow.try_pin(PRACTICE_PIN)
    flow.show_move()
    flow.tick()
    (drive,) = stick.drives()
    told: list[str] = []

    def pull(done: int, total: int, what: str) -> None:
        told.append(what)
        if len(told) == step + 1:
            stick.pull()

    flow._progressed = pull  # type: ignore[method-assign]
    flow.move(drive)
    moved = flow.screen
    assert isinstance(moved, Moved) and not moved.safe
    assert moved.pulled == (step < len(told))
    stick.put_in()
    flow._progressed = lambda *_: None  # type: ignore[method-assign]
    flow.show_move()
    flow.move(drive)
    again = flow.screen
    assert isinstance(again, Moved) and again.safe and again.done is not None
    assert again.done.carried == 1 and real.staff.state().waiting == 1


# -- the site --------------------------------------------------------------------------------------


def test_a_pack_is_taken_and_an_older_one_refused(real: Real) -> None:
    real.newer()
    assert real.staff.take_pack(real.stick) is None and real.staff.pack.version == 2
    carry(real.stick.parent, real.site.pack_file, real.site.pack)
    with pytest.raises(FileRefused):
        real.staff.take_pack(real.stick.parent)
    assert real.events == [Event.TABLET_PACK_TAKEN, Event.PACK_REFUSED]
    assert real.staff.site().pack_version == 2


def test_request_and_check_digits_are_those_that_the_approver_sees(real: Real) -> None:
    real.staff.write_request(real.stick)
    (found,) = requests_in(real.stick)
    state = real.staff.site()
    assert state.digits == found.request.digits and len(state.digits) == 8
    assert (state.tablet, state.site_name) == (1, "Øvested")
    scanned = qr.read_picture(qr.picture(state.request))
    assert enrolment.read_request(scanned) == found.request


class New:
    """A tablet that no site knows, and a site that may come to know it."""

    def __init__(self, folder: Path) -> None:
        self.data, self.stick = folder / "tablet", folder / "stick"
        (self.data / "tablet").mkdir(parents=True)
        self.stick.mkdir()
        self.own = OwnKeys.make(Device.TABLET)
        keyfile.write_device(self.data / "tablet" / site.DEVICE_KEYS, self.own)
        self.site = the_site()
        self.tablet = NewTablet(self.data, lambda: self.own)

    def approve(self) -> None:
        (found,) = requests_in(self.stick)
        keeper, _ = Keeper.of(self.site.pack, self.site.desks[0].seal).enrol(
            found.request.device, found.request.keys
        )
        pack, packed = keeping.next_pack(keeper.draft(), self.site.root, DAY)
        carry(self.stick, packed, pack)


def test_a_tablet_is_enrolled_by_stick_with_the_digits_compared_both_ways(tmp_path: Path) -> None:
    new = New(tmp_path)
    assert new.tablet.site().tablet == 0
    new.tablet.write_request(new.stick)
    with pytest.raises(PackMissing):
        new.tablet.take_pack(new.stick)
    new.approve()
    first = new.tablet.take_pack(new.stick)
    assert first is not None and first.name == "Øvested"
    assert first.digits == site_digits(new.site.root.public, new.own.public)
    with pytest.raises(KioskError):
        load_device(new.data, Device.TABLET)
    assert new.tablet.site().tablet == 0, "the digits are not compared yet"
    new.tablet.believe()
    own, pack = load_device(new.data, Device.TABLET)
    assert own.number == 3 and pack.version == 2
    state = new.tablet.site()
    assert (state.tablet, state.pack_version, state.site_name) == (3, 2, "Øvested")


def test_nothing_is_believed_that_was_not_shown(tmp_path: Path) -> None:
    new = New(tmp_path)
    new.tablet.believe()
    with pytest.raises(KioskError):
        load_device(new.data, Device.TABLET)
