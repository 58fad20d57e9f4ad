from __future__ import annotations

from kiosk.desk.safety import safety
from kiosk.domain.outcome import Outcome
from tests import desks
from tests.desks import fact, profile


def test_right_refusals_and_false_alarms_are_both_counted() -> None:
    found = safety(desks.many().services)
    assert (found.refused, len(found.false_cases)) == (2, 3)
    assert (found.alarms, len(found.true_cases)) == (1, 2)
    assert found.any


def test_a_task_that_was_not_tried_says_nothing_about_safety() -> None:
    nothing = profile(fact(1, Outcome.ALONE, Outcome.NOT_REACHED, Outcome.WITHDRAWN))
    assert not safety(nothing.services).any


def test_help_does_not_make_a_refusal_wrong() -> None:
    found = safety(profile(fact(1, Outcome.ALONE, Outcome.HINT_3, Outcome.ALONE)).services)
    assert (found.refused, found.alarms) == (1, 0)


def test_a_service_without_content_is_left_out() -> None:
    assert not safety(profile(fact(9, Outcome.UNSAFE)).services).any
