"""A real desk behind its window: what the window's parts ask, it does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Letting, Locked, Result, Scan, Search, Synced
from kiosk.desk.sync_flow import SyncFlow
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event
from kiosk.storage.desk import Way
from kiosk.wiring import desk_screen, tablet
from kiosk.wiring.desk_memory import WindowMemory
from kiosk.wiring.late_desk import LateDesk
from kiosk.wiring.places import Access
from kiosk.wiring.storekey import Lock, read_key, write_key
from tests.careful import shared_code
from tests.pullable import PullableDrive
from tests.sites import SharedSite, make_shared_site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SharedSite:
    return make_shared_site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def site(made: SharedSite, tmp_path: Path) -> SharedSite:
    return made.copy(tmp_path / "site")


def whole(site: SharedSite, late: LateDesk) -> DeskFlow:
    flow = desk_screen.whole_flow(late, site.data, InlineWorker(), InlineWorker())
    flow.wake()
    return flow


def bundle_on(site: SharedSite, folder: Path) -> None:
    """The tablet of the site syncs with a folder."""
    folder.mkdir(exist_ok=True)
    tablet.sync(site.data, folder)


def test_a_list_is_no_reading_and_opening_is(site: SharedSite) -> None:
    late = LateDesk(site.data)
    late.receive(site.text, Way.SCAN)
    flow = whole(site, late)
    read = [entry for entry in late.logged(100, 0) if entry.event is Event.READ]
    assert [entry.fields["way"] for entry in read] == ["scan"]
    flow.recall(flow.latest[0])
    read = [entry for entry in late.logged(100, 0) if entry.event is Event.READ]
    assert [entry.fields["way"] for entry in read] == ["store", "scan"]
    late.close()


def test_a_result_says_until_when_it_is_kept(site: SharedSite) -> None:
    late = LateDesk(site.data)
    assert late.kept_until(datetime(2026, 3, 31, 9, tzinfo=UTC)).isoformat() == "2027-03-31"
    assert late.log_months() == 6
    late.close()


def test_a_result_is_found_and_erased_for_good(site: SharedSite) -> None:
    late = LateDesk(site.data)
    flow = whole(site, late)
    flow.scanned(site.text)
    assert isinstance(flow.screen, Result) and flow.screen.kept_until is not None
    assert flow.search is not None
    flow.search.typed(flow.screen.profile.receipt_code)
    flow.search.open()
    flow.search.find_code()
    found = flow.screen
    assert isinstance(found, Search) and len(found.found) == 1
    flow.search.ask(found.found)
    flow.search.erase()
    assert late.latest() == ()
    with pytest.raises(KioskError):
        late.receive(site.text, Way.SCAN)
    assert late.by_pictures((1, 2, 3, 4, 5)) == ()
    assert late.apart() == () and late.missing() == ()
    late.close()


def synced(flow: DeskFlow) -> Synced:
    assert isinstance(flow.screen, Synced)
    return flow.screen


def sync_with(site: SharedSite, stick: PullableDrive) -> tuple[LateDesk, DeskFlow, SyncFlow]:
    late = LateDesk(site.data)
    flow = whole(site, late)
    memory = WindowMemory(site.data / "desk")
    sync = flow.sync = SyncFlow(flow, late, stick, memory, InlineWorker(), flow.load_latest)
    sync.look()
    sync.open()
    return late, flow, sync


def test_the_desk_syncs_with_a_stick(site: SharedSite, tmp_path: Path) -> None:
    stick = PullableDrive(tmp_path / "STICK")
    bundle_on(site, stick.folder)
    late, flow, sync = sync_with(site, stick)
    sync.start()
    done = synced(flow).done
    assert done is not None and done.new == 1
    assert synced(flow).letting is Letting.SAFE
    assert len(flow.latest) == 1
    assert list(stick.folder.glob("*.receipt"))
    late.close()


@pytest.mark.parametrize("step", [0, 1])
def test_a_stick_pulled_in_the_middle_of_a_sync_leaves_a_valid_state(
    site: SharedSite, tmp_path: Path, step: int
) -> None:
    """Nothing lost, nothing twice: put in again, the same sync goes on."""
    stick = PullableDrive(tmp_path / "STICK")
    bundle_on(site, stick.folder)
    late, flow, sync = sync_with(site, stick)
    steps: list[str] = []
    tell = sync._reached

    def pull(done: int, total: int, what: str) -> None:
        if len(steps) == step:
            stick.pull()
        steps.append(what)
        tell(done, total, what)

    sync._reached = pull  # type: ignore[method-assign]
    sync.start()
    assert synced(flow).letting is Letting.NOT_YET
    assert "too early" in str(synced(flow).error)
    del sync._reached
    stick.put_in()
    sync.look()
    sync.start()
    assert synced(flow).letting is Letting.SAFE
    assert len(late.latest()) == 1
    late.close()


def test_a_stop_leaves_a_valid_state(site: SharedSite, tmp_path: Path) -> None:
    stick = PullableDrive(tmp_path / "STICK")
    bundle_on(site, stick.folder)
    late = LateDesk(site.data)
    done = late.collect(stick.folder, lambda *_far: None, lambda: True)
    assert done.cancelled
    assert late.collect(stick.folder, lambda *_far: None, lambda: False).new + done.new == 1
    late.close()


def lock(site: SharedSite) -> None:
    """The store of the desk, with one result, under a passphrase."""
    late = LateDesk(site.data)
    late.receive(site.text, Way.SCAN)
    late.close()
    folder = site.data / "desk"
    write_key(folder, read_key(folder, None), Lock.PASSPHRASE, "correct horse")


def test_a_locked_desk_opens_with_its_passphrase_only(site: SharedSite) -> None:
    lock(site)
    late = LateDesk(site.data)
    flow = whole(site, late)
    assert flow.screen == Locked()
    assert flow.lock is not None
    flow.lock.unlock("wrong")
    assert isinstance(flow.screen, Locked)
    assert "passphrase" in str(flow.screen.error)
    flow.lock.unlock("correct horse")
    assert isinstance(flow.screen, Scan)
    assert len(flow.latest) == 1
    late.close()
    assert len(late.latest()) == 1
    late.close()


def test_a_passphrase_given_beforehand_is_not_asked_for(site: SharedSite) -> None:
    lock(site)
    late = LateDesk(site.data, Access(ask=lambda: "correct horse"))
    assert not late.needs_passphrase()
    assert len(late.latest()) == 1
    late.close()


def test_the_chosen_folder_is_remembered(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path)
    assert memory.folder() is None
    memory.remember(tmp_path / "share")
    assert WindowMemory(tmp_path).folder() == tmp_path / "share"
    memory.remember(None)
    assert memory.folder() is None
    (tmp_path / "window.json").write_text(json.dumps([1]))
    assert memory.folder() is None
    WindowMemory(tmp_path / "gone").remember(tmp_path)


def test_another_result_of_the_tablet_comes_with_the_next_sync(
    site: SharedSite, tmp_path: Path
) -> None:
    stick = PullableDrive(tmp_path / "STICK")
    bundle_on(site, stick.folder)
    own = tablet.parts(site.data)
    shared_code(own.flow(InlineWorker()))
    own.store.close()
    bundle_on(site, stick.folder)
    late, flow, sync = sync_with(site, stick)
    sync.start()
    assert len(flow.latest) == 2
    late.close()


def test_an_unexpected_error_stands_in_the_log_by_the_name_of_its_class_only(
    site: SharedSite,
) -> None:
    """Nothing that a citizen typed: an error's words and values are not noted."""

    class Odd_Error(Exception):  # noqa: N801 - a name that the log may not hold
        """Of some library."""

    late = LateDesk(site.data)
    flow = whole(site, late)
    flow.recover(KeyError("48210937"))
    flow.recover(Odd_Error())
    told = [dict(one.fields) for one in late.logged(100, 0) if one.event is Event.DESK_FAULT]
    assert told == [{"fault": "Exception"}, {"fault": "KeyError"}]
    late.close()
    late.note_fault("KeyError")  # nothing is open, so nothing is noted
    assert len([one for one in late.logged(100, 0) if one.event is Event.DESK_FAULT]) == 2
    late.close()
