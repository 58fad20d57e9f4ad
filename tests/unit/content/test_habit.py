from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.content.habit import UndecidedError, habit, part_too_early
from kiosk.domain.simulation.model import Model
from kiosk.domain.task import Form
from tests.machines import form, rule, where

ANSWERS = Model(
    vars={"phone": ("home", "request"), "answer": ("none", "yes", "no"), "read": ("no", "yes")},
    start={"phone": "home", "answer": "none", "read": "no"},
    rules=(
        rule("phone.home/open", (where(phone="home"), {"phone": "request"})),
        *(
            rule(f"phone.{v}/{a}", (where(phone=v), {"answer": a}))
            for v in ("home", "request")
            for a in ("yes", "no")
        ),
    ),
    devices=("phone",),
    latches={"read": where(phone="request")},
)
READ = where(read="yes")


def answered(answer: str, model: Model = ANSWERS) -> Form:
    ends = {"answered": where(answer="yes|no")}
    return form(model, where(answer=answer), ends=ends, decides=READ)


def test_one_blind_way_that_wins_in_every_form_is_a_habit() -> None:
    assert habit([answered("yes"), answered("yes")]) == ("phone.home/yes",)


def test_forms_that_need_different_answers_allow_no_habit() -> None:
    assert habit([answered("yes"), answered("no")]) is None


def test_a_walk_over_the_budget_says_so_and_calls_nothing_proven() -> None:
    with pytest.raises(UndecidedError, match="more than 1 states"):
        habit([answered("yes"), answered("no")], limit=1)


def test_a_case_and_its_twin_must_not_part_before_what_decides_was_seen() -> None:
    assert part_too_early(answered("yes"), answered("no")) == ()


def test_they_may_part_after_it() -> None:
    careful = replace(
        ANSWERS,
        rules=tuple(r for r in ANSWERS.rules if "home/" not in r.event or "open" in r.event),
    )
    assert part_too_early(answered("yes", careful), answered("no", careful)) is None


def test_they_must_part_at_all() -> None:
    careful = replace(
        ANSWERS,
        rules=tuple(r for r in ANSWERS.rules if "home/" not in r.event or "open" in r.event),
    )
    way = ("phone.home/open", "phone.request/yes")
    assert part_too_early(answered("yes", careful), answered("yes", careful)) == way
