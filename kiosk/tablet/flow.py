"""The citizen's way through a visit: which screen comes when, and what is saved before it comes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kiosk.devices.clock import Clock
from kiosk.devices.worker import Worker
from kiosk.domain import detail, journal, routing
from kiosk.domain.facts import result
from kiosk.domain.journal import Began, JournalError, Step
from kiosk.domain.record import Flag, Guess, Helped
from kiosk.domain.task import Assessments, Form
from kiosk.domain.visit import Visit, replay
from kiosk.i18n.languages import by_code
from kiosk.storage.tablet import TabletStore
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.idle import IdleWatch
from kiosk.tablet.jobs import Jobs
from kiosk.tablet.journey import Journey
from kiosk.tablet.screens import About, AtPlace, Code, GoOn, Screen, Thanks, Trouble, Welcome
from kiosk.tablet.sharing import Shared, Shares

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VisitSettings:
    """What every visit of this tablet is begun with."""

    app: str
    services: tuple[str, ...]
    practice: bool
    """Results are marked as practice for good: a demo site, or one without a controller."""
    first: Comfort = field(default_factory=Comfort)


class CitizenFlow:
    """Decides which screen comes next. Every step is saved before its screen comes.

    ``aside`` does what no step waits for; without it the worker that saves does that too.
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
    ) -> None:
        self._assessments, self._store, self._sharing = assessments, store, sharing
        self._clock, self._settings, self._seed = clock, settings, seed
        self._jobs = Jobs(worker, aside or worker, lambda error: self._show(Trouble(error)))
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
        """From the first screen to what this is."""
        self._show(About())

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

    # -- in the visit -----------------------------------------------------------------------------

    def put_card_away(self) -> None:
        """The practice card has been read."""
        self._step(journal.CardSeen)

    def gate_seen(self) -> None:
        """On from what the device gate led to."""
        self._step(journal.GateSeen)

    def guess(self, guess: Guess) -> None:
        """What the citizen thinks beforehand."""
        if isinstance(place := self._place(), routing.OwnGuess):
            number = place.service.number
            self._step(lambda at: journal.Guessed(at, number, int(guess)))

    def act(self, event: str) -> None:
        """Something was done in the simulated service; what changes nothing is not written down."""
        if not isinstance(self._place(), routing.InTask):
            return
        self._step(lambda at: journal.Acted(at, event), self._changes(event))

    def _changes(self, event: str) -> Callable[[Visit], bool]:
        def changes(visit: Visit) -> bool:
            run = visit.run
            return not event.startswith("later/") or (
                run is not None and run.form.machine.apply(run.state, event) != run.state
            )

        return changes

    def missed(self) -> None:
        """A tap reached no control: a fact of the task that is open, and the screen stays."""
        if (visit := self._journey.visit) is not None:
            meant = visit.current
            self._journey.note(journal.Missed, lambda now: now.current == meant)

    def hint(self, level: int) -> None:
        """A hint is shown: it is written down before it is seen."""
        self._step(lambda at: journal.Hinted(at, level))

    def mentor_helped(self) -> None:
        """The eMentor marks help in this task."""
        self._step(journal.MentorHelped)

    def pause(self) -> None:
        """Time stops counting."""
        self._step(journal.Paused)

    def resume(self) -> None:
        """Back to the task."""
        self._step(journal.Resumed)

    def begin_again(self) -> None:
        """The task from its start."""
        self._step(journal.BegunAgain)

    def finish(self) -> None:
        """*I am finished*."""
        self._step(journal.Finished)

    def skip(self) -> None:
        """Pass this task over."""
        self._step(journal.Skipped)

    def stop(self) -> None:
        """No more tasks; what was done may still be shared."""
        self._step(journal.Stopped)

    def after_seen(self) -> None:
        """The story after a task has been read."""
        self._step(journal.AfterSeen)

    def say_helped(self, helped: Helped) -> None:
        """Did somebody help?"""
        if isinstance(place := self._place(), routing.AskHelped):
            number = place.service.number
            self._step(lambda at: journal.HelpStated(at, number, int(helped)))

    def summary_seen(self) -> None:
        """On from the summary."""
        if isinstance(place := self._place(), routing.Summary):
            number = place.service.number
            self._step(lambda at: journal.SummarySeen(at, number))

    # -- the end ----------------------------------------------------------------------------------

    def share(self) -> None:
        """Sign, seal, store, forget the plain one, then show the code."""
        visit = self._journey.visit
        if visit is None or not isinstance(self._place(), routing.ShareOrNot):
            return
        language = by_code(visit.language).number
        flags = Flag.PRACTICE if self._settings.practice else Flag(0)
        flags |= Flag.READ_ALOUD if visit.listened else Flag(0)
        plain = result(visit, language, flags)

        def shared(code: Shared) -> None:
            self._journey.forget()
            self._show(Code(code.text, code.receipt_code, visit))

        self._journey.end(lambda: self._sharing.share(plain, detail.detail(visit)), shared)

    def decline(self) -> None:
        """No thanks: nothing is kept, and nothing shows that there was a visit."""
        self._wipe("declined")

    def delete(self) -> None:
        """Delete the visit at once, from any screen."""
        self._wipe("deleted")

    def _wipe(self, how: str) -> None:
        def wiped(_: None) -> None:
            self._journey.forget()
            self._show(Thanks(how))

        self._journey.end(self._store.wipe_visit, wiped)

    def done(self) -> None:
        """The code has been shown."""
        if isinstance(self.screen, Code):
            self._show(Thanks("shared"))

    def leave(self) -> None:
        """From the last screen to the first, everything set back."""
        self._reset()

    def try_again(self) -> None:
        """After trouble: back to what was last saved."""
        self._journey.forget()
        self.wake()

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

    def _place(self) -> routing.Place | None:
        return self.screen.place if isinstance(self.screen, AtPlace) else None

    def _step(
        self, make: Callable[[int], Step], wanted: Callable[[Visit], bool] = lambda _: True
    ) -> None:
        self._journey.step(self._place(), make, wanted)

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
