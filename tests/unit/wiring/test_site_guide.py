"""The guide for who keeps a site: its commands run as they stand, in their order."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import closing
from pathlib import Path

import click
import pytest

from kiosk import cli
from kiosk.cli.root import cli as program
from kiosk.handoff.keyfile import read_device
from kiosk.handoff.keys import Device
from kiosk.handoff.opener import Opener
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.site import load_device
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.tablet.sharing import Sharing
from kiosk.wiring.places import store_path
from tests import small
from tests.workshop import a_result

GUIDE = Path(__file__).parents[3] / "packaging" / "guides" / "site.md"
BLOCK = re.compile(r"```sh ?(?P<machine>\w*)\n(?P<lines>.*?)```", re.DOTALL)
COMMANDS = [
    (found["machine"], line)
    for found in BLOCK.finditer(GUIDE.read_text("utf-8"))
    for line in found["lines"].splitlines()
    if line.startswith("kiosk ")
]
MACHINES = {
    "office": Device.DESK,
    "second": Device.DESK,
    "rescue": Device.DESK,
    "tablet": Device.TABLET,
}
INLINE = re.findall(r"`(kiosk [a-z][^`]*)`", GUIDE.read_text("utf-8"))


class Keyboard:
    """What somebody types, hidden, for what is asked; the same once more when it is repeated."""

    _answers = (
        ("root key", "the words of the root"),
        ("recovery key", "the words of the safe"),
        ("PIN", "482913"),
        ("", "the words of the desk"),
    )

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, asked: str) -> str:
        if "Repeat" not in asked:
            self._last = next(answer for what, answer in self._answers if what in asked)
        return self._last


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    code = cli.run(words)
    told = capsys.readouterr()
    assert code == 0, f"kiosk {shlex.join(words)}: {told.err}"
    return told.out


def shared(data: Path) -> str:
    """The code of a result that a citizen shared on the tablet."""
    own, pack = load_device(data, Device.TABLET)
    with closing(open_tablet_store(store_path(data, Device.TABLET))) as store:
        return Sharing(store, Sealer(own, pack), own.number, 1).share(a_result()).text


@pytest.mark.usefixtures("quick_stretching")
def test_every_command_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no secret ever leaves a device: a private key is never in a database file, on the stick,
    in a pack, or anywhere but in the key file of its device."""
    (tmp_path / "stick").mkdir()
    (tmp_path / "notice.txt").write_text("What is kept, and for whom.", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIOSK_SITE", str(tmp_path / "root"))
    monkeypatch.setattr("click.termui.hidden_prompt_func", Keyboard())
    monkeypatch.setattr("kiosk.wiring.program.content", small.assessments)
    told, code = [], ""
    for machine, line in COMMANDS:
        if "kiosk sync" in line and not code:
            code = shared(tmp_path / machine)
        if machine:
            monkeypatch.setenv("KIOSK_DATA", str(tmp_path / machine))
            monkeypatch.setattr("sys.stdin", io.StringIO("y\ny\n"))
            told += run(shlex.split(line.replace("/media/stick", "stick"))[1:], capsys).splitlines()
    own, pack = load_device(tmp_path / "rescue", Device.DESK)
    assert own.number == 3
    assert [pack.desk_is_revoked(entry) for entry in pack.devices] == [True, False, True, False]
    assert len(pack.unwrap_site_keys(own.seal)) == len(pack.site_keys) == 5
    assert any("1 new" in line for line in told), "the office received what was shared"
    assert any("received at a desk: 1" in line for line in told), "and the tablet its receipt"
    opened = Opener.for_desk(own, pack).open(code)
    assert opened.record.sequence == 1, "the new desk opens it with every other desk lost"
    secrets = [key.private.private_bytes_raw() for key in pack.unwrap_site_keys(own.seal)]
    for machine, device in MACHINES.items():
        keys = read_device(tmp_path / machine / device / "keys.cbor", device)
        secrets += [keys.sign.private_bytes_raw(), keys.seal.private_bytes_raw()]
    assert {path.name for path in tmp_path.rglob("*.sqlite")} == {"store.sqlite"}
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        if path.name != "keys.cbor":
            data = path.read_bytes()
            assert not [secret for secret in secrets if secret in data], path


def test_what_the_guide_names_in_passing_is_there() -> None:
    plain = [line.split(" 3<")[0] for machine, line in COMMANDS if not machine]
    for line in (*INLINE, *plain):
        words = shlex.split(line)[1:]
        command: click.Command = program
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            _, found, words = command.resolve_command(click.Context(command), words)
            assert found is not None
            command = found
        names = {option for parameter in command.params for option in parameter.opts}
        for word in words:
            assert not word.startswith("--") or word in names | {"--help"}, line
