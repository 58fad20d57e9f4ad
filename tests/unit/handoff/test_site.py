"""A site is made at once, and its devices start from their data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.handoff import keyfile
from kiosk.handoff.errors import FileRefused, KeysRefused
from kiosk.handoff.keys import Device
from kiosk.handoff.opener import Opener
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.site import load_device, make_site, write_site
from tests.unit.handoff.samples import TODAY, other_site, plain, site

pytestmark = pytest.mark.usefixtures("quick_stretching")

DEVICES = ("tablet", "tablet-2", "desk", "desk-2")


def test_a_site_has_as_many_devices_as_asked_for_all_enrolled() -> None:
    made = make_site(today=TODAY, tablets=3, desks=2)
    assert [own.number for own in made.tablets] == [1, 2, 3]
    assert [own.number for own in made.desks] == [1, 2]
    assert all(made.pack.enrolled(own) for own in (*made.tablets, *made.desks))
    assert made.pack.practice_only


def test_a_result_goes_from_folder_to_folder(tmp_path: Path) -> None:
    write_site(tmp_path, site(), "pass")
    keys, pack = load_device(tmp_path, Device.TABLET)
    text = Sealer(keys, pack).seal(plain()).text
    desk, desk_pack = load_device(tmp_path, Device.DESK)
    assert Opener.for_desk(desk, desk_pack).open(text).record == plain()
    assert pack == desk_pack == site().pack


def test_every_key_of_a_site_has_its_file(tmp_path: Path) -> None:
    write_site(tmp_path / "new" / "site", site(), "pass")
    found = {
        path.relative_to(tmp_path / "new" / "site").as_posix() for path in tmp_path.rglob("*.*")
    }
    assert found == {
        "site.pack",
        "site/site.pack",
        "site/root.key",
        "site/recovery.key",
        *(f"{device}/{name}.cbor" for device in DEVICES for name in ("keys", "trust")),
    }
    root = keyfile.read_root(tmp_path / "new" / "site" / "site" / "root.key", "pass")
    assert root.public == site().root.public


def test_a_folder_without_keys_or_with_a_foreign_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeysRefused):
        load_device(tmp_path, Device.DESK)
    write_site(tmp_path, site(), "pass")
    (tmp_path / "site.pack").write_bytes(other_site().pack_file)
    with pytest.raises(FileRefused, match="signature"):
        load_device(tmp_path, Device.DESK)
