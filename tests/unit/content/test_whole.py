from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from hypothesis import given

from kiosk.content.load import load
from kiosk.content.whole import never_changing, never_shown, small, unbalanced, unlabelled
from kiosk.domain.simulation.condition import Cond, holds
from kiosk.domain.simulation.view import Component, Kind, View
from kiosk.domain.simulation.walk import LIMIT
from kiosk.domain.task import Form, Person, Service
from kiosk.domain.text import Text
from tests.little_service import TASKS, service, tasks, written
from tests.machines import VALUES, forms, task


def loaded(folder: Path, **changes: str) -> Service:
    return load(written(folder, **changes)).service(7)


def test_a_label_that_its_form_leaves_empty_is_told(tmp_path: Path) -> None:
    assert unlabelled(loaded(tmp_path / "a")) == []
    blank = tasks("{free: wed,", '{free: wed, word: " ",')["little__tasks"].replace(
        "{free: tue,", "{free: tue, word: Bestil,"
    )
    link = service("link: Bestil tid", "link: <word>")
    (flaw,) = unlabelled(loaded(tmp_path / "b", little__tasks=blank, **link))
    assert flaw.message == "'browser.front/book' has no words to show or to read aloud"


def safety(case: str, key: str, number: int, twin: int) -> str:
    return (
        TASKS.replace("tasks:\n", "")
        .replace("without_clash", key)
        .replace("number: 3", f"number: {number}")
        .replace("rung: 2", f"rung: S\n    case: {case}\n    twin: {twin}")
    )


def test_safety_tasks_are_half_true_half_false_and_name_each_other(tmp_path: Path) -> None:
    pair = "tasks:\n" + safety("true", "one", 1, 2) + safety("false", "two", 2, 1)
    assert unbalanced(loaded(tmp_path / "a", little__tasks=pair)) == []
    third = pair + safety("false", "three", 3, 1)
    assert [f.message for f in unbalanced(loaded(tmp_path / "b", little__tasks=third))] == [
        "1 safety tasks are true and 2 false: make them equal",
        "'three' has no twin of the other case that names it in turn",
    ]


def test_a_service_too_small_to_measure_is_noted(tmp_path: Path) -> None:
    assert small(loaded(tmp_path)) == [
        "1 task; a service that is to be measured has 12 or more",
        "0 of 1 task about safety; a quarter is wanted",
    ]


# -- what is never shown or never changes anything, beside a plain walk over every state


@given(forms())
def test_a_view_is_live_where_a_plain_walk_sees_it(form: Form) -> None:
    seen = {form.machine.decode(s)["dev"] for s in reached(form, ())}
    told = {flaw.message for flaw in never_shown(shown_as(form), (), LIMIT)}
    assert told == {f"view 'dev.{v}' is never shown" for v in VALUES if v not in seen}


@given(forms())
def test_a_control_is_live_where_a_plain_walk_can_use_it(form: Form) -> None:
    apply = form.machine.apply
    states = reached(form, form.ends.values())
    dead = {r.event for r in form.model.rules if all(apply(s, r.event) == s for s in states)}
    told = {flaw.message for flaw in never_changing(shown_as(form), (), LIMIT)}
    assert told == {f"'{event}' never changes anything" for event in dead}


def shown_as(form: Form) -> Service:
    """A service of that form alone, with a button for each of its events."""
    text = Text("t", "t")
    buttons = tuple(
        Component(rule.event.partition("/")[2], Kind.BUTTON, text=text, event=rule.event)
        for rule in form.model.rules
    )
    views = tuple(View("dev", v, buttons if v == "0" else ()) for v in VALUES)
    person = Person("p", "p", "p", "1", text, "p")
    return Service(1, "s", text, ("da",), (task(replace(form, views=views)),), person, b"1234")


def reached(form: Form, ends: Iterable[Cond]) -> set[int]:
    stops = tuple(ends)
    found = {form.machine.start}
    queue = list(found)
    for state in queue:
        if any(holds(end, form.machine.decode(state)) for end in stops):
            continue
        for rule in form.model.rules:
            after = form.machine.apply(state, rule.event)
            if after not in found:
                found.add(after)
                queue.append(after)
    return found
