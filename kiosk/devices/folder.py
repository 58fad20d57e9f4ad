"""The folder of a sync: a stick or a network share, as somebody named it."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.errors import KioskError, N_


class NoFolderError(KioskError):
    """The folder of a sync is not there."""


def require_folder(folder: Path) -> None:
    """Refuse what is no folder, before anything is done.

    Raises:
        NoFolderError: there is no such folder.
    """
    if not folder.is_dir():
        raise NoFolderError(
            N_("There is no folder {folder}; put the stick in, or check the name."), folder=folder
        )
