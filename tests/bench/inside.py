"""What is measured inside a process that has a window; ``child`` calls it by name."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from time import perf_counter

from kiosk.devices.worker import InlineWorker, Worker
from kiosk.domain import routing
from kiosk.domain.record import Guess, Helped
from kiosk.domain.task import Form
from kiosk.tablet.flow import CitizenFlow
from kiosk.tablet.screens import AtPlace, Code
from kiosk.ui import runtime
from kiosk.ui.runtime import AppWindow
from kiosk.wiring import tablet, tablet_screen
from tests.bench import bare
from tests.bench.child import leave, memory, tell
from tests.bench.figures import median, p95

SMALL = (640, 400)
"""Half of the tablet each way: visits are many, and what they leave behind is the same."""


def _build(data: str, flows: list[CitizenFlow], *, inline: bool, paced: bool) -> runtime.Build:
    parts = tablet.parts(Path(data))

    def build(worker: Worker) -> AppWindow:
        flows.append(parts.flow(InlineWorker() if inline else worker))
        return tablet_screen.tablet_window(parts.pack, flows[0], paced=paced)

    return build


def _to_task(flow: CitizenFlow) -> None:
    for step in _steps_to_task(flow):
        step()


def _steps_to_task(flow: CitizenFlow) -> Iterator[Callable[[], object]]:
    """Each is to be taken when the one before is saved; the gate is passed by the shortest way."""
    yield from (flow.start, flow.agree, flow.put_card_away)
    while isinstance(flow.screen, AtPlace) and isinstance(flow.screen.place, routing.InTask):
        run = flow.screen.place.run
        step = run.form.step_toward(run.values)
        yield flow.finish if step is None else partial(flow.act, step[1])
    yield from (flow.gate_seen, partial(flow.guess, Guess.WITH_HELP))


# -- growth


def growth(data: str, visits: str, settled: str) -> None:
    """Whole visits, and what the process holds after the first ``settled`` and after the last."""
    flows: list[CitizenFlow] = []
    made = _build(data, flows, inline=False, paced=False)
    with runtime.off_screen(made, SMALL, draws=True) as (driver, _):
        from tests.bench.blind import citizen

        _finish_each_frame()
        for number in range(1, int(visits) + 1):
            one = citizen(driver, flows[0])
            one.play()
            one.leave()
            if number == int(settled):
                tell(**{f"{name} settled": held for name, held in _held().items()})
    tell(**{f"{name} at end": held for name, held in _held().items()})
    leave()


def _finish_each_frame() -> None:
    """Without a display nothing waits for a frame: a renderer in software piles them up."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

    Window.bind(on_flip=lambda *_args: glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE))


def _held() -> dict[str, float]:
    gc.collect()
    count = {name: len(list(Path("/proc/self", name).iterdir())) for name in ("fd", "task")}
    return {"memory": memory(), "handles": count["fd"], "threads": count["task"]}


# -- touch


def touch(data: str, count: str) -> None:
    """Fingers on every control of a task in turn; each slides off, so that nothing happens."""
    flows: list[CitizenFlow] = []
    build = _build(data, flows, inline=True, paced=True)

    def watched(worker: Worker) -> AppWindow:
        from tests.bench.fingers import Touches

        window = build(worker)
        _to_task(flows[0])
        Touches(int(count), _controls(window)).begin(_tell_times)
        runtime.settle_memory()
        return window

    runtime.run(watched, tablet_screen.SIZE, full_screen=False, title="bench")


def _controls(window: AppWindow) -> Callable[[int], tuple[float, float]]:
    from kiosk.ui.widgets.tappable import hidden, tappables

    def point(number: int) -> tuple[float, float]:
        found = [t for t in tappables(window.surface) if t.takes_press and not hidden(t)]
        target = found[number % len(found)]
        at: tuple[float, float] = target.to_window(*target.center)
        return at

    return point


def touch_bare(count: str) -> None:
    """A bare button in a bare window, at the pace of a visit."""
    from kiosk.ui import environment

    environment.prepare(*tablet_screen.SIZE, offscreen=False, maxfps=60)
    from kivy.base import runTouchApp
    from kivy.uix.button import Button
    from kivy.uix.floatlayout import FloatLayout

    from tests.bench.fingers import Touches

    root, button = FloatLayout(), Button(text="Hello", size_hint=(None, None), size=(300, 100))
    root.add_widget(button)
    Touches(int(count), lambda _number: (150.0, 50.0)).begin(_tell_times)
    runTouchApp(root)


def _tell_times(seconds: list[float]) -> None:
    tell(p95=p95(seconds) * 1000, median=median(seconds) * 1000)
    leave()


# -- share


def share(data: str, count: str) -> None:
    """Visits that are stopped at once and shared, on the real loop with the real worker."""
    flows: list[CitizenFlow] = []
    build = _build(data, flows, inline=False, paced=True)

    def watched(worker: Worker) -> AppWindow:
        from tests.bench.fingers import play

        window = build(worker)
        times: list[float] = []
        play(_sharing(flows[0], window, int(count), times), lambda: _tell_shared(times))
        runtime.settle_memory()
        return window

    runtime.run(watched, tablet_screen.SIZE, full_screen=False, title="bench")


def _sharing(
    flow: CitizenFlow, window: AppWindow, count: int, times: list[float]
) -> Iterator[Callable[[], bool]]:
    from tests.bench.fingers import Tap, after

    steps = (
        flow.stop,
        lambda: flow.say_helped(Helped.NO),
        flow.summary_seen,
        flow.share,
    )
    for _ in range(count):
        for step in chain(_steps_to_task(flow), steps):
            step()
            yield lambda: not flow.busy
        yield after(0.6)
        tap = Tap(window.surface, "pictures.none", lambda: isinstance(flow.screen, Code))
        yield tap.seen
        times.append(tap.seconds)
        yield after(0.4)
        flow.done()
        flow.face(None)
        flow.leave()
        yield after(0.4)


def _tell_shared(times: list[float]) -> None:
    keys, floor = bare.Keys(), []
    for _ in times:
        began = perf_counter()
        keys.seal_one()
        bare.matrix("1" * 860)
        floor.append(perf_counter() - began)
    tell(median=median(times) * 1000, p95=p95(times) * 1000, floor=median(floor) * 1000)
    leave()


# -- a view on the phone


def phone(data: str, count: str) -> None:
    """Two states of the first task, in which the phone shows different views, by turns."""
    flows: list[CitizenFlow] = []
    build = _build(data, flows, inline=True, paced=False)
    with runtime.off_screen(build, tablet_screen.SIZE, draws=True) as (driver, window):
        from kiosk.ui.simulator.stage import Stage

        _to_task(flows[0])
        driver.advance(0.6)
        screen = flows[0].screen
        assert isinstance(screen, AtPlace) and isinstance(screen.place, routing.InTask)
        form = screen.place.run.form
        stage = next(w for w in window.surface.walk() if isinstance(w, Stage))
        states = _phone_states(form)
        ours, floor = [], []
        for number in range(int(count)):
            values = states[number % len(states)]
            ours.append(_frame(lambda values=values: stage.show(form, values)))  # type: ignore[misc]
            floor.append(_frame(lambda: None))
    tell(median=median(ours) * 1000, p95=p95(ours) * 1000, floor=median(floor) * 1000)
    leave()


def _frame(act: Callable[[], None]) -> float:
    """Seconds for an act and for giving its frame to the renderer, which has nothing else to do."""
    from kivy.base import EventLoop
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

    began = perf_counter()
    act()
    Window.canvas.ask_update()
    EventLoop.idle()
    took = perf_counter() - began
    glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE)
    return took


def _phone_states(form: Form) -> list[dict[str, str]]:
    """States on the way to the goal, one for each view of the phone."""
    machine, state = form.machine, form.machine.start
    found: dict[str, dict[str, str]] = {}
    while True:
        values = machine.decode(state)
        found.setdefault(values["phone"], values)
        step = form.step_toward(values)
        if step is None:
            return list(found.values())
        state = machine.apply(state, step[1])


WHAT: dict[str, Callable[..., None]] = {
    "growth": growth,
    "touch": touch,
    "touch-bare": touch_bare,
    "share": share,
    "phone": phone,
}
