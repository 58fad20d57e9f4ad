"""Where things are in a checkout, and how its tools are called."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"dev": ROOT / "requirements-dev.lock", "run": ROOT / "requirements.lock"}


class SetupError(Exception):
    """Something that a person must do first; said in one line."""


def tool(name: str) -> str:
    """A program of the environment."""
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def call(
    command: Sequence[str], env: Mapping[str, str] | None = None, *, quiet: bool = False
) -> int:
    """Run a command from the root, without input; its exit code. Quiet: only its errors show."""
    sys.stdout.flush()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else None,
        check=False,
    )
    return done.returncode
