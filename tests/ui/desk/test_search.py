from __future__ import annotations

from kiosk.desk.flow import DeskFlow
from kiosk.desk.lists_flow import ListsFlow
from kiosk.desk.screens import Result, Search
from kiosk.desk.search_flow import SearchFlow
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.domain.events import Event, LogEntry, Where
from kiosk.storage.desk import QuarantinedResult
from kiosk.ui.desk import logged
from kiosk.ui.driver import Driver
from tests import desks
from tests.desk_parts import MISSING, FakeFinder, FakeKeeper, log_of_everything
from tests.desks import CODE, NOW, FakeDesk
from tests.ui.desk.sitting import Sitting
from tests.ui.desk.test_window import translator

KNOWN = (desks.three(), desks.many(sequence=3), desks.judged(sequence=4), desks.three(sequence=5))


class Desk(Sitting):
    """A desk that can find, erase and list."""

    def __init__(self, driver: Driver) -> None:
        self.finder, self.keeper = FakeFinder(), FakeKeeper()
        flow = DeskFlow(FakeDesk(before=KNOWN), InlineWorker(), "en")
        flow.search = SearchFlow(flow, self.finder, flow.row, flow.forget)
        flow.lists = ListsFlow(flow, self.keeper, flow.row)
        super().__init__(driver, flow)


def test_digits_are_typed_and_enter_finds(driver: Driver) -> None:
    desk = Desk(driver)
    desk.finder.finds = tuple(desks.kept(one) for one in KNOWN)
    driver.tap("tab.search")
    assert desk.focused() == "search.code"
    desk.type("4821 0x937")
    desk.press(8)
    desk.type("7")
    driver.hardware_key("enter")
    assert desk.finder.asked == ["48210937"]
    assert desk.says("4 results")
    driver.tap("found.0")
    assert isinstance(desk.flow.screen, Result)


def test_the_scanner_is_heard_while_digits_could_be_typed(driver: Driver) -> None:
    desk = Desk(driver)
    driver.tap("tab.search")
    desk.scan(CODE)
    assert isinstance(desk.flow.screen, Result)


def test_a_code_that_nobody_has_and_one_that_is_none_are_told(driver: Driver) -> None:
    desk = Desk(driver)
    driver.tap("tab.search")
    driver.tap("search.find")
    assert desk.says("No result has this code here.")
    desk.finder.fails = KioskError("A receipt code has eight digits.")
    driver.advance(0.5)
    driver.tap("search.find")
    assert desk.says("A receipt code has eight digits.")


def test_five_pictures_find_and_can_be_taken_back(driver: Driver) -> None:
    desk = Desk(driver)
    desk.finder.finds = (desks.kept(KNOWN[0]),)
    driver.tap("tab.search")
    for picture in (3, 19, 20):
        driver.tap(f"picture.{picture}")
    assert desk.says("Star")
    driver.tap("picture.back")
    for picture in (33, 43, 61):
        driver.tap(f"picture.{picture}")
    assert desk.finder.asked == [(3, 19, 33, 43, 61)]
    assert desk.says("1 result")
    driver.tap("search.clear")
    assert desk.flow.screen == Search()


def test_what_goes_is_said_before_it_goes(driver: Driver) -> None:
    desk = Desk(driver)
    desk.finder.finds = tuple(desks.kept(one) for one in KNOWN)
    driver.tap("tab.search")
    driver.tap("search.find")
    driver.tap("erase.0")
    assert desk.says("Erase 1 result?") and desk.says("It cannot be undone.")
    assert desk.focused() == "ask.no"
    driver.hardware_key("escape")
    assert desk.finder.erased == []
    driver.advance(0.5)
    driver.tap("erase.0")
    driver.advance(0.5)
    driver.hardware_key("enter")
    assert desk.finder.erased == []
    driver.advance(0.5)
    driver.tap("erase.0")
    driver.advance(0.5)
    driver.tap("ask.yes")
    assert [len(rows) for rows in desk.finder.erased] == [1]
    assert desk.says("1 result is erased.")
    for key in ("erase.2", "ask.yes"):
        driver.advance(0.5)
        driver.tap(key)
    assert [len(rows) for rows in desk.finder.erased] == [1, 1]


def test_all_results_of_a_citizen_can_be_erased_at_once(driver: Driver) -> None:
    desk = Desk(driver)
    desk.finder.finds = tuple(desks.kept(one) for one in KNOWN)
    driver.tap("tab.search")
    driver.tap("search.find")
    desk.flow.search.ask(desk.flow.screen.found)
    assert desk.says("and 1 more")
    driver.advance(0.5)
    driver.tap("ask.yes")
    assert desk.says("4 results are erased.")
    assert not desk.says("No result has this code here.")


def test_an_open_question_leaves_the_keys_behind_it_alone(driver: Driver) -> None:
    desk = Desk(driver)
    desk.finder.finds = (desks.kept(KNOWN[0]),)
    driver.tap("tab.search")
    driver.tap("search.find")
    driver.tap("erase.0")
    desk.press(281)
    assert desk.says("It cannot be undone.")


def test_the_lists_are_told_in_words(driver: Driver) -> None:
    desk = Desk(driver)
    desk.keeper.kept_apart = (
        QuarantinedResult(desks.kept(KNOWN[0]), "place taken"),
        QuarantinedResult(desks.kept(KNOWN[1]), "revoked"),
    )
    desk.keeper.lacks = MISSING
    desk.keeper.log = log_of_everything() * 4
    driver.tap("tab.more")
    assert desk.says("2 results are kept apart.") and desk.says("4 results have not come.")
    driver.tap("more.missing")
    assert desk.says("Tablet 12: 3 results, numbers 41 to 43")
    driver.tap("list.back")
    driver.tap("more.log")
    assert desk.says("Erased on request") and desk.says("anna")
    driver.tap("log.older")
    driver.tap("log.newer")
    driver.hardware_key("escape")
    driver.tap("more.apart")
    assert desk.says("Another result of tablet 12 has the same number.")
    assert desk.says("Made after tablet 12 was revoked.")
    driver.tap("apart.0")
    assert isinstance(desk.flow.screen, Result)


def test_empty_lists_say_so(driver: Driver) -> None:
    desk = Desk(driver)
    driver.tap("tab.more")
    assert desk.says("No result is kept apart.") and desk.says("No result is missing.")
    driver.tap("more.apart")
    assert desk.says("No result is kept apart.")
    driver.tap("list.back")
    driver.tap("more.missing")
    assert desk.says("No result is missing.")


def test_every_event_of_the_desk_has_its_sentence() -> None:
    t = translator("en")
    told = {entry.event: logged.line(entry, t) for entry in log_of_everything()}
    assert all(words.endswith(".") and "{" not in words for words in told.values())
    assert set(logged.ICONS) == set(told) == {e for e in Event if e.where is Where.DESK}
    device: dict[str, int | str] = {"device": "desk", "number": 2}
    said = [
        logged.line(LogEntry(event, NOW, "", device), t)
        for event in (Event.DEVICE_APPROVED, Event.DEVICE_REVOKED)
    ]
    assert said == ["Desk 2 was approved.", "Desk 2 was revoked."]
    assert logged.when(LogEntry(Event.BACKED_UP, NOW), t)
