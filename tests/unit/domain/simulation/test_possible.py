"""What sleeps in a task is left out, and nothing that can happen is."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.proof import Prover
from kiosk.content.report import FormReport
from kiosk.domain.simulation.condition import Cond
from kiosk.domain.simulation.machine import Machine
from kiosk.domain.simulation.model import Branch, Model, Rule
from kiosk.domain.simulation.possible import possible
from kiosk.domain.task import Form
from tests.machines import forms, models, task


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


EVENTS = tuple(f"dev.0/{n}" for n in range(9))


class Unabridged(Form):
    """A form that is proven with everything that its service has."""

    @property
    def awake(self) -> Model:
        return self.model


@given(models(), st.lists(st.sampled_from(EVENTS), max_size=12))
def test_whatever_is_tapped_it_goes_on_as_before(model: Model, way: list[str]) -> None:
    before, awake = Machine(model), Machine(possible(model))
    assert awake.decode(awake.play(way)) == before.decode(before.play(way))


@given(models())
def test_nothing_is_left_out_twice(model: Model) -> None:
    assert possible(possible(model)) == possible(model)


@given(forms())
def test_no_fault_is_hidden(form: Form) -> None:
    parts = {f.name: getattr(form, f.name) for f in fields(form)}
    short, long = (Prover(task(f), f).prove() for f in (form, Unabridged(**parts)))
    assert told(short) == told(long)


def told(report: FormReport) -> object:
    """What does not hang on which of several ways of one length was found."""
    flaws = {(f.property, len(f.path)) for f in report.flaws}
    messages = {f.message for f in report.flaws if f.property != "dead end"}
    lucky = None if report.lucky is None else len(report.lucky)
    return flaws, messages, len(report.shortest), lucky, report.traps, set(report.notes)
