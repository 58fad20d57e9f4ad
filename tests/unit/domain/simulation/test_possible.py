"""What sleeps in a task is left out, and nothing that can happen is."""

from __future__ import annotations

from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.machine import Machine
from kiosk.domain.simulation.model import Branch, Model, Rule
from kiosk.domain.simulation.possible import possible


def when(**values: str) -> Cond:
    return ({name: frozenset([value]) for name, value in values.items()},)


def rule(event: str, asked: Cond, **done: str) -> Rule:
    return Rule(event, (Branch(asked, done),))


MODEL = Model(
    vars={
        "door": ("shut", "open", "broken"),
        "light": ("off", "on"),
        "kind": ("house", "boat"),
        "seen": ("no", "yes"),
        "sailed": ("no", "yes"),
    },
    start={"door": "shut", "light": "off", "kind": "house", "seen": "no", "sailed": "no"},
    rules=(
        rule("enter", when(door="open", kind="house"), light="on"),
        rule("open", when(door="shut"), door="open"),
        rule("sail", when(kind="boat"), light="on"),
        Rule("kick", (Branch(when(kind="boat"), {"door": "broken"}), Branch(({},), {}))),
        rule("mend", when(door="broken"), door="shut"),
    ),
    latches={"seen": when(light="on"), "sailed": when(kind="boat")},
)


def test_what_can_never_happen_is_left_out() -> None:
    awake = possible(MODEL)
    assert [r.event for r in awake.rules] == ["enter", "open", "kick"]
    assert awake.rules[2].branches == (Branch(({},), {}),)
    assert awake.latches == {"seen": when(light="on"), "sailed": ()}


def test_a_guard_does_not_ask_for_what_always_holds() -> None:
    assert possible(MODEL).rules[0].branches[0].when == when(door="open")


def test_it_runs_as_before() -> None:
    machines = Machine(MODEL), Machine(possible(MODEL))
    for way in (("open", "enter"), ("sail", "kick", "enter"), ("open", "mend", "enter", "open")):
        one, other = (m.decode(m.play(way)) for m in machines)
        assert one == other
