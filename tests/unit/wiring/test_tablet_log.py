"""The tablet's log holds technical events; that somebody was there is none."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kiosk.devices.logbook import NAME
from kiosk.devices.worker import InlineWorker
from kiosk.domain.counts import CountName
from kiosk.domain.events import Event
from kiosk.tablet.screens import About, Trouble, Welcome
from kiosk.wiring import demo, tablet
from tests.careful import shared_code


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("log") / "site"
    demo.make(folder)
    return folder


def events(data: Path) -> list[str]:
    lines = (data / "tablet" / NAME).read_text("utf-8").splitlines()
    return [line.split('"event": "')[1].split('"')[0] for line in lines]


def test_a_whole_visit_leaves_the_log_unchanged(data: Path) -> None:
    """No visit started, declined or left, and nothing that a citizen typed, is ever logged."""
    own = tablet.parts(data)
    own.log.started()
    before = (data / "tablet" / NAME).read_bytes()
    flow = own.flow(InlineWorker())
    shared_code(flow)
    again = own.flow(InlineWorker())
    again.start()
    assert isinstance(again.screen, About)
    again.back_to_start()
    assert isinstance(again.screen, Welcome)
    assert (data / "tablet" / NAME).read_bytes() == before
    own.log.stopped()
    own.log.close()
    own.store.close()
    assert events(data) == ["started", "stopped"]


def test_a_log_that_cannot_be_written_never_stops_a_visit(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, real = tablet.parts(data), os.open

    def full(path: str | Path, *more: int) -> int:
        if str(path).endswith(NAME):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, *more)

    monkeypatch.setattr(os, "open", full)
    own.log.started()
    flow = own.flow(InlineWorker())
    flow.no_sound()
    flow.recover()
    assert isinstance(flow.screen, Trouble)
    flow.try_again()
    flow.start()
    assert isinstance(flow.screen, About)
    own.log.close()
    own.store.close()


def test_a_start_after_a_cut_is_counted_by_the_day(data: Path) -> None:
    for _ in range(2):
        own = tablet.parts(data)
        before = sum(one.n for one in own.store.day_counts())
        own.started()
        own.log.note(Event.STAFF_OPENED)
        counted = own.store.day_counts()
        own.close()
    assert counted[-1].what is CountName.RESTARTED
    assert sum(one.n for one in counted) == before + 1


def test_faults_are_logged_without_their_words(data: Path) -> None:
    before = len(events(data))
    own = tablet.parts(data)
    flow = own.flow(InlineWorker())
    flow.no_sound()
    flow.recover()
    own.store.close()
    flow.try_again()
    own.log.close()
    assert events(data)[before:][:2] == ["sound_fault", "unexpected"]


def test_a_sync_is_logged(data: Path, tmp_path: Path) -> None:
    tablet.sync(data, tmp_path)
    assert events(data)[-1] == "synced"
