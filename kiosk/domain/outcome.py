"""How a task went: the one word that citizen and consultant both see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Outcome(IntEnum):
    """Outcome of a task, in the order of measurement.md: the first that fits counts.

    The numbers go into the handed-over record (four bits) and never change.
    """

    NOT_REACHED = 0
    ALONE = 1
    HINT_1 = 2
    HINT_2 = 3
    HINT_3 = 4
    MENTOR = 5
    NOT_DONE = 6
    UNSAFE = 7
    FALSE_ALARM = 8
    SKIPPED = 9
    WITHDRAWN = 10
    DEMONSTRATED = 11


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of a task at the moment when it ended."""

    goal_met: bool
    unsafe: bool = False
    """A trap marked unsafe of a false case ever held, whatever came after."""
    false_alarm: bool = False
    """A true case was refused or reported."""
    skipped: bool = False
    mentor: bool = False
    hint: int = 0
    """Highest hint that was shown, 0 to 3."""


def outcome(ending: Ending) -> Outcome:
    """The first that fits: unsafe, false alarm, skipped, not done, mentor, hint, alone."""
    if ending.unsafe:
        return Outcome.UNSAFE
    if ending.false_alarm:
        return Outcome.FALSE_ALARM
    if ending.skipped:
        return Outcome.SKIPPED
    if not ending.goal_met:
        return Outcome.NOT_DONE
    if ending.mentor:
        return Outcome.MENTOR
    hints = (Outcome.ALONE, Outcome.HINT_1, Outcome.HINT_2, Outcome.HINT_3)
    return hints[ending.hint]
