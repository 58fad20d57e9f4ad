from __future__ import annotations

from kiosk.domain.simulation.view import Component, Kind, Option, View
from kiosk.domain.text import Text
from tests.machines import where

NAME = Component("name", Kind.FIELD, variable="name")
NOTE = Component("note", Kind.TEXT, Text("k", "note"), when=where(lamp="on"))
GO = Component("go", Kind.BUTTON, Text("k", "go"), event="hall.outside/go")
ASK = Component(
    "ask", Kind.CHOICE, variable="ask", options=(Option("a", Text("k", "a"), "hall.outside/ask=a"),)
)
VIEW = View("hall", "outside", (NAME, NOTE, GO, ASK), title=Text("k", "Hall"), secure=False)


def test_a_view_shows_what_fits_and_keeps_the_rest_of_itself() -> None:
    dark = VIEW.at({"lamp": "off"})
    assert [c.id for c in dark.components] == ["name", "go", "ask"]
    assert (dark.key, dark.title, dark.secure) == ("hall.outside", VIEW.title, False)
    assert NOTE in VIEW.at({"lamp": "on"}).components


def test_a_citizen_can_do_something_with_what_is_live() -> None:
    assert [c.id for c in VIEW.components if c.live] == ["name", "go", "ask"]


def test_a_field_fires_the_class_of_what_was_typed() -> None:
    assert NAME.typed(VIEW, "own") == "hall.outside/name=own"
