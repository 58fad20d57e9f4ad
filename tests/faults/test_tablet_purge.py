"""Power cut at every write of a receipt, a purge, an erasure and the new epoch of a restore.

All of a step or nothing; and once it was confirmed nothing of what went is in any file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.domain.counts import CountName, DayCount
from kiosk.domain.errors import KioskError
from kiosk.storage.errors import StoreFailingError, StoreFullError
from kiosk.storage.tablet import Marks, SealedRow, Standing, TabletStore, Tombstone
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind, check
from tests.faults.cuts import Cut, Recording, record
from tests.faults.recorder import Recorder, recording
from tests.faults.steps import State, Step
from tests.faults.test_failing_disk import CODES, Failing, moments
from tests.unit.storage.examples import NOON, TODAY, sealed, sealed_detail

pytestmark = pytest.mark.untraced

RESULTS = 4
HOURS_72 = 72 * 3600


@dataclass(frozen=True, slots=True)
class All:
    """Everything that a tablet store tells of one epoch."""

    state: State
    known: dict[bytes, Standing]
    tombstones: tuple[Tombstone, ...]
    counts: tuple[DayCount, ...]
    untold: bool
    receipts: tuple[object, ...]

    @classmethod
    def of(cls, store: TabletStore, epoch: int) -> All:
        return cls(
            State.of(store),
            dict(store.known(epoch)),
            store.tombstones(),
            store.day_counts(epoch),
            store.untold(epoch),
            store.last_receipts(epoch),
        )


def rows(store: TabletStore) -> list[SealedRow]:
    """The results that are shared before: the same ones for the same epoch."""
    chain, found = store.chain(), []
    for number in range(RESULTS):
        row = sealed(chain, number)
        store.share(row, details=[sealed_detail(row)], day=TODAY)
        found.append(row)
        chain = store.chain()
    return found


def receipt(number: int, held: Sequence[SealedRow], erased: Sequence[SealedRow] = ()) -> Step:
    hashes = [one for row in held for one in (row.wire_hash, sealed_detail(row).wire_hash)]
    marks = Marks(
        1,
        number,
        dict.fromkeys(hashes, "stored"),
        held[0].epoch,
        frozenset(row.wire_hash for row in erased),
    )
    return lambda store: store.apply_receipt(marks, NOON)


def the_way(shared: Sequence[SealedRow]) -> list[Step]:
    """From a receipt to a purge, an erasure, and a new epoch."""
    epoch = shared[0].epoch
    return [
        receipt(1, shared[:2]),
        lambda store: store.count_uptime(HOURS_72),
        lambda store: store.add_count(TODAY, CountName.FACE_GOOD),
        lambda store: store.bundle_written(epoch, 1, b"bundle" * 5 + b"..", store.day_counts()),
        lambda store: store.sync_done(TODAY),
        lambda store: store.purge(HOURS_72),
        receipt(2, shared[:3], shared[3:]),
        lambda store: store.new_epoch(),
    ]


def play(folder: Path) -> tuple[Recording, list[All], list[SealedRow]]:
    path = folder / "tablet.db"
    with closing(open_tablet_store(path)) as store:
        epoch, shared = store.chain().epoch, rows(store)
    steps = the_way(shared)
    twin = MemoryTabletStore(epoch)
    rows(twin)
    states = [All.of(twin, epoch)]
    for step in steps:
        step(twin)
        states.append(All.of(twin, epoch))

    def act(recorder: Recorder) -> None:
        with closing(open_tablet_store(path)) as store:
            for done, step in enumerate(steps, start=1):
                step(store)
                recorder.acknowledge(done)

    return record(folder, act), states, shared


def faults(cut: Cut, states: list[All], shared: Sequence[SealedRow]) -> Iterator[str]:
    path = cut.folder / "tablet.db"
    epoch = shared[0].epoch
    confirmed = states[cut.confirmed].known
    left = content(cut.folder)
    if any(is_in(row, left) for row in shared if confirmed[row.wire_hash] in GONE):
        yield "something of what went is in a file"
    with closing(open_tablet_store(path)) as store:
        found = All.of(store, epoch)
        if not any(same(found, state) for state in states[cut.confirmed : cut.confirmed + 2]):
            yield "not what was confirmed"
        left = content(cut.folder)
        for row in shared:
            if is_in(row, left) is (found.known[row.wire_hash] in GONE):
                yield "something of what went is in a file, or lost"


GONE = (Standing.PURGED, Standing.ERASED)


def content(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.suffix != ".db-shm")


def is_in(row: SealedRow, left: bytes) -> bool:
    return row.wire in left or sealed_detail(row).wire in left


def same(found: All, state: All) -> bool:
    """Alike, but for the number that a new epoch draws."""
    if found.state.chain.epoch != state.state.chain.epoch:
        begun = found.state.chain.next_sequence == state.state.chain.next_sequence == 1
        return begun and found.known == state.known and found.tombstones == state.tombstones
    return found == state


def test_a_cut_at_any_write_of_a_purge_or_an_erasure_is_all_or_nothing(folder: Path) -> None:
    played, states, shared = play(folder)
    told = []
    for cut in played.cuts(30):
        told += [f"{cut.name}: {fault}" for fault in faults(cut, states, shared)]
        if not check(cut.folder / "tablet.db", Kind.TABLET).sound:
            told.append(f"{cut.name}: damaged")
    assert told == []


def test_these_cuts_would_find_a_purge_that_leaves_its_trail(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.storage.tablet.sqlite.wipe_trail", lambda _engine: None)
    played, states, shared = play(folder)
    told = [fault for cut in played.cuts(12) for fault in faults(cut, states, shared)]
    assert "something of what went is in a file" in told


@pytest.mark.parametrize("kind", CODES)
def test_each_failing_write_leaves_the_step_done_or_told_and_the_next_try_works(
    folder: Path, kind: str
) -> None:
    path = folder / "tablet.db"
    with closing(open_tablet_store(path)) as store:
        epoch, shared = store.chain().epoch, rows(store)
    whole = path.read_bytes()
    twin = MemoryTabletStore(epoch)
    rows(twin)
    states = [All.of(twin, epoch)]
    steps = the_way(shared)[:-1]  # a new epoch is drawn at random
    for step in steps:
        step(twin)
        states.append(All.of(twin, epoch))
    for at in moments(41):
        for file in folder.iterdir():
            file.unlink()
        path.write_bytes(whole)
        told: list[KioskError] = []
        with recording() as recorder, closing(open_tablet_store(path)) as store:
            recorder.fault = failing = Failing(CODES[kind], at)
            for done, step in enumerate(steps):
                try:
                    step(store)
                except KioskError as error:
                    told.append(error)
                    if All.of(store, epoch) == states[done]:
                        step(store)
            assert All.of(store, epoch) == states[-1], at
        assert all(isinstance(error, StoreFullError | StoreFailingError) for error in told)
        if failing.calls < at:
            break
