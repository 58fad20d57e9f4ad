from __future__ import annotations

from pathlib import Path

from kiosk.content.load import load
from kiosk.content.whole import small, unbalanced, unlabelled
from kiosk.domain.task import Service
from tests.little_service import TASKS, service, tasks, written


def loaded(folder: Path, **changes: str) -> Service:
    return load(written(folder, **changes)).service(7)


def test_a_label_that_its_form_leaves_empty_is_told(tmp_path: Path) -> None:
    assert unlabelled(loaded(tmp_path / "a")) == []
    blank = tasks("{free: wed,", '{free: wed, word: " ",')["little__tasks"].replace(
        "{free: tue,", "{free: tue, word: Bestil,"
    )
    link = service("link: Bestil tid", "link: <word>")
    (flaw,) = unlabelled(loaded(tmp_path / "b", little__tasks=blank, **link))
    assert flaw.message == "'browser.front/book' has no words to show or to read aloud"


def safety(case: str, key: str, number: int, twin: int) -> str:
    return (
        TASKS.replace("tasks:\n", "")
        .replace("without_clash", key)
        .replace("number: 3", f"number: {number}")
        .replace("rung: 2", f"rung: S\n    case: {case}\n    twin: {twin}")
    )


def test_safety_tasks_are_half_true_half_false_and_name_each_other(tmp_path: Path) -> None:
    pair = "tasks:\n" + safety("true", "one", 1, 2) + safety("false", "two", 2, 1)
    assert unbalanced(loaded(tmp_path / "a", little__tasks=pair)) == []
    third = pair + safety("false", "three", 3, 1)
    assert [f.message for f in unbalanced(loaded(tmp_path / "b", little__tasks=third))] == [
        "1 safety tasks are true and 2 false: make them equal",
        "'three' has no twin of the other case that names it in turn",
    ]


def test_a_service_too_small_to_measure_is_noted(tmp_path: Path) -> None:
    assert small(loaded(tmp_path)) == [
        "1 task; a service that is to be measured has 12 or more",
        "0 of 1 task about safety; a quarter is wanted",
    ]
