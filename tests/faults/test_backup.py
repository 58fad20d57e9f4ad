"""A backup or a restore that is cut off or fails: the old one or the new one, never neither.

The desk's files are encrypted ones: SQLCipher's own writes and syncs are watched and cut.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.storage.backup import back_up
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.desk.values import Tombstone
from kiosk.storage.driver import connect
from kiosk.storage.place import EncryptedFile, FilePlace
from kiosk.storage.restore import restore
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind, check, upgrade
from tests.faults.cuts import record
from tests.faults.disk import Sync, Write
from tests.faults.recorder import recording
from tests.faults.test_failing_disk import CODES, Failing, assert_told, moments
from tests.stores import desk_store, empty_desk_file, encrypted
from tests.unit.storage.examples import TODAY, result, share_one
from tests.unit.storage.scripts import NEXT, NOW, next_scripts

pytestmark = pytest.mark.untraced

FIRST_NIGHT = datetime(2026, 3, 1, 3, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 3, tzinfo=UTC)
FIRST_NAME, NAME = "desk-2026-03-01T030000Z.backup", "desk-2026-03-02T030000Z.backup"
ERASED = Tombstone(result(1).wire_hash, 1, 7, 1, result(1).id)


def sequences(place: FilePlace) -> set[int]:
    assert isinstance(place, EncryptedFile)
    with closing(open_desk_store(place)) as store:
        return {row.sequence for row in store.results()}


def made_ready(new: FilePlace) -> None:
    """Nothing that was erased comes back."""
    assert isinstance(new, EncryptedFile)
    with closing(open_desk_store(new)) as store:
        store.tombstone([ERASED], TODAY)


@pytest.fixture
def desk(folder: Path) -> EncryptedFile:
    """A desk's store with the results 1 to 3; its backup has 1 and 2, and 1 was erased since."""
    place = empty_desk_file(folder / "store.db")
    with closing(open_desk_store(place)) as store:
        store.store_many([result(1), result(2)])
        back_up(place, Kind.DESK, folder / "backups", FIRST_NIGHT)
        store.store(result(3))
    return place


def test_a_cut_backup_is_whole_or_not_there_and_the_earlier_one_stays(
    folder: Path, desk: EncryptedFile
) -> None:
    with closing(open_desk_store(desk)):  # in use meanwhile
        made = record(folder, lambda _: back_up(desk, Kind.DESK, folder / "backups", NIGHT))
    assert any(isinstance(event, Write | Sync) and NAME in event.path.name for event in made.events)
    found = set()
    for cut in made.cuts(30):
        names = {path.name for path in (cut.folder / "backups").iterdir()}
        found.add(NAME in names)
        for name in names & {FIRST_NAME, NAME}:
            backup = encrypted(cut.folder / "backups" / name)
            assert check(backup, Kind.DESK).sound, cut.name
            assert sequences(backup) == ({1, 2} if name == FIRST_NAME else {1, 2, 3}), cut.name
        assert FIRST_NAME in names, cut.name
        assert sequences(encrypted(cut.folder / "store.db")) == {1, 2, 3}, cut.name
    assert found == {False, True}


def test_a_cut_restore_leaves_the_old_or_the_restored_store(
    folder: Path, desk: EncryptedFile
) -> None:
    backup = encrypted(folder / "backups" / FIRST_NAME)
    done = record(folder, lambda _: restore(backup, desk, Kind.DESK, made_ready))
    found = set()
    for cut in done.cuts(40):
        left = encrypted(cut.folder / "store.db")
        held = frozenset(sequences(left))
        found.add(held)
        assert held in ({1, 2, 3}, {2}), cut.name  # never with what was erased
        assert check(left, Kind.DESK).sound, cut.name
        assert not list(cut.folder.glob("*.new*")), cut.name
    assert len(found) == 2


def test_a_cut_restore_of_a_tablet_never_goes_on_in_the_epoch_of_the_backup(folder: Path) -> None:
    path = folder / "tablet.db"
    with closing(open_tablet_store(path)) as store:
        row = share_one(store)
        backup = back_up(path, Kind.TABLET, folder / "backups", NIGHT).path
        other = share_one(store)
        old = store.chain()

    def new_epoch(new: FilePlace) -> None:
        assert isinstance(new, Path)
        with closing(open_tablet_store(new)) as store:
            store.new_epoch()

    done = record(folder, lambda _: restore(backup, path, Kind.TABLET, new_epoch))
    found = set()
    for cut in done.cuts(40):
        with closing(open_tablet_store(cut.folder / "tablet.db")) as store:
            is_old = store.chain() == old
            found.add(is_old)
            assert store.unsynced() == ((row, other) if is_old else (row,)), cut.name
            assert is_old or store.chain().epoch != old.epoch, cut.name
    assert found == {False, True}


def test_a_cut_upgrade_of_an_encrypted_store_leaves_the_old_or_the_new(
    folder: Path, desk: EncryptedFile, tmp_path: Path
) -> None:
    scripts = next_scripts(tmp_path, Kind.DESK)
    done = record(folder, lambda _: upgrade(desk, Kind.DESK, scripts))
    found = set()
    for cut in done.cuts(20):
        report = check(encrypted(cut.folder / "store.db"), Kind.DESK)
        assert report.sound, cut.name
        found.add(report.revision)
    assert found == {f"desk_{NOW}", f"desk_{NEXT}"}


def test_these_cuts_would_find_a_restore_that_syncs_too_little(
    folder: Path, desk: EncryptedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = encrypted(folder / "backups" / FIRST_NAME)

    def careless(place: FilePlace, **options: object) -> sqlite3.Connection:
        connection = connect(place, **options)
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    for module in ("upgrade", "restore", "engine"):
        monkeypatch.setattr(f"kiosk.storage.{module}.connect", careless)
    monkeypatch.setattr("kiosk.storage.engine.PRAGMAS", ("journal_mode=WAL",))
    monkeypatch.setattr("kiosk.storage.files.sync_file", lambda _: None)
    done = record(folder, lambda _: restore(backup, desk, Kind.DESK, made_ready))
    monkeypatch.undo()
    assert any(_is_broken(encrypted(cut.folder / "store.db")) for cut in done.cuts(60))


def _is_broken(place: EncryptedFile) -> bool:
    try:
        return not check(place, Kind.DESK).sound
    except KioskError:
        return True


@pytest.mark.parametrize("kind", CODES)
def test_a_backup_that_fails_is_told_and_the_next_one_works(
    folder: Path, desk: EncryptedFile, kind: str
) -> None:
    for at in moments(13):
        with recording() as recorder:
            recorder.fault = failing = Failing(CODES[kind], at)
            try:
                back_up(desk, Kind.DESK, folder / "backups", NIGHT)
            except KioskError as error:
                assert_told(error)
        assert sequences(encrypted(folder / "backups" / FIRST_NAME)) == {1, 2}, at
        back_up(desk, Kind.DESK, folder / "backups", NIGHT)
        assert sequences(encrypted(folder / "backups" / NAME)) == {1, 2, 3}, at
        if failing.calls < at:
            break


@pytest.mark.parametrize("kind", CODES)
def test_a_restore_that_fails_is_told_and_leaves_the_old_or_the_restored_store(
    folder: Path, desk: EncryptedFile, kind: str
) -> None:
    backup = encrypted(folder / "backups" / FIRST_NAME)
    whole = desk.path.read_bytes()
    for at in moments(13):
        desk.path.write_bytes(whole)
        with recording() as recorder:
            recorder.fault = failing = Failing(CODES[kind], at)
            try:
                restore(backup, desk, Kind.DESK, made_ready)
            except KioskError as error:
                assert_told(error)
        assert check(desk, Kind.DESK).sound, at
        assert sequences(desk) in ({1, 2, 3}, {2}), at
        with closing(desk_store(desk.path)) as store:
            store.store(result(4))
        if failing.calls < at:
            break
