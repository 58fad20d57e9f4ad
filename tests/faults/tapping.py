"""A tablet that appends, shares and wipes as fast as it can and tells each step once it is safe.

It runs as a process of its own, so that a test can kill it.
"""

from __future__ import annotations

import random
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.storage.tablet.sqlite import SqliteTabletStore, open_tablet_store
from tests.unit.storage.examples import sealed, sealed_detail


def tap(store: SqliteTabletStore, chance: random.Random) -> str:
    """Take one step and name it."""
    visit = store.open_visit()
    if visit is None:
        store.begin_visit(b"0")
        return "entry 0"
    choice = chance.random()
    if choice < 0.8:
        store.append(b"%d" % len(visit))
        return f"entry {len(visit)}"
    if choice < 0.9:
        store.wipe_visit()
        return "wiped"
    row = sealed(store.chain())
    store.share(row, details=[sealed_detail(row)])
    return f"shared {row.sequence}"


def tap_on(path: Path, seed: int, told: Connection) -> None:
    """Take steps for ever; one that was sent was safe before."""
    store = open_tablet_store(path)
    chance = random.Random(seed)
    while True:
        told.send(tap(store, chance))
