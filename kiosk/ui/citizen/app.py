"""The tablet's window: shows what the flow says, in the citizen's language, size and colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.domain import routing
from kiosk.domain.task import Service
from kiosk.i18n import Translator
from kiosk.tablet.flow import CitizenFlow, Comfort
from kiosk.tablet.screens import About, AtPlace, Code, GoOn, Thanks, Trouble, Welcome
from kiosk.ui.citizen.about import about_screen
from kiosk.ui.citizen.breaks import go_on_screen, idle_card, trouble_screen
from kiosk.ui.citizen.card_screen import card_screen
from kiosk.ui.citizen.ending import (
    after_screen,
    code_screen,
    share_screen,
    summary_screen,
    thanks_screen,
)
from kiosk.ui.citizen.questions import guess_screen, helped_screen
from kiosk.ui.citizen.scene import Scene, SiteFacts
from kiosk.ui.citizen.task import TaskScreen
from kiosk.ui.citizen.welcome import WelcomeScreen
from kiosk.ui.environment import set_maxfps
from kiosk.ui.theme import DESIGN_PX_PER_MM, TextSize, Theme, palette
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.surface import Surface

TICK_SECONDS = 1.0
BUSY_FPS, STILL_FPS = 60, 15
"""Frames a second in a visit, and on the still first screen."""

Translators = Callable[[str], Translator]


@dataclass(frozen=True, slots=True)
class Look:
    """The window that screens are drawn for."""

    px_per_mm: float = DESIGN_PX_PER_MM
    calm: bool = False
    paced: bool = True
    """Change the pace of the window with the screen; a driver with its own clock does not."""


def look_for_window(design: tuple[int, int], *, paced: bool) -> Look:
    """For the window as it is: a 10.1 inch screen, whatever its pixels.

    What a screen measures is not to be had from the system, so the tablet's size is taken for granted.
    """
    long, short = max(Window.size), min(Window.size)
    scale = min(long / design[0], short / design[1])
    return Look(px_per_mm=DESIGN_PX_PER_MM * scale, paced=paced)


class TabletWindow:
    """Keeps one surface in step with the flow."""

    def __init__(
        self,
        flow: CitizenFlow,
        translators: Translators,
        site: SiteFacts,
        look: Look | None = None,
    ) -> None:
        self.flow, self._translators, self._site = flow, translators, site
        self._look = look or Look()
        self.surface = Surface(self._theme(flow.comfort), on_activity=flow.touched)
        self._task: TaskScreen | None = None
        self._shown: tuple[object, ...] = ()
        self._idle: Overlay | None = None
        flow.on_change = self.refresh
        self._ticks = Clock.schedule_interval(lambda _dt: flow.tick(), TICK_SECONDS)
        self.refresh()

    def close(self) -> None:
        """Let go of the flow."""
        self._ticks.cancel()
        self.flow.on_change = lambda: None

    def refresh(self) -> None:
        """Show where the flow is; a task that is shown already is only brought up to date."""
        screen, comfort = self.flow.screen, self.flow.comfort
        size = tuple(Window.size)
        if self._task and isinstance(screen, AtPlace) and isinstance(screen.place, routing.InTask):
            same = (screen.visit.current, comfort, size)
            if self._shown == same:
                self._task.update(screen.visit)
                self._warn()
                return
        self._task = None
        scene = self._scene(comfort)
        self.surface.show(self._build(scene), scene.theme)
        if self._task:
            self._task.arrive()
        visit = screen.visit if isinstance(screen, AtPlace) else None
        self._shown = (visit.current if visit else None, comfort, size)
        self._idle = None
        if self._look.paced:
            set_maxfps(STILL_FPS if isinstance(screen, Welcome) else BUSY_FPS)
        self._warn()

    def _theme(self, comfort: Comfort) -> Theme:
        language = self._translators(comfort.language).language
        return Theme(
            palette=palette(comfort.palette),
            text_size=TextSize(comfort.text_size),
            px_per_mm=self._look.px_per_mm,
            direction=language.direction,
            family=language.font,
            language=language.code,
            calm=self._look.calm,
        )

    def _scene(self, comfort: Comfort) -> Scene:
        width, height = Window.size
        return Scene(
            theme=self._theme(comfort),
            t=self._translators(comfort.language),
            flow=self.flow,
            site=self._site,
            width=width,
            height=height,
            open=self.surface.open,
            close=self.surface.close,
        )

    def _build(self, scene: Scene) -> Widget:
        screen = self.flow.screen
        if isinstance(screen, Welcome):
            return WelcomeScreen(scene)
        if isinstance(screen, About):
            return about_screen(scene)
        if isinstance(screen, GoOn):
            return go_on_screen(scene, screen.visit)
        if isinstance(screen, Code):
            return code_screen(scene, screen)
        if isinstance(screen, Thanks):
            return thanks_screen(scene, screen)
        if isinstance(screen, Trouble):
            return trouble_screen(scene, screen)
        return self._place(scene, screen)

    def _place(self, scene: Scene, screen: AtPlace) -> Widget:
        place, visit = screen.place, screen.visit
        if isinstance(place, routing.InTask):
            service_words = self._translators(_service_language(place.run.service, visit.language))
            self._task = TaskScreen(scene, visit, service_words, self.surface)
            return self._task
        if isinstance(place, routing.OwnGuess):
            return guess_screen(scene, place.service)
        if isinstance(place, routing.After):
            return after_screen(scene, place)
        if isinstance(place, routing.AskHelped):
            return helped_screen(scene, place.service)
        if isinstance(place, routing.Summary):
            return summary_screen(scene, visit, place.service)
        if isinstance(place, routing.ShareOrNot):
            return share_screen(scene)
        return card_screen(scene, visit)

    def _warn(self) -> None:
        """Lay the idle warning over the screen, or take it away."""
        if self.flow.warning and self._idle is None:
            self._idle = idle_card(self._scene(self.flow.comfort))
            self.surface.open(self._idle)
        elif not self.flow.warning and self._idle is not None:
            self.surface.close(self._idle)
            self._idle = None


def _service_language(service: Service, language: str) -> str:
    """The service speaks the citizen's language where the real one does, else Danish."""
    return language if language in service.languages else "da"
