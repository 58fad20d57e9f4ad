from __future__ import annotations

from dataclasses import replace
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


def test_a_result_without_content_is_told_kindly() -> None:
    said = telling.title(profile(fact(9, o.ALONE)), T)
    assert said == "This result is kept. It can be read when its content arrives."


def test_difficulties_that_nobody_measured_are_called_an_estimate() -> None:
    assert telling.origin(desks.three(), T) is None
    found = desks.judged()
    assert telling.origin(found, T) == "Difficulty: experts' estimate"
    measured = desks.calibrated(desks.ASSESSMENTS)
    facts = (service.fact for service in found.services)
    again = profile(*facts, assessments=measured)
    assert telling.origin(again, T) == "Difficulty: measured on answers"


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
    found = profile(fact(1), flags=Flag.GUIDED | Flag.GATE_PASSED, ended=Ended.STOPPED)
    words = [text for _icon, text in telling.circumstances(found, None, T)]
    assert words == [
        "2 March 2026",
        "Gammel Køge Landevej",
        "Help language: Dansk",
        "7 minutes",
        "Stopped before the end",
        "Can use the tablet",
        "With eMentor",
    ]


def test_a_day_that_cannot_be_right_is_told_beside_it() -> None:
    found = replace(profile(fact(1)), day_unsure=True)
    told = telling.circumstances(found, None, T)
    assert told[:2] == [
        ("calendar_today", "2 March 2026"),
        ("error", "The day is unsure: a clock is wrong."),
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
