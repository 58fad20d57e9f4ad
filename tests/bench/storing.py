"""What is written: a step of a visit on the tablet, a bundle at the desk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from time import perf_counter

from kiosk.desk.collecting import Collecting
from kiosk.desk.reception import Reception
from kiosk.devices.clock import SystemClock
from kiosk.domain.task import Assessments
from kiosk.handoff import bundle
from kiosk.handoff.bundle import Bundle, SealedObject
from kiosk.handoff.opener import Opener
from kiosk.handoff.site import Site
from kiosk.storage.tablet.sqlite import open_tablet_store
from tests.bench import bare, site
from tests.bench.figures import Counts, Figure, Goal, p95
from tests.stores import desk_store

LINE = b'{"at":123456,"event":"browser.login/continue","step":"acted"}'


def commit(counts: Counts, folder: Path) -> list[Figure]:
    """A step is on the disk."""
    store = open_tablet_store(folder / "tablet" / "store.sqlite")
    floor = bare.database(folder / "bare.sqlite", "number INTEGER PRIMARY KEY, line BLOB")
    store.begin_visit(LINE)
    ours_ms, floor_ms = [], []
    try:
        for _ in range(counts.commits):
            began = perf_counter()
            store.append(LINE)
            ours_ms.append((perf_counter() - began) * 1000)
            began = perf_counter()
            floor.execute("INSERT INTO kept (line) VALUES (?)", (LINE,))
            floor_ms.append((perf_counter() - began) * 1000)
    finally:
        store.close()
        floor.close()
    words = "autosave commit, p95"
    goal = Goal(20, "ms")
    return [
        Figure("commit", words, goal, p95(ours_ms), p95(floor_ms), "bare sqlite3 commit, WAL, FULL")
    ]


def imports(counts: Counts, folder: Path) -> list[Figure]:
    """A bundle is opened, verified, stored and answered with a receipt, by a desk just started.

    The floor stores four columns in a plain file, we all of a result in an encrypted one with eight
    indexes; both wait for the disk. What a bundle costs however small it is belongs to ours.
    """
    made = site.make()
    rounds = []
    for number in range(3):
        stick = folder / f"stick{number}"
        stick.mkdir()
        _write_bundle(made, stick, counts.results)
        rounds.append((_ours(made, stick, folder, number), _floor(counts.results, folder, number)))
    ours, floor = max(rates[0] for rates in rounds), max(rates[1] for rates in rounds)
    ours, floor = ours * counts.results, floor * counts.results
    words = f"import of a bundle of {counts.results} results, best of 3"
    floor_words = "bare open, verify and executemany"
    beside = Figure(
        "import/floor", "the same, inverse: at least 0.6 of the rate", Goal(1 / 0.6, "x"),
        1e6 / ours, 1e6 / floor, floor_words, "µs each",
    )  # fmt: skip
    return [Figure("import", words, Goal(2000, "/s"), ours, floor, floor_words), beside]


def _write_bundle(made: Site, stick: Path, count: int) -> None:
    sealer = made.sealer(0)
    objects = [
        SealedObject(number, sealer.seal(site.record(number)).wire)
        for number in range(1, count + 1)
    ]
    full = Bundle(tablet=1, epoch=7, number=1, previous=bytes(32), objects=tuple(objects))
    bundle.save(stick, full, made.tablets[0])


def _ours(made: Site, stick: Path, folder: Path, number: int) -> float:
    """Bundles a second."""
    store = desk_store(folder / f"desk{number}" / "store.sqlite")
    own, clock = made.desks[0], SystemClock()
    opener = Opener.for_desk(own, made.pack)
    reception = Reception(made.pack, opener, store, Assessments((), bytes(32)), clock)
    collecting = Collecting(own, made.pack, opener, reception, store, clock)
    began = perf_counter()
    done = collecting.collect(stick)
    took = perf_counter() - began
    store.close()
    if done.bundles != 1 or done.refused or done.quarantined:
        raise RuntimeError(f"the bundle was not imported: {done}")
    return 1 / took


def _floor(count: int, folder: Path, number: int) -> float:
    """The same count, opened, verified and inserted with nothing around it."""
    keys = bare.Keys()
    sealed = [keys.seal_one() for _ in range(count)]
    connection = bare.database(
        folder / f"bare{number}.sqlite",
        "number INTEGER PRIMARY KEY, sequence INTEGER UNIQUE, wire BLOB, payload BLOB",
    )
    began = perf_counter()
    rows = [(at, one, keys.open_one(one)) for at, one in enumerate(sealed)]
    _insert(connection, rows)
    took = perf_counter() - began
    connection.close()
    return 1 / took


def _insert(connection: sqlite3.Connection, rows: list[tuple[int, bytes, bytes]]) -> None:
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO kept (sequence, wire, payload) VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
