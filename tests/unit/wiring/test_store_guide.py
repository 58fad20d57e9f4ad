"""The guide on stores: its commands run as they stand, in its order, on a real server too."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.place import Server
from kiosk.wiring import demo
from kiosk.wiring.places import Access, store_place
from tests.postgres import Cluster, cluster, programs
from tests.unit.storage.examples import result

GUIDE = Path(__file__).parents[3] / "packaging" / "guides" / "store.md"
BLOCK = re.compile(r"```sh (?P<machine>\w+)\n(?P<lines>.*?)```", re.DOTALL)
COMMANDS = [
    (found["machine"], line)
    for found in BLOCK.finditer(GUIDE.read_text("utf-8"))
    for line in found["lines"].splitlines()
]
PASSPHRASE = "the words of the desk"
IN_GUIDE = "/mnt/backup/desk-1a2b3c4d/desk-2026-03-02T030000Z.backup"
ADDRESS = "postgresql://kiosk_desks@db.example/kiosk_results"


@pytest.fixture
def server() -> Cluster:
    """As a test's own role, not as the one that made the cluster."""
    return cluster()


@pytest.mark.usefixtures("quick_stretching")
def test_every_command_of_the_guide_does_what_it_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    server: Cluster,
) -> None:
    for machine in ("desk", "rescue"):
        demo.make(tmp_path / machine)
    shutil.copytree(tmp_path / "desk", tmp_path / "shared")
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: PASSPHRASE)
    for machine, line in COMMANDS:
        if machine == "server":
            _on_the_server(line, server)
        elif line.startswith("export "):
            monkeypatch.setenv("KIOSK_STORE", _address(server))
        else:
            data = tmp_path / ("desk" if machine == "move" else machine)
            monkeypatch.setenv("KIOSK_DATA", str(data))
            if machine == "move" and "backup --to" in line:
                monkeypatch.delenv("KIOSK_STORE")
            if line == "kiosk store backup":
                _keep(data, 1)
            assert cli.run(_words(line, tmp_path)) == 0, capsys.readouterr().err
    for machine, access in (("rescue", Access()), ("shared", Access(_address(server)))):
        place = store_place(tmp_path / machine, practice=True, access=access)
        with closing(open_desk_store(place)) as store:
            assert store.result(result(1).id) is not None, machine


def _words(line: str, folder: Path) -> list[str]:
    if IN_GUIDE in line:
        newest = max((folder / "backup").rglob("desk-*.backup"))
        line = line.replace(IN_GUIDE, shlex.quote(str(newest)))
    return shlex.split(line.replace("/mnt/backup", str(folder / "backup")))[1:]


def _keep(data: Path, number: int) -> None:
    access = Access(ask=lambda: PASSPHRASE)
    with closing(open_desk_store(store_place(data, practice=True, access=access))) as store:
        store.store(result(number))


def _address(server: Cluster) -> str:
    assert ADDRESS in GUIDE.read_text("utf-8")
    return Server(f"{ADDRESS.replace('@db.example', '@')}?host={server.folder}").url


def _on_the_server(line: str, server: Cluster) -> None:
    if "apt-get" in line:
        return
    line = line.removeprefix("sudo -u postgres ").replace(" --pwprompt", "")
    command = shlex.split(line)
    command[0] = str(programs() / command[0])
    env = {**os.environ, "PGHOST": str(server.folder), "PGUSER": "kiosk"}
    subprocess.run(command, env=env, check=True, capture_output=True)
