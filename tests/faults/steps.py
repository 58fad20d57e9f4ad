"""A tablet's day as steps, and what a store must hold after each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.storage.tablet import (
    BundleState,
    Chain,
    Counts,
    DetailRow,
    Marks,
    SealedRow,
    TabletStore,
)
from kiosk.storage.tablet.memory import MemoryTabletStore
from tests.unit.storage.examples import NOON, sealed, sealed_detail

Step = Callable[[TabletStore], object]


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a tablet store tells."""

    visit: tuple[bytes, ...] | None
    unsynced: tuple[SealedRow, ...]
    details: tuple[DetailRow, ...]
    chain: Chain
    bundle: BundleState
    counts: Counts

    @classmethod
    def of(cls, store: TabletStore) -> State:
        return cls(
            store.open_visit(),
            store.unsynced(),
            store.unsynced_details(),
            store.chain(),
            store.bundle_state(store.chain().epoch),
            store.counts(),
        )


def begin(store: TabletStore) -> None:
    store.begin_visit(b"format 1, content, seed, day")


def answer(number: int) -> Step:
    """A journal entry; some are longer than a page of the database."""
    return lambda store: store.append(b"%d:" % number + b"tap" * (40 if number % 3 else 2000))


def share(store: TabletStore) -> None:
    row = sealed(store.chain())
    store.share(row, details=[sealed_detail(row)])


def wipe(store: TabletStore) -> None:
    store.wipe_visit()


def bundle(store: TabletStore) -> None:
    epoch = store.chain().epoch
    store.bundle_written(epoch, store.bundle_state(epoch).number + 1, b"bundle" * 5 + b"..")


def receipt(number: int) -> Step:
    """A desk has the oldest result of those that were not synced, and its detail."""
    return lambda store: store.apply_receipt(
        Marks(
            1,
            number,
            {
                store.unsynced()[0].wire_hash: "stored",
                store.unsynced_details()[0].wire_hash: "stored",
            },
            store.chain().epoch,
        ),
        NOON,
    )


def a_visit(answers: int) -> list[Step]:
    return [begin, *map(answer, range(answers))]


END_OF_A_VISIT: Sequence[Step] = (*a_visit(6), share)
SMALL_VISITS: Sequence[Step] = (*a_visit(3), share, *a_visit(2), wipe, *a_visit(1), share)
A_DAY: Sequence[Step] = (*SMALL_VISITS, bundle, receipt(1), *a_visit(1), share, receipt(2))


def expected(steps: Sequence[Step], epoch: int) -> list[State]:
    """What the store tells before the first step and after each."""
    twin = MemoryTabletStore(epoch)
    states = [State.of(twin)]
    for step in steps:
        step(twin)
        states.append(State.of(twin))
    return states
