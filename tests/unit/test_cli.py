"""Every command answers; bad input is one line, exit 2 for usage and 1 for a refusal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import pytest
import qrcode
from PIL import Image

from kiosk import cli, resources
from kiosk.content.check import check as prove
from kiosk.content.report import Flaw, ServiceReport
from kiosk.domain.errors import KioskError
from kiosk.handoff.files import Disk
from kiosk.handoff.keys import Device
from kiosk.storage.driver import connect
from kiosk.storage.place import EncryptedFile
from kiosk.storage.upgrade import Kind
from kiosk.wiring import content, demo, tablet
from kiosk.wiring.places import store_path, store_place
from tests import little_service
from tests.sites import SharedSite
from tests.unit.storage.scripts import NEXT, NOW, next_scripts


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    def refused(self, *words: str, code: int = 1) -> None:
        """One line on standard error that holds the words, nothing else, and the exit code."""
        assert (self.code, self.out) == (code, "")
        assert self.err.startswith("kiosk: ")
        assert self.err.count("\n") == 1 and self.err.endswith("\n")
        assert "unexpected" not in self.err
        for word in words:
            assert word in self.err


Kiosk = Callable[..., Answer]


@pytest.fixture
def kiosk(capsys: pytest.CaptureFixture[str]) -> Kiosk:
    """The program, called with words as a shell would."""

    def call(*words: str | Path) -> Answer:
        capsys.readouterr()
        code = cli.run([str(word) for word in words])
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return call


def commands(group: click.Group, *before: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found.append((*before, name))
        if isinstance(command, click.Group):
            found += commands(command, *before, name)
    return found


class TestHelp:
    def test_the_help_names_every_command_with_an_example(self, kiosk: Kiosk) -> None:
        answer = kiosk("--help")
        assert answer.code == 0
        for name in cli.cli.commands:
            assert f"\n  {name} " in answer.out
            assert f"\n    kiosk {name} " in answer.out
        assert not [line for line in answer.out.splitlines()[1:] if line.endswith("...")]

    @pytest.mark.parametrize("command", commands(cli.cli), ids=" ".join)
    def test_every_command_has_an_example_that_can_be_typed(
        self, kiosk: Kiosk, command: tuple[str, ...]
    ) -> None:
        answer = kiosk(*command, "--help")
        assert answer.code == 0
        assert f"Example: kiosk {command[0]}" in answer.out

    def test_the_examples_are_valid_usage(self) -> None:
        for command in ((), *commands(cli.cli)):
            found: click.Command = cli.cli
            for name in command:
                assert isinstance(found, click.Group)
                found = found.commands[name]
            for line in (found.help or "").splitlines():
                words = line.replace("Example:", "").split("  ")
                example = next((part for part in words if part.startswith("kiosk ")), None)
                if example:
                    self.parse(example.split()[1:])

    def parse(self, words: list[str]) -> None:
        command: click.Command = cli.cli
        while isinstance(command, click.Group):
            name, found, words = command.resolve_command(click.Context(command), words)
            assert name is not None and found is not None
            command = found
        command.make_context(name, words)

    def test_no_command_shows_the_help_and_is_wrong_usage(self, kiosk: Kiosk) -> None:
        answer = kiosk()
        assert (answer.code, answer.out) == (2, "")
        assert "Commands:" in answer.err

    def test_the_version_is_told(self, kiosk: Kiosk) -> None:
        assert kiosk("--version").out.startswith("kiosk, version ")


class TestUsage:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["dance"], "No such command 'dance'"),
            (["open"], "Missing argument"),
            (["open", "a", "b"], "unexpected extra argument"),
            (["sync"], "Missing argument 'FOLDER'"),
            (["collect", "--out", "x", "y"], "No such option"),
            (["demo", "--play"], "--play needs --out"),
            (["demo", "--out", "x"], "--out goes with --play"),
            (["content", "dance"], "No such command 'dance'"),
            (["content", "check", "--folder", "/not/there"], "does not exist"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_wrong_words_are_told_in_one_line_that_names_the_help(
        self, kiosk: Kiosk, words: list[str], told: str
    ) -> None:
        answer = kiosk(*words)
        assert (answer.code, answer.out) == (2, "")
        assert told in answer.err
        assert "--help'" in answer.err
        assert answer.err.count("\n") == 1

    def test_a_file_is_no_data_folder(self, kiosk: Kiosk, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.touch()
        kiosk("store", "check", "--data", file).refused("is a file", code=2)

    def test_a_file_takes_no_play(self, kiosk: Kiosk, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.touch()
        kiosk("demo", "--play", "--out", file).refused("is a file", code=2)


class TestWhereTheDataIs:
    def test_the_option_comes_first(
        self, kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "environment"))
        kiosk("store", "check", "--data", tmp_path / "option").refused(str(tmp_path / "option"))

    def test_then_the_environment(
        self, kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "environment"))
        kiosk("store", "check").refused(str(tmp_path / "environment"))

    def test_then_the_folder_of_the_platform(
        self, kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("KIOSK_DATA")
        monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: str(tmp_path / name))
        kiosk("store", "check").refused(str(tmp_path / "kiosk"))


def one_digit_changed(text: str) -> str:
    last = "1" if text[-1] == "0" else "0"
    return text[:-1] + last


class TestOpen:
    def test_a_text_is_opened_once_and_known_the_second_time(
        self, kiosk: Kiosk, shared_site: SharedSite
    ) -> None:
        first = kiosk("open", "--data", shared_site.data, shared_site.text)
        assert (first.code, first.err) == (0, "")
        assert first.out.startswith("Practice result")
        assert "MitID" in first.out
        second = kiosk("open", shared_site.text, "--data", shared_site.data)
        assert second.code == 0
        assert second.out.startswith("Received before, on ")
        assert shared_site.held() == 1

    def test_text_picture_and_file_say_the_same(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path
    ) -> None:
        file = tmp_path / "result.txt"
        file.write_text(f"{shared_site.text}\n", "utf-8-sig")
        ways = (shared_site.text, shared_site.picture, file)
        told = [kiosk("open", what, "--data", shared_site.data) for what in ways]
        assert [answer.code for answer in told] == [0, 0, 0]
        assert [answer.out.startswith("Received before") for answer in told] == [False, True, True]
        assert told[0].out.splitlines() == told[1].out.splitlines()[1:]
        assert told[1].out == told[2].out
        assert shared_site.held() == 1

    @pytest.mark.parametrize("mark", ["", "]Q1", "  ", "\r\n"])
    def test_what_a_scanner_adds_does_no_harm(
        self, kiosk: Kiosk, shared_site: SharedSite, mark: str
    ) -> None:
        assert kiosk("open", f"{mark}{shared_site.text}\n", "--data", shared_site.data).code == 0

    def test_the_facts_come_as_json(self, kiosk: Kiosk, shared_site: SharedSite) -> None:
        told = json.loads(kiosk("open", shared_site.text, "--json", "--data", shared_site.data).out)
        assert told["services"]
        again = json.loads(
            kiosk("open", shared_site.text, "--json", "--data", shared_site.data).out
        )
        assert again["received_before"] and not told["received_before"]

    def refused(self, kiosk: Kiosk, site: SharedSite, what: str | Path, *words: str) -> None:
        kiosk("open", "--data", site.data, what).refused(*words)
        assert site.held() == 0

    @pytest.mark.parametrize(
        "change",
        [
            one_digit_changed,
            lambda text: text[:400],
            lambda text: text[:-1],
            lambda text: text + "0",
            lambda text: text * 20,
            lambda text: text.replace("KR1", "KR1x"),
            lambda text: text[:3],
        ],
        ids=["digit", "half", "short", "long", "many", "letter", "only the mark"],
    )
    def test_a_text_that_is_not_whole_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, change: Callable[[str], str]
    ) -> None:
        self.refused(kiosk, shared_site, change(shared_site.text), "scan the code once more")

    @pytest.mark.parametrize(
        "what",
        ["nonsense", "KR2" + 860 * "0", "x" * 5000, "", "\ud800", "a\nb", "/not/there.png"],
        ids=lambda what: ascii(what)[:10],
    )
    def test_what_is_neither_a_text_nor_a_file_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, what: str
    ) -> None:
        self.refused(kiosk, shared_site, what)

    def test_a_long_nonsense_is_not_repeated_whole(
        self, kiosk: Kiosk, shared_site: SharedSite
    ) -> None:
        assert len(kiosk("open", "x " * 3000, "--data", shared_site.data).err) < 200

    def test_a_folder_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path
    ) -> None:
        self.refused(kiosk, shared_site, tmp_path, "is a folder")

    def test_a_pipe_is_not_waited_for(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path
    ) -> None:
        for name in ("pipe", "pipe.png"):
            os.mkfifo(tmp_path / name)
            self.refused(kiosk, shared_site, tmp_path / name, name)

    @pytest.mark.parametrize("name", ["noise", "noise.txt", "noise.png", "noise.jpg"])
    def test_a_file_of_noise_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / name).write_bytes(bytes(range(128, 256)) * 4)
        self.refused(kiosk, shared_site, tmp_path / name)

    @pytest.mark.parametrize("name", ["huge", "huge.png"])
    def test_a_huge_file_is_not_read(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path, name: str
    ) -> None:
        with (tmp_path / name).open("wb") as file:
            file.truncate(2**33)
        self.refused(kiosk, shared_site, tmp_path / name, name)

    def test_a_picture_without_a_code_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path
    ) -> None:
        Image.new("L", (200, 200), 255).save(tmp_path / "empty.png")
        self.refused(kiosk, shared_site, tmp_path / "empty.png", "No code was found", "empty.png")

    def test_a_code_of_something_else_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path
    ) -> None:
        qrcode.make("https://example.org/menu").save(str(tmp_path / "menu.png"))
        self.refused(kiosk, shared_site, tmp_path / "menu.png", "scan the code once more")

    def test_a_result_of_another_site_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path
    ) -> None:
        demo.make(tmp_path / "other")
        other = SharedSite(tmp_path / "other", shared_site.text, shared_site.picture)
        self.refused(kiosk, other, shared_site.text, "scan the code once more")


class TestWithoutKeys:
    @pytest.mark.parametrize(
        ("words", "app"),
        [
            (["open", "KR1"], "desk"),
            (["sync", "."], "tablet"),
            (["collect", "."], "desk"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_a_machine_that_was_never_set_up_is_told_so(
        self, kiosk: Kiosk, tmp_path: Path, words: list[str], app: str
    ) -> None:
        data = tmp_path / "empty"
        data.mkdir()
        kiosk(*words, "--data", data).refused(f"{app}/keys.cbor", "set this device up")
        assert not list(data.iterdir())

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
    @pytest.mark.parametrize("app", ["tablet", "desk"])
    def test_keys_that_others_can_read_are_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, app: str
    ) -> None:
        (shared_site.data / app / "keys.cbor").chmod(0o644)
        kiosk(app, "--data", shared_site.data).refused("chmod 600", f"{app}/keys.cbor")

    @pytest.mark.parametrize("app", ["tablet", "desk"])
    def test_damaged_keys_are_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, app: str
    ) -> None:
        keys = shared_site.data / app / "keys.cbor"
        keys.write_bytes(keys.read_bytes()[:-1])
        kiosk(app, "--data", shared_site.data).refused("damaged", f"{app}/keys.cbor")

    def test_a_missing_site_pack_is_named(self, kiosk: Kiosk, shared_site: SharedSite) -> None:
        (shared_site.data / "site.pack").unlink()
        kiosk("tablet", "--data", shared_site.data).refused("site.pack")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def sync(kiosk: Kiosk, site: SharedSite, folder: Path) -> Answer:
    return kiosk("sync", folder, "--data", site.data)


def collect(kiosk: Kiosk, site: SharedSite, folder: Path) -> Answer:
    return kiosk("collect", folder, "--data", site.data)


def bundle_in(folder: Path) -> Path:
    (found,) = folder.glob("*.bundle")
    return found


class TestByFolder:
    def test_a_result_goes_over_and_its_receipt_comes_back(
        self, kiosk: Kiosk, shared_site: SharedSite, stick: Path
    ) -> None:
        carried = sync(kiosk, shared_site, stick)
        assert (carried.code, carried.err) == (0, "")
        assert f"{bundle_in(stick).name}: 1." in carried.out
        collected = collect(kiosk, shared_site, stick)
        assert (collected.code, collected.err) == (0, "")
        assert "1 new, 0 received before" in collected.out
        assert "0 new, 1 received before" in collect(kiosk, shared_site, stick).out
        back = sync(kiosk, shared_site, stick)
        assert "results received at a desk: 1" in back.out
        assert "Nothing waits to be carried over" in back.out
        assert shared_site.held() == 1

    @pytest.mark.parametrize("command", ["sync", "collect"])
    @pytest.mark.parametrize("what", ["missing", "file"])
    def test_what_is_no_folder_is_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path, command: str, what: str
    ) -> None:
        (tmp_path / "file").touch()
        kiosk(command, tmp_path / what, "--data", shared_site.data).refused("no folder", what)

    def test_a_stick_that_cannot_be_written_is_told_and_nothing_is_noted(
        self, kiosk: Kiosk, shared_site: SharedSite, stick: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def read_only(_self: Disk, path: Path, _data: bytes, _mode: int) -> None:
            raise OSError(30, "Read-only file system", str(path))

        with monkeypatch.context() as broken:
            broken.setattr(Disk, "write_new", read_only)
            sync(kiosk, shared_site, stick).refused("could not be written (Read-only file system)")
        assert sync(kiosk, shared_site, stick).code == 0
        assert bundle_in(stick).stem.endswith("-1")
        assert collect(kiosk, shared_site, stick.parent).code == 0  # its store is there
        with monkeypatch.context() as broken:
            broken.setattr(Disk, "write_new", read_only)
            collected = collect(kiosk, shared_site, stick)
        assert collected.code == 1 and "could not be written" in collected.err
        assert "Not everything could be written" in collected.out and "safe" not in collected.out
        assert collect(kiosk, shared_site, stick).code == 0
        assert shared_site.held() == 1

    @pytest.mark.parametrize("place", [0, 0.5, 1], ids=["first", "middle", "last"])
    def test_a_damaged_bundle_is_left_out_whole(
        self, kiosk: Kiosk, shared_site: SharedSite, stick: Path, place: float
    ) -> None:
        sync(kiosk, shared_site, stick)
        bundle = bundle_in(stick)
        data = bytearray(bundle.read_bytes())
        data[int(place * (len(data) - 1))] ^= 1
        bundle.write_bytes(data)
        self.left_out(collect(kiosk, shared_site, stick), bundle)
        assert shared_site.held() == 0

    def test_a_cut_bundle_is_left_out_whole(
        self, kiosk: Kiosk, shared_site: SharedSite, stick: Path
    ) -> None:
        sync(kiosk, shared_site, stick)
        bundle = bundle_in(stick)
        bundle.write_bytes(bundle.read_bytes()[:-10])
        self.left_out(collect(kiosk, shared_site, stick), bundle)
        assert shared_site.held() == 0

    def left_out(self, answer: Answer, bundle: Path) -> None:
        assert answer.code == 1
        assert answer.out.startswith("Bundles read: 0.")
        assert answer.err.count("\n") == 1
        assert bundle.name in answer.err

    def test_a_bundle_of_another_site_is_passed_over_or_refused(
        self, kiosk: Kiosk, shared_site: SharedSite, stick: Path, tmp_path: Path
    ) -> None:
        demo.make(tmp_path / "other")
        other = SharedSite(tmp_path / "other", shared_site.text, shared_site.picture)
        sync(kiosk, shared_site, stick)
        bundle = bundle_in(stick)
        passed = collect(kiosk, other, stick)
        assert (passed.code, passed.err) == (0, "")
        assert "no bundle of this site" in passed.out
        site = tablet.parts(other.data)
        site.store.close()
        claimed = stick / bundle.name.replace(
            bundle.name.split("-")[1], site.pack.site_id.hex()[:8]
        )
        bundle.rename(claimed)
        self.left_out(collect(kiosk, other, stick), claimed)
        assert other.held() == 0

    def test_a_damaged_receipt_is_told_while_the_bundle_is_written(
        self, kiosk: Kiosk, shared_site: SharedSite, stick: Path
    ) -> None:
        sync(kiosk, shared_site, stick)
        collect(kiosk, shared_site, stick)
        (receipt,) = stick.glob("*.receipt")
        receipt.write_bytes(receipt.read_bytes()[:-1])
        answer = sync(kiosk, shared_site, stick)
        assert answer.code == 1
        assert "Results written" in answer.out
        assert receipt.name in answer.err
        assert answer.err.count("\n") == 1


def executed(data: Path, statement: str) -> None:
    place = store_place(data, practice=True)
    assert isinstance(place, EncryptedFile)
    with closing(connect(place)) as connection, connection:
        connection.execute(statement)


class TestStores:
    @pytest.fixture
    def store(self, kiosk: Kiosk, shared_site: SharedSite) -> Path:
        """The store of the desk, beside the one of the tablet."""
        assert kiosk("open", shared_site.text, "--data", shared_site.data).code == 0
        return store_path(shared_site.data, Device.DESK)

    def test_each_store_has_its_line(
        self, kiosk: Kiosk, shared_site: SharedSite, store: Path
    ) -> None:
        for command, told in (("check", "sound"), ("upgrade", "up to date")):
            answer = kiosk("store", command, "--data", shared_site.data)
            assert (answer.code, answer.err) == (0, "")
            assert [told in line for line in answer.out.splitlines()] == [True, True]
            assert str(store) in answer.out

    def test_an_older_store_is_upgraded_and_that_is_told(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scripts = {kind: next_scripts(tmp_path / kind, kind) for kind in Kind}
        monkeypatch.setattr(resources, "migrations", scripts.__getitem__)
        answer = kiosk("store", "upgrade", "--data", shared_site.data)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.endswith(f"upgraded from tablet_{NOW} to tablet_{NEXT}.\n")
        assert f"sound (tablet_{NEXT})" in kiosk("store", "check", "--data", shared_site.data).out

    @pytest.mark.parametrize("command", ["check", "upgrade"])
    def test_no_store_is_told_and_none_is_made(
        self, kiosk: Kiosk, tmp_path: Path, command: str
    ) -> None:
        kiosk("store", command, "--data", tmp_path).refused("no store", str(tmp_path))
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("command", ["check", "upgrade"])
    def test_a_store_of_a_newer_version_is_left_alone(
        self, kiosk: Kiosk, shared_site: SharedSite, store: Path, command: str
    ) -> None:
        executed(shared_site.data, "UPDATE alembic_version SET version_num = 'desk_9999'")
        before = store.read_bytes()
        answer = kiosk("store", command, "--data", shared_site.data)
        answer.refused("newer version", "desk_9999", str(store))
        assert store.read_bytes() == before

    @pytest.mark.parametrize("command", ["check", "upgrade"])
    def test_a_file_that_is_no_store_is_left_alone(
        self, kiosk: Kiosk, shared_site: SharedSite, store: Path, command: str
    ) -> None:
        for found, said in (
            (b"too short", "damaged"),
            (b"SQLite format 2 and some more", "key"),
            (b"SQLite format 3\0 and some more", "not encrypted"),
        ):
            store.write_bytes(found)
            kiosk("store", command, "--data", shared_site.data).refused(said, str(store))
            assert store.read_bytes() == found

    @pytest.mark.parametrize("command", ["check", "upgrade"])
    def test_a_folder_is_no_store(
        self, kiosk: Kiosk, shared_site: SharedSite, store: Path, command: str
    ) -> None:
        store.unlink()
        store.mkdir()
        kiosk("store", command, "--data", shared_site.data).refused("is a folder", str(store))

    def test_a_store_that_does_not_hold_together_is_damaged(
        self, kiosk: Kiosk, shared_site: SharedSite, store: Path
    ) -> None:
        executed(shared_site.data, "PRAGMA journal_mode=DELETE")
        data = bytearray(store.read_bytes())
        data[-2048:] = bytes(2048)
        data[4096 * 3 :] = os.urandom(len(data) - 4096 * 3)
        store.write_bytes(data)
        kiosk("store", "check", "--data", shared_site.data).refused("damaged", str(store))
        kiosk("open", shared_site.text, "--data", shared_site.data).refused(str(store))


@pytest.mark.usefixtures("quick_stretching")
class TestLockedStore:
    PASSPHRASE = "en lang og god sætning"

    @pytest.fixture
    def locked(self, kiosk: Kiosk, shared_site: SharedSite) -> SharedSite:
        answer = self.say(kiosk, "store", "lock", "--data", shared_site.data)
        assert (answer.code, answer.err) == (0, "")
        return shared_site

    def say(self, kiosk: Kiosk, *words: object, lines: str = PASSPHRASE) -> Answer:
        """The command, with the passphrase on a descriptor."""
        reader, writer = os.pipe()
        try:
            os.write(writer, f"{lines}\n".encode())
            os.close(writer)
            return kiosk(*words, "--passphrase-fd", reader)
        finally:
            os.close(reader)

    def test_it_opens_with_the_passphrase_from_a_descriptor(
        self, kiosk: Kiosk, locked: SharedSite, tmp_path: Path
    ) -> None:
        data = ("--data", locked.data)
        assert self.say(kiosk, "open", locked.text, *data).code == 0
        assert "sound" in self.say(kiosk, "store", "check", *data).out
        told = self.say(kiosk, "store", "backup", "--to", tmp_path / "backup", *data)
        assert (told.code, told.err) == (0, "")
        (backup,) = (tmp_path / "backup").rglob("desk-*.backup")
        assert "is restored" in self.say(kiosk, "store", "restore", backup, *data).out
        assert "Received before" in self.say(kiosk, "open", locked.text, *data).out

    def test_with_another_passphrase_it_stays_shut(self, kiosk: Kiosk, locked: SharedSite) -> None:
        answer = self.say(kiosk, "open", locked.text, "--data", locked.data, lines="en helt anden")
        answer.refused("passphrase does not open", "store.key")

    def test_a_server_that_is_not_there_is_told(
        self, kiosk: Kiosk, shared_site: SharedSite, tmp_path: Path
    ) -> None:
        url = f"postgresql:///kiosk?host={tmp_path}"
        for command in ("check", "upgrade", "backup"):
            answer = kiosk("store", command, "--data", shared_site.data, "--store", url)
            answer.refused("cannot be reached", "postgresql:///kiosk")


class TestContent:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "assessments"
        shutil.copytree(resources.assessments(), folder)
        return folder

    def changed(self, folder: Path, name: str, *changes: tuple[str, str]) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")

    def test_the_proof_is_a_table_or_json(self, kiosk: Kiosk) -> None:
        answer = kiosk("content", "check", "gate")
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.endswith("gate: proven.\n")
        told = json.loads(kiosk("content", "check", "gate", "--json").out)
        assert told["sound"] and told["services"][0]["key"] == "gate"

    def test_an_unknown_service_is_told_with_the_nearest_one(self, kiosk: Kiosk) -> None:
        kiosk("content", "check", "mitd").refused("mitd", "did you mean 'mitid'?")

    def test_all_faults_of_the_files_come_at_once_with_their_places(
        self, kiosk: Kiosk, folder: Path
    ) -> None:
        self.changed(folder, "mitid/tasks.yaml", ("rung:", "rnug:"))
        self.changed(folder, "mitid/service.yaml", ("heading: <site>", "headng: <site>"))
        answer = kiosk("content", "check", "--folder", folder)
        assert (answer.code, answer.err) == (1, "")
        lines = answer.out.splitlines()
        assert [line for line in lines if line.startswith("mitid/tasks.yaml:")]
        (fault,) = (line for line in lines if "rnug" in line)
        assert "tasks" in fault and "did you mean 'rung'?" in fault
        assert [
            line for line in lines if line.startswith("mitid/service.yaml:") and "headng" in line
        ]
        assert lines[-1] == f"{len(lines) - 1} faults to mend."

    def test_faults_come_as_json_too(self, kiosk: Kiosk, folder: Path) -> None:
        self.changed(folder, "mitid/tasks.yaml", ("rung:", "rnug:"))
        answer = kiosk("content", "check", "--json", "--folder", folder)
        told = json.loads(answer.out)
        assert (answer.code, told["sound"]) == (1, False)
        assert {"file", "line", "path", "message"} == set(told["faults"][0])

    def test_a_file_that_is_no_yaml_is_one_fault(self, kiosk: Kiosk, folder: Path) -> None:
        (folder / "mitid" / "tasks.yaml").write_text("tasks: [a, {b\n", "utf-8")
        answer = kiosk("content", "check", "--folder", folder)
        assert answer.code == 1
        assert "mitid/tasks.yaml:" in answer.out

    @pytest.mark.untraced
    def test_what_cannot_be_proven_is_a_fault_with_the_way_to_it(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def flawed(*arguments: Any, **more: Any) -> list[ServiceReport]:
            flaw = Flaw("dead end", "no way on", ("browser.home/login",))
            return [replace(report, flaws=[flaw]) for report in prove(*arguments, **more)]

        monkeypatch.setattr(content, "prove", flawed)
        answer = kiosk("content", "check", "gate")
        assert (answer.code, answer.err) == (1, "")
        assert "FAULT" in answer.out and "dead end: no way on" in answer.out
        assert "1. browser.home/login" in answer.out
        assert answer.out.endswith("gate: 1 fault.\n")

    @pytest.mark.untraced
    def test_a_terminal_sees_how_far_the_proof_is(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        assert " of " in kiosk("content", "check", "gate").err


class TestDemo:
    def test_without_a_display_the_play_is_named(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(demo, "has_display", lambda: False)
        kiosk("demo").refused("kiosk demo --play --out out")

    def test_with_a_display_it_is_shown(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(demo, "show", lambda say: say("shown"))
        assert kiosk("demo").out == "shown\n"

    def test_a_folder_with_another_site_is_left_alone(
        self, kiosk: Kiosk, shared_site: SharedSite
    ) -> None:
        before = {path: path.stat().st_mtime_ns for path in shared_site.data.rglob("*")}
        answer = kiosk("demo", "--play", "--out", shared_site.data.parent)
        answer.refused(str(shared_site.data), "name another folder with --out")
        assert before == {path: path.stat().st_mtime_ns for path in shared_site.data.rglob("*")}


class TestWhatNobodyForesaw:
    def broken(self, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
        def check(*_arguments: object) -> None:
            raise error

        monkeypatch.setattr(content, "check", check)

    def test_is_one_line_too(self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken(monkeypatch, RuntimeError("of two\nlines"))
        answer = kiosk("content", "check")
        assert (answer.code, answer.err.count("\n")) == (1, 1)
        assert "RuntimeError: of two lines" in answer.err

    def test_what_the_system_refuses_is_named(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.broken(monkeypatch, PermissionError(13, "Permission denied", "/root/x"))
        kiosk("content", "check").refused("'/root/x': Permission denied")

    def test_a_stop_by_the_keyboard_is_quiet(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.broken(monkeypatch, KeyboardInterrupt())
        answer = kiosk("content", "check")
        assert (answer.code, answer.out, answer.err.strip()) == (1, "", "kiosk: Stopped.")

    def test_other_words_of_the_command_line_library_are_kept(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.broken(monkeypatch, click.ClickException("no"))
        kiosk("content", "check").refused("no")

    def test_a_refusal_is_what_its_error_says(
        self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.broken(monkeypatch, KioskError("The {thing} is gone.", thing="moon"))
        kiosk("content", "check").refused("The moon is gone.")


def test_the_program_ends_with_the_exit_code() -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["dance"])
    assert ended.value.code == 2


def test_the_module_is_the_program_and_a_closed_pipe_is_no_fault() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "content", "check", "gate", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=resources.root(),
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


class TestStudies:
    """``measure`` and ``report``; what they write is promised beside their wiring."""

    def test_persons_take_a_service_of_a_folder(self, kiosk: Kiosk, tmp_path: Path) -> None:
        content_folder = little_service.written(tmp_path / "content")
        told = kiosk(
            *("measure", "persons", "--service", "little", "--runs", "1"),
            *("--folder", content_folder, "--out", tmp_path / "out"),
        )
        assert told.code == 1  # one task is too few for a band
        assert "NOT MET careful told" in told.out
        assert (tmp_path / "out" / "REPORT.md").exists()

    def test_the_bench_writes_where_it_says(self, kiosk: Kiosk, tmp_path: Path) -> None:
        told = kiosk("measure", "bench", "--persons", "100", "--out", tmp_path)
        assert told.out.endswith(f"see {tmp_path / 'REPORT.md'}.\n")

    def test_each_step_of_a_calibration_names_its_file(self, kiosk: Kiosk, tmp_path: Path) -> None:
        rows, items = tmp_path / "rows.csv", tmp_path / "items.json"
        folder = little_service.written(tmp_path / "content")
        rows.write_text("respondent,service,task,scoring,y,language\n1,little,3,00,1,-\n", "utf-8")
        estimated = kiosk(
            *("report", "calibration", "--estimate", rows, "--out", items, "--folder", folder)
        )
        assert f"0 tasks calibrated, in {items}." in estimated.out
        assert kiosk("report", "calibration", "--apply", items, "--folder", folder).code == 0

    def test_a_calibration_says_what_it_needs(self, kiosk: Kiosk, tmp_path: Path) -> None:
        kiosk("report", "calibration").refused("--out FILE", code=2)
        both = ("--estimate", tmp_path, "--apply", tmp_path)
        kiosk("report", "calibration", *both).refused("two steps", code=2)
        apply = ("--apply", tmp_path / "x", "--out", tmp_path / "y")
        kiosk("report", "calibration", *apply).refused("only --apply", code=2)
        nowhere = ("--data", tmp_path / "none", "--out", tmp_path / "rows.csv")
        kiosk("report", "calibration", *nowhere).refused()
