"""A site is made at once, and its devices start from their data folder."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.handoff import cbor, files, keeping, keyfile
from kiosk.handoff.errors import FileRefused, KeysRefused, NotWritten, PackMissing
from kiosk.handoff.keys import Device, OwnKeys, RootKey
from kiosk.handoff.opener import Opener
from kiosk.handoff.packfile import sign_pack
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.site import (
    carried_name,
    carry,
    let_take,
    load_device,
    make_site,
    take_newer,
    take_pack,
    write_site,
)
from kiosk.handoff.sitepack import SitePack
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


def next_of(pack: SitePack, root: RootKey) -> tuple[SitePack, bytes]:
    return keeping.next_pack(pack, root, TODAY)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a tablet and a desk that have the first pack."""
    write_site(tmp_path / "data", site(), "pass")
    return tmp_path / "data"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def carried(stick: Path, times: int = 1) -> SitePack:
    """The pack that comes so many after the first, on the stick."""
    pack, packed = site().pack, site().pack_file
    for _ in range(times):
        pack, packed = next_of(pack, site().root)
    carry(stick, packed, pack)
    return pack


def test_a_newer_pack_is_taken_from_a_stick_or_a_file(data: Path, stick: Path) -> None:
    pack = carried(stick)
    assert take_pack(data, Device.TABLET, stick) == pack
    assert load_device(data, Device.TABLET)[1] == pack
    assert take_pack(data, Device.DESK, stick / carried_name(pack.site_id)) == pack


def test_the_pack_version_is_never_accepted_lower_than_the_highest_seen(
    data: Path, stick: Path
) -> None:
    before = (data / "site.pack").read_bytes()
    carried(stick, 3)
    take_pack(data, Device.TABLET, stick)
    old = stick / "old.pack"
    old.write_bytes(before)
    with pytest.raises(FileRefused, match="version 1, but version 4"):
        take_pack(data, Device.TABLET, old)
    (data / "site.pack").write_bytes(before)
    with pytest.raises(FileRefused, match="fetch the newest"):
        load_device(data, Device.TABLET)


def test_a_device_remembers_a_pack_that_it_only_ever_started_with(data: Path) -> None:
    """Somebody copied it there by hand."""
    before = (data / "site.pack").read_bytes()
    pack, packed = next_of(site().pack, site().root)
    (data / "site.pack").write_bytes(packed)
    assert load_device(data, Device.DESK)[1] == pack
    (data / "site.pack").write_bytes(before)
    with pytest.raises(FileRefused, match="version 1, but version 2"):
        load_device(data, Device.DESK)
    assert load_device(data, Device.TABLET)[1].version == 1, "the tablet has not seen it"


def test_a_full_disk_is_no_reason_not_to_start(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise NotWritten("The disk is full.")

    (data / "site.pack").write_bytes(next_of(site().pack, site().root)[1])
    monkeypatch.setattr(files, "write_safely", fail)
    assert load_device(data, Device.TABLET)[1].version == 2


def test_two_packs_of_one_version_are_not_both_believed(data: Path, stick: Path) -> None:
    """A holder who lost the newest one signs another of its version: told, not mixed."""
    twin = replace(site().pack, site_name="Elsewhere")
    path = stick / "twin.pack"
    path.write_bytes(sign_pack(twin, site().root))
    with pytest.raises(FileRefused, match="another pack of that version"):
        take_pack(data, Device.TABLET, path)


def test_expiry_warns_on_arrival_and_later_and_never_refuses(data: Path, stick: Path) -> None:
    old = replace(site().pack, version=7, expires=TODAY - timedelta(days=400))
    path = stick / "expired.pack"
    path.write_bytes(sign_pack(old, site().root))
    assert take_pack(data, Device.TABLET, path).expired(TODAY)
    assert load_device(data, Device.TABLET)[1].expired(TODAY)


def test_only_a_bad_signature_or_a_lower_version_refuses(data: Path, stick: Path) -> None:
    path = stick / carried_name(site().pack.site_id)
    for bad in (other_site().pack_file, b"", next_of(site().pack, site().root)[1][:-1]):
        path.write_bytes(bad)
        for source in (stick, path):
            with pytest.raises(FileRefused):
                take_pack(data, Device.TABLET, source)
        with pytest.raises(FileRefused):
            take_newer(data, Device.TABLET, stick)
    assert load_device(data, Device.TABLET)[1] == site().pack


def test_a_stick_without_a_pack_of_this_site_says_so(data: Path, stick: Path) -> None:
    carry(stick, other_site().pack_file, other_site().pack)
    with pytest.raises(PackMissing, match="no site pack of this site"):
        take_pack(data, Device.TABLET, stick)
    with pytest.raises(PackMissing):
        take_pack(data, Device.TABLET, stick / "gone.pack")


def test_no_link_is_followed_to_a_pack(data: Path, stick: Path) -> None:
    pack = carried(stick)
    real = (stick / carried_name(pack.site_id)).rename(stick / "real.pack")
    (stick / carried_name(pack.site_id)).symlink_to(real)
    for take in (take_pack, take_newer):
        with pytest.raises(FileRefused, match="link"):
            take(data, Device.TABLET, stick)


def test_a_sync_takes_a_newer_pack_and_passes_an_older_one_over(data: Path, stick: Path) -> None:
    assert take_newer(data, Device.TABLET, stick) is None
    pack = carried(stick)
    assert take_newer(data, Device.TABLET, stick) == pack
    assert take_newer(data, Device.TABLET, stick) is None, "it has it"
    path = stick / carried_name(pack.site_id)
    path.write_bytes(site().pack_file)
    assert take_newer(data, Device.TABLET, stick) is None, "an old stick troubles nobody"
    assert load_device(data, Device.TABLET)[1] == pack


def test_a_stick_never_gets_an_older_pack_over_a_newer_one(stick: Path) -> None:
    newer = carried(stick, 2)
    with pytest.raises(FileRefused, match="version 1, but version 3"):
        carry(stick, site().pack_file, site().pack)
    path = stick / carried_name(newer.site_id)
    path.write_bytes(b"damaged on the way")
    assert carry(stick, site().pack_file, site().pack) == path


def test_before_it_is_enrolled_a_device_is_told_what_to_do(tmp_path: Path, stick: Path) -> None:
    own = OwnKeys.make(Device.TABLET)
    (tmp_path / "tablet").mkdir()
    keyfile.write_device(tmp_path / "tablet" / "keys.cbor", own)
    carried(stick)
    for attempt in (
        lambda: load_device(tmp_path, Device.TABLET),
        lambda: take_pack(tmp_path, Device.TABLET, stick),
        lambda: take_newer(tmp_path, Device.TABLET, stick),
    ):
        with pytest.raises(KeysRefused, match="belongs to no site yet"):
            attempt()


def test_with_new_keys_a_device_has_to_be_enrolled_again(data: Path) -> None:
    keyfile.write_device(data / "tablet" / "keys.cbor", OwnKeys.make(Device.TABLET))
    with pytest.raises(KeysRefused, match="not in the site pack"):
        load_device(data, Device.TABLET)


def test_keys_of_a_tablet_are_no_desk_s(data: Path) -> None:
    pack = replace(
        site().pack,
        version=2,
        devices=tuple(replace(one, device=Device.TABLET) for one in site().pack.devices),
    )
    (data / "site.pack").write_bytes(sign_pack(pack, site().root))
    with pytest.raises(KeysRefused, match="not in the site pack"):
        load_device(data, Device.DESK)


def test_a_revoked_desk_learns_it_and_opens_nothing_any_more(data: Path, stick: Path) -> None:
    keeper = keeping.Keeper.of(site().pack, site().desks[1].seal)
    draft = keeper.without_desk(1).retire(TODAY).draft()
    pack, packed = next_of(draft, site().root)
    carry(stick, packed, pack)
    for _ in range(2):
        with pytest.raises(KeysRefused, match="This desk was revoked"):
            take_pack(data, Device.DESK, stick)
    with pytest.raises(KeysRefused, match="This desk was revoked"):
        load_device(data, Device.DESK)
    assert take_pack(data, Device.TABLET, stick) == pack


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
@pytest.mark.parametrize("name", ["keys.cbor", "trust.cbor"])
def test_wrong_file_modes_are_refused(data: Path, name: str) -> None:
    """Keys, and what is believed, are in files of mode 0600."""
    path = data / "tablet" / name
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(KeysRefused, match="chmod 600"):
        load_device(data, Device.TABLET)


def test_damage_to_what_is_believed_is_told(data: Path) -> None:
    path = data / "desk" / "trust.cbor"
    content = cbor.fields(cbor.decode(path.read_bytes()), range(4))
    for damaged in (b"", b"\0", cbor.encode({**content, 2: 0}), cbor.encode({**content, 0: 2})):
        path.write_bytes(damaged)
        with pytest.raises(KeysRefused, match="damaged"):
            load_device(data, Device.DESK)
    path.unlink()
    path.symlink_to(data / "desk-2" / "trust.cbor")
    with pytest.raises(KeysRefused, match="cannot be read"):
        load_device(data, Device.DESK)


def test_the_holder_s_own_machine_takes_a_pack_at_once(data: Path, tmp_path: Path) -> None:
    pack, packed = next_of(site().pack, site().root)
    let_take(data, Device.DESK, pack, packed)
    assert load_device(data, Device.DESK)[1] == pack
    let_take(data, Device.DESK, other_site().pack, other_site().pack_file)
    assert load_device(data, Device.DESK)[1] == pack, "it is another site's"
    let_take(tmp_path / "nothing", Device.DESK, pack, packed)
    assert not (tmp_path / "nothing").exists()
