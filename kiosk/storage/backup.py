"""Backups: a whole store as it was at one moment, in one file, made while the store is in use."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import MetaData

from kiosk import resources
from kiosk.storage import files
from kiosk.storage.driver import connect, told
from kiosk.storage.engine import migration_engine, reading
from kiosk.storage.errors import StoreDamagedError, StoreNotReachableError
from kiosk.storage.place import EncryptedFile, FilePlace, Place, Server, at, path_of
from kiosk.storage.rows import copy_rows
from kiosk.storage.thinning import backup_name, backups, made_at, superfluous
from kiosk.storage.upgrade import (
    Kind,
    copy,
    exists,
    make_new,
    revision,
    sweep,
    upgrade,
    verify,
)

OPEN_VISIT = "journal_line"
"""The table that never goes into a backup: a visit that nobody has shared."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    path: Path
    removed: tuple[Path, ...]
    """Older backups that made room."""


def back_up(
    place: Place, kind: Kind, folder: Path, now: datetime, key: bytes | None = None
) -> BackedUp:
    """Write a backup into ``folder``, read it through, and thin the older ones there.

    It is under the key of the store; that of a server needs ``key``. Cut at any step there is the
    whole backup or none.

    Raises:
        StoreError: no backup was made; the older ones and the store are as they were.
    """
    target = _target(place, folder / backup_name(kind, now), key)
    new = at(target, path_of(target).with_name(f"{path_of(target).name}.new"))
    with told(target):
        files.make_folder(folder)
        for cut_off in folder.glob(f"{kind}-*.backup.new*"):
            cut_off.unlink()
        try:
            _write(place, kind, new)
            files.replace(path_of(new), path_of(target))
        finally:
            with suppress(OSError):
                sweep(target)
        return BackedUp(path_of(target), _thin(folder, kind, path_of(target)))


def _target(place: Place, path: Path, key: bytes | None) -> FilePlace:
    if not isinstance(place, Server):
        return at(place, path)
    if key is None:
        raise ValueError("a backup of a server is locked with a key")
    return EncryptedFile(path, key)


def _write(place: Place, kind: Kind, new: FilePlace) -> None:
    if isinstance(place, EncryptedFile):
        if not exists(place):
            raise StoreNotReachableError(path=place)
        known = revision(place, kind)
        copy(place, new)
    else:
        known = upgrade(place, kind).after
        make_new(new, kind, resources.migrations(kind), known)
        _copy_rows(place, kind, new)
    try:
        verify(new, kind, known)
    except StoreDamagedError as error:  # it was a true copy, so the store is no better
        raise StoreDamagedError(path=place, detail=error.values["detail"]) from error
    with closing(connect(new)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, also for whoever reads it


def _copy_rows(place: Place, kind: Kind, new: FilePlace) -> None:
    source, target = reading(migration_engine(place)), migration_engine(new)
    try:
        with source.connect() as from_, target.begin() as to:
            copy_rows(from_, to, metadata(kind), without=[OPEN_VISIT])
    finally:
        source.dispose()
        target.dispose()


def metadata(kind: Kind) -> MetaData:
    """The tables of a store."""
    if kind is Kind.TABLET:
        from kiosk.storage.tablet.models import TabletBase

        return TabletBase.metadata
    from kiosk.storage.desk.models import DeskBase

    return DeskBase.metadata


def _thin(folder: Path, kind: Kind, made: Path) -> tuple[Path, ...]:
    """Remove what is kept for no day and no week; never the one that was just made."""
    found = {path: time for path in backups(folder, kind) if (time := made_at(path.name, kind))}
    too_many = superfluous(found.values())
    removed = [path for path, time in found.items() if time in too_many and path != made]
    for path in removed:
        files.remove(path)
    return tuple(removed)
