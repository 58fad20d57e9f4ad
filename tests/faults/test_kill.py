"""Killed at any moment, a tablet has every step that it confirmed, and a desk every bundle."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kiosk.storage.marker import Marker
from kiosk.storage.tablet.sqlite import SqliteTabletStore, open_tablet_store
from kiosk.storage.upgrade import Kind, check
from tests.faults.importing import IN_A_BUNDLE, import_on
from tests.faults.tapping import tap_on
from tests.pace import count
from tests.stores import desk_store, empty_desk_file, encrypted
from tests.unit.storage.examples import bundle

pytestmark = pytest.mark.untraced

KILLS = count(20, 1000)
KILLS_OF_A_DESK = count(5, 300)

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.tapping", "tests.faults.importing"])


def test_a_killed_tablet_has_every_step_that_it_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "tablet.db"
    open_tablet_store(path).close()
    shared, told = 0, 0
    for seed in range(KILLS):
        before = _entries(path)
        steps = _taps_until_killed(path, seed)
        told += len(steps)
        assert check(path, Kind.TABLET).sound
        with closing(open_tablet_store(path)) as store:
            shared = _assert_confirmed(store, steps, before, shared)
            assert Marker(tmp_path).is_up() == (store.open_visit() is not None)
    assert told > KILLS


def test_a_killed_desk_has_every_bundle_that_it_confirmed_and_none_by_half(
    tmp_path: Path,
) -> None:
    path = tmp_path / "desk.db"
    empty_desk_file(path)
    done = 0
    for seed in range(KILLS_OF_A_DESK):
        confirmed = _imports_until_killed(path, done + 1, seed)
        assert check(encrypted(path), Kind.DESK).sound
        with closing(desk_store(path)) as store:
            done = store.counts().results // IN_A_BUNDLE
            assert done in (confirmed, confirmed + 1)
            assert store.counts().results == done * IN_A_BUNDLE
            assert len(store.held(1, 7)) == 2 * done * IN_A_BUNDLE
            assert store.bundle_seen(bundle(done).hash) is not None
            assert store.bundle_seen(bundle(done + 1).hash) is None
    assert done > KILLS_OF_A_DESK


def _imports_until_killed(path: Path, first: int, seed: int) -> int:
    """The last bundle that a process told before it was killed."""
    chance = random.Random(seed)
    telling, told = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=import_on, args=(path, first, told), daemon=True)
    process.start()
    told.close()
    done = [int(telling.recv()) for _ in range(chance.randrange(2, 20))]
    time.sleep(chance.random() / 200)
    process.kill()
    process.join()
    with suppress(EOFError):
        while True:
            done.append(int(telling.recv()))
    return done[-1]


def _taps_until_killed(path: Path, seed: int) -> list[str]:
    """The steps that a process told before it was killed, at a moment that the seed gives."""
    chance = random.Random(seed)
    telling, told = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=tap_on, args=(path, seed, told), daemon=True)
    process.start()
    told.close()
    steps = [str(telling.recv()) for _ in range(chance.randrange(1, 30))]
    time.sleep(chance.random() / 200)
    process.kill()
    process.join()
    with suppress(EOFError):
        while True:
            steps.append(str(telling.recv()))
    return steps


def _entries(path: Path) -> int:
    with closing(open_tablet_store(path)) as store:
        return len(store.open_visit() or ())


def _assert_confirmed(
    store: SqliteTabletStore, steps: Sequence[str], before: int, shared: int
) -> int:
    """The store holds what the steps add up to, or one step more; how many are shared now."""
    entries = before
    for step in steps:
        kind, _, number = step.partition(" ")
        entries = int(number) + 1 if kind == "entry" else 0
        shared = int(number) if kind == "shared" else shared
    found = len(store.open_visit() or ()), store.counts().shared
    may_be = {(entries, shared), (entries + 1, shared)}
    if entries:
        may_be |= {(0, shared), (0, shared + 1)}
    assert found in may_be, steps
    assert store.open_visit() in (None, tuple(b"%d" % number for number in range(found[0])))
    assert store.chain().next_sequence == found[1] + 1
    assert len(store.unsynced_details()) == found[1]
    return found[1]
