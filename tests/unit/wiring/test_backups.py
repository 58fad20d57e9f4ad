"""A desk or a tablet gets its store back, and nothing that was erased."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event
from kiosk.handoff.keys import Device
from kiosk.storage import tombstone_file
from kiosk.storage.desk.database import DatabaseDeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.errors import StoreDamagedError, StoreKeyError
from kiosk.storage.tablet.sqlite import SqliteTabletStore, open_tablet_store
from kiosk.wiring import demo
from kiosk.wiring.backups import (
    RECEIPTS_SKIPPED,
    NotRestoredError,
    backup,
    restore_from,
    tombstones_path,
)
from kiosk.wiring.places import IN_FOLDER, Access, store_key, store_path, store_place
from kiosk.wiring.storekey import Lock, lock_of, write_key
from kiosk.wiring.storelock import NoDeskError, lock
from kiosk.wiring.stores import NoStoreError
from tests.keyrings import FakeKeyring, os_keyring
from tests.postgres import empty_database
from tests.unit.storage.examples import TODAY, result, share_one

__all__ = ["os_keyring"]

pytestmark = pytest.mark.usefixtures("quick_stretching")

PASSPHRASE = "en lang og god sætning"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "site"
    demo.make(folder)
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "site")
    return tmp_path / "site"


@contextmanager
def desk(data: Path, access: Access = IN_FOLDER) -> Iterator[DatabaseDeskStore]:
    with closing(open_desk_store(store_place(data, practice=True, access=access))) as store:
        yield store


@contextmanager
def tablet(data: Path) -> Iterator[SqliteTabletStore]:
    with closing(open_tablet_store(store_path(data, Device.TABLET))) as store:
        yield store


def backups_of(data: Path, device: str) -> list[Path]:
    return sorted((data / device / "backups").glob("*.backup"))


def keep(data: Path, *numbers: int, access: Access = IN_FOLDER) -> None:
    with desk(data, access) as store:
        store.store_many([result(number) for number in numbers])


def kept(data: Path, access: Access = IN_FOLDER) -> set[int]:
    with desk(data, access) as store:
        return {row.sequence for row in store.results()}


def test_each_store_is_backed_up_beside_itself_and_that_is_logged(data: Path) -> None:
    with tablet(data):
        keep(data, 1)
        told = backup(data, clock=FakeClock()).text
    for device in ("tablet", "desk"):
        (made,) = backups_of(data, device)
        assert str(made) in told
    with desk(data) as store:
        assert [entry.event for entry in store.logged()] == [Event.BACKED_UP]
    later = FakeClock(FakeClock().now() + timedelta(hours=1))
    assert backup(data, clock=later).text.count("Older backups removed: 1.") == 2


def test_a_folder_without_stores_has_nothing_to_back_up(data: Path) -> None:
    with pytest.raises(NoStoreError):
        backup(data)


def test_a_restored_desk_forgets_nothing_that_was_erased(data: Path, tmp_path: Path) -> None:
    """Restoring a backup replays the tombstones, which are kept outside the store."""
    keep(data, 1, 2, 3)
    backup(data, tmp_path)
    with desk(data) as store:
        erased = store.tombstones_for([result(1).id])
        tombstone_file.add(tombstones_path(data), erased)
        store.erase([result(1).id], TODAY)
        elsewhere = store.tombstones_for([result(2).id])
        store.tombstone(elsewhere, TODAY)  # by another desk's receipt: in no file of this one
    (file,) = tmp_path.glob("desk-*/*.backup")
    assert "restored" in restore_from(data, file).text
    assert kept(data) == {3}
    store_path(data, Device.DESK).unlink()
    restore_from(data, file)
    assert kept(data) == {3}
    with desk(data) as store:
        assert store.store(result(1)) != store.store(result(4))
        assert store.result(result(1).id) is None
        assert [entry.fields for entry in store.logged() if entry.event is Event.RESTORED] == [
            {"tombstones": 2}
        ]


def test_a_damaged_store_is_restored_and_kept_aside(data: Path, tmp_path: Path) -> None:
    keep(data, 1)
    backup(data, tmp_path)
    store_path(data, Device.DESK).write_bytes(b"\xff" * 8_192)
    assert "is kept as" in restore_from(data, next(tmp_path.glob("desk-*/*.backup"))).text
    assert kept(data) == {1}


def test_a_restored_desk_writes_receipts_above_those_that_tablets_have_seen(
    data: Path, tmp_path: Path
) -> None:
    with desk(data) as store:
        store.receipt_number()
    backup(data, tmp_path)
    with desk(data) as store:
        seen = [store.receipt_number() for _ in range(20)]
    restore_from(data, next(tmp_path.glob("desk-*/*.backup")))
    with desk(data) as store:
        assert max(seen) + RECEIPTS_SKIPPED > store.receipt_number() > max(seen)


def test_a_damaged_list_of_erasures_stops_a_restore(data: Path, tmp_path: Path) -> None:
    keep(data, 1)
    backup(data, tmp_path)
    with desk(data) as store:
        tombstone_file.add(tombstones_path(data), store.tombstones_for([result(1).id]))
        tombstone_file.add(
            tombstones_path(data),
            [replace(one, sequence=9) for one in store.tombstones_for([result(1).id])],
        )
    path = tombstones_path(data)
    path.write_bytes(b"?" + path.read_bytes()[1:])
    with pytest.raises(StoreDamagedError, match="line 1"):
        restore_from(data, next(tmp_path.glob("desk-*/*.backup")))
    assert kept(data) == {1}


def test_a_restored_tablet_begins_a_new_epoch(data: Path, tmp_path: Path) -> None:
    """A restore starts a new store epoch: nothing that it shares gets a number twice."""
    with tablet(data) as store:
        row = share_one(store)
        backup(data, tmp_path)
        share_one(store)
        before = store.chain()
    restore_from(data, next(tmp_path.rglob("tablet-*.backup")))
    with tablet(data) as store:
        assert row in store.unsynced()
        assert store.chain().epoch != before.epoch


def test_a_tablet_with_an_open_visit_is_not_restored(data: Path, tmp_path: Path) -> None:
    with tablet(data) as store:
        backup(data, tmp_path)
        store.begin_visit(b"first")
    file = next(tmp_path.rglob("tablet-*.backup"))
    with pytest.raises(NotRestoredError, match="A visit is open"):
        restore_from(data, file)
    with tablet(data) as store:
        assert store.open_visit() == (b"first",)
    store_path(data, Device.TABLET).write_bytes(b"SQLite format 3\0" + b"\xff" * 8_000)
    restore_from(data, file)
    with tablet(data) as store:
        assert store.open_visit() is None


def test_several_desks_back_up_to_one_disk_without_touching_each_other(
    data: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    demo.make(other)
    for number, desk_data in enumerate((data, other), 1):
        keep(desk_data, number)
        backup(desk_data, tmp_path / "disk", clock=FakeClock())
    assert len(list((tmp_path / "disk").rglob("desk-*.backup"))) == 2
    for number, desk_data in enumerate((data, other), 1):
        told = backup(desk_data, tmp_path / "disk", clock=FakeClock()).text
        file = Path(told.removeprefix("Desk backed up: ").removesuffix("."))
        restore_from(desk_data, file)
        assert kept(desk_data) == {number}


def test_a_backup_that_is_not_there_is_told(data: Path, tmp_path: Path) -> None:
    with pytest.raises(NotRestoredError, match="cannot be read"):
        restore_from(data, tmp_path / "nowhere.backup")


def test_all_of_a_desk_is_lost_but_its_backup_and_the_passphrase(
    data: Path, made: Path, tmp_path: Path
) -> None:
    keep(data, 1, 2)
    write_key(data / "desk", store_key(data, practice=True), Lock.PASSPHRASE, PASSPHRASE)
    access = Access(ask=lambda: PASSPHRASE)
    backup(data, tmp_path / "elsewhere", access)
    other = tmp_path / "other"
    shutil.copytree(made, other)
    file = next((tmp_path / "elsewhere").rglob("desk-*.backup"))
    restore_from(other, file, access)
    assert lock_of(other / "desk") is Lock.OPEN  # the desk's own way of keeping its key
    assert kept(other) == {1, 2}


def test_what_was_erased_stays_erased_on_another_machine(
    data: Path, made: Path, tmp_path: Path
) -> None:
    keep(data, 1, 2)
    backup(data, tmp_path / "early")
    with desk(data) as store:
        tombstone_file.add(tombstones_path(data), store.tombstones_for([result(1).id]))
    backup(data, tmp_path / "late")
    (late,), (early,) = ((tmp_path / name).iterdir() for name in ("late", "early"))
    shutil.copy(late / "tombstones", early)
    other = tmp_path / "other"
    shutil.copytree(made, other)
    shutil.copy(data / "desk" / "store.key", other / "desk")
    for folder in ("early", "late"):
        restore_from(other, next((tmp_path / folder).rglob("desk-*.backup")))
        assert kept(other) == {2}
    assert tombstone_file.read(tombstones_path(other)) == tombstone_file.read(tombstones_path(data))


def test_a_backup_without_its_key_stays_shut(data: Path, made: Path, tmp_path: Path) -> None:
    keep(data, 1)
    backup(data, tmp_path / "elsewhere")
    other = tmp_path / "other"
    shutil.copytree(made, other)
    with pytest.raises(StoreKeyError):
        restore_from(other, next((tmp_path / "elsewhere").rglob("desk-*.backup")))


def test_a_servers_store_is_backed_up_and_restored_in_the_same_way(
    data: Path, tmp_path: Path
) -> None:
    with empty_database() as server:
        access = Access(server.url)
        keep(data, 1, 2, access=access)
        backup(data, tmp_path, access)
        keep(data, 3, access=access)
        restore_from(data, next(tmp_path.rglob("desk-*.backup")), access)
        assert kept(data, access) == {1, 2}
    assert not store_path(data, Device.DESK).exists()
    restore_from(data, next(tmp_path.rglob("desk-*.backup")))
    assert kept(data) == {1, 2}  # and from the server into a file


class TestLock:
    def test_the_store_stays_and_only_the_lock_changes(
        self, data: Path, os_keyring: FakeKeyring
    ) -> None:
        keep(data, 1)
        lock(data, lambda: PASSPHRASE)
        access = Access(ask=lambda: PASSPHRASE)
        assert kept(data, access) == {1}
        with pytest.raises(KioskError, match="passphrase-fd"):
            kept(data)
        lock(data, lambda: PASSPHRASE + " mere", access)
        with pytest.raises(KioskError, match="does not open"):
            kept(data, access)
        lock(data, None, Access(ask=lambda: PASSPHRASE + " mere"))
        assert lock_of(data / "desk") is Lock.KEYRING
        assert kept(data) == {1}

    def test_before_the_first_start_it_makes_the_key(self, data: Path) -> None:
        lock(data, lambda: PASSPHRASE)
        keep(data, 1, access=Access(ask=lambda: PASSPHRASE))

    def test_a_store_that_lost_its_key_gets_no_other(self, data: Path) -> None:
        keep(data, 1)
        (data / "desk" / "store.key").unlink()
        with pytest.raises(KioskError, match="bring back the file"):
            lock(data, lambda: PASSPHRASE)

    def test_where_there_is_no_desk_there_is_nothing_to_lock(self, tmp_path: Path) -> None:
        with pytest.raises(NoDeskError):
            lock(tmp_path, lambda: PASSPHRASE)
