"""The surroundings of every test: no display, no sound, no file of the person who runs it."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from kiosk.ui.environment import ALWAYS, OFFSCREEN
from tests.pace import LONG, count_lines_once, untraced

if TYPE_CHECKING:
    from tests.sites import SharedSite

SELDOM = 20_000
"""Objects more than there were, until garbage is looked for; Python's own is 700."""

HOME = Path(tempfile.mkdtemp(prefix="kiosk-tests-"))

# Here and not in a fixture: Kivy reads them once, when anything first imports it.
os.environ.update(ALWAYS)
os.environ.update(OFFSCREEN)
os.environ.update(KIVY_HOME=str(HOME / "kivy"), KIOSK_DATA=str(HOME / "data"))

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


@pytest.hookimpl(trylast=True)
def pytest_sessionstart() -> None:
    """After pytest-cov has begun."""
    count_lines_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave long tests out of a quick run."""
    if LONG:
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long: packaging/dev.py test --long"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no later collection of garbage looks through it.

    Nor is it looked for so often: that took a sixth of the time. Memory grows by a half.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM, 10, 10)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines of tests that go where others are counted, nor of what they are given."""
    with untraced() if item.get_closest_marker("untraced") else nullcontext():
        return (yield)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def content_is_read_once() -> Iterator[None]:
    """Each tablet that a test opens has what was read before."""
    from tests.shipped import read_once

    with read_once():
        yield


@pytest.fixture(scope="session")
def first_shared_site(tmp_path_factory: pytest.TempPathFactory) -> SharedSite:
    """Only to be copied: making keys and taking a visit takes a second or two."""
    from tests.sites import make_shared_site

    return make_shared_site(tmp_path_factory.mktemp("first"))


@pytest.fixture
def shared_site(first_shared_site: SharedSite, tmp_path: Path) -> SharedSite:
    """A practice site of the test's own, whose tablet has shared one result."""
    return first_shared_site.copy(tmp_path / "site")


@pytest.fixture
def quick_stretching(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passphrases, PINs and check digits cost next to nothing; made so, they fit only here."""
    from kiosk.handoff import keys, stretch

    monkeypatch.setattr(stretch, "MEMORY_KIB", 32)
    monkeypatch.setattr(stretch, "ITERATIONS", 1)
    keys.check_digits.cache_clear()
    yield
    keys.check_digits.cache_clear()
