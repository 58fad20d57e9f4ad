"""A scripted citizen: takes every task by taps on real widgets; keeps a picture of each screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

from kiosk.desk import screens as desk
from kiosk.desk.profile import Profile
from kiosk.domain import routing
from kiosk.domain.errors import KioskError, N_
from kiosk.domain.facts import result
from kiosk.domain.record import Flag, VisitResult
from kiosk.domain.simulation.view import Kind
from kiosk.domain.typing import OTHER
from kiosk.domain.visit import Run
from kiosk.i18n import by_code
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.screens import AskPictures, AtPlace, Code
from kiosk.ui.driver import Driver
from kiosk.ui.play_ways import hinted, way

PATIENCE_SECONDS = 20.0
"""Real time to wait for a step to be saved, before saying that something hangs."""
MOST_STEPS = 60
"""Taps in one task; a proven form is far under it."""
MOST_PAGES = 12
BARELY = 1
"""PNG compression: there are many pictures, and they are looked at once."""
UNKNOWN = {OTHER: "hej"}
"""What is typed where none of the known inputs is meant."""


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
        path = self._folder / f"{self._count:03}-{name}.png"
        self._driver.grab().save(path, compress_level=BARELY)


class ScriptedCitizen:
    """Reads each word and does what is right, the way a finger would; but for two honest mistakes.

    The mistakes, where the service has room for them: a hint is asked for in one plain task, and
    in one safety task what is false is believed.
    """

    def __init__(
        self,
        driver: Driver,
        flow: CitizenFlow,
        album: Album,
        say: Callable[[str], object],
    ) -> None:
        self._driver, self._flow, self._album, self._say = driver, flow, album, say
        self._seen: set[str] = set()
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
            if isinstance(screen, AskPictures):
                self._draw_pictures()
                continue
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

    def _draw_pictures(self) -> None:
        """A look at how they are entered, then new ones; the citizen has not been here before."""
        self._album.take("pictures")
        self.tap("pictures.enter")
        self._album.take("pictures-enter")
        self.tap("group.2")
        self._album.take("pictures-group")
        for _ in range(2):
            self.tap("pictures.back")
        self.tap("pictures.new")
        self._album.take("pictures-new")
        self.tap("share")

    def leave(self) -> None:
        """Done with the code, how it was, and back to the first screen."""
        self.tap("done")
        self._album.take("faces")
        self.tap("face.good")
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
        if self._driver.has("see_all"):
            self._see_all()
        self.tap(key)

    def _see_all(self) -> None:
        """Everything that the summary holds, page by page."""
        self.tap("see_all")
        self._album.take("summary-all")
        while more := self._pages("dialog", "more"):
            self.tap(more[0])
            self._album.take("summary-all")
        self.tap("back")

    # a task

    def _task(self, run: Run) -> None:
        steps = 0
        self._picture(run, steps)
        if run.task == hinted(run.service):
            self._hint(run)
        for event in self._way(run):
            self._do(run, event)
            steps += 1
            if not run.service.gate:
                self._picture(run, steps)
        if self._current(run):
            self.tap("task.finished")
        self._say(f"{run.service.key} {run.task.key}: {steps} steps, done")

    def _picture(self, run: Run, step: int) -> None:
        """The task as it stands after so many steps."""
        self._album.take(f"{run.service.key}-{run.task.key}-{step:02}".replace("_", "-"))

    def _hint(self, run: Run) -> None:
        self.tap("help")
        self.tap("hint.1")
        self._album.take(f"{run.service.key}-{run.task.key}-hint".replace("_", "-"))
        self.tap("back")

    def _way(self, run: Run) -> Iterator[str]:
        """The next step, until what is wanted holds or an act has ended the task."""
        toward = way(run)
        for _turn in range(MOST_STEPS):
            now = self._current(run)
            event = toward(now) if now else None
            if event is None:
                return
            yield event
        raise PlayStuckError(
            N_("The task {task} did not come to its goal in {steps} steps."),
            task=run.task.key,
            steps=MOST_STEPS,
        )

    def _current(self, run: Run) -> Run | None:
        """The same task as it stands now; none when it is over."""
        screen = self._flow.screen
        place = screen.place if isinstance(screen, AtPlace) else None
        if isinstance(place, routing.InTask) and place.run.task == run.task:
            return place.run
        return None

    def _do(self, run: Run, event: str) -> None:
        found = run.form.component_of(event)
        if found is None:  # time passes in the service
            self._driver.advance(3.0, steps=30)
            self.settle()
            return
        view, component = found
        self._turn_to(view.device)
        if component.kind is Kind.FIELD and component.variable:
            cls = event.rpartition("=")[2]
            text = run.form.inputs[component.variable].get(cls, UNKNOWN.get(cls, ""))
            self._type(f"{view.key}/{component.id}", text)
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
        """Turn pages down, then up, until the control is in sight."""
        for turn in ("more", "back"):
            for _ in range(MOST_PAGES):
                if self._driver.has(key):
                    return
                pages = [k for k in self._pages("", turn) if not k.startswith("prompt")]
                if not pages:
                    break
                self.tap(pages[0])

    def _pages(self, lead: str, turn: str) -> list[str]:
        """Keys that turn a page."""
        return [k for k in self._driver if k.startswith(lead) and k.endswith(f".{turn}")]

    def _slide(self, key: str) -> None:
        """Push the knob to the far end of its track, as on a phone."""
        self.reach(key)
        track = self._driver.find(key).parent
        self._driver.press(key)
        self._driver.drag(track.to_window(track.right - 1, track.center_y))
        self._driver.release()
        self.settle()

    # typing

    def _type(self, key: str, text: str) -> None:
        """By the keys of our own keyboard; what stands there already is kept as far as it fits."""
        self.reach(key)
        stands = self._driver.find(key).field.text
        kept = common(stands, text)
        self.tap(key)
        self._first("keyboard")
        for _ in stands[kept:]:
            self._press("key.delete")
        for letter in text[kept:]:
            self._strike(letter)
        self._first("typed")
        self.tap("key.done")

    def _first(self, name: str) -> None:
        """A picture of what looks the same every time."""
        if name not in self._seen:
            self._seen.add(name)
            self._album.take(name)

    def _strike(self, letter: str) -> None:
        """A key, maybe a capital, maybe on the other layer."""
        key = "key.space" if letter == " " else f"key.{letter.lower()}"
        if letter.isupper() and self._driver.has("key.shift"):
            self._press("key.shift")
        if not self._driver.has(key) and letter == " ":
            return  # a number pad has none; a code is shown in groups and typed in one go
        if not self._driver.has(key):
            self._press("key.symbols" if self._driver.has("key.symbols") else "key.letters")
        self._press(key)

    def _press(self, key: str) -> None:
        """A key of the keyboard, as fast as people type."""
        self._driver.press(key)
        self._driver.release()


def common(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


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
