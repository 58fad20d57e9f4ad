from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from kiosk.desk.folders import MOST_SHOWN, FolderNotReadError, read_folder, usual_places


def test_folders_come_first_then_pictures_the_newest_first(tmp_path: Path) -> None:
    for age, name in enumerate(["new.png", "old.JPG"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    for name in ("b", "A"):
        (tmp_path / name).mkdir()
    names = [entry.name for entry in read_folder(tmp_path).entries]
    assert names == ["A", "b", "new.png", "old.JPG"]


def test_hidden_files_and_other_files_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.png", "letter.pdf", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "broken.png").symlink_to(tmp_path / "nowhere")
    assert read_folder(tmp_path).entries == ()


def test_a_pipe_is_no_picture(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert read_folder(tmp_path).entries == ()


def test_too_many_are_counted_not_listed(tmp_path: Path) -> None:
    for number in range(MOST_SHOWN + 3):
        (tmp_path / f"{number}.png").touch()
    listing = read_folder(tmp_path)
    assert len(listing.entries) == MOST_SHOWN
    assert listing.left_out == 3


def test_a_folder_knows_what_holds_it(tmp_path: Path) -> None:
    assert read_folder(tmp_path).parent == tmp_path.parent
    assert read_folder(Path("/")).parent is None


def test_a_folder_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(FolderNotReadError, match="gone"):
        read_folder(tmp_path / "gone")


def test_there_is_always_a_place_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert tmp_path in usual_places()
    for name in ("pictures", "downloads", "desktop"):
        monkeypatch.setattr(platformdirs, f"user_{name}_dir", lambda: str(tmp_path / "no"))
    assert usual_places() == (tmp_path,)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "no")
    assert usual_places() == (Path("/"),)
