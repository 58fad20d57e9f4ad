from __future__ import annotations

from kiosk.domain.simulation.explore import ended, explore, lost
from kiosk.domain.simulation.machine import NOTHING
from kiosk.domain.simulation.walk import Walk
from tests.machines import DOOR, where

INSIDE = where(hall="inside")


def test_what_matters_is_kept_and_walked_again() -> None:
    def judge(found: Walk) -> frozenset[str]:
        return lost(found, found.where(INSIDE), set())[1]

    explored = explore(DOOR, [INSIDE], [], judge)
    assert explored.rounds == 2
    assert "door" in explored.walk.machine.sizes
    assert "lamp" not in explored.walk.machine.sizes


def test_a_contented_judge_ends_it_at_once() -> None:
    assert explore(DOOR, [INSIDE], [], lambda found: NOTHING).rounds == 1


def test_a_judge_is_not_asked_about_half_a_walk() -> None:
    def judge(found: Walk) -> frozenset[str]:
        raise AssertionError

    assert not explore(DOOR, [INSIDE], [], judge, limit=1).walk.complete


def test_lost_states_are_those_without_a_way_that_have_not_ended() -> None:
    open_door = where(door="open")
    explored = explore(DOOR, [INSIDE, open_door], [open_door], lambda found: NOTHING)
    found = explored.walk
    done = ended(found, [open_door])
    stuck, _ = lost(found, [], done)
    assert stuck == [0]
    assert done == {1}
