"""Killed at any moment, the whole tablet goes on from the last step that a citizen saw."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kiosk.devices.worker import InlineWorker
from kiosk.tablet.screens import AtPlace, GoOn, Welcome
from kiosk.wiring import tablet
from tests.careful import step
from tests.outside.careful_child import take_steps
from tests.pace import count
from tests.sites import SharedSite

KILLS = count(12, 300)
MOST_STEPS = 45
BETWEEN_VISITS = {"AskPictures", "Code", "Faces", "Thanks", "Welcome", "About"}
"""Where a visit ends or begins: few of its many screens, so every sixth kill waits for one."""

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.outside.careful_child"])

State = tuple[int, tuple[bytes, ...], str]


@pytest.mark.untraced
def test_a_killed_tablet_goes_on_from_the_last_step_that_was_seen(
    shared_site: SharedSite,
) -> None:
    seen = set()
    for seed in range(KILLS):
        chance = random.Random(seed)
        last = last_state_before_the_kill(shared_site.data, chance, between=seed % 6 == 5)
        seen.add(last[2])
        assert_kept(shared_site.data, last, seed)
    assert "AtPlace" in seen
    assert seen & BETWEEN_VISITS


def last_state_before_the_kill(data: Path, chance: random.Random, *, between: bool) -> State:
    """The last that the tablet told; it was killed at a moment that the seed gives.

    ``between`` waits for the end or the beginning of a visit first.
    """
    with telling(data) as (told, kill):
        for _ in range(chance.randrange(1, MOST_STEPS)):
            last: State = told.recv()
        while between and last[2] not in BETWEEN_VISITS:
            last = told.recv()
        time.sleep(chance.random() / 100)
        kill.kill()
        kill.join()
        try:
            while True:
                last = told.recv()
        except EOFError:
            return last


@contextmanager
def telling(
    data: Path,
) -> Iterator[tuple[Connection, multiprocessing.context.ForkServerProcess]]:
    """A running tablet and what it tells."""
    hears, tells = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=take_steps, args=(data, tells), daemon=True)
    process.start()
    tells.close()
    try:
        yield hears, process
    finally:
        process.kill()
        process.join()
        hears.close()


def assert_kept(data: Path, last: State, seed: int) -> None:
    """Everything that was seen is there; at most the step that was under way came on top."""
    shared, visit, screen = last
    own = tablet.parts(data)
    with closing(own.store):
        found, now = own.store.open_visit() or (), own.store.counts().shared
        where = f"seed {seed}, after {screen}"
        if now == shared and found:
            assert found[: len(visit)] == visit, where
            assert len(found) <= len(visit) + 2, where  # a step, and the opening of a task
        elif now == shared:
            assert not visit, where
        else:  # the visit was shared in that very moment
            assert (now, found) == (shared + 1, ()), where
            assert visit and screen == "AskPictures", where
        goes_on(own, found)


def goes_on(own: tablet.TabletParts, found: tuple[bytes, ...]) -> None:
    """After the restart the citizen stands where the journal ends, and can take the next step."""
    flow = own.flow(InlineWorker())
    flow.wake()
    assert isinstance(flow.screen, GoOn if found else Welcome)
    if found:
        step(flow)
        assert isinstance(flow.screen, AtPlace)
        # The step to a task may have been cut off before the task was opened: it is opened now.
        assert (own.store.open_visit() or ())[: len(found)] == found
