"""The commands of a checkout say in one line what a person must do first."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from devtools import checks, commands, environment, machine
from devtools.places import LOCKS, ROOT, SetupError

DEV = ROOT / "packaging" / "dev.py"
ABSENT = machine.SystemPackage("libgl1", lambda: False, "to draw")
PRESENT = machine.SystemPackage("xclip", lambda: True, "for the clipboard")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that would have been run; each succeeds."""
    made: list[list[str]] = []

    def call(command: Sequence[str], env: object = None, *, quiet: bool = False) -> int:
        made.append(list(command))
        return 0

    for module in (machine, environment, commands, checks):
        monkeypatch.setattr(module, "call", call)
    return made


def has(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    monkeypatch.setattr(machine, "_program", lambda *names: bool(set(names) & set(programs)))


def test_the_first_file_parses_on_a_python_that_is_too_old() -> None:
    ast.parse(DEV.read_text("utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 14)])
def test_a_python_that_does_not_fit_is_told_in_one_line(version: tuple[int, int]) -> None:
    script = f"import sys, runpy; sys.version_info = {(*version, 0)}; runpy.run_path({str(DEV)!r})"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11, 3.12 or 3.13, and this is {}.{}".format(*version) in done.stderr


def test_nothing_is_installed_when_nothing_is_missing(calls: list[list[str]]) -> None:
    machine.provide([PRESENT])
    assert calls == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are for Linux")
class TestSystemPackages:
    def test_root_installs_them_directly(
        self, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        has(monkeypatch, "apt-get", "dpkg")
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        machine.provide([ABSENT, PRESENT])
        assert [call[:2] for call in calls] == [["apt-get", "update"], ["apt-get", "install"]]
        assert calls[-1][-1] == "libgl1"

    def test_another_user_installs_them_with_sudo_where_that_asks_nothing(
        self, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        has(monkeypatch, "apt-get", "dpkg", "sudo")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        machine.provide([ABSENT])
        assert calls[-1][:4] == ["sudo", "-n", "apt-get", "install"]

    def test_without_sudo_the_exact_line_is_named(
        self, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        has(monkeypatch, "apt-get", "dpkg")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        with pytest.raises(SetupError, match=r"apt-get install .* libgl1$"):
            machine.provide([ABSENT])
        assert calls == []

    def test_elsewhere_they_are_named_and_the_start_goes_on(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        has(monkeypatch)
        machine.provide([ABSENT])
        assert "libgl1         to draw" in capsys.readouterr().out

    def test_elsewhere_a_python_that_cannot_make_an_environment_stops_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        has(monkeypatch)
        monkeypatch.setattr(machine, "_has_ensurepip", lambda: False)
        with pytest.raises(SetupError, match="ensurepip is missing"):
            machine.provide([ABSENT])


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose environment was never made."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    found = {kind: tmp_path / f"{kind}.lock" for kind in ("run", "dev")}
    for lock in found.values():
        lock.write_text("kivy==2.3.1\n", "utf-8")
    for name, value in (
        ("ROOT", tmp_path), ("VENV", venv), ("LOCKS", found), ("PYTHON", venv / "bin" / "python"),
        ("STAMP", venv / "stamp.json"),
    ):  # fmt: skip
        monkeypatch.setattr(environment, name, value)
    monkeypatch.setattr(machine, "provide", lambda _packages: None)
    return tmp_path


def venv_made(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").touch()


def test_a_second_start_installs_nothing(checkout: Path, calls: list[list[str]]) -> None:
    environment.ready("dev")
    venv_made(checkout)
    first = len(calls)
    assert first == 3  # venv, locked versions, the checkout itself
    environment.ready("dev")
    environment.ready("run")
    assert len(calls) == first


def test_a_new_lock_is_installed(checkout: Path, calls: list[list[str]]) -> None:
    environment.ready("run")
    venv_made(checkout)
    first = len(calls)
    (checkout / "run.lock").write_text("kivy==2.3.2\n", "utf-8")
    environment.ready("run")
    assert len(calls) > first


def test_a_stamp_that_is_not_ours_is_made_anew(checkout: Path, calls: list[list[str]]) -> None:
    venv_made(checkout)
    (checkout / ".venv" / "stamp.json").write_text("half a", "utf-8")
    environment.ready("run")
    assert calls


@pytest.mark.parametrize(
    ("failing", "told"), [("venv", "remove"), ("pip", "network"), ("-e", "itself")]
)
def test_a_failed_step_says_what_to_do(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, failing: str, told: str
) -> None:
    def call(command: Sequence[str], env: object = None) -> int:
        return int(failing in command)

    monkeypatch.setattr(environment, "call", call)
    with pytest.raises(SetupError, match=told):
        environment.ready("run")


def test_without_a_display_the_demo_without_one_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], calls: list[list[str]]
) -> None:
    monkeypatch.setattr(environment, "ready", lambda _kind: None)
    monkeypatch.setattr(commands, "_has_display", lambda: False)
    assert commands.main(["run"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "kiosk demo --play --out out" in error
    assert calls == []


def test_with_a_display_the_demo_starts(
    monkeypatch: pytest.MonkeyPatch, calls: list[list[str]]
) -> None:
    monkeypatch.setattr(environment, "ready", lambda _kind: None)
    monkeypatch.setenv("DISPLAY", ":9")
    assert commands.main(["run"]) == 0
    assert calls[-1][-1] == "demo"


RESULTS = """<testsuites><testsuite tests="12" failures="1" errors="1" skipped="3"/></testsuites>"""


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "tests.xml"
    monkeypatch.setattr(checks, "RESULTS", path)
    return path


def only(code: int) -> tuple[list[checks.Check], Callable[..., int]]:
    return [checks.Check("types", ("mypy",), "mend the types")], lambda _command, _env=None: code


def test_a_failed_check_fails_the_run_and_says_what_to_do(
    results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed, call = only(1)
    monkeypatch.setattr(checks, "call", call)
    assert checks.run(listed) == 1
    assert "types: mend the types" in capsys.readouterr().out


def test_the_last_line_counts_the_tests(
    results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(_command: Sequence[str], _env: object = None) -> int:
        results.write_text(RESULTS, "utf-8")
        return 0

    monkeypatch.setattr(checks, "call", call)
    assert checks.run(only(0)[0]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "tests: 7 passed, 2 failed, 3 skipped"


def test_a_long_run_asks_for_full_counts_and_looks_at_the_lock() -> None:
    long = {check.name: check for check in checks.listed(long=True)}
    assert long["tests"].env == {"KIOSK_LONG": "1"}
    assert "lock" in long
    assert "lock" not in {check.name for check in checks.listed(long=False)}


def test_the_locks_name_no_host_and_no_folder() -> None:
    for lock in LOCKS.values():
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert not [
            line
            for line in text.splitlines()
            if line.strip().startswith(("-", "/", ".")) and "--hash=sha256:" not in line
        ]


def test_the_continuous_check_is_one_call_of_the_same_line() -> None:
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert lines[1:] == ["python3 packaging/dev.py test"]
