"""The citizen's way through a visit: which screen comes when, and what is saved before it comes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kiosk.devices.clock import Clock
from kiosk.devices.worker import Worker
from kiosk.domain import journal, routing
from kiosk.domain.facts import result
from kiosk.domain.journal import Began, JournalError, Step
from kiosk.domain.record import Flag, Guess, Helped
from kiosk.domain.task import Assessments
from kiosk.domain.visit import Visit, advance, begin, replay
from kiosk.i18n.languages import by_code
from kiosk.storage.tablet import TabletStore
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.jobs import Jobs
from kiosk.tablet.screens import About, AtPlace, Code, GoOn, Screen, Thanks, Trouble, Welcome
from kiosk.tablet.sharing import Shared, Shares

T = TypeVar("T")

IDLE_WARNING = 300.0
"""Seconds without a touch before the warning (VVSG inactivity alert: 120 to 300 s)."""
IDLE_END = 45.0
"""Seconds that the warning stands (VVSG: 45 s; WCAG 2.2.1 asks for 20)."""


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

    Steps that come while one is being saved wait their turn; one that means nothing any more when
    its turn comes is dropped.
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
    ) -> None:
        self._assessments, self._store, self._sharing = assessments, store, sharing
        self._clock, self._settings, self._seed = clock, settings, seed
        self._jobs = Jobs(worker, lambda error: self._show(Trouble(error)))
        self.screen: Screen = Welcome()
        self.comfort = settings.first
        self.warning = False
        """The idle warning stands over the screen."""
        self.on_change: Callable[[], None] = lambda: None
        self._visit: Visit | None = None
        self._zero = 0.0
        self._touched = clock.monotonic()

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
        if self._visit is None:
            self._show(self.screen)
        else:
            self._setting(lambda at: journal.LanguageChosen(at, code))

    def choose_comfort(self, text_size: str, palette: str) -> None:
        """Text size and colours, at any time."""
        self.comfort = replace(self.comfort, text_size=text_size, palette=palette)
        if self._visit is None:
            self._show(self.screen)
        else:
            self._setting(lambda at: journal.ComfortChosen(at, text_size, palette))

    def agree(self) -> None:
        """Yes: the visit begins."""
        if not isinstance(self.screen, About):
            return
        self._zero = self._clock.monotonic()
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
        lines = [first, journal.ComfortChosen(0, self.comfort.text_size, self.comfort.palette)]
        visit = advance(begin(first, self._assessments), lines[1])

        def save() -> None:
            self._store.begin_visit(journal.encode(lines[0]))
            self._store.append(journal.encode(lines[1]))

        self._run(save, lambda _: self._arrived(visit))

    def recognise(self, person: str) -> None:
        """Continue the visit that was cut off, for whoever knows its practice person; else wipe it.

        Somebody else may stand at the tablet by now. The time between does not count.
        """
        if not isinstance(self.screen, GoOn):
            return
        visit = self.screen.visit
        if person not in {service.person.key for service in visit.services}:
            self._run(self._store.wipe_visit, lambda _: self._reset())
            return
        self._zero = self._clock.monotonic() - visit.at / 1000
        self._arrived(visit)

    # -- in the visit -----------------------------------------------------------------------------

    def put_card_away(self) -> None:
        """The practice card has been read."""
        self._step(journal.CardSeen)

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
            if run is None or run.ended:
                return False
            return not event.startswith("later/") or (
                run.form.machine.apply(run.state, event) != run.state
            )

        return changes

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
        visit = self._visit
        if visit is None or not isinstance(self._place(), routing.ShareOrNot):
            return
        language = by_code(visit.language).number
        flags = Flag.PRACTICE if self._settings.practice else Flag(0)
        plain = result(visit, language, flags)

        def shared(code: Shared) -> None:
            self._visit = None
            self._show(Code(code.text, code.receipt_code, visit))

        self._end(lambda: self._sharing.share(plain), shared)

    def decline(self) -> None:
        """No thanks: nothing is kept, and nothing shows that there was a visit."""
        self._wipe("declined")

    def delete(self) -> None:
        """Delete the visit at once, from any screen."""
        self._wipe("deleted")

    def _wipe(self, how: str) -> None:
        def wiped(_: None) -> None:
            self._visit = None
            self._show(Thanks(how))

        self._end(self._store.wipe_visit, wiped)

    def done(self) -> None:
        """The code has been shown."""
        if isinstance(self.screen, Code):
            self._show(Thanks("shared"))

    def leave(self) -> None:
        """From the last screen to the first, everything set back."""
        self._reset()

    def try_again(self) -> None:
        """After trouble: back to what was last saved."""
        self._visit = None
        self.wake()

    # -- time -------------------------------------------------------------------------------------

    def touched(self) -> None:
        """The citizen touched the screen."""
        self._touched = self._clock.monotonic()
        if self.warning:
            self.warning = False
            self.on_change()

    def tick(self) -> None:
        """Called about once a second: warns whoever went away, and then wipes the visit."""
        idle = self._clock.monotonic() - self._touched
        if isinstance(self.screen, Welcome):
            if idle >= IDLE_WARNING and self.comfort != self._settings.first:
                self._reset()
        elif idle >= IDLE_WARNING + IDLE_END:
            self._walked_away()
        elif idle >= IDLE_WARNING and not self.warning:
            self.warning = True
            self.on_change()

    def _walked_away(self) -> None:
        self.touched()
        if isinstance(self.screen, Trouble):
            self.try_again()
        elif self._visit is None and not isinstance(self.screen, GoOn):
            self._reset()
        else:
            self._run(self._store.wipe_visit, lambda _: self._reset())

    # -- steps ------------------------------------------------------------------------------------

    def _place(self) -> routing.Place | None:
        return self.screen.place if isinstance(self.screen, AtPlace) else None

    def _step(
        self, make: Callable[[int], Step], wanted: Callable[[Visit], bool] = lambda _: True
    ) -> None:
        """A step of the place that is shown: dropped if the visit has moved on when its turn comes.

        So a second tap on *Done* never finishes the task after it.
        """
        if self._visit is None or (place := self._place()) is None:
            return
        meant = (type(place), self._visit.current)

        def still(visit: Visit) -> bool:
            return (type(routing.place(visit)), visit.current) == meant and wanted(visit)

        self._jobs.queue(lambda: self._save(make, still))

    def _setting(self, make: Callable[[int], Step]) -> None:
        """A step that fits at any place."""
        self._jobs.queue(lambda: self._save(make, lambda _: True))

    def _save(self, make: Callable[[int], Step], wanted: Callable[[Visit], bool]) -> None:
        visit = self._visit
        if visit is None or not wanted(visit):
            return
        at = max(visit.at, round((self._clock.monotonic() - self._zero) * 1000))
        step = make(at)
        try:
            after = advance(visit, step)
        except JournalError:
            return  # cannot follow here, such as a hint in a task that is over
        line = journal.encode(step)
        self._jobs.start(lambda: self._store.append(line), lambda _: self._arrived(after))

    def _arrived(self, visit: Visit) -> None:
        """The step is on disk: show where it leads. Opening a task is a step of its own."""
        self._visit = visit
        place = routing.place(visit)
        if isinstance(place, routing.Opening):
            service, task = place.ref
            self._jobs.queue(
                lambda: self._save(
                    lambda at: journal.TaskOpened(at, service, task), lambda _: True
                ),
                first=True,
            )
        else:
            self._show(AtPlace(visit, place))

    def _show(self, screen: Screen) -> None:
        self.screen = screen
        self.on_change()

    def _reset(self) -> None:
        self._visit, self.comfort, self.warning = None, self._settings.first, False
        self._jobs.clear()
        self._show(Welcome())

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """A job that belongs to no step of a visit."""
        self._jobs.queue(lambda: self._jobs.start(job, done))

    def _end(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """A job that ends the visit: once, however often it was tapped."""
        visit = self._visit

        def turn() -> None:
            if self._visit is visit:
                self._jobs.start(job, done)

        self._jobs.queue(turn)
