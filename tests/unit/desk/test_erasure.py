"""Erasing at the desk survives a cut and a restored backup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kiosk.desk.erasure import Erasing
from kiosk.desk.log import DeskLog, user_name
from kiosk.desk.search import (
    NoProgressKeyError,
    NoReceiptCodeError,
    Searching,
    receipt_code_in,
)
from kiosk.devices.clock import FakeClock
from kiosk.domain.events import Event
from kiosk.handoff.progress import progress_tag
from kiosk.storage.desk import Deleted, Tombstone
from kiosk.storage.desk.memory import MemoryDeskStore
from tests.unit.storage.examples import detail, result


class CutError(Exception):
    """The power went."""


class Desk:
    def __init__(self) -> None:
        self.store, clock = MemoryDeskStore(), FakeClock()
        self.log = DeskLog(self.store, clock)
        self.outside: list[Tombstone] = []
        self.erasing = Erasing(self.store, clock, self.log, self.outside.extend)
        self.store.store_many([result(1), result(2)], details=[detail(1)])


def test_what_is_erased_stands_outside_the_store_first() -> None:
    desk = Desk()

    def cut(_tombstones: Sequence[Tombstone]) -> None:
        raise CutError

    erasing = Erasing(desk.store, FakeClock(), desk.log, cut)
    with pytest.raises(CutError):
        erasing.erase([result(1)], "receipt_code")
    assert desk.store.counts().results == 2 and not desk.store.every_tombstone()


def test_erasing_is_logged_without_saying_what_it_was() -> None:
    desk = Desk()
    done = desk.erasing.erase([result(1)], "progress_code")
    assert done == Deleted(results=1, details=1) and len(desk.outside) == 2
    (entry,) = desk.store.logged()
    assert entry.event is Event.ERASED
    assert entry.fields == {"by": "progress_code", "results": 1, "details": 1}


def test_a_restored_backup_has_its_tombstones_replayed() -> None:
    desk, backup = Desk(), Desk()
    desk.erasing.erase([result(1)], "receipt_code")
    assert backup.erasing.repeat(desk.outside) == Deleted(results=1, details=1)
    assert backup.store.every_tombstone() == desk.store.every_tombstone()
    assert backup.erasing.repeat(desk.outside) == Deleted()


def test_erasing_nothing_writes_nothing() -> None:
    desk = Desk()
    assert desk.erasing.bury([]) == Deleted() and desk.outside == []


@pytest.mark.parametrize("typed", ["48210937", "4821 0937", " 48-21-09-37 ", "4821.0937"])
def test_a_receipt_code_may_be_grouped(typed: str) -> None:
    assert receipt_code_in(typed) == "48210937"


@pytest.mark.parametrize("typed", ["", "4821093", "482109377", "48210937x", "٤٨٢١٠٩٣٧", "1" * 99])
def test_anything_else_is_no_receipt_code(typed: str) -> None:
    with pytest.raises(NoReceiptCodeError, match="4821 0937"):
        receipt_code_in(typed)


def test_who_looks_is_noted_but_not_for_what() -> None:
    desk, key, code = Desk(), b"k" * 32, (1, 2, 3, 4, 5)
    tagged = replace(result(3), receipt_code="48210937", progress_tag=progress_tag(key, code))
    desk.store.store(tagged)
    searching = Searching(desk.store, desk.log, key)
    assert searching.by_receipt_code("48210937") == (tagged,) == searching.by_pictures(code)
    entries = desk.store.logged()
    assert [dict(one.fields) for one in entries] == [
        {"by": "progress_code", "found": 1},
        {"by": "receipt_code", "found": 1},
    ]


def test_a_desk_without_the_key_says_so() -> None:
    desk = Desk()
    with pytest.raises(NoProgressKeyError, match="no key"):
        Searching(desk.store, desk.log, None).by_pictures((1, 2, 3, 4, 5))


def test_the_one_at_the_desk_is_the_machines_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "mette")
    assert user_name() == "mette"

    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert user_name() == ""
