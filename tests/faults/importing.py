"""A desk that imports as fast as it can and tells each bundle once it is safe, until killed."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from tests.stores import desk_store
from tests.unit.storage.examples import bundle, detail, result

IN_A_BUNDLE = 5


def import_on(path: Path, first: int, told: Connection) -> None:
    """Import for ever, beginning with that bundle; one that was sent was safe before."""
    store = desk_store(path)
    number = first
    while True:
        rows = range((number - 1) * IN_A_BUNDLE + 1, number * IN_A_BUNDLE + 1)
        store.store_many(
            [result(at) for at in rows], bundle(number, rows[-1]), [detail(at) for at in rows]
        )
        told.send(number)
        number += 1
