"""A practice site to measure with, and results of the length that real ones have."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.domain.outcome import Outcome
from kiosk.domain.record import (
    Ended,
    Flag,
    Guess,
    Helped,
    Record,
    ServiceFact,
    TaskFact,
    VisitResult,
)
from kiosk.handoff.site import Site, make_site, write_site
from kiosk.handoff.sitepack import Workshop

DAY = date(2026, 3, 2)


def make(folder: Path | None = None) -> Site:
    """One tablet, one desk; written into a folder, if there is one."""
    site = make_site(today=DAY, name="Øvested", workshops=(Workshop(1, "Lærkevej"),), practice=True)
    if folder is not None:
        write_site(folder, site, passphrase="measured")
    return site


def record(number: int, previous: bytes = bytes(8)) -> Record:
    """Four services of twelve tasks, as many as fit into one code."""
    went = tuple(Outcome)
    services = tuple(
        ServiceFact(
            service,
            bytes([service] * 4),
            Guess.WITH_HELP,
            Helped.NO,
            tuple(
                TaskFact(went[(number + at) % len(went)], 0, True, (number * 7 + at * 13) % 300)
                for at in range(12)
            ),
        )
        for service in range(1, 5)
    )
    result = VisitResult(DAY, 900, number, Flag.PRACTICE, 1, Ended.ALL_TASKS, services)
    return Record(1, 7, number, previous, number.to_bytes(4, "big"), 1, result)
