"""The desk store on a disk: encrypted at rest, every page of it, and nothing in plain beside it."""

from __future__ import annotations

import random
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.domain.errors import KioskError
from kiosk.storage.desk import Stored
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.driver import connect
from kiosk.storage.engine import open_engine, wipe_trail
from kiosk.storage.errors import (
    StoreDamagedError,
    StoreInUseError,
    StoreKeyError,
    StoreNotEncryptedError,
    StoreNotReachableError,
)
from kiosk.storage.place import EncryptedFile
from kiosk.storage.upgrade import Kind, check, upgrade
from tests.stores import KEY, desk_store, empty_desk_file, encrypted
from tests.unit.storage.examples import result
from tests.unit.storage.scripts import next_scripts

PLAIN = b"SQLite format 3"


@pytest.fixture
def desk(tmp_path: Path) -> EncryptedFile:
    return empty_desk_file(tmp_path / "desk" / "store.db")


def readable(folder: Path) -> list[str]:
    """Files in which something stands that nobody but the desk may read."""
    row = result(1)
    secrets = (PLAIN, b"CREATE TABLE", row.payload[:16], row.wire[:16], row.id)
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(secret in path.read_bytes() for secret in secrets)
    ]


def test_nothing_of_a_result_can_be_read_in_any_file(desk: EncryptedFile, tmp_path: Path) -> None:
    with closing(open_desk_store(desk)) as store:
        store.store(result(1))
        assert (desk.path.parent / "store.db-wal").stat().st_size > 0
        assert readable(tmp_path) == []
    assert readable(tmp_path) == []
    upgrade(desk, Kind.DESK, next_scripts(tmp_path, Kind.DESK))
    assert readable(desk.path.parent) == []


def test_without_its_key_a_store_stays_shut_and_as_it_was(
    desk: EncryptedFile, capfd: pytest.CaptureFixture[str]
) -> None:
    before = desk.path.read_bytes()
    for key in (bytes(32), KEY[::-1]):
        for act in (upgrade, check):
            with pytest.raises(StoreKeyError, match="does not open with this desk's key"):
                act(EncryptedFile(desk.path, key), Kind.DESK)
    assert desk.path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_a_plain_store_is_refused_at_a_desk_and_left(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    upgrade(path, Kind.DESK)
    before = path.read_bytes()
    for act in (upgrade, check):
        with pytest.raises(StoreNotEncryptedError, match="is not encrypted"):
            act(encrypted(path), Kind.DESK)
    assert path.read_bytes() == before


def test_a_changed_byte_on_any_page_is_found(desk: EncryptedFile) -> None:
    with closing(open_desk_store(desk)) as store:
        store.store_many([result(number) for number in range(1, 60)])
    whole = desk.path.read_bytes()
    chance = random.Random(1)
    for page in range(0, len(whole), 4096):
        changed = bytearray(whole)
        changed[page + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        desk.path.write_bytes(changed)
        with suppress(StoreDamagedError):
            assert not check(desk, Kind.DESK).sound, page
    desk.path.write_bytes(whole)
    assert check(desk, Kind.DESK).sound


@pytest.mark.parametrize("content", [b"", b"short"])
def test_what_is_too_short_to_be_a_store_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="left as it is"):
        upgrade(encrypted(path), Kind.DESK)
    assert path.read_bytes() == content


def test_it_is_as_durable_as_a_plain_one(desk: EncryptedFile) -> None:
    engine = open_engine(desk)
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    engine.dispose()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1,
    }  # fmt: skip


def test_its_faults_are_told_in_the_same_words(
    desk: EncryptedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.storage.engine.PRAGMAS", ("busy_timeout=10",))
    monkeypatch.setattr("kiosk.storage.engine.BUSY_MS", 10)
    monkeypatch.setattr("kiosk.storage.upgrade.BUSY_S", 0.01)
    with closing(open_desk_store(desk)) as store:
        with closing(connect(desk, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreInUseError):
                store.store(result(1))
        assert store.store(result(1)) == Stored()
    with closing(connect(desk, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreInUseError):
            check(desk, Kind.DESK)
    engine = open_engine(encrypted(desk.path.parent / "nowhere" / "store.db"))
    with pytest.raises(KioskError) as refusal:
        engine.connect()
    assert isinstance(refusal.value, StoreNotReachableError)


def test_the_log_is_cut_to_nothing_when_asked(desk: EncryptedFile) -> None:
    engine = open_engine(desk)
    with closing(desk_store(desk.path)) as store:
        store.store(result(1))
        wipe_trail(engine)
        assert (desk.path.parent / "store.db-wal").stat().st_size == 0
    engine.dispose()
