"""What is said of a result: facts first, bands only where they are sure, never a grade."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.measurement import Band, Estimate
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Guess, Helped
from kiosk.domain.summary import ServiceSummary, Together, together
from kiosk.i18n import Translator, by_code, words
from kiosk.i18n.standing import not_a_grade
from tests import desks
from tests.desks import fact, profile

o = Outcome
T = Translator(by_code("en"), Path("no catalogues: texts are said in their source language"))


def summary(*outcomes: Outcome, number: int = 1) -> ServiceSummary:
    (found,) = profile(fact(number, *outcomes)).summaries
    return found


def safety(*outcomes: Outcome, number: int = 1) -> Together:
    return together([summary(*outcomes, number=number)])


@pytest.mark.parametrize(
    ("outcomes", "title"),
    [
        ((o.ALONE, o.UNSAFE, o.ALONE), "MitID: 2 of 3 tasks alone."),
        ((o.HINT_1, o.MENTOR, o.NOT_REACHED), "MitID: 2 of 2 tasks with help."),
        ((o.NOT_DONE, o.SKIPPED, o.UNSAFE), "MitID: tried 3 tasks, not managed yet."),
        ((o.NOT_REACHED, o.NOT_REACHED, o.WITHDRAWN), "Not tried: MitID."),
    ],
)
def test_few_tasks_are_told_as_facts(outcomes: tuple[Outcome, ...], title: str) -> None:
    assert words.headline([summary(*outcomes)], T) == title


def test_the_headline_says_first_what_can_be_done_alone() -> None:
    assert words.headline(desks.judged().summaries, T) == (
        "Can alone: Digital Post. Talk about Jobnet. Offer help with PDF."
    )


def test_the_service_with_most_managed_alone_comes_first_among_facts() -> None:
    one, two = summary(o.ALONE, o.NOT_DONE, o.NOT_DONE), summary(o.ALONE, o.ALONE, o.NOT_DONE)
    assert words.headline([one, two], T) == (
        "MitID: 2 of 3 tasks alone. MitID: 1 of 3 tasks alone."
    )


def test_facts_count_every_task_once() -> None:
    assert words.facts(summary(o.HINT_2, o.NOT_DONE, o.DEMONSTRATED), T) == [
        "0 of 2 tasks alone",
        "1 with help",
        "1 could be practised",
        "1 left out",
    ]
    assert words.facts(summary(o.ALONE, o.NOT_REACHED, o.ALONE), T) == [
        "2 of 2 tasks alone",
        "1 not tried",
    ]
    assert words.facts(summary(*[o.NOT_REACHED] * 3), T) == ["3 not tried"]


def test_fewer_than_eight_counted_tasks_say_that_there_is_no_judgement() -> None:
    seven = [o.ALONE] * 7 + [o.NOT_REACHED] * 5
    assert words.why_facts_only(summary(*seven, number=2), T) == (
        "Too few tasks for a judgement: facts only."
    )
    assert words.why_facts_only(summary(*[o.ALONE] * 12, number=2), T) is None


def test_more_than_a_quarter_skipped_leaves_facts_only() -> None:
    quarter, more = [o.SKIPPED] * 3 + [o.ALONE] * 9, [o.SKIPPED] * 4 + [o.ALONE] * 8
    assert words.why_facts_only(summary(*quarter, number=2), T) is None
    assert words.why_facts_only(summary(*more, number=2), T) == (
        "Many tasks were skipped: facts only."
    )


@pytest.mark.parametrize(
    ("outcomes", "level", "said"),
    [
        ([o.ALONE] * 12, Guess.ALONE, "Alone"),
        ([o.ALONE] * 6 + [o.NOT_DONE] * 6, None, "That is not certain yet"),
        ([o.NOT_DONE] * 12, None, "You can practise this"),
        ([o.ALONE] * 5 + [o.NOT_REACHED] * 7, None, "5 of 5 tasks alone"),
        ([o.NOT_REACHED] * 12, None, "Not tried"),
    ],
)
def test_only_a_sure_band_is_a_step_of_the_scale(
    outcomes: list[Outcome], level: Guess | None, said: str
) -> None:
    assert words.shown(summary(*outcomes, number=2), T) == words.Shown(level, said)


@pytest.mark.parametrize(
    ("band", "above", "said"),
    [
        (Band.CAN_ALONE, 0.9789, "Very certain: 97%"),
        (Band.CAN_ALONE, 0.9001, "Certain: 90%"),
        (Band.CAN_ALONE, 0.82, "Fairly certain: 82%"),
        (Band.COULD_PRACTISE, 0.04, "Very certain: 96%"),
        (Band.COULD_PRACTISE, 0.000001, "Very certain: 99%"),
        (Band.UNCLEAR, 0.8999, "Uncertain: 89%"),
        (Band.UNCLEAR, 0.42, "Uncertain: 58%"),
    ],
)
def test_certainty_is_told_in_words_and_never_rounded_up(
    band: Band, above: float, said: str
) -> None:
    assert words.certainty(band, Estimate(0.0, 0.3, above), T) == said


def test_facts_alone_have_no_certainty() -> None:
    assert words.certainty(Band.FACTS_ONLY, None, T) is None


def test_right_refusals_and_false_alarms_are_both_told() -> None:
    found = together(desks.many().summaries)
    assert words.refusals(found.safety, T) == "2 of 3 false ones refused"
    assert words.alarms(found.safety, T) == "1 false alarm"
    assert (len(found.false_cases), len(found.true_cases)) == (3, 2)


def test_help_does_not_make_a_refusal_wrong() -> None:
    found = safety(o.ALONE, o.HINT_3, o.ALONE).safety
    assert words.refusals(found, T) == "1 of 1 false ones refused"
    assert words.alarms(found, T) == "0 false alarms"


def test_a_task_that_was_not_tried_says_nothing_about_safety() -> None:
    found = safety(o.ALONE, o.NOT_REACHED, o.WITHDRAWN).safety
    assert words.refusals(found, T) is None and words.alarms(found, T) is None


def test_every_outcome_band_guess_and_answer_has_words() -> None:
    assert set(words.outcome_words(T)) == set(Outcome)
    assert set(words.band_words(T)) == set(Band)
    assert set(words.guess_words(T)) == set(Guess)
    assert set(words.helped_words(T)) == set(Helped)
    assert "Not a grade" in not_a_grade(T)


def test_a_mark_stands_for_a_few_outcomes() -> None:
    assert words.mark_words(T)["hint"] == "With a hint"


def test_the_hardest_that_was_managed_is_told_first() -> None:
    found = summary(o.ALONE, o.ALONE, o.NOT_DONE)
    first, second, last = found.lines
    harder = replace(second, task=replace(second.task, b=1.5))
    assert replace(found, lines=(first, harder, last)).best == (harder, first)
