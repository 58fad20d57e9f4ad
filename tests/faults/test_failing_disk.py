"""A write that fails, for want of room or by a fault: saved or told in words; then it goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.storage.desk import Stored
from kiosk.storage.errors import StoreFailingError, StoreFullError
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind, check, upgrade
from tests.faults.disk import Event, Sync, SyncFolder, Truncate, Write
from tests.faults.recorder import recording
from tests.faults.steps import SMALL_VISITS, State, expected
from tests.pace import LONG
from tests.stores import desk_store
from tests.unit.storage.examples import result
from tests.unit.storage.scripts import next_scripts

pytestmark = pytest.mark.untraced

CODES: dict[str, dict[type, int]] = {
    "no room": {Write: sqlite3.SQLITE_FULL},
    "fault": {
        Write: sqlite3.SQLITE_IOERR_WRITE,
        Truncate: sqlite3.SQLITE_IOERR_TRUNCATE,
        Sync: sqlite3.SQLITE_IOERR_FSYNC,
        SyncFolder: sqlite3.SQLITE_IOERR_FSYNC,
    },
}


@dataclass
class Failing:
    """Fails the ``at``-th of the calls that can fail, ``times`` times."""

    codes: dict[type, int]
    at: int
    times: int = 1
    calls: int = field(default=0, init=False)

    def __call__(self, event: Event) -> int:
        code = self.codes.get(type(event), 0)
        if code == 0:
            return 0
        self.calls += 1
        return code if self.at <= self.calls < self.at + self.times else 0


def moments(step: int) -> Iterator[int]:
    """Every call in a long run; some of them in a quick one."""
    at = 1
    while True:
        yield at
        at += 1 if LONG else step


@pytest.mark.parametrize(("kind", "times"), [("no room", 2), ("fault", 1), ("fault", 3)])
def test_a_step_is_saved_or_refused_in_words_and_the_next_one_works(
    folder: Path, kind: str, times: int
) -> None:
    path = folder / "tablet.db"
    open_tablet_store(path).close()
    whole = path.read_bytes()
    for at in moments(23):
        for file in folder.iterdir():
            file.unlink()
        path.write_bytes(whole)
        with recording() as recorder, closing(open_tablet_store(path)) as store:
            states = expected(SMALL_VISITS, store.chain().epoch)
            recorder.fault = failing = Failing(CODES[kind], at, times)
            for done, step in enumerate(SMALL_VISITS):
                for _ in range(times + 1):
                    if State.of(store) == states[done + 1]:
                        break  # it was saved, and the fault came after
                    try:
                        step(store)
                    except KioskError as error:
                        assert_told(error)
                        assert State.of(store) in states[done : done + 2]
                assert State.of(store) == states[done + 1], (at, done)
        with closing(open_tablet_store(path)) as store:
            assert State.of(store) == states[-1], at
        if failing.calls < at:
            break


@pytest.mark.parametrize("kind", CODES)
def test_an_import_is_whole_or_refused_in_words(folder: Path, kind: str) -> None:
    path = folder / "desk.db"
    rows = [result(number) for number in range(1, 200)]
    for at in moments(9):
        path.unlink(missing_ok=True)
        with recording() as recorder, closing(desk_store(path)) as store:
            recorder.fault = failing = Failing(CODES[kind], at)
            try:
                store.store_many(rows)
            except KioskError as error:
                assert_told(error)
                assert store.counts().results == 0
                assert set(store.store_many(rows)) == {Stored()}
            assert store.counts().results == len(rows)
        if failing.calls < at:
            break


@pytest.mark.parametrize("kind", CODES)
def test_a_store_is_upgraded_or_left_as_it_was(folder: Path, tmp_path: Path, kind: str) -> None:
    scripts = next_scripts(tmp_path, Kind.TABLET)
    path = folder / "tablet.db"
    store = open_tablet_store(path)
    store.begin_visit(b"first")
    store.close()
    whole = path.read_bytes()
    for at in moments(11):
        path.write_bytes(whole)
        with recording() as recorder:
            recorder.fault = failing = Failing(CODES[kind], at)
            try:
                upgrade(path, Kind.TABLET, scripts)
            except KioskError as error:
                assert_told(error)
        assert check(path, Kind.TABLET).sound, at
        with closing(open_tablet_store(path, scripts)) as store:
            assert store.open_visit() == (b"first",), at
        if failing.calls < at:
            break


def assert_told(error: KioskError) -> None:
    assert isinstance(error, StoreFullError | StoreFailingError), repr(error)
    assert "\n" not in str(error)
