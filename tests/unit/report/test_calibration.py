"""Anonymous response rows: enough to estimate from, and nothing that leads back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.outcome import Outcome
from kiosk.domain.record import ServiceFact, TaskFact, VisitResult
from kiosk.report.calibration import HIDDEN, Row, RowsError, export, from_csv, to_csv
from tests.workshop import a_result

VERSIONS = {bytes.fromhex("01020304"): ("small", (1, 2, 3))}
LANGUAGES = {1: "da", 2: "en"}
KEY = bytes(32)


def results(danish: int = 6, english: int = 0) -> list[VisitResult]:
    return [
        *(a_result(seed) for seed in range(danish)),
        *(replace(a_result(seed), language=2) for seed in range(english)),
    ]


def test_one_row_for_each_task_that_counts() -> None:
    found = export(results(), VERSIONS, LANGUAGES, KEY)
    assert (found.visits, found.unknown, len(found.rows)) == (6, 0, 12)
    rows = {(row.service, row.task, row.scoring, row.y, row.language) for row in found.rows}
    assert rows == {("small", 1, "01020304", 1, "da"), ("small", 2, "01020304", 0, "da")}


def test_the_rows_of_a_visit_belong_together() -> None:
    found = export(results(), VERSIONS, LANGUAGES, KEY)
    by_respondent = {row.respondent: set[int]() for row in found.rows}
    for row in found.rows:
        by_respondent[row.respondent].add(row.task)
    assert by_respondent == {number: {1, 2} for number in range(1, 7)}


def test_neither_the_order_nor_the_numbers_follow_the_store() -> None:
    ordered = [replace(a_result(), services=(one_task(at % 2),)) for at in range(40)]
    rows = [export(ordered, VERSIONS, LANGUAGES, bytes([key] * 32)).rows for key in range(2)]
    assert [row.y for row in rows[0]] != [at % 2 for at in range(40)]
    assert [row.respondent for row in rows[0]] != sorted(row.respondent for row in rows[0])
    assert rows[0] != rows[1]
    by_number = [{row.respondent: row.y for row in one} for one in rows]
    assert by_number[0] != by_number[1]


def one_task(y: int) -> ServiceFact:
    (service,) = a_result().services
    went = TaskFact(Outcome.ALONE if y else Outcome.NOT_DONE)
    return replace(service, tasks=(went, *[TaskFact(Outcome.NOT_REACHED)] * 2))


def test_services_of_another_version_are_left_out_and_counted() -> None:
    other = [a_result(digest=b"abcd")]
    found = export([*results(5), *other], VERSIONS, LANGUAGES, KEY)
    assert (found.visits, found.unknown) == (5, 1)
    wrong_length = {bytes.fromhex("01020304"): ("small", (1, 2))}
    assert export(results(1), wrong_length, LANGUAGES, KEY).unknown == 1


def languages(danish: int, english: int) -> set[str]:
    found = export(results(danish, english), VERSIONS, LANGUAGES, KEY)
    return {row.language for row in found.rows}


def test_a_language_of_few_is_not_named_nor_told_by_what_is_missing() -> None:
    assert languages(20, 5) == {"da", "en"}
    assert languages(20, 4) == {HIDDEN}
    assert languages(3, 0) == {HIDDEN}


def test_what_two_rare_languages_hide_together_leaves_the_others_named() -> None:
    many = [*results(9, 4), *(replace(a_result(s), language=3) for s in range(4))]
    found = export(many, VERSIONS, {1: "da", 2: "en", 3: "so"}, KEY)
    assert {row.language for row in found.rows} == {"da", HIDDEN}


def test_a_file_read_again_has_the_same_rows() -> None:
    rows = export(results(), VERSIONS, LANGUAGES, KEY).rows
    assert from_csv(to_csv(rows)) == rows


def test_files_of_several_desks_may_stand_in_one() -> None:
    rows = export(results(), VERSIONS, LANGUAGES, KEY).rows
    both = from_csv(to_csv(rows) + "\r\n" + to_csv(rows))
    assert len({row.respondent for row in both}) == 12


@pytest.mark.parametrize(
    "text",
    [
        "1,small,1,01020304,1,da\n",
        to_csv([Row(1, "small", 1, "01", 1, "da")]).replace("01,1", "01,2"),
        to_csv([]) + "1,small\n",
        to_csv([]) + "x,small,1,01,1,da\n",
    ],
)
def test_what_is_not_a_row_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(RowsError, match=r"Line \d is not a response row"):
        from_csv(text)


def test_an_empty_file_has_no_rows() -> None:
    with pytest.raises(RowsError, match="no response row"):
        from_csv(to_csv([]))
