from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kiosk.content.graph import Graph, TooManyStatesError, graph
from kiosk.content.load import load
from kiosk.content.svg import draw
from kiosk.domain.task import Form, Trap
from tests.little_service import written
from tests.machines import DOOR, form, rule, where

LIT = where(lamp="on")


def shown(drawn: Graph) -> list[tuple[str, ...]]:
    return [drawn.nodes[n].lines for n in drawn.path]


def little(folder: Path) -> Form:
    return load(written(folder)).service(7).task(3).forms[0]


def test_each_state_of_a_small_form_is_a_box_and_the_shortest_way_is_marked() -> None:
    drawn = graph(form(DOOR, LIT))
    assert (drawn.merged, drawn.steps, len(drawn.path)) == (False, 3, 4)
    assert shown(drawn)[0] == ("hall: outside",)
    assert drawn.nodes[drawn.path[0]].start and drawn.nodes[drawn.path[-1]].goal
    assert sum(e.on_path for e in drawn.edges) == 3
    assert [drawn.nodes[n].steps for n in drawn.path] == [3, 2, 1, 0]


def test_many_states_are_merged_by_what_the_devices_show(tmp_path: Path) -> None:
    whole, merged = graph(little(tmp_path), single=9999), graph(little(tmp_path), single=1)
    assert merged.merged and not whole.merged
    assert len(merged.nodes) < len(whole.nodes) == whole.states == merged.states
    assert sum(n.states for n in merged.nodes) == merged.states


def test_the_tap_of_the_way_stands_first_on_its_edge(tmp_path: Path) -> None:
    drawn = graph(little(tmp_path), single=1)
    taps = [e.taps[0] for e in drawn.edges if e.on_path]
    assert '"tirsdag 10:00" (browser.times)' in taps


def test_ends_traps_and_states_without_a_way_are_marked() -> None:
    fall = rule("hall.outside/fall", (where(hall="outside", door="open"), {"hall": "pit"}))
    pit = replace(DOOR, vars={**DOOR.vars, "hall": ("outside", "inside", "pit")},
                  rules=(*DOOR.rules, fall))  # fmt: skip
    trap = Trap("dark", where(hall="outside", lamp="on"))
    drawn = graph(form(pit, LIT, traps=(trap,)))
    assert {n.lines[0] for n in drawn.nodes if n.steps is None} == {"hall: pit"}
    assert any(n.trap for n in drawn.nodes)
    ended = graph(form(pit, LIT, ends={"fell": where(hall="pit")}))
    assert {n.lines[0] for n in ended.nodes if n.end} == {"hall: pit"}


def test_a_form_that_no_picture_can_show_says_so(tmp_path: Path) -> None:
    with pytest.raises(TooManyStatesError, match="groups of states, and a picture can show 2"):
        graph(little(tmp_path), single=1, most=2)


def test_a_goal_out_of_reach_can_be_drawn_too() -> None:
    drawn = graph(form(DOOR, LIT, ends={"opened": where(door="open")}))
    assert (drawn.steps, len(drawn.path)) == (-1, 1)


def test_a_walk_that_never_ends_is_not_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.content.graph.STATES", 3)
    with pytest.raises(TooManyStatesError, match="3 groups"):
        graph(little(tmp_path))


def test_the_picture_is_valid_and_escapes_what_authors_write(tmp_path: Path) -> None:
    drawn = graph(little(tmp_path), single=1)
    drawn.nodes[0].lines = ("a <b> & " + "c" * 60,)
    drawn.edges[0].taps = ['"<ø>" & more ' + "d" * 60]
    drawn.edges[0].on_path = True
    places = [(n * 100.0, n * 80.0) for n in range(len(drawn.nodes))]
    ways = [[places[e.source], places[e.target]] for e in drawn.edges]
    svg = draw("little/<task>", drawn, places, ways)
    texts = [t.text for t in ET.fromstring(svg).iter() if t.text]
    assert "little/<task>" in texts
    assert any(t.startswith("a <b> & c") and t.endswith("…") for t in texts)


def test_a_picture_of_one_box_needs_no_edge() -> None:
    drawn = graph(form(DOOR, LIT))
    one = Graph(drawn.nodes[:1], [], [0], 0, 1, False)
    assert ET.fromstring(draw("one", one, [(0.0, 0.0)], [])).tag.endswith("svg")
    drawn.nodes[0].start = drawn.nodes[0].goal = False
    lost = replace(one, nodes=[replace(drawn.nodes[0], steps=None)])
    trap = replace(one, nodes=[replace(drawn.nodes[0], trap=True)])
    assert "#f6d4d0" in draw("lost", lost, [(0.0, 0.0)], [])
    assert draw("trap", trap, [(0.0, 0.0)], []).count("#fdeac2") == 2
