"""A play of the demo: the desk opens what the tablet recorded; a second one replaces the first."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk.desk.profile import RESULT_KEYS
from kiosk.domain.errors import KioskError
from kiosk.handoff import qr
from kiosk.wiring import desk_shot, play, screens
from kiosk.wiring.play import PlayFailedError, PlayRefusedError
from tests.pace import untraced
from tests.shipped import shipped

MADE = {"result.png", "result.txt", "desk.json", "desk.png", "site", "stick"}


WAIT_SECONDS = 600


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole play, one for all the processes that share the tests among them."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "one-play"
    folder, ready = shared / "deeper" / "out", shared / "said.txt"
    try:
        shared.mkdir()
    except FileExistsError:
        until = time.monotonic() + WAIT_SECONDS
        while not ready.exists() and time.monotonic() < until:
            time.sleep(0.2)
        return folder
    said: list[str] = []
    with untraced():
        play.play(folder, said.append)
    written = ready.with_suffix(".new")
    written.write_text("\n".join(said), "utf-8")
    written.rename(ready)
    return folder


@pytest.fixture(scope="module")
def said(out: Path) -> list[str]:
    """What the play told."""
    return (out.parents[1] / "said.txt").read_text("utf-8").splitlines()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as image:
        return image.size


def test_a_play_leaves_pictures_result_and_site(out: Path) -> None:
    assert names(out) >= MADE
    pictures = sorted(names(out) - MADE)
    assert [name[:3] for name in pictures] == [f"{n:03}" for n in range(1, len(pictures) + 1)]
    assert pictures[0] == "001-welcome.png"
    assert {size(out / name) for name in pictures} == {(1280, 800)}


def test_each_task_has_its_line(said: list[str]) -> None:
    services = shipped().services
    tasks = {f"{service.key} {task.key}:" for service in services for task in service.tasks}
    lines = [line for line in said if line.endswith(" steps, done")]
    assert {" ".join(line.split()[:2]) for line in lines} == tasks
    assert said[-1].startswith("By folder: 1 result carried")


def test_the_picture_holds_the_text(out: Path) -> None:
    assert qr.read_file(out / "result.png") == (out / "result.txt").read_text("utf-8").strip()


def test_the_desk_read_two_honest_mistakes_and_the_rest_alone(out: Path) -> None:
    told = json.loads((out / "desk.json").read_text("utf-8"))
    outcomes = [task["outcome"] for task in told["services"][0]["tasks"]]
    assert outcomes.count("hint_1") == outcomes.count("unsafe") == 1
    assert outcomes.count("alone") == len(outcomes) - 2
    assert told["gate_passed"]


class StoppedError(KioskError):
    """Stands for anything that ends a play early."""


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a play ended early, beside a file of the person's own."""

    def fail(_data: Path, out: Path, _say: object) -> dict[str, Any]:
        (out / "01-welcome.png").touch()
        (out / "result.png").touch()
        raise StoppedError("stopped")

    monkeypatch.setattr(screens, "play_tablet", fail)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "02-own.png").touch()
    with pytest.raises(StoppedError):
        play.play(folder, lambda _: None)
    return folder


def test_a_second_play_replaces_the_first_and_nothing_else(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = earlier / "site" / "site" / "root.key"
    before = key.read_bytes()
    assert names(earlier) == {"01-welcome.png", "02-own.png", "result.png", "site"}

    def fail(_data: Path, _out: Path, _say: object) -> dict[str, Any]:
        assert names(earlier) == {"02-own.png", "site"}
        raise StoppedError("stopped again")

    monkeypatch.setattr(screens, "play_tablet", fail)
    with pytest.raises(StoppedError, match="again"):
        play.play(earlier, lambda _: None)
    assert key.read_bytes() != before


@pytest.mark.parametrize("name", ["site", "result.png", "desk.json", "stick"])
def test_what_no_play_made_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(PlayRefusedError, match="name another folder"):
        play.play(tmp_path, lambda _: None)
    assert names(tmp_path) == {name}


def test_a_mark_cannot_name_files_elsewhere(earlier: Path) -> None:
    (earlier.parent / "precious").touch()
    (earlier / "site" / "played").write_text("../precious\n", "utf-8")
    with pytest.raises(StoppedError):
        play.play(earlier, lambda _: None)
    assert (earlier.parent / "precious").exists()


class TestWhenTheDeskDoesNotAgree:
    @pytest.fixture
    def recorded(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        told: dict[str, Any] = dict.fromkeys(RESULT_KEYS)
        monkeypatch.setattr(screens, "play_tablet", lambda *_: told)
        return told

    def desk(self, monkeypatch: pytest.MonkeyPatch, code: int, error: str = "") -> None:
        def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            Path(command[-2]).write_text(json.dumps(dict.fromkeys(RESULT_KEYS, "other")), "utf-8")
            return subprocess.CompletedProcess(command, code, "", error)

        monkeypatch.setattr(subprocess, "run", run)

    def test_another_result_fails_the_play(
        self, recorded: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.desk(monkeypatch, 0)
        with pytest.raises(PlayFailedError, match=r"compare desk\.json"):
            play.play(tmp_path, lambda _: None)

    def test_a_refusal_fails_the_play_in_the_words_of_the_desk(
        self, recorded: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.desk(monkeypatch, 1, "noise\nNo code was found.\n")
        with pytest.raises(PlayFailedError, match=r"picture: No code was found\."):
            play.play(tmp_path, lambda _: None)

    def test_a_desk_that_hangs_fails_the_play(
        self, recorded: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def run(command: list[str], **_: object) -> None:
            raise subprocess.TimeoutExpired(command, 1)

        monkeypatch.setattr(subprocess, "run", run)
        with pytest.raises(PlayFailedError, match="in 120 seconds"):
            play.play(tmp_path, lambda _: None)


def test_the_desk_alone_refuses_a_picture_in_one_line(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("L", (300, 300), 255).save(tmp_path / "empty.png")
    names = (str(out / "site"), "empty.png", "desk.json", "desk.png")
    assert desk_shot.main([names[0], *(os.fspath(tmp_path / name) for name in names[1:])]) == 1
    assert "No code was found" in capsys.readouterr().err
    assert not (tmp_path / "desk.json").exists()


def test_the_desk_alone_opens_a_picture(out: Path, tmp_path: Path) -> None:
    told = [str(tmp_path / name) for name in ("desk.json", "desk.png")]
    assert desk_shot.main([str(out / "site"), str(out / "result.png"), *told]) == 0
    again = json.loads((tmp_path / "desk.json").read_text("utf-8"))
    first = json.loads((out / "desk.json").read_text("utf-8"))
    assert screens.comparable(again) == screens.comparable(first)
    assert size(tmp_path / "desk.png") == (1366, 768)
