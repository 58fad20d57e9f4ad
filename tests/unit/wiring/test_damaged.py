"""A tablet whose store is damaged goes on; what was saved of it reaches the desk once."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.devices.logbook import NAME
from kiosk.devices.worker import InlineWorker
from kiosk.handoff.keys import Device
from kiosk.storage.desk import Way
from kiosk.storage.errors import StoreKeyError
from kiosk.tablet.screens import About
from kiosk.wiring import desk, tablet
from kiosk.wiring.places import store_path
from tests.sites import SharedSite
from tests.stores import make_quickly


@pytest.fixture
def site(shared_site: SharedSite, monkeypatch: pytest.MonkeyPatch) -> SharedSite:
    """One result is shared on its tablet, and then a byte of the store is changed."""
    make_quickly(monkeypatch)
    damage(shared_site.data, Device.TABLET)
    return shared_site


def damage(data: Path, device: Device) -> None:
    path = store_path(data, device)
    path.write_bytes(b"?" + path.read_bytes()[1:])


def log(data: Path) -> str:
    return (data / "tablet" / NAME).read_text("utf-8").splitlines()[-1]


def test_the_citizens_start_goes_on_and_staff_are_told(site: SharedSite) -> None:
    own = tablet.parts(site.data)
    own.started()
    assert '"event": "store_replaced", "results": 1, "details": 1' in log(site.data)
    flow = own.flow(InlineWorker())
    flow.start()
    assert isinstance(flow.screen, About)
    flow.back_to_start()
    state = own.staff().state()
    assert state.sound_store and state.waiting == 1 and not state.well
    assert state.old_store is not None
    assert state.old_store.saved == 1 and state.old_store.day == own.clock.today()
    shutil.rmtree(state.old_store.folder)
    state = own.staff().state()
    assert state.old_store is None and state.well
    own.close()


def test_a_desk_says_received_before_for_what_was_saved(site: SharedSite, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    here = desk.parts(site.data)
    with closing(here.store):
        here.reception.receive(site.text, Way.SCAN)
        assert "1" in tablet.sync(site.data, stick).text
        assert "store_replaced" in (site.data / "tablet" / NAME).read_text("utf-8")
        done = here.collecting.collect(stick)
        assert not done.refused
        assert len(here.store.results(10)) == 1
    assert "Nothing waits" in tablet.sync(site.data, stick).text


def test_for_a_desk_nothing_is_opened_fresh_by_itself(site: SharedSite) -> None:
    """Its results are the only opened ones, and there is a backup: it is refused, and left."""
    with closing(desk.parts(site.data).store):
        pass
    damage(site.data, Device.DESK)
    before = store_path(site.data, Device.DESK).read_bytes()
    with pytest.raises(StoreKeyError, match="restore a backup"):
        desk.parts(site.data)
    assert store_path(site.data, Device.DESK).read_bytes() == before
