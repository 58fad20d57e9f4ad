"""The life of a site in its holder's folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.site_values import Known
from kiosk.desk.siting import Siting
from kiosk.handoff import enrolment, files, firstpack
from kiosk.handoff.enrolment import Request
from kiosk.handoff.errors import (
    FileRefused,
    KeysRefused,
    NotWritten,
    PackMissing,
    SiteRefused,
)
from kiosk.handoff.keeping import Charter
from kiosk.handoff.keys import Device
from kiosk.handoff.site import load_device, new_keys, take_pack
from kiosk.handoff.sitepack import SitePack, Workshop

pytestmark = pytest.mark.usefixtures("quick_stretching")

TODAY = date(2026, 11, 22)
CHARTER = Charter("Two", (Workshop(1, "Nord"), Workshop(2, "Syd")), "We", "What is kept", False)
ROOT, RECOVERY = "the root's words", "the safe's words"
BOTH, ROOT_ONLY = Known(ROOT, RECOVERY), Known(ROOT)


@dataclass
class Place:
    """A holder's folder, machines with their data folders, and a stick."""

    base: Path
    today: date = TODAY
    asked: list[str] = field(default_factory=list)

    def siting(self, machine: str = "office") -> Siting:
        return Siting(self.base / "root", self.base / machine, lambda: self.today)

    @property
    def stick(self) -> Path:
        (self.base / "stick").mkdir(exist_ok=True)
        return self.base / "stick"

    def request(self, machine: str, device: Device) -> Request:
        return enrolment.request_of(new_keys(self.base / machine, device))

    def take_first(self, machine: str, device: Device) -> SitePack:
        data = self.base / machine
        return firstpack.believe(data, device, firstpack.first_pack(data, device, self.stick))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A site whose office has desk 1."""
    made = Place(tmp_path)
    made.siting().found(CHARTER, ROOT, RECOVERY, ["482913"], with_desk=True)
    return made


class TestFounding:
    def test_the_office_has_desk_1_and_the_recovery_key_can_go_to_the_safe(
        self, place: Place
    ) -> None:
        own, pack = load_device(place.base / "office", Device.DESK)
        assert (own.number, pack.version, pack.practice_only) == (1, 1, False)
        (place.base / "root" / "recovery.key").unlink()
        assert not place.siting().needs_recovery
        assert place.siting().rotate(ROOT_ONLY).version == 2

    def test_without_a_desk_the_recovery_key_opens_the_site(self, tmp_path: Path) -> None:
        siting = Place(tmp_path).siting()
        assert not siting.founded
        siting.found(CHARTER, ROOT, RECOVERY)
        assert siting.founded and siting.needs_recovery
        with pytest.raises(KeysRefused, match="recovery key is needed"):
            siting.rotate(ROOT_ONLY)
        assert siting.rotate(BOTH).version == 2
        assert siting.devices() == ()

    def test_no_site_is_founded_over_another(self, place: Place) -> None:
        for gone in ("site.pack", "root.key"):
            with pytest.raises(SiteRefused, match="already; name another folder"):
                place.siting().found(CHARTER, ROOT, RECOVERY)
            (place.base / "root" / gone).unlink()
        with pytest.raises(SiteRefused, match="already; name another folder"):
            place.siting().found(CHARTER, ROOT, RECOVERY)

    def test_a_desk_of_one_site_is_not_taken_into_another(self, place: Place) -> None:
        other = Siting(place.base / "other", place.base / "office", lambda: TODAY)
        with pytest.raises(SiteRefused, match="belongs to a site already"):
            other.found(CHARTER, ROOT, RECOVERY, with_desk=True)
        assert not (place.base / "other").exists()

    @pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
    @pytest.mark.parametrize("name", ["root.key", "recovery.key"])
    def test_wrong_file_modes_are_refused(self, place: Place, name: str) -> None:
        path = place.base / "root" / name
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        path.chmod(0o640)
        siting = place.siting("elsewhere")
        with pytest.raises(KeysRefused, match="chmod 600"):
            siting.rotate(BOTH)

    def test_each_key_has_its_own_passphrase(self, place: Place) -> None:
        with pytest.raises(KeysRefused, match="passphrase"):
            place.siting().rotate(Known(RECOVERY))
        with pytest.raises(KeysRefused, match="passphrase"):
            place.siting("elsewhere").rotate(Known(ROOT, ROOT))
        assert place.siting().pack().version == 1


class TestDevices:
    def test_a_tablet_is_approved_and_takes_the_pack_from_the_stick(self, place: Place) -> None:
        done = place.siting().approve(place.request("tab", Device.TABLET), ROOT_ONLY, workshop=2)
        place.siting().carry(place.stick)
        first = firstpack.first_pack(place.base / "tab", Device.TABLET, place.stick)
        assert first.digits == done.digits, "both sides show the same digits for site and device"
        assert place.take_first("tab", Device.TABLET) == done.pack
        own, pack = load_device(place.base / "tab", Device.TABLET)
        section = pack.section(own)
        assert own.number == 1
        assert section is not None and section.pin_fits("482913")

    def test_the_list_tells_every_device_where_it_stands_and_whether_it_is_revoked(
        self, place: Place
    ) -> None:
        siting = place.siting()
        siting.approve(place.request("tab", Device.TABLET), ROOT_ONLY, workshop=2)
        siting.revoke_tablet(1, 7, 5, ROOT_ONLY)
        desk, tablet = siting.devices()
        assert (desk.entry.device, desk.workshop, desk.revoked) == (Device.DESK, "Nord", False)
        assert (tablet.entry.number, tablet.workshop, tablet.revoked) == (1, "Syd", True)
        assert [gone.after_sequence for gone in tablet.revocations] == [7]

    def test_the_machine_of_the_holder_takes_each_pack_at_once(self, place: Place) -> None:
        place.siting().approve(place.request("office", Device.TABLET), ROOT_ONLY)
        for device in Device:
            assert load_device(place.base / "office", device)[1].version == 2

    def test_pins_reach_every_tablet_with_the_next_pack(self, place: Place) -> None:
        siting = place.siting()
        siting.approve(place.request("tab", Device.TABLET), ROOT_ONLY)
        siting.carry(place.stick)
        place.take_first("tab", Device.TABLET)
        siting.set_pins(["999999"], ROOT_ONLY)
        siting.carry(place.stick)
        pack = take_pack(place.base / "tab", Device.TABLET, place.stick)
        section = pack.section(load_device(place.base / "tab", Device.TABLET)[0])
        assert section is not None
        assert (section.pin_fits("999999"), section.pin_fits("482913")) == (True, False)

    def test_a_revoked_desk_in_the_office_leaves_the_recovery_key(self, place: Place) -> None:
        siting = place.siting()
        assert siting.revoke_desk(1, ROOT_ONLY).version == 2
        with pytest.raises(KeysRefused, match="revoked"):
            load_device(place.base / "office", Device.DESK)
        assert siting.needs_recovery
        assert siting.rotate(BOTH).version == 3

    def test_new_keys_make_a_new_device(self, place: Place) -> None:
        siting = place.siting()
        siting.approve(place.request("tab", Device.TABLET), ROOT_ONLY)
        same = new_keys(place.base / "tab", Device.TABLET)
        assert enrolment.request_of(same) == place.request("tab", Device.TABLET)
        other = new_keys(place.base / "tab", Device.TABLET, anew=True)
        assert other.public != same.public
        done = siting.approve(enrolment.request_of(other), ROOT_ONLY)
        assert done.entry.number == 2


class TestYears:
    def test_a_pack_lasts_a_year_and_is_renewed_with_the_root_key_alone(self, place: Place) -> None:
        place.today = TODAY + timedelta(days=400)
        siting = place.siting("elsewhere")
        assert siting.pack().expired(place.today)
        assert not siting.renew(ROOT_ONLY).expired(place.today)

    def test_all_desks_are_lost_and_the_site_is_recovered(self, place: Place) -> None:
        siting = place.siting("new office")
        siting.approve(place.request("second", Device.DESK), BOTH)
        before = siting.pack()
        done = siting.recover(place.request("new office", Device.DESK), BOTH)
        assert done.entry.number == 3
        own, pack = load_device(place.base / "new office", Device.DESK)
        assert len(pack.unwrap_site_keys(own.seal)) == len(before.site_keys) + 1
        assert [state.revoked for state in siting.devices()] == [True, True, False]
        assert not siting.needs_recovery

    def test_a_desk_revoked_before_the_loss_stays_so(self, place: Place) -> None:
        siting = place.siting("new office")
        siting.revoke_desk(1, BOTH)
        siting.recover(place.request("new office", Device.DESK), BOTH)
        assert len(siting.pack().revocations) == 1

    def test_a_site_is_recovered_with_a_desk(self, place: Place) -> None:
        with pytest.raises(SiteRefused, match="tablet's request"):
            place.siting().recover(place.request("tab", Device.TABLET), BOTH)

    def test_a_lost_recovery_key_or_root_key_is_told_by_name(self, place: Place) -> None:
        (place.base / "root" / "recovery.key").unlink()
        with pytest.raises(KeysRefused, match=r"no recovery\.key in .*root"):
            place.siting("elsewhere").rotate(BOTH)
        (place.base / "root" / "root.key").unlink()
        with pytest.raises(KeysRefused, match=r"no root\.key"):
            place.siting().rotate(BOTH)


class Cut(Exception):  # noqa: N818 - the power, not an error of the program
    """Nothing after this is written."""


class TestADiskThatFails:
    """At every write in turn: a full disk, and a power cut."""

    ISSUES = 4
    """Writes of a change: pack, what was seen, then pack and belief of the desk here."""

    @pytest.fixture(params=[NotWritten("The disk is full."), Cut()], ids=["full", "cut"])
    def fault(self, request: pytest.FixtureRequest) -> Exception:
        error: Exception = request.param
        return error

    @pytest.mark.parametrize("at", range(ISSUES))
    def test_a_change_is_made_whole_or_not_at_all(
        self, place: Place, monkeypatch: pytest.MonkeyPatch, fault: Exception, at: int
    ) -> None:
        with failing(monkeypatch, at, fault), pytest.raises(type(fault)):
            place.siting().rotate(ROOT_ONLY)
        version = place.siting().pack().version
        assert version == (1 if at == 0 else 2)
        own, pack = load_device(place.base / "office", Device.DESK)
        assert pack.version in (1, version)
        assert len(pack.unwrap_site_keys(own.seal)) == len(pack.site_keys)
        assert place.siting().rotate(ROOT_ONLY).version == version + 1
        assert load_device(place.base / "office", Device.DESK)[1].version == version + 1

    @pytest.mark.parametrize("at", range(2))
    def test_a_device_takes_a_pack_whole_or_not_at_all(
        self, place: Place, monkeypatch: pytest.MonkeyPatch, fault: Exception, at: int
    ) -> None:
        siting, tab = place.siting(), place.base / "tab"
        siting.approve(place.request("tab", Device.TABLET), ROOT_ONLY)
        siting.carry(place.stick)
        with failing(monkeypatch, at, fault), pytest.raises(type(fault)):
            place.take_first("tab", Device.TABLET)
        with pytest.raises(KeysRefused, match="belongs to no site yet"):
            load_device(tab, Device.TABLET)
        place.take_first("tab", Device.TABLET)
        siting.rotate(ROOT_ONLY)
        siting.carry(place.stick)
        with failing(monkeypatch, at, fault), pytest.raises(type(fault)):
            take_pack(tab, Device.TABLET, place.stick)
        assert load_device(tab, Device.TABLET)[1].version == (2 if at == 0 else 3)
        assert take_pack(tab, Device.TABLET, place.stick).version == 3


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, number: int, fault: Exception) -> Iterator[None]:
    """The write of that number fails, counted from 0, and all after it."""
    write, done = files.write_safely, [0]

    def written(path: Path, data: bytes, **how: Any) -> None:
        done[0] += 1
        if done[0] > number:
            raise fault
        write(path, data, **how)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_safely", written)
        yield


class TestALostPack:
    @pytest.fixture
    def lost(self, place: Place) -> Place:
        """Version 3 is on the stick, and the folder of the holder lost it."""
        place.siting().rotate(ROOT_ONLY)
        place.siting().rotate(ROOT_ONLY)
        place.siting().carry(place.stick)
        (place.base / "root" / "site.pack").unlink()
        return place

    def test_it_says_where_to_look(self, lost: Place) -> None:
        with pytest.raises(PackMissing, match="bring a lost pack back"):
            lost.siting().pack()

    def test_it_comes_back_from_a_stick_a_file_or_a_device(self, lost: Place) -> None:
        packs = (lost.stick, next(lost.stick.iterdir()), lost.base / "office")
        for source in packs:
            assert lost.siting().restore(source, ROOT_ONLY).version == 3
            assert lost.siting().pack().version == 3
            (lost.base / "root" / "site.pack").unlink()

    def test_of_several_the_newest_comes_back(self, lost: Place) -> None:
        lost.siting().restore(lost.stick, ROOT_ONLY)
        lost.siting().rotate(ROOT_ONLY)
        (lost.stick / "site.pack").write_bytes((lost.base / "root" / "site.pack").read_bytes())
        (lost.base / "root" / "site.pack").unlink()
        assert lost.siting().restore(lost.stick, ROOT_ONLY).version == 4

    def test_an_older_one_is_refused_unless_somebody_says_above_which(self, lost: Place) -> None:
        lost.siting().restore(lost.stick, ROOT_ONLY)
        for _ in range(4):
            lost.siting().rotate(ROOT_ONLY)
        (lost.base / "root" / "site.pack").unlink()
        with pytest.raises(FileRefused, match="version 3, but version 7"):
            lost.siting().restore(lost.stick, ROOT_ONLY)
        assert lost.siting("elsewhere").restore(lost.stick, ROOT_ONLY, above=7).version == 8

    def test_a_folder_put_back_to_an_old_state_is_noticed_by_the_desk(self, lost: Place) -> None:
        """Else the next pack would have a version that was in use already."""
        old = (lost.base / "office" / "site.pack").read_bytes()
        lost.siting().restore(lost.stick, ROOT_ONLY)
        lost.siting().rotate(ROOT_ONLY)
        (lost.base / "root" / "site.pack").write_bytes(old)
        (lost.base / "root" / "trust.cbor").unlink()
        with pytest.raises(FileRefused, match="version 3, but version 4"):
            lost.siting().pack()
        assert lost.siting("elsewhere").pack().version == 3, "nobody else here has seen it"

    def test_packs_of_others_and_damaged_ones_are_not_taken(self, lost: Place) -> None:
        other = Siting(lost.base / "other", lost.base / "none", lambda: TODAY)
        other.found(CHARTER, ROOT, RECOVERY)
        foreign = lost.base / "other" / "site.pack"
        for source in (foreign, lost.base / "other", lost.base / "gone"):
            with pytest.raises(PackMissing, match="no site pack of this site"):
                lost.siting().restore(source, ROOT_ONLY)
        (lost.base / "root" / "site.pack").write_bytes(foreign.read_bytes())
        with pytest.raises(FileRefused, match="signature"):
            lost.siting().pack()
        (lost.base / "root" / "trust.cbor").unlink()
        with pytest.raises(KeysRefused, match="another site than the site pack"):
            lost.siting().renew(ROOT_ONLY)
        for damaged in (b"", foreign.read_bytes()[:-1]):
            (lost.base / "root" / "site.pack").write_bytes(damaged)
            with pytest.raises(FileRefused):
                lost.siting().pack()
