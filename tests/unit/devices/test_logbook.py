"""The tablet's log cannot fill the disk, and never stops a visit."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.devices.log import NoLog
from kiosk.devices.logbook import FILES, LARGEST, NAME, Logbook
from kiosk.domain.events import Event


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / NAME).read_text("utf-8").splitlines()]


def test_an_event_is_a_line_with_its_fields(tmp_path: Path) -> None:
    log = Logbook(tmp_path, FakeClock())
    log.note(Event.STARTED)
    log.note(Event.STORE_FAULT, fault="StoreFullError")
    log.close()
    assert lines(tmp_path) == [
        {"at": "2026-03-02T09:00:00Z", "event": "started"},
        {"at": "2026-03-02T09:00:00Z", "event": "store_fault", "fault": "StoreFullError"},
    ]
    again = Logbook(tmp_path, FakeClock())
    again.note(Event.STARTED)
    again.close()
    assert len(lines(tmp_path)) == 3
    NoLog().note(Event.STARTED)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_reads_it(tmp_path: Path) -> None:
    log = Logbook(tmp_path, FakeClock())
    log.note(Event.STARTED)
    log.close()
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_nothing_but_an_events_own_fields_can_be_written(tmp_path: Path) -> None:
    log = Logbook(tmp_path, FakeClock())
    with pytest.raises(ValueError, match="fields"):
        log.note(Event.STARTED, typed="Mette")
    with pytest.raises(ValueError, match="desk's log"):
        log.note(Event.RECOVERED)
    assert not list(tmp_path.iterdir())


def test_it_cannot_fill_the_disk(tmp_path: Path) -> None:
    assert FILES * LARGEST == 10 * 1024 * 1024
    log = Logbook(tmp_path, FakeClock(), largest=500)
    for _ in range(200):
        log.note(Event.STARTED)
    log.close()
    files = list(tmp_path.iterdir())
    assert len(files) == FILES and all(file.stat().st_size <= 500 for file in files)


@pytest.mark.parametrize("fault", [28, 5, 30], ids=["full", "failing", "read-only"])
def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: int
) -> None:
    log = Logbook(tmp_path, FakeClock())

    def refuse(*_: object) -> int:
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as broken:
        broken.setattr(os, "open", refuse)
        log.note(Event.STARTED)
    log.note(Event.STARTED)
    log.close()
    assert len(lines(tmp_path)) == 1 and capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_disk_that_fills_up_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log, real = Logbook(tmp_path, FakeClock()), os.open
    with monkeypatch.context() as broken:
        broken.setattr(os, "open", lambda _path, flags, mode: real("/dev/full", flags, mode))
        for _ in range(3):
            log.note(Event.STARTED)
    log.note(Event.STARTED)
    log.close()
    assert len(lines(tmp_path)) == 1 and capsys.readouterr().err == ""


def test_a_start_after_a_cut_is_told_from_one_after_an_end(tmp_path: Path) -> None:
    cut_off = []
    for ends in (True, False, True):
        log = Logbook(tmp_path, FakeClock())
        cut_off.append(log.started())
        log.note(Event.STAFF_OPENED)
        if ends:
            log.stopped()
        log.close()
    starts = [line["event"] for line in lines(tmp_path) if "start" in str(line["event"])]
    assert starts == ["started", "started", "restarted"]
    assert cut_off == [False, False, True]
