"""What a consultant can offer: the next steps of a result, what is unsafe first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.summary import ServiceSummary, TaskLine, urgency

MOST = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One next step, and the service in which it was met."""

    summary: ServiceSummary
    line: TaskLine


def offers(summaries: Iterable[ServiceSummary]) -> tuple[Offer, ...]:
    """Every step that could be offered; a screen shows the first ``MOST``."""
    found = [Offer(summary, line) for summary in summaries for line in summary.to_practise]
    return tuple(sorted(found, key=lambda offer: urgency(offer.line)))
