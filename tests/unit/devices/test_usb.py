from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kiosk.devices import usb
from kiosk.devices.usb import (
    Drive,
    DriveWatch,
    FolderDrive,
    NotReleasedError,
    NoUsbDrive,
    Several,
    drives_of_this_machine,
    sticks_of_this_machine,
)
from kiosk.devices.usb_linux import LinuxUsbDrive
from kiosk.devices.usb_windows import REMOVABLE, WindowsUsbDrive
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from tests.pullable import PullableDrive
from tests.staffing import STICK, FakeDrives
from tests.unit.desk.test_flow import LaterWorker


def test_each_system_looks_for_sticks_in_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform, kind in (
        ("linux", LinuxUsbDrive),
        ("win32", WindowsUsbDrive),
        ("darwin", NoUsbDrive),
    ):
        monkeypatch.setattr(sys, "platform", platform)
        assert isinstance(sticks_of_this_machine(), kind)


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


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_a_share_is_offered_beside_the_sticks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert isinstance(drives_of_this_machine(tmp_path), Several)
    assert not isinstance(drives_of_this_machine(), Several)


def test_where_no_stick_can_be_found_there_is_none(tmp_path: Path) -> None:
    assert NoUsbDrive().drives() == ()
    NoUsbDrive().release(Drive("x", tmp_path, 0))


def test_any_folder_is_a_drive_while_it_is_there(tmp_path: Path) -> None:
    share = tmp_path / "share"
    chosen = FolderDrive(share)
    assert chosen.drives() == ()
    share.mkdir()
    (drive,) = chosen.drives()
    assert (drive.name, drive.folder) == ("share", share)
    assert drive.free_bytes > 0
    chosen.release(drive)


def test_a_folder_that_went_away_is_not_called_safe(tmp_path: Path) -> None:
    gone = Drive("share", tmp_path / "gone", 0)
    with pytest.raises(NotReleasedError, match=r"share cannot be let go of yet .* leave it in"):
        FolderDrive(gone.folder).release(gone)


def test_without_fsync_of_folders_the_system_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.delattr(os, "sync")
    usb.sync_file_system(tmp_path, "x")


def test_the_removable_letters_are_the_sticks_of_windows(tmp_path: Path) -> None:
    (tmp_path / "E").mkdir()
    found = WindowsUsbDrive(lambda root: REMOVABLE if root in ("E:\\", "F:\\") else 3, tmp_path)
    (drive,) = found.drives()
    assert (drive.name, drive.folder) == ("E:", tmp_path / "E")
    found.release(drive)
    drive.folder.rmdir()
    found.release(drive)


def test_what_is_put_in_and_pulled_out_is_told_once(tmp_path: Path) -> None:
    stick = PullableDrive(tmp_path / "stick")
    told: list[list[str]] = []
    watch = DriveWatch(
        stick, InlineWorker(), lambda: told.append([drive.name for drive in watch.drives])
    )
    watch.look()
    stick.folder.mkdir()
    for _ in range(3):
        watch.look()
    stick.pull()
    for _ in range(3):
        watch.look()
    assert told == [["STICK"], []]


def test_sticks_keep_the_order_in_which_they_came() -> None:
    first, second = Drive("b", Path("b"), 1), Drive("a", Path("a"), 1)
    fuller = Drive("b", Path("b"), 0)
    looks = iter([(first,), (second, fuller)])

    class Usb(NoUsbDrive):
        def drives(self) -> tuple[Drive, ...]:
            return next(looks)

    watch = DriveWatch(Usb(), InlineWorker(), lambda: None)
    watch.look()
    watch.look()
    assert watch.drives == (fuller, second)


def test_one_look_at_a_time(tmp_path: Path) -> None:
    worker = LaterWorker()
    watch = DriveWatch(PullableDrive(tmp_path), worker, lambda: None)
    watch.look()
    watch.look()
    assert len(worker.jobs) == 1
    worker.run()
    watch.look()
    assert len(worker.jobs) == 1


def test_a_look_that_fails_finds_nothing_and_the_next_one_comes() -> None:
    class Broken(NoUsbDrive):
        def drives(self) -> tuple[Drive, ...]:
            raise KioskError("broken")

    watch = DriveWatch(Broken(), InlineWorker(), lambda: None)
    watch.look()
    watch.look()
    assert watch.drives == ()
