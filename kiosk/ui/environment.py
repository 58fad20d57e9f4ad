"""Everything that Kivy must find set before it is first imported."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from kiosk.domain.errors import KioskError, N_

OFFSCREEN = {"SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy"}
LARGEST = 1920
GRAPHICS = Path("/dev/dri")
ALWAYS = {
    "KIVY_NO_ARGS": "1",  # or Kivy reads the command line of the kiosk or of pytest
    "KIVY_NO_CONFIG": "1",  # or a config.ini of the user changes what we have tested
    "KIVY_NO_FILELOG": "1",
    "KIVY_WINDOW": "sdl2",  # or, where SDL finds no display, another kind ends the process
    "KIVY_LOG_MODE": "PYTHON",  # or Kivy takes over sys.stderr and tracebacks vanish
    "KIVY_METRICS_DENSITY": "1",  # sizes come from the theme, in millimetres
    "KIVY_METRICS_FONTSCALE": "1",
}


class NoDisplayError(KioskError):
    """A window that nobody could see."""


def prepare(width: int, height: int, offscreen: bool, maxfps: int = 60) -> None:
    """Set the environment and Kivy's configuration; call it before any other Kivy import.

    ``width`` and ``height`` are window pixels. ``maxfps`` 0 never sleeps between frames: right for
    a driver with a virtual clock; 60 during a visit, 15 on a still first screen.
    """
    os.environ.update(ALWAYS)
    if offscreen:
        os.environ.update(OFFSCREEN)
    if "KIVY_HOME" not in os.environ:
        home = tempfile.mkdtemp(prefix="kiosk-kivy-")
        os.environ["KIVY_HOME"] = home
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    _configure(width, height, offscreen, maxfps)


def without_stock_looks() -> None:
    """Leave out the looks of Kivy's own widgets, of which we use none; after ``prepare``."""
    import kivy

    from kiosk import resources

    stock = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(resources.assets())  # where the builder looks for its style.kv
    try:
        import kivy.lang.builder
    finally:
        kivy.kivy_data_dir = stock


def set_maxfps(maxfps: int) -> None:
    """Change the pace of a running window."""
    from kivy.clock import Clock

    Clock._max_fps = float(maxfps)


def _configure(width: int, height: int, offscreen: bool, maxfps: int) -> None:
    from kivy.config import Config

    # SDL's offscreen surface cannot grow later: it starts large and the driver shrinks the window.
    Config.set("graphics", "width", max(width, LARGEST) if offscreen else width)
    Config.set("graphics", "height", max(height, LARGEST) if offscreen else height)
    Config.set("graphics", "maxfps", maxfps)
    # Kivy's default of 2 makes a frame three times slower without a GPU; we smooth ourselves.
    Config.set("graphics", "multisamples", 0)
    Config.set("kivy", "exit_on_escape", 0)
    Config.set("kivy", "log_level", "warning")
    Config.set("kivy", "default_font", _default_font())
    for name, _provider in Config.items("input"):
        Config.remove_option("input", name)
    for name, provider in _pointers(offscreen).items():
        Config.set("input", name, provider)


def _pointers(offscreen: bool) -> dict[str, str]:
    """One way for a touch to come in, so that no finger counts twice."""
    if offscreen:
        return {}
    if os.environ.get("SDL_VIDEODRIVER") == "kmsdrm":
        return {"touch": "probesysfs,provider=mtdev"}
    return {"mouse": "mouse,disable_multitouch"}  # else a right click leaves a red dot


def _default_font() -> list[str]:
    """Ours, so that Kivy's own font cannot show through anywhere."""
    from kiosk import resources

    fonts = resources.assets() / "fonts"
    regular, bold = str(fonts / "Inter_400Regular.ttf"), str(fonts / "Inter_700Bold.ttf")
    return ["Inter", regular, regular, bold, bold]


def require_display() -> None:
    """Name the display for SDL, which would else fall back to one that nobody can see."""
    if sys.platform != "linux" or "SDL_VIDEODRIVER" in os.environ:
        return
    if os.environ.get("DISPLAY"):
        driver = "x11"
    elif os.environ.get("WAYLAND_DISPLAY"):
        driver = "wayland"
    elif any(GRAPHICS.glob("card*")):
        driver = "kmsdrm"
    else:
        raise NoDisplayError(N_("There is no display here; connect one, or log in at a screen."))
    os.environ["SDL_VIDEODRIVER"] = driver


def show_as(*, full_screen: bool, title: str, smallest: tuple[int, int] = (0, 0)) -> None:
    """How a real window stands on the desktop; after ``prepare``, before the window is made."""
    from kivy.config import Config

    Config.set("graphics", "fullscreen", "auto" if full_screen else 0)
    Config.set("graphics", "borderless", int(full_screen))
    Config.set("graphics", "resizable", int(not full_screen))
    Config.set("graphics", "minimum_width", smallest[0])
    Config.set("graphics", "minimum_height", smallest[1])
    Config.set("kivy", "window_icon", "")
    os.environ["SDL_VIDEO_X11_WMCLASS"] = title
