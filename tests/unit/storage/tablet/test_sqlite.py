"""What the tablet's store does with its files."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.counts import CountName
from kiosk.storage.errors import StoreFailingError, StoreFullError, StoreInUseError
from kiosk.storage.marker import NAME, Marker
from kiosk.storage.tablet import Marks
from kiosk.storage.tablet.sqlite import SqliteTabletStore, open_tablet_store
from tests.unit.storage.examples import NOON, sealed, sealed_detail, share_one

Open = Callable[[], SqliteTabletStore]

CANARY = b"canary-of-a-visit"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tablet.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Open]:
    stores: list[SqliteTabletStore] = []

    def open_it() -> SqliteTabletStore:
        stores.append(open_tablet_store(path))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


def test_everything_is_there_when_it_is_opened_again(opened: Open) -> None:
    store = opened()
    first, second = share_one(store), sealed(store.chain())
    store.share(second, details=[sealed_detail(second)])
    epoch = store.chain().epoch
    store.apply_receipt(Marks(1, 1, {first.wire_hash: "stored"}, epoch), NOON)
    store.bundle_written(epoch, 1, b"a" * 32)
    store.add_count(NOON.date(), CountName.FACE_GOOD)
    store.begin_visit(b"a")
    store.append(b"b")
    before = store.chain(), store.counts(), store.bundle_state(epoch), store.day_counts()
    store.close()
    again = opened()
    after = again.chain(), again.counts(), again.bundle_state(epoch), again.day_counts()
    assert after == before
    assert again.unsynced() == (second,)
    assert again.unsynced_details() == (sealed_detail(second),)
    assert again.open_visit() == (b"a", b"b")


def test_each_store_that_is_made_has_its_own_epoch(tmp_path: Path) -> None:
    epochs = set()
    for name in "abcd":
        store = open_tablet_store(tmp_path / name / "tablet.db")
        epochs.add(store.chain().epoch)
        store.close()
    assert len(epochs) == 4


def test_it_writes_through_to_the_disk_and_wipes_what_it_deletes(opened: Open) -> None:
    with opened()._engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        ]
    assert found == ["wal", 2, 1, 1]


def test_no_key_counts_up_for_good(opened: Open, path: Path) -> None:
    opened()
    with closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "sqlite_sequence" not in names


@pytest.mark.parametrize("entries", [1, 40, 400])
def test_a_wiped_visit_leaves_nothing_in_any_file(opened: Open, path: Path, entries: int) -> None:
    store = opened()
    share_one(store)
    size = path.stat().st_size
    store.begin_visit(CANARY)
    for _ in range(entries):
        store.append(CANARY * 9)
    assert CANARY in _bytes(path.parent)
    store.wipe_visit()
    assert CANARY not in _bytes(path.parent)
    assert path.stat().st_size == size
    assert path.with_name("tablet.db-wal").stat().st_size == 0


def test_a_shared_visit_leaves_only_what_was_sealed(opened: Open, path: Path) -> None:
    store = opened()
    store.begin_visit(CANARY)
    row = sealed(store.chain())
    store.share(row)
    left = _bytes(path.parent)
    assert CANARY not in left
    assert row.wire in left


def test_the_marker_is_up_while_a_visit_is_open(opened: Open, path: Path) -> None:
    store, marker = opened(), Marker(path.parent)
    assert not marker.is_up()
    store.begin_visit(b"first")
    assert marker.is_up()
    store.wipe_visit()
    assert not marker.is_up()
    store.begin_visit(b"first")
    store.share(sealed(store.chain()))
    assert not marker.is_up()


def test_a_stale_marker_is_put_right_when_the_store_opens(opened: Open, path: Path) -> None:
    Marker(path.parent).put_up()
    opened()
    assert not Marker(path.parent).is_up()


def test_a_lost_marker_is_put_right_when_the_store_opens(opened: Open, path: Path) -> None:
    opened().begin_visit(b"first")
    (path.parent / NAME).unlink()
    opened()
    assert Marker(path.parent).is_up()


def test_a_wipe_that_was_cut_off_is_finished_when_the_store_opens(opened: Open, path: Path) -> None:
    store = opened()
    store.begin_visit(CANARY)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA secure_delete=ON")
        other.execute("PRAGMA wal_autocheckpoint=0")
        other.execute("DELETE FROM journal_line")
        other.commit()
        assert CANARY in _bytes(path.parent)
        opened()
    assert CANARY not in _bytes(path.parent)


def test_a_result_is_shared_even_if_its_trail_cannot_be_wiped_yet(
    opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.storage.engine.BUSY_MS", 1)
    monkeypatch.setattr("kiosk.storage.engine.PRAGMAS", ("busy_timeout=1", "journal_mode=WAL"))
    store = opened()
    store.begin_visit(b"first")
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM journal_line").fetchall()
        row = sealed(store.chain())
        store.share(row)
        assert store.unsynced() == (row,)
        store.begin_visit(b"next")
        with pytest.raises(StoreInUseError, match="in use by another program"):
            store.wipe_visit()
        assert Marker(path.parent).is_up()
    store.wipe_visit()
    assert not Marker(path.parent).is_up()


def test_a_marker_that_cannot_be_written_stops_the_visit_before_it_begins(
    opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreFullError, match=r"disk that holds .* is full"):
            store.begin_visit(b"first")
    assert store.open_visit() is None
    store.begin_visit(b"first")
    assert store.open_visit() == (b"first",)


def test_a_marker_that_cannot_be_removed_is_reported(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    store.begin_visit(b"first")

    def broken(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", broken)
        with pytest.raises(StoreFailingError, match="reports a fault"):
            store.wipe_visit()
    store.wipe_visit()
    assert store.open_visit() is None


def test_who_opens_the_store_leaves_the_marker_of_a_visit_that_just_began(
    opened: Open, path: Path
) -> None:
    store = opened()
    stop = threading.Event()
    opens = threading.Thread(target=lambda: [opened() for _ in iter(stop.is_set, True)])
    opens.start()
    for _ in range(10):
        store.begin_visit(b"first")
        assert Marker(path.parent).is_up()
        store.append(b"second")
        assert Marker(path.parent).is_up()
        store.wipe_visit()
    stop.set()
    opens.join()


def test_threads_take_turns(opened: Open) -> None:
    store = opened()
    store.begin_visit(b"first")

    def write() -> None:
        for _ in range(10):
            store.append(b"line")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.open_visit() == (b"first", *[b"line"] * 40)


def test_a_receipt_keeps_what_a_later_purge_has_to_weigh(opened: Open, path: Path) -> None:
    store = opened()
    row = share_one(store)
    store.count_uptime(90)
    store.sync_done(NOON.date())
    store.apply_receipt(Marks(3, 8, {row.wire_hash: "stored"}, row.epoch), NOON)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT wire_hash, desk, status, receipt_number, uptime_seconds, syncs FROM received"
        ).fetchall()
    assert found == [(row.wire_hash, 3, "stored", 8, 90, 1)]


def _bytes(folder: Path) -> bytes:
    return b"".join(
        file.read_bytes() for file in sorted(folder.iterdir()) if not file.name.endswith("-shm")
    )


def test_beside_a_sealed_object_stand_only_epoch_sequence_id_wire_hash_and_receipt_code(
    opened: Open, path: Path
) -> None:
    """And whether its receipt code was typed: nothing that tells of when, where or whom."""
    opened().close()
    with closing(sqlite3.connect(path)) as raw:
        columns = {
            table: {name for _, name, *_ in raw.execute(f"PRAGMA table_info({table})")}
            for table in ("sealed_result", "sealed_detail")
        }
    assert columns == {
        "sealed_result": {
            "wire", "epoch", "sequence", "id", "wire_hash", "receipt_code", "handed_over",
        },
        "sealed_detail": {"wire", "epoch", "sequence", "wire_hash"},
    }  # fmt: skip
