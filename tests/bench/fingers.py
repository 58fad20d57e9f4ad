"""Fingers on a window that runs in real time, and the frames that follow them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from time import perf_counter

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.input.provider import MotionEventProvider
from kivy.uix.widget import Widget

from kiosk.ui import recovery
from kiosk.ui.driver import Touch
from kiosk.ui.widgets.tappable import tappables

Point = tuple[float, float]
AWAY = (2.0, 2.0)
"""Where a finger slides to before it is lifted: nothing is there to be tapped."""
REST_SECONDS = (0.12, 0.2)


class Glass(MotionEventProvider):  # type: ignore[misc]  # Kivy has no types
    """Hands touches on once a frame, as the provider of a real screen does."""

    def __init__(self) -> None:
        super().__init__("bench", "")
        self._waiting: list[tuple[str, Touch]] = []
        EventLoop.add_input_provider(self)

    def put(self, kind: str, touch: Touch) -> None:
        """``begin``, ``update`` or ``end``; from any thread."""
        self._waiting.append((kind, touch))

    def update(self, dispatch_fn: Callable[[str, Touch], None]) -> None:
        """Called by Kivy."""
        waiting, self._waiting = self._waiting, []
        for kind, touch in waiting:
            dispatch_fn(kind, touch)


class Touches:
    """One touch after the other, at moments that have nothing to do with the frames."""

    def __init__(self, count: int, point: Callable[[int], Point]) -> None:
        self._count, self._point, self._glass = count, point, Glass()
        self._random = random.Random(1)
        self._times: list[float] = []
        self._landed = 0.0
        """When the finger landed; 0 while none is waited for."""

    def begin(self, done: Callable[[list[float]], None]) -> None:
        """Call ``done`` with the seconds from each touch to its frame."""
        self._done = done
        # Kivy holds methods weakly, and nobody else holds this object.
        Window.bind(on_flip=lambda *_args: self._flipped())
        Clock.schedule_once(lambda _dt: self._next(), 2.5)

    def _next(self, *_args: object) -> None:
        if len(self._times) == self._count:
            self._done(self._times)
            return
        self._touch = Touch(self._point(len(self._times)))
        self._landed = perf_counter() - self._random.random() / 60  # some time in the last frame
        self._glass.put("begin", self._touch)

    def _flipped(self, *_args: object) -> None:
        if not self._landed:
            return
        self._times.append(perf_counter() - self._landed)
        self._landed = 0.0
        Clock.schedule_once(self._lift, 0.05)

    def _lift(self, _dt: float) -> None:
        width, height = Window.size
        self._touch.move({"x": AWAY[0] / width, "y": AWAY[1] / height})
        self._glass.put("update", self._touch)
        self._glass.put("end", self._touch)
        Clock.schedule_once(self._next, self._random.uniform(*REST_SECONDS))


class Tap:
    """A tap on a key; ``seen`` when a whole frame shows what it led to."""

    def __init__(self, surface: Widget, key: str, there: Callable[[], bool]) -> None:
        target = next(t for t in tappables(surface) if t.key == key)
        self._surface, self._there = surface, there
        glass, touch = Glass(), Touch(target.to_window(*target.center))
        self.seconds = 0.0
        self._began = perf_counter()
        glass.put("begin", touch)
        glass.put("end", touch)
        Window.bind(on_flip=self._flipped)

    def seen(self) -> bool:
        """The frame is there."""
        return bool(self.seconds)

    def _flipped(self, *_args: object) -> None:
        faded_in = all(child.opacity == 1 for child in self._surface.children)
        if self._there() and faded_in:
            self.seconds = perf_counter() - self._began
            Window.unbind(on_flip=self._flipped)


def after(seconds: float) -> Callable[[], bool]:
    """True from then on."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


def _fall(window: object) -> None:
    """An app goes on after an error; a script that fails is to end, for somebody waits for it."""


def play(script: Iterator[Callable[[], bool]], done: Callable[[], None]) -> None:
    """Go on with a script, a step a frame, whenever what it waits for is there."""
    recovery.watch = _fall
    waits: list[Callable[[], bool]] = [after(2.5)]

    def step(_dt: float) -> None:
        if not waits[0]():
            return
        try:
            waits[0] = next(script)
        except StopIteration:
            going.cancel()
            done()

    going = Clock.schedule_interval(step, 0)
