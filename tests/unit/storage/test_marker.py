"""The marker says whether a visit may be open, at the cost of one look."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.storage.errors import StoreNotReachableError
from kiosk.storage.marker import Marker


def test_it_goes_up_and_comes_down(tmp_path: Path) -> None:
    marker = Marker(tmp_path)
    assert not marker.is_up()
    marker.put_up()
    marker.put_up()
    assert Marker(tmp_path).is_up()
    marker.take_down()
    marker.take_down()
    assert not marker.is_up()


def test_without_its_folder_it_is_down(tmp_path: Path) -> None:
    marker = Marker(tmp_path / "nowhere")
    assert not marker.is_up()
    marker.take_down()
    with pytest.raises(StoreNotReachableError, match="check that its folder exists"):
        marker.put_up()


def test_it_tells_nothing_but_that_it_is_there(tmp_path: Path) -> None:
    Marker(tmp_path).put_up()
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == b""
    assert file.stat().st_mode & 0o077 == 0
