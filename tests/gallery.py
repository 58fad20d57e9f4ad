"""Renders every screen to a picture, for a look by eye.

``python -m tests.gallery OUT [--size M] [--palette light] [--language da] [--upright] [--all]``
writes one picture a screen and a contact sheet. The language ``xx`` is the test-only pseudo-language
of Arabic letters, right to left.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from kiosk import resources
from kiosk.content.load import load
from kiosk.devices.clock import FakeClock
from kiosk.devices.worker import InlineWorker
from kiosk.domain.errors import KioskError
from kiosk.domain.record import Guess, Helped
from kiosk.domain.task import Assessments
from kiosk.handoff.kr1 import text as kr1_text
from kiosk.i18n import Translator, by_code
from kiosk.storage.tablet.memory import MemoryTabletStore
from kiosk.tablet.flow import CitizenFlow, Comfort, VisitSettings
from kiosk.tablet.screens import Trouble
from kiosk.tablet.sharing import Shared
from tests.pseudo import PseudoTranslator

if TYPE_CHECKING:
    from kiosk.ui.citizen.app import TabletWindow
    from kiosk.ui.driver import Driver

SIZES = ("S", "M", "L", "XL")
PALETTES = ("light", "dark", "contrast", "contrast_white")
LANGUAGES = ("da", "en", "xx")
MOST_STEPS = 30


@dataclass(frozen=True)
class Variant:
    """One way to look at all screens."""

    size: str = "M"
    palette: str = "light"
    language: str = "da"
    upright: bool = False

    @property
    def name(self) -> str:
        return "-".join(
            (self.language, self.size, self.palette, "upright" if self.upright else "wide")
        )

    @property
    def window(self) -> tuple[int, int]:
        return (800, 1280) if self.upright else (1280, 800)


class _Sharing:
    def __init__(self, store: MemoryTabletStore) -> None:
        self._store = store

    def share(self, _result: object) -> Shared:
        self._store.wipe_visit()
        return Shared(kr1_text(bytes((1, *range(250), *range(103)))), "12345678")


def translators(code: str) -> Translator:
    """The pseudo-language stands in for Danish: a service keeps its own language."""
    return Translator(by_code(code), resources.locales())


class Rendered:
    """The tablet's window on a store in memory, and a hand that leads it to every screen."""

    def __init__(
        self, driver: Driver, assessments: Assessments, variant: Variant, seed: int = 7
    ) -> None:
        from kiosk.ui.citizen.app import TabletWindow, look_for_window
        from kiosk.ui.citizen.scene import SiteFacts

        self.driver, self.variant = driver, variant
        driver.resize(*variant.window)
        store = MemoryTabletStore()
        pseudo = PseudoTranslator() if variant.language == "xx" else None
        first = Comfort("en" if pseudo else variant.language, variant.size, variant.palette)
        services = tuple(service.key for service in assessments.services)
        self.flow = CitizenFlow(
            assessments, store, _Sharing(store), FakeClock(), InlineWorker(),
            VisitSettings("0", services, practice=True, first=first), lambda: seed,
        )  # fmt: skip
        words: Callable[[str], Translator] = lambda code: pseudo or translators(code)  # noqa: E731
        self.window: TabletWindow = TabletWindow(
            self.flow, words, SiteFacts("Øvested"), look_for_window((1280, 800), paced=False)
        )
        driver.show(self.window.surface)

    def close(self) -> None:
        self.window.close()

    def screens(self) -> Iterator[str]:
        """Lead from screen to screen; each name is given when its screen is there."""
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
        yield "guess"
        flow.guess(Guess.WITH_HELP)
        yield from self._tasks()
        yield "helped"
        flow.say_helped(Helped.A_LITTLE)
        yield "summary"
        flow.summary_seen()
        yield "share"
        tap("delete")
        yield "delete-card"
        tap("back")
        flow.share()
        yield "code"
        flow.done()
        yield "thanks"
        flow.leave()
        flow.screen = Trouble(KioskError("The disk is full."))
        flow.on_change()
        yield "trouble"

    def _tasks(self) -> Iterator[str]:
        """Every view on the right way of each task; the overlays once; one task done wrongly."""
        first = True
        while (run := self._run()) is not None:
            name, task = run.task.key, run.task.number
            yield f"{name}-0"
            if first:
                yield from self._overlays()
                first = False
            for count, event in enumerate(self._way(task), 1):
                yield from self._typing(event, name, count)
                self.flow.act(event)
                yield f"{name}-{count}"
            if self._run() is not None and self._run().task.number == task:  # type: ignore[union-attr]
                self.flow.finish()
            if type(getattr(self.flow.screen, "place", None)).__name__ == "After":
                yield "after"
                self.flow.after_seen()

    def _way(self, task: int) -> Iterator[str]:
        """The right way; the mismatch is approved, so that what would have happened is told."""
        run = self._run()
        if run is not None and run.task.key == "mismatch":
            yield from (
                "phone.home/request",
                "phone.approve/swipe",
                "phone.pin/pin=own",
                "phone.pin/ok",
            )
            return
        for _ in range(MOST_STEPS):
            run = self._run()
            step = run.form.step_toward(run.values) if run and run.task.number == task else None
            if step is None:
                return
            yield step[1]

    def _typing(self, event: str, name: str, count: int) -> Iterator[str]:
        run = self._run()
        found = run.form.component_of(event) if run else None
        if found is None or not event.rpartition("/")[2].count("="):
            return
        view, component = found
        key = f"{view.key}/{component.id}"
        if self.driver.has(f"device.{view.device}"):
            self.driver.tap(f"device.{view.device}")
        if self.driver.has(key):
            self.driver.tap(key)
            yield f"{name}-{count}-keyboard"
            self.driver.tap("key.done")

    def _overlays(self) -> Iterator[str]:
        tap, flow = self.driver.tap, self.flow
        tap("card")
        yield "card-overlay"
        tap("card.back")
        tap("help")
        yield "help-0"
        tap("hint.1")
        yield "help-1"
        tap("hint.2")
        yield "pointer"
        tap("help")
        tap("hint.3")
        yield "shown"
        tap("pause")
        yield "pause"
        tap("pause.resume")
        flow.warning = True
        flow.on_change()
        yield "idle"
        flow.touched()

    def _run(self):  # noqa: ANN202
        place = getattr(self.flow.screen, "place", None)
        return getattr(place, "run", None) if type(place).__name__ == "InTask" else None


def render(variant: Variant, out: Path, driver: Driver, assessments: Assessments) -> list[Path]:
    """A picture of every screen of one variant."""
    rendered = Rendered(driver, assessments, variant)
    pictures = []
    try:
        for number, name in enumerate(rendered.screens(), 1):
            driver.advance(0.6)
            path = out / f"{variant.name}-{number:02}-{name}.png"
            driver.grab().save(path)
            pictures.append(path)
    finally:
        rendered.close()
    return pictures


def sheet(pictures: list[Path], path: Path, columns: int = 5) -> None:
    """All pictures small on one, with their names."""
    width = 480
    images = [Image.open(picture) for picture in pictures]
    height = round(width * images[0].height / images[0].width)
    rows = -(-len(images) // columns)
    board = Image.new("RGB", (columns * (width + 8), rows * (height + 26)), "white")
    draw = ImageDraw.Draw(board)
    for number, (image, picture) in enumerate(zip(images, pictures, strict=True)):
        x, y = number % columns * (width + 8), number // columns * (height + 26)
        board.paste(image.resize((width, height)), (x, y + 18))
        draw.text((x + 2, y + 2), picture.stem, fill="black")
    board.save(path)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--palette", choices=PALETTES, default="light")
    parser.add_argument("--language", choices=LANGUAGES, default="da")
    parser.add_argument("--upright", action="store_true")
    parser.add_argument("--all", action="store_true", help="every size, palette and language")
    given = parser.parse_args(arguments)
    from kiosk.ui import environment

    environment.prepare(1280, 800, offscreen=True, maxfps=0)
    from kiosk.ui.driver import Driver

    given.out.mkdir(parents=True, exist_ok=True)
    driver, assessments = Driver(1280, 800), load(resources.assessments())
    variants = [Variant(given.size, given.palette, given.language, given.upright)]
    if given.all:
        variants = [
            Variant(s, p, x, u)
            for s in SIZES
            for p in PALETTES
            for x in LANGUAGES
            for u in (False, True)
        ]
    for variant in variants:
        pictures = render(variant, given.out, driver, assessments)
        sheet(pictures, given.out / f"sheet-{variant.name}.png")
        sys.stdout.write(f"{variant.name}: {len(pictures)} pictures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
