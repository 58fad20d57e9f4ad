"""The set-up sheet of the hand scanner recommends USB serial mode and explains both."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import kiosk
from kiosk.cli import cli
from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Result
from kiosk.devices.scanner import SILENCE
from kiosk.devices.worker import InlineWorker
from kiosk.ui import runtime
from kiosk.wiring import desk_screen
from tests.desks import CODE, FakeDesk

GUIDE = (Path(kiosk.__file__).parents[1] / "packaging/guides/scanner.md").read_text("utf-8")


def test_it_recommends_usb_serial_mode_and_explains_both() -> None:
    assert "USB serial (recommended)" in GUIDE
    assert set(re.findall(r"^## (.*)$", GUIDE, flags=re.MULTILINE)) == {"USB serial", "Keyboard"}
    assert f"{SILENCE} seconds of silence" in GUIDE


def test_its_command_is_one_of_the_program() -> None:
    (command,) = re.findall(r"^kiosk desk (--\S+) /dev", GUIDE, flags=re.MULTILINE)
    assert command in CliRunner().invoke(cli, ["desk", "--help"]).output


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such lines")
def test_a_line_is_listened_to_beside_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Callable[[], object]] = []
    monkeypatch.setattr(runtime, "every", lambda _seconds, look: looks.append(look))
    scanner, desk = os.openpty()
    flow = DeskFlow(FakeDesk(), InlineWorker())
    desk_screen.listen_to(Path(os.ttyname(desk)), flow)
    (look,) = looks
    look()
    os.write(scanner, CODE.encode() + b"\r")
    time.sleep(0.02)
    look()
    assert isinstance(flow.screen, Result)
    os.close(scanner)
    look()  # it lets go of the line
    os.close(desk)
