"""`kiosk site`, as somebody types it: a site is set up, kept for years, and recovered."""

from __future__ import annotations

import io
import os
import re
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.cli.options import Passphrases
from kiosk.handoff import enrolment, qr
from kiosk.handoff.errors import Rejected
from kiosk.handoff.keys import Device
from kiosk.handoff.opener import Opener
from kiosk.handoff.sealer import Sealer
from kiosk.handoff.section import PRACTICE_PIN
from kiosk.handoff.settings import Settings, settings_of
from kiosk.handoff.site import load_device
from kiosk.handoff.sitepack import ScoringVersion
from kiosk.storage.tablet.sqlite import open_tablet_store
from kiosk.wiring import enrol, program
from kiosk.wiring.places import store_path
from tests.unit.handoff.samples import plain
from tests.unit.storage.examples import share_one

pytestmark = pytest.mark.usefixtures("quick_stretching")

ROOT, RECOVERY, PIN = "correct horse battery", "staple of the safe", "482913"
Words = tuple[str | Path, ...]
DIGITS = re.compile(r"\d{4} \d{4}")


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def digits(self) -> str:
        """The last eight digits that the command told."""
        return str(DIGITS.findall(self.out)[-1])

    def refused(self, *words: str, code: int = 1) -> None:
        """One line on standard error that holds the words, and nothing told as done."""
        line = self.err.splitlines()[-1]
        assert (self.code, self.out) == (code, "")
        assert line.startswith("kiosk: ") or ": kiosk: " in line
        assert "unexpected" not in line
        for word in words:
            assert word in line


class Shell:
    """A folder with machines in it, and the words that are typed there."""

    def __init__(
        self, base: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.base = base
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *words: str | Path, secrets: tuple[str, ...] = (), keys: str = "") -> Answer:
        """``secrets`` come from a descriptor, ``keys`` are typed."""
        self._capsys.readouterr()
        self._monkeypatch.setattr("sys.stdin", io.StringIO(keys))
        given = [str(word) for word in words]
        if not secrets:
            return self._run(given)
        reading, writing = os.pipe()
        try:
            os.write(writing, "".join(f"{line}\n" for line in secrets).encode())
            os.close(writing)
            return self._run([*given, "--passphrase-fd", str(reading)])
        finally:
            os.close(reading)

    def _run(self, words: list[str]) -> Answer:
        code = cli.run(["site", *words])
        told = self._capsys.readouterr()
        return Answer(code, told.out, told.err)

    def holder(self, *words: str | Path, machine: str = "office", **given: str) -> Answer:
        """A command of the root's holder, who gives the root's passphrase."""
        where = ("--site", self.base / "root", "--data", self.base / machine)
        secrets = (ROOT, given["recovery"]) if "recovery" in given else (ROOT,)
        return self(*words, *where, secrets=secrets, keys=given.get("keys", ""))

    @property
    def stick(self) -> Path:
        (self.base / "stick").mkdir(exist_ok=True)
        return self.base / "stick"

    def init(self, *words: str) -> Answer:
        notice = self.base / "notice.txt"
        notice.write_text("What is kept, and for whom.\n", "utf-8")
        where: Words = ("--site", self.base / "root", "--data", self.base / "office")
        about: Words = ("--name", "Two", "--workshop", "Nord", "--workshop", "Syd")
        duty: Words = ("--controller", "The municipality", "--privacy-notice", notice)
        secrets = (ROOT, RECOVERY, PIN)
        return self("init", *about, *duty, *words, *where, secrets=secrets)

    def enrolled(self, device: str, machine: str, *words: str) -> Answer:
        """Request, approval with the device's digits, first pack with the approver's."""
        data = self.base / machine
        asked = self(device, "request", self.stick, "--data", data)
        approval: Words = (device, "approve", self.stick, "--out", self.stick, *words)
        done = self.holder(*approval, "--check-digits", asked.digits)
        assert (asked.code, done.code, done.err) == (0, 0, "")
        taken = self("take", self.stick, "--data", data, "--check-digits", done.digits)
        assert (taken.code, taken.err) == (0, "")
        return taken


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture
def founded(shell: Shell) -> Shell:
    """A site whose office is desk 1."""
    assert shell.init("--with-desk").code == 0
    return shell


def opens(shell: Shell, machine: str, text: str) -> bool:
    own, pack = load_device(shell.base / machine, Device.DESK)
    try:
        Opener.for_desk(own, pack).open(text)
    except Rejected:
        return False
    return True


def shared(shell: Shell, machine: str, sequence: int) -> str:
    own, pack = load_device(shell.base / machine, Device.TABLET)
    return Sealer(own, pack).seal(plain(sequence, tablet=own.number)).text


def test_the_whole_life_of_a_site(founded: Shell) -> None:
    """Set up, enrol a tablet and two desks, rotate, revoke, lose every desk and recover."""
    shell = founded
    assert "tablet 1 of Two" in shell.enrolled("tablet", "tab", "--workshop", "2").out
    assert "desk 2 of Two" in shell.enrolled("desk", "second").out
    texts = [shared(shell, "tab", 1)]
    assert all(opens(shell, desk, texts[0]) for desk in ("office", "second")), "all open it"

    assert shell.holder("rotate", "--out", shell.stick).code == 0
    for machine in ("tab", "second"):
        assert shell("take", shell.stick, "--data", shell.base / machine).code == 0
    texts.append(shared(shell, "tab", 2))
    assert all(opens(shell, desk, text) for desk in ("office", "second") for text in texts)

    revoked = shell.holder("revoke", "desk", "2", "--out", shell.stick)
    assert "new site key" in revoked.out
    assert shell("take", shell.stick, "--data", shell.base / "tab").code == 0
    shell("take", shell.stick, "--data", shell.base / "second").refused("This desk was revoked")
    texts.append(shared(shell, "tab", 3))
    assert all(opens(shell, "office", text) for text in texts)

    asked = shell("desk", "request", shell.stick, "--data", shell.base / "new")
    recovery = ("recover", shell.stick, "--check-digits", asked.digits, "--out", shell.stick)
    done = shell.holder(*recovery, machine="new", recovery=RECOVERY)
    assert "It is desk 3 now." in done.out and "on this machine" in done.out
    assert all(opens(shell, "new", text) for text in texts), "everything is opened again"
    shell("take", shell.stick, "--data", shell.base / "office").refused("This desk was revoked")
    assert shell("take", shell.stick, "--data", shell.base / "tab").code == 0
    texts.append(shared(shell, "tab", 4))
    assert opens(shell, "new", texts[3])

    listed = shell("show", "--site", shell.base / "root", "--data", shell.base / "new").out
    assert [line.strip().split(", key")[0] for line in listed.splitlines()[2:]] == [
        "desk 1, Nord",
        "tablet 1, Syd",
        "desk 2, Nord",
        "desk 3, Nord",
    ]
    assert listed.count("; revoked") == 2


class TestInit:
    def test_what_is_not_given_is_asked_for(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (shell.base / "notice.txt").write_text("What is kept.", "utf-8-sig")
        typed = iter([ROOT, ROOT, RECOVERY, RECOVERY, PIN, PIN])
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(typed))
        where = ("--site", shell.base / "root", "--data", shell.base / "office")
        keys = f"Two\nNord\nSyd\n\nThe municipality\n{shell.base / 'notice.txt'}\n"
        told = shell("init", "--with-desk", *where, keys=keys)
        assert told.code == 0
        pack = load_device(shell.base / "office", Device.DESK)[1]
        assert [place.name for place in pack.workshops] == ["Nord", "Syd"]
        assert (pack.controller, pack.privacy_notice) == ("The municipality", "What is kept.")
        assert not pack.practice_only

    def test_passphrases_are_typed_twice_hidden_and_not_too_short(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        typed = iter(["short", "short", ROOT, "another one", ROOT, ROOT])
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(typed))
        assert Passphrases().ask_new("New passphrase") == ROOT
        told = capsys.readouterr()
        assert "at least 12 characters" in told.err
        assert ROOT not in told.err + told.out
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: ROOT)
        assert Passphrases().ask("Passphrase") == ROOT

    def test_without_controller_or_notice_it_says_that_all_is_practice(self, shell: Shell) -> None:
        where = ("--site", shell.base / "root", "--data", shell.base / "office")
        told = shell("init", "--name", "N", *where, secrets=(ROOT, RECOVERY, PIN), keys="\n\n\n")
        assert "every result is marked as practice" in told.out
        assert "is desk 1" not in told.out

    def test_a_practice_site_tells_its_pin(self, shell: Shell) -> None:
        where = ("--site", shell.base / "root", "--data", shell.base / "office")
        words = ("--name", "N", "--workshop", "W", "--practice")
        told = shell("init", *words, *where, secrets=(ROOT, RECOVERY))
        assert f"the staff PIN is {PRACTICE_PIN}" in told.out

    def test_a_second_one_is_refused(self, founded: Shell) -> None:
        founded.init().refused("already; name another folder")

    def test_bad_words_are_told(self, shell: Shell) -> None:
        (shell.base / "bad.txt").write_bytes(b"\xff\xfe\xfa")
        (shell.base / "long.txt").write_text("x" * 20_001)
        base = ("init", "--name", "N", "--controller", "C", "--site", shell.base / "root")
        for name, words in (("bad", "cannot be read as text"), ("long", "at most 20000 char")):
            notice: Words = ("--workshop", "W", "--privacy-notice", shell.base / f"{name}.txt")
            shell(*base, *notice, secrets=("x",)).refused(words)
        long: Words = ("--workshop", "W" * 201, "--practice")
        shell(*base, *long, secrets=("x",)).refused("at most 255 workshops", code=2)


class TestPassphrasesFromADescriptor:
    def test_a_wrong_one_is_refused(self, founded: Shell) -> None:
        where = ("--site", founded.base / "root", "--data", founded.base / "office")
        founded("rotate", *where, secrets=("wrong",)).refused("passphrase does not open")

    def test_too_few_too_short_or_no_lines_are_told(self, founded: Shell) -> None:
        where = ("--site", founded.base / "root", "--data", founded.base / "elsewhere")
        founded("rotate", *where, secrets=(ROOT,)).refused("has no line left", code=2)
        founded("rotate", *where, "--passphrase-fd", "987").refused("cannot be read", code=2)
        words = ("init", "--name", "N", "--workshop", "W", "--practice")
        other = ("--site", founded.base / "other", "--data", founded.base / "elsewhere")
        founded(*words, *other, secrets=("short", "short")).refused("at least 12", code=2)
        assert not (founded.base / "other").exists()


class TestRequest:
    def test_it_is_written_shown_and_drawn_and_is_the_same_each_time(self, shell: Shell) -> None:
        data, picture = shell.base / "tab", shell.base / "code.png"
        where = ("--data", data)
        written = shell("tablet", "request", shell.stick, *where)
        drawn = shell("tablet", "request", "--picture", picture, *where)
        shown = shell("tablet", "request", *where)
        assert written.digits == drawn.digits == shown.digits
        (path,) = shell.stick.iterdir()
        text = next(line for line in shown.out.splitlines() if line.startswith("KQ1"))
        requests = [
            enrolment.load_request(path),
            enrolment.read_request(qr.read_file(picture)),
            enrolment.read_request(text),
        ]
        assert len({request.keys for request in requests}) == 1

    def test_the_code_in_the_terminal_can_be_read(self) -> None:
        modules = qr.fitting("KQ1" + "0123456789" * 37)
        lines = enrol.in_characters(modules).splitlines()
        halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
        rows = [
            tuple(bool(halves[character][half]) for character in line)
            for line in lines
            for half in (0, 1)
        ]
        zone = qr.QUIET_ZONE
        inside = tuple(row[zone:-zone] for row in rows[zone : zone + len(modules)])
        assert inside == modules
        assert not any(any(row) for row in rows[:zone] + rows[zone + len(modules) :])

    def test_approval_takes_a_picture_a_text_or_a_file_too(self, founded: Shell) -> None:
        picture = founded.base / "code.png"
        for number, machine in enumerate(("a", "b", "c"), 1):
            data = founded.base / machine
            asked = founded("tablet", "request", "--picture", picture, "--data", data)
            text = qr.read_file(picture)
            founded("tablet", "request", founded.stick, "--data", data)
            file = founded.stick / enrolment.read_request(text).name
            ways: dict[str, str | Path] = {"a": picture, "b": text, "c": file}
            what = ways[machine]
            done = founded.holder("tablet", "approve", what, "--check-digits", asked.digits)
            assert f"It is tablet {number} now." in done.out

    def test_no_new_keys_while_results_wait_on_the_tablet(self, founded: Shell) -> None:
        """They go over with the keys that they were signed with."""
        founded.enrolled("tablet", "tab")
        data = founded.base / "tab"
        anew: Words = ("tablet", "request", founded.stick, "--new-keys", "--data", data)
        before = founded("tablet", "request", founded.stick, "--data", data).digits
        assert founded(*anew).digits != before
        with closing(open_tablet_store(store_path(data, Device.TABLET))) as store:
            assert founded(*anew).code == 0
            share_one(store)
        founded(*anew).refused("1 results wait on this tablet")
        founded("take", founded.stick, "--data", data).refused("not in the site pack")


class TestApprove:
    @pytest.fixture
    def asked(self, founded: Shell) -> Answer:
        return founded("tablet", "request", founded.stick, "--data", founded.base / "tab")

    def test_the_digits_are_shown_and_asked_for(self, founded: Shell, asked: Answer) -> None:
        no = founded.holder("tablet", "approve", founded.stick, keys="n\n")
        no.refused("not the same, so nothing was taken over")
        assert asked.digits in no.err
        yes = founded.holder("tablet", "approve", founded.stick, keys="y\n")
        assert "It is tablet 1 now." in yes.out

    def test_other_digits_are_refused(self, founded: Shell, asked: Answer) -> None:
        wrong = f"{(int(asked.digits.replace(' ', '')) + 1) % 10**8:08}"
        approval = ("tablet", "approve", founded.stick, "--check-digits", wrong)
        founded.holder(*approval).refused("not the same, so nothing was taken over")
        assert "tablet" not in founded("show", "--site", founded.base / "root").out

    def test_nobody_there_to_answer_means_no(self, founded: Shell, asked: Answer) -> None:
        founded.holder("tablet", "approve", founded.stick).refused("Stopped.")

    def test_a_device_takes_no_first_pack_under_other_digits(
        self, founded: Shell, asked: Answer
    ) -> None:
        founded.holder("tablet", "approve", founded.stick, "--out", founded.stick, keys="y\n")
        data = founded.base / "tab"
        founded("take", founded.stick, "--data", data, keys="n\n").refused("not the same")
        founded("take", founded.stick, "--data", data, "--check-digits", "1").refused("not the")
        assert not (data / "tablet" / "trust.cbor").exists()
        assert founded("take", founded.stick, "--data", data, keys="y\n").code == 0

    def test_the_other_kind_of_device_is_named(self, founded: Shell, asked: Answer) -> None:
        (path,) = founded.stick.iterdir()
        founded.holder("desk", "approve", path).refused("kiosk site tablet approve")
        founded.holder("desk", "approve", founded.stick).refused("no new request of a desk")

    def test_of_several_requests_one_has_to_be_named(self, founded: Shell, asked: Answer) -> None:
        other = founded("tablet", "request", founded.stick, "--data", founded.base / "other")
        founded.holder("tablet", "approve", founded.stick).refused("There are 2 requests")
        files = sorted(founded.stick.iterdir())
        digits = {enrolment.load_request(path).digits: path for path in files}
        path = digits[other.digits.replace(" ", "")]
        approved = ("tablet", "approve", path, "--check-digits", other.digits)
        assert founded.holder(*approved).code == 0
        rest = founded.holder("tablet", "approve", founded.stick, keys="y\n")
        assert "It is tablet 2 now." in rest.out, "what was approved is passed over"
        founded.holder(*approved).refused("belongs to the site already, under number 1")

    def test_hostile_and_missing_requests_are_one_line(self, founded: Shell, asked: Answer) -> None:
        bad = founded.base / "kiosk-00000000.request"
        bad.write_bytes(b"\x9f" * 400)
        for what in (bad, founded.base / "gone.request", "KQ1" + "0" * 377, "nonsense"):
            founded.holder("tablet", "approve", what).refused("not the request of a tablet")

    def test_a_workshop_that_there_is_not_is_told(self, founded: Shell, asked: Answer) -> None:
        approval = ("tablet", "approve", founded.stick, "--workshop", "9")
        founded.holder(*approval, keys="y\n").refused("no workshop 9")


class TestTake:
    def test_a_machine_with_nothing_on_it_says_how_to_begin(self, shell: Shell) -> None:
        where = ("--data", shell.base / "nothing")
        shell("take", shell.stick, *where).refused("kiosk site tablet request")
        shell("take", shell.stick, *where, "--device", "desk").refused("set this device up first")

    def test_tablet_and_desk_of_one_machine_take_it_both(self, founded: Shell) -> None:
        founded.enrolled("tablet", "both")
        founded.holder("rotate", "--out", founded.stick)
        data = founded.base / "both"
        asked = founded("desk", "request", founded.stick, "--data", data)
        words = ("desk", "approve", founded.stick, "--check-digits", asked.digits)
        done = founded.holder(*words, "--out", founded.stick)
        told = founded("take", founded.stick, "--data", data, "--check-digits", done.digits)
        assert "This is tablet 1" in told.out and "This is desk 2" in told.out

    def test_an_expired_pack_is_taken_with_a_warning(
        self, founded: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        founded.enrolled("tablet", "tab")
        monkeypatch.setattr("kiosk.handoff.sitepack.SitePack.expired", lambda _pack, _today: True)
        words = ("take", founded.stick, "--data", founded.base / "tab")
        assert "Warning: this site pack expired" in founded(*words).out
        assert "Warning:" in founded.holder("pack", "--renew").out
        assert "Warning:" in founded("show", "--site", founded.base / "root").out


def test_a_pack_names_the_scoring_versions_of_the_program_that_signed_it(
    founded: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whoever has others is told calmly, on arrival and later."""
    other = ScoringVersion(1, b"abcd")
    names = "other versions of the tests than the site pack names"
    shown: Words = ("show", "--site", founded.base / "root")
    office = founded.base / "office"
    assert load_device(office, Device.DESK)[1].scoring == program.versions()
    assert names not in founded(*shown).out
    monkeypatch.setattr(program, "versions", lambda: (other,))
    assert founded(*shown).out.count(names) == 1
    assert names not in founded.holder("pack", "--renew").out
    assert load_device(office, Device.DESK)[1].scoring == (other,)
    assert names not in founded(*shown).out


class TestPack:
    def test_it_is_written_for_every_device(self, founded: Shell) -> None:
        told = founded.holder("pack", "--out", founded.stick)
        assert "It is safe to remove the stick." in told.out
        assert [path.suffix for path in founded.stick.iterdir()] == [".pack"]
        assert "kiosk site pack --out" in founded.holder("pack").out

    def test_it_is_renewed_and_signed_above_what_was_lost(self, founded: Shell) -> None:
        assert "version 2," in founded.holder("pack", "--renew").out
        assert "version 10," in founded.holder("pack", "--above", "9").out

    def test_a_lost_one_comes_back(self, founded: Shell) -> None:
        founded.holder("pack", "--out", founded.stick)
        (founded.base / "root" / "site.pack").unlink()
        founded.holder("pack").refused("bring a lost pack back")
        assert "is back in" in founded.holder("pack", "--from", founded.stick).out

    def test_a_stick_keeps_a_newer_one(self, founded: Shell) -> None:
        root = founded.base / "root"
        old = {name: (root / name).read_bytes() for name in ("site.pack", "trust.cbor")}
        founded.holder("rotate", "--out", founded.stick)
        for name, content in old.items():
            (root / name).write_bytes(content)
        words = ("pack", "--out", founded.stick, "--site", root)
        founded(*words, "--data", founded.base / "elsewhere").refused("but version 2 has been")


class TestRevoke:
    def test_a_tablet_is_believed_up_to_a_result(self, founded: Shell) -> None:
        founded.enrolled("tablet", "tab")
        words = ("revoke", "tablet", "1", "--after", "120")
        assert "after result 120:" in founded.holder(*words).out
        told = founded.holder(*words, "--epoch", "1A2b")
        assert "after result 120 of epoch 00001a2b:" in told.out
        listed = founded("show", "--site", founded.base / "root").out
        assert "revoked after result 120; revoked after result 120 of epoch 00001a2b" in listed
        founded.holder(*words).refused("just this way already")

    @pytest.mark.parametrize("epoch", ["x", "-1", "100000000"])
    def test_an_impossible_epoch_is_told(self, founded: Shell, epoch: str) -> None:
        words = ("revoke", "tablet", "1", "--after", "1", "--epoch", epoch)
        founded.holder(*words).refused("hex digits", code=2)

    def test_unknown_devices_are_told(self, founded: Shell) -> None:
        founded.holder("revoke", "desk", "7").refused("no such device with number 7")
        founded.holder("revoke", "tablet", "7", "--after", "0").refused(
            "no such device with number 7"
        )


def test_the_staff_pin_is_set_for_every_tablet(founded: Shell) -> None:
    founded.enrolled("tablet", "tab")
    where = ("--site", founded.base / "root", "--data", founded.base / "office")
    words = ("pin", "--count", "2", "--out", founded.stick, *where)
    assert founded(*words, secrets=("777777", "888888", ROOT)).code == 0
    founded("take", founded.stick, "--data", founded.base / "tab")
    own, pack = load_device(founded.base / "tab", Device.TABLET)
    section = pack.section(own)
    assert section is not None
    assert [section.pin_fits(pin) for pin in ("777777", "888888", PIN)] == [True, True, False]
    founded("pin", *where, secrets=("12ab", ROOT)).refused("4 to 12 digits")


class TestChange:
    def test_a_site_gets_settings_a_workshop_and_another_controller(self, founded: Shell) -> None:
        notice = founded.base / "other.txt"
        notice.write_text("What is kept now.", "utf-8")
        words: Words = ("change", "--add-workshop", "Vest", "--set", "result_months=6")
        more: Words = ("--name", "Three", "--controller", "We", "--privacy-notice", notice)
        told = founded.holder(*words, *more, "--out", founded.stick)
        assert "1 Nord, 2 Syd, 3 Vest. Settings: result_months=6." in told.out
        pack = load_device(founded.base / "office", Device.DESK)[1]
        assert settings_of(pack.settings) == Settings(result_months=6)
        assert (pack.site_name, pack.controller) == ("Three", "We")
        assert pack.privacy_notice == "What is kept now."

    def test_what_is_not_named_stays_as_it_was(self, founded: Shell) -> None:
        before = load_device(founded.base / "office", Device.DESK)[1]
        assert "the defaults" in founded.holder("change").out
        after = load_device(founded.base / "office", Device.DESK)[1]
        assert replace(after, version=before.version) == before

    def test_without_a_controller_it_tells_that_all_is_practice(self, founded: Shell) -> None:
        told = founded.holder("change", "--controller", "")
        assert "Every result is marked as practice." in told.out

    @pytest.mark.parametrize("given", ["result_months", "result_months=x", "=1000000000", "a=-1"])
    def test_a_setting_is_a_name_and_a_number(self, founded: Shell, given: str) -> None:
        founded.holder("change", "--set", given).refused("NAME=NUMBER", code=2)

    @pytest.mark.parametrize("given", ["result_months=61", "purge_hours=1", "nonsense=3"])
    def test_impossible_settings_are_told_with_what_is_possible(
        self, founded: Shell, given: str
    ) -> None:
        refused = founded.holder("change", "--set", given)
        refused.refused(f"{given} is no setting of a site", "result_months 1 to 60")

    def test_a_site_that_is_full_of_workshops_says_so(self, founded: Shell) -> None:
        words = [word for _ in range(254) for word in ("--add-workshop", "W")]
        founded.holder("change", *words).refused("no number left for another workshop")


def test_a_recovery_key_that_was_lost_is_replaced(founded: Shell) -> None:
    root = founded.base / "root"
    where: Words = ("--site", root, "--data", founded.base / "office", "--out", founded.stick)
    other = "another safe, another key"
    before = (root / "recovery.key").read_bytes()
    told = founded("new-recovery-key", *where, secrets=(other, ROOT))
    assert "new recovery.key" in told.out
    asked = founded("desk", "request", founded.stick, "--data", founded.base / "new")
    words: Words = ("recover", founded.stick, "--check-digits", asked.digits)
    kept = (root / "recovery.key").read_bytes()
    (root / "recovery.key").write_bytes(before)
    lost = founded.holder(*words, machine="new", recovery=RECOVERY)
    lost.refused("do not open the site keys")
    (root / "recovery.key").write_bytes(kept)
    assert founded.holder(*words, machine="new", recovery=other).code == 0
    elsewhere: Words = ("--site", root, "--data", founded.base / "none")
    founded("new-recovery-key", *elsewhere, secrets=(other, ROOT)).refused("a desk of the site")


def test_passphrases_are_changed(founded: Shell) -> None:
    where: Words = ("--site", founded.base / "root", "--data", founded.base / "none")
    new_root, new_recovery = "the new root passphrase", "the new recovery passphrase"
    for key, before, after in (("root", ROOT, new_root), ("recovery", RECOVERY, new_recovery)):
        assert founded("passphrase", key, *where, secrets=(before, after)).code == 0
        founded("passphrase", key, *where, secrets=(before, after)).refused("passphrase does not")
    assert founded("rotate", *where, secrets=(new_root, new_recovery)).code == 0


def test_the_folder_of_the_platform_is_used_where_none_is_named(
    founded: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: str(founded.base / name))
    (founded.base / "root").rename(founded.base / "kiosk-site")
    assert "Two, site" in founded("show", "--data", founded.base / "office").out
