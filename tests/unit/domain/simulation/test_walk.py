from __future__ import annotations

from kiosk.domain.simulation.machine import Machine
from kiosk.domain.simulation.walk import walk
from tests.machines import DOOR, where


def test_the_way_to_a_state_is_a_shortest_one() -> None:
    found = walk(Machine(DOOR))
    lit = found.where(where(lamp="on"))
    way = ["hall.outside/handle", "hall.outside/step", "hall.inside/lamp"]
    assert found.path(lit[0]) == way
    assert found.path(0) == []


def test_nothing_follows_an_ended_state() -> None:
    found = walk(Machine(DOOR), [where(hall="inside")])
    assert not found.where(where(lamp="on"))


def test_a_walk_over_the_budget_says_so() -> None:
    assert not walk(Machine(DOOR), limit=2).complete
    assert walk(Machine(DOOR)).complete


def test_distances_count_the_steps_to_the_nearest_goal() -> None:
    found = walk(Machine(DOOR))
    away, _ = found.away(found.where(where(lamp="on")))
    assert away[0] == 3
    assert min(away) == 0


def test_a_state_without_a_way_has_no_distance() -> None:
    found = walk(Machine(DOOR), [where(door="open")])
    away, _ = found.away(found.where(where(hall="inside")))
    assert set(away) == {-1}


def test_unsure_steps_give_a_way_only_where_may_is_enough() -> None:
    found = walk(Machine(DOOR, soft=frozenset({"door"})))
    goals = found.where(where(hall="inside"))
    sure, _ = found.away(goals)
    may, via = found.away(goals, may=True)
    assert (sure[0], may[0]) == (-1, 1)
    assert via[0] == {"door"}
    assert found.unsure(goals[0]) == {"door"}
