"""What a tablet counts by the day: three faces and faults. Never joined to a result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class CountName(IntEnum):
    """What is counted; the numbers are permanent, for they are in files."""

    FACE_GOOD = 1
    FACE_SO_SO = 2
    FACE_BAD = 3
    FAULT_STORE = 4
    """A step could not be saved."""
    FAULT_SOUND = 5
    """Nothing could be read aloud."""
    FAULT_UNEXPECTED = 6
    """The recovery screen came."""
    PACK_REFUSED = 7
    RESTARTED = 8
    """The program found that it had been ended in the middle of something."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How often something came on a day, all together: a later one is never lower."""

    day: date
    what: CountName
    n: int


@dataclass(frozen=True, slots=True)
class CountsRecord:
    """The counts of one store epoch of a tablet, by rising day, then by ``what``."""

    tablet: int
    epoch: int
    counts: tuple[DayCount, ...]
