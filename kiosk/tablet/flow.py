"""The citizen's way through a visit: which screen comes when, and what is saved before it comes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kiosk.devices.clock import Clock
from kiosk.devices.log import Log, NoLog
from kiosk.devices.worker import Worker
from kiosk.domain import journal, routing
from kiosk.domain.counts import CountName
from kiosk.domain.errors import KioskError, UnexpectedError
from kiosk.domain.events import Event
from kiosk.domain.journal import Began, JournalError
from kiosk.domain.task import Assessments, Form
from kiosk.domain.visit import Visit, replay
from kiosk.storage.tablet import TabletStore
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.ending import Ending
from kiosk.tablet.idle import IdleWatch
from kiosk.tablet.jobs import Jobs
from kiosk.tablet.journey import Journey
from kiosk.tablet.screens import (
    About,
    AtPlace,
    Full,
    GoOn,
    Screen,
    Trouble,
    Welcome,
)
from kiosk.tablet.sharing import Shares
from kiosk.tablet.steps import Steps

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VisitSettings:
    """What every visit of this tablet is begun with."""

    app: str
    services: tuple[str, ...]
    practice: bool
    """Results are marked as practice for good: a demo site, or one without a controller."""
    first: Comfort = field(default_factory=Comfort)


class CitizenFlow(Steps, Ending):
    """Decides which screen comes next. Every step is saved before its screen comes.

    ``aside`` does what no step waits for; without it the worker that saves does that too.
    ``has_room`` is asked on the worker: without room on the tablet no visit begins.
    """

    def __init__(
        self,
        assessments: Assessments,
        store: TabletStore,
        sharing: Shares,
        clock: Clock,
        worker: Worker,
        settings: VisitSettings,
        seed: Callable[[], int] = lambda: secrets.randbits(32),
        aside: Worker | None = None,
        has_room: Callable[[], bool] = lambda: True,
        octets: Callable[[int], bytes] = os.urandom,
        log: Log | None = None,
    ) -> None:
        self._assessments, self._store, self._sharing = assessments, store, sharing
        self._clock, self._settings, self._seed = clock, settings, seed
        self._has_room, self._octets, self._practice = has_room, octets, settings.practice
        self._log = log or NoLog()
        self._jobs = Jobs(worker, aside or worker, self._not_saved)
        self.screen: Screen = Welcome()
        self.comfort = settings.first
        self.warning = False
        """The idle warning stands over the screen."""
        self.on_change: Callable[[], None] = lambda: None
        self._mapped: set[Form] = set()
        self._idle = IdleWatch(clock)
        self._journey = Journey(store, clock, self._jobs, self._arrived)

    @property
    def busy(self) -> bool:
        """A step is being saved."""
        return self._jobs.busy

    # -- before the visit -------------------------------------------------------------------------

    def wake(self) -> None:
        """Look for a visit that was cut off; one that cannot be replayed is wiped."""
        self._run(self._store.open_visit, self._found)

    def _found(self, lines: tuple[bytes, ...] | None) -> None:
        if lines is None:
            if not isinstance(self.screen, Welcome):
                self._show(Welcome())
            return
        try:
            visit = replay(lines, self._assessments)
        except JournalError:
            self._run(self._store.wipe_visit, lambda _: self._reset())
            return
        size, palette = visit.comfort or (self.comfort.text_size, self.comfort.palette)
        self.comfort = Comfort(visit.language, size, palette)
        self._show(GoOn(visit))

    def start(self) -> None:
        """From the first screen to what this is, if there is room for one more visit."""

        def asked(room: bool) -> None:
            if isinstance(self.screen, Welcome):
                self._show(About() if room else Full())

        self._run(self._has_room, asked)

    def back_to_start(self) -> None:
        """No, or back: nothing was begun, nothing is kept."""
        self._reset()

    def choose_language(self, code: str) -> None:
        """Language of instructions and help, at any time."""
        self.comfort = replace(self.comfort, language=code)
        if self._journey.visit is None:
            self._show(self.screen)
        else:
            self._journey.setting(lambda at: journal.LanguageChosen(at, code))

    def choose_comfort(self, text_size: str, palette: str) -> None:
        """Text size and colours, at any time."""
        self.comfort = replace(self.comfort, text_size=text_size, palette=palette)
        if self._journey.visit is None:
            self._show(self.screen)
        else:
            self._journey.setting(lambda at: journal.ComfortChosen(at, text_size, palette))

    def agree(self) -> None:
        """Yes: the visit begins."""
        if not isinstance(self.screen, About):
            return
        first = Began(
            at=0,
            format=journal.FORMAT,
            content=self._assessments.full_digest.hex(),
            app=self._settings.app,
            seed=self._seed(),
            day=self._clock.today().isoformat(),
            language=self.comfort.language,
            services=" ".join(self._settings.services),
        )
        comfort = journal.ComfortChosen(0, self.comfort.text_size, self.comfort.palette)
        self._journey.begin(first, comfort, self._assessments)

    def recognise(self, person: str) -> None:
        """Continue the visit that was cut off, for whoever knows its practice person; else wipe it.

        Somebody else may stand at the tablet by now.
        """
        if not isinstance(self.screen, GoOn):
            return
        visit = self.screen.visit
        if person not in {service.person.key for service in visit.services}:
            self._run(self._store.wipe_visit, lambda _: self._reset())
            return
        self._journey.carry_on(visit)

    def listened(self) -> None:
        """Something was read aloud: written down once a visit, and not before there is one."""
        self._journey.note(journal.Listened, lambda visit: not visit.listened)

    # -- after it ---------------------------------------------------------------------------------

    def leave(self) -> None:
        """From the last screen to the first, everything set back."""
        self._reset()

    def try_again(self) -> None:
        """After trouble: back to what was last saved."""
        self._journey.forget()
        self.wake()

    def recover(self) -> None:
        """After an error that nobody foresaw: nothing under way counts, what was saved is safe."""
        self._jobs.abandon()
        self._journey.forget()
        self.warning = False
        self._show(Trouble(UnexpectedError()))
        self.count(CountName.FAULT_UNEXPECTED)
        self._log.note(Event.UNEXPECTED)

    def no_sound(self) -> None:
        """Something could not be read aloud."""
        self.count(CountName.FAULT_SOUND)
        self._log.note(Event.SOUND_FAULT)

    # -- time -------------------------------------------------------------------------------------

    def touched(self) -> None:
        """The citizen touched the screen."""
        self._idle.touched()
        if self.warning:
            self.warning = False
            self.on_change()

    def tick(self) -> None:
        """Called about once a second: warns whoever went away, and then wipes the visit."""
        if isinstance(self.screen, Welcome):
            if self._idle.long and self.comfort != self._settings.first:
                self._reset()
        elif self._idle.over:
            self._walked_away()
        elif self._idle.long and not self.warning:
            self.warning = True
            self.on_change()

    def _walked_away(self) -> None:
        self.touched()
        if isinstance(self.screen, Trouble):
            self.try_again()
        elif self._journey.visit is None and not isinstance(self.screen, GoOn):
            self._reset()
        else:
            self._run(self._store.wipe_visit, lambda _: self._reset())

    # -- steps ------------------------------------------------------------------------------------

    def _arrived(self, visit: Visit, place: routing.Place) -> None:
        self._show(AtPlace(visit, place))
        for run in visit.runs.values():
            if run.form not in self._mapped:
                self._map(run.form)

    def _map(self, form: Form) -> None:
        """The ways of a task are found while it is read: neither a hint nor *Share* waits then.

        It takes some tenths of a second for a large task.
        """
        self._mapped.add(form)
        self._jobs.aside(lambda: form.guide)

    def _not_saved(self, error: KioskError) -> None:
        self._show(Trouble(error))
        self.count(CountName.FAULT_STORE)
        self._log.note(Event.STORE_FAULT, fault=type(error).__name__)

    def _show(self, screen: Screen) -> None:
        self.screen = screen
        self.on_change()

    def _reset(self) -> None:
        self._journey.forget()
        self.comfort, self.warning = self._settings.first, False
        self._jobs.clear()
        self._show(Welcome())

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """A job that belongs to no step of a visit."""
        self._jobs.queue(lambda: self._jobs.start(job, done))
