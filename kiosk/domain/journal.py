"""The journal of a visit: one line for each step, and nothing that a citizen typed.

A line is a JSON array: the step's name, milliseconds since the visit began, the step's own values.
The visit is what its journal says: the same lines give the same visit on a tablet, in a test, a
year later.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from typing import ClassVar

from kiosk.domain.errors import KioskError, N_

FORMAT = 1


class JournalError(KioskError):
    """A journal that this program does not replay: it closes the visit instead of guessing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the journal; ``at`` is in milliseconds since the visit began."""

    name: ClassVar[str] = ""
    at: int


@dataclass(frozen=True, slots=True)
class Began(Step):
    """First line: what the visit must be replayed with."""

    name = "began"
    format: int
    content: str
    """Full content digest, in hexadecimal."""
    app: str
    seed: int
    day: str
    """Day of the visit, ISO 8601. No time of day is ever kept."""
    language: str
    services: str
    """Keys of the services that are tried, in order, separated by spaces."""


@dataclass(frozen=True, slots=True)
class LanguageChosen(Step):
    """Language of instructions and help."""

    name = "language"
    language: str


@dataclass(frozen=True, slots=True)
class ComfortChosen(Step):
    """Text size and colours, so that they come back after a power cut."""

    name = "comfort"
    text_size: str
    palette: str


@dataclass(frozen=True, slots=True)
class Listened(Step):
    """Something was read aloud for the first time: a fact of the result, never help."""

    name = "listened"


@dataclass(frozen=True, slots=True)
class CardSeen(Step):
    """The practice card was read and put away."""

    name = "card"


@dataclass(frozen=True, slots=True)
class Guessed(Step):
    """What the citizen thinks beforehand: a ``Guess``."""

    name = "guess"
    service: int
    guess: int


@dataclass(frozen=True, slots=True)
class TaskOpened(Step):
    """The next task was shown."""

    name = "task"
    service: int
    task: int


@dataclass(frozen=True, slots=True)
class Acted(Step):
    """An event in the simulated service. ``later/...`` is time passing there, not the citizen."""

    name = "act"
    event: str


@dataclass(frozen=True, slots=True)
class Missed(Step):
    """A tap in the simulated service that reached no control; where it was is not kept."""

    name = "missed"


@dataclass(frozen=True, slots=True)
class Hinted(Step):
    """A hint was shown: 1 nudge, 2 pointer, 3 shown."""

    name = "hint"
    level: int


@dataclass(frozen=True, slots=True)
class MentorHelped(Step):
    """The eMentor marked that they helped in this task."""

    name = "mentor"


@dataclass(frozen=True, slots=True)
class Paused(Step):
    """The citizen paused; time does not count until the next line."""

    name = "pause"


@dataclass(frozen=True, slots=True)
class Resumed(Step):
    """Back in the task after a pause or an idle stretch."""

    name = "resume"


@dataclass(frozen=True, slots=True)
class BegunAgain(Step):
    """The task was set back to its start, from the pause."""

    name = "again"


@dataclass(frozen=True, slots=True)
class Finished(Step):
    """*I am finished*."""

    name = "finished"


@dataclass(frozen=True, slots=True)
class Skipped(Step):
    """The task was opened and passed over."""

    name = "skipped"


@dataclass(frozen=True, slots=True)
class Stopped(Step):
    """The citizen stopped; what was done may still be shared."""

    name = "stopped"


@dataclass(frozen=True, slots=True)
class AfterSeen(Step):
    """What was told after a task has been read."""

    name = "after"


@dataclass(frozen=True, slots=True)
class HelpStated(Step):
    """Did somebody help? A ``Helped``."""

    name = "helped"
    service: int
    helped: int


@dataclass(frozen=True, slots=True)
class GateSeen(Step):
    """What the device gate led to has been read."""

    name = "gate"


@dataclass(frozen=True, slots=True)
class SummarySeen(Step):
    """The summary of a service has been read."""

    name = "summary"
    service: int


STEPS: dict[str, type[Step]] = {
    step.name: step
    for step in (
        Began,
        LanguageChosen,
        ComfortChosen,
        Listened,
        CardSeen,
        Guessed,
        TaskOpened,
        Acted,
        Missed,
        Hinted,
        MentorHelped,
        Paused,
        Resumed,
        BegunAgain,
        Finished,
        Skipped,
        Stopped,
        AfterSeen,
        HelpStated,
        GateSeen,
        SummarySeen,
    )
}


def encode(step: Step) -> bytes:
    """The line for a step, UTF-8 JSON without spaces."""
    return json.dumps(
        [step.name, *astuple(step)], ensure_ascii=False, separators=(",", ":")
    ).encode()


def decode(line: bytes) -> Step:
    """The step of a line.

    Raises:
        JournalError: the line is not one that this program writes.
    """
    try:
        name, *values = json.loads(line)
        kind = STEPS[name]
        names = fields(kind)
        right = len(values) == len(names) and all(
            type(value).__name__ == field.type for value, field in zip(values, names, strict=True)
        )
    except (ValueError, KeyError, TypeError) as error:
        raise JournalError(_UNREADABLE) from error
    if not right:
        raise JournalError(_UNREADABLE)
    return kind(*values)


_UNREADABLE = N_("The open visit cannot be read. Start a new one.")
