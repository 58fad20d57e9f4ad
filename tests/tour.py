"""Leads the real windows to every screen there is, for a look by eye and for tests that measure."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import resources
from kiosk.desk.flow import DeskFlow
from kiosk.devices.backlight import Backlight
from kiosk.devices.clock import FakeClock
from kiosk.devices.printer import Cups
from kiosk.devices.worker import InlineWorker
from kiosk.domain import routing
from kiosk.domain.errors import KioskError
from kiosk.domain.record import Guess, Helped
from kiosk.domain.task import Assessments, Task
from kiosk.domain.visit import Run, all_services
from kiosk.handoff.kr1 import text as kr1_text
from kiosk.i18n import Translator, by_code
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.flow import CitizenFlow, VisitSettings
from kiosk.tablet.screens import AtPlace, Full, Trouble
from kiosk.tablet.sharing import Shared
from kiosk.tablet.staff_flow import StaffFlow
from tests import desks
from tests.citizen import SlowWorker
from tests.pseudo import PseudoTranslator
from tests.speaking import Listener
from tests.staffing import FakeDrives, FakeStaff

if TYPE_CHECKING:  # Kivy may be imported only after the environment is prepared
    from kiosk.ui.citizen.app import TabletWindow
    from kiosk.ui.driver import Driver
    from kiosk.ui.theme import Theme

SIZES = ("S", "M", "L", "XL")
PALETTES = ("light", "dark", "contrast", "contrast_white")
LANGUAGES = ("da", "en", "xx")
PAGES = ((1280, 800), (1920, 1200))
MOST_STEPS = 30
UNSAFE = ("phone.home/request", "phone.approve/swipe", "phone.pin/pin=own", "phone.pin/ok")
"""Approves what does not match, so that what would have happened is told."""


@dataclass(frozen=True)
class Variant:
    """One way to look at all screens."""

    size: str = "M"
    palette: str = "light"
    language: str = "da"
    upright: bool = False
    page: tuple[int, int] = PAGES[0]

    @property
    def name(self) -> str:
        long, short = self.page
        way = "upright" if self.upright else "wide"
        pixels = "" if self.page == PAGES[0] else f"-{long}x{short}"
        return f"{self.language}-{self.size}-{self.palette}-{way}{pixels}"

    @property
    def window(self) -> tuple[int, int]:
        long, short = self.page
        return (short, long) if self.upright else (long, short)


class KeptCode:
    """Gives a code of the right length, and wipes the visit as the real one does."""

    takes_codes = True

    def __init__(self, store: MemoryTabletStore) -> None:
        self._store = store
        self.code: object = None
        """The progress code that was shared with."""

    def share(self, _result: object, _detail: object = None, code: object = None) -> Shared:
        self.code = code
        self._store.wipe_visit()
        return Shared(kr1_text(bytes((1, *range(250), *range(103)))), "12345678")


def translator(code: str) -> Translator:
    """The real one."""
    return Translator(by_code(code), resources.locales())


def in_danish_alone(assessments: Assessments) -> Assessments:
    """Services in Danish, so that help in the pseudo-language stands around Danish."""
    danish = tuple(replace(service, languages=("da",)) for service in assessments.services)
    return replace(assessments, services=danish)


class Tour:
    """The tablet's window on a store in memory, and a hand that leads it to every screen.

    The language ``xx`` is the pseudo-language, which stands in for English.
    """

    def __init__(
        self,
        driver: Driver,
        assessments: Assessments,
        variant: Variant,
        seed: int = 7,
        linger: float = 0.0,
        backlight: Backlight | None = None,
    ) -> None:
        from kiosk.ui.citizen.app import TabletWindow, look_for_window
        from kiosk.ui.citizen.scene import SiteFacts

        self.driver, self.variant = driver, variant
        driver.resize(*variant.window)
        self.store = MemoryTabletStore()
        pseudo = PseudoTranslator() if variant.language == "xx" else None
        if pseudo:
            assessments = in_danish_alone(assessments)
        first = Comfort("en" if pseudo else variant.language, variant.size, variant.palette)
        services = all_services(assessments)
        self.clock, self.sharing = FakeClock(), KeptCode(self.store)
        self.flow = CitizenFlow(
            assessments, self.store, self.sharing, self.clock, InlineWorker(),
            VisitSettings("0", services, practice=True, first=first), lambda: seed,
            octets=lambda n: bytes((3, 19, 33, 43, 61))[:n],
        )  # fmt: skip

        def words(code: str) -> Translator:
            return pseudo if pseudo and code == "en" else translator(code)

        look = replace(look_for_window(PAGES[0], paced=False), calm=True, linger=linger)
        self.listener = Listener()
        self.staff, self.drives = FakeStaff(), FakeDrives()
        self.worker = SlowWorker()
        self.window: TabletWindow = TabletWindow(
            self.flow,
            words,
            SiteFacts("Øvested"),
            look,
            self.listener.make,
            self.staff_flow,
            backlight,
        )
        driver.show(self.window.surface)

    @property
    def theme(self) -> Theme:
        return self.window.surface.theme

    def close(self) -> None:
        self.window.close()

    def staff_flow(self) -> StaffFlow:
        """Called when staff want in; its jobs wait in ``worker``."""
        staff: Callable[[], FakeStaff] = lambda: self.staff  # noqa: E731
        self.in_staff = StaffFlow(
            staff if self.staff.enrolled else None, staff,
            self.clock, self.worker, self.drives, InlineWorker(),
        )  # fmt: skip
        return self.in_staff

    def screens(self, *, all_steps: bool = True) -> Iterator[str]:
        """Lead from screen to screen; each name is given when its screen is there.

        Without ``all_steps`` one step of each task is shown and no view on the way to its goal.
        """
        tap, flow = self.driver.tap, self.flow
        yield "welcome"
        for key in ("text_size", "colours", "help"):
            tap(key)
            yield f"{key}-card"
            tap("back")
        tap("start")
        yield "about"
        flow.agree()
        yield "practice-card"
        flow.put_card_away()
        yield from self._gate()
        yield "guess"
        flow.guess(Guess.WITH_HELP)
        yield from self._tasks(all_steps)
        yield "helped"
        flow.say_helped(Helped.A_LITTLE)
        yield "summary"
        if self.driver.has("see_all"):
            tap("see_all")
            yield "see-all-card"
            tap("back")
        flow.summary_seen()
        yield "share"
        tap("delete")
        yield "delete-card"
        tap("back")
        yield from self._cut_off()
        flow.share()
        yield from self._pictures()
        flow.share_with_new_pictures()
        yield "code"
        tap("pictures")
        yield "pictures-card"
        tap("back")
        yield from self._print()
        flow.done()
        yield "faces"
        flow.face(None)
        yield "thanks"
        flow.leave()
        flow.screen = Full()
        flow.on_change()
        yield "full"
        flow.screen = Trouble(KioskError("The disk is full."))
        flow.on_change()
        yield "trouble"

    def _print(self) -> Iterator[str]:
        """As where there is a printer; it never comes to its turn."""
        from kiosk.ui.citizen.printing import Printing

        self.window.printing = Printing(Cups(), SlowWorker())
        self.window.refresh()
        yield "code-print"
        self.driver.tap("print")
        yield "print-card"
        self.driver.tap("back")
        self.window.printing = None
        self.window.refresh()

    def _pictures(self) -> Iterator[str]:
        """All ways of the question about pictures; they end with those that were drawn."""
        flow = self.flow
        yield "pictures-ask"
        flow.enter_pictures()
        yield "pictures-groups"
        flow.open_group(2)
        yield "pictures-group"
        for number in (16, 33, 33, 63):
            flow.tap_picture(number)
        yield "pictures-four"
        flow.tap_picture(50)
        yield "pictures-entered"
        for _ in range(6):
            flow.back()
        flow.draw_pictures()
        yield "pictures-new"

    def _cut_off(self) -> Iterator[str]:
        """As after a power cut, and back to where it was."""
        self.flow.wake()
        yield "go-on"
        screen = self.flow.screen
        self.flow.recognise(screen.visit.services[0].person.key)  # type: ignore[union-attr]

    def _gate(self) -> Iterator[str]:
        """The first screen of each task of the gate, and both its ends."""
        while (run := self.run()) is not None:
            yield f"{run.task.key}-0"
            self._unseen(partial(self._through, run.task))
        screen = self.flow.screen
        if isinstance(self._place(), routing.GateDone) and isinstance(screen, AtPlace):
            yield "gate-ready"
            self.flow.screen = replace(screen, place=routing.GateDone(passed=False))
            self.flow.on_change()
            yield "gate-mentor"
            self.flow.screen = screen
            self.flow.gate_seen()

    def _walk(self, task: int) -> None:
        for event in self._way(task):
            self.flow.act(event)

    def _through(self, task: Task) -> None:
        while (now := self.run()) is not None and now.task == task:
            step = now.form.step_toward(now.values)
            if step is None:
                self.flow.finish()
            else:
                self.flow.act(step[1])

    def _unseen(self, walk: Callable[[], object]) -> None:
        """Steps whose screens nobody looks at are not drawn; where they lead is."""
        drawn, self.flow.on_change = self.flow.on_change, lambda: None
        try:
            walk()
        finally:
            self.flow.on_change = drawn
        self.flow.on_change()

    def _tasks(self, all_steps: bool) -> Iterator[str]:
        """Every view on the way of each task; the overlays once; one task done wrongly."""
        first = True
        while (run := self.run()) is not None:
            name, task = run.task.key, run.task.number
            yield f"{name}-0"
            if first:
                yield from self._overlays()
            if all_steps or first:
                for count, event in enumerate(self._way(task), 1):
                    yield from self._typing(event, name, count)
                    self.flow.act(event)
                    if all_steps:
                        yield f"{name}-{count}"
            else:
                self._unseen(partial(self._walk, task))
            first = False
            now = self.run()
            if now is not None and now.task.number == task:
                self.flow.finish()
            if isinstance(self._place(), routing.After):
                yield "after"
                self.flow.after_seen()

    def _way(self, task: int) -> Iterator[str]:
        """The right way; the mismatch is approved."""
        run = self.run()
        if run is not None and run.task.key == "mismatch":
            yield from UNSAFE
            return
        for _ in range(MOST_STEPS):
            run = self.run()
            step = run.form.step_toward(run.values) if run and run.task.number == task else None
            if step is None:
                return
            yield step[1]

    def _typing(self, event: str, name: str, count: int) -> Iterator[str]:
        run = self.run()
        found = run.form.component_of(event) if run else None
        if found is None or "=" not in event.rpartition("/")[2]:
            return
        view, component = found
        self.show_device(view.device)
        key = f"{view.key}/{component.id}"
        self.reach(key)
        self.driver.tap(key)
        yield f"{name}-{count}-keyboard"
        self.driver.tap("key.done")

    def show_device(self, device: str) -> None:
        """With one device at a time, show this one."""
        if self.driver.has(f"device.{device}"):
            self.driver.tap(f"device.{device}")

    def reach(self, key: str) -> None:
        """Turn pages until a control is in sight."""
        for turn in ("more", "back"):
            for _ in range(6):
                if self.driver.has(key):
                    return
                turns = [k for k in self.driver if k.endswith(f".{turn}")]
                turns = [k for k in turns if not k.startswith(("prompt", "card"))]
                if not turns:
                    break
                self.driver.tap(turns[0])

    def _overlays(self) -> Iterator[str]:
        tap, flow = self.driver.tap, self.flow
        tap("card")
        yield "card-overlay"
        tap("card.back")
        tap("help")
        yield "help-0"
        self.reach("hint.1")
        tap("hint.1")
        yield "help-1"
        tap("call_mentor")
        yield "mentor-card"
        tap("back")
        tap("help")
        self.reach("hint.2")
        tap("hint.2")
        yield "pointer"
        tap("help")
        self.reach("hint.3")
        tap("hint.3")
        yield "shown"
        tap("pause")
        yield "pause"
        tap("pause.resume")
        flow.warning = True
        flow.on_change()
        yield "idle"
        flow.touched()

    def _place(self) -> routing.Place | None:
        screen = self.flow.screen
        return screen.place if isinstance(screen, AtPlace) else None

    def run(self) -> Run | None:
        """The task that is open."""
        place = self._place()
        return place.run if isinstance(place, routing.InTask) else None


class DeskTour:
    """The desk's window with a desk that gives what it is told to give."""

    SIZE = (1366, 768)

    def __init__(self, driver: Driver, variant: Variant) -> None:
        self.driver, self.variant = driver, variant
        driver.resize(*self.SIZE)

    def screens(self) -> Iterator[str]:
        """Nothing yet, a list, three tasks, many, a refusal, files."""
        yield self._sit_down("desk-empty", desks.FakeDesk())[0]
        many = desks.many(sequence=3)
        name, flow = self._sit_down("desk-scan", desks.FakeDesk(before=(many, desks.three())))
        yield name
        flow.scanned(desks.CODE)
        yield "desk-result"
        flow.scanned("no code")
        yield "desk-refused"
        _name, flow = self._sit_down("", desks.FakeDesk(gives=many))
        flow.scanned(desks.CODE)
        yield "desk-many"
        _name, flow = self._sit_down("", desks.FakeDesk(gives=desks.judged(sequence=4)))
        flow.scanned(desks.CODE)
        yield "desk-judged"
        with tempfile.TemporaryDirectory() as folder:
            for file in ("result.png", "letter.txt"):
                (Path(folder) / file).write_bytes(b"")
            flow.look_for_picture(Path(folder))
            yield "desk-files"

    def _sit_down(self, name: str, desk: desks.FakeDesk) -> tuple[str, DeskFlow]:
        from kiosk.ui.desk.window import DeskWindow
        from kiosk.ui.theme import Theme, palette

        language = "en" if self.variant.language == "xx" else self.variant.language
        flow = DeskFlow(desk, InlineWorker(), language)
        theme = Theme(palette=palette(self.variant.palette), calm=True)
        pseudo = PseudoTranslator() if self.variant.language == "xx" else None
        words: Callable[[str], Translator] = lambda code: pseudo or translator(code)  # noqa: E731
        self.driver.show(DeskWindow(theme, words, flow, True, lambda: ""))
        flow.wake()
        return name, flow
