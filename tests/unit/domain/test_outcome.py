from __future__ import annotations

import pytest

from kiosk.domain.outcome import Ending, Outcome, outcome


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (Ending(goal_met=True), Outcome.ALONE),
        (Ending(goal_met=True, hint=1), Outcome.HINT_1),
        (Ending(goal_met=True, hint=2), Outcome.HINT_2),
        (Ending(goal_met=True, hint=3), Outcome.HINT_3),
        (Ending(goal_met=True, hint=3, mentor=True), Outcome.MENTOR),
        (Ending(goal_met=False, hint=3, mentor=True), Outcome.NOT_DONE),
        (Ending(goal_met=False, skipped=True), Outcome.SKIPPED),
        (Ending(goal_met=False, skipped=True, false_alarm=True), Outcome.FALSE_ALARM),
        (Ending(goal_met=True, skipped=True, false_alarm=True, unsafe=True), Outcome.UNSAFE),
    ],
)
def test_the_first_that_fits_counts(ending: Ending, expected: Outcome) -> None:
    assert outcome(ending) is expected


def test_the_numbers_on_the_wire_never_change() -> None:
    assert {o.name: int(o) for o in Outcome} == {
        "NOT_REACHED": 0,
        "ALONE": 1,
        "HINT_1": 2,
        "HINT_2": 3,
        "HINT_3": 4,
        "MENTOR": 5,
        "NOT_DONE": 6,
        "UNSAFE": 7,
        "FALSE_ALARM": 8,
        "SKIPPED": 9,
        "WITHDRAWN": 10,
        "DEMONSTRATED": 11,
    }
