"""What the holder of the root key changes: rotation, revocation, recovery, new devices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.handoff import keeping
from kiosk.handoff.errors import KeysRefused, Rejected, SiteRefused
from kiosk.handoff.keeping import A_YEAR, OVERLAP, Charter, Keeper
from kiosk.handoff.keys import Device, DeviceKeys, OwnKeys
from kiosk.handoff.opener import Opener
from kiosk.handoff.packfile import open_pack
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.site import make_site
from kiosk.handoff.sitepack import SitePack, Workshop
from tests.unit.handoff.samples import TODAY, detail_record, other_site, plain, site

pytestmark = pytest.mark.usefixtures("quick_stretching")

ROOT = site().root
TABLET = site().tablets[0]
FIRST, SECOND = site().desks
LATER = TODAY + timedelta(days=30)


def keeper(own: DeviceKeys = FIRST) -> Keeper:
    return Keeper.of(site().pack, own.seal)


def issued(changed: Keeper | SitePack, today: date = TODAY) -> SitePack:
    draft = changed if isinstance(changed, SitePack) else changed.draft()
    pack, packed = keeping.next_pack(draft, ROOT, today)
    assert open_pack(packed, ROOT.public) == pack
    return pack


def shared(pack: SitePack, sequence: int = 1, epoch: int = 5, day: date = TODAY) -> str:
    """The code of a result that a tablet with this pack seals."""
    record = plain(sequence, epoch=epoch)
    record = replace(record, result=replace(record.result, day=day))
    return Sealer(TABLET, pack).seal(record).text


def opens(own: DeviceKeys, pack: SitePack, text: str) -> bool:
    try:
        Opener.for_desk(own, pack).open(text)
    except Rejected:
        return False
    return True


class TestEnrolment:
    def test_a_device_gets_the_next_free_number_and_never_one_that_was_used(self) -> None:
        kept, entry = keeper().enrol(Device.TABLET, OwnKeys.make(Device.TABLET).public)
        assert (entry.device, entry.number) == (Device.TABLET, 3)
        revoked = keeping.revoke_tablet(kept.pack, 3, 0)
        again, entry = replace(kept, pack=revoked).enrol(
            Device.TABLET, OwnKeys.make(Device.TABLET).public
        )
        assert entry.number == 4
        assert again.enrol(Device.DESK, OwnKeys.make(Device.DESK).public)[1].number == 3

    def test_a_new_tablet_gets_the_staff_pins_and_the_same_progress_key(self) -> None:
        own = OwnKeys.make(Device.TABLET)
        kept, entry = keeper(SECOND).set_pins(["482913"]).enrol(Device.TABLET, own.public)
        pack = issued(kept)
        section = pack.section(own.enrolled(entry.number, ROOT.public))
        before = site().pack.section(TABLET)
        assert section is not None and before is not None
        assert section.pin_fits("482913")
        assert section.progress_key == before.progress_key
        assert pack.section(TABLET) == section

    def test_a_new_desk_opens_what_was_shared_before_it_came(self) -> None:
        own = OwnKeys.make(Device.DESK)
        kept, entry = keeper().enrol(Device.DESK, own.public)
        assert opens(own.enrolled(entry.number, ROOT.public), issued(kept), shared(site().pack))

    def test_a_device_is_enrolled_once(self) -> None:
        stranger = OwnKeys.make(Device.DESK).public
        for known in (TABLET.public, replace(stranger, seal=SECOND.public.seal)):
            with pytest.raises(SiteRefused, match="belongs to the site already, under number"):
                keeper().enrol(Device.DESK, known)

    def test_the_workshop_stands_in_the_device_s_entry(self) -> None:
        own = OwnKeys.make(Device.TABLET).public
        two = replace(
            keeper(), pack=replace(site().pack, workshops=(Workshop(1, "N"), Workshop(7, "S")))
        )
        assert two.enrol(Device.TABLET, own)[1].workshop == 1
        assert issued(two.enrol(Device.TABLET, own, 7)[0]).devices[-1].workshop == 7
        with pytest.raises(SiteRefused, match="no workshop 2 at this site; its workshops are 1, 7"):
            two.enrol(Device.TABLET, own, 2)

    def test_a_site_that_is_full_says_so(self) -> None:
        full = replace(site().pack.devices[0], number=keeping.MOST_NUMBERS)
        pack = replace(site().pack, devices=(*site().pack.devices, full))
        with pytest.raises(SiteRefused, match="no number left"):
            replace(keeper(), pack=pack).enrol(Device.TABLET, OwnKeys.make(Device.TABLET).public)


class TestWhoMayChangeASite:
    def test_a_desk_and_the_recovery_key_may_and_nobody_else(self) -> None:
        kept = keeper().kept
        for own in (FIRST.seal, SECOND.seal, site().recovery.private):
            assert Keeper.of(site().pack, own).kept == kept
        for own in (TABLET.seal, other_site().desks[0].seal):
            with pytest.raises(KeysRefused, match="recovery key"):
                Keeper.of(site().pack, own)

    def test_every_pack_has_a_version_higher_by_one_and_lasts_a_year(self) -> None:
        pack = issued(keeper(), LATER)
        assert (pack.version, pack.issued, pack.expires) == (2, LATER, LATER + A_YEAR)

    def test_a_holder_who_lost_packs_goes_on_above_them(self) -> None:
        assert keeping.next_pack(site().pack, ROOT, TODAY, above=9)[0].version == 10
        assert keeping.next_pack(site().pack, ROOT, TODAY, above=0)[0].version == 2

    def test_too_many_pins_are_refused(self) -> None:
        with pytest.raises(SiteRefused, match="at most 8"):
            keeper().set_pins([f"{number}000" for number in range(9)])


class TestRotation:
    """The site key yearly, 60 days of overlap; old private keys stay as long as results under them
    may arrive."""

    def test_the_new_key_is_sealed_to_from_today_on(self) -> None:
        pack = issued(keeper().rotate(LATER), LATER)
        new, old = pack.site_keys
        assert old.public == site().pack.site_keys[0].public
        assert pack.sealing_key(LATER) is new
        assert pack.sealing_key(LATER - timedelta(days=1)) is old
        assert (new.valid_from, new.valid_to) == (LATER, LATER + A_YEAR + OVERLAP)

    def test_the_old_key_may_be_sealed_to_for_60_days_more(self) -> None:
        pack = issued(keeper().rotate(LATER), LATER)
        assert pack.site_keys[1].valid_to == LATER + timedelta(days=60)
        again = issued(Keeper.of(pack, FIRST.seal).rotate(LATER + timedelta(days=30)))
        assert again.site_keys[2].valid_to == LATER + timedelta(days=60), "it gets no longer life"

    def test_a_desk_opens_what_tablets_seal_with_the_old_pack_and_with_the_new(self) -> None:
        pack = issued(keeper().rotate(LATER), LATER)
        for sealed_with in (site().pack, pack):
            for desk in (FIRST, SECOND):
                assert opens(desk, pack, shared(sealed_with, day=LATER))
        assert not opens(FIRST, site().pack, shared(pack, day=LATER)), "it needs the new pack"

    def test_what_was_shared_years_ago_is_still_opened(self) -> None:
        text, pack = shared(site().pack), site().pack
        for year in range(1, 6):
            day = TODAY + year * A_YEAR
            pack = issued(Keeper.of(pack, SECOND.seal).rotate(day), day)
        assert len(pack.site_keys) == 6
        assert opens(FIRST, pack, text)

    def test_two_rotations_on_a_day_or_under_a_clock_put_back_seal_to_the_newest(self) -> None:
        pack = issued(keeper().rotate(LATER))
        for day in (LATER, LATER - timedelta(days=20)):
            changed = Keeper.of(pack, FIRST.seal).rotate(day)
            pack = issued(changed)
            assert pack.sealing_key(LATER).public == changed.site_keys[0].public

    def test_the_progress_key_is_not_rotated_with_the_site_key(self) -> None:
        before = site().pack.section(FIRST)
        assert issued(keeper().rotate(LATER)).section(FIRST) == before


class TestARevokedDesk:
    """A desk: the site key rotates."""

    def revoked(self) -> SitePack:
        return issued(keeper().without_desk(2).retire(LATER), LATER)

    def test_it_opens_nothing_that_is_shared_afterwards(self) -> None:
        pack = self.revoked()
        text = shared(pack, day=LATER)
        assert opens(FIRST, pack, text)
        assert not opens(SECOND, pack, text)
        assert pack.unwrap_site_keys(SECOND.seal) == ()
        assert pack.desk_is_revoked(pack.devices[3])
        assert not pack.desk_is_revoked(pack.devices[2])

    @pytest.mark.parametrize("off", [0, 1, 30, -1, -30, -4_000, 4_000])
    def test_whatever_a_tablet_s_clock_says_it_seals_to_the_new_key(self, off: int) -> None:
        pack = self.revoked()
        text = shared(pack, day=LATER + timedelta(days=off))
        assert not opens(SECOND, site().pack, text)
        assert opens(FIRST, pack, text)

    def test_the_others_still_open_what_was_shared_before(self) -> None:
        assert opens(FIRST, self.revoked(), shared(site().pack))

    def test_it_gets_no_section_any_more(self) -> None:
        pack = self.revoked()
        assert pack.section(SECOND) is None
        assert pack.kept_section(SECOND.seal) is None
        assert pack.section(FIRST) == site().pack.section(FIRST)

    def test_it_changes_the_site_no_more(self) -> None:
        with pytest.raises(KeysRefused):
            Keeper.of(self.revoked(), SECOND.seal)

    def test_it_is_revoked_once_and_only_if_it_exists(self) -> None:
        with pytest.raises(SiteRefused, match="revoked already"):
            Keeper.of(self.revoked(), FIRST.seal).without_desk(2)
        with pytest.raises(SiteRefused, match="no such device with number 9"):
            keeper().without_desk(9)

    def test_rotations_after_it_go_on_as_before(self) -> None:
        """The retired keys stay retired, and old ones that were retired before are not chosen."""
        pack = issued(Keeper.of(self.revoked(), FIRST.seal).rotate(LATER + A_YEAR))
        assert [key.valid_from <= key.valid_to for key in pack.site_keys] == [True, True, False]
        assert pack.sealing_key(TODAY).public in {key.public for key in pack.site_keys[:2]}


class TestARevokedTablet:
    """A tablet: "revoked after sequence n"; what came before stays valid, what comes after goes to
    quarantine."""

    def revoked(self, after: int = 7, epoch: int | None = 5) -> SitePack:
        return issued(keeping.revoke_tablet(site().pack, 1, after, epoch))

    @pytest.mark.parametrize(
        ("epoch", "sequence", "gone"),
        [(5, 1, False), (5, 7, False), (5, 8, True), (6, 1, True), (4, 7, True)],
    )
    def test_an_epoch_that_is_not_named_counts_as_after(
        self, epoch: int, sequence: int, gone: bool
    ) -> None:
        opened = Opener.for_desk(FIRST, self.revoked()).open(shared(site().pack, sequence, epoch))
        assert opened.revoked is gone
        assert opened.record.sequence == sequence, "opened all the same, for the quarantine"

    def test_its_details_go_the_same_way(self) -> None:
        opener = Opener.for_desk(FIRST, self.revoked())
        for sequence in (7, 8):
            wire = Sealer(TABLET, site().pack).seal_detail(detail_record(sequence), TODAY).wire
            assert opener.open_detail(wire).revoked is (sequence == 8)

    def test_without_an_epoch_it_holds_for_each(self) -> None:
        pack = self.revoked(after=3, epoch=None)
        entry = pack.devices[0]
        assert [pack.is_revoked(entry, epoch, 3) for epoch in (0, 5)] == [False, False]
        assert [pack.is_revoked(entry, epoch, 4) for epoch in (0, 5)] == [True, True]

    def test_a_desk_is_told_up_to_where_each_named_epoch_is_believed(self) -> None:
        """What is there already of an epoch that nobody named stays; see ``desk.revoking``."""
        pack = self.revoked(after=7, epoch=5)
        entry = pack.devices[0]
        assert pack.believed_to(entry, 5) == 7 and pack.believed_to(entry, 6) is None
        later = issued(keeping.revoke_tablet(pack, 1, 9, None))
        assert later.believed_to(entry, 5) == 7 and later.believed_to(entry, 6) == 9
        assert site().pack.believed_to(entry, 5) is None

    def test_of_several_revocations_the_strictest_holds(self) -> None:
        pack = self.revoked(after=7, epoch=5)
        pack = issued(keeping.revoke_tablet(pack, 1, 2, 5))
        pack = issued(keeping.revoke_tablet(pack, 1, 9, 6))
        entry = pack.devices[0]
        believed = [
            (epoch, sequence)
            for epoch in (5, 6, 7)
            for sequence in range(1, 12)
            if not pack.is_revoked(entry, epoch, sequence)
        ]
        assert believed == [(5, 1), (5, 2), *((6, sequence) for sequence in range(1, 10))]

    def test_other_tablets_and_desks_are_as_before(self) -> None:
        pack = self.revoked(after=0, epoch=None)
        assert pack.is_revoked(pack.devices[0], 5, 1)
        assert not pack.is_revoked(pack.devices[1], 5, 1)
        assert not any(pack.desk_is_revoked(entry) for entry in pack.devices)
        assert [pack.revoked(entry) for entry in pack.devices] == [True, False, False, False]
        assert opens(FIRST, pack, shared(pack))

    def test_it_gets_no_pin_that_is_set_later(self) -> None:
        pack = issued(Keeper.of(self.revoked(), FIRST.seal).set_pins(["482913"]))
        assert pack.section(TABLET) is None
        assert pack.section(site().tablets[1]) is not None

    def test_a_stolen_tablet_is_revoked_with_the_root_key_alone(self) -> None:
        assert self.revoked().site_keys == site().pack.site_keys

    def test_twice_the_same_is_told(self) -> None:
        with pytest.raises(SiteRefused, match="just this way already"):
            keeping.revoke_tablet(self.revoked(), 1, 7, 5)
        with pytest.raises(SiteRefused, match="no such device with number 9"):
            keeping.revoke_tablet(site().pack, 9, 0)


class TestRecovery:
    """The site key is also wrapped to a recovery key that the authority holds."""

    def test_all_desks_are_lost_and_everything_is_opened_with_the_recovery_key(self) -> None:
        rotated = issued(keeper().rotate(LATER), LATER)
        texts = [shared(site().pack), shared(rotated, day=LATER)]
        own = OwnKeys.make(Device.DESK)
        kept = Keeper.of(rotated, site().recovery.private)
        kept, entry = kept.enrol(Device.DESK, own.public)
        pack = issued(kept.without_desk(1).without_desk(2).retire(LATER), LATER)
        new = own.enrolled(entry.number, ROOT.public)
        texts.append(shared(pack, day=LATER))
        assert [opens(new, pack, text) for text in texts] == [True, True, True]
        for lost in (FIRST, SECOND):
            assert pack.unwrap_site_keys(lost.seal) == ()


def test_a_founded_site_is_what_its_charter_says() -> None:
    charter = Charter("Two", (Workshop(1, "N"), Workshop(2, "S")), "We", "What is kept", False)
    founded = keeping.found(charter, ROOT.public, site().recovery.public, TODAY)
    pack = issued(founded)
    assert (pack.version, pack.site_name, pack.workshops) == (1, "Two", charter.workshops)
    assert (pack.controller, pack.privacy_notice) == ("We", "What is kept")
    assert not pack.practice_only
    assert Keeper.of(pack, site().recovery.private).kept == founded.kept


def test_a_site_that_is_made_at_once_goes_the_same_way() -> None:
    made = make_site(today=TODAY, tablets=2, desks=2, pins=("4711",))
    assert made.pack.version == 1
    assert [entry.workshop for entry in made.pack.devices] == [1, 1, 1, 1]
    assert Keeper.of(made.pack, made.desks[1].seal).site_keys[0].public == made.site_key.public
