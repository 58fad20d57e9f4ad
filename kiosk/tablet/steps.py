"""The citizen's steps at the places of a visit, each saved before its screen comes."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain import journal, routing
from kiosk.domain.journal import Step
from kiosk.domain.record import Guess, Helped
from kiosk.domain.visit import Visit
from kiosk.tablet.journey import Journey
from kiosk.tablet.screens import AtPlace, Screen


class Steps:
    """What can be done in a visit; a part of ``CitizenFlow``, which makes what is named here."""

    screen: Screen
    _journey: Journey

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

    def _place(self) -> routing.Place | None:
        return self.screen.place if isinstance(self.screen, AtPlace) else None

    def _step(
        self, make: Callable[[int], Step], wanted: Callable[[Visit], bool] = lambda _: True
    ) -> None:
        self._journey.step(self._place(), make, wanted)
