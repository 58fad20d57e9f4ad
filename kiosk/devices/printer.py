"""A printer beside the tablet: what is printed goes through a pipe, and into no file of ours."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from typing import Protocol

from kiosk.domain.errors import KioskError, N_

SECONDS = 20
"""How long the system may take to answer, or to take a page."""


class NotPrintedError(KioskError):
    """The system did not take the page."""

    def __init__(self) -> None:
        super().__init__(N_("The printer took nothing; use the code on the screen instead."))


class Printer(Protocol):
    """Takes pages; its methods may take their time."""

    def print(self, page: bytes) -> None:
        """Print a PNG picture on one page.

        Raises:
            NotPrintedError: the system did not take it.
        """


Run = Callable[[list[str], bytes], tuple[int, str]]
"""Runs a command with that input; its exit code and what it said."""


def run(command: list[str], given: bytes) -> tuple[int, str]:
    """Run a command without asking anybody anything."""
    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return 1, ""
    return done.returncode, done.stdout.decode(errors="replace")


class Cups:
    """The printer that the system prints with if nobody names another: CUPS, on Linux and macOS."""

    def __init__(self, run: Run = run) -> None:
        self._run = run

    def is_there(self) -> bool:
        """Whether there is one."""
        code, said = self._run(["lpstat", "-d"], b"")
        return code == 0 and said.startswith("system default destination:")

    def print(self, page: bytes) -> None:
        """Print a PNG picture on one page; NotPrintedError when the system does not take it."""
        code, _said = self._run(["lp", "-s", "-o", "fit-to-page", "-"], page)
        if code != 0:
            raise NotPrintedError


def printer_of_this_machine(run: Run = run) -> Printer | None:
    """The one that this system has; None for none. Takes a moment."""
    cups = Cups(run)
    return cups if cups.is_there() else None
