"""A hand scanner in USB serial mode, as the guide of the scanner recommends it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.devices.serial_scanner import SerialScanner
from tests.desks import CODE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such lines")


class Line:
    """A scanner's end of a line, and the desk's reader at the other."""

    def __init__(self) -> None:
        self.scanner, self.desk = os.openpty()
        self.clock, self.texts = FakeClock(), list[str]()
        self.reader = SerialScanner(Path(os.ttyname(self.desk)), self.clock, self.texts.append)
        self.reader.look()

    def sends(self, what: bytes) -> None:
        for at in range(0, len(what), 512):
            os.write(self.scanner, what[at : at + 512])
            time.sleep(0.005)  # it goes through the kernel
            self.reader.look()

    def close(self) -> None:
        self.reader.close()
        os.close(self.scanner)
        os.close(self.desk)


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t"])
def test_a_text_comes_whole_and_ends_at_once(line: Line, end: bytes) -> None:
    line.sends(CODE.encode() + end)
    assert line.texts == [CODE]


def test_silence_ends_a_text_and_a_prefix_does_no_harm(line: Line) -> None:
    line.sends(b"]Q1" + CODE.lower().encode())
    assert line.texts == []
    line.clock.advance(0.3)
    line.reader.look()
    assert [text.upper() for text in line.texts] == [CODE.upper()]


def test_several_come_one_after_the_other(line: Line) -> None:
    line.sends(CODE.encode() + b"\r" + CODE.encode() + b"\r")
    assert line.texts == [CODE, CODE]


def test_a_scanner_that_is_pulled_out_is_waited_for(tmp_path: Path) -> None:
    clock, texts, path = FakeClock(), list[str](), tmp_path / "scanner"
    reader = SerialScanner(path, clock, texts.append)
    reader.look()
    first, second = Line(), Line()
    path.symlink_to(os.ttyname(first.desk))
    reader.look()
    first.close()
    reader.look()
    path.unlink()
    path.symlink_to(os.ttyname(second.desk))
    reader.look()
    second.reader.close()
    os.write(second.scanner, CODE.encode()[:500])
    time.sleep(0.02)
    reader.look()
    os.write(second.scanner, CODE.encode()[500:] + b"\r")
    time.sleep(0.02)
    reader.look()
    assert texts == [CODE]
    reader.close()
    second.close()


def test_a_line_that_fails_is_opened_anew(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_line: int, _most: int) -> bytes:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "read", fails)
        line.reader.look()
    line.reader.look()
    line.sends(CODE.encode() + b"\r")
    assert line.texts == [CODE]


def test_what_is_no_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(CODE + "\r")
    texts: list[str] = []
    reader = SerialScanner(path, FakeClock(), texts.append)
    reader.look()
    reader.close()
    assert texts == []
