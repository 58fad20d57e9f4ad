from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.simulation.condition import ALWAYS, holds
from kiosk.domain.simulation.machine import Machine
from kiosk.domain.simulation.model import Model
from tests.machines import DOOR, conds, models, rule, where


def test_it_begins_where_the_model_says() -> None:
    machine = Machine(DOOR)
    assert machine.decode(machine.start) == DOOR.start


def test_the_first_branch_that_fits_is_taken() -> None:
    machine = Machine(DOOR)
    opened = machine.apply(machine.start, "hall.outside/handle")
    assert machine.decode(opened)["door"] == "open"
    assert machine.decode(machine.apply(opened, "hall.outside/handle"))["door"] == "shut"


def test_an_event_that_means_nothing_here_changes_nothing() -> None:
    machine = Machine(DOOR)
    assert machine.apply(machine.start, "hall.inside/lamp") == machine.start
    assert machine.apply(machine.start, "no such event") == machine.start


def test_a_latch_remembers_what_once_held() -> None:
    machine = Machine(DOOR)
    state = machine.play(["hall.outside/handle", "hall.outside/handle"])
    assert machine.decode(state) == {**DOOR.start, "knocked": "yes"}


def test_a_latch_that_holds_at_the_start_is_set_at_the_start() -> None:
    model = Model(
        vars={"dev": ("a", "b"), "note": ("no", "yes")},
        start={"dev": "a", "note": "no"},
        rules=(rule("dev.a/go", (where(dev="a"), {"dev": "b"})),),
        devices=("dev",),
        latches={"note": where(dev="a")},
    )
    machine = Machine(model)
    assert machine.decode(machine.start)["note"] == "yes"


def test_a_device_with_one_view_is_decoded_too() -> None:
    model = Model({"dev": ("only",), "a": ("0", "1")}, {"dev": "only", "a": "0"}, (), ("dev",))
    machine = Machine(model)
    assert machine.decode(machine.start) == {"dev": "only", "a": "0"}


def test_the_successors_are_the_events_that_change_something() -> None:
    machine = Machine(DOOR)
    inside = machine.play(["hall.outside/handle", "hall.outside/step"])
    events = {event for event, _, unsure in machine.successors(inside) if not unsure}
    assert events == {"hall.inside/out", "hall.inside/lamp", "later/falls_shut"}


def test_a_step_that_asks_for_a_soft_variable_is_unsure() -> None:
    machine = Machine(DOOR, soft=frozenset({"door"}))
    steps = [(event, unsure) for event, _, unsure in machine.successors(machine.start)]
    assert ("hall.outside/step", frozenset({"door"})) in steps


def test_the_largest_variables_are_named_first() -> None:
    machine = Machine(Model({"a": ("0", "1"), "b": ("0", "1", "2")}, {"a": "0", "b": "0"}, ()))
    assert list(machine.sizes.items()) == [("b", 3), ("a", 2)]


@given(models(), conds(), st.data())
def test_integers_say_the_same_as_values(model: Model, cond: object, data: st.DataObject) -> None:
    machine = Machine(model)
    state = machine.start
    for _ in range(12):
        values = machine.decode(state)
        assert machine.encode(values) == state
        asked = data.draw(conds())
        assert machine.holds(asked, state) == holds(asked, values)
        event = data.draw(st.sampled_from([r.event for r in model.rules]))
        after = machine.decode(machine.apply(state, event))
        assert after == _by_hand(model, values, event)
        state = machine.apply(state, event)
    assert machine.holds(ALWAYS, state)


def _by_hand(model: Model, values: dict[str, str], event: str) -> dict[str, str]:
    found = next(r for r in model.rules if r.event == event)
    branch = next((b for b in found.branches if holds(b.when, values)), None)
    if branch is None:
        return values
    after = {**values, **branch.set}
    held = {name: "yes" for name, cond in model.latches.items() if holds(cond, after)}
    return {**after, **held}
