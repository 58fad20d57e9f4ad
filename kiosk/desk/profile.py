"""What one result says, task by task, as plain values for a screen, a print or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, Guess, Helped, Record, ServiceFact, TaskFact
from kiosk.domain.summary import ENOUGH, ServiceSummary, summarise
from kiosk.domain.task import Assessments, Service
from kiosk.domain.text import Text

Say = Callable[[Text], str]

RESULT_KEYS = (
    "practice",
    "day",
    "duration_seconds",
    "seed",
    "language",
    "guided",
    "ended",
    "services",
)
"""Keys of ``result_json``."""


@dataclass(frozen=True, slots=True)
class ServiceProfile:
    """One service of a result. Facts of an unknown scoring version have no ``summary``: they are
    kept raw and decoded when the content arrives."""

    fact: ServiceFact
    summary: ServiceSummary | None


@dataclass(frozen=True, slots=True)
class Profile:
    """One result at the desk."""

    id: bytes
    record: Record
    workshop: str
    services: tuple[ServiceProfile, ...]
    receipt_code: str
    received_before: datetime | None = None
    """When it was first received, if this was not the first time."""
    quarantined: str | None = None
    """Why it is kept apart, if it is."""

    @property
    def practice(self) -> bool:
        """A result of a demo or of a site without a controller: never about a real visit."""
        return bool(self.record.result.flags & Flag.PRACTICE)

    @property
    def day(self) -> date:
        """Day of the visit."""
        return self.record.result.day


def service_profiles(record: Record, assessments: Assessments) -> tuple[ServiceProfile, ...]:
    """The services of a record beside the content that this desk has."""
    known = {service.number: service for service in assessments.services}
    return tuple(
        ServiceProfile(fact, _summary(known.get(fact.service), fact))
        for fact in record.result.services
    )


def _summary(service: Service | None, fact: ServiceFact) -> ServiceSummary | None:
    if service is None:
        return None
    try:
        return summarise(service, fact)
    except ValueError:
        return None


def as_json(profile: Profile, say: Say) -> dict[str, Any]:
    """The profile as JSON values; keys and codes are stable, texts in the language of ``say``."""
    record = profile.record
    return {
        "id": profile.id.hex(),
        "received_before": profile.received_before and profile.received_before.isoformat(),
        "quarantined": profile.quarantined,
        "tablet": record.tablet,
        "epoch": record.epoch,
        "sequence": record.sequence,
        "workshop": profile.workshop,
        "receipt_code": profile.receipt_code,
    } | result_json(record, profile.services, say)


def result_json(record: Record, services: Iterable[ServiceProfile], say: Say) -> dict[str, Any]:
    """What the visit showed, without how it came here."""
    result = record.result
    return {
        "practice": bool(result.flags & Flag.PRACTICE),
        "day": result.day.isoformat(),
        "duration_seconds": result.duration,
        "seed": result.seed,
        "language": result.language,
        "guided": bool(result.flags & Flag.GUIDED),
        "ended": Ended(result.ended).name.lower(),
        "services": [_service_json(service, say) for service in services],
    }


def _service_json(profile: ServiceProfile, say: Say) -> dict[str, Any]:
    fact, summary = profile.fact, profile.summary
    out: dict[str, Any] = {
        "number": fact.service,
        "scoring_digest": fact.scoring_digest.hex(),
        "known": summary is not None,
        "guess": Guess(fact.guess).name.lower(),
        "helped": Helped(fact.helped).name.lower(),
    }
    if summary is None:
        return out | {"tasks": [_task_json(task) for task in fact.tasks]}
    tasks = [
        {"key": line.task.key, "can": say(line.task.can), "rung": line.task.rung.value}
        | _task_json(line.fact)
        for line in summary.lines
    ]
    return out | {
        "key": summary.service.key,
        "name": say(summary.service.name),
        "facts_only": summary.counted < ENOUGH,
        "tasks": tasks,
    }


def _task_json(fact: TaskFact) -> dict[str, Any]:
    return {
        "outcome": Outcome(fact.outcome).name.lower(),
        "begun_again": fact.begun_again,
        "deciding_opened": fact.deciding_opened,
        "seconds": fact.seconds,
    }
