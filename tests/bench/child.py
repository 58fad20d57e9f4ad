"""A process with a window, measured from inside: ``python -m tests.bench.child WHAT …``.

It writes lines of JSON. One process, one window; nothing is imported before it is needed, since
the time of the start is measured.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.devices.worker import Worker
    from kiosk.ui.runtime import AppWindow

LOOK_SECONDS = 0.1
"""How often to look whether everything is loaded."""
BARE_SECONDS = 1.5
"""After which a bare window has come to rest."""
SIZE = (1280, 800)


def tell(**values: object) -> None:
    """A line for the parent."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def memory() -> float:
    """Resident megabytes of this process."""
    with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123  pathlib costs time here
        line = next(line for line in file if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def leave() -> None:
    """At once: how long a window takes to close is no figure."""
    os._exit(0)


def at_rest(seconds: float) -> None:
    """Tell memory and, if asked for, the share of a core that ``seconds`` of rest cost."""
    from kivy.clock import Clock

    began, spent = time.monotonic(), time.process_time()

    def end(_dt: float) -> None:
        share = (time.process_time() - spent) / (time.monotonic() - began)
        tell(memory=memory(), idle=share * 100)
        leave()

    Clock.schedule_once(end, seconds)


def bare(seconds: float) -> None:
    """A window with one label."""
    from kiosk.ui import environment

    environment.prepare(*SIZE, offscreen=False, maxfps=15)
    from kivy.base import runTouchApp
    from kivy.clock import Clock
    from kivy.uix.label import Label

    from kiosk.ui.runtime import after_first_frame

    root = Label(text="Hello")
    after_first_frame(lambda: tell(ready=time.monotonic()))
    Clock.schedule_once(lambda _dt: at_rest(seconds), BARE_SECONDS)
    runTouchApp(root)


def app(name: str, data: str, seconds: float) -> None:
    """``kiosk tablet`` or ``kiosk desk`` as somebody starts it."""
    from kiosk import cli
    from kiosk.ui import runtime

    run = runtime.run

    def watched(build: Callable[[Worker], AppWindow], *args: Any, **kwargs: Any) -> None:
        def build_and_watch(worker: Worker) -> AppWindow:
            window = build(worker)
            runtime.after_first_frame(lambda: _first(seconds))
            return window

        run(build_and_watch, *args, **kwargs)

    runtime.run = watched
    cli.run([name, "--window", "--data", data])


def _first(seconds: float) -> None:
    import gc

    from kivy.clock import Clock

    tell(ready=time.monotonic())

    def look(_dt: float) -> None:
        if gc.isenabled():  # the collector comes back when everything is loaded
            looking.cancel()
            tell(loaded=time.monotonic())
            at_rest(seconds)

    looking = Clock.schedule_interval(look, LOOK_SECONDS)


def main(arguments: list[str]) -> None:
    """What to measure, and its numbers."""
    what, *rest = arguments
    if what == "bare":
        bare(float(rest[0]))
    elif what in ("tablet", "desk"):
        app(what, rest[0], float(rest[1]))
    else:
        from tests.bench import inside

        inside.WHAT[what](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
