"""Once a week a desk's store is read through, without anybody waiting for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.handoff.keys import Device
from kiosk.storage.upgrade import Report
from kiosk.wiring import desk, weekly
from kiosk.wiring.desk import DeskParts
from kiosk.wiring.late_desk import LateDesk
from kiosk.wiring.places import store_path
from kiosk.wiring.stores import DamagedStoreError
from tests.sites import SharedSite

CHECK = "kiosk.storage.upgrade.check"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def opened(shared_site: SharedSite, clock: FakeClock) -> Iterator[DeskParts]:
    parts = desk.parts(shared_site.data, clock)
    yield parts
    parts.store.close()


def test_it_is_done_when_seven_days_have_passed(
    opened: DeskParts, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []

    def check(place: object, _kind: object) -> Report:
        done.append(len(done))
        return Report(store_path(opened.data, Device.DESK), "desk_0001", ())

    monkeypatch.setattr(CHECK, check)
    for day, checks in ((0, 1), (0, 1), (6, 1), (7, 2), (6, 3), (7, 3), (-400, 4), (-400, 4)):
        then = FakeClock(clock.now() + timedelta(days=day))
        weekly.check_when_due(replace(opened, clock=then))
        assert len(done) == checks, day


def test_a_sound_store_troubles_nobody(opened: DeskParts) -> None:
    weekly.check_when_due(opened)
    assert not weekly.is_due(opened.data / "desk", opened.clock.today())
    assert weekly.is_due(opened.data / "desk", opened.clock.today() + timedelta(days=7))


def test_damage_is_told_and_logged_and_looked_at_again_at_the_next_start(
    shared_site: SharedSite,
) -> None:
    late, told = LateDesk(shared_site.data), list[KioskError]()
    weekly.check_weekly(late, InlineWorker(), told.append)
    parts = late.parts
    assert told == []
    (shared_site.data / "desk" / weekly.NAME).unlink()
    path = store_path(shared_site.data, Device.DESK)
    content = path.read_bytes()
    path.write_bytes(content[:-100] + bytes(100))
    weekly.check_weekly(late, InlineWorker(), told.append)
    assert [type(error) for error in told] == [DamagedStoreError]
    assert parts.store.logged(1)[0].fields == {"fault": "DamagedStoreError"}
    assert weekly.is_due(shared_site.data / "desk", parts.clock.today())
    late.close()
