from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kiosk.desk.flow import DeskFlow
from kiosk.desk.lists_flow import PAGE, ListsFlow
from kiosk.desk.screens import Apart, Listed, Log, Missing, Result, Scan
from kiosk.devices.worker import InlineWorker
from kiosk.storage.desk import QuarantinedResult
from tests import desks
from tests.desk_parts import MISSING, FakeKeeper, log_of_everything
from tests.desks import CODE, NOW, FakeDesk


class Desk:
    """A desk with lists."""

    def __init__(self) -> None:
        known = (desks.three(), desks.many(sequence=3))
        self.keeper = FakeKeeper()
        self.keeper.kept_apart = tuple(
            QuarantinedResult(desks.kept(one), "place taken") for one in known
        )
        self.keeper.lacks = MISSING
        self.keeper.log = log_of_everything() * 6
        self.flow = DeskFlow(FakeDesk(before=known), InlineWorker(), "en")
        self.lists = self.flow.lists = ListsFlow(self.flow, self.keeper, self.flow.row)


def shown(flow: DeskFlow) -> Any:
    return flow.screen


def test_the_way_to_the_lists_tells_how_many_there_are() -> None:
    desk = Desk()
    desk.lists.open()
    assert shown(desk.flow) == Listed(apart=2, missing=4)


def test_kept_apart_comes_with_its_reason_the_newest_first() -> None:
    desk = Desk()
    desk.lists.show_apart()
    screen = desk.flow.screen
    assert isinstance(screen, Apart)
    assert [one.row.kept.sequence for one in screen.rows] == [3, 7]
    assert {one.reason for one in screen.rows} == {"place taken"}


def test_what_never_came_is_listed() -> None:
    desk = Desk()
    desk.lists.show_missing()
    assert shown(desk.flow) == Missing(MISSING)
    assert [row.count for row in MISSING] == [3, 1]


def test_the_log_is_read_page_by_page() -> None:
    desk = Desk()
    desk.lists.show_log()
    first = shown(desk.flow)
    assert isinstance(first, Log)
    assert (len(first.entries), first.more) == (PAGE, True)
    desk.lists.show_log(PAGE)
    second = shown(desk.flow)
    assert not second.more
    assert len(second.entries) == len(desk.keeper.log) - PAGE


@pytest.mark.parametrize("show", [ListsFlow.show_apart, ListsFlow.show_missing, ListsFlow.show_log])
def test_one_step_back_leads_to_the_lists(show: Callable[[ListsFlow], None]) -> None:
    desk = Desk()
    show(desk.lists)
    desk.flow.back()
    assert isinstance(shown(desk.flow), Listed)
    desk.flow.back()
    assert shown(desk.flow) == Scan()


def test_a_result_says_until_when_it_is_kept() -> None:
    desk = Desk()
    desk.flow.kept_until = lambda came: date(came.year + 1, 3, 2)
    desk.flow.wake()
    desk.flow.recall(desk.flow.latest[0])
    assert shown(desk.flow) == Result(desks.three(), NOW, date(2027, 3, 2))
    desk.flow.scanned(CODE)
    assert shown(desk.flow).kept_until is not None
