"""A device believes a site once people have compared digits, and from then on for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.handoff import cbor, cose, firstpack, keeping, keyfile, keys, site
from kiosk.handoff.errors import FileRefused, KeysRefused, PackMissing
from kiosk.handoff.keeping import Charter
from kiosk.handoff.keys import Device, OwnKeys, RootKey, SiteKey
from kiosk.handoff.packfile import claimed_root
from kiosk.handoff.site import DEVICE_KEYS, TRUST, carried_name, load_device
from kiosk.handoff.sitepack import SitePack
from tests.unit.handoff.samples import TODAY, other_site

pytestmark = pytest.mark.usefixtures("quick_stretching")


class Founder:
    """A root key, honest or not, and the packs it signs."""

    def __init__(self) -> None:
        self.root = RootKey.make()
        self.keeper = keeping.found(
            Charter(name="Here"), self.root.public, SiteKey.make().public, TODAY
        )

    def pack_with(self, own: OwnKeys, device: Device | None = None) -> tuple[SitePack, bytes]:
        keeper, _ = self.keeper.enrol(device or own.device, own.public)
        return keeping.next_pack(keeper.draft(), self.root, TODAY)


@pytest.fixture
def own(tmp_path: Path) -> OwnKeys:
    made = OwnKeys.make(Device.TABLET)
    (tmp_path / "tablet").mkdir()
    keyfile.write_device(tmp_path / "tablet" / DEVICE_KEYS, made)
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def put(stick: Path, pack: SitePack, packed: bytes) -> Path:
    path = stick / carried_name(pack.site_id)
    path.write_bytes(packed)
    return path


def test_a_device_takes_its_first_pack_and_learns_its_number(
    tmp_path: Path, own: OwnKeys, stick: Path
) -> None:
    pack, packed = Founder().pack_with(own)
    put(stick, pack, packed)
    first = firstpack.first_pack(tmp_path, Device.TABLET, stick)
    assert not (tmp_path / "tablet" / TRUST).exists()
    assert not (tmp_path / site.PACK).exists()
    assert firstpack.believe(tmp_path, Device.TABLET, first) == pack
    found, loaded = load_device(tmp_path, Device.TABLET)
    assert (found.number, found.root_public, loaded) == (1, pack.root_public, pack)


def test_the_digits_tell_two_sites_apart_that_both_name_the_device(
    tmp_path: Path, own: OwnKeys, stick: Path
) -> None:
    """Whoever saw the request can make a site around it: only people tell which is right."""
    honest, forger = Founder().pack_with(own), Founder().pack_with(own)
    shown = []
    for pack, packed in (honest, forger):
        path = put(stick, pack, packed)
        shown.append(firstpack.first_pack(tmp_path, Device.TABLET, path).digits)
    assert shown[0] == firstpack.site_digits(honest[0].root_public, own.public)
    assert shown[0] != shown[1]
    with pytest.raises(PackMissing, match="Several sites"):
        firstpack.first_pack(tmp_path, Device.TABLET, stick)


def test_a_device_that_believes_a_site_takes_no_other(
    tmp_path: Path, own: OwnKeys, stick: Path
) -> None:
    path = put(stick, *Founder().pack_with(own))
    first = firstpack.first_pack(tmp_path, Device.TABLET, path)
    firstpack.believe(tmp_path, Device.TABLET, first)
    forged = put(stick, *Founder().pack_with(own))
    with pytest.raises(KeysRefused, match="belongs to a site already"):
        firstpack.first_pack(tmp_path, Device.TABLET, forged)
    with pytest.raises(FileRefused, match="signature"):
        site.take_pack(tmp_path, Device.TABLET, forged)


def test_a_pack_that_does_not_name_this_device_is_not_for_it(
    tmp_path: Path, own: OwnKeys, stick: Path
) -> None:
    founder = Founder()
    for pack, packed in (
        (other_site().pack, other_site().pack_file),
        founder.pack_with(OwnKeys.make(Device.TABLET)),
        founder.pack_with(own, Device.DESK),
    ):
        put(stick, pack, packed)
        with pytest.raises(PackMissing, match="names this device"):
            firstpack.first_pack(tmp_path, Device.TABLET, stick)


def test_where_there_is_no_pack_it_says_so(tmp_path: Path, own: OwnKeys, stick: Path) -> None:
    with pytest.raises(PackMissing, match="names this device"):
        firstpack.first_pack(tmp_path, Device.TABLET, stick)
    with pytest.raises(PackMissing, match="no site pack"):
        firstpack.first_pack(tmp_path, Device.TABLET, stick / "gone.pack")


def test_a_stick_that_cannot_be_listed_is_told(
    tmp_path: Path, own: OwnKeys, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "iterdir", fail)
    with pytest.raises(FileRefused, match="Input/output error"):
        firstpack.first_pack(tmp_path, Device.TABLET, stick)


def test_damaged_packs_are_refused_and_keep_a_good_one_from_nobody(
    tmp_path: Path, own: OwnKeys, stick: Path
) -> None:
    pack, packed = Founder().pack_with(own)
    bad = stick / "kiosk-00000000.pack"
    for damaged in (b"", b"nonsense", packed[:-1], packed[:40] + b"\0" + packed[41:]):
        bad.write_bytes(damaged)
        with pytest.raises(FileRefused):
            firstpack.first_pack(tmp_path, Device.TABLET, stick)
    bad.unlink()
    bad.symlink_to(put(stick, pack, packed))
    assert firstpack.first_pack(tmp_path, Device.TABLET, stick).pack == pack


def test_a_pack_under_another_root_than_it_names_is_refused(
    tmp_path: Path, own: OwnKeys, stick: Path
) -> None:
    """The root that a pack names has to have signed it, and to stand in what it signed."""
    founder, forger = Founder(), Founder()
    pack, packed = founder.pack_with(own)
    payload = cose.parse(packed).payload
    context = b"kiosk-site-pack/1" + keys.site_id(founder.root.public)
    forged = cose.sign(forger.root.private, keys.key_id(founder.root.public), payload, context)
    bare = cose.sign(founder.root.private, keys.key_id(founder.root.public), b"\xa0", context)
    assert claimed_root(forged) == founder.root.public
    for data in (forged, bare):
        path = put(stick, pack, data)
        with pytest.raises(FileRefused):
            firstpack.first_pack(tmp_path, Device.TABLET, path)


def test_a_device_without_keys_has_nothing_to_take_a_pack_for(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(KeysRefused, match="set this device up first"):
        firstpack.first_pack(tmp_path, Device.TABLET, stick)


def test_content_of_a_first_pack_is_as_strict_as_of_any(
    tmp_path: Path, own: OwnKeys, stick: Path
) -> None:
    founder = Founder()
    pack, packed = founder.pack_with(own)
    content = cbor.fields(cbor.decode(cose.parse(packed).payload), range(17))
    bad = cose.sign(
        founder.root.private,
        keys.key_id(founder.root.public),
        cbor.encode({**content, 1: 0}),
        b"kiosk-site-pack/1" + pack.site_id,
    )
    with pytest.raises(FileRefused, match="damaged"):
        firstpack.first_pack(tmp_path, Device.TABLET, put(stick, pack, bad))
