from __future__ import annotations

from kiosk.domain.simulation.classes import background, value_classes
from kiosk.domain.simulation.model import Branch, Model, Rule
from tests.machines import DOOR, rule, where


def classes_of(model: Model, variable: str, **asked: str) -> int:
    return len(set(value_classes(model, [where(**asked)])[variable].values()))


def test_what_no_question_needs_is_one_class() -> None:
    assert classes_of(DOOR, "lamp", hall="inside") == 1
    assert classes_of(DOOR, "knocked", hall="inside") == 1


def test_what_a_guard_on_the_way_asks_for_is_kept() -> None:
    assert classes_of(DOOR, "door", hall="inside") == 2


def test_a_latch_keeps_what_it_watches() -> None:
    assert classes_of(DOOR, "door", knocked="yes") == 2


def test_values_that_no_guard_tells_apart_are_merged() -> None:
    typed = ("empty", "own", "mail", "other")
    model = Model(
        {"dev": ("a", "b"), "name": typed},
        {"dev": "a", "name": "empty"},
        (
            rule("dev.a/go", (where(dev="a", name="own"), {"dev": "b"})),
            *(rule(f"dev.a/name={x}", (where(dev="a"), {"name": x})) for x in typed),
        ),
        ("dev",),
    )
    assert classes_of(model, "name", dev="b") == 2


def test_branches_with_one_effect_ask_together() -> None:
    items = ("none", "one", "two")
    copies = tuple(Branch(where(chosen=x), {"booked": x}) for x in items)
    model = Model(
        {"chosen": items, "booked": items},
        {"chosen": "none", "booked": "none"},
        (Rule("copy", copies),),
    )
    assert classes_of(model, "chosen", booked="one") == 2


def test_the_background_is_everything_unnamed_but_the_views() -> None:
    assert background(DOOR, [where(lamp="on")]) == {"door", "knocked"}
    assert background(DOOR, [where(knocked="yes")]) == {"lamp"}
