"""The key of the desk's store: chosen once, its passphrase asked for at each start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.flow import DeskFlow
from kiosk.desk.lock_flow import LockFlow, NotTheSameError
from kiosk.desk.screens import Locked, NewKey, Scan
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from tests import desks
from tests.desk_parts import FakeLock
from tests.desks import CODE, FakeDesk

PASSPHRASE = "correct horse"


def flow_with(lock: FakeLock) -> DeskFlow:
    flow = DeskFlow(FakeDesk(before=(desks.three(),)), InlineWorker(), "en")
    flow.lock = LockFlow(flow, lock)
    flow.lock.prepare()
    return flow


def shown(flow: DeskFlow) -> Any:
    return flow.screen


def lock_of(flow: DeskFlow) -> LockFlow:
    assert flow.lock is not None
    return flow.lock


@pytest.mark.parametrize(("lock", "first"), [(FakeLock(), Locked()), (FakeLock(None), NewKey(12))])
def test_nothing_is_done_and_nothing_taken_before_the_store_is_open(
    lock: FakeLock, first: object, tmp_path: Path
) -> None:
    flow = flow_with(lock)
    assert shown(flow) == first
    flow.wake()
    assert flow.latest == ()
    flow.back()
    flow.scanned(CODE)
    flow.pasted("")
    flow.look_for_picture(tmp_path)
    flow.open_picture(tmp_path / "result.png")
    assert shown(flow) == first


def test_a_wrong_passphrase_is_told_and_the_right_one_opens() -> None:
    flow = flow_with(FakeLock(PASSPHRASE))
    flow.wake()
    lock_of(flow).unlock("wrong")
    assert "not the passphrase" in str(shown(flow).error)
    lock_of(flow).unlock(PASSPHRASE)
    assert shown(flow) == Scan()
    assert len(flow.latest) == 1


def test_a_store_that_is_open_asks_nothing() -> None:
    flow = flow_with(FakeLock(""))
    flow.wake()
    assert shown(flow) == Scan()
    assert len(flow.latest) == 1


def test_a_new_passphrase_is_typed_twice_and_long_enough() -> None:
    lock = FakeLock(None)
    flow = flow_with(lock)
    flow.wake()
    lock_of(flow).choose(PASSPHRASE, "correct house")
    assert isinstance(shown(flow).error, NotTheSameError)
    lock_of(flow).choose("kort", "kort")
    assert "at least 12" in str(shown(flow).error)
    assert not lock.open
    lock_of(flow).choose(PASSPHRASE, PASSPHRASE)
    assert shown(flow) == Scan()
    assert (lock.passphrase, lock.open) == (PASSPHRASE, True)
    assert len(flow.latest) == 1


def test_the_keyring_is_offered_where_there_is_one() -> None:
    flow = flow_with(FakeLock(None))
    flow.wake()
    assert not shown(flow).keyring
    lock = FakeLock(None, keyring=True)
    flow = flow_with(lock)
    assert not shown(flow).keyring, "the first screen does not wait for it"
    flow.wake()
    assert shown(flow).keyring
    lock_of(flow).choose("kort", "kort")
    assert shown(flow).keyring and shown(flow).error is not None
    lock_of(flow).use_keyring()
    assert (lock.passphrase, shown(flow)) == ("", Scan())
    assert len(flow.latest) == 1


def test_a_passphrase_that_was_chosen_elsewhere_meanwhile_is_asked_for() -> None:
    class Beaten(FakeLock):
        def keep_under(self, passphrase: str) -> None:
            self.passphrase = "somebody was quicker"
            raise KioskError("The desk's store is locked with a passphrase.")

    flow = flow_with(Beaten(None))
    flow.wake()
    lock_of(flow).choose(PASSPHRASE, PASSPHRASE)
    assert isinstance(shown(flow), Locked)
    assert shown(flow).error is not None


def test_a_keyring_that_is_found_too_late_changes_nothing() -> None:
    class Slow(FakeLock):
        def has_keyring(self) -> bool:
            lock_of(flow).choose(PASSPHRASE, PASSPHRASE)
            return True

    flow = flow_with(Slow(None))
    flow.wake()
    assert shown(flow) == Scan()
