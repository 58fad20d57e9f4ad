"""Any multiset of overlapping bundles and codes in any order gives the same store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.storage.desk import REVOKED, DeskStore, Limits, StoredDetail, StoredResult, Tombstone
from kiosk.storage.desk.memory import MemoryDeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from tests.pace import LONG
from tests.stores import empty_desk_file
from tests.unit.storage.examples import NOON, TODAY, bundle, detail, result

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]

REVOKED_AFTER = 6
"""Numbers above it were made after the tablet was revoked."""
MOST = 8


@dataclass(frozen=True)
class Scanned:
    """A code."""

    number: int
    clone: bool = False

    @property
    def row(self) -> StoredResult:
        return result(self.number, tag="clone" if self.clone else "")


@dataclass(frozen=True)
class Bundled:
    """A bundle: whatever results and details its tablet had no receipt for."""

    results: tuple[Scanned, ...]
    details: tuple[int, ...]
    number: int

    def last(self, believed: int) -> int:
        numbers = [*(one.number for one in self.results), *self.details]
        return max((number for number in numbers if number <= believed), default=0)


@dataclass(frozen=True)
class Erased:
    """A tombstone that another desk's receipt brings: the hash alone, or all of it."""

    number: int
    hash_only: bool

    @property
    def tombstone(self) -> Tombstone:
        row = result(self.number)
        if self.hash_only:
            return Tombstone(row.wire_hash, 1, 7)
        return Tombstone(row.wire_hash, 1, 7, row.sequence, row.id)


@dataclass(frozen=True)
class Learnt:
    """A site pack that says that the tablet was revoked after a number."""

    after: int


Step = Scanned | Bundled | Erased | Learnt
NUMBERS = st.integers(1, MOST)
SCANNED = st.builds(Scanned, NUMBERS, st.booleans())
PLAIN = st.builds(Scanned, NUMBERS)
ARRIVALS = st.lists(
    st.one_of(
        PLAIN,
        st.builds(
            Bundled,
            st.lists(PLAIN, max_size=5, unique=True).map(tuple),
            st.lists(NUMBERS, max_size=3, unique=True).map(tuple),
            st.integers(1, 9),
        ),
    ),
    max_size=6,
)


def do(store: DeskStore, step: Step, believed: int = REVOKED_AFTER) -> None:
    match step:
        case Scanned(number):
            store.store(step.row, REVOKED if number > believed else None)
        case Bundled():
            rows = [one.row for one in step.results]
            told = [detail(number) for number in step.details]
            both: list[StoredResult | StoredDetail] = [*rows, *told]
            apart = {one.id: REVOKED for one in both if one.sequence > believed}
            store.store_many(rows, bundle(step.number, step.last(believed)), told, apart=apart)
        case Erased():
            store.tombstone([step.tombstone], TODAY)
        case Learnt():
            for epoch in store.epochs(1):
                store.set_apart(1, epoch, step.after)


def told_by(store: DeskStore) -> tuple[object, ...]:
    """All that can be seen of a store but when and in what order it came."""
    quarantine = {(apart.result.id, apart.reason) for apart in store.quarantined()}
    return (
        {row.id for row in store.results(99)},
        quarantine,
        {row.id: store.detail(row.id) for row in store.results(99)},
        store.held(1, 7),
        store.missing(1),
        store.counts(),
        store.every_tombstone(),
    )


def after(steps: Iterable[Step], store: DeskStore | None = None) -> tuple[object, ...]:
    used = store or MemoryDeskStore()
    for step in steps:
        do(used, step)
    return told_by(used)


@settings(suppress_health_check=QUIET, max_examples=1000 if LONG else 60, deadline=None)
@given(ARRIVALS, st.randoms(use_true_random=False))
def test_overlapping_bundles_and_codes_in_any_order(steps: list[Step], chance: Random) -> None:
    again: list[Step] = [*steps, *steps]
    chance.shuffle(again)
    assert after(steps) == after(again)


@settings(suppress_health_check=QUIET, max_examples=1000 if LONG else 60, deadline=None)
@given(ARRIVALS, ARRIVALS)
def test_when_a_desk_learns_that_a_tablet_was_revoked_makes_no_difference(
    before: list[Step], since: list[Step]
) -> None:
    """Before its results came, or after: what comes after the sequence goes to quarantine. Those
    who learn it late still know that there have to be results before the ones that they had."""
    store = MemoryDeskStore()
    for step in before:
        do(store, step, believed=MOST)
    late = after([Learnt(REVOKED_AFTER), *since, Learnt(REVOKED_AFTER)], store)
    early = after([*before, *since])
    assert (late[:4], late[5:]) == (early[:4], early[5:])
    assert all(gap.last <= REVOKED_AFTER for gap in store.missing(1))


CHANGES = st.one_of(st.builds(Erased, NUMBERS, st.booleans()), st.builds(Learnt, NUMBERS))


@settings(suppress_health_check=QUIET, max_examples=400 if LONG else 15, deadline=None)
@given(
    st.lists(st.one_of(ARRIVALS.map(tuple), CHANGES), max_size=8),
    st.lists(SCANNED, max_size=3),
)
def test_memory_and_database_see_the_same(
    parts: list[tuple[Step, ...] | Erased | Learnt], clones: list[Scanned]
) -> None:
    """What is kept with each import is what a recount gives: gaps, counts, quarantine, tombstones;
    also when things were deleted in between because of their age."""
    steps: list[Step] = []
    for part in parts:
        steps += [part] if isinstance(part, Erased | Learnt) else part
    with TemporaryDirectory() as folder:
        file = open_desk_store(empty_desk_file(Path(folder, "desk.db")))
        memory, believed = MemoryDeskStore(), MOST
        for at, step in enumerate([*steps, *clones, *steps]):
            if isinstance(step, Learnt):  # it is never believed any further again
                believed = min(believed, step.after)
            do(file, step, believed)
            do(memory, step, believed)
            if LONG:
                assert told_by(file) == told_by(memory)
            if at == len(steps):
                assert told_by(file) == told_by(memory)
                limits = Limits(*[NOON.replace(second=MOST // 2)] * 3)
                assert file.delete_old(limits, TODAY) == memory.delete_old(limits, TODAY)
        assert told_by(file) == told_by(memory)
        assert file.deleted() == memory.deleted()
        file.close()


@given(ARRIVALS, NUMBERS)
def test_whenever_something_is_erased_it_is_gone(steps: list[Step], number: int) -> None:
    """Before or after it came, once or twice."""
    gone = Erased(number, hash_only=False)
    assert after([gone, *steps, gone])[:6] == after([*steps, gone])[:6]
    store = MemoryDeskStore()
    after([*steps, gone, *steps], store)
    assert store.result(result(number).id) is None and store.why_apart(result(number).id) is None
