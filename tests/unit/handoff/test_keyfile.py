"""Keys come back from their files to their owner, and to nobody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.handoff import cbor, keyfile
from kiosk.handoff.errors import KeysRefused
from kiosk.handoff.keys import Device
from tests.unit.handoff.samples import site

pytestmark = pytest.mark.usefixtures("quick_stretching")

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")


@pytest.fixture
def tablet_file(tmp_path: Path) -> Path:
    path = tmp_path / "keys.cbor"
    keyfile.write_device(path, site().tablets[0].own)
    return path


@pytest.fixture
def root_file(tmp_path: Path) -> Path:
    path = tmp_path / "root.key"
    keyfile.write_root(path, site().root, "correct horse")
    return path


def test_a_tablet_reads_its_keys_back(tablet_file: Path) -> None:
    read = keyfile.read_device(tablet_file, Device.TABLET)
    assert read.public == site().tablets[0].public


@posix
def test_only_the_owner_may_read_a_key_file(tablet_file: Path, root_file: Path) -> None:
    for path in (tablet_file, root_file):
        assert path.stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o601])
def test_a_key_file_open_to_others_is_refused_in_one_sentence(tablet_file: Path, mode: int) -> None:
    tablet_file.chmod(mode)
    with pytest.raises(KeysRefused, match=r"can be read by others.*chmod 600"):
        keyfile.read_device(tablet_file, Device.TABLET)


def test_a_missing_key_file_or_a_link_is_refused(tablet_file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tablet_file)
    for path in (tmp_path / "gone", link):
        with pytest.raises(KeysRefused, match="missing or cannot be read"):
            keyfile.read_device(path, Device.TABLET)


def test_keys_of_another_device_are_refused(tablet_file: Path) -> None:
    with pytest.raises(KeysRefused, match="belongs to another device"):
        keyfile.read_device(tablet_file, Device.DESK)


def test_a_damaged_key_file_is_refused(tablet_file: Path, root_file: Path) -> None:
    whole = tablet_file.read_bytes()
    content = cbor.fields(cbor.decode(whole), range(4))
    for damaged in (
        b"",
        whole[:-1],
        whole + b"\x00",
        cbor.encode({**content, 4: 1}),
        cbor.encode({**content, 0: 2}),
        cbor.encode({**content, 3: bytes(31)}),
    ):
        tablet_file.write_bytes(damaged)
        with pytest.raises(KeysRefused, match="damaged"):
            keyfile.read_device(tablet_file, Device.TABLET)
    root_file.write_bytes(whole)
    with pytest.raises(KeysRefused, match="damaged"):
        keyfile.read_root(root_file, "correct horse")


def test_the_root_key_comes_back_under_its_passphrase_only(root_file: Path) -> None:
    assert keyfile.read_root(root_file, "correct horse").public == site().root.public
    assert site().root.private.private_bytes_raw() not in root_file.read_bytes()
    with pytest.raises(KeysRefused, match="passphrase"):
        keyfile.read_root(root_file, "Correct horse")


def test_the_recovery_key_is_not_taken_for_the_root(tmp_path: Path) -> None:
    path = tmp_path / "recovery.key"
    keyfile.write_recovery(path, site().recovery, "staple")
    assert keyfile.read_recovery(path, "staple").public == site().recovery.public
    with pytest.raises(KeysRefused, match="damaged"):
        keyfile.read_root(path, "staple")
