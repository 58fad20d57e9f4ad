"""Safety over a whole result: right refusals and false alarms, always both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.desk.profile import ServiceProfile
from kiosk.domain.outcome import Outcome
from kiosk.domain.summary import HELPED, LEFT_OUT, TaskLine
from kiosk.domain.task import Case

MANAGED = HELPED | {Outcome.ALONE}


@dataclass(frozen=True, slots=True)
class Safety:
    """Tasks that count, of which what was shown was false, and of which it was true."""

    false_cases: tuple[TaskLine, ...]
    true_cases: tuple[TaskLine, ...]

    @property
    def refused(self) -> int:
        """False ones that were refused, with help or without."""
        return sum(line.fact.outcome in MANAGED for line in self.false_cases)

    @property
    def alarms(self) -> int:
        """True ones that were refused or reported."""
        return sum(line.fact.outcome is Outcome.FALSE_ALARM for line in self.true_cases)

    @property
    def any(self) -> bool:
        """There is something to tell."""
        return bool(self.false_cases or self.true_cases)


def safety(services: Iterable[ServiceProfile]) -> Safety:
    """Over all services whose content this desk has."""
    lines = [
        line
        for service in services
        if service.summary is not None
        for line in service.summary.lines
        if line.fact.outcome not in LEFT_OUT
    ]
    return Safety(
        tuple(line for line in lines if line.task.case is Case.FALSE),
        tuple(line for line in lines if line.task.case is Case.TRUE),
    )
