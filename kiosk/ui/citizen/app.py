"""The tablet's window: shows what the flow says, in the citizen's language, size and colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.devices.backlight import Backlight, NoBacklight
from kiosk.i18n import Translator
from kiosk.tablet.comfort import Comfort
from kiosk.tablet.lobby import Lobby
from kiosk.tablet.screens import AtPlace, Code, EnterPictures, Welcome
from kiosk.ui.citizen.scene import Scene, SiteFacts
from kiosk.ui.citizen.welcome import WelcomeScreen
from kiosk.ui.environment import set_maxfps
from kiosk.ui.reading import Reader
from kiosk.ui.theme import DESIGN_PX_PER_MM, TextSize, Theme, palette
from kiosk.ui.widgets.settling import settle
from kiosk.ui.widgets.surface import Surface

if TYPE_CHECKING:  # the rest is loaded behind the first screen
    from kiosk.domain.visit import Ref, Run
    from kiosk.speech.speaker import Speaker
    from kiosk.tablet.flow import CitizenFlow
    from kiosk.tablet.staff_flow import StaffFlow
    from kiosk.ui.citizen.printing import Printing
    from kiosk.ui.citizen.task import TaskScreen
    from kiosk.ui.staff.view import StaffView
    from kiosk.ui.widgets.overlay import Overlay

TICK_SECONDS = 1.0
BUSY_FPS, STILL_FPS = 60, 15
"""Frames a second in a visit, and on the still first screen."""

LINGER_SECONDS = 1.2
"""Long enough to read that something was approved or refused, too short to wait for."""

Translators = Callable[[str], Translator]


@dataclass(frozen=True, slots=True)
class Look:
    """The window that screens are drawn for."""

    px_per_mm: float = DESIGN_PX_PER_MM
    calm: bool = False
    paced: bool = True
    """Change the pace of the window with the screen; a driver with its own clock does not."""
    linger: float = 0.0
    """Seconds for which what an act led to is still seen after it has ended a task."""


def look_for_window(design: tuple[int, int], *, paced: bool) -> Look:
    """For the window as it is: a 10.1 inch screen, whatever its pixels.

    What a screen measures is not to be had from the system, so the tablet's size is taken for
    granted.
    """
    long, short = max(Window.size), min(Window.size)
    scale = min(long / design[0], short / design[1])
    linger = LINGER_SECONDS if paced else 0.0
    return Look(px_per_mm=DESIGN_PX_PER_MM * scale, paced=paced, linger=linger)


class TabletWindow:
    """Keeps one surface in step with the flow."""

    def __init__(
        self,
        flow: CitizenFlow | Lobby,
        translators: Translators,
        site: SiteFacts,
        look: Look | None = None,
        speaker: Callable[[], Speaker] | None = None,
        staff: Callable[[], StaffFlow] | None = None,
        backlight: Backlight | None = None,
    ) -> None:
        """``speaker`` is called when somebody first wants to listen; without it nobody can.

        ``staff`` is called when staff want in; without it there is no way in. ``backlight`` is full
        while a code is shown.
        """
        self._backlight = backlight or NoBacklight()
        self.flow, self._translators, self._site = flow, translators, site
        self._look = look or Look()
        self.surface = Surface(self._theme(flow.comfort), on_activity=self._touched)
        self.surface.size = Window.size
        self.reader = Reader(self.surface, speaker, self._listened, self._no_sound)
        self._task: TaskScreen | None = None
        self._shown: tuple[object, ...] = ()
        self._idle: Overlay | None = None
        self._lingering: Any = None
        self._make_staff = staff
        self._staff: StaffView | None = None
        self.on_staff_end: Callable[[StaffFlow], object] = lambda _staff: None
        """Called when staff mode has ended, before the first screen comes back."""
        self.on_tick: Callable[[], object] = lambda: None
        """Called about once a second, whatever is on the screen."""
        self.on_close: Callable[[], object] = lambda: None
        self.printing: Printing | None = None
        """Set once it is known that there is a printer."""
        flow.on_change = self.refresh
        self._ticks = Clock.schedule_interval(self._tick, TICK_SECONDS)
        self.refresh()

    def enter(self, flow: CitizenFlow, site: SiteFacts) -> None:
        """The flow takes over from the lobby; the first screen stays as it is unless it changes."""
        self.flow.on_change, self.flow = lambda: None, flow
        flow.on_change = self.refresh
        if site != self._site:
            self._site = site
            self.refresh()

    def open_staff(self) -> None:
        """The staff's way in: from the first screen only, and so never in a visit."""
        at_start = isinstance(self.flow.screen, Welcome) and not self.flow.busy
        if self._make_staff is None or self._staff is not None or not at_start:
            return
        from kiosk.ui.staff.view import StaffView

        self.reader.stop()
        self._pace(BUSY_FPS)
        self._staff = StaffView(
            self._make_staff(),
            self.surface,
            self.reader,
            lambda: self._scene(self.flow.comfort),
            self._staff_left,
        )

    def _staff_left(self) -> None:
        assert self._staff is not None
        left, self._staff = self._staff.flow, None
        self.on_staff_end(left)
        self.flow.leave()

    def _tick(self, _dt: float) -> None:
        self.on_tick()
        if self._staff is not None:
            self._staff.tick()
        else:
            self.flow.tick()

    def _touched(self) -> None:
        self.reader.touched()
        if self._staff is not None:
            self._staff.touched()
        self.flow.touched()

    def _listened(self) -> None:
        self.flow.listened()

    def _no_sound(self) -> None:
        self.flow.no_sound()

    def recover(self, _error: Exception) -> None:
        """After an error that nobody foresaw: from what was last saved, on the recovery screen."""
        self._task = None
        if self._staff is not None:
            self._staff.close()
            self._staff = None
        self.flow.recover()

    def close(self) -> None:
        """Let go of the flow."""
        self._ticks.cancel()
        self._backlight.back()
        self.on_close()
        if self._staff is not None:
            self._staff.close()
        self._linger_no_more()
        self.reader.reset()
        self.flow.on_change = lambda: None

    def refresh(self) -> None:
        """Show where the flow is; a task that is shown already is only brought up to date."""
        if isinstance(self.flow.screen, Code):
            self._backlight.full()
        else:
            self._backlight.back()
        if self._staff is not None:
            self._staff.refresh()
            return
        self._linger_no_more()
        if self._task and self._look.linger and (run := self._ended_by_an_act()) is not None:
            self._task.end(run)
            self._task = None
            self._lingering = Clock.schedule_once(lambda _dt: self.refresh(), self._look.linger)
            return
        screen, comfort = self.flow.screen, self.flow.comfort
        size = tuple(Window.size)
        if self._task and isinstance(screen, AtPlace) and self._is_task():
            same = (screen.visit.current, comfort, size)
            if self._shown == same:
                self._task.update(screen.visit)
                self._warn()
                return
        self.reader.stop()
        if isinstance(screen, Welcome):
            self.reader.reset()  # EN 301 549 5.1.3.13: whichever way the last visit ended
        scene = self._scene(comfort)
        shown = self._build(scene)
        settle(shown, size)
        self.surface.show(shown, scene.theme, still=isinstance(screen, (Code, EnterPictures)))
        self._task = cast("TaskScreen", shown) if self._is_task() else None
        if self._task:
            self._task.arrive()
        visit = screen.visit if isinstance(screen, AtPlace) else None
        self._shown = (visit.current if visit else None, comfort, size)
        self._idle = None
        self._pace(STILL_FPS if isinstance(screen, Welcome) else BUSY_FPS)
        self._warn()

    def _pace(self, fps: int) -> None:
        if self._look.paced:
            set_maxfps(fps)

    def _ended_by_an_act(self) -> Run | None:
        """The task that is on the screen, if it was ended by what was done in it."""
        screen, shown = self.flow.screen, self._shown[0]
        run = screen.visit.runs.get(cast("Ref", shown)) if isinstance(screen, AtPlace) else None
        return run if run is not None and run.ended and run.acted_to_the_end else None

    def _linger_no_more(self) -> None:
        if self._lingering is not None:
            self._lingering.cancel()
            self._lingering = None

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
            flow=cast("CitizenFlow", self.flow),  # the first screen asks no more than a lobby has
            site=self._site,
            width=width,
            height=height,
            open=self.surface.open,
            close=self.surface.close,
            reader=self.reader,
            staff=self.open_staff if self._make_staff is not None else None,
            printing=self.printing,
        )

    def _build(self, scene: Scene) -> Widget:
        if isinstance(self.flow.screen, Welcome):
            return WelcomeScreen(scene)
        from kiosk.ui.citizen import onward

        return onward.build(scene, self.flow.screen, self._translators, self.surface)

    def _is_task(self) -> bool:
        if isinstance(self.flow.screen, Welcome):
            return False
        from kiosk.ui.citizen import onward

        return onward.is_task(self.flow.screen)

    def _warn(self) -> None:
        """Lay the idle warning over the screen, or take it away."""
        if self.flow.warning and self._idle is None:
            from kiosk.ui.citizen.breaks import idle_card

            self.reader.stop()
            self._idle = idle_card(self._scene(self.flow.comfort))
            self.surface.open(self._idle)
        elif not self.flow.warning and self._idle is not None:
            self.surface.close(self._idle)
            self._idle = None
