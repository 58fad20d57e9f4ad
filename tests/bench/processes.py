"""Starts children that have a window, and reads what they tell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from kiosk import resources

PATIENCE_SECONDS = 4 * 3600
"""400 visits take an hour or two without a graphics card."""

Told = dict[str, float]


class ChildFailedError(RuntimeError):
    """A child that ended without telling its figures."""


def run(folder: Path, *arguments: object) -> Told:
    """What a child told; ``ready`` and ``loaded`` count from its start, in seconds.

    Compiled modules are kept in ``folder``, as an installation has them.
    """
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.child", *map(str, arguments)],
        cwd=resources.root(),
        env=_environment(folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    told: Told = {}
    for line in done.stdout.splitlines():
        told |= json.loads(line)
    if done.returncode or not told:
        raise ChildFailedError(f"{arguments}: {done.stderr.strip() or done.stdout}")
    for name in ("ready", "loaded"):
        if name in told:
            told[name] -= began
    return told


def _environment(folder: Path) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return own | {
        "SDL_VIDEODRIVER": "offscreen",
        "SDL_AUDIODRIVER": "dummy",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
