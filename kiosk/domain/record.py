"""The plain result of a visit, before it is sealed and after it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, IntFlag

from kiosk.domain.outcome import Outcome


class Guess(IntEnum):
    """What the citizen thought beforehand; what was shown is told on the same scale."""

    NOT_ASKED = 0
    CANNOT = 1
    WITH_HELP = 2
    ALONE = 3
    CAN_HELP_OTHERS = 4


class Helped(IntEnum):
    """Did somebody help? The citizen's own statement."""

    NOT_ASKED = 0
    NO = 1
    A_LITTLE = 2
    A_LOT = 3


class Ended(IntEnum):
    """How the visit's tasks came to an end."""

    ALL_TASKS = 1
    STOPPED = 2


class Flag(IntFlag):
    """Flags of a record (key 9); the numbers never change."""

    PRACTICE = 1
    GUIDED = 2
    GATE_PASSED = 4
    HINTS_OFF = 8
    READ_ALOUD = 16
    FIRST_TIME = 32
    """With a progress code that was drawn in this visit."""
    CAME_AGAIN = 64
    """With a progress code that the citizen entered; how often before, nobody asks."""


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One task of a service, as it is handed over."""

    outcome: Outcome
    begun_again: int = 0
    """How often begun again from Pause, 0 to 3 (3: three times or more)."""
    deciding_opened: bool = False
    """The deciding information was opened before the task ended."""
    seconds: int = 0
    """Time on task. On the wire: exact to 119 s, 5-s steps to 794, longer."""


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """One service of a visit; ``tasks`` stand in the order of the scoring version."""

    service: int
    scoring_digest: bytes
    guess: Guess
    helped: Helped
    tasks: tuple[TaskFact, ...]


@dataclass(frozen=True, slots=True)
class VisitResult:
    """What a visit showed: everything in a record that is known before *Share*."""

    day: date
    duration: int
    """Seconds from Yes to the summary."""
    seed: int
    """32 bits: order of the tasks and their forms, with a progress code too: it is asked later."""
    flags: Flag
    language: int
    """Permanent number of the instruction language: 1 Danish, 2 English."""
    ended: Ended
    services: tuple[ServiceFact, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A result with its place in the tablet's chain; this is what is signed and sealed."""

    tablet: int
    epoch: int
    sequence: int
    previous: bytes
    """First 8 bytes of the id of the tablet's object before; zeros for the first of an epoch."""
    secret: bytes
    """Receipt secret, 4 bytes."""
    workshop: int
    result: VisitResult
    progress_tag: bytes | None = None
    """Of the progress code, where the citizen used one; see ``kiosk.handoff.progress``."""
