from __future__ import annotations

import pytest

from kiosk.domain.simulation.view import Component, Kind, Option, View
from kiosk.domain.task import Assessments, Form, Hint, Person, Service
from kiosk.domain.text import Text
from tests.machines import DOOR, form, rule, task, where

TEXT = Text("k", "t")


@pytest.fixture
def house() -> Form:
    """The door with its two views, a name to type, a colour to choose."""
    typed = ("empty", "own", "other")
    model = type(DOOR)(
        vars={**DOOR.vars, "name": typed, "colour": ("red", "blue")},
        start={**DOOR.start, "name": "empty", "colour": "red"},
        rules=(
            *DOOR.rules,
            *(rule(f"hall.inside/name={x}", (where(hall="inside"), {"name": x})) for x in typed),
        ),
        devices=DOOR.devices,
        latches=DOOR.latches,
        later=DOOR.later,
    )
    outside = View("hall", "outside", (
        Component("handle", Kind.BUTTON, TEXT, event="hall.outside/handle"),
        Component("step", Kind.BUTTON, TEXT, event="hall.outside/step", when=where(door="open")),
        Component("note", Kind.TEXT, TEXT),
    ))  # fmt: skip
    inside = View("hall", "inside", (
        Component("name", Kind.FIELD, TEXT, variable="name"),
        Component("colour", Kind.CHOICE, TEXT, variable="colour",
                  options=(Option("blue", TEXT, "hall.inside/colour=blue"),)),
    ))  # fmt: skip
    return Form(
        row=0,
        prompt=TEXT,
        model=model,
        views=(outside, inside),
        goal=where(lamp="on"),
        hints=(Hint("in", TEXT, where(hall="outside")), Hint("lamp", Text("k2", "t"))),
        inputs={"name": {"own": "Mette"}},
    )


def test_a_device_shows_the_view_of_the_state(house: Form) -> None:
    start = house.machine.decode(house.machine.start)
    assert [c.id for c in house.view(start, "hall").components] == ["handle", "note"]
    opened = start | {"door": "open"}
    assert [c.id for c in house.view(opened, "hall").components] == ["handle", "step", "note"]


def test_the_events_are_those_of_what_is_shown(house: Form) -> None:
    start = house.machine.decode(house.machine.start)
    assert house.events(start) == ("hall.outside/handle",)
    assert house.events(start | {"hall": "inside"}) == (
        "hall.inside/name=empty",
        "hall.inside/name=own",
        "hall.inside/name=other",
        "hall.inside/colour=blue",
    )


def test_time_fires_an_event_only_where_it_changes_something(house: Form) -> None:
    start = house.machine.decode(house.machine.start)
    assert house.later(start) is None
    assert house.later(start | {"hall": "inside", "door": "open"}) == "later/falls_shut"


def test_the_first_hint_that_fits_is_given(house: Form) -> None:
    start = house.machine.decode(house.machine.start)
    assert house.nudge(start) is TEXT
    assert house.nudge(start | {"hall": "inside"}) == Text("k2", "t")
    assert form().nudge(DOOR.start) is None


def test_a_typed_text_becomes_its_class(house: Form) -> None:
    assert house.typed("name", " mette ") == "own"
    assert house.typed("name", "") == "empty"


def test_an_event_is_found_where_a_citizen_taps_it(house: Form) -> None:
    found = house.component_of("hall.inside/name=own")
    assert found is not None
    assert (found[0].name, found[1].id) == ("inside", "name")
    assert house.component_of("later/falls_shut") is None
    assert house.component_of("hall.inside/nothing") is None


def test_the_guide_leads_to_the_goal(house: Form) -> None:
    state, steps = house.machine.start, 0
    while step := house.step_toward(house.machine.decode(state)):
        state, steps = house.machine.apply(state, step[1]), steps + 1
    assert house.machine.holds(house.goal, state)
    assert steps == 3


def test_services_and_tasks_are_found_by_their_permanent_number() -> None:
    person = Person("ann", "Ann Øvesen", "anøv11", "123456", TEXT, "ann@ovesen.example")
    only = task(form())
    service = Service(7, "little", TEXT, ("da",), (only,), person, b"1234")
    assessments = Assessments((service,), b"0" * 32)
    assert assessments.service(7).task(1) is only
