from __future__ import annotations

from kiosk.desk.offers import offers
from kiosk.domain.outcome import Outcome
from tests import desks


def test_what_is_unsafe_is_offered_first_over_all_services() -> None:
    first, second, *rest = offers(desks.judged().summaries)
    assert first.line.fact.outcome is Outcome.UNSAFE
    assert second.line.fact.outcome is Outcome.FALSE_ALARM
    assert {offer.summary.service.key for offer in rest} == {"jobnet", "pdf"}


def test_nothing_is_offered_where_all_was_managed() -> None:
    found = desks.profile(desks.fact(1, *[Outcome.ALONE] * 3))
    assert not offers(found.summaries)
