"""What one result says, task by task, as plain values for a screen, a print or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.desk.mistakes import Stories, stories_json
from kiosk.desk.versions import KeptVersions, as_it_was, nothing_kept
from kiosk.domain.measurement import Band, Estimate, Safety
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, Guess, Helped, Record, ServiceFact, TaskFact
from kiosk.domain.summary import ServiceSummary, Together, summarise, together
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
    "gate_passed",
    "ended",
    "services",
    "whole",
    "safety",
)
"""Keys of ``result_json``."""


@dataclass(frozen=True, slots=True)
class ServiceProfile:
    """One service of a result, judged as it was when the visit was made.

    Facts of an unknown scoring version have no ``summary``: they are kept raw and decoded when the
    content arrives.
    """

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
    day_unsure: bool = False
    """The visit's day is before the site was there, or after the result came: a clock is wrong."""
    stories: Stories | None = None
    """What happened in each task; None: its detail has not come with a bundle yet."""

    @property
    def summaries(self) -> tuple[ServiceSummary, ...]:
        """Of the services whose content this desk has."""
        return known(self.services)

    @property
    def together(self) -> Together:
        """The same services together."""
        return together(self.summaries)

    @property
    def practice(self) -> bool:
        """A result of a demo or of a site without a controller: never about a real visit."""
        return bool(self.record.result.flags & Flag.PRACTICE)

    @property
    def day(self) -> date:
        """Day of the visit."""
        return self.record.result.day


def known(services: Iterable[ServiceProfile]) -> tuple[ServiceSummary, ...]:
    """What can be told of services."""
    return tuple(service.summary for service in services if service.summary is not None)


def service_profiles(
    record: Record, assessments: Assessments, kept: KeptVersions = nothing_kept
) -> tuple[ServiceProfile, ...]:
    """The services of a record beside the content and the scoring versions that this desk has."""
    content = {service.number: service for service in assessments.services}
    return tuple(
        ServiceProfile(fact, _summary(content.get(fact.service), fact, kept))
        for fact in record.result.services
    )


def _summary(
    service: Service | None, fact: ServiceFact, kept: KeptVersions
) -> ServiceSummary | None:
    if service is None:
        return None
    try:
        return summarise(as_it_was(service, fact.scoring_digest, kept), fact)
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
        "day_unsure": profile.day_unsure,
        "details": None if profile.stories is None else stories_json(profile.stories, say),
    } | result_json(record, profile.services, say)


def result_json(record: Record, services: Iterable[ServiceProfile], say: Say) -> dict[str, Any]:
    """What the visit showed, without how it came here."""
    result, services = record.result, tuple(services)
    found = together(known(services))
    return {
        "practice": bool(result.flags & Flag.PRACTICE),
        "day": result.day.isoformat(),
        "duration_seconds": result.duration,
        "seed": result.seed,
        "language": result.language,
        "guided": bool(result.flags & Flag.GUIDED),
        "gate_passed": bool(result.flags & Flag.GATE_PASSED),
        "ended": Ended(result.ended).name.lower(),
        "services": [_service_json(service, say) for service in services],
        "whole": _band_json(found.band, found.estimate) | {"tasks": found.counted},
        "safety": _safety_json(found.safety),
    }


def _band_json(band: Band, estimate: Estimate | None) -> dict[str, Any]:
    """A band with the probability that the ability reaches the cut."""
    return {"band": band.value, "probability": estimate and round(estimate.above, 3)}


def _safety_json(found: Safety) -> dict[str, Any]:
    return {
        "false_cases": found.false_cases,
        "refused": found.refused,
        "unsafe": found.unsafe,
        "true_cases": found.true_cases,
        "accepted": found.accepted,
        "false_alarms": found.false_alarms,
    } | _band_json(found.band, found.estimate)


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
    return (
        out
        | {
            "key": summary.service.key,
            "name": say(summary.service.name),
            "tasks": tasks,
        }
        | _band_json(summary.band, summary.estimate)
    )


def _task_json(fact: TaskFact) -> dict[str, Any]:
    return {
        "outcome": Outcome(fact.outcome).name.lower(),
        "begun_again": fact.begun_again,
        "deciding_opened": fact.deciding_opened,
        "seconds": fact.seconds,
    }
