"""Sticks and a share, as one."""

from __future__ import annotations

from pathlib import Path

from kiosk.devices.usb import Drive, FolderDrive
from kiosk.wiring.drives import Several, drives
from tests.staffing import STICK, FakeDrives


def test_sticks_and_share_are_found_together_and_each_is_let_go_by_its_own(tmp_path: Path) -> None:
    sticks = FakeDrives(STICK)
    both = Several(sticks, FolderDrive(tmp_path))
    assert [drive.folder for drive in both.drives()] == [STICK.folder, tmp_path]
    for drive in both.drives():
        both.release(drive)
    assert sticks.released == [STICK]
    assert [drive.folder for drive in both.drives()] == [tmp_path], "a share stays"


def test_what_nobody_has_is_gone_already(tmp_path: Path) -> None:
    Several(FakeDrives(), FolderDrive(tmp_path)).release(Drive("X", Path("/nowhere"), 0))


def test_a_share_is_offered_beside_the_sticks(tmp_path: Path) -> None:
    assert isinstance(drives(tmp_path), Several)
    assert not isinstance(drives(), Several)
