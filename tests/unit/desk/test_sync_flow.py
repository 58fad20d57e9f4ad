from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.desk.carrier import PulledOutError
from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Letting, Scan, Search, Sync, Synced, Syncing, Work
from kiosk.desk.sync_flow import SyncFlow
from kiosk.devices.usb import NotReleasedError
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError, UnexpectedError
from tests.desk_parts import MISSING, FakeCarrier, Remembered
from tests.desks import CODE, FakeDesk
from tests.pullable import PullableDrive
from tests.unit.desk.test_flow import LaterWorker


class Desk:
    """Somebody at a desk with one USB port."""

    def __init__(self, folder: Path, worker: LaterWorker | None = None) -> None:
        self.stick = PullableDrive(folder / "STICK")
        self.carrier, self.chosen = FakeCarrier(), Remembered()
        self.arrivals = 0
        self.flow = DeskFlow(FakeDesk(), worker or InlineWorker(), "en")
        self.sync = self.flow.sync = SyncFlow(
            self.flow, self.carrier, self.stick, self.chosen, InlineWorker(), self._arrived
        )

    def _arrived(self) -> None:
        self.arrivals += 1

    def put_in(self) -> None:
        self.stick.folder.mkdir(exist_ok=True)
        self.stick.put_in()
        self.sync.look()

    def pull(self) -> None:
        self.stick.pull()
        self.sync.look()

    def shown(self) -> Synced:
        assert isinstance(self.flow.screen, Synced)
        return self.flow.screen


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_without_a_stick_nothing_can_be_started(desk: Desk) -> None:
    desk.sync.open()
    assert desk.flow.screen == Sync((), None)
    desk.sync.start()
    assert desk.flow.screen == Sync((), None)


def test_the_stick_is_found_when_it_is_put_in_and_gone_when_it_is_pulled_out(desk: Desk) -> None:
    desk.sync.open()
    desk.put_in()
    screen = desk.flow.screen
    assert isinstance(screen, Sync) and screen.chosen is not None
    assert (screen.chosen.drive.name, screen.chosen.stick) == ("STICK", True)
    assert desk.sync.stick_is_in
    desk.pull()
    assert desk.flow.screen == Sync((), None)


def test_a_stick_that_is_put_in_disturbs_no_other_screen(desk: Desk) -> None:
    changes: list[object] = []
    desk.flow.on_change = lambda: changes.append(desk.flow.screen)
    desk.put_in()
    assert changes == [Scan()]


def test_one_button_syncs_and_lets_the_stick_go(desk: Desk) -> None:
    desk.carrier.lacks = MISSING
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    done = desk.shown()
    assert done.done is desk.carrier.gives
    assert done.missing == MISSING
    assert done.letting is Letting.SAFE
    assert desk.stick.released
    assert desk.carrier.folders == [desk.stick.folder]
    assert desk.arrivals == 1


def test_it_is_safe_only_after_the_stick_was_let_go_of(tmp_path: Path) -> None:
    worker = LaterWorker()
    desk = Desk(tmp_path, worker)
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    assert isinstance(desk.flow.screen, Syncing)
    worker.jobs.pop(0)()
    assert desk.shown().letting is Letting.WAIT
    worker.jobs.pop(0)()
    assert desk.shown().letting is Letting.SAFE


def test_a_busy_stick_is_not_safe_and_can_be_tried_again(desk: Desk) -> None:
    desk.stick.busy = 1
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    assert desk.shown().letting is Letting.NOT_YET
    assert isinstance(desk.shown().held, NotReleasedError)
    desk.sync.let_go()
    assert desk.shown().letting is Letting.SAFE
    assert desk.shown().held is None


def test_what_could_not_be_written_is_not_safe(desk: Desk) -> None:
    desk.carrier.gives.safe = False
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    assert desk.shown().letting is Letting.NOT_YET
    assert not desk.stick.released
    desk.carrier.gives.safe = True
    desk.sync.start()
    assert desk.shown().letting is Letting.SAFE


def test_a_stick_pulled_in_the_middle_is_told_in_one_sentence(desk: Desk) -> None:
    def pull(step: int) -> None:
        if step == 1:
            desk.stick.pull()
            raise KioskError("Input/output error")

    desk.carrier.during = pull
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    done = desk.shown()
    assert isinstance(done.error, PulledOutError)
    assert str(done.error) == (
        "STICK was taken away too early; nothing is lost: put it in again and move once more."
    )
    assert done.letting is Letting.NOT_YET
    desk.carrier.during = lambda _step: None
    desk.put_in()
    desk.sync.start()
    assert desk.shown().letting is Letting.SAFE


def test_another_error_is_told_as_it_is(desk: Desk) -> None:
    def fail(_step: int) -> None:
        raise KioskError("The store is full.")

    desk.carrier.during = fail
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    assert str(desk.shown().error) == "The store is full."
    assert desk.shown().done is None


def test_a_sync_can_be_stopped_and_what_came_is_told(desk: Desk) -> None:
    desk.carrier.during = lambda _step: desk.sync.cancel()
    seen: list[object] = []
    desk.flow.on_change = lambda: seen.append(desk.flow.screen)
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    done = desk.shown().done
    assert done is not None and done.cancelled
    assert any(isinstance(one, Syncing) and one.stopping for one in seen)
    assert desk.shown().letting is Letting.SAFE
    desk.sync.cancel()
    desk.sync.start()
    assert desk.sync.far.what == "Reading bundles"


def test_how_far_it_is_can_be_read_meanwhile(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    desk.carrier.during = lambda _step: seen.append((desk.sync.far.done, desk.sync.far.total))
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_any_folder_can_be_chosen_and_is_remembered(desk: Desk, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    desk.flow.choose_folder(share)
    screen = desk.flow.screen
    assert isinstance(screen, Sync) and screen.chosen is not None
    assert (screen.chosen.drive.folder, screen.chosen.stick) == (share, False)
    assert desk.chosen.kept == share
    desk.sync.start()
    assert desk.shown().letting is Letting.SAFE
    assert desk.carrier.folders == [share]
    desk.sync.finish()
    desk.sync.forget_folder()
    assert desk.flow.screen == Sync((), None)
    assert desk.chosen.kept is None


def test_a_remembered_folder_that_is_away_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.chosen.kept = tmp_path / "share"
    desk.sync.open()
    assert desk.flow.screen == Sync((), None, tmp_path / "share")


def test_a_folder_on_the_stick_itself_is_no_second_target(desk: Desk) -> None:
    desk.put_in()
    desk.flow.choose_folder(desk.stick.folder)
    screen = desk.flow.screen
    assert isinstance(screen, Sync) and len(screen.targets) == 1


def test_of_several_one_is_picked(desk: Desk, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    desk.chosen.kept = share
    desk.put_in()
    desk.sync.open()
    screen = desk.flow.screen
    assert isinstance(screen, Sync) and screen.chosen == screen.targets[0]
    desk.sync.pick(screen.targets[1])
    screen = desk.flow.screen
    assert isinstance(screen, Sync) and screen.chosen == screen.targets[1]


def test_the_next_code_may_be_scanned_while_a_sync_runs(tmp_path: Path) -> None:
    worker = LaterWorker()
    desk = Desk(tmp_path, worker)
    desk.put_in()
    desk.sync.open()
    worker.run()
    desk.sync.start()
    desk.flow.show_scan()
    desk.flow.scanned(CODE)
    job, scan = worker.jobs
    worker.jobs.clear()
    scan()
    shown = desk.flow.screen
    job()
    worker.run()
    assert desk.flow.screen is shown
    desk.sync.open()
    assert desk.shown().letting is Letting.SAFE


def test_a_sync_that_runs_is_shown_again(tmp_path: Path) -> None:
    worker = LaterWorker()
    desk = Desk(tmp_path, worker)
    desk.put_in()
    desk.sync.open()
    worker.run()
    desk.sync.start()
    desk.flow.show_scan()
    desk.sync.finish()
    desk.sync.let_go()
    desk.sync.open()
    assert isinstance(desk.flow.screen, Syncing)


def test_another_stick_makes_ready_for_the_next_sync(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    desk.sync.look()
    assert desk.shown().letting is Letting.SAFE
    desk.put_in()
    assert isinstance(desk.flow.screen, Sync)


def test_a_folder_is_found_by_looking_into_folders(desk: Desk, tmp_path: Path) -> None:
    from kiosk.desk.screens import Files, Wanted

    desk.flow.look_into(tmp_path, Wanted.FOLDER)
    assert isinstance(desk.flow.screen, Files)
    desk.flow.back()
    assert isinstance(desk.flow.screen, Sync)
    desk.flow.look_into(tmp_path, Wanted.PICTURE)
    desk.flow.back()
    assert desk.flow.screen == Scan()


def test_a_desk_without_carrying_has_no_folder_to_choose(tmp_path: Path) -> None:
    flow = DeskFlow(FakeDesk(), InlineWorker())
    flow.choose_folder(tmp_path)
    assert flow.screen == Scan()


def test_a_stick_that_is_put_in_takes_nothing_from_who_types(desk: Desk) -> None:
    desk.flow.screen = Search("482")
    changes: list[object] = []
    desk.flow.on_change = lambda: changes.append(desk.flow.screen)
    desk.put_in()
    assert changes == []
    assert [drive.name for drive in desk.sync.sticks] == ["STICK"]


def test_work_is_told_when_it_begins(tmp_path: Path) -> None:
    desk = Desk(tmp_path, LaterWorker())
    begun: list[object] = []
    desk.flow.on_work = lambda: begun.append(desk.flow.work)
    desk.flow.scanned(CODE)
    assert begun == [Work.OPENING]


def test_a_sync_that_ends_in_an_unexpected_error_is_never_called_safe(tmp_path: Path) -> None:
    worker = LaterWorker()
    desk = Desk(tmp_path, worker)
    desk.put_in()
    desk.sync.open()
    desk.sync.start()
    desk.flow.recover(ValueError())
    desk.sync.open()
    assert desk.shown().letting is Letting.NOT_YET
    assert isinstance(desk.shown().error, UnexpectedError)
    desk.sync.finish()
    desk.flow.recover(ValueError())
    assert desk.sync.state is None, "nothing was under way"
