"""How the desk's store is reached: file and key, or a server."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.handoff.errors import KeysRefused
from kiosk.storage.place import EncryptedFile, Server
from kiosk.wiring.places import (
    Access,
    NoStoreKeyError,
    needs_passphrase,
    store_key,
    store_place,
    unlock,
)
from kiosk.wiring.storekey import Lock, lock_of, write_key
from tests.stores import KEY

pytestmark = pytest.mark.usefixtures("quick_stretching")

PASSPHRASE = "en lang og god sætning"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return tmp_path


def test_a_practice_site_asks_nobody_and_keeps_its_key(data: Path) -> None:
    first = store_place(data, practice=True)
    assert first == store_place(data, practice=True)
    assert isinstance(first, EncryptedFile)
    assert first.path == data / "desk" / "store.sqlite"
    assert not needs_passphrase(data)


def test_several_who_come_first_at_once_get_one_key(data: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        keys = threads.map(lambda _: store_key(data, practice=True), range(4))
        assert len(set(keys)) == 1


def test_another_site_has_to_choose_first(data: Path) -> None:
    with pytest.raises(NoStoreKeyError, match="kiosk store lock"):
        store_place(data, practice=False)
    assert lock_of(data / "desk") is None


def test_a_key_that_lies_open_is_only_for_practice(data: Path) -> None:
    write_key(data / "desk", KEY, Lock.OPEN)
    with pytest.raises(NoStoreKeyError, match="lies open"):
        store_place(data, practice=False)


def test_a_store_whose_key_is_gone_gets_no_new_one(data: Path) -> None:
    (data / "desk" / "store.sqlite").write_bytes(b"encrypted")
    with pytest.raises(NoStoreKeyError, match="bring back the file"):
        store_place(data, practice=True)
    assert lock_of(data / "desk") is None


def test_a_locked_store_opens_with_its_passphrase(data: Path) -> None:
    write_key(data / "desk", KEY, Lock.PASSPHRASE, PASSPHRASE)
    assert needs_passphrase(data)
    expected = EncryptedFile(data / "desk" / "store.sqlite", KEY)
    assert unlock(data, PASSPHRASE) == expected
    assert store_place(data, practice=False, access=Access(ask=lambda: PASSPHRASE)) == expected
    with pytest.raises(KeysRefused):
        unlock(data, "en anden lang sætning")


def test_a_server_needs_no_key_of_its_own(data: Path) -> None:
    url = "postgresql://db.example/kiosk"
    assert store_place(data, practice=False, access=Access(url)) == Server(url)
    assert lock_of(data / "desk") is None
