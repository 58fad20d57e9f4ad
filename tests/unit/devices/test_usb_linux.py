"""A made-up machine: its ``/proc/self/mountinfo`` and its ``/sys``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from kiosk.devices.usb import NotReleasedError
from kiosk.devices.usb_linux import LinuxUsbDrive, run_tool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")


class Machine:
    """One with an own disk ``sda``; sticks come and go."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mounts: list[str] = []
        self.commands: list[list[str]] = []
        self.waited: list[float] = []
        self.busy = 0
        (root / "proc" / "self").mkdir(parents=True)
        (root / "sys" / "dev" / "block").mkdir(parents=True)
        self.disk("sda", "8:0", "pci0/ata1", {"sda1": "8:1"})
        self.mount("8:1", Path("/"), "/dev/sda1")
        self.usb = LinuxUsbDrive(root / "proc", root / "sys", self.run, self.waited.append)

    def disk(
        self, name: str, number: str, bus: str, parts: dict[str, str], removable: bool = False
    ) -> Path:
        folder = self.root / "sys" / "devices" / bus / "block" / name
        folder.mkdir(parents=True)
        (folder / "removable").write_text(f"{int(removable)}\n")
        (folder / "size").write_text("1000\n")
        self.link(number, folder)
        for part, at in parts.items():
            (folder / part).mkdir()
            (folder / part / "partition").write_text("1\n")
            (folder / part / "size").write_text("900\n")
            self.link(at, folder / part)
        return folder

    def link(self, number: str, folder: Path) -> None:
        (self.root / "sys" / "dev" / "block" / number).symlink_to(folder)

    def mount(self, number: str, folder: Path, source: str, root: str = "/") -> Path:
        if str(folder).startswith(str(self.root)):
            folder.mkdir(parents=True, exist_ok=True)
        where = str(folder).replace(" ", "\\040")
        line = f"30 1 {number} {root} {where} rw,nosuid shared:9 - vfat {source} rw"
        self.mounts.append(line)
        self.tell()
        return folder

    def stick(self, name: str = "MY STICK") -> Path:
        self.disk("sdb", "8:16", "pci0/usb1/1-1", {"sdb1": "8:17"})
        return self.mount("8:17", self.root / "media" / name, "/dev/sdb1")

    def pull(self) -> None:
        """As the kernel leaves it: the mount stays in the table, the disk is gone."""
        for link in (self.root / "sys" / "dev" / "block").iterdir():
            if "sdb" in str(link.readlink()):
                link.unlink()
        shutil.rmtree(self.root / "sys" / "devices" / "pci0" / "usb1")

    def tell(self) -> None:
        (self.root / "proc" / "self" / "mountinfo").write_text("\n".join(self.mounts) + "\n")

    def run(self, command: list[str]) -> str:
        self.commands.append(command)
        if command[1] == "mount":
            return ""
        if self.busy:
            self.busy -= 1
            return "target is busy"
        self.mounts = [
            line for line in self.mounts if command[-1].replace(" ", "\\040") not in line
        ]
        self.tell()
        return ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_machines_own_disk_is_no_stick(machine: Machine) -> None:
    assert machine.usb.drives() == ()
    assert machine.commands == []


def test_the_stick_is_found_when_it_is_put_in(machine: Machine) -> None:
    folder = machine.stick()
    (drive,) = machine.usb.drives()
    assert (drive.name, drive.folder) == ("MY STICK", folder)
    assert drive.free_bytes > 0


def test_a_card_in_a_reader_counts_as_well(machine: Machine) -> None:
    machine.disk("mmcblk0", "179:0", "pci0/mmc", {"mmcblk0p1": "179:1"}, removable=True)
    folder = machine.mount("179:1", machine.root / "media" / "card", "/dev/mmcblk0p1")
    assert [drive.folder for drive in machine.usb.drives()] == [folder]


def test_a_system_that_runs_from_a_usb_disk_does_not_offer_it(machine: Machine) -> None:
    machine.disk("sdc", "8:32", "pci0/usb2/2-1", {"sdc1": "8:33", "sdc2": "8:34"})
    machine.mount("8:33", Path("/boot"), "/dev/sdc1")
    machine.mount("8:34", machine.root / "data", "/dev/sdc2")
    assert machine.usb.drives() == ()


def test_parts_of_a_stick_shown_elsewhere_are_no_second_stick(machine: Machine) -> None:
    folder = machine.stick()
    machine.mount("8:17", machine.root / "again", "/dev/sdb1")
    machine.mount("8:17", machine.root / "bound", "/dev/sdb1", root="/inside")
    assert [drive.folder for drive in machine.usb.drives()] == [folder]


def test_a_stick_that_was_pulled_is_gone_though_its_mount_stays(machine: Machine) -> None:
    machine.stick()
    machine.pull()
    assert machine.usb.drives() == ()


def test_a_stick_that_nobody_mounted_is_mounted_once(machine: Machine) -> None:
    machine.disk("sdb", "8:16", "pci0/usb1/1-1", {"sdb1": "8:17"})
    for _ in range(3):
        assert machine.usb.drives() == ()
    told = ["udisksctl", "mount", "--no-user-interaction", "--block-device", "/dev/sdb1"]
    assert machine.commands == [told]
    machine.pull()
    machine.usb.drives()
    machine.disk("sdb", "8:16", "pci0/usb1/1-1", {"sdb1": "8:17"})
    machine.usb.drives()
    assert machine.commands == [told, told]


def test_a_stick_without_partitions_is_mounted_whole(machine: Machine) -> None:
    machine.disk("sdb", "8:16", "pci0/usb1/1-1", {})
    machine.usb.drives()
    assert machine.commands[0][-1] == "/dev/sdb"


def test_an_empty_reader_is_left_alone(machine: Machine) -> None:
    folder = machine.disk("sdb", "8:16", "pci0/usb1/1-1", {})
    (folder / "size").write_text("0\n")
    machine.usb.drives()
    (folder / "size").unlink()
    machine.usb.drives()
    assert machine.commands == []


def test_safe_is_said_only_after_the_unmount_and_the_stick_is_not_mounted_again(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/udisksctl")
    machine.stick()
    (drive,) = machine.usb.drives()
    machine.usb.release(drive)
    told = ["udisksctl", "unmount", "--no-user-interaction", "--block-device", "/dev/sdb1"]
    assert machine.commands == [told]
    assert machine.usb.drives() == ()
    assert machine.commands == [told]
    assert machine.waited == []


def test_a_busy_stick_is_tried_again(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    folder = machine.stick()
    (drive,) = machine.usb.drives()
    machine.busy = 2
    machine.usb.release(drive)
    assert machine.commands == [["umount", "--", str(folder)]] * 3
    assert machine.waited == [1.0, 1.0]


def test_a_stick_that_stays_busy_is_not_called_safe(machine: Machine) -> None:
    machine.stick()
    (drive,) = machine.usb.drives()
    machine.busy = 99
    with pytest.raises(NotReleasedError, match=r"MY STICK .*target is busy"):
        machine.usb.release(drive)


def test_a_stick_that_is_gone_is_let_go_of(machine: Machine) -> None:
    machine.stick()
    (drive,) = machine.usb.drives()
    machine.pull()
    machine.usb.release(drive)
    assert machine.commands == []


def test_a_machine_without_these_tables_has_no_sticks(tmp_path: Path) -> None:
    assert LinuxUsbDrive(tmp_path, tmp_path).drives() == ()


def test_a_line_that_is_none_is_passed_over(machine: Machine) -> None:
    machine.mounts += ["", "nonsense", "1 2 8:17 /"]
    folder = machine.stick()
    assert [drive.folder for drive in machine.usb.drives()] == [folder]


def test_a_tool_says_nothing_when_it_went_well_and_its_last_line_else() -> None:
    assert run_tool(["true"]) == ""
    assert run_tool(["sh", "-c", "echo one >&2; echo two >&2; exit 1"]) == "two"
    assert run_tool(["false"]) == "exit 1"
    assert "no-such-tool" in run_tool(["no-such-tool"])
