"""A backup is the whole store at one moment, or it is not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.storage.backup import back_up
from kiosk.storage.desk.database import DatabaseDeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.engine import open_engine
from kiosk.storage.errors import StoreDamagedError, StoreFullError, StoreNotReachableError
from kiosk.storage.place import DeskPlace, EncryptedFile, Place
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind, check
from tests.postgres import desk_database
from tests.stores import KEY, empty_desk_file, encrypted
from tests.unit.storage.examples import bundle, detail, result, share_one

NIGHT = datetime(2026, 3, 2, 3, tzinfo=UTC)
NAME = "desk-2026-03-02T030000Z.backup"


@dataclass(frozen=True)
class Desk:
    place: DeskPlace
    folder: Path

    def back_up(self, nights: int = 0) -> Path:
        return back_up(self.place, Kind.DESK, self.folder, NIGHT + timedelta(days=nights), KEY).path


@pytest.fixture(params=["encrypted", "server"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "backups"
    if request.param == "encrypted":
        yield Desk(empty_desk_file(tmp_path / "desk.db"), folder)
        return
    with desk_database() as place:
        yield Desk(place, folder)


def told(store: DatabaseDeskStore) -> tuple[object, ...]:
    """What a desk store holds, as far as it goes into a backup: all of it."""
    return (
        store.results(),
        store.quarantined(),
        store.detail(result(1).id),
        store.missing(1),
        store.held(1, 7),
        store.last_bundle(1, 7),
        store.scoring(b"abcd"),
        store.counts(),
    )


def fill(place: DeskPlace) -> tuple[object, ...]:
    with closing(open_desk_store(place)) as store:
        rows = [result(number) for number in (1, 2, 5)]
        store.store_many([*rows, result(2, tag="clone")], bundle(1, 6), [detail(1)])
        store.keep_scoring(b"abcd", b"canonical")
        store.receipt_number()
        return told(store)


def test_a_backup_holds_what_the_store_holds(desk: Desk) -> None:
    held = fill(desk.place)
    made = desk.back_up()
    assert made == desk.folder / NAME
    assert check(encrypted(made), Kind.DESK).sound
    with closing(open_desk_store(encrypted(made))) as store:
        assert told(store) == held
        assert store.receipt_number() == 2


def test_a_backup_is_made_while_the_store_is_in_use(desk: Desk) -> None:
    fill(desk.place)
    engine = open_engine(desk.place)
    with engine.begin() as writer:  # an import that has not been committed
        writer.exec_driver_sql("DELETE FROM result")
        made = desk.back_up()
        writer.rollback()
    engine.dispose()
    with closing(open_desk_store(encrypted(made))) as store:
        assert len(store.results()) == 3


def test_a_backup_is_one_encrypted_file_and_nothing_else(desk: Desk) -> None:
    fill(desk.place)
    made = desk.back_up()
    assert [path.name for path in desk.folder.iterdir()] == [NAME]
    content = made.read_bytes()
    assert not content.startswith(b"SQLite")
    for secret in (result(1).wire, result(1).payload, b"canonical", b"CREATE TABLE"):
        assert secret[:16] not in content
    assert os.name != "posix" or made.stat().st_mode & 0o077 == 0
    with pytest.raises(StoreDamagedError):
        check(EncryptedFile(made, bytes(32)), Kind.DESK)


def test_each_night_has_its_backup_and_old_ones_go(tmp_path: Path) -> None:
    desk = Desk(empty_desk_file(tmp_path / "desk.db"), tmp_path / "backups")
    for night in range(10):
        desk.back_up(night)
    left = sorted(path.name[5:15] for path in desk.folder.iterdir())
    assert left == [f"2026-03-{day:02}" for day in (5, 6, 7, 8, 9, 10, 11)]


def test_a_backup_that_was_just_made_stays_whatever_the_clock_says(tmp_path: Path) -> None:
    desk = Desk(empty_desk_file(tmp_path / "desk.db"), tmp_path / "backups")
    for night in range(8):
        desk.back_up(night)
    assert desk.back_up(-300).exists()


def test_what_a_cut_off_backup_left_goes_with_the_next_one(desk: Desk) -> None:
    desk.folder.mkdir()
    for name in ("new", "new-journal"):
        (desk.folder / f"desk-2026-03-01T030000Z.backup.{name}").write_bytes(b"half")
    (desk.folder / "holiday.jpg").touch()
    desk.back_up()
    assert {path.name for path in desk.folder.iterdir()} == {NAME, "holiday.jpg"}


def test_a_full_disk_makes_no_backup_and_takes_none_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = desk.back_up(-1)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreFullError):
            desk.back_up()
    assert list(desk.folder.iterdir()) == [earlier]


def test_a_damaged_store_is_not_backed_up_over_the_good_ones(tmp_path: Path) -> None:
    desk = Desk(empty_desk_file(tmp_path / "desk.db"), tmp_path / "backups")
    fill(desk.place)
    earlier = desk.back_up(-1)
    path = tmp_path / "desk.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match=r"desk\.db is damaged"):
        desk.back_up()
    assert list(desk.folder.iterdir()) == [earlier]


def test_where_there_is_no_store_there_is_no_backup(tmp_path: Path) -> None:
    place: Place = encrypted(tmp_path / "desk.db")
    with pytest.raises(StoreNotReachableError):
        back_up(place, Kind.DESK, tmp_path / "backups", NIGHT)
    assert not list((tmp_path / "backups").iterdir())


def test_a_servers_backup_needs_a_key(tmp_path: Path) -> None:
    with desk_database() as place, pytest.raises(ValueError, match="key"):
        back_up(place, Kind.DESK, tmp_path, NIGHT)


def test_an_open_visit_is_in_no_backup_of_a_tablet(tmp_path: Path) -> None:
    path, folder = tmp_path / "tablet" / "store.db", tmp_path / "backups"
    with closing(open_tablet_store(path)) as store:
        row = share_one(store)
        store.begin_visit(b"canary-of-a-visit")
        store.append(b"another canary-of-a-visit")
        made = back_up(path, Kind.TABLET, folder, NIGHT).path
        assert store.open_visit() is not None
    assert b"canary-of-a-visit" not in b"".join(file.read_bytes() for file in folder.iterdir())
    assert check(made, Kind.TABLET).sound
    with closing(open_tablet_store(made)) as again:
        assert (again.unsynced(), again.open_visit()) == ((row,), None)
