"""The site pack answers what a device has to know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.handoff import keys, seal, sitepack
from kiosk.handoff.errors import Malformed
from kiosk.handoff.keys import Device, SiteKey
from kiosk.handoff.sitepack import SiteKeyEntry, SitePack
from tests.unit.handoff.samples import TODAY, other_site, site


def with_two_keys() -> tuple[SitePack, SiteKeyEntry, SiteKeyEntry]:
    """A pack in its overlap: an older key to the end of the year, a newer one from today."""
    older = replace(site().pack.site_keys[0], valid_to=TODAY + timedelta(days=40))
    newer = SiteKeyEntry(
        SiteKey.make().public, TODAY + timedelta(days=9), TODAY + timedelta(days=99), {}
    )
    return replace(site().pack, site_keys=(older, newer)), older, newer


@pytest.mark.parametrize("controller", ["", "  ", "The municipality"])
@pytest.mark.parametrize("notice", ["", "\n", "What is kept"])
def test_without_controller_or_notice_all_is_practice(controller: str, notice: str) -> None:
    pack = replace(site().pack, controller=controller, privacy_notice=notice)
    assert pack.practice_only is not bool(controller.strip() and notice.strip())


def test_a_throwaway_site_is_always_practice() -> None:
    assert not site().pack.practice_only
    assert replace(site().pack, practice=True).practice_only


def test_a_pack_expires_after_its_last_day() -> None:
    assert not site().pack.expired(site().pack.expires)
    assert site().pack.expired(site().pack.expires + timedelta(days=1))


def test_the_newest_valid_site_key_is_used() -> None:
    pack, older, newer = with_two_keys()
    assert pack.sealing_key(TODAY) is older
    assert pack.sealing_key(TODAY + timedelta(days=9)) is newer
    assert pack.sealing_key(TODAY + timedelta(days=60)) is newer


def test_a_clock_far_out_still_finds_a_site_key() -> None:
    pack, _, newer = with_two_keys()
    assert pack.sealing_key(TODAY - timedelta(days=3_650)) is newer
    assert pack.sealing_key(TODAY + timedelta(days=3_650)) is newer


def test_devices_are_found_by_key_and_kind() -> None:
    tablet, desk = site().tablets[0], site().desks[0]
    (entry,) = site().pack.devices_with(Device.TABLET, tablet.public.key_id)
    assert (entry.number, entry.keys) == (1, tablet.public)
    assert not site().pack.devices_with(Device.DESK, tablet.public.key_id)
    assert site().pack.enrolled(tablet)
    assert site().pack.enrolled(desk)
    assert not site().pack.enrolled(replace(tablet, number=2))
    assert not site().pack.enrolled(other_site().tablets[0])


def test_each_desk_and_the_recovery_key_open_the_site_key() -> None:
    for own in (*(desk.seal for desk in site().desks), site().recovery.private):
        (key,) = site().pack.unwrap_site_keys(own)
        assert key.public == site().site_key.public


def test_a_tablet_and_another_site_s_desk_open_no_site_key() -> None:
    for own in (site().tablets[0].seal, other_site().desks[0].seal):
        assert site().pack.unwrap_site_keys(own) == ()


def test_a_key_wrapped_for_another_site_or_key_is_malformed() -> None:
    desk = site().desks[0]
    wrapped = site().pack.site_keys[0].wrapped[keys.key_id(desk.public.seal)]
    for site_id, key_id in ((bytes(16), site().site_key.key_id), (site().root.site_id, bytes(4))):
        with pytest.raises(Malformed):
            sitepack.unwrap(wrapped, desk.seal, site_id, key_id)


def test_a_wrapping_that_holds_another_key_is_passed_over() -> None:
    """The wrapped half has to belong to the public half under which it is listed."""
    desk, entry = site().desks[0], site().pack.site_keys[0]
    stranger = SiteKey.make()
    info = b"kiosk-site-key/1" + site().root.site_id + entry.key_id
    secret = stranger.private.private_bytes_raw()
    sealed = seal.seal(secret, desk.public.seal, info)
    wrapped = {keys.key_id(desk.public.seal): sealed}
    pack = replace(site().pack, site_keys=(replace(entry, wrapped=wrapped),))
    assert pack.unwrap_site_keys(desk.seal) == ()
