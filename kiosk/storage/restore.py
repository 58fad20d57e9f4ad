"""A backup takes the place of a store: verified, made ready in a new file, only then swapped in.

Cut at any step there is the old store or the restored one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk import resources
from kiosk.storage import files
from kiosk.storage.backup import metadata
from kiosk.storage.driver import connect, told
from kiosk.storage.engine import migration_engine, reading
from kiosk.storage.errors import StoreDamagedError, StoreNotReachableError
from kiosk.storage.place import EncryptedFile, FilePlace, Server, at, path_of
from kiosk.storage.rows import clear_rows, copy_rows
from kiosk.storage.upgrade import (
    Kind,
    alone,
    beside,
    copy,
    exists,
    head,
    keep,
    migrate,
    not_newer,
    remove_trail,
    revision,
    sweep,
    turn_log_on,
    upgrade,
    verify,
)

Prepare = Callable[[FilePlace], None]
"""What has to happen to the restored store before anybody sees it; it closes what it opens."""


@dataclass(frozen=True, slots=True)
class Restored:
    revision: str
    """Of the backup; the restored store has the newest."""
    kept: Path | None = None
    """The store from before, under another name."""


def restore(backup: FilePlace, place: FilePlace, kind: Kind, prepare: Prepare) -> Restored:
    """Put a backup in the place of a store file, which nobody may have open.

    Raises:
        StoreError: the backup is damaged, locked with another key, or of another kind; or the store
            is in use. The store is as it was.
    """
    with told(place):
        files.make_folder(path_of(place).parent)
        with files.locked(beside(place, "lock")):
            sweep(place)
            new = at(place, beside(place, "new"))
            try:
                found = _make_ready(backup, new, kind, prepare)
                return Restored(found, _swap(new, place))
            finally:
                sweep(place)


def restore_server(
    backup: EncryptedFile, place: Server, kind: Kind, prepare: Prepare, scratch: Path
) -> Restored:
    """Put a backup in the place of all rows of a database, in one transaction.

    ``scratch`` is the name of a file in which a copy of the backup is made ready; it is removed.
    """
    new = EncryptedFile(scratch.with_name(f"{scratch.name}.new"), backup.key)
    with told(new):
        sweep(scratch)
        try:
            found = _make_ready(backup, new, kind, prepare)
            upgrade(place, kind)
            _fill(new, place, kind)
        finally:
            sweep(scratch)
    return Restored(found)


def _make_ready(backup: FilePlace, new: FilePlace, kind: Kind, prepare: Prepare) -> str:
    """A copy of the backup at the newest revision, as it will be; its own revision."""
    if not exists(backup):
        raise StoreNotReachableError(path=backup)
    scripts = resources.migrations(kind)
    known = head(scripts, kind)
    found = not_newer(backup, revision(backup, kind), known)
    verify(backup, kind, found)
    _copy(backup, new)
    if found != known:
        migrate(new, kind, scripts, known)
    turn_log_on(new)
    prepare(new)
    with alone(new):  # its log is merged: only the file itself is swapped in
        pass
    verify(new, kind, known)
    turn_log_on(new)
    return found


def _copy(backup: FilePlace, new: FilePlace) -> None:
    """A copy, under the key of the store that it is for: the backup's may be another."""
    copied = at(backup, path_of(new))
    copy(backup, copied)
    if isinstance(new, EncryptedFile) and copied != new:
        with closing(connect(copied)) as connection:
            connection.execute(f"PRAGMA rekey=\"x'{new.key.hex()}'\"")


def _swap(new: FilePlace, place: FilePlace) -> Path | None:
    kept = _set_aside(place) if path_of(place).exists() else None
    remove_trail(place)
    files.replace(path_of(new), path_of(place))
    return kept


def _set_aside(place: FilePlace) -> Path:
    """Give the old store a second name."""
    # A damaged store cannot be asked whether somebody uses it, and is all the more to be replaced.
    with suppress(StoreDamagedError), told(place), alone(place):
        pass
    return keep(place, "before-restore")


def _fill(new: EncryptedFile, place: Server, kind: Kind) -> None:
    source, target = reading(migration_engine(new)), migration_engine(place)
    try:
        with source.connect() as from_, target.begin() as to:
            clear_rows(to, metadata(kind))
            copy_rows(from_, to, metadata(kind))
    finally:
        source.dispose()
        target.dispose()
