"""Under 1 GB free: warn; under 200 MB: no new visit; nothing is ever dropped to make room."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.space import FakeSpace
from kiosk.tablet.room import Room, RoomState


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (10**12, RoomState.ENOUGH),
        (10**9, RoomState.ENOUGH),
        (10**9 - 1, RoomState.SHORT),
        (200_000_000, RoomState.SHORT),
        (199_999_999, RoomState.NO_VISIT),
        (0, RoomState.NO_VISIT),
        (None, RoomState.NO_VISIT),
    ],
)
def test_under_1_gb_it_warns_and_under_200_mb_no_new_visit_begins(
    free: int | None, state: RoomState, tmp_path: Path
) -> None:
    room = Room(tmp_path, FakeSpace(free))
    assert room.state() is state
    assert room.for_a_visit() is (state is not RoomState.NO_VISIT)


def test_the_real_disk_is_asked(tmp_path: Path) -> None:
    assert Room(tmp_path).state() in RoomState
    assert Room(tmp_path / "gone").state() is RoomState.NO_VISIT
