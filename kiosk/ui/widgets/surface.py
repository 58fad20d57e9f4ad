"""The one widget that fills the window: screens, overlays, one finger, focus and hardware keys."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, Protocol

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Color, PopMatrix, PushMatrix, Rectangle, Translate
from kivy.input.motionevent import MotionEvent
from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui.theme import SCREEN_SECONDS, Theme
from kiosk.ui.widgets.tappable import Tappable, chain, tappables

DEBOUNCE_SECONDS = 0.4
RISE = 16
_TAB, _ENTER, _KEYPAD_ENTER, _SPACE, _BACKSPACE, _ESCAPE, _V = 9, 13, 271, 32, 8, 27, 118


class Editor(Protocol):
    """What takes typed text: a field."""

    editing: bool

    def insert(self, text: str) -> None: ...
    def backspace(self) -> None: ...
    def submit(self) -> None: ...


class Surface(FloatLayout):
    """Holds one screen and the overlays above it; the only child of the window.

    ``editing`` is the field that takes typed text, from our keyboard and from a real one or a
    scanner; a screen binds to it to bring the keyboard up and to make room.
    """

    editing = ObjectProperty(None, allownone=True)

    def __init__(
        self, theme: Theme, on_activity: Callable[[], object] | None = None, **kwargs: Any
    ) -> None:
        self.theme = theme
        self.on_activity = on_activity
        self.screen: Widget | None = None
        self.focus_target: Tappable | None = None
        self._overlays: list[Widget] = []
        self._edited: Any = None
        self._finger: MotionEvent | None = None
        self._last_tap = -DEBOUNCE_SECONDS
        self.resting = False
        """Nothing can be tapped or pressed until another screen is shown."""
        super().__init__(**kwargs)
        with self.canvas.before:
            self._color = Color(*theme.color("canvas"))
            self._ground = Rectangle()
        self.bind(pos=self._cover, size=self._cover, parent=self._listen)

    def show(self, screen: Widget, theme: Theme | None = None, *, still: bool = False) -> None:
        """Change the screen: the new one fades in and rises a little, unless the theme is calm.

        ``still`` shows it whole at once: a code that fades in cannot be read yet.
        """
        if theme is not None:
            self.theme = theme
            self._color.rgba = theme.color("canvas")
        self.resting = False
        self.focus(None)
        self.editing = None
        self._overlays.clear()
        self.clear_widgets()
        self.screen = screen
        slot = _Slot()
        slot.add_widget(screen)
        self.add_widget(slot)
        if not (still or self.theme.calm):
            slot.enter(self.theme.px(RISE))
        Clock.schedule_once(_tidy, SCREEN_SECONDS + 0.1)

    def open(self, overlay: Widget) -> None:
        """Lay an overlay over everything; focus stays inside until it is closed."""
        self.focus(None)
        self.editing = None
        self._overlays.append(overlay)
        self.add_widget(overlay)

    def close(self, overlay: Widget | None = None) -> None:
        """Take away an overlay, by default the uppermost."""
        if not self._overlays:
            return
        overlay = overlay or self._overlays[-1]
        if overlay in self._overlays:
            self._overlays.remove(overlay)
            self.remove_widget(overlay)
            self.focus(None)
            self.editing = None

    @property
    def top(self) -> Widget | None:
        """What may be touched: the uppermost overlay, else the screen."""
        return self._overlays[-1] if self._overlays else self.screen

    def may_navigate(self) -> bool:
        """False within 400 ms of the last tap that counted, so a double tap goes one step only."""
        now = Clock.time()
        if now - self._last_tap < DEBOUNCE_SECONDS:
            return False
        self._last_tap = now
        return True

    # touches

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if touch.is_mouse_scrolling:
            return bool(super().on_touch_down(touch))
        # A touch whose end got lost must not block the screen for ever: time_end tells.
        if self._finger is not None and self._finger.time_end < 0:
            return True
        self._finger = touch
        self.focus(None)
        self._active()
        if not self.resting:
            super().on_touch_down(touch)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        return touch is not self._finger or bool(super().on_touch_move(touch))

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch is not self._finger:
            return True
        self._finger = None
        return bool(super().on_touch_up(touch))

    # focus and hardware keys

    def focus(self, target: Tappable | None) -> None:
        """Put the focus ring on a widget, or nowhere."""
        if self.focus_target is not None:
            self.focus_target.focused = False
        self.focus_target = target
        if target is not None:
            target.focused = True
            for holder in chain(target):
                if hasattr(holder, "reveal"):
                    holder.reveal(target)

    def move_focus(self, step: int) -> None:
        """To the next or the previous control that is shown, round and round."""
        stops = [t for t in tappables(self.top or self) if t.takes_press]
        if not stops:
            return
        if self.focus_target in stops:
            at = (stops.index(self.focus_target) + step) % len(stops)
        else:
            at = 0 if step > 0 else -1
        self.focus(stops[at])

    def on_key(
        self, _window: Any, key: int, _code: int, _text: str | None, modifiers: list[str]
    ) -> bool:
        """A key of a real keyboard went down."""
        self._active()
        if self.resting:
            return True
        if key == _TAB:
            self.move_focus(-1 if "shift" in modifiers else 1)
        elif self.editing is not None and key in (_BACKSPACE, _ENTER, _KEYPAD_ENTER):
            if key == _BACKSPACE:
                self.editing.backspace()
            else:
                self.editing.submit()
        elif self.editing is not None and key == _V and "ctrl" in modifiers:
            self.editing.insert(_clipboard())
        elif self.focus_target is not None and key in (_ENTER, _KEYPAD_ENTER, _SPACE):
            if not self.focus_target.debounced or self.may_navigate():
                self.focus_target.activate()
        elif key == _ESCAPE and self._overlays:
            back = getattr(self._overlays[-1], "back", None)
            if back is not None:
                back()
        else:
            return False
        return True

    def on_text(self, _window: Any, text: str) -> bool:
        """A real keyboard or a scanner wrote text."""
        if self.editing is None or (self.focus_target is not None and text == " "):
            return False
        self.editing.insert(text)
        return True

    def on_editing(self, _self: Any, field: Any) -> None:
        """Tell the old and the new field; a real keyboard writes only when asked for."""
        if self._edited is not None:
            self._edited.editing = False
        self._edited = field
        if field is not None:
            field.editing = True
        if field is not None and self.get_parent_window() is not None:
            Window.request_keyboard(None, self)

    def _active(self) -> None:
        if self.on_activity is not None:
            self.on_activity()

    def _listen(self, _self: Any, parent: Any) -> None:
        if parent is None:
            Window.unbind(on_key_down=self.on_key, on_textinput=self.on_text)
        else:
            Window.bind(on_key_down=self.on_key, on_textinput=self.on_text)

    def _cover(self, *_args: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size


def _tidy(_dt: float) -> None:
    """Let go of the screen before, now that nobody waits.

    Widgets hold each other in circles, and the collector by itself comes too seldom for a kiosk
    that runs for weeks. What the first screen needed is frozen: it costs later collections nothing.
    """
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()


def _clipboard() -> str:
    # imported late: at import it looks for a clipboard program, which a tablet does not need
    from kivy.core.clipboard import Clipboard

    return str(Clipboard.paste() or "")


class _Slot(FloatLayout):
    """A screen on its way in."""

    rise = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with self.canvas.before:
            PushMatrix()
            self._shift = Translate(0, 0)
        with self.canvas.after:
            PopMatrix()

    def enter(self, rise: float) -> None:
        """Fade and rise."""
        self.opacity, self.rise = 0.01, rise
        Animation(opacity=1, rise=0, duration=SCREEN_SECONDS, t="out_quad").start(self)

    def on_rise(self, _self: Any, rise: float) -> None:
        self._shift.y = -rise
