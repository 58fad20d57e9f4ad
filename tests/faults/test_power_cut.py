"""A power cut at every write, with what was not synced dropped, loses no confirmed step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from kiosk.domain.errors import KioskError
from kiosk.storage.desk import Quarantined, ReceivedBefore, Stored
from kiosk.storage.marker import Marker
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.storage.upgrade import Kind, check, revision, upgrade
from tests.faults.cuts import Cut, Recording, record
from tests.faults.disk import Write
from tests.faults.recorder import Recorder
from tests.faults.steps import A_DAY, END_OF_A_VISIT, SMALL_VISITS, State, Step, expected
from tests.stores import desk_store, encrypted
from tests.unit.storage.examples import bundle, detail, result, sealed
from tests.unit.storage.scripts import NEXT, NOW, next_scripts

pytestmark = pytest.mark.untraced


def play(folder: Path, steps: Sequence[Step]) -> tuple[Recording, list[State]]:
    """Take the steps on a store that was made before; each is confirmed when it returns."""
    store = open_tablet_store(folder / "tablet.db")
    states = expected(steps, store.chain().epoch)
    store.close()

    def act(recorder: Recorder) -> None:
        store = open_tablet_store(folder / "tablet.db")
        for done, step in enumerate(steps, start=1):
            step(store)
            recorder.acknowledge(done)
        store.close()

    return record(folder, act), states


def faults_after(played: Recording, states: list[State], quick: int) -> list[str]:
    """What is wrong in the stores that the cuts leave: lost, half done, or a number used again."""
    faults = []
    for cut in played.cuts(quick):
        try:
            faults += [f"{cut.name}: {fault}" for fault in _faults(cut, states)]
        except (KioskError, SQLAlchemyError) as error:
            faults.append(f"{cut.name}: {error}")
    return faults


def _faults(cut: Cut, states: list[State]) -> Iterator[str]:
    marker = Marker(cut.folder).is_up()
    with closing(open_tablet_store(cut.folder / "tablet.db")) as store:
        found = State.of(store)
        if found not in states[cut.confirmed : cut.confirmed + 2]:
            yield "not what was confirmed"
        if found.visit is not None and not marker:
            yield "an open visit without its marker"
        store.share(sealed(store.chain(), "after the cut"))
        if len({row.sequence for row in store.unsynced()}) != len(found.unsynced) + 1:
            yield "a sequence twice"
        places = {(row.epoch, row.sequence) for row in store.unsynced()}
        if any((row.epoch, row.sequence) not in places for row in store.unsynced_details()):
            yield "a detail without its result"


@pytest.mark.parametrize(
    ("steps", "quick"),
    [(END_OF_A_VISIT, 200), (SMALL_VISITS, 100), (A_DAY, 60)],
    ids=["end of a visit", "small visits", "a day"],
)
def test_a_cut_at_any_write_loses_no_confirmed_step(
    folder: Path, steps: Sequence[Step], quick: int
) -> None:
    assert faults_after(*play(folder, steps), quick) == []


@pytest.mark.parametrize("pragma", ["synchronous=NORMAL", "synchronous=OFF"])
def test_these_cuts_would_find_a_store_that_syncs_too_little(
    folder: Path, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> None:
    monkeypatch.setattr("kiosk.storage.engine.PRAGMAS", ("journal_mode=WAL", pragma))
    played = play(folder, SMALL_VISITS)
    monkeypatch.undo()
    assert faults_after(*played, quick=60)


def test_these_cuts_would_find_a_marker_whose_name_is_not_synced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.storage.files.sync_folder", lambda folder: None)
    played = play(folder, SMALL_VISITS)
    monkeypatch.undo()
    found = faults_after(*played, quick=60)
    assert found
    assert all("without its marker" in fault for fault in found)


def test_a_wiped_visit_is_in_no_file_after_any_cut(folder: Path) -> None:
    """Once the wipe was confirmed, or the store opened again."""
    canary = b"canary-of-a-visit"
    played, _ = play(
        folder,
        [lambda store: store.begin_visit(canary), lambda store: store.wipe_visit()],
    )
    seen = 0
    for cut in played.cuts():
        store = open_tablet_store(cut.folder / "tablet.db")
        if store.open_visit() is None:
            left = b"".join(
                path.read_bytes() for path in cut.folder.iterdir() if path.suffix != ".db-shm"
            )
            assert canary not in left, cut.name
            seen += 1
        store.close()
    assert seen


def test_a_cut_while_a_store_is_made_leaves_one_that_can_be_made(folder: Path) -> None:
    path = folder / "tablet.db"
    made = record(folder, lambda recorder: open_tablet_store(path).close())
    assert any(isinstance(event, Write) for event in made.events)
    for cut in made.cuts():
        store = open_tablet_store(cut.folder / "tablet.db")
        assert store.chain().next_sequence == 1, cut.name
        store.close()
        assert check(cut.folder / "tablet.db", Kind.TABLET).sound, cut.name


def test_a_cut_upgrade_of_a_tablet_leaves_the_old_or_the_new_store(
    folder: Path, tmp_path: Path
) -> None:
    scripts = next_scripts(tmp_path, Kind.TABLET)
    _, states = play(folder, [*A_DAY, *SMALL_VISITS[:2]])
    path = folder / "tablet.db"
    upgraded = record(folder, lambda recorder: upgrade(path, Kind.TABLET, scripts))
    found = set()
    for cut in upgraded.cuts():
        left = cut.folder / "tablet.db"
        found.add(revision(left, Kind.TABLET))
        assert check(left, Kind.TABLET).sound, cut.name
        store = open_tablet_store(left, scripts)
        assert State.of(store) == states[-1], cut.name
        store.close()
        assert not list(cut.folder.glob("*.new*")), cut.name
    assert found == {f"tablet_{NOW}", f"tablet_{NEXT}"}


def test_a_cut_upgrade_of_a_desk_leaves_the_old_or_the_new_store(
    folder: Path, tmp_path: Path
) -> None:
    scripts = next_scripts(tmp_path, Kind.DESK)
    path = folder / "desk.db"
    desk = desk_store(path)
    rows = tuple(result(number) for number in range(1, 6))
    desk.store_many(rows)
    desk.close()
    upgraded = record(folder, lambda recorder: upgrade(encrypted(path), Kind.DESK, scripts))
    for cut in upgraded.cuts():
        desk = desk_store(cut.folder / "desk.db", scripts)
        assert desk.results() == tuple(reversed(rows)), cut.name
        desk.close()


def test_a_cut_import_is_whole_or_not_at_all_and_can_be_repeated(folder: Path) -> None:
    path = folder / "desk.db"
    desk_store(path).close()
    batches = [[result(1), result(2)], [result(2), result(2, tag="clone"), result(3)]]
    details = [[detail(1), detail(2)], [detail(2), detail(2, of="clone"), detail(3)]]

    def act(recorder: Recorder) -> None:
        desk = desk_store(path)
        for done, batch in enumerate(batches, start=1):
            desk.store_many(batch, bundle(done), details[done - 1])
            recorder.acknowledge(done)
        desk.close()

    for cut in record(folder, act).cuts():
        desk = desk_store(cut.folder / "desk.db")
        whole = [desk.bundle_seen(bundle(number).hash) is not None for number in (1, 2)]
        assert sum(whole) in (cut.confirmed, cut.confirmed + 1), cut.name
        assert desk.counts().results == (0, 2, 3)[sum(whole)], cut.name
        assert len(desk.held(1, 7)) == (0, 4, 8)[sum(whole)], cut.name
        again = [kept for number, batch in enumerate(batches, 1) for kept in desk.store_many(batch)]
        assert sum(isinstance(kept, Stored) for kept in again) == 3 - desk_had(whole), cut.name
        assert isinstance(again[3], Quarantined), cut.name
        assert isinstance(again[2], ReceivedBefore), cut.name
        assert desk.counts().results == 3, cut.name
        assert desk.counts().quarantined == 1, cut.name
        desk.close()


def desk_had(whole: list[bool]) -> int:
    return (0, 2, 3)[sum(whole)]
