"""The key of the desk's store lies open only on a practice site, and nowhere else in the clear."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.handoff import cbor
from kiosk.handoff.errors import KeysRefused
from kiosk.storage.os_keyring import KeyringRefusedError
from kiosk.wiring.storekey import Lock, StoreKeyRefusedError, lock_of, read_key, write_key
from tests.keyrings import FakeKeyring, os_keyring
from tests.stores import KEY

__all__ = ["os_keyring"]

pytestmark = pytest.mark.usefixtures("quick_stretching")

PASSPHRASE = "en lang og god sætning"


def never() -> str:
    raise AssertionError("nobody was to be asked")


def test_where_there_is_no_key_there_is_no_lock(tmp_path: Path) -> None:
    assert lock_of(tmp_path) is None
    with pytest.raises(KeysRefused):
        read_key(tmp_path, never)


def test_an_open_key_is_read_by_its_user_alone(tmp_path: Path) -> None:
    write_key(tmp_path, KEY, Lock.OPEN)
    assert (lock_of(tmp_path), read_key(tmp_path, never)) == (Lock.OPEN, KEY)
    if os.name == "posix":
        (tmp_path / "store.key").chmod(0o640)
        with pytest.raises(KeysRefused, match="chmod 600"):
            read_key(tmp_path, never)


def test_a_passphrase_opens_the_key_and_only_it(tmp_path: Path) -> None:
    write_key(tmp_path, KEY, Lock.PASSPHRASE, PASSPHRASE)
    assert lock_of(tmp_path) is Lock.PASSPHRASE
    assert read_key(tmp_path, lambda: PASSPHRASE) == KEY
    assert KEY not in (tmp_path / "store.key").read_bytes()
    with pytest.raises(KeysRefused, match="does not open"):
        read_key(tmp_path, PASSPHRASE.upper)
    with pytest.raises(StoreKeyRefusedError, match="passphrase-fd"):
        read_key(tmp_path, None)


def test_a_short_passphrase_is_refused_and_the_key_stays_as_it_was(tmp_path: Path) -> None:
    write_key(tmp_path, KEY, Lock.OPEN)
    with pytest.raises(StoreKeyRefusedError, match="at least 12"):
        write_key(tmp_path, KEY, Lock.PASSPHRASE, "kort")
    assert read_key(tmp_path, never) == KEY


def test_in_the_keyring_nothing_of_the_key_is_in_a_file(
    tmp_path: Path, os_keyring: FakeKeyring
) -> None:
    write_key(tmp_path, KEY, Lock.KEYRING)
    assert (lock_of(tmp_path), read_key(tmp_path, never)) == (Lock.KEYRING, KEY)
    assert KEY not in (tmp_path / "store.key").read_bytes()


def test_a_key_that_leaves_the_keyring_is_taken_out_of_it(
    tmp_path: Path, os_keyring: FakeKeyring
) -> None:
    write_key(tmp_path, KEY, Lock.KEYRING)
    write_key(tmp_path, KEY, Lock.KEYRING)
    assert len(os_keyring.kept) == 1
    write_key(tmp_path, KEY, Lock.OPEN)
    assert os_keyring.kept == {}


def test_a_keyring_that_refuses_leaves_the_key_as_it_was(
    tmp_path: Path, os_keyring: FakeKeyring
) -> None:
    write_key(tmp_path, KEY, Lock.OPEN)
    os_keyring.locked = True
    with pytest.raises(KeyringRefusedError):
        write_key(tmp_path, KEY, Lock.KEYRING)
    assert read_key(tmp_path, never) == KEY


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key at all",
        cbor.encode([1, 2]),
        cbor.encode({0: 1, 1: "root", 2: bytes(16)}),
        cbor.encode({0: 2, 1: "store open", 2: KEY}),
        cbor.encode({0: 1, 1: "store open", 2: KEY[:31]}),
        cbor.encode({0: 1, 1: "store open"}),
    ],
)
def test_a_damaged_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.key").write_bytes(content)
    (tmp_path / "store.key").chmod(0o600)
    with pytest.raises(KioskError, match=r"store\.key"):
        read_key(tmp_path, never)
