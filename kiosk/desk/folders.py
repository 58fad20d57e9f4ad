"""Folders and files in them, for somebody who looks for a picture of a code or for a text."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from kiosk.domain.errors import KioskError, N_

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})
TEXTS = frozenset({".txt", ".md"})
MOST_SHOWN = 60


class FolderNotReadError(KioskError):
    """A folder that cannot be looked into."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder, or a file of the kind that is looked for."""

    path: Path
    folder: bool
    changed: datetime

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a folder: folders by name, then files, the newest first."""

    folder: Path
    entries: tuple[Entry, ...]
    left_out: int = 0
    """Entries that are not listed because there are too many."""

    @property
    def parent(self) -> Path | None:
        """The folder that holds it; none at the top."""
        return self.folder.parent if self.folder.parent != self.folder else None


def usual_places() -> tuple[Path, ...]:
    """Pictures, downloads, desktop and home of the user, as far as they exist; at least one."""
    wanted = (
        platformdirs.user_pictures_dir(),
        platformdirs.user_downloads_dir(),
        platformdirs.user_desktop_dir(),
        str(Path.home()),
    )
    found = [Path(place) for place in dict.fromkeys(wanted) if Path(place).is_dir()]
    return tuple(found) or (Path(Path.home().anchor),)


def read_folder(folder: Path, kinds: frozenset[str] = PICTURES) -> Listing:
    """The folders of a folder, and its files that end so; hidden ones are left out."""
    try:
        with os.scandir(folder) as found:
            entries = [entry for item in found if (entry := _entry(item, kinds)) is not None]
    except OSError as error:
        raise FolderNotReadError(
            N_("The folder {name} could not be opened ({why}); choose another one."),
            name=folder.name or str(folder),
            why=error.strerror or str(error),
        ) from error
    entries.sort(key=_place)
    return Listing(folder, tuple(entries[:MOST_SHOWN]), max(0, len(entries) - MOST_SHOWN))


def _entry(item: os.DirEntry[str], kinds: frozenset[str]) -> Entry | None:
    """None for what is neither; a file that vanished meanwhile is left out as well."""
    if item.name.startswith("."):
        return None
    try:
        found = item.stat()
    except OSError:
        return None
    folder = stat.S_ISDIR(found.st_mode)
    wanted = stat.S_ISREG(found.st_mode) and Path(item.name).suffix.lower() in kinds
    if not (folder or wanted):
        return None
    return Entry(Path(item.path), folder, datetime.fromtimestamp(found.st_mtime, UTC))


def _place(entry: Entry) -> tuple[bool, float, str]:
    newest = 0.0 if entry.folder else -entry.changed.timestamp()
    return not entry.folder, newest, entry.name.casefold()
