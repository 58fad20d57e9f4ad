"""The whole check of a desk's store, once a week: behind the first screen, while it is used.

A tablet's store is so small that it is read through at each start.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded behind the first screen
    from collections.abc import Callable

    from kiosk.devices.worker import Worker
    from kiosk.domain.errors import KioskError
    from kiosk.wiring.desk import DeskParts
    from kiosk.wiring.late_desk import LateDesk

NAME = "store-checked"
"""Beside the store: the day of the last check that found nothing."""
DAYS = 7


def check_weekly(late: LateDesk, worker: Worker, refuse: Callable[[KioskError], None]) -> None:
    """Once the desk is open, and if it is time; ``worker``: what nobody waits for."""
    late.when_open(
        lambda desk: worker.submit(lambda: check_when_due(desk), lambda _none: None, refuse)
    )


def is_due(folder: Path, today: date) -> bool:
    """Whether a week has passed; so too where a clock was put back, or nothing is known."""
    try:
        last = date.fromisoformat((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return True
    return not 0 <= (today - last).days < DAYS


def check_when_due(desk: DeskParts) -> None:
    """Read the whole store if it is time.

    Raises:
        DamagedStoreError: it does not hold together; that is logged, and looked at again at the
            next start.
    """
    from kiosk.domain.events import Event
    from kiosk.handoff.errors import NotWritten
    from kiosk.handoff.files import write_safely
    from kiosk.storage.upgrade import Kind, check
    from kiosk.wiring.places import DESK, store_place
    from kiosk.wiring.stores import DamagedStoreError, damaged

    folder, today = desk.data / DESK, desk.clock.today()
    if not is_due(folder, today):
        return
    place = store_place(desk.data, practice=desk.pack.practice_only, access=desk.access)
    report = check(place, Kind.DESK)
    if not report.sound:
        desk.log.note(Event.DESK_FAULT, fault=DamagedStoreError.__name__)
        raise damaged(report)
    with suppress(NotWritten):  # then it is looked at again
        write_safely(folder / NAME, today.isoformat().encode())
