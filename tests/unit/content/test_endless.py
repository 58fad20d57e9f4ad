from __future__ import annotations

from kiosk.content.endless import endless
from kiosk.domain.simulation.model import Model
from tests.machines import rule, where

STATE = {"a": ("0", "1", "2"), "b": ("0", "1")}
START = {"a": "0", "b": "0"}


def test_steps_that_come_to_rest_are_fine() -> None:
    down = rule("later/down", (where(a="0"), {"a": "1"}), (where(a="1"), {"a": "2"}))
    assert endless(Model(STATE, START, (down,), later=("later/down",))) == []


def test_steps_that_hold_each_other_up_are_a_circle() -> None:
    up = rule("later/up", (where(a="0"), {"a": "1"}))
    down = rule("later/down", (where(a="1"), {"a": "0"}))
    model = Model(STATE, START, (up, down), later=("later/up", "later/down"))
    assert endless(model) == ["later/up", "later/down"]


def test_a_circle_that_needs_a_tap_is_no_circle() -> None:
    up = rule("later/up", (where(a="0", b="0"), {"a": "1", "b": "1"}))
    down = rule("later/down", (where(a="1"), {"a": "0"}))
    tap = rule("dev.view/tap", (where(b="1"), {"b": "0"}))
    model = Model(STATE, START, (up, down, tap), later=("later/up", "later/down"))
    assert endless(model) == []


def test_many_steps_beside_each_other_need_no_walk_through_all_their_values() -> None:
    many = tuple(str(n) for n in range(60))
    names = [f"v{n}" for n in range(12)]
    steps = tuple(rule(f"later/{n}", (where(**{n: "0"}), {n: "1"})) for n in names)
    vars_ = dict.fromkeys(names, many)
    start = dict.fromkeys(names, "0")
    later = tuple(r.event for r in steps)
    assert endless(Model(vars_, start, steps, later=later)) == []
    back = rule("later/back", (where(v3="1"), {"v3": "7"}), (where(v3="7"), {"v3": "0"}))
    model = Model(vars_, start, (*steps, back), later=(*later, "later/back"))
    assert sorted(endless(model)) == ["later/back", "later/back", "later/v3"]


def test_steps_that_undo_each_other_but_never_in_one_state_come_to_rest() -> None:
    up = rule("later/up", (where(a="0", b="0"), {"a": "1"}))
    down = rule("later/down", (where(a="1", b="1"), {"a": "0"}))
    assert endless(Model(STATE, START, (up, down), later=("later/up", "later/down"))) == []
