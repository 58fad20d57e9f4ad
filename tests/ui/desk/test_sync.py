from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Far, Letting, Sync, Synced, Syncing
from kiosk.desk.sync_flow import SyncFlow
from kiosk.devices.worker import InlineWorker
from kiosk.ui.driver import Driver
from tests.desk_parts import DAMAGED, MISSING, FakeCarrier, Remembered, collected
from tests.desk_tour import SHARE, STICK
from tests.desks import CODE, FakeDesk
from tests.pullable import PullableDrive
from tests.ui.desk.sitting import Sitting


class AtTheStick(Sitting):
    """Somebody with a stick."""

    def __init__(self, driver: Driver, folder: Path) -> None:
        self.stick = PullableDrive(folder / "STICK")
        self.carrier, self.chosen = FakeCarrier(), Remembered()
        flow = DeskFlow(FakeDesk(), InlineWorker(), "en", places=lambda: (folder,))
        self.sync = flow.sync = SyncFlow(
            flow, self.carrier, self.stick, self.chosen, InlineWorker()
        )
        super().__init__(driver, flow)

    def put_in(self) -> None:
        self.stick.folder.mkdir(exist_ok=True)
        self.stick.put_in()
        self.driver.advance(1.2)

    def show(self, screen: Any) -> None:
        self.sync.state = screen
        self.flow.show(screen)
        self.driver.frames(3)


@pytest.fixture
def desk(driver: Driver, tmp_path: Path) -> AtTheStick:
    return AtTheStick(driver, tmp_path)


def test_the_stick_is_found_when_it_is_put_in(desk: AtTheStick) -> None:
    desk.driver.tap("tab.sync")
    assert desk.says("Put in the stick")
    assert not desk.driver.has("sync.start")
    desk.put_in()
    assert desk.says("STICK")
    assert desk.driver.has("sync.start")
    desk.stick.pull()
    desk.driver.advance(1.2)
    assert not desk.driver.has("sync.start")


def test_one_button_and_then_it_is_safe(desk: AtTheStick) -> None:
    desk.carrier.gives = collected(17, 4, 1, (DAMAGED,))
    desk.carrier.lacks = MISSING
    desk.put_in()
    desk.driver.tap("tab.sync")
    desk.driver.tap("sync.start")
    assert desk.says("It is safe to remove the stick.")
    for words in (
        "17",
        "new",
        "received before",
        "1 result is kept apart.",
        "is damaged; move",
        "Tablet 12: 3 results, numbers 41 to 43",
        "Tablet 14: 1 result, number 7",
    ):
        assert desk.says(words), words
    desk.driver.tap("sync.done")
    assert desk.says("Scan the code")


def test_a_program_that_is_older_than_the_site_s_tests_is_told(desk: AtTheStick) -> None:
    done = collected()
    done.behind = True
    desk.show(Synced(STICK, done))
    assert desk.says("The site has tests that this desk does not know.")
    assert not desk.says("Nothing was refused or is missing.")


def test_an_expired_pack_and_what_was_set_apart_are_told(desk: AtTheStick) -> None:
    done = collected()
    done.expired, done.set_apart = date(2026, 2, 1), 2
    desk.show(Synced(STICK, done))
    assert desk.says("The site pack expired on 1 February 2026.")
    assert desk.says("2 results that were here are kept apart now.")
    assert not desk.says("Nothing was refused or is missing.")


def test_what_came_along_with_the_results_is_told(desk: AtTheStick) -> None:
    done = collected()
    done.erased, done.gone, done.pack = 1, 2, 7
    desk.show(Synced(STICK, done))
    assert desk.says("Nothing was refused or is missing.")
    assert desk.says("1 result was erased: another desk had erased it.")
    assert desk.says("2 results were deleted before, and are not taken again.")
    assert desk.says("A newer site pack was taken.")


def test_a_tablet_that_knows_other_objects_than_this_desk_is_told(desk: AtTheStick) -> None:
    done = collected()
    done.differences.append(DAMAGED)
    desk.show(Synced(STICK, done))
    assert desk.says("is damaged; move")
    assert not desk.says("Nothing was refused or is missing.")


def test_a_code_may_be_scanned_on_every_screen_of_a_sync(desk: AtTheStick) -> None:
    for screen in (Sync((STICK,), STICK), Syncing(STICK), Synced(STICK, collected())):
        desk.show(screen)
        desk.scan(CODE)
        assert desk.says("MitID: 2 of 3 tasks alone.")


def test_how_far_it_is_grows_without_building_the_screen_anew(desk: AtTheStick) -> None:
    desk.show(Syncing(STICK))
    assert desk.says("Beginning")
    screen = desk.window.screen
    desk.sync.far = Far(3, 10, "Reading bundles")
    desk.driver.advance(0.6)
    assert desk.says("Reading bundles") and desk.says("3 of 10")
    assert desk.window.screen is screen
    desk.driver.tap("sync.cancel")
    assert desk.says("Stopping")


def test_a_stick_that_was_pulled_is_told_and_can_be_put_in_again(desk: AtTheStick) -> None:
    desk.carrier.during = lambda _step: desk.stick.pull()
    desk.put_in()
    desk.driver.tap("tab.sync")
    desk.driver.tap("sync.start")
    assert desk.says("The stick is not there.")
    assert desk.says("STICK was taken away too early; nothing is lost")
    desk.carrier.during = lambda _step: None
    desk.put_in()
    desk.driver.tap("sync.start")
    assert desk.says("It is safe to remove the stick.")


def test_a_busy_stick_stays_in_until_it_is_let_go_of(desk: AtTheStick) -> None:
    desk.stick.busy = 1
    desk.put_in()
    desk.driver.tap("tab.sync")
    desk.driver.tap("sync.start")
    assert desk.says("Not safe to remove the stick yet.")
    assert not desk.says("It is safe")
    desk.driver.tap("sync.release")
    assert desk.says("It is safe to remove the stick.")


def test_any_folder_can_be_chosen(desk: AtTheStick, tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    desk.driver.tap("tab.sync")
    desk.driver.tap("sync.folder")
    assert desk.says("Choose a folder")
    desk.driver.tap("file.0")
    assert desk.says("There is no folder in it.")
    desk.driver.tap("files.use")
    assert desk.chosen.kept == tmp_path / "share"
    desk.driver.tap("sync.start")
    assert desk.says("Everything is in the folder.")
    desk.driver.tap("sync.done")
    desk.driver.tap("tab.sync")
    desk.driver.tap("sync.forget")
    assert desk.chosen.kept is None


def test_of_two_one_is_picked_with_the_keyboard(desk: AtTheStick, tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    desk.chosen.kept = tmp_path / "share"
    desk.put_in()
    desk.driver.tap("tab.sync")
    while desk.focused() != "target.1":
        desk.driver.hardware_key("tab")
    desk.driver.hardware_key("enter")
    assert desk.focused() == "target.1"
    desk.driver.advance(0.5)  # a second press within 400 ms is a slip
    while desk.focused() != "sync.start":
        desk.driver.hardware_key("tab")
    desk.driver.hardware_key("enter")
    assert desk.carrier.folders == [tmp_path / "share"]
    desk.driver.hardware_key("escape")
    assert desk.says("Scan the code")


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        (Sync((), None, Path("/srv/share")), "The folder /srv/share is not there now."),
        (Synced(STICK, collected(), letting=Letting.WAIT), "is still being written to"),
        (Synced(STICK, collected(), letting=Letting.NOT_YET), "Not everything could be written."),
        (Synced(SHARE, collected(), letting=Letting.WAIT), "is still being written to"),
        (Synced(SHARE, collected(), letting=Letting.NOT_YET), "The folder is not ready."),
        (Synced(STICK, collected(0, 0), letting=Letting.SAFE), "There was nothing to move"),
        (Synced(STICK, None, error=DAMAGED, letting=Letting.NOT_YET), "is damaged; move"),
        (Syncing(SHARE), "Results are being moved"),
    ],
)
def test_each_state_has_its_sentence(desk: AtTheStick, screen: Any, words: str) -> None:
    desk.show(screen)
    assert desk.says(words)


def test_a_stopped_sync_says_what_is_kept(desk: AtTheStick) -> None:
    done = collected()
    done.cancelled = True
    desk.show(Synced(STICK, done, letting=Letting.SAFE))
    assert desk.says("What was read so far is kept.")


def test_a_small_stick_tells_its_room_in_megabytes(desk: AtTheStick) -> None:
    desk.put_in()
    desk.driver.tap("tab.sync")
    assert desk.says("free")


def test_with_little_room_the_header_leaves_the_name_out(desk: AtTheStick) -> None:
    assert desk.says("Try it yourself")
    desk.driver.resize(1024, 768)
    desk.window.size = (1024, 768)
    desk.driver.frames(3)
    assert not desk.says("Try it yourself")
    assert {"tab.scan", "tab.sync", "language.da"} <= set(desk.driver.keys())
