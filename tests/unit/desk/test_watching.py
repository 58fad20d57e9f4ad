"""A watched folder: whatever comes into it is imported once, whole, and answered."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path

from kiosk.desk.collected import Collected
from kiosk.desk.watching import Looked, Watching
from kiosk.handoff.errors import NotWritten
from tests.workshop import Desk, Tablet, a_result, a_site

SITE = a_site(tablets=1, desks=1)
NAME = f"kiosk-{SITE.pack.site_id[:4].hex()}-t1-e00000001-1.bundle"


class Folder:
    """A watched folder, and which names were imported when."""

    def __init__(self, path: Path, gives: Callable[[], Collected] = Collected) -> None:
        self.path = path
        self.imported: list[list[str]] = []
        self._gives = gives
        self.watching = Watching(path, SITE.pack.site_id, self._collect)

    def _collect(self, _folder: Path, only: Collection[str]) -> Collected:
        self.imported.append(sorted(only))
        return self._gives()

    def write(self, size: int, at: int) -> None:
        file = self.path / NAME
        file.write_bytes(bytes(size))
        os.utime(file, (at, at))


def test_a_bundle_is_imported_once_it_has_stopped_growing(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for size in (1, 2, 3):
        folder.write(size, at=size)
        assert folder.watching.look() == Looked(there=True)
    assert folder.watching.look().done == Collected()
    assert folder.watching.look() == Looked(there=True)
    assert folder.imported == [[NAME]]


def test_a_bundle_that_was_written_anew_is_imported_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for at in (1, 1, 1, 2, 2, 2):
        folder.write(5, at)
        folder.watching.look()
    assert folder.imported == [[NAME], [NAME]]


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "holiday.jpg").touch()
    (tmp_path / f".{NAME}.new").touch()
    for _ in range(3):
        folder.watching.look()
    assert folder.imported == []


def test_a_folder_that_goes_away_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "share"
    folder = Folder(path)
    assert folder.watching.look() == Looked(there=False)
    path.mkdir()
    folder.write(5, at=1)
    assert folder.watching.look().done is None
    path.rename(tmp_path / "away")
    assert folder.watching.look() == Looked(there=False)
    (tmp_path / "away").rename(path)
    assert folder.watching.look().done is None
    assert folder.watching.look().done is not None
    path.rename(tmp_path / "away")
    folder.watching.look()
    (tmp_path / "away").rename(path)
    for _ in range(3):
        assert folder.watching.look().done is None


def test_what_could_not_be_done_is_tried_again(tmp_path: Path) -> None:
    ways: list[NotWritten | Collected] = [
        NotWritten("full"),
        Collected(safe=False),
        Collected(cancelled=True),
        Collected(),
    ]

    def next_way() -> Collected:
        way = ways.pop(0)
        if isinstance(way, NotWritten):
            raise way
        return way

    folder = Folder(tmp_path, next_way)
    folder.write(5, at=1)
    looks = [folder.watching.look() for _ in range(6)]
    assert isinstance(looks[1].error, NotWritten)
    assert [look.done is not None for look in looks[2:]] == [True, True, True, False]


def test_a_file_that_vanishes_while_it_is_looked_at_is_no_fault(tmp_path: Path) -> None:
    folder = Folder(tmp_path)

    class Vanishing(type(tmp_path)):  # type: ignore[misc]
        def iterdir(self) -> list[Path]:
            return [self / NAME]

    folder.watching._folder = Vanishing(tmp_path)
    assert folder.watching.look() == Looked(there=True)


def test_it_looks_at_its_interval_until_it_is_over(tmp_path: Path) -> None:
    folder, waited, seen = Folder(tmp_path), list[float](), list[Looked]()

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return len(waited) == 3

    folder.watching.watch(7.5, wait, seen.append)
    assert waited == [7.5] * 3 and seen == [Looked(there=True)] * 3


def test_each_new_bundle_is_imported_and_its_receipt_written(tmp_path: Path) -> None:
    tablet, desk = Tablet(SITE), Desk(SITE)

    def collects(folder: Path, only: Collection[str]) -> Collected:
        return desk.collecting.collect(folder, only=only)

    watching = Watching(tmp_path, SITE.pack.site_id, collects)
    for number in (1, 2):
        tablet.sharing.share(a_result(number))
        tablet.syncing.sync(tmp_path)
        looks = [watching.look().done for _ in range(3)]
        done = [(one.new, len(one.receipts)) for one in looks if one is not None]
        assert done == [(1, 1)]
    assert desk.store.counts().results == 2
