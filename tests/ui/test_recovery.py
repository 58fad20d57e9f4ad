"""An error that nobody foresaw ends on the recovery screen, and the visit goes on from there."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from kivy.base import ExceptionManager

from kiosk.domain.counts import CountName
from kiosk.domain.record import Guess
from kiosk.tablet.screens import AtPlace, GoOn, Trouble, Welcome
from kiosk.ui import recovery
from kiosk.ui.driver import Driver
from kiosk.ui.recovery import MOST, WITHIN_SECONDS, Recovery
from tests.shipped import shipped
from tests.tour import Tour, Variant

PASS, RAISE = ExceptionManager.PASS, ExceptionManager.RAISE


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL + 1)


@pytest.fixture
def tour(window: Driver) -> Iterator[Tour]:
    tour = Tour(window, shipped(), Variant(language="en"))
    yield tour
    tour.close()


def counted(tour: Tour) -> list[CountName]:
    return [count.what for count in tour.store.day_counts()]


def test_one_error_is_recovered_from_once_however_often_it_is_told() -> None:
    called: list[int] = []
    watch = Recovery(lambda _error: called.append(1), clock=lambda: 0.0)
    error = ValueError()
    assert [watch.handle_exception(error) for _ in range(3)] == [PASS] * 3
    assert called == [1]


def test_errors_that_come_again_and_again_end_the_program() -> None:
    now = [0.0]
    watch = Recovery(lambda _error: None, clock=lambda: now[0])
    told = [watch.handle_exception(ValueError()) for _ in range(MOST + 1)]
    assert told == [PASS] * MOST + [RAISE]
    now[0] += WITHIN_SECONDS
    assert watch.handle_exception(ValueError()) == PASS


def test_what_is_no_error_ends_the_program_as_ever() -> None:
    watch = Recovery(lambda _error: pytest.fail("nothing to recover from"))
    assert watch.handle_exception(KeyboardInterrupt()) == RAISE


def test_where_recovering_fails_the_program_ends() -> None:
    def fail(_error: Exception) -> None:
        raise OSError

    assert Recovery(fail).handle_exception(ValueError()) == RAISE


def test_a_window_that_can_recover_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[object] = []
    monkeypatch.setattr(ExceptionManager, "add_handler", added.append)
    recovery.watch(object())
    assert not added

    class Able:
        def recover(self, error: Exception) -> None:
            """It can."""

    recovery.watch(Able())
    assert len(added) == 1


def test_in_a_visit_the_recovery_screen_comes_and_nothing_saved_is_lost(tour: Tour) -> None:
    tour.flow.start()
    tour.flow.agree()
    tour.flow.put_card_away()
    before = tour.store.open_visit()
    assert Recovery(tour.window.recover).handle_exception(ValueError()) == PASS
    assert isinstance(tour.flow.screen, Trouble)
    assert counted(tour) == [CountName.FAULT_UNEXPECTED]
    assert tour.store.open_visit() == before
    tour.driver.tap("try_again")
    screen = tour.flow.screen
    assert isinstance(screen, GoOn)
    tour.driver.tap(f"person.{screen.visit.services[0].person.key}")
    assert isinstance(tour.flow.screen, AtPlace)
    tour.flow.guess(Guess.ALONE)


def test_staff_are_shown_the_recovery_screen_too(tour: Tour) -> None:
    tour.window.open_staff()
    tour.window.recover(ValueError())
    assert isinstance(tour.flow.screen, Trouble)
    tour.driver.tap("try_again")
    assert isinstance(tour.flow.screen, Welcome)
