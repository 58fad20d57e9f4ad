"""A display of its own, and a hand from outside: what a person at a desk would see and touch."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageChops, ImageGrab

T = TypeVar("T")

SIZE = (2800, 900)
PATIENCE_SECONDS = 240.0
PAUSE_SECONDS = 0.3
"""A press that comes within 50 ms of a move of the pointer is lost."""


def missing_programs() -> list[str]:
    """What a desktop needs and is not here."""
    return [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


def wait_for(look: Callable[[], T | None], what: str) -> T:
    """Look again and again until there is something to see."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"no {what} within {PATIENCE_SECONDS:.0f} s")


class Desktop:
    """One screen on which windows stand."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SDL_", "KIVY_", "WAYLAND_"))
        } | {"DISPLAY": display}

    def tool(self, *words: str | int) -> str:
        """What xdotool answers; nothing where it finds nothing."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        return done.stdout.strip()

    def windows(self, title: str) -> list[int]:
        """The windows of that title that can be seen; it is their class too."""
        found = self.tool("search", "--onlyvisible", "--class", f"^{title}$").split()
        return [int(window) for window in found if self.tool("getwindowname", window) == title]

    def window(self, title: str) -> int:
        """The window of that title, once it can be seen."""

        def look() -> int | None:
            return next(iter(self.windows(title)), None)

        return wait_for(look, f"window '{title}'")

    def put(self, window: int, x: int, y: int) -> None:
        """Move a window to a place of its own: without a manager they lie on each other."""
        self.tool("windowmove", "--sync", window, x, y)

    def tap(self, x: int, y: int) -> None:
        """Press and release at a place of the screen, as slowly as a finger."""
        self.tool("mousemove", "--sync", x, y)
        time.sleep(PAUSE_SECONDS)
        self.tool("mousedown", 1)
        time.sleep(PAUSE_SECONDS / 3)
        self.tool("mouseup", 1)

    def picture(self, box: tuple[int, int, int, int]) -> Image.Image:
        """What can be seen in a part of the screen."""
        return ImageGrab.grab(bbox=box, xdisplay=self.display).convert("RGB")

    def settled(
        self, box: tuple[int, int, int, int], unlike: Image.Image | None = None
    ) -> Image.Image:
        """A part of the screen once something is there, it stands still, and is not ``unlike``."""

        def look() -> Image.Image | None:
            first = self.picture(box)
            time.sleep(PAUSE_SECONDS)
            second = self.picture(box)
            blank = len(second.getcolors(64) or range(65)) < 64
            same = ImageChops.difference(first, second).getbbox() is None
            return second if same and not blank and differs(second, unlike) else None

        return wait_for(look, "screen that stands still")


def differs(picture: Image.Image, other: Image.Image | None) -> bool:
    """Whether more than a corner of it is another picture."""
    if other is None:
        return True
    changed = ImageChops.difference(picture, other).convert("L").point(lambda v: 255 * (v > 16))
    return changed.histogram()[255] > picture.width * picture.height // 20


@contextmanager
def desktop(log: Path) -> Iterator[Desktop]:
    """A virtual screen on a display number that is free."""
    reading, writing = os.pipe()
    with log.open("wb") as errors, os.fdopen(reading) as told:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "{}x{}x24".format(*SIZE),
             "-nolisten", "tcp"],
            pass_fds=[writing], stdout=errors, stderr=errors,
        )  # fmt: skip
        os.close(writing)
        try:
            number = told.readline().strip()
            assert number, log.read_text("utf-8", "replace")
            yield Desktop(f":{number}")
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)
