from __future__ import annotations

from kiosk.desk.flow import DeskFlow
from kiosk.desk.screens import Erased, Result, Scan, Search, SearchedBy
from kiosk.desk.search_flow import MOST_SHOWN, SearchFlow
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from tests import desks
from tests.desk_parts import FakeFinder
from tests.desks import CODE, FakeDesk

TWO = (desks.three(), desks.many(sequence=3))
PICTURES = (3, 19, 33, 43, 61)


class Desk:
    """Somebody who looks for a result."""

    def __init__(self) -> None:
        self.finder = FakeFinder(tuple(desks.kept(one) for one in TWO))
        self.flow = DeskFlow(FakeDesk(before=TWO), InlineWorker(), "en")
        self.search = self.flow.search = SearchFlow(
            self.flow, self.finder, self.flow.row, self.flow.forget
        )
        self.flow.wake()
        self.search.open()

    def now(self) -> Search:
        assert isinstance(self.flow.screen, Search)
        return self.flow.screen

    def find(self) -> Search:
        self.search.typed("48210937")
        self.search.find_code()
        return self.now()


def test_a_result_is_found_by_its_eight_digits() -> None:
    desk = Desk()
    assert desk.now() == Search()
    shown = desk.find()
    assert desk.finder.asked == ["48210937"]
    assert shown.by is SearchedBy.RECEIPT_CODE
    assert [row.profile for row in shown.found] == list(TWO)


def test_typing_builds_nothing_anew() -> None:
    desk = Desk()
    changes: list[object] = []
    desk.flow.on_change = lambda: changes.append(desk.flow.screen)
    desk.search.typed("4")
    assert desk.now().typed == "4"
    desk.flow.show_scan()
    desk.search.typed("48")
    assert changes == [Scan()]
    desk.search.open()
    assert desk.now().typed == "48"


def test_the_fifth_picture_looks_for_the_code() -> None:
    desk = Desk()
    for picture in PICTURES[:4]:
        desk.search.tap(picture)
    desk.search.untap()
    desk.search.tap(PICTURES[3])
    assert desk.finder.asked == []
    desk.search.tap(PICTURES[4])
    assert desk.finder.asked == [PICTURES]
    assert desk.now().by is SearchedBy.PROGRESS_CODE
    desk.search.tap(7)
    assert desk.now().pictures == (7,)
    desk.search.clear()
    assert desk.now() == Search()


def test_what_cannot_be_looked_for_is_told() -> None:
    desk = Desk()
    desk.finder.fails = KioskError("eight digits")
    assert str(desk.find().error) == "eight digits"
    assert desk.now().found == ()


def test_many_results_are_cut() -> None:
    desk = Desk()
    desk.finder.finds = (desks.kept(TWO[0]),) * (MOST_SHOWN + 1)
    assert len(desk.find().found) == MOST_SHOWN


def test_nothing_is_erased_before_it_is_confirmed() -> None:
    desk = Desk()
    row = desk.find().found[0]
    desk.search.erase()
    desk.search.ask((row,))
    assert desk.now().asking == (row,)
    desk.flow.back()
    assert desk.now().asking == ()
    desk.search.erase()
    assert desk.finder.erased == []


def test_what_was_erased_is_told_and_stands_nowhere_any_more() -> None:
    desk = Desk()
    desk.flow.scanned(CODE)
    assert desk.flow.result == Result(TWO[0])
    desk.search.open()
    first, second = desk.find().found
    desk.search.ask((second,))
    desk.search.erase()
    assert desk.flow.result is not None
    desk.search.ask((first,))
    desk.search.erase()
    assert desk.finder.erased == [(second.kept,), (first.kept,)]
    assert desk.now().erased == Erased(1, 1)
    assert desk.now().found == ()
    assert desk.flow.result is None
    desk.search.open()
    assert desk.now().erased is None


def test_an_erasure_that_fails_is_told() -> None:
    desk = Desk()
    rows = desk.find().found
    desk.finder.fails = KioskError("The disk is full.")
    desk.search.ask(rows)
    desk.search.erase()
    assert str(desk.now().error) == "The disk is full."
    assert desk.now().erased is None
    desk.flow.back()
    assert desk.flow.screen == Scan()
