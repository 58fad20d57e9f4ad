"""Keys have short names, and digits that people compare."""

from __future__ import annotations

import pytest

from kiosk.handoff import keys
from kiosk.handoff.keys import Device, DeviceKeys, PublicKeys
from tests.unit.handoff.samples import site

pytestmark = pytest.mark.usefixtures("quick_stretching")


def test_each_key_has_its_own_id_and_the_site_its_own() -> None:
    own = [*site().tablets, *site().desks]
    assert len({device.public.key_id for device in own}) == len(own)
    assert {device.site_id for device in own} == {site().root.site_id}
    assert len(site().root.site_id) == 16
    assert len(site().site_key.key_id) == 4


def test_check_digits_are_eight_and_change_with_every_part() -> None:
    public = site().tablets[0].public
    other = PublicKeys(public.seal, public.sign)
    assert len(public.check_digits) == 8
    assert public.check_digits.isdigit()
    assert public.check_digits != other.check_digits
    assert keys.check_digits(b"ab", b"c") != keys.check_digits(b"a", b"bc")


def test_keys_are_made_anew_each_time_and_never_shown() -> None:
    first = DeviceKeys.make(Device.DESK, 1, bytes(32))
    second = DeviceKeys.make(Device.DESK, 1, bytes(32))
    assert first.public != second.public
    assert first.sign.private_bytes_raw().hex() not in repr(first)
    assert repr(first.sign.private_bytes_raw()) not in repr(first)
