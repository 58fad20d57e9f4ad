"""Scoring versions as bytes, and a service as it was in one of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain import scoring
from kiosk.domain.outcome import Outcome
from kiosk.domain.task import Case, Rung, Service
from tests import small

SERVICE = small.service()
VERSION = scoring.version_of(SERVICE.number, SERVICE.tasks)
CONTENT = scoring.canonical(VERSION)


def edited(**changes: Any) -> bytes:
    """The version with another value at a place such as ``items_0_3``."""
    what: Any = dict(zip(("number", "outcomes", "items"), json.loads(CONTENT), strict=True))
    for path, value in changes.items():
        key, *at = path.split("_")
        place, last = what, key
        for step in at:
            place, last = place[last], int(step)  # type: ignore[assignment]
        place[last] = value
    return json.dumps(list(what.values()), ensure_ascii=False, separators=(",", ":")).encode()


def test_a_version_is_read_from_the_very_bytes_that_its_digest_is_taken_over() -> None:
    assert scoring.read(CONTENT) == VERSION
    assert edited() == CONTENT
    assert [task.number for task in VERSION.tasks] == [1, 2, 3]
    assert VERSION.outcomes[1] == (1, "ALONE")
    assert len(scoring.digest(CONTENT)) == 4


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"null",
        b"{}",
        b"[1,2]",
        b"[" * 100_000,
        CONTENT[:-1],
        CONTENT + b" ",
        CONTENT.replace(b",", b", ", 1),
        CONTENT.decode().encode("utf-16"),
        edited(number=0),
        edited(number=True),
        edited(number="1"),
        edited(items=7),
        edited(items_0=[1, "2"]),
        edited(items_0_0=2),
        edited(items_0_1="4"),
        edited(items_1_2="perhaps"),
        edited(items_0_3=1),
        edited(items_0_3=0.1),
        edited(items_0_3=float("nan")),
        edited(items_0_4=float("inf")),
        edited(items_0_4=4.5),
        edited(items_0_5=None),
        CONTENT.replace(b'"expert"', b'"\\ud800"', 1),
        edited(outcomes_0=[0, "SOMETHING"]),
        edited(outcomes_0=[12, "SOMETHING"]),
        edited(outcomes_1=[1.0, "ALONE"]),
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        scoring.read(content)


def test_a_changed_byte_is_refused_or_means_exactly_what_it_says() -> None:
    for at in range(len(CONTENT)):
        changed = CONTENT[:at] + bytes([CONTENT[at] ^ 1]) + CONTENT[at + 1 :]
        try:
            found = scoring.read(changed)
        except ValueError:
            continue
        assert found != VERSION
        assert scoring.canonical(found) == changed


def test_a_version_from_before_an_outcome_was_added_is_read() -> None:
    before = replace(VERSION, outcomes=VERSION.outcomes[: Outcome.WITHDRAWN])
    assert scoring.read(scoring.canonical(before)) == before


class TestAsItWas:
    def test_of_the_present_version_it_is_the_present_service(self) -> None:
        present = replace(SERVICE, scoring_digest=scoring.digest(CONTENT))
        assert scoring.as_it_was(present, VERSION) == present

    def test_order_rung_case_and_item_are_the_version_s_and_texts_the_present_ones(self) -> None:
        first, second, third = VERSION.tasks
        harder = replace(first, rung=Rung.SAFETY, case=Case.TRUE, a=0.7, b=1.5, origin="other")
        version = replace(VERSION, tasks=(third, harder, second))
        was = scoring.as_it_was(SERVICE, version)
        assert [task.number for task in was.tasks] == [3, 1, 2]
        task = was.task(1)
        assert (task.rung, task.case, task.a, task.b, task.origin) == (
            Rung.SAFETY, Case.TRUE, 0.7, 1.5, "other",
        )  # fmt: skip
        assert (task.key, task.can, task.forms) == (
            SERVICE.task(1).key,
            SERVICE.task(1).can,
            SERVICE.task(1).forms,
        )
        assert was.scoring_digest == scoring.digest(scoring.canonical(version))

    def test_a_task_that_is_there_no_more_is_told_by_its_number(self) -> None:
        fewer = replace(SERVICE, tasks=SERVICE.tasks[:1])
        was: Service = scoring.as_it_was(fewer, VERSION)
        gone = was.task(3)
        assert gone.can.say(lambda _context, source: source) == "Task 3"
        assert gone.next == gone.can
        assert (gone.case, gone.forms) == (Case.TRUE, ())

    def test_another_service_s_version_is_refused(self) -> None:
        with pytest.raises(ValueError, match="another service"):
            scoring.as_it_was(small.service(7), VERSION)
