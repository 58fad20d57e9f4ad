"""A power cut at every write of a bundle, an import, a receipt, a purge: 0 lost, 0 doubled.

Stores and stick are on one disk here, so that a cut takes both at the same moment.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.errors import KioskError
from kiosk.handoff import bundle, receipt
from kiosk.handoff.errors import FileRefused
from kiosk.handoff.files import Kind, known_files
from tests.faults.cuts import MEMORY
from tests.faults.recorded_stick import RecordedStick
from tests.faults.recorder import Recorder
from tests.faults.story import HISTORY, SHARED, SITE, Place, Story, goes_on, make_story, played
from tests.pace import LONG

pytestmark = pytest.mark.untraced


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as made:
        yield make_story(Path(made))


def readable(place: Place) -> None:
    """What has its final name is whole, and a receipt tells only of what the desk holds."""
    for path in known_files(place.stick, Kind.BUNDLE, SITE.root.site_id):
        bundle.load(path, SITE.pack)
    with place.desk() as store:
        for path in known_files(place.stick, Kind.RECEIPT, SITE.root.site_id):
            told = receipt.load(path, SITE.pack)
            held = {one.wire_hash for one in store.held(told.tablet, told.epoch)}
            assert {one.wire_hash for one in told.entries} <= held, "a receipt before its COMMIT"


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
    for cut in recording.cuts(quick=2):
        place = Place(cut.folder)
        if HISTORY[step][1] is Place.collect:
            readable(place)
        try:
            goes_on(place, story.shared)
        except AssertionError as error:
            raise AssertionError(f"{HISTORY[step][0]}: {cut.name}") from error
        seen += 1
    assert seen >= 2


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
        at += 1 if LONG else 9
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
