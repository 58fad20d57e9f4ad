"""Shows the staff's flow on the tablet's surface while staff mode lasts; loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.tablet.staff_flow import StaffFlow
from kiosk.tablet.staff_screens import (
    Compare,
    HandOver,
    Home,
    Move,
    Moved,
    Moving,
    PinPad,
    RequestCode,
    SiteScreen,
    StaffScreen,
    StaffTrouble,
    StateList,
)
from kiosk.ui.citizen.dialogs import dialog
from kiosk.ui.citizen.scene import Scene
from kiosk.ui.staff.hand_over import HandOverScreen
from kiosk.ui.staff.home import home_screen
from kiosk.ui.staff.move import MovingScreen, move_screen, moved_screen
from kiosk.ui.staff.pin import PinScreen
from kiosk.ui.staff.scene import StaffScene
from kiosk.ui.staff.site import compare_screen, request_screen, site_screen
from kiosk.ui.staff.state import state_screen
from kiosk.ui.staff.trouble import trouble_screen
from kiosk.ui.text.label import TextLabel
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.settling import settle
from kiosk.ui.widgets.surface import Surface

if TYPE_CHECKING:
    from kiosk.ui.reading import Reader

LOOK_SECONDS = 0.25
"""How often bar, clock and wait are brought up to date."""


class StaffView:
    """Keeps the surface in step with the staff's flow until ``on_end``."""

    def __init__(
        self,
        flow: StaffFlow,
        surface: Surface,
        reader: Reader,
        scene: Callable[[], Scene],
        on_end: Callable[[], object],
    ) -> None:
        self.flow, self.surface, self.reader = flow, surface, reader
        self._scene, self._on_end = scene, on_end
        self._shown: Any = None
        self._at: tuple[object, ...] = ()
        self._warning: Overlay | None = None
        flow.on_change, flow.on_end = self.refresh, self._ended
        self._looks = Clock.schedule_interval(self._look, LOOK_SECONDS)
        surface.resting = True  # what was tapped before the PIN pad is there is meant for nobody
        flow.wake()
        if not flow.enrolled and flow.screen is None:
            self.refresh()

    def refresh(self) -> None:
        """Show where the flow is; a screen that is shown already stays below the warning."""
        screen, scene = self.flow.screen, self._scene()
        if screen is None and self.flow.enrolled:
            return
        if self._shown is None or (screen, scene.theme) != self._at:
            self.reader.stop()
            self._at = (screen, scene.theme)
            self._shown = build(StaffScene(scene, self.flow), screen)
            settle(self._shown, tuple(Window.size))
            self.surface.show(self._shown, scene.theme)
            self._warning = None
        self._warn(scene)
        self._edit()

    def tick(self) -> None:
        """About once a second."""
        self.flow.tick()

    def touched(self) -> None:
        """A finger or a key; the warning asks for its button, so that a tap presses nothing else
        by chance."""
        if not self.flow.warning:
            self.flow.touched()

    def close(self) -> None:
        """Let go of the flow."""
        self._looks.cancel()
        self.flow.on_change = self.flow.on_end = lambda: None

    def _ended(self) -> None:
        self.close()
        self.reader.stop()
        self._on_end()

    def _look(self, *_args: Any) -> None:
        tick = getattr(self._shown, "tick", None)
        if tick is not None:
            tick()

    def _edit(self) -> None:
        """A real keyboard types where the pad does."""
        entry = getattr(self._shown, "entry", None)
        if entry is not None and self._warning is None:
            self.surface.editing = entry

    def _warn(self, scene: Scene) -> None:
        if self.flow.warning and self._warning is None:
            self.reader.stop()
            self._warning = idle_card(scene, self.flow)
            self.surface.open(self._warning)
        elif not self.flow.warning and self._warning is not None:
            self.surface.close(self._warning)
            self._warning = None


SCREENS: Mapping[type, Callable[[StaffScene, Any], Widget]] = {
    PinPad: PinScreen,
    Home: home_screen,
    StateList: state_screen,
    HandOver: HandOverScreen,
    Move: move_screen,
    Moving: MovingScreen,
    Moved: moved_screen,
    SiteScreen: site_screen,
    RequestCode: request_screen,
    Compare: compare_screen,
    StaffTrouble: trouble_screen,
}


def build(at: StaffScene, screen: StaffScreen | None) -> Widget:
    """The screen for what the flow shows; an empty one until it is known."""
    return SCREENS[type(screen)](at, screen) if screen is not None else BoxLayout()


def idle_card(scene: Scene, flow: StaffFlow) -> Overlay:
    """Are you still here? Any touch says yes."""
    theme, _ = scene.theme, scene.t.gettext
    return dialog(
        scene,
        _("Are you still here?"),
        TextLabel(theme, _("If nobody taps, staff are logged off."), "reading"),
        icon="schedule",
        back=_("I am here"),
        back_key="still_here",
        back_icon="check",
        on_back=flow.touched,
    )
