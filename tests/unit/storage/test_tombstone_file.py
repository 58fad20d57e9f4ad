"""What was erased is remembered outside the store, through power cuts and full disks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.storage import tombstone_file
from kiosk.storage.desk.values import Tombstone
from kiosk.storage.errors import StoreDamagedError, StoreFailingError, StoreFullError
from kiosk.storage.tombstone_file import add, read

ONE = Tombstone(bytes([1] * 32), 3, 7, 12, bytes([9] * 16))
TWO = Tombstone(bytes([2] * 32), 3, 7)
THREE = Tombstone(bytes([3] * 32), 65_535, 4_294_967_295, 16_777_215, bytes([8] * 16))

TOMBSTONES = st.builds(
    Tombstone,
    st.binary(min_size=32, max_size=32),
    st.integers(1, 65_535),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**24 - 1),
    st.sampled_from([b"", bytes(16), bytes(range(16))]),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / tombstone_file.NAME


def test_where_nothing_was_erased_there_is_no_file(path: Path) -> None:
    assert read(path) == ()
    add(path, [])
    assert not path.exists()


def test_tombstones_come_back_in_their_order_each_once(path: Path) -> None:
    add(path, [ONE, TWO, ONE])
    add(path, [TWO, THREE])
    assert read(path) == (ONE, TWO, THREE)


def test_only_hashes_and_numbers_stand_in_it_and_only_its_user_reads_it(path: Path) -> None:
    add(path, [ONE])
    words = path.read_text("ascii").split()
    assert words[:5] == ["01" * 32, "3", "7", "12", "09" * 16]
    assert os.name != "posix" or path.stat().st_mode & 0o077 == 0


@settings(max_examples=25)
@given(st.lists(TOMBSTONES, unique=True, max_size=5))
def test_any_tombstones_come_back(
    tmp_path_factory: pytest.TempPathFactory, some: list[Tombstone]
) -> None:
    path = tmp_path_factory.mktemp("some") / "tombstones"
    add(path, some)
    assert read(path) == tuple(some)


def test_a_cut_at_any_byte_of_a_line_loses_no_line_before_it(path: Path) -> None:
    add(path, [ONE, TWO])
    before = path.read_bytes()
    add(path, [THREE])
    after = path.read_bytes()
    for end in range(len(before), len(after)):
        path.write_bytes(after[:end])
        assert read(path) == (ONE, TWO)
        add(path, [THREE])
        assert path.read_bytes() == after


def test_zeros_that_a_cut_left_at_the_end_are_no_line(path: Path) -> None:
    add(path, [ONE])
    before = path.read_bytes()
    path.write_bytes(before + bytes(512))
    assert read(path) == (ONE,)
    add(path, [TWO])
    assert read(path) == (ONE, TWO)


def test_a_confirmed_line_that_was_damaged_is_told_and_not_passed_over(path: Path) -> None:
    add(path, [ONE, TWO])
    data = bytearray(path.read_bytes())
    data[5] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreDamagedError, match="line 1"):
        read(path)
    add(path, [THREE])
    assert path.read_bytes().startswith(data)


@pytest.mark.parametrize(
    ("number", "kind"), [(28, StoreFullError), (5, StoreFailingError)], ids=["full", "failing"]
)
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_refuses_is_told_and_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, kind: type[Exception]
) -> None:
    add(path, [ONE])

    def refuse(*_: object) -> int:
        raise OSError(number, "as the system says it")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(kind):
            add(path, [TWO])
    assert ONE in read(path)
    add(path, [TWO])
    assert read(path) == (ONE, TWO)


def test_a_list_that_cannot_be_read_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreFailingError):
        read(path)
