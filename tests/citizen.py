"""A tablet without a screen, and somebody who uses it: flow tests read as lists of steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.devices.clock import FakeClock
from kiosk.devices.worker import InlineWorker, Worker
from kiosk.domain.detail import Detail
from kiosk.domain.errors import KioskError
from kiosk.domain.progress_code import Code
from kiosk.domain.record import Guess, Helped, VisitResult
from kiosk.domain.routing import Place
from kiosk.domain.task import Assessments
from kiosk.storage.tablet import TabletStore
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.tablet.flow import CitizenFlow, VisitSettings
from kiosk.tablet.screens import AtPlace
from kiosk.tablet.sharing import Shared
from tests import small


class KeptSharing:
    """Keeps what was shared in the open, for a test; wipes the visit like the real one."""

    def __init__(self, store: TabletStore) -> None:
        self._store = store
        self.results: list[VisitResult] = []
        self.details: list[Detail] = []
        self.codes: list[Code | None] = []
        self.takes_codes = False

    def share(
        self, result: VisitResult, detail: Detail | None = None, code: Code | None = None
    ) -> Shared:
        self.results.append(result)
        self.codes.append(code)
        self.details += [detail] if detail is not None else []
        self._store.wipe_visit()
        return Shared("KR1" + "0" * 860, "12345678")


class SlowWorker:
    """A disk that takes its time: jobs are done when the test says so."""

    def __init__(self) -> None:
        self._jobs: list[Callable[[], None]] = []

    def submit(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[KioskError], None],
    ) -> None:
        self._jobs.append(lambda: InlineWorker().submit(job, done, failed))

    def catch_up(self) -> None:
        """Do everything, and what comes of it."""
        while self._jobs:
            self._jobs.pop(0)()

    def close(self) -> None:
        self.catch_up()


class Citizen:
    """Takes steps and says where they led: the name of the screen, or of the place in a visit."""

    def __init__(
        self,
        assessments: Assessments | None = None,
        store: TabletStore | None = None,
        services: tuple[str, ...] = ("small",),
        seed: int = 5,
        worker: Worker | None = None,
        *,
        takes_codes: bool = False,
    ) -> None:
        self.assessments = assessments or small.assessments()
        self.store = store or MemoryTabletStore()
        self.sharing = KeptSharing(self.store)
        self.sharing.takes_codes = takes_codes
        self.has_room = True
        self.clock = FakeClock()
        self.services, self.seed = services, seed
        self.worker = worker or InlineWorker()
        self.flow = self.boot()

    def boot(self) -> CitizenFlow:
        """The program starts (again), on the same store."""
        self.flow = CitizenFlow(
            self.assessments,
            self.store,
            self.sharing,
            self.clock,
            self.worker,
            VisitSettings("0.1.0", self.services, practice=True),
            seed=lambda: self.seed,
            has_room=lambda: self.has_room,
        )
        self.flow.wake()
        return self.flow

    @property
    def here(self) -> str:
        screen = self.flow.screen
        return type(screen.place if isinstance(screen, AtPlace) else screen).__name__

    @property
    def place(self) -> Place:
        assert isinstance(self.flow.screen, AtPlace)
        return self.flow.screen.place

    def walk(self, *steps: tuple[Callable[[CitizenFlow], Any], str]) -> None:
        """Each step and the screen that it must lead to."""
        for number, (step, expected) in enumerate(steps):
            step(self.flow)
            assert self.here == expected, f"step {number} led to {self.here}, not {expected}"

    def to_tasks(self) -> None:
        self.walk(
            (lambda f: f.start(), "About"),
            (lambda f: f.agree(), "Card"),
            (lambda f: f.put_card_away(), "OwnGuess"),
            (lambda f: f.guess(Guess.ALONE), "InTask"),
        )


def to_share(citizen: Citizen) -> None:
    """Every task passed over, and the summary read."""
    citizen.to_tasks()
    citizen.walk(
        (lambda f: f.skip(), "InTask"),
        (lambda f: f.skip(), "InTask"),
        (lambda f: f.skip(), "AskHelped"),
        (lambda f: f.say_helped(Helped.NO), "Summary"),
        (lambda f: f.summary_seen(), "ShareOrNot"),
    )
