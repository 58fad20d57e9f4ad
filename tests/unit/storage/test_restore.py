"""A restored store is the backup, whole; whatever stops it, the old one is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.storage.backup import back_up
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.errors import (
    NotAStoreError,
    StoreDamagedError,
    StoreFailingError,
    StoreFullError,
    StoreInUseError,
    StoreKeyError,
    StoreNotReachableError,
    StoreTooNewError,
)
from kiosk.storage.place import DeskPlace, EncryptedFile, FilePlace, Server
from kiosk.storage.restore import Restored, restore, restore_server
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind, check, upgrade
from tests.postgres import desk_database
from tests.stores import KEY, desk_store, empty_desk_file, encrypted
from tests.unit.storage.examples import result, share_one
from tests.unit.storage.scripts import FIRST, NOW, first_scripts, next_scripts

NIGHT = datetime(2026, 3, 2, 3, tzinfo=UTC)


def nothing(_: FilePlace) -> None:
    """A restored store that has to be told nothing."""


def numbers(place: DeskPlace) -> set[int]:
    with closing(open_desk_store(place)) as store:
        return {row.sequence for row in store.results(1_000)}


def keep(place: DeskPlace, *sequences: int) -> None:
    with closing(open_desk_store(place)) as store:
        store.store_many([result(number) for number in sequences])


@dataclass(frozen=True)
class Desk:
    place: DeskPlace
    folder: Path

    def restore(
        self, backup: Path, key: bytes = KEY, prepare: Callable[[FilePlace], None] = nothing
    ) -> Restored:
        source = EncryptedFile(backup, key)
        if isinstance(self.place, Server):
            return restore_server(source, self.place, Kind.DESK, prepare, self.folder / "restore")
        return restore(source, self.place, Kind.DESK, prepare)


@pytest.fixture(params=["encrypted", "server"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    if request.param == "encrypted":
        yield Desk(empty_desk_file(folder / "store.db"), folder)
        return
    with desk_database() as place:
        yield Desk(place, folder)


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    """Holds the results 1 and 2; the store has gone on to 3."""
    twin = empty_desk_file(tmp_path / "twin" / "store.db")  # a file is copied in no time
    keep(twin, 1, 2)
    keep(desk.place, 1, 2, 3)
    return back_up(twin, Kind.DESK, tmp_path / "backups", NIGHT).path


def test_a_restored_store_is_the_backup_and_goes_on_from_there(desk: Desk, backup: Path) -> None:
    assert desk.restore(backup).revision == f"desk_{NOW}"
    assert numbers(desk.place) == {1, 2}
    keep(desk.place, 2, 4)
    assert numbers(desk.place) == {1, 2, 4}
    assert check(desk.place, Kind.DESK).sound


def test_the_store_from_before_is_kept(tmp_path: Path) -> None:
    place = empty_desk_file(tmp_path / "store.db")
    keep(place, 1)
    made = back_up(place, Kind.DESK, tmp_path / "backups", NIGHT).path
    keep(place, 2)
    kept = restore(encrypted(made), place, Kind.DESK, nothing).kept
    assert kept == tmp_path / "store.db.before-restore"
    assert (numbers(place), numbers(encrypted(kept))) == ({1}, {1, 2})


def test_a_backup_can_be_restored_where_there_is_no_store(tmp_path: Path, desk: Desk) -> None:
    keep(desk.place, 1)
    made = back_up(desk.place, Kind.DESK, tmp_path / "backups", NIGHT, KEY).path
    other = encrypted(tmp_path / "other" / "store.db")
    other.path.parent.mkdir()
    (tmp_path / "other" / "store.db-wal").write_bytes(b"of a store that somebody removed")
    assert restore(encrypted(made), other, Kind.DESK, nothing).kept is None
    assert numbers(other) == {1}


def test_a_backup_under_another_key_is_restored_under_the_desks_own(tmp_path: Path) -> None:
    old = EncryptedFile(tmp_path / "old.db", bytes(32))
    keep(old, 1)
    made = back_up(old, Kind.DESK, tmp_path / "backups", NIGHT).path
    place = empty_desk_file(tmp_path / "store.db")
    restore(EncryptedFile(made, bytes(32)), place, Kind.DESK, nothing)
    assert numbers(place) == {1}
    with pytest.raises(StoreKeyError):
        check(EncryptedFile(place.path, bytes(32)), Kind.DESK)


def test_a_backup_of_an_older_version_is_upgraded_on_the_way(tmp_path: Path) -> None:
    old = encrypted(tmp_path / "old.db")
    upgrade(old, Kind.DESK, first_scripts(tmp_path, Kind.DESK))
    made = back_up(old, Kind.DESK, tmp_path / "backups", NIGHT).path
    place = empty_desk_file(tmp_path / "store.db")
    assert restore(encrypted(made), place, Kind.DESK, nothing).revision == f"desk_{FIRST}"
    assert check(place, Kind.DESK).revision == f"desk_{NOW}"


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    new = encrypted(tmp_path / "new.db")
    upgrade(new, Kind.DESK, next_scripts(tmp_path, Kind.DESK))
    place = empty_desk_file(tmp_path / "store.db")
    with pytest.raises(StoreTooNewError, match="install the newer version"):
        restore(new, place, Kind.DESK, nothing)


def test_a_damaged_backup_is_refused_and_the_store_left(desk: Desk, backup: Path) -> None:
    whole = backup.read_bytes()
    for page in range(0, len(whole), 4096):
        damaged = bytearray(whole)
        damaged[page + 2048] ^= 1
        backup.write_bytes(damaged)
        if page % 5 == 0:
            with pytest.raises(StoreDamagedError):
                desk.restore(backup)
    assert numbers(desk.place) == {1, 2, 3}


def test_a_cut_or_foreign_backup_is_refused_and_the_store_left(desk: Desk, backup: Path) -> None:
    whole = backup.read_bytes()
    for content in (b"", whole[:100], whole[: len(whole) // 2], b"%PDF-1.7" * 1000):
        backup.write_bytes(content)
        with pytest.raises(StoreDamagedError):
            desk.restore(backup)
    backup.unlink()
    with pytest.raises(StoreNotReachableError):
        desk.restore(backup)
    assert numbers(desk.place) == {1, 2, 3}


def test_with_the_wrong_key_nothing_is_restored(desk: Desk, backup: Path) -> None:
    with pytest.raises(StoreKeyError, match="does not open with this desk's key"):
        desk.restore(backup, bytes(32))
    assert numbers(desk.place) == {1, 2, 3}


def test_a_tablets_backup_is_no_desks(tmp_path: Path, desk: Desk) -> None:
    other = encrypted(tmp_path / "tablet.db")
    upgrade(other, Kind.TABLET)
    with pytest.raises(NotAStoreError):
        desk.restore(other.path)


def test_a_store_in_use_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.storage.upgrade.BUSY_S", 0.01)
    place = empty_desk_file(tmp_path / "store.db")
    keep(place, 1)
    made = back_up(place, Kind.DESK, tmp_path / "backups", NIGHT).path
    with closing(open_desk_store(place)) as store:
        store.store(result(2))
        with pytest.raises(StoreInUseError, match="close it and try again"):
            restore(encrypted(made), place, Kind.DESK, nothing)
        store.store(result(3))
    assert numbers(place) == {1, 2, 3}


def test_a_damaged_store_is_replaced_and_kept(tmp_path: Path) -> None:
    place = empty_desk_file(tmp_path / "store.db")
    keep(place, 1)
    made = back_up(place, Kind.DESK, tmp_path / "backups", NIGHT).path
    place.path.write_bytes(b"\xff" * 40_000)
    (tmp_path / "store.db-wal").write_bytes(b"of the damaged store")
    kept = restore(encrypted(made), place, Kind.DESK, nothing).kept
    assert kept is not None and kept.read_bytes() == b"\xff" * 40_000
    assert not (tmp_path / "store.db-wal").exists()
    assert numbers(place) == {1}


def test_what_fails_while_it_is_made_ready_leaves_the_old_store(desk: Desk, backup: Path) -> None:
    def fail(_: FilePlace) -> None:
        raise StoreFailingError(path="store.db", detail="for this test")

    with pytest.raises(StoreFailingError):
        desk.restore(backup, prepare=fail)
    assert numbers(desk.place) == {1, 2, 3}
    assert not list(desk.folder.glob("*.new*"))


def test_a_server_that_refuses_a_row_keeps_all_of_its_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreFullError(path="server", detail="for this test")

    with desk_database() as place:
        keep(place, 1, 2, 3)
        backup = back_up(place, Kind.DESK, tmp_path / "backups", NIGHT, KEY).path
        monkeypatch.setattr("kiosk.storage.restore.copy_rows", fail)
        with pytest.raises(StoreFullError):
            Desk(place, tmp_path).restore(backup)
        monkeypatch.undo()
        assert numbers(place) == {1, 2, 3}


def test_a_full_disk_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(empty_desk_file(tmp_path / "store.db"), tmp_path)
    keep(desk.place, 1)
    backup = back_up(desk.place, Kind.DESK, tmp_path / "backups", NIGHT).path
    keep(desk.place, 2)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreFullError):
            desk.restore(backup)
    assert numbers(desk.place) == {1, 2}


def test_a_tablet_is_restored_with_what_it_had_shared(tmp_path: Path) -> None:
    path = tmp_path / "tablet" / "store.db"
    with closing(open_tablet_store(path)) as store:
        row = share_one(store)
        made = back_up(path, Kind.TABLET, tmp_path / "backups", NIGHT).path
        share_one(store)
    assert restore(made, path, Kind.TABLET, nothing).kept is not None
    with closing(open_tablet_store(path)) as store:
        assert store.unsynced() == (row,)


def test_a_desk_can_move_to_a_server_and_back(tmp_path: Path) -> None:
    place = empty_desk_file(tmp_path / "store.db")
    keep(place, *range(1, 30))
    made = back_up(place, Kind.DESK, tmp_path / "backups", NIGHT).path
    with desk_database() as server:
        restore_server(encrypted(made), server, Kind.DESK, nothing, tmp_path / "restore")
        assert numbers(server) == set(range(1, 30))
        back = back_up(server, Kind.DESK, tmp_path / "from-server", NIGHT, KEY).path
    shutil.rmtree(tmp_path / "backups")
    restore(encrypted(back), place, Kind.DESK, nothing)
    assert numbers(place) == set(range(1, 30))
    with closing(desk_store(place.path)) as store:
        assert store.missing(1) == ()
