from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.desk.profile import ServiceProfile
from kiosk.domain.outcome import Outcome
from kiosk.domain.record import Ended, Flag, TaskFact
from kiosk.domain.summary import ServiceSummary, TaskLine
from kiosk.i18n import Translator, by_code
from kiosk.ui.desk import telling
from tests import desks
from tests.desks import fact, profile

o = Outcome
T = Translator(by_code("en"), Path("no catalogues: texts are said in their source language"))


def summary(*outcomes: Outcome, number: int = 1) -> ServiceSummary:
    found: ServiceProfile = profile(fact(number, *outcomes)).services[0]
    assert found.summary is not None
    return found.summary


@pytest.mark.parametrize(
    ("outcomes", "title"),
    [
        ((o.ALONE, o.UNSAFE, o.ALONE), "MitID: 2 of 3 tasks alone."),
        ((o.HINT_1, o.MENTOR, o.NOT_REACHED), "MitID: 2 of 2 tasks with help."),
        ((o.NOT_DONE, o.SKIPPED, o.UNSAFE), "MitID: tried 3 tasks, not managed yet."),
        ((o.NOT_REACHED, o.NOT_REACHED, o.WITHDRAWN), "MitID: no task tried."),
    ],
)
def test_the_title_says_what_was_managed(outcomes: tuple[Outcome, ...], title: str) -> None:
    assert telling.title(profile(fact(1, *outcomes)), T) == title


def test_the_service_with_most_managed_alone_comes_first() -> None:
    expected = "Digital Post: 4 of 11 tasks alone. MitID: 1 of 2 tasks alone."
    assert telling.title(desks.many(), T) == expected


def test_a_result_without_content_is_told_kindly() -> None:
    said = telling.title(profile(fact(9, o.ALONE)), T)
    assert said == "This result is kept. It can be read when its content arrives."


def test_facts_count_every_task_once() -> None:
    assert telling.facts(summary(o.HINT_2, o.NOT_DONE, o.DEMONSTRATED), T) == [
        "0 of 2 tasks alone",
        "1 with help",
        "1 could be practised",
        "1 left out",
    ]
    assert telling.facts(summary(o.ALONE, o.NOT_REACHED, o.ALONE), T) == [
        "2 of 2 tasks alone",
        "1 not tried",
    ]
    assert telling.facts(summary(*[o.NOT_REACHED] * 3), T) == ["3 not tried"]


def test_fewer_than_eight_counted_tasks_say_that_there_is_no_judgement() -> None:
    seven = [o.ALONE] * 7 + [o.NOT_REACHED] * 5
    assert telling.why_facts_only(summary(*seven, number=2), T) == (
        "Too few tasks for a judgement: facts only."
    )
    assert telling.why_facts_only(summary(*[o.ALONE] * 12, number=2), T) is None


def test_more_than_a_quarter_skipped_leaves_facts_only() -> None:
    quarter, more = [o.SKIPPED] * 3 + [o.ALONE] * 9, [o.SKIPPED] * 4 + [o.ALONE] * 8
    assert telling.why_facts_only(summary(*quarter, number=2), T) is None
    assert telling.why_facts_only(summary(*more, number=2), T) == (
        "Many tasks were skipped: facts only."
    )


def test_a_task_is_named_by_what_can_be_done_or_by_the_next_step() -> None:
    can, could, untried = summary(o.HINT_3, o.UNSAFE, o.NOT_REACHED).lines
    assert telling.task_title(can, T) == "Logge ind med MitID"
    assert telling.task_title(could, T) == "Sig nej, når teksten ikke passer"
    assert telling.task_title(untried, T) == "Godkende, når teksten passer"


def test_the_way_through_a_task_is_told_in_words() -> None:
    first, second, untried = summary(o.HINT_1, o.MENTOR, o.NOT_REACHED).lines
    assert telling.task_process(first, T) == [
        "38 seconds",
        "1 hint",
        "opened what the answer depends on: yes",
    ]
    assert telling.task_process(second, T) == [
        "1 minute and 25 seconds",
        "opened what the answer depends on: no",
    ]
    assert telling.task_process(untried, T) == []


def test_nothing_is_said_of_deciding_information_where_there_is_none() -> None:
    line = summary(o.ALONE, o.ALONE, o.ALONE).lines[0]
    plain = TaskLine(desks.undecided(line.task), line.fact)
    assert telling.task_process(plain, T) == ["38 seconds", "no hints"]


@pytest.mark.parametrize(("again", "words"), [(1, "begun again: 1"), (3, "begun again: 3+")])
def test_beginning_again_is_told(again: int, words: str) -> None:
    line = summary(o.ALONE, o.ALONE, o.ALONE).lines[0]
    begun = TaskLine(desks.undecided(line.task), TaskFact(o.NOT_DONE, again, seconds=4))
    assert telling.task_process(begun, T) == ["4 seconds", words]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "1 minute and 1 second"),
        (119, "1 minute and 59 seconds"),
        (120, "2 minutes"),
        (151, "3 minutes"),
        (794, "13 minutes"),
        (795, "more than 13 minutes"),
    ],
)
def test_times_are_said_as_people_say_them(seconds: int, words: str) -> None:
    assert telling.on_task(TaskFact(o.ALONE, seconds=seconds), T) == words


def test_circumstances_name_day_place_language_time_end_and_company() -> None:
    found = profile(fact(1), flags=Flag.GUIDED, ended=Ended.STOPPED)
    words = [text for _icon, text in telling.circumstances(found, None, T)]
    assert words == [
        "2 March 2026",
        "Gammel Køge Landevej",
        "Help language: Dansk",
        "7 minutes",
        "Stopped before the end",
        "With eMentor",
    ]


def test_what_is_not_known_is_left_out() -> None:
    found = profile(fact(1), flags=Flag(0), language=250, workshop="")
    received = datetime(2026, 3, 2, 9, 42, tzinfo=UTC)
    icons = [icon for icon, _text in telling.circumstances(found, received, T)]
    assert icons == ["calendar_today", "schedule", "flag", "history"]


def test_only_what_is_unusual_is_noticed() -> None:
    assert telling.notice(desks.three(), T) is None
    before = telling.notice(desks.three(received_before=desks.NOW), T)
    assert before is not None
    assert before.startswith("This result was received before, on 2 Mar 2026")
    apart = telling.notice(desks.three(quarantined="place taken"), T)
    assert apart is not None
    assert "kept apart" in apart


def test_the_receipt_code_stands_in_two_groups() -> None:
    assert telling.receipt_code(desks.three()) == "4821 0937"
