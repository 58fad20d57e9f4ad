"""A file is there whole or not at all, whatever happens; and nothing strange is opened."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import files
from kiosk.handoff.errors import FileRefused, NotWritten, Refusal
from kiosk.handoff.files import FileName, Kind
from tests.unit.handoff.disk import CutDisk, PowerCut, RefusingDisk

TARGET = Path("/stick/kiosk.bundle")
OLD, NEW = b"the old content", b"the new content, longer"


def operations() -> int:
    """How many operations a write over an older file takes."""
    disk = CutDisk()
    files.write_safely(TARGET, OLD, everything=True, layer=disk)
    disk.operations = 0
    files.write_safely(TARGET, NEW, everything=True, layer=disk)
    return disk.operations


@pytest.mark.parametrize("cut_at", range(operations()))
@pytest.mark.parametrize("names_written", [True, False])
def test_a_power_cut_at_any_write_leaves_the_old_or_the_new_file(
    cut_at: int, names_written: bool
) -> None:
    disk = CutDisk()
    files.write_safely(TARGET, OLD, everything=True, layer=disk)
    disk.cut_at = disk.operations + cut_at
    with pytest.raises(PowerCut):
        files.write_safely(TARGET, NEW, everything=True, layer=disk)
    assert disk.survivors(names_written=names_written)[TARGET] in (OLD, NEW)


def test_after_the_last_step_the_new_file_survives_a_power_cut() -> None:
    disk = CutDisk()
    files.write_safely(TARGET, NEW, layer=disk)
    assert disk.survivors(names_written=False) == {TARGET: NEW}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("refuse_at", range(operations()))
def test_a_failing_write_is_told_and_leaves_no_half_file(refuse_at: int, number: int) -> None:
    disk = RefusingDisk(10**6, number)
    files.write_safely(TARGET, OLD, everything=True, layer=disk)
    disk.refuse_at = disk.operations + refuse_at
    with pytest.raises(NotWritten, match=os.strerror(number)):
        files.write_safely(TARGET, NEW, everything=True, layer=disk)
    assert disk.content[disk.names[TARGET]] in (OLD, NEW)
    files.write_safely(TARGET, NEW, everything=True, layer=disk)
    assert {path: disk.content[inode] for path, inode in disk.names.items()} == {TARGET: NEW}


def test_a_medium_that_reads_back_other_bytes_is_told() -> None:
    class LyingDisk(CutDisk):
        def read(self, path: Path) -> bytes:
            return super().read(path)[:-1] + b"?"

    with pytest.raises(NotWritten, match="read back"):
        files.write_safely(TARGET, NEW, layer=LyingDisk())


def test_the_real_disk_keeps_content_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for content in (OLD, NEW):
        files.write_safely(path, content, mode=files.PRIVATE_MODE, everything=True)
    assert path.read_bytes() == NEW
    assert [found.name for found in tmp_path.iterdir()] == ["file"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_leftover_of_a_cut_write_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".file.new").write_bytes(b"half")
    files.write_safely(tmp_path / "file", NEW)
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="No such file"):
        files.write_safely(tmp_path / "gone" / "file", NEW)


def test_a_share_that_cannot_sync_its_names_is_served(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, "sync")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    number = errno.EINVAL
    files.write_safely(tmp_path / "file", NEW)
    number = errno.EIO
    with pytest.raises(NotWritten):
        files.write_safely(tmp_path / "file", NEW)


def test_a_platform_without_these_calls_is_served(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    monkeypatch.delattr(os, "sync", raising=False)
    files.write_safely(tmp_path / "file", NEW, everything=True)
    assert files.read_safely(tmp_path / "file", 100) == NEW


def refusal(path: Path, limit: int = 100) -> Refusal:
    with pytest.raises(FileRefused) as caught:
        files.read_safely(path, limit)
    assert path.name in str(caught.value)
    return caught.value.reason


def test_an_ordinary_file_within_its_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(100))
    assert files.read_safely(tmp_path / "file", 100) == bytes(100)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2**40)
    assert refusal(tmp_path / "large") is Refusal.TOO_LARGE


def test_links_folders_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    strange = [tmp_path / name for name in ("link", "loop", "folder", "pipe")]
    for path in (*strange, Path("/dev/zero")):
        assert refusal(path) is Refusal.NOT_A_FILE


def test_a_file_swapped_for_a_pipe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and opening a stick may change: what was opened is looked at again."""
    (tmp_path / "file").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, flags: real(tmp_path / "pipe", flags))
    assert refusal(tmp_path / "file") is Refusal.NOT_A_FILE


def test_a_missing_file_or_an_impossible_name_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone") is Refusal.UNREADABLE
    assert refusal(tmp_path / "a\0b") is Refusal.UNREADABLE


NAMES = st.builds(
    FileName,
    kind=st.just(Kind.BUNDLE),
    site=st.binary(min_size=4, max_size=4),
    tablet=st.integers(1, 65_535),
    epoch=st.integers(0, 2**32 - 1),
    number=st.integers(1, 999_999_999),
) | st.builds(
    FileName,
    kind=st.just(Kind.RECEIPT),
    site=st.binary(min_size=4, max_size=4),
    tablet=st.integers(1, 65_535),
    epoch=st.integers(0, 2**32 - 1),
    number=st.integers(1, 999_999_999),
    desk=st.integers(1, 65_535),
)


@given(NAMES)
def test_a_name_is_read_back(name: FileName) -> None:
    assert files.parse_name(str(name)) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "kiosk.bundle",
        "../kiosk-00112233-t1-e00000001-1.bundle",
        "kiosk-00112233-t1-e00000001-1.bundle\n",
        "kiosk-00112233-t1-e00000001-1.bundle.exe",
        "kiosk-0011223G-t1-e00000001-1.bundle",
        "KIOSK-00112233-t1-e00000001-1.bundle",
        "kiosk-00112233-t01-e00000001-1.bundle",
        "kiosk-00112233-t0-e00000001-1.bundle",
        "kiosk-00112233-t1-e00000001-1.receipt",
        "kiosk-00112233-t1-e00000001-d1-1.bundle",
        "kiosk-00112233-t1-e00000001-١.bundle",
        "kiosk-00112233-t1-e00000001-1" + "0" * 400 + ".bundle",
    ],
)
def test_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(FileRefused) as caught:
        files.parse_name(name)
    assert caught.value.reason is Refusal.UNKNOWN_NAME


def test_only_this_site_s_files_are_seen_in_a_folder_in_order(tmp_path: Path) -> None:
    own = [
        FileName(Kind.BUNDLE, b"site", 2, 1, 1),
        FileName(Kind.BUNDLE, b"site", 2, 1, 9),
        FileName(Kind.BUNDLE, b"site", 2, 1, 10),
        FileName(Kind.BUNDLE, b"site", 10, 1, 1),
    ]
    others = [
        FileName(Kind.BUNDLE, b"else", 1, 1, 1),
        FileName(Kind.RECEIPT, b"site", 1, 1, 1, 1),
        "holiday.jpg",
        f".{own[0]}.new",
    ]
    for name in (*others, *reversed(own)):
        (tmp_path / str(name)).write_bytes(b"")
    found = files.known_files(tmp_path, Kind.BUNDLE, b"site" + bytes(12))
    assert [path.name for path in found] == [str(name) for name in own]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        files.known_files(tmp_path / "gone", Kind.BUNDLE, bytes(16))
    assert caught.value.reason is Refusal.UNREADABLE
