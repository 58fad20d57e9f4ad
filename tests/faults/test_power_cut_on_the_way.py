"""A power cut at every write of a bundle, an import, a receipt, a purge: 0 lost, 0 doubled.

Stores and stick are on one disk here, so that a cut takes both at the same moment.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.desk.collecting import Collecting
from kiosk.desk.reception import Reception
from kiosk.devices.clock import FakeClock
from kiosk.domain.errors import KioskError
from kiosk.handoff import bundle, receipt
from kiosk.handoff.errors import FileRefused
from kiosk.handoff.files import DISK, FileLayer, Kind, known_files
from kiosk.storage.desk import DeskStore
from kiosk.storage.tablet import TabletStore
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.tablet.sharing import Sharing
from kiosk.tablet.syncing import Syncing
from tests import small
from tests.faults.cuts import MEMORY, Recording, record
from tests.faults.recorded_stick import RecordedStick
from tests.faults.recorder import Recorder
from tests.pace import LONG
from tests.stores import desk_store
from tests.workshop import a_detail, a_result, a_site
from tests.world import RIPE_SECONDS

SITE = a_site(1, 1)
SHARED = 3
TABLET, DESK, STICK = "tablet", "desk", "stick"


@dataclass
class Place:
    """A tablet, a desk and a stick, each in its folder."""

    folder: Path
    layer: FileLayer = DISK

    def make(self) -> None:
        for name in (TABLET, DESK, STICK):
            (self.folder / name).mkdir()
        with self.tablet() as store:
            sharing = Sharing(store, SITE.sealer(), SITE.tablets[0].number, 1)
            for seed in range(SHARED):
                sharing.share(a_result(seed), a_detail())
        with self.desk():
            pass

    @contextmanager
    def tablet(self) -> Iterator[TabletStore]:
        with closing(open_tablet_store(self.folder / TABLET / "tablet.db")) as store:
            yield store

    @contextmanager
    def desk(self) -> Iterator[DeskStore]:
        with closing(desk_store(self.folder / DESK / "desk.db")) as store:
            yield store

    @property
    def stick(self) -> Path:
        return self.folder / STICK

    def sync(self) -> bool:
        """Whether it was said that all is on the medium."""
        with self.tablet() as store:
            store.count_uptime(RIPE_SECONDS)
            syncing = Syncing(SITE.tablets[0], SITE.pack, store, FakeClock(), self.layer)
            return syncing.sync(self.stick).safe

    def collect(self) -> bool:
        """Whether it was said that all is on the medium."""
        with self.desk() as store:
            opener, clock = SITE.opener(), FakeClock()
            reception = Reception(SITE.pack, opener, store, small.assessments(), clock)
            collecting = Collecting(
                SITE.desks[0], SITE.pack, opener, reception, store, clock, self.layer
            )
            return collecting.collect(self.stick).safe

    def at_the_desk(self) -> list[bytes]:
        with self.desk() as store:
            return [row.wire_hash for row in store.results(100)]

    def on_the_tablet(self) -> set[bytes]:
        with self.tablet() as store:
            return set(store.known(store.chain().epoch)) - {
                one.wire_hash for one in store.tombstones()
            }


Act = Callable[[Place], bool]
HISTORY: tuple[tuple[str, Act], ...] = (
    ("a bundle", Place.sync),
    ("an import and its receipt", Place.collect),
    ("a receipt that is read", Place.sync),
    ("the next import", Place.collect),
    ("a purge", Place.sync),
)


@dataclass(frozen=True)
class Story:
    """Everything as it stands before each step, and after the last."""

    folders: tuple[Path, ...]
    shared: frozenset[bytes]

    def before(self, step: int, folder: Path) -> Place:
        """A copy in an empty folder."""
        shutil.copytree(self.folders[step], folder, dirs_exist_ok=True)
        return Place(folder)


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as made:
        folders = [Path(made, str(step)) for step in range(len(HISTORY) + 1)]
        folders[0].mkdir()
        place = Place(folders[0])
        place.make()
        shared = frozenset(wires(place))
        for (_, act), now, then in zip(HISTORY, folders, folders[1:], strict=False):
            shutil.copytree(now, then)
            assert act(Place(then))
        yield Story(tuple(folders), shared)


def goes_on(place: Place, shared: frozenset[bytes]) -> None:
    """Whatever was left: sticks go on, and everything is at the desk exactly once."""
    held = place.at_the_desk()
    assert len(held) == len(set(held))
    assert shared <= set(held) | place.on_the_tablet(), "lost"
    for _ in range(2):
        assert place.sync()
        assert place.collect()
    held = place.at_the_desk()
    assert sorted(held) == sorted(shared), "lost or doubled"


def readable(place: Place) -> None:
    """What has its final name is whole, and a receipt tells only of what the desk holds."""
    for path in known_files(place.stick, Kind.BUNDLE, SITE.root.site_id):
        bundle.load(path, SITE.pack)
    with place.desk() as store:
        for path in known_files(place.stick, Kind.RECEIPT, SITE.root.site_id):
            told = receipt.load(path, SITE.pack)
            held = {one.wire_hash for one in store.held(told.tablet, told.epoch)}
            assert {one.wire_hash for one in told.entries} <= held, "a receipt before its COMMIT"


def wires(place: Place) -> set[bytes]:
    with place.tablet() as store:
        return {row.wire_hash for row in store.unsynced()}


def played(place: Place, step: int) -> Recording:
    """The step, with every write of stores and stick noted."""

    def act(recorder: Recorder) -> None:
        assert HISTORY[step][1](Place(place.folder, RecordedStick(recorder)))
        recorder.acknowledge(1)

    return record(place.folder, act)


def test_the_story_ends_with_everything_at_the_desk_and_nothing_on_the_tablet(
    story: Story, folder: Path
) -> None:
    """Else the cuts below would not meet a purge."""
    place = story.before(len(HISTORY), folder)
    assert (len(place.at_the_desk()), place.on_the_tablet()) == (SHARED, set())


@pytest.mark.parametrize("step", range(len(HISTORY)), ids=[name for name, _ in HISTORY])
def test_a_cut_at_every_write_loses_nothing_and_doubles_nothing(
    story: Story, folder: Path, step: int
) -> None:
    recording = played(story.before(step, folder), step)
    seen = 0
    for cut in recording.cuts(quick=3):
        place = Place(cut.folder)
        if HISTORY[step][1] is Place.collect:
            readable(place)
        try:
            goes_on(place, story.shared)
        except AssertionError as error:
            raise AssertionError(f"{HISTORY[step][0]}: {cut.name}") from error
        seen += 1
    assert seen >= 3


def test_what_was_said_to_be_on_the_stick_is_on_it_after_a_cut(story: Story, folder: Path) -> None:
    """ "Safe to remove": bundle and receipt, whole, under their final names."""
    for step, kind in ((0, Kind.BUNDLE), (1, Kind.RECEIPT)):
        inside = folder / kind
        recording = played(story.before(step, inside), step)
        told = 0
        for cut in recording.cuts(quick=3):
            if cut.confirmed:
                place = Place(cut.folder)
                assert known_files(place.stick, kind, SITE.root.site_id), cut.name
                readable(place)
                told += 1
        assert told


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["no room", "fault"])
@pytest.mark.parametrize("step", range(len(HISTORY)), ids=[name for name, _ in HISTORY])
def test_every_write_to_a_stick_that_fails_is_told_and_nothing_is_lost(
    story: Story, folder: Path, step: int, number: int
) -> None:
    at, told = 0, list[str]()
    while True:
        at += 1 if LONG else 6
        copied = folder / "copy"
        story.before(step, copied)
        stick = RecordedStick(Recorder(), at, number)
        failing = Place(copied, stick)
        try:
            safe = HISTORY[step][1](failing)
            assert not safe or stick.steps < at or step == len(HISTORY) - 1
        except KioskError as error:
            told.append(str(error))
        goes_on(Place(copied), story.shared)
        shutil.rmtree(copied)
        if stick.steps < at:
            break
    assert all("\n" not in words for words in told)


def test_a_file_that_is_only_half_there_is_no_bundle(story: Story, folder: Path) -> None:
    """What a stick is left with that was pulled: the temporary file is passed over."""
    place = story.before(1, folder)
    (path,) = known_files(place.stick, Kind.BUNDLE, SITE.root.site_id)
    data = path.read_bytes()
    for size in (0, 7, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:size])
        with pytest.raises(FileRefused):
            bundle.load(path, SITE.pack)
        assert place.collect()
        assert place.at_the_desk() == []
