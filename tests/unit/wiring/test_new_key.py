"""A desk of a real site that has no store key yet: it is chosen in its window, on real folders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.desk.flow import DeskFlow
from kiosk.desk.lock_flow import LockFlow
from kiosk.desk.screens import Locked, NewKey, Scan
from kiosk.desk.site_values import Known
from kiosk.desk.siting import Siting
from kiosk.devices.worker import InlineWorker
from kiosk.handoff import enrolment, firstpack, keyfile
from kiosk.handoff.enrolment import request_text, requests_in
from kiosk.handoff.keeping import Change, Charter
from kiosk.handoff.keys import Device, OwnKeys
from kiosk.handoff.sitepack import Workshop
from kiosk.ui import runtime
from kiosk.wiring import desk_screen
from kiosk.wiring.late_desk import LateDesk
from kiosk.wiring.places import Access, NoStoreKeyError
from kiosk.wiring.storekey import Lock, lock_of
from tests.keyrings import FakeKeyring, PlainKeyring, os_keyring

__all__ = ["os_keyring"]

pytestmark = pytest.mark.usefixtures("quick_stretching")

ROOT, RECOVERY = "the root's words", "the safe's words"
PASSPHRASE = "en lang og god sætning"


def site_of(base: Path, *, practice: bool = False) -> tuple[Path, Siting]:
    """The data folder of a holder with desk 1."""
    charter = Charter("Two", (Workshop(1, "Nord"),), "The municipality", "What is kept", practice)
    siting = Siting(base / "root", base / "office", date.today)
    siting.found(charter, ROOT, RECOVERY, ["482913"], with_desk=True)
    return base / "office", siting


def started(data: Path) -> tuple[LateDesk, DeskFlow, LockFlow]:
    late = LateDesk(data)
    flow = desk_screen.whole_flow(late, data, InlineWorker(), InlineWorker())
    assert flow.lock is not None
    return late, flow, flow.lock


def shown(flow: DeskFlow) -> Any:
    return flow.screen


def test_a_passphrase_is_chosen_in_the_window_and_asked_for_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_keyring", PlainKeyring)
    data, _siting = site_of(tmp_path)
    late, flow, lock = started(data)
    assert shown(flow) == NewKey(12)
    flow.wake()
    assert not shown(flow).keyring, "one that writes plain text is not offered"
    lock.choose("kort", "kort")
    assert "at least 12" in str(shown(flow).error)
    assert lock_of(data / "desk") is None
    lock.choose(PASSPHRASE, PASSPHRASE)
    assert shown(flow) == Scan()
    assert lock_of(data / "desk") is Lock.PASSPHRASE
    late.close()
    late, flow, lock = started(data)
    assert shown(flow) == Locked()
    lock.unlock(PASSPHRASE)
    assert shown(flow) == Scan()
    late.close()


def test_the_key_is_left_to_the_keyring_of_this_computer(
    tmp_path: Path, os_keyring: FakeKeyring
) -> None:
    data, _siting = site_of(tmp_path)
    late, flow, lock = started(data)
    flow.wake()
    assert shown(flow).keyring
    os_keyring.locked = True
    lock.use_keyring()
    assert "does not open" in str(shown(flow).error)
    os_keyring.locked = False
    lock.use_keyring()
    assert shown(flow) == Scan()
    assert lock_of(data / "desk") is Lock.KEYRING
    late.close()
    late, flow, _lock = started(data)
    assert shown(flow) == Scan()
    late.close()


def test_before_the_store_is_open_no_device_asks_to_be_approved(tmp_path: Path) -> None:
    data, _siting = site_of(tmp_path)
    late = LateDesk(data)
    flow = desk_screen.whole_flow(late, data, InlineWorker(), InlineWorker(), tmp_path / "root")
    assert flow.site is not None
    flow.scanned(request_text(OwnKeys.make(Device.TABLET)))
    assert shown(flow) == NewKey(12)


def test_who_needs_no_key_is_not_asked(tmp_path: Path) -> None:
    practice, _siting = site_of(tmp_path / "practice", practice=True)
    assert not LateDesk(practice).needs_key()
    real, _siting = site_of(tmp_path / "real")
    assert LateDesk(real).needs_key()
    assert not LateDesk(real, Access(url="postgresql://server/kiosk")).needs_key()
    (real / "desk" / "store.sqlite").write_bytes(b"a store that lost its key")
    assert not LateDesk(real).needs_key()


def test_a_desk_that_was_set_up_in_its_window_chooses_next(tmp_path: Path) -> None:
    _holder, siting = site_of(tmp_path)
    data, share = tmp_path / "new", tmp_path / "share"
    share.mkdir()
    late = LateDesk(data)
    flow = desk_screen.whole_flow(late, data, InlineWorker(), InlineWorker())
    window: Any = SimpleNamespace(surface=SimpleNamespace(practice=True))
    desk_screen.begin_after_set_up(flow, window, late)
    flow.wake()
    enrol = flow.enrol
    assert enrol is not None
    enrol.choose_folder(share)
    enrol.write_request()
    (found,) = requests_in(share)
    siting.approve(found.request, Known(ROOT))
    siting.carry(share)
    enrol.take_pack()
    enrol.believe()
    assert isinstance(shown(flow), NewKey)
    assert not window.surface.practice
    assert flow.lock is not None
    flow.lock.choose(PASSPHRASE, PASSPHRASE)
    assert shown(flow) == Scan()
    late.close()


def test_the_window_of_a_desk_without_a_key_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, _siting = site_of(tmp_path)
    opened: list[Callable[..., object]] = []
    monkeypatch.setattr(runtime, "run", lambda build, *_size, **_named: opened.append(build))
    desk_screen.desk(data, window=True)
    assert len(opened) == 1


def test_a_practice_desk_whose_site_becomes_real_keeps_no_real_result_before_its_store_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told at the sync, and its window asks for a passphrase at the next start."""
    monkeypatch.setattr("keyring.get_keyring", PlainKeyring)
    charter = Charter("Two", (Workshop(1, "Nord"),), practice=False)  # nobody answers for it yet
    office, data, stick = tmp_path / "office", tmp_path / "two", tmp_path / "stick"
    siting = Siting(tmp_path / "root", office, date.today)
    siting.found(charter, ROOT, RECOVERY, ["482913"], with_desk=True)
    own = OwnKeys.make(Device.DESK)
    (data / "desk").mkdir(parents=True)
    keyfile.write_device(data / "desk" / "keys.cbor", own)
    siting.approve(enrolment.request_of(own), Known(ROOT))
    stick.mkdir()
    siting.carry(stick)
    firstpack.believe(data, Device.DESK, firstpack.first_pack(data, Device.DESK, stick))
    late, flow, _ = started(data)
    flow.wake()
    assert lock_of(data / "desk") is Lock.OPEN and late.parts.pack.practice_only
    siting.change(Change(controller="The municipality", privacy_notice="What is kept"), Known(ROOT))
    siting.carry(stick)
    with pytest.raises(NoStoreKeyError, match="lies open"):
        late.collect(stick, lambda *_: None, lambda: False)
    late.close()
    with pytest.raises(NoStoreKeyError, match="open it again"):
        _ = late.parts
    late, flow, lock = started(data)
    assert isinstance(shown(flow), NewKey)
    lock.choose(PASSPHRASE, PASSPHRASE)
    assert lock_of(data / "desk") is Lock.PASSPHRASE and isinstance(shown(flow), Scan)
    assert not late.collect(stick, lambda *_: None, lambda: False).refused
    late.close()
