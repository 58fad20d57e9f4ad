from __future__ import annotations

from hypothesis import given

from kiosk.domain.simulation.guide import Guide
from kiosk.domain.simulation.machine import Machine
from kiosk.domain.task import Form
from tests.machines import DOOR, forms, where

LIT = where(lamp="on")


def test_it_counts_the_steps_and_names_the_next() -> None:
    assert Guide(DOOR, LIT, ()).step(DOOR.start) == (3, "hall.outside/handle")


def test_it_is_silent_where_the_goal_holds() -> None:
    values = {"hall": "inside", "door": "shut", "lamp": "on", "knocked": "yes"}
    assert Guide(DOOR, LIT, ()).step(values) is None


def test_it_is_silent_where_no_way_leads() -> None:
    guide = Guide(DOOR, LIT, (where(door="open"),))
    assert guide.step(DOOR.start) is None
    assert len(guide) == 0


@given(forms())
def test_following_it_always_arrives(form: Form) -> None:
    """From the start, as many steps as it said, in the full machine, without passing an end."""
    machine, state = Machine(form.model), form.machine.start
    step = form.step_toward(machine.decode(state))
    left = step[0] if step else 0
    while step:
        assert not any(machine.holds(end, state) for end in form.ends.values())
        assert step[0] == left
        state = machine.apply(state, step[1])
        left -= 1
        step = form.step_toward(machine.decode(state))
    assert left == 0
