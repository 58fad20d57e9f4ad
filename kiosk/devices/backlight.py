"""The light behind the tablet's screen: full while a code is shown, as before afterwards."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Protocol

LINUX = Path("/sys/class/backlight")
"""One folder for each panel; who may write there, a rule of the system says."""


class Backlight(Protocol):
    """Neither ever fails: a screen whose light cannot be set stays as it is."""

    def full(self) -> None:
        """As bright as it goes; a second time changes nothing."""

    def back(self) -> None:
        """As it was before."""


class NoBacklight:
    """Where nothing can be set."""

    def full(self) -> None:
        """It stays as it is."""

    def back(self) -> None:
        """It is as it was."""


class LinuxBacklight:
    """Every panel of the machine."""

    def __init__(self, folder: Path = LINUX) -> None:
        self._folder = folder
        self._before: dict[Path, str] = {}
        """What each panel had before."""

    def full(self) -> None:
        with suppress(OSError):
            for panel in sorted(self._folder.iterdir()):
                if panel not in self._before:
                    self._brighten(panel)

    def back(self) -> None:
        for panel, value in self._before.items():
            with suppress(OSError):
                (panel / "brightness").write_text(value, "ascii")
        self._before.clear()

    def _brighten(self, panel: Path) -> None:
        with suppress(OSError, UnicodeDecodeError):
            before = (panel / "brightness").read_text("ascii")
            most = (panel / "max_brightness").read_text("ascii")
            (panel / "brightness").write_text(most, "ascii")
            self._before[panel] = before


def backlight_of_this_machine(folder: Path = LINUX) -> Backlight:
    """The one that this system has."""
    return LinuxBacklight(folder) if folder.is_dir() else NoBacklight()
