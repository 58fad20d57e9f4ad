"""What a sync of the window needs of the desk behind it, and what may go wrong with its stick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.desk.screens import MissingRow, Target
from kiosk.domain.errors import KioskError, N_

if TYPE_CHECKING:  # loaded behind the first screen
    from kiosk.desk.collected import Collected

Progress = Callable[[int, int, str], None]


class Carrier(Protocol):
    """What a desk does with a folder; called on the worker."""

    def collect(
        self, folder: Path, progress: Progress, cancelled: Callable[[], bool]
    ) -> Collected: ...

    def missing(self) -> tuple[MissingRow, ...]: ...


class ChosenFolder(Protocol):
    """Remembers the folder that somebody chose, over the end of the program."""

    def folder(self) -> Path | None: ...
    def remember(self, folder: Path | None) -> None: ...


class PulledOutError(KioskError):
    """The stick went while it was read or written."""


def pulled(target: Target) -> PulledOutError | None:
    """The error, if the stick or folder is not there any more."""
    if target.drive.folder.is_dir():
        return None
    return PulledOutError(
        N_("{name} was taken away too early; nothing is lost: put it in again and move once more."),
        name=target.drive.name,
    )
