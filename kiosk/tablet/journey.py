"""The visit under way: each step is saved, and only then it has happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kiosk.devices.clock import Clock
from kiosk.domain import journal, routing
from kiosk.domain.journal import Began, JournalError, Step
from kiosk.domain.task import Assessments
from kiosk.domain.visit import Visit, advance, begin
from kiosk.storage.tablet import TabletStore
from kiosk.tablet.jobs import Jobs

T = TypeVar("T")
Make = Callable[[int], Step]
"""A step at the given milliseconds since the visit began."""


class Journey:
    """Takes steps in their order; ``on_arrived`` is told where each led once it is on disk.

    Steps that come while one is being saved wait their turn; one that means nothing any more when
    its turn comes is dropped.
    """

    def __init__(
        self,
        store: TabletStore,
        clock: Clock,
        jobs: Jobs,
        on_arrived: Callable[[Visit, routing.Place], None],
    ) -> None:
        self._store, self._clock, self._jobs = store, clock, jobs
        self._on_arrived = on_arrived
        self._zero = 0.0
        """Of the visit's time, by the clock."""
        self.visit: Visit | None = None

    def begin(self, first: Began, more: Step, assessments: Assessments) -> None:
        """A visit from its first two lines, saved together."""
        self._zero = self._clock.monotonic()
        visit = advance(begin(first, assessments), more)

        def save() -> None:
            self._store.begin_visit(journal.encode(first))
            self._store.append(journal.encode(more))

        self._jobs.queue(lambda: self._jobs.start(save, lambda _: self._arrived(visit)))

    def carry_on(self, visit: Visit) -> None:
        """A visit that was cut off; the time between does not count."""
        self._zero = self._clock.monotonic() - visit.at / 1000
        self._arrived(visit)

    def forget(self) -> None:
        """There is no visit any more."""
        self.visit = None

    def step(
        self,
        place: routing.Place | None,
        make: Make,
        wanted: Callable[[Visit], bool] = lambda _: True,
    ) -> None:
        """A step of the place that is shown: dropped if the visit has moved on when its turn comes.

        So a second tap on *Done* never finishes the task after it.
        """
        if self.visit is None or place is None:
            return
        meant = (type(place), self.visit.current)

        def still(visit: Visit) -> bool:
            return (type(routing.place(visit)), visit.current) == meant and wanted(visit)

        self._jobs.queue(lambda: self._save(make, still))

    def setting(self, make: Make) -> None:
        """A step that fits at any place."""
        self._jobs.queue(lambda: self._save(make))

    def note(self, make: Make, wanted: Callable[[Visit], bool]) -> None:
        """A step that leads nowhere: the screen stays as it is."""

        def noted(visit: Visit) -> None:
            self.visit = visit

        self._jobs.queue(lambda: self._save(make, wanted, noted))

    def end(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """A job that ends the visit: once, however often it was tapped."""
        visit = self.visit

        def turn() -> None:
            if self.visit is visit:
                self._jobs.start(job, done)

        self._jobs.queue(turn)

    def _save(
        self,
        make: Make,
        wanted: Callable[[Visit], bool] = lambda _: True,
        saved: Callable[[Visit], None] | None = None,
    ) -> None:
        visit = self.visit
        if visit is None or not wanted(visit):
            return
        at = max(visit.at, round((self._clock.monotonic() - self._zero) * 1000))
        step = make(at)
        try:
            after = advance(visit, step)
        except JournalError:
            return  # cannot follow here, such as a hint in a task that is over
        line = journal.encode(step)
        self._jobs.start(
            lambda: self._store.append(line), lambda _: (saved or self._arrived)(after)
        )

    def _arrived(self, visit: Visit) -> None:
        """The step is on disk: tell where it leads. Opening a task is a step of its own."""
        self.visit = visit
        place = routing.place(visit)
        if isinstance(place, routing.Opening):
            service, task = place.ref
            self._jobs.queue(
                lambda: self._save(lambda at: journal.TaskOpened(at, service, task)), first=True
            )
        else:
            self._on_arrived(visit, place)
