"""What the first screen knows of the site before its pack is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.wiring.front import NAME, PACK, Front, remember, remembered

FRONT = Front("Øvested", practice=True)


def test_what_was_remembered_is_there_at_the_next_start(tmp_path: Path) -> None:
    assert remembered(tmp_path) is None
    remember(tmp_path, FRONT)
    remember(tmp_path, FRONT)
    assert remembered(tmp_path) == FRONT
    remember(tmp_path, Front("Lærkevej", practice=False))
    assert remembered(tmp_path) == Front("Lærkevej", practice=False)


def test_another_pack_makes_it_old(tmp_path: Path) -> None:
    """A site that was for practice may be a real one since: what the first screen asks depends."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (tmp_path / PACK).write_bytes(b"one")
    remember(folder, FRONT)
    assert remembered(folder) == FRONT
    (tmp_path / PACK).write_bytes(b"two")
    assert remembered(folder) is None
    remember(folder, FRONT)
    assert remembered(folder) == FRONT


@pytest.mark.parametrize("text", ["", "[]", '{"name": 3, "practice": true}', '{"name": "x"}', "{"])
def test_a_damaged_copy_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    assert remembered(tmp_path) is None


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    remember(tmp_path / "missing", FRONT)
    assert remembered(tmp_path / "missing") is None
