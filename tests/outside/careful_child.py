"""A real tablet without its screen, as a process of its own: it tells each step once it is safe."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.devices.worker import InlineWorker
from kiosk.tablet.flow import CitizenFlow
from kiosk.wiring import tablet
from tests.careful import step
from tests.shipped import read_once, shipped

shipped()  # before the first tablet is started, so that each has it


def take_steps(data: Path, told: Connection) -> None:
    """Take visit after visit for ever; each step is told when the citizen would see its screen."""
    with read_once():
        own = tablet.parts(data)
    flow = own.flow(InlineWorker())
    flow.wake()
    while True:
        told.send(state(own, flow))
        step(flow)


def state(own: tablet.TabletParts, flow: CitizenFlow) -> tuple[int, tuple[bytes, ...], str]:
    """Results shared, the open visit's journal, and the screen."""
    visit = own.store.open_visit() or ()
    return own.store.counts().shared, visit, type(flow.screen).__name__
