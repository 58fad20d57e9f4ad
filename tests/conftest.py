"""The surroundings of every test: no display, no sound, no file of the person who runs it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.pace import LONG

HOME = Path(tempfile.mkdtemp(prefix="kiosk-tests-"))

# Before anything imports Kivy, which reads them once: an import order could be rearranged.
os.environ.update(
    SDL_VIDEODRIVER="offscreen",
    SDL_AUDIODRIVER="dummy",
    KIVY_NO_ARGS="1",  # else Kivy parses pytest's arguments
    KIVY_LOG_MODE="PYTHON",  # else Kivy takes over stderr and a traceback vanishes
    KIVY_HOME=str(HOME / "kivy"),  # else the person's own settings leak in
    KIVY_METRICS_DENSITY="1",
    KIVY_METRICS_FONTSCALE="1",
    KIOSK_DATA=str(HOME / "data"),
)

settings.register_profile(
    "quick",
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", max_examples=1000, deadline=None, database=None)
settings.load_profile("long" if LONG else "quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave long tests out of a quick run."""
    if LONG:
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: packaging/dev.py test --long"))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(HOME, ignore_errors=True)
