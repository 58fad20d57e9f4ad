"""A scripted citizen: takes every task by taps on real widgets; keeps a picture of each screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.desk import flow as desk
from kiosk.desk.profile import Profile
from kiosk.domain import routing
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.facts import result
from kiosk.domain.record import Flag, VisitResult
from kiosk.domain.simulation.view import Kind
from kiosk.domain.visit import Run
from kiosk.i18n import by_code
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.screens import AtPlace, Code
from kiosk.ui.driver import Driver

PATIENCE_SECONDS = 20.0
"""Real time to wait for a step to be saved, before saying that something hangs."""
MOST_STEPS = 60
"""Taps in one task; a proven form is far under it."""


class PlayStuckError(KioskError):
    """The script does not come further: a control is missing, or a step was not saved."""


class Album:
    """Pictures of the screens passed, numbered in order."""

    def __init__(self, folder: Path, driver: Driver) -> None:
        self._folder, self._driver, self._count = folder, driver, 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> None:
        """Keep the screen as it is now."""
        self._count += 1
        self._driver.grab().save(self._folder / f"{self._count:02}-{name}.png")


class ScriptedCitizen:
    """Reads each word and does what is right, the way a finger would."""

    def __init__(
        self,
        driver: Driver,
        flow: CitizenFlow,
        album: Album,
        say: Callable[[str], object],
    ) -> None:
        self._driver, self._flow, self._album, self._say = driver, flow, album, say
        self.code = ""
        """The KR1 text that the tablet showed."""

    def play(self) -> VisitResult:
        """From the first screen to the code; what the visit showed, as the tablet recorded it."""
        self._album.take("welcome")
        self.tap("start")
        self._album.take("about")
        self.tap("yes")
        recorded: VisitResult | None = None
        while not isinstance(screen := self._flow.screen, Code):
            if not isinstance(screen, AtPlace):
                raise PlayStuckError(N_("The play ended on another screen than the code."))
            if isinstance(screen.place, routing.ShareOrNot):
                language = by_code(screen.visit.language).number
                recorded = result(screen.visit, language, Flag.PRACTICE)
            self._at(screen.place)
        self._album.take("code")
        self.code = screen.text
        if recorded is None:
            raise PlayStuckError(N_("The play ended on another screen than the code."))
        return recorded

    def leave(self) -> None:
        """Done with the code, and back to the first screen."""
        self.tap("done")
        self._album.take("thanks")
        self.tap("leave")

    def tap(self, key: str) -> None:
        """Tap, and wait until the step is saved and its screen is there."""
        self._driver.tap(key)
        self.settle()

    def settle(self) -> None:
        """Step frames until nothing is being saved and nothing moves."""
        wait(self._driver, lambda: self._flow.busy)

    def _at(self, place: routing.Place) -> None:
        simple = {
            routing.Card: ("practice-card", "card.next"),
            routing.GateDone: ("gate", "next"),
            routing.OwnGuess: ("guess", "guess.with_help"),
            routing.After: ("after", "next"),
            routing.AskHelped: ("helped", "helped.no"),
            routing.Summary: ("summary", "next"),
            routing.ShareOrNot: ("share", "share"),
        }
        if isinstance(place, routing.InTask):
            self._task(place.run)
            return
        name, key = simple[type(place)]
        self._album.take(name)
        self.tap(key)

    def _task(self, run: Run) -> None:
        name = run.task.key.replace("_", "-")
        self._album.take(f"task-{name}")
        taps = 0
        for event in self._way(run):
            self._do(run, event)
            taps += 1
            self._album.take(f"task-{name}")
        if isinstance(self._place(), routing.InTask) and self._current(run):
            self.tap("task.finished")
        self._say(f"{run.service.key} {run.task.key}: {taps} steps, done")

    def _way(self, run: Run) -> Iterator[str]:
        """A careful citizen's next step, until the goal or an act that ends the task."""
        for _turn in range(MOST_STEPS):
            now = self._current(run)
            step = now.form.step_toward(now.values) if now else None
            if step is None:
                return
            yield step[1]
        raise PlayStuckError(
            N_("The task {task} did not come to its goal in {steps} steps."),
            task=run.task.key,
            steps=MOST_STEPS,
        )

    def _current(self, run: Run) -> Run | None:
        """The same task as it stands now; none when it is over."""
        place = self._place()
        if isinstance(place, routing.InTask) and place.run.task.number == run.task.number:
            return place.run
        return None

    def _place(self) -> routing.Place | None:
        screen = self._flow.screen
        return screen.place if isinstance(screen, AtPlace) else None

    def _do(self, run: Run, event: str) -> None:
        found = run.form.component_of(event)
        if found is None:  # time passes in the service
            self._driver.advance(3.0, steps=30)
            self.settle()
            return
        view, component = found
        self._turn_to(view.device)
        if component.kind is Kind.FIELD and component.variable:
            known = run.form.inputs[component.variable][event.rpartition("=")[2]]
            self._type(f"{view.key}/{component.id}", known)
        elif component.kind is Kind.SWIPE:
            self._slide(event)
        else:
            self.reach(event)
            self.tap(event)

    def _turn_to(self, device: str) -> None:
        """With one device at a time, show the one where the step is."""
        if self._driver.has(f"device.{device}"):
            self.tap(f"device.{device}")

    def reach(self, key: str) -> None:
        """Turn pages with *More* until the control is in sight."""
        for _ in range(6):
            if self._driver.has(key):
                return
            more = [k for k in self._driver if k.endswith(".more") and k != "prompt.more"]
            if not more:
                return
            self.tap(more[0])

    def _slide(self, key: str) -> None:
        """Push the knob to the far end of its track, as on a phone."""
        self.reach(key)
        track = self._driver.find(key).parent
        self._driver.press(key)
        self._driver.drag(track.to_window(track.right - 1, track.center_y))
        self._driver.release()
        self.settle()

    def _type(self, key: str, text: str) -> None:
        self.reach(key)
        self.tap(key)
        self._album.take("keyboard")
        for letter in text:
            self._strike(letter)
        self._album.take("typed")
        self.tap("key.done")

    def _strike(self, letter: str) -> None:
        """A key of the own keyboard; figures may be on its other layer."""
        key = f"key.{letter}"
        if not self._driver.has(key):
            self._driver.tap("key.symbols" if letter.isdigit() else "key.letters", settle=False)
        self._driver.tap(key, settle=False)


def wait(driver: Driver, working: Callable[[], bool]) -> None:
    """Step frames until the work in the background is done and nothing moves."""
    until = time.monotonic() + PATIENCE_SECONDS
    driver.frames(2)
    while working():
        if time.monotonic() > until:
            raise PlayStuckError(N_("A step was not saved in time."))
        time.sleep(0.001)
        driver.frames(1)
    driver.advance(0.6)


def shown_profile(screen: desk.Screen) -> Profile:
    """The result that the desk shows.

    Raises:
        KioskError: why it shows none.
    """
    if isinstance(screen, desk.Result):
        return screen.profile
    if isinstance(screen, desk.Refused):
        raise screen.error
    raise PlayStuckError(N_("The desk shows no result."))
