"""The lock files: renewed, or shown to be right, by uv."""

from __future__ import annotations

import os
import subprocess
import tempfile
from itertools import chain
from pathlib import Path

from devtools.places import LOCKS, ROOT, SetupError, tool

COMMAND = "python3 packaging/dev.py lock"
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28", "x86_64-pc-windows-msvc")


def renew(upgrade: bool) -> None:
    """Lock what pyproject.toml asks for, at the newest versions or as far as possible as it was."""
    for kind, lock in LOCKS.items():
        _compile(kind, lock, upgrade)
        print(f"{lock.name}: {_pins(lock)} packages")


def check() -> None:
    """The locks fit pyproject.toml, name no host, and need no compiler on any of our platforms."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, lock in LOCKS.items():
            again = Path(folder) / lock.name
            again.write_bytes(lock.read_bytes())
            _compile(kind, again, upgrade=False)
            if again.read_bytes() != lock.read_bytes():
                raise SetupError(f"{lock.name} does not fit pyproject.toml: run {COMMAND} --keep.")
    for lock in LOCKS.values():
        if "://" in lock.read_text("utf-8"):
            raise SetupError(f"{lock.name} names a host: run {COMMAND}.")
        for platform in PLATFORMS:
            for version in PYTHONS:
                _wheels(lock, platform, version)
        print(f"{lock.name}: wheels for Python {', '.join(PYTHONS)} on {', '.join(PLATFORMS)}")


def _compile(kind: str, target: Path, upgrade: bool) -> None:
    # The lock to run is a part of the lock to develop, at the same versions.
    group = ["--group", "dev"] if kind == "dev" else ["--group", "build", "-c", str(LOCKS["dev"])]
    _uv(
        ["pyproject.toml", *group, "--universal", "--python-version", PYTHONS[0]],
        ["--generate-hashes", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"],
        ["--custom-compile-command", COMMAND, "-o", str(target)],
        ["--upgrade"] if upgrade else [],
    )


def _wheels(lock: Path, platform: str, version: str) -> None:
    _uv(
        [str(lock), "--no-deps", "--only-binary", ":all:"],
        ["--python-platform", platform, "--python-version", version],
    )


def _uv(*arguments: list[str]) -> None:
    """Without a person's own settings, or their package mirrors would end up in the lock."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    command = [tool("uv"), "pip", "compile", "--no-config", "-q", *chain.from_iterable(arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(f"The lock cannot be made:\n{done.stderr.strip()}")


def _pins(lock: Path) -> int:
    lines = lock.read_text("utf-8").splitlines()
    return sum(1 for line in lines if line[:1].isalnum())
