"""The wheel is the whole kiosk: installed into an empty environment it works without a checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from kiosk import resources
from tests.pace import LONG

CHECKOUT = resources.root()
COMMANDS = ("tablet", "desk", "demo", "open", "sync", "collect", "content", "store")


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], CHECKOUT
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and from here only other people's code."""
    env = tmp_path_factory.mktemp("elsewhere") / "env"
    made = run([sys.executable, "-m", "venv", "--without-pip", str(env)], env.parent)
    assert made.returncode == 0, made.stderr
    python = env / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps"]
    done = run([*install, "--no-index", str(wheel)], env.parent)
    assert done.returncode == 0, done.stderr
    # A path in a .pth file has its own .pth files left alone, so the checkout stays out.
    (site,) = env.glob("lib/python*/site-packages")
    (site / "locked.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return python.parent


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "an empty folder"
    folder.mkdir()
    return folder


def test_the_wheel_carries_its_data_and_nothing_of_the_workbench(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "kiosk/_data/assessments/AUTHORS.md",
        "kiosk/_data/assessments/gate/service.yaml",
        "kiosk/_data/assessments/mitid/safety.yaml",
        "kiosk/_data/assessments/mitid/service.yaml",
        "kiosk/_data/assessments/parts/file_chooser.yaml",
        "kiosk/_data/assessments/persons.yaml",
        "kiosk/_data/assessments/terms.yaml",
        "kiosk/_data/assets/speech/lexicon.yaml",
        "kiosk/_data/locales/da/LC_MESSAGES/kiosk.mo",
        "kiosk/_data/locales/en/LC_MESSAGES/assessments.mo",
        "kiosk/_data/migrations/tablet/env.py",
        "kiosk/_data/migrations/desk/env.py",
        "kiosk/handoff/FORMAT.md",
    } <= names
    assert any(name.startswith("kiosk/_data/assets/fonts/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    roots = {name.split("/")[0] for name in names}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"kiosk"}
    assert not [name for name in names if name.endswith((".po", ".pyc"))]


def test_the_package_comes_from_the_environment_and_not_from_the_checkout(
    installed: Path, elsewhere: Path
) -> None:
    script = "import kiosk, kiosk.resources as r; print(kiosk.__file__, r.root(), sep='\\n')"
    done = run([str(installed / "python"), "-c", script], elsewhere)
    assert done.returncode == 0, done.stderr
    for place in done.stdout.splitlines():
        assert Path(place).is_relative_to(installed.parent)


def test_help_names_every_command(installed: Path, elsewhere: Path) -> None:
    done = run([str(installed / "kiosk"), "--help"], elsewhere)
    assert done.returncode == 0, done.stderr
    assert all(command in done.stdout for command in COMMANDS)


def test_the_content_in_the_wheel_is_proven(installed: Path, elsewhere: Path) -> None:
    """All of it in a long run; the checkout's own proof is a test in every run."""
    services = ("gate", "mitid") if LONG else ("gate",)
    for service in services:
        done = run([str(installed / "kiosk"), "content", "check", service], elsewhere)
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"{service}: proven." in done.stdout


def test_the_demo_plays_from_the_wheel(installed: Path, elsewhere: Path) -> None:
    done = run([str(installed / "kiosk"), "demo", "--play", "--out", "X"], elsewhere)
    assert done.returncode == 0, done.stdout + done.stderr
    out = elsewhere / "X"
    assert {"result.png", "result.txt", "desk.json", "desk.png", "site"} <= {
        path.name for path in out.iterdir()
    }
    assert json.loads((out / "desk.json").read_text("utf-8"))
    assert {path.name for path in elsewhere.iterdir()} == {"X"}
