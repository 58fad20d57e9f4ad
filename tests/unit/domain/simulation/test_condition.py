from __future__ import annotations

from kiosk.domain.simulation.condition import ALWAYS, NEVER, conj, holds, join, names, unite

RED = frozenset({"red"})
WARM = frozenset({"red", "yellow"})
COLOURS = {"a": ("red", "yellow", "blue"), "b": ("red", "yellow", "blue")}


def test_always_holds_and_never_does_not() -> None:
    assert holds(ALWAYS, {"a": "red"})
    assert not holds(NEVER, {"a": "red"})


def test_alternatives_are_any_of_and_their_variables_all_of() -> None:
    cond = ({"a": RED, "b": WARM}, {"a": frozenset({"blue"})})
    assert holds(cond, {"a": "red", "b": "yellow"})
    assert holds(cond, {"a": "blue", "b": "blue"})
    assert not holds(cond, {"a": "red", "b": "blue"})


def test_joining_keeps_what_both_allow() -> None:
    assert join({"a": WARM}, {"a": RED, "b": WARM}) == {"a": RED, "b": WARM}


def test_joining_contradictions_gives_nothing() -> None:
    assert join({"a": RED}, {"a": frozenset({"blue"})}) is None
    assert conj(({"a": RED},), ({"a": frozenset({"blue"})}, {"b": RED})) == ({"a": RED, "b": RED},)


def test_names_are_those_of_every_alternative() -> None:
    assert names([({"a": RED}, {"b": RED}), ALWAYS]) == {"a", "b"}


def test_uniting_drops_a_variable_that_may_be_anything() -> None:
    cond = ({"a": WARM, "b": RED}, {"a": frozenset({"blue"}), "b": RED})
    assert unite(COLOURS, cond) == ({"b": RED},)


def test_uniting_keeps_what_differs_in_two_variables() -> None:
    cond = ({"a": RED, "b": RED}, {"a": frozenset({"blue"}), "b": WARM})
    united = unite(COLOURS, cond)
    for a in COLOURS["a"]:
        for b in COLOURS["b"]:
            values = {"a": a, "b": b}
            assert holds(united, values) == holds(cond, values)
