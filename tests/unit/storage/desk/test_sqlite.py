"""What the desk's store does with its file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kiosk.storage.desk import Counts, ReceivedBefore, Stored
from kiosk.storage.errors import StoreFailingError
from tests.stores import desk_store
from tests.unit.storage.examples import bundle, detail, result


def test_everything_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = desk_store(path)
    row, clone = result(1), result(1, tag="clone")
    store.store_many([row, clone], bundle(1, 1), [detail(1), detail(1, tag="other")])
    store.keep_scoring(b"abcd", b"canonical")
    store.receipt_number()
    store.close()
    again = desk_store(path)
    assert again.results() == (row,)
    assert (again.detail(row.id), again.details_apart()) == (detail(1), (detail(1, tag="other"),))
    assert [apart.result for apart in again.quarantined()] == [clone]
    assert again.scoring(b"abcd") == b"canonical"
    assert again.receipt_number() == 2
    again.close()


def test_two_desks_on_one_file_store_a_result_once(tmp_path: Path) -> None:
    stores = [desk_store(tmp_path / "desk.db") for _ in range(2)]
    rows = [result(number) for number in range(1, 41)]
    kept: list[object] = []

    def store_all(at: int) -> None:
        kept.extend(stores[at].store(row) for row in rows)

    threads = [threading.Thread(target=store_all, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.count(Stored()) == 40
    assert sum(isinstance(one, ReceivedBefore) for one in kept) == 40
    assert stores[0].counts() == Counts(40, 0, 1)
    for store in stores:
        store.close()


def test_reading_does_not_wait_for_an_import(tmp_path: Path) -> None:
    store = desk_store(tmp_path / "desk.db")
    store.store(result(1))
    with store._engine.begin():  # as a long import does, this holds the only write lock
        assert store.results() == (result(1),)
    store.close()


def test_an_import_that_fails_half_way_stores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk_store(tmp_path / "desk.db")

    def fail(*_: object) -> None:
        raise StoreFailingError(path="desk.db", detail="for this test")

    with monkeypatch.context() as patch:
        patch.setattr("kiosk.storage.desk.taking.note_bundle", fail)
        with pytest.raises(StoreFailingError):
            store.store_many([result(1), result(1, tag="clone")], bundle(1), [detail(1)])
    assert store.counts() == Counts(0, 0, 0)
    assert store.detail(result(1).id) is None
    assert store.store(result(1)) == Stored()
    store.close()
