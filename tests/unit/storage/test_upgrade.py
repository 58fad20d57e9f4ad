"""A store is made, upgraded or refused; whatever happens, the old or the new one is there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import cbor2
import pytest
from alembic.script import ScriptDirectory

from kiosk import resources
from kiosk.domain.errors import KioskError
from kiosk.handoff.receipt_code import receipt_code
from kiosk.storage.desk import Counts, Gap, StoredResult
from kiosk.storage.driver import connect
from kiosk.storage.errors import (
    NotAStoreError,
    ReceiptNotNewerError,
    StoreDamagedError,
    StoreFullError,
    StoreInUseError,
    StoreIsAFolderError,
    StoreNotReachableError,
    StoreReadOnlyError,
    StoreTooNewError,
)
from kiosk.storage.tablet import BundleState, Chain, Marks, Purged, SealedRow, Standing
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind, Upgraded, check, head, revision, upgrade
from tests.stores import desk_store, encrypted, open_place
from tests.unit.storage.examples import (
    NOON,
    detail,
    result,
    sealed,
    sealed_detail,
    share_one,
)
from tests.unit.storage.scripts import FIRST, NEXT, NOW, first_scripts, next_scripts

both = pytest.mark.parametrize("kind", list(Kind))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.db"


@both
def test_a_store_is_made_where_there_is_none(path: Path, kind: Kind) -> None:
    place = open_place(kind, path)
    assert upgrade(place, kind) == Upgraded(None, f"{kind}_{NOW}")
    assert check(place, kind).sound
    assert revision(place, kind) == f"{kind}_{NOW}"


@both
def test_a_second_time_there_is_nothing_to_do(path: Path, kind: Kind) -> None:
    place = open_place(kind, path)
    upgrade(place, kind)
    before = path.stat()
    assert upgrade(place, kind) == Upgraded(f"{kind}_{NOW}", f"{kind}_{NOW}")
    assert os.path.samestat(before, path.stat())


@both
def test_the_head_by_file_name_is_alembics_head(kind: Kind) -> None:
    scripts = resources.migrations(kind)
    assert [head(scripts, kind)] == ScriptDirectory(str(scripts)).get_heads()


def test_a_tablet_is_upgraded_with_everything_that_it_holds(path: Path, tmp_path: Path) -> None:
    store = open_tablet_store(path)
    row = share_one(store)
    store.begin_visit(b"first")
    chain = store.chain()
    store.close()
    scripts = next_scripts(tmp_path, Kind.TABLET)
    assert upgrade(path, Kind.TABLET, scripts) == Upgraded(f"tablet_{NOW}", f"tablet_{NEXT}")
    again = open_tablet_store(path, scripts)
    assert (again.unsynced(), again.open_visit(), again.chain()) == ((row,), (b"first",), chain)
    again.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT colour FROM sealed_result").fetchall() == [("blue",)]


def old_tablet(path: Path, scripts: Path) -> tuple[SealedRow, SealedRow]:
    """A store of the first schema with an open visit, and two results: one with a receipt."""
    upgrade(path, Kind.TABLET, scripts)
    old = sealed(Chain(7, 1, bytes(16)))
    held = sealed(Chain(7, 2, old.id))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO state VALUES (1, 7, 3, ?, 4, ?, 90)", (held.id, b"b" * 32))
        connection.executemany(
            "INSERT INTO sealed_result VALUES (?, ?, ?, ?, ?, ?, 0)",
            [
                (row.epoch, row.sequence, row.id, row.wire_hash, row.wire, row.receipt_code)
                for row in (old, held)
            ],
        )
        now = "2026-03-02 12:00:00.000000"
        mark = (held.wire_hash, 3, "stored", 9, now, 90, 4)
        connection.execute("INSERT INTO received VALUES (?, ?, ?, ?, ?, ?, ?)", mark)
        connection.execute("INSERT INTO last_receipt VALUES (3, 9, ?)", (now,))
        connection.execute("INSERT INTO journal_line VALUES (1, ?)", (b"first",))
    return old, held


def test_a_tablet_from_before_there_were_details_takes_them(path: Path, tmp_path: Path) -> None:
    old, _ = old_tablet(path, first_scripts(tmp_path, Kind.TABLET))
    assert upgrade(path, Kind.TABLET) == Upgraded(f"tablet_{FIRST}", f"tablet_{NOW}")
    with closing(open_tablet_store(path)) as again:
        assert again.open_visit() == (b"first",)
        assert (again.unsynced(), again.unsynced_details()) == ((old,), ())
        row = sealed(again.chain())
        again.share(row, details=[sealed_detail(row)])
        assert (again.unsynced(), again.unsynced_details()) == ((old, row), (sealed_detail(row),))
    assert check(path, Kind.TABLET).sound


def test_a_tablet_from_before_anything_was_purged_knows_its_receipts(
    path: Path, tmp_path: Path
) -> None:
    """What a receipt named before the upgrade goes after 72 h of uptime and one more sync."""
    old, held = old_tablet(path, first_scripts(tmp_path, Kind.TABLET))
    with closing(open_tablet_store(path)) as again:
        assert again.known(7) == {old.wire_hash: Standing.WAITING, held.wire_hash: Standing.HELD}
        assert again.bundle_state(7) == BundleState(4, b"b" * 32)
        with pytest.raises(ReceiptNotNewerError):
            again.apply_receipt(Marks(3, 9, {}, 7), NOON)
        again.count_uptime(72 * 3600)
        assert again.purge(72 * 3600) == Purged(0, 0, 0)
        again.sync_done(NOON.date())
        assert again.purge(72 * 3600) == Purged(1, 0, 0)


def test_a_desk_from_before_there_were_details_takes_them(path: Path, tmp_path: Path) -> None:
    old_desk(path, first_scripts(tmp_path, Kind.DESK), result(1))
    assert upgrade(encrypted(path), Kind.DESK).after == f"desk_{NOW}"
    with closing(desk_store(path)) as again:
        assert (again.results(), again.detail(result(1).id)) == ((result(1),), None)
        again.store_many([], details=[detail(1)])
        assert again.detail(result(1).id) == detail(1)
    assert check(encrypted(path), Kind.DESK).sound


def test_a_desk_from_before_results_could_be_found_finds_them(path: Path, tmp_path: Path) -> None:
    """Codes, chains and missing ranges are made of what is there."""
    secret, tag = b"abcd", b"12345678"
    rows = [result(number) for number in (2, 3, 6)]
    rows[0] = replace(rows[0], payload=cbor2.dumps({5: secret, 13: tag}))
    old_desk(path, first_scripts(tmp_path, Kind.DESK), *rows)
    with closing(desk_store(path)) as again:
        (found,) = again.find_by_receipt_code(receipt_code(secret))
        assert (found.id, found.progress_tag) == (rows[0].id, tag)
        assert again.find_by_tag(tag) == (found,)
        assert again.missing(1) == (Gap(7, 1, 1), Gap(7, 4, 5))
        assert again.counts() == Counts(3, 0, 1)


def old_desk(path: Path, scripts: Path, *rows: StoredResult) -> None:
    """A desk's store as it was at first, with results in it."""
    desk_store(path, scripts).close()
    names = (
        *("id", "wire_hash", "tablet", "epoch", "sequence", "previous", "day", "wire", "payload"),
        *("scoring", "received_at", "way"),
    )
    marks = ", ".join("?" * len(names))
    with closing(connect(encrypted(path))) as connection, connection:
        for row in rows:
            at = row.received_at.replace(tzinfo=None).isoformat(" ", "microseconds")
            values = {name: getattr(row, name) for name in names} | {
                "day": row.day.isoformat(),
                "scoring": b"".join(row.scoring),
                "received_at": at,
                "way": row.way.value,
            }
            connection.execute(
                f"INSERT INTO result ({', '.join(names)}) VALUES ({marks})",
                tuple(values.values()),
            )


def test_a_visit_in_an_upgraded_tablet_stays_in_no_other_file(path: Path, tmp_path: Path) -> None:
    store = open_tablet_store(path)
    store.begin_visit(b"canary")
    store.close()
    upgrade(path, Kind.TABLET, next_scripts(tmp_path, Kind.TABLET))
    assert {file.name for file in path.parent.iterdir()} == {
        "store.db",
        "store.db.lock",
        "visit-open",
    }


def test_a_desk_keeps_the_store_from_before(path: Path, tmp_path: Path) -> None:
    store = desk_store(path)
    store.store(result(1))
    store.close()
    (path.parent / "store.db.before-desk_0000").write_bytes(b"from an earlier upgrade")
    place = encrypted(path)
    done = upgrade(place, Kind.DESK, next_scripts(tmp_path, Kind.DESK))
    assert done.backup == path.parent / f"store.db.before-desk_{NOW}"
    assert not (path.parent / "store.db.before-desk_0000").exists()
    assert check(encrypted(done.backup), Kind.DESK).revision == f"desk_{NOW}"
    with closing(connect(place)) as connection:
        assert connection.execute("SELECT count(*), colour FROM result").fetchone() == (1, "blue")


def test_a_log_that_a_crash_left_is_part_of_what_is_upgraded(path: Path, tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path;"
        "from kiosk.storage.tablet.sqlite import open_tablet_store;"
        "s = open_tablet_store(Path(sys.argv[1])); s.begin_visit(b'first'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert path.with_name("store.db-wal").stat().st_size > 0
    scripts = next_scripts(tmp_path, Kind.TABLET)
    upgrade(path, Kind.TABLET, scripts)
    store = open_tablet_store(path, scripts)
    assert store.open_visit() == (b"first",)
    store.close()


def test_a_store_in_use_is_not_upgraded(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.storage.upgrade.BUSY_S", 0.01)
    store = open_tablet_store(path)
    store.begin_visit(b"first")
    scripts = next_scripts(tmp_path, Kind.TABLET)
    with pytest.raises(StoreInUseError, match="close it and try again"):
        upgrade(path, Kind.TABLET, scripts)
    store.append(b"second")
    store.close()
    assert upgrade(path, Kind.TABLET, scripts).after == f"tablet_{NEXT}"


@pytest.mark.parametrize(
    "more",
    [
        "    raise RuntimeError('fault in a script')\n",
        "    op.execute('PRAGMA foreign_keys=OFF')\n"
        "    op.execute(\"INSERT INTO received VALUES (x'00', 1, 'stored', 1, '', 0, 0)\")\n",
    ],
)
def test_an_upgrade_that_fails_leaves_the_old_store(path: Path, tmp_path: Path, more: str) -> None:
    store = open_tablet_store(path)
    store.begin_visit(b"first")
    store.close()
    with pytest.raises((RuntimeError, StoreDamagedError)):
        upgrade(path, Kind.TABLET, next_scripts(tmp_path, Kind.TABLET, more))
    again = open_tablet_store(path)
    assert again.open_visit() == (b"first",)
    again.close()
    assert not list(path.parent.glob("*.new*"))


def test_what_a_cut_off_upgrade_left_goes_when_the_store_opens(path: Path) -> None:
    upgrade(path, Kind.TABLET)
    for name in ("store.db.new", "store.db.new-journal"):
        (path.parent / name).write_bytes(b"canary")
    upgrade(path, Kind.TABLET)
    assert not list(path.parent.glob("*.new*"))


@pytest.mark.parametrize("attempt", range(3))
def test_many_who_come_at_once_make_one_store(path: Path, attempt: int) -> None:
    together = threading.Barrier(6)

    def epoch(_: int) -> int:
        together.wait()
        with closing(open_tablet_store(path)) as store:
            return store.chain().epoch

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(epoch, range(6)))) == 1


def test_a_store_from_a_newer_version_is_refused_and_left(path: Path, tmp_path: Path) -> None:
    upgrade(path, Kind.TABLET, next_scripts(tmp_path, Kind.TABLET))
    before = path.read_bytes()
    with pytest.raises(StoreTooNewError, match="install the newer version"):
        upgrade(path, Kind.TABLET)
    assert path.read_bytes() == before


def test_a_desks_store_is_no_tablets(path: Path) -> None:
    upgrade(path, Kind.DESK)
    with pytest.raises(NotAStoreError, match="is not a tablet store"):
        upgrade(path, Kind.TABLET)


def test_another_programs_database_is_refused_and_left(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    before = path.read_bytes()
    for act in (upgrade, check):
        with pytest.raises(NotAStoreError):
            act(path, Kind.TABLET)
    assert path.read_bytes() == before


def test_a_store_without_revision_is_refused(path: Path) -> None:
    upgrade(path, Kind.TABLET)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    with pytest.raises(NotAStoreError):
        upgrade(path, Kind.TABLET)


@pytest.mark.parametrize("content", [b"", b"SQLite", b"%PDF-1.7 not a database at all"])
def test_what_does_not_begin_like_a_database_is_refused_and_left(
    path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    for act in (upgrade, check):
        with pytest.raises(StoreDamagedError, match="left as it is"):
            act(path, Kind.TABLET)
    assert path.read_bytes() == content


@both
def test_a_damaged_store_is_refused_and_left(path: Path, kind: Kind) -> None:
    place = open_place(kind, path)
    upgrade(place, kind)
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError) as refusal:
        upgrade(place, kind)
    assert "\n" not in str(refusal.value)
    assert path.read_bytes() == content


def test_a_check_names_the_damage(path: Path) -> None:
    store = open_tablet_store(path)
    for _ in range(50):
        share_one(store)
    store.close()
    whole = path.read_bytes()
    found = []
    for page in range(1, len(whole) // 4096):
        at = page * 4096
        path.write_bytes(whole[:at] + b"\xff" * 64 + whole[at + 64 :])
        try:
            found.append(check(path, Kind.TABLET).sound)
        except KioskError:
            found.append(False)
    assert not any(found)
    path.write_bytes(whole)
    assert check(path, Kind.TABLET).problems == ()
    assert check(path, Kind.TABLET, quick=True).sound


def test_a_check_of_nothing_makes_no_store(path: Path) -> None:
    with pytest.raises(StoreNotReachableError):
        check(path, Kind.TABLET)
    assert not path.exists()


def test_a_folder_in_its_place_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreIsAFolderError, match="is a folder"):
        upgrade(path, Kind.TABLET)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(KioskError) as refusal:
        upgrade(tmp_path / "data" / "store.db", Kind.TABLET)
    assert str(tmp_path / "data") in str(refusal.value)


def test_a_store_that_cannot_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(path, Kind.TABLET)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to a read-only file
    with pytest.raises(StoreReadOnlyError, match="cannot be written to"):
        upgrade(path, Kind.TABLET)


def test_a_full_disk_stops_an_upgrade_and_leaves_the_old_store(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_tablet_store(path)
    store.begin_visit(b"first")
    store.close()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreFullError):
            upgrade(path, Kind.TABLET, next_scripts(tmp_path, Kind.TABLET))
    again = open_tablet_store(path)
    assert again.open_visit() == (b"first",)
    again.close()
