"""Drives the real widgets in process: no display, a virtual clock, real pixels.

``environment.prepare`` comes first. Taps go by the key of a widget, never by coordinates, and only
to what a person could touch: shown, inside the window, not covered.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.ui.text.label import TextLabel
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.surface import DEBOUNCE_SECONDS, Surface
from kiosk.ui.widgets.tappable import Tappable, chain, hidden, tappables

Point = tuple[float, float]


class UnreachableError(AssertionError):
    """No finger could do that: the key is absent, hidden, covered or takes no press."""

    def __init__(self, key: str, reason: str, reachable: list[str]) -> None:
        super().__init__(f"{key} {reason}; on the screen: {', '.join(reachable) or 'nothing'}")
        self.key, self.reason, self.reachable = key, reason, reachable


@dataclass(frozen=True, slots=True)
class Box:
    """Where something that can be tapped lies, in millimetres from the top left."""

    key: str
    left: float
    top: float
    width: float
    height: float

    def gap(self, other: Box) -> float:
        """Distance between two boxes; 0 if they touch or overlap."""
        across = max(other.left - self.left - self.width, self.left - other.left - other.width, 0)
        along = max(other.top - self.top - self.height, self.top - other.top - other.height, 0)
        return (across**2 + along**2) ** 0.5 if across and along else max(across, along)


class VirtualTime:
    """A monotonic clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = time.perf_counter()

    def __call__(self) -> float:
        return self.now


class Touch(MotionEvent):
    """A finger, in window pixels from the bottom left."""

    _numbers = itertools.count(1)

    def __init__(self, at: Point) -> None:
        super().__init__("driver", next(self._numbers), _share(at), is_touch=True, type_id="touch")

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["x"], args["y"]
        self.profile = ["pos"]
        super().depack(args)


class _Drawing:
    """Whether a frame's pixels are made: a renderer in software takes 60 ms and more for them."""

    always = False
    now = False

    def left_out(self, _window: Any) -> bool:
        """True ends the event before the window draws."""
        return not (self.always or self.now)


_drawing = _Drawing()
"""One for all drivers of a process, as there is one window."""


class Driver:
    """Owns the window: shows a widget, steps frames, taps by key, reads texts and pixels.

    Pixels are made when somebody looks at them, unless ``draws``: then of every frame.
    """

    def __init__(self, width: int = 1280, height: int = 800, *, draws: bool = False) -> None:
        _drawing.always = draws
        Window.unbind(on_draw=_drawing.left_out)
        Window.bind(on_draw=_drawing.left_out)
        # One for all drivers of a process: events of a clock that went back would wait for ever.
        self.time = Clock.time if isinstance(Clock.time, VirtualTime) else VirtualTime()
        Clock.time = self.time
        EventLoop.window = Window
        if EventLoop.status != "started":
            EventLoop.start()
        self.finger: Touch | None = None
        self.resize(width, height)

    # the window

    def resize(self, width: int, height: int) -> None:
        """Another screen; at most ``environment.LARGEST`` each way."""
        if tuple(Window.size) != (width, height):
            Window.size = (width, height)
            self.frames(2)

    def show(self, root: Widget, theme: Theme | None = None) -> Surface:
        """Put a widget on the empty window; one that is no ``Surface`` is laid on one."""
        for child in list(Window.children):
            Window.remove_widget(child)
        surface = root
        if not isinstance(surface, Surface):
            surface = Surface(theme or getattr(root, "theme", None) or Theme(calm=True))
            surface.show(root)
        Window.add_widget(surface)
        self.frames(3)
        self.advance(0.5)
        return surface

    def frames(self, count: int = 1, dt: float = 1 / 60) -> None:
        """Step the event loop."""
        for _ in range(count):
            self.time.now += dt
            EventLoop.idle()

    def advance(self, seconds: float, steps: int = 3) -> None:
        """Let time pass, in a few steps."""
        self.frames(steps, seconds / steps)
        self.frames(1)

    # finding

    @property
    def root(self) -> Widget:
        """The uppermost widget in the window."""
        return Window.children[0]

    def keys(self) -> list[str]:
        """Keys of all that could be tapped now, in reading order."""
        return [t.key for t in tappables(self.root) if self._obstacle(t) is None]

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def find(self, key: str) -> Tappable:
        """The reachable widget of that key; ``UnreachableError`` if there is none."""
        same = [t for t in tappables(self.root) if t.key == key]
        obstacles = [self._obstacle(t) for t in same]
        for widget, obstacle in zip(same, obstacles, strict=True):
            if obstacle is None:
                return widget
        raise UnreachableError(key, obstacles[0] or "" if same else "is not there", self.keys())

    def has(self, key: str) -> bool:
        """A finger could tap that key now."""
        return key in self

    def texts(self) -> list[str]:
        """All texts that are shown, in reading order."""
        return [label.text for label in self.labels()]

    def labels(self) -> list[TextLabel]:
        """All labels that are shown, in the order in which they were added."""
        found = [w for w in _walk(self.root) if isinstance(w, TextLabel) and w.text]
        return [label for label in found if not hidden(label)]

    def boxes(self, px_per_mm: float) -> list[Box]:
        """Millimetre boxes of all that could be tapped now."""
        height = Window.height
        boxes = []
        for widget in tappables(self.root):
            if self._obstacle(widget) is None:
                (x, y), (w, h) = widget.to_window(*widget.pos), widget.size
                numbers = (n / px_per_mm for n in (x, height - y - h, w, h))
                boxes.append(Box(widget.key, *numbers))
        return boxes

    def _obstacle(self, widget: Tappable) -> str | None:
        """Why a finger could not tap a widget; None if it could."""
        if hidden(widget):
            return "is hidden"
        if not widget.takes_press:
            return "takes no press"
        point = _centre(widget)
        if not (0 <= point[0] < Window.width and 0 <= point[1] < Window.height):
            return "is outside the window"
        for holder in chain(widget):
            if isinstance(holder, StencilView) and not holder.collide_point(*point):
                return "is scrolled away"
        over = _cover(widget, point)
        return f"is covered by {over}" if over else None

    # fingers

    def tap(self, target: str | Widget, settle: bool = True) -> None:
        """Press and release; ``settle`` lets the time pass in which a second tap is ignored."""
        self.press(target)
        self.frames(1)
        self.release()
        self.frames(2)
        if settle:
            self.frames(1, DEBOUNCE_SECONDS)
            self.frames(1)

    def hold(self, target: str | Widget, seconds: float) -> None:
        """Press, wait, release."""
        self.press(target)
        self.advance(seconds)
        self.release()

    def press(self, target: str | Widget | Point) -> Touch:
        """Put a finger down on a key, a widget or a point."""
        self.finger = Touch(self._point(target))
        EventLoop.post_dispatch_input("begin", self.finger)
        self.frames(1)
        return self.finger

    def drag(self, target: str | Widget | Point, steps: int = 6) -> None:
        """Move the finger that is down."""
        assert self.finger is not None
        end = self._point(target)
        start = (self.finger.x, self.finger.y)
        for step in range(1, steps + 1):
            share = step / steps
            at = tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))
            self.finger.move(_share((at[0], at[1])))
            EventLoop.post_dispatch_input("update", self.finger)
            self.frames(1)

    def release(self) -> None:
        """Lift the finger."""
        assert self.finger is not None
        EventLoop.post_dispatch_input("end", self.finger)
        self.finger = None
        self.frames(1)

    def _point(self, target: str | Widget | Point) -> Point:
        if isinstance(target, tuple):
            return target
        return _centre(self.find(target) if isinstance(target, str) else target)

    # a real keyboard

    def type(self, text: str) -> None:
        """Text from a real keyboard or a scanner."""
        for letter in text:
            Window.dispatch("on_textinput", letter)
        self.frames(2)

    def hardware_key(self, name: str) -> None:
        """``tab``, ``shift+tab``, ``enter``, ``space``, ``backspace`` or ``escape``."""
        codes = {"tab": 9, "enter": 13, "space": 32, "backspace": 8, "escape": 27}
        *modifiers, key = name.split("+")
        Window.dispatch("on_key_down", codes[key], 0, None, modifiers)
        self.frames(2)

    # pixels

    def grab(self) -> Image.Image:
        """The current frame, drawn now and read back before any flip."""
        self.frames(1)
        _drawing.now = True
        try:
            Window.dispatch("on_draw")
        finally:
            _drawing.now = False
        size = tuple(Window.size)
        pixels = glReadPixels(0, 0, *size, GL_RGBA, GL_UNSIGNED_BYTE)
        picture = Image.frombytes("RGBA", size, pixels)
        return picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).convert("RGB")


def _share(at: Point) -> dict[str, float]:
    width, height = Window.size
    return {"x": at[0] / max(1.0, width - 1.0), "y": at[1] / max(1.0, height - 1.0)}


def _centre(widget: Widget) -> Point:
    point: Point = widget.to_window(*widget.center)
    return point


def _walk(widget: Widget) -> Iterator[Widget]:
    yield widget
    for child in reversed(widget.children):
        yield from _walk(child)


def _cover(widget: Widget, point: Point) -> str | None:
    """What lies over a widget at a point and would take the touch."""
    for holder in chain(widget):
        siblings = holder.parent.children if isinstance(holder.parent, Widget) else []
        for above in siblings:
            if above is holder:
                break
            taker = _taker(above, point)
            if taker is not None:
                return str(getattr(taker, "key", type(taker).__name__))
    return None


def _taker(widget: Widget, point: Point) -> Widget | None:
    """The widget, or something in it, that takes a touch at a point."""
    if widget.opacity == 0:
        return None
    if isinstance(widget, StencilView) and not widget.collide_point(*point):
        return None  # what is scrolled away takes nothing
    takes = isinstance(widget, Tappable) or getattr(widget, "modal", False)
    if takes and widget.collide_point(*point):
        return widget
    return next(filter(None, (_taker(child, point) for child in widget.children)), None)
