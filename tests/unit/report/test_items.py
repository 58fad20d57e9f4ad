"""Item parameters in a tasks file: three words change, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.content.load import load
from kiosk.report.items import NotWrittenError, rewritten
from kiosk.report.parameters import Estimated, ParametersError, from_json, to_json
from tests import little_service

ITEM = Estimated("little", 3, 412, 1.234, -0.1, 0.1, 0.08, "2026-11-21")


def test_only_the_three_words_change() -> None:
    text = "# first\n" + little_service.TASKS.replace("forms:\n", "forms:   # by hand\n")
    after, done = rewritten(text, {3: ITEM})
    old = "item: {a: 1.1, b: -0.5, origin: expert}"
    new = 'item: {a: 1.234, b: -0.100, origin: "calibrated, n=412, 2026-11-21"}'
    assert after == text.replace(old, new)
    assert done == {3}


def test_the_content_reads_what_was_written(tmp_path: Path) -> None:
    after, _ = rewritten(little_service.TASKS, {3: ITEM})
    found = load(little_service.written(tmp_path, little__tasks=after)).services[0].task(3)
    assert (found.a, found.b, found.origin) == (1.234, -0.1, "calibrated, n=412, 2026-11-21")


def test_a_calibrated_item_is_calibrated_again() -> None:
    once, _ = rewritten(little_service.TASKS, {3: ITEM})
    again, done = rewritten(once, {3: Estimated("little", 3, 900, 1, 0, 0.1, 0.1, "2027-01-02")})
    assert 'origin: "calibrated, n=900, 2027-01-02"}' in again
    assert "n=412" not in again and done == {3}


def test_line_ends_and_block_style_stay() -> None:
    text = (
        "tasks:\r\n  one:\r\n    number: 1\r\n    item:\r\n"
        "      origin: expert  # guess\r\n      a: 1\r\n      b: 0\r\n"
    )
    after, _ = rewritten(text, {1: ITEM})
    assert after == (
        "tasks:\r\n  one:\r\n    number: 1\r\n    item:\r\n"
        '      origin: "calibrated, n=412, 2026-11-21"  # guess\r\n'
        "      a: 1.234\r\n      b: -0.100\r\n"
    )


def test_other_tasks_are_left_alone() -> None:
    assert rewritten(little_service.TASKS, {4: ITEM}) == (little_service.TASKS, frozenset())
    for odd in ("", "tasks: none\n", "tasks: {one: word, two: {number: x}, ? [a] : {}}\n"):
        assert rewritten(odd, {3: ITEM}) == (odd, frozenset())


@pytest.mark.parametrize(
    "item", ["{a: 1, b: 0}", "expert", "{a: [1], b: 0, origin: expert}", "*shared"]
)
def test_an_item_that_is_not_a_table_of_its_own_is_refused(item: str) -> None:
    first = "  shared: &shared {a: 1, b: 0, origin: expert}\n"
    text = f"tasks:\n{first}  one: {{number: 3, item: {item}}}\n"
    with pytest.raises(NotWrittenError, match="Task 3: write its item as a table"):
        rewritten(text, {3: ITEM})


def test_an_item_that_is_missing_is_refused() -> None:
    with pytest.raises(NotWrittenError):
        rewritten("tasks:\n  one: {number: 3}\n", {3: ITEM})


def test_parameters_read_again_are_the_same() -> None:
    assert from_json(to_json([ITEM])) == (ITEM,)


@pytest.mark.parametrize(
    "change",
    [
        ("kiosk item", "other item"),
        ('"a": 1.234', '"a": 9'),
        ('"b": -0.1', '"b": "low"'),
        ('"task": 3', '"task": "3"'),
        ('"n": 412,', ""),
        ("2026-11-21", "some day"),
        ("{", "["),
    ],
)
def test_a_file_of_something_else_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(ParametersError, match="make it with --estimate"):
        from_json(to_json([ITEM]).replace(*change))
