"""A damaged store of a tablet: kept aside, and a fresh one goes on with what can still be read."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.storage import files
from kiosk.storage.errors import StoreInUseError, StoreReadOnlyError, StoreTooNewError
from kiosk.storage.marker import Marker
from kiosk.storage.tablet import LastReceipt, SealedRow, Standing, TabletStore
from kiosk.storage.tablet.anew import NOTE, Replaced, last_replaced, open_or_begin_anew
from kiosk.storage.tablet.sqlite import open_tablet_store
from tests.stores import make_quickly
from tests.unit.storage.examples import NOON, TODAY, filled, share_one

SHARED = 12
PAGE = 4096


@dataclass(frozen=True)
class Kept:
    """What stood in the store before it was damaged."""

    path: Path
    epoch: int
    rows: tuple[SealedRow, ...]
    """Of these the first is at a desk, the second was erased."""

    @property
    def left(self) -> set[SealedRow]:
        return {self.rows[0], *self.rows[2:]}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    path = tmp_path_factory.mktemp("full") / "store.sqlite"
    rows = filled(path, SHARED)
    return Kept(path, rows[0].epoch, rows)


@pytest.fixture
def kept(full: Kept, tmp_path: Path) -> Kept:
    return replace(full, path=Path(shutil.copy(full.path, tmp_path)))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    make_quickly(monkeypatch)


def damage(path: Path, at: int, new: bytes) -> bytes:
    content = bytearray(path.read_bytes())
    content[at : at + len(new)] = new
    path.write_bytes(content)
    return bytes(content)


def changed(path: Path, sql: str) -> None:
    """As if bits in a row had changed: nothing that SQLite itself would find."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute(sql)


def root_page(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(connection.execute(query, (table,)).fetchone()[0])


@contextmanager
def opened(path: Path) -> Iterator[tuple[TabletStore, Replaced | None]]:
    store, replaced = open_or_begin_anew(path, NOON)
    with closing(store):
        yield store, replaced


def test_a_sound_store_is_opened_and_nothing_is_kept_aside(kept: Kept) -> None:
    with opened(kept.path) as (store, replaced):
        assert replaced is None and store.chain().epoch == kept.epoch
    assert last_replaced(kept.path) is None


def test_a_store_that_is_not_there_is_made(tmp_path: Path) -> None:
    with opened(tmp_path / "new" / "store.sqlite") as (store, replaced):
        assert replaced is None and store.chain().next_sequence == 1


@pytest.mark.parametrize(
    "beginning", [b"\xff" * 100, b"", b"SQLite format 3\x00" + bytes(84), b"S\x00Lite"],
    ids=["no database", "empty", "empty header", "one byte"],
)  # fmt: skip
def test_a_file_that_is_no_database_any_more_is_kept_and_the_rest_of_it_is_read(
    kept: Kept, beginning: bytes
) -> None:
    """The file moves aside as it is, and every sealed result that can be read is saved."""
    if beginning:
        content = damage(kept.path, 0, beginning)
    else:
        kept.path.write_bytes(content := b"")
    with opened(kept.path) as (store, replaced):
        assert replaced is not None
        assert set(store.unsynced()) == (kept.left if beginning else set())
        assert store.chain().epoch != kept.epoch and store.chain().next_sequence == 1
    assert (replaced.folder / kept.path.name).read_bytes() == content


def test_every_result_that_can_be_read_is_saved_under_its_old_number(kept: Kept) -> None:
    """As unsynced: a desk says 'received before' for what it had."""
    wire = kept.rows[5].wire
    damage(kept.path, kept.path.read_bytes().index(wire) + 100, b"\xff")
    with opened(kept.path) as (store, replaced):
        assert replaced is not None
        assert (replaced.results, replaced.details) == (SHARED - 2, SHARED - 2)
        assert set(store.unsynced()) == kept.left - {kept.rows[5]}
        assert {row.sequence for row in store.unsynced_details()} == {
            row.sequence for row in store.unsynced()
        }
        assert kept.rows[5].wire_hash not in store.known(kept.epoch)
        assert store.missing_since() is not None


def test_erasures_receipts_and_bundles_are_taken_along(kept: Kept) -> None:
    damage(kept.path, 0, b"?")
    with opened(kept.path) as (store, _):
        assert store.known(kept.epoch)[kept.rows[1].wire_hash] is Standing.ERASED
        assert store.last_receipts(kept.epoch) == (LastReceipt(1, 4, 0, bytes(32)),)
        assert store.bundle_state(kept.epoch).number == 3


def test_a_number_that_no_receipt_can_have_is_left_behind(kept: Kept) -> None:
    """Every later one would look old."""
    changed(kept.path, "UPDATE applied_receipt SET number = 4398046511104")
    damage(kept.path, 0, b"?")
    with opened(kept.path) as (store, _):
        assert store.last_receipts(kept.epoch) == ()


def test_the_open_visit_is_not_saved_and_the_next_one_begins(kept: Kept) -> None:
    with closing(open_tablet_store(kept.path)) as store:
        store.begin_visit(b"first")
    damage(kept.path, 0, b"?")
    with opened(kept.path) as (store, replaced):
        assert replaced is not None and store.open_visit() is None
        assert not Marker(kept.path.parent).is_up()
        row = share_one(store)
        assert row.epoch not in (0, kept.epoch) and row in store.unsynced()


def test_rows_behind_an_unreadable_page_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with closing(open_tablet_store(path)) as store:
        rows = [share_one(store) for _ in range(60)]
    content = path.read_bytes()
    at = content.index(rows[30].wire) // PAGE * PAGE
    damage(path, at, b"\xff" * PAGE)
    lost = {row for row in rows if at <= content.index(row.wire) < at + PAGE}
    with opened(path) as (store, replaced):
        assert replaced is not None
        assert set(store.unsynced()) == set(rows) - lost
        assert 0 < len(lost) < 20


def test_nothing_is_saved_where_the_root_of_the_results_is_gone(kept: Kept) -> None:
    at = (root_page(kept.path, "sealed_result") - 1) * PAGE
    damage(kept.path, at, b"\xff" * PAGE)
    with opened(kept.path) as (store, replaced):
        assert replaced is not None and replaced.results == replaced.details == 0
        assert store.unsynced() == () and store.missing_since() is None


def test_what_stands_in_the_log_is_read_too(kept: Kept) -> None:
    """A tablet that was cut off has a log beside its store; both are kept."""
    trail = kept.path.with_name("store.sqlite-wal")
    with closing(open_tablet_store(kept.path)) as before:
        before.begin_visit(b"first")
        log = trail.read_bytes()
    trail.write_bytes(log)
    damage(kept.path, 0, b"?")
    with opened(kept.path) as (store, replaced):
        assert replaced is not None
        assert (replaced.folder / trail.name).read_bytes() == log
        assert set(store.unsynced()) == kept.left
        assert store.open_visit() is None


def test_words_that_are_no_text_are_damage_like_any_other(kept: Kept) -> None:
    """SQLite quotes them in what it says, and the driver cannot read it."""
    at = kept.path.read_bytes().rindex(b" ck_state_one_row")
    damage(kept.path, at, b"\xa0")
    with opened(kept.path) as (store, replaced):
        assert replaced is not None and set(store.unsynced()) == kept.left


UNFIT = (
    "UPDATE sealed_result SET wire_hash = zeroblob(32) WHERE sequence = 5",
    "UPDATE sealed_result SET receipt_code = 'x' WHERE sequence = 5",
    "UPDATE sealed_result SET id = 'text' WHERE sequence = 5",
    "UPDATE sealed_result SET handed_over = 7 WHERE sequence = 5",
    "UPDATE received SET status = 'quarantyned'",
    "UPDATE received SET received_at = 'noon'",
    "UPDATE received SET received_at = 5",
    "UPDATE day_count SET what = 99",
    "UPDATE day_count SET day = '2026-99-01'",
    "UPDATE day_count SET n = 'many'",
    "UPDATE day_count SET n = -1",
    "UPDATE state SET epoch = 4294967296",
    "UPDATE state SET next_sequence = 3",
    "UPDATE state SET previous_id = zeroblob(16)",
    "UPDATE alembic_version SET version_num = 'tablet_0000'",
    "UPDATE alembic_version SET version_num = 'tablat_0001'",
    "UPDATE alembic_version SET version_num = CAST(x'ff61' AS TEXT)",
    "DELETE FROM alembic_version",
    "DROP TABLE day_count",
    "DROP TABLE alembic_version",
)


@pytest.mark.parametrize("sql", UNFIT)
def test_what_can_never_stand_there_is_damage(kept: Kept, sql: str) -> None:
    """SQLite has no code over what stands in a row: the rows themselves have to fit."""
    changed(kept.path, sql)
    with opened(kept.path) as (store, replaced):
        assert replaced is not None
        assert set(store.unsynced()) >= kept.left - {kept.rows[4]}


@pytest.mark.parametrize("sql", ["DELETE FROM state", "UPDATE state SET missing_since = NULL"])
def test_what_can_stand_there_is_none(kept: Kept, sql: str) -> None:
    changed(kept.path, sql)
    with opened(kept.path) as (store, replaced):
        assert replaced is None and set(store.unsynced()) == set(kept.rows[2:])


def test_a_store_of_a_newer_version_is_refused_and_left(kept: Kept) -> None:
    changed(kept.path, "UPDATE alembic_version SET version_num = 'tablet_9999'")
    with pytest.raises(StoreTooNewError):
        open_or_begin_anew(kept.path, NOON)
    assert last_replaced(kept.path) is None


def test_a_damaged_store_that_somebody_uses_is_left(kept: Kept) -> None:
    changed(kept.path, "UPDATE state SET next_sequence = 3")
    before = kept.path.read_bytes()
    with closing(sqlite3.connect(kept.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("kiosk.storage.upgrade.BUSY_S", 0.01)
            with pytest.raises(StoreInUseError):
                open_or_begin_anew(kept.path, NOON)
    assert kept.path.read_bytes() == before and last_replaced(kept.path) is None


def test_a_disk_that_cannot_be_written_is_told_as_ever(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = damage(kept.path, 0, b"?")

    def read_only(_: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(files, "make_folder", read_only)
    with pytest.raises(StoreReadOnlyError):
        open_or_begin_anew(kept.path, NOON)
    assert kept.path.read_bytes() == content


def test_two_in_the_same_second_are_both_kept_and_the_last_is_told(kept: Kept) -> None:
    damage(kept.path, 0, b"?")
    with opened(kept.path):
        pass
    damage(kept.path, 0, b"!")
    with opened(kept.path) as (_, replaced):
        assert replaced is not None and replaced == last_replaced(kept.path)
    assert sorted(one.name for one in replaced.folder.parent.iterdir()) == [
        "2026-03-02T120000Z", "2026-03-02T120000Z-2",
    ]  # fmt: skip


def test_it_is_told_until_the_folder_is_moved_away(kept: Kept) -> None:
    damage(kept.path, 0, b"?")
    with opened(kept.path) as (_, replaced):
        assert replaced is not None
    assert last_replaced(kept.path) == Replaced(replaced.folder, TODAY, SHARED - 1, SHARED - 1)
    (replaced.folder / NOTE).write_text(json.dumps({"day": "today"}))
    assert last_replaced(kept.path) is None
    (replaced.folder / NOTE).unlink()
    assert last_replaced(kept.path) is None


def test_a_step_that_was_cut_before_its_end_is_taken_again(kept: Kept) -> None:
    """The damaged store still has its name, and is kept already: it is not opened any more."""
    content = damage(kept.path, 0, b"?")
    with opened(kept.path) as (_, replaced):
        assert replaced is not None
    kept.path.write_bytes(content)
    store, again = open_or_begin_anew(kept.path, NOON + timedelta(days=1))
    with closing(store):
        assert again is not None and again.folder == replaced.folder
        assert set(store.unsynced()) == kept.left
