"""The first screen can be used before the rest is loaded, and nothing that was tapped is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.devices.worker import InlineWorker
from kiosk.domain.counts import CountName
from kiosk.domain.errors import KioskError
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.lobby import Lobby
from kiosk.tablet.screens import Trouble, Welcome
from tests.citizen import Citizen


class SlowWorker(InlineWorker):
    """Keeps its jobs until it is told to do them."""

    def __init__(self) -> None:
        self._jobs: list[Callable[[], None]] = []

    def submit(self, *job: Any) -> None:
        self._jobs.append(lambda: super(SlowWorker, self).submit(*job))

    def work(self) -> None:
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            job()


def a_lobby(citizen: Citizen) -> tuple[Lobby, SlowWorker]:
    worker = SlowWorker()
    lobby = Lobby(lambda: citizen.flow, worker)
    lobby.wake()
    return lobby, worker


def test_start_waits_for_the_load_and_is_not_lost() -> None:
    citizen = Citizen()
    lobby, worker = a_lobby(citizen)
    lobby.start()
    lobby.start()
    assert lobby.busy and citizen.here == "Welcome"
    worker.work()
    assert not lobby.busy and citizen.here == "About"


def test_without_a_tap_the_first_screen_stays() -> None:
    citizen = Citizen()
    lobby, worker = a_lobby(citizen)
    changes: list[str] = []
    lobby.on_change = citizen.flow.on_change = lambda: changes.append("changed")
    worker.work()
    assert citizen.here == "Welcome" and not changes


def test_language_and_comfort_go_over_to_the_flow() -> None:
    citizen = Citizen()
    lobby, worker = a_lobby(citizen)
    lobby.choose_language("en")
    lobby.choose_comfort("L", "dark")
    assert lobby.comfort == Comfort("en", "L", "dark") and isinstance(lobby.screen, Welcome)
    worker.work()
    assert citizen.flow.comfort == Comfort("en", "L", "dark")


def test_a_screen_that_still_knows_the_lobby_reaches_the_flow() -> None:
    citizen = Citizen()
    lobby, worker = a_lobby(citizen)
    lobby.tick()
    lobby.touched()
    worker.work()
    lobby.choose_language("en")
    lobby.choose_comfort("XL", "contrast")
    lobby.touched()
    lobby.start()
    assert citizen.flow.comfort == Comfort("en", "XL", "contrast") and citizen.here == "About"


def test_a_load_that_fails_is_told_and_can_be_tried_again() -> None:
    citizen, worker = Citizen(), SlowWorker()
    faults = [KioskError("The store is damaged; call staff.")]

    def load() -> Any:
        if faults:
            raise faults.pop()
        return citizen.flow

    lobby = Lobby(load, worker)
    entered: list[object] = []
    lobby.on_loaded = entered.append
    lobby.wake()
    lobby.start()
    worker.work()
    assert isinstance(lobby.screen, Trouble) and not lobby.busy and not entered
    lobby.try_again()
    assert isinstance(lobby.screen, Welcome)
    worker.work()
    assert entered == [citizen.flow]


def test_after_staff_the_first_screen_is_set_back_loaded_or_not() -> None:
    citizen = Citizen()
    lobby, worker = a_lobby(citizen)
    lobby.choose_language("en")
    lobby.leave()
    assert lobby.comfort == Comfort()
    worker.work()
    lobby.choose_language("en")
    lobby.leave()
    assert citizen.flow.comfort == Comfort()


def test_what_goes_wrong_before_the_flow_is_there_is_told_by_the_lobby() -> None:
    citizen = Citizen()
    lobby, worker = a_lobby(citizen)
    lobby.no_sound()
    lobby.recover()
    assert isinstance(lobby.screen, Trouble) and not citizen.store.day_counts()
    lobby.try_again()
    worker.work()
    assert isinstance(lobby.screen, Welcome)


def test_what_goes_wrong_later_is_for_the_flow() -> None:
    citizen = Citizen()
    lobby, worker = a_lobby(citizen)
    worker.work()
    lobby.no_sound()
    lobby.recover()
    assert citizen.here == "Trouble"
    counted = {count.what for count in citizen.store.day_counts()}
    assert counted == {CountName.FAULT_SOUND, CountName.FAULT_UNEXPECTED}
