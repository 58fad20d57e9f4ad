"""Results on their way from a tablet to a desk by stick, step by step, to be cut off anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.desk.collecting import Collecting
from kiosk.desk.reception import Reception
from kiosk.devices.clock import FakeClock
from kiosk.handoff.files import DISK, FileLayer
from kiosk.storage.desk import DeskStore
from kiosk.storage.tablet import TabletStore
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.tablet.sharing import Sharing
from kiosk.tablet.syncing import Syncing
from tests import small
from tests.faults.cuts import Recording, record
from tests.faults.recorded_stick import RecordedStick
from tests.faults.recorder import Recorder
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


def make_story(folder: Path) -> Story:
    """All of it, once, in folders beside each other."""
    folders = [folder / str(step) for step in range(len(HISTORY) + 1)]
    folders[0].mkdir()
    place = Place(folders[0])
    place.make()
    shared = frozenset(wires(place))
    for (_, act), now, then in zip(HISTORY, folders, folders[1:], strict=False):
        shutil.copytree(now, then)
        assert act(Place(then))
    return Story(tuple(folders), shared)


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


def wires(place: Place) -> set[bytes]:
    with place.tablet() as store:
        return {row.wire_hash for row in store.unsynced()}


def played(place: Place, step: int) -> Recording:
    """The step, with every write of stores and stick noted."""

    def act(recorder: Recorder) -> None:
        assert HISTORY[step][1](Place(place.folder, RecordedStick(recorder)))
        recorder.acknowledge(1)

    return record(place.folder, act)
