"""A tablet whose store is damaged goes on with a fresh one; the damaged file is kept aside.

Cut at any step there is the damaged store or the fresh one. What could be read of the damaged one
is in the fresh one from its first moment, for the next sync to carry over once more.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from kiosk import resources
from kiosk.storage import files
from kiosk.storage.driver import connect, told
from kiosk.storage.errors import NotAStoreError, StoreDamagedError, StoreError, StoreInUseError
from kiosk.storage.tablet.looking import columns, look
from kiosk.storage.tablet.rescue import SAVED, Rescued, rescued
from kiosk.storage.tablet.rules import unused_epoch
from kiosk.storage.tablet.sqlite import SqliteTabletStore, open_tablet_store
from kiosk.storage.tablet.store import NOTHING_BEFORE
from kiosk.storage.upgrade import (
    Kind,
    alone,
    beside,
    exists,
    head,
    make_new,
    remove_trail,
    sweep,
    turn_log_on,
    verify,
)

FOLDER = "damaged"
"""Beside the store: a folder in it for each damaged one."""
NOTE = "saved.json"
TRAIL = ("-wal", "-shm", "-journal")
_STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Replaced:
    """A damaged store was replaced by a fresh one."""

    folder: Path
    """Where the damaged one is kept."""
    day: date
    results: int
    """Shared results that were saved from it."""
    details: int


def open_or_begin_anew(path: Path, now: datetime) -> tuple[SqliteTabletStore, Replaced | None]:
    """The store at ``path``, looked through first; a damaged one makes room for a fresh one.

    Raises:
        StoreError: it cannot be opened and is not damaged, or nothing can be written.
    """
    try:
        with told(path):
            if _cut_off(path) is not None:
                raise StoreDamagedError(path=path, detail="it was about to be replaced")
            if exists(path):
                look(path)
        return open_tablet_store(path), None
    except StoreError as error:
        if not _is_damage(error):
            raise
    replaced = begin_anew(path, now)
    return open_tablet_store(path), replaced


def begin_anew(path: Path, now: datetime) -> Replaced:
    """Keep the damaged store aside, and put a fresh one with what it still tells in its place.

    Raises:
        StoreError: the disk cannot be written, or somebody uses the store; it is as it was.
    """
    with told(path), files.locked(beside(path, "lock")):
        sweep(path)
        try:
            return _begin_anew(path, now)
        finally:
            with suppress(OSError):
                sweep(path)


def last_replaced(path: Path) -> Replaced | None:
    """The newest of the damaged stores that are kept beside the one at ``path``."""
    for folder in _kept(path):
        with suppress(OSError, ValueError):
            match json.loads((folder / NOTE).read_text("utf-8")):
                case {"day": str(day), "results": int(results), "details": int(details)}:
                    return Replaced(folder, date.fromisoformat(day), results, details)
    return None


def _is_damage(error: StoreError) -> bool:
    """A plain StoreError is what SQLite says of tables and columns that are not there."""
    return isinstance(error, StoreDamagedError | NotAStoreError) or type(error) is StoreError


def _kept(path: Path) -> list[Path]:
    """The newest first."""
    folder = path.parent / FOLDER
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((one for one in found if one.is_dir()), key=lambda one: one.name, reverse=True)


def _cut_off(path: Path) -> Path | None:
    """Where the store that still has its name is already kept: the step was cut before its end."""
    for folder in _kept(path):
        kept = folder / path.name
        if kept.exists() and path.exists() and filecmp.cmp(kept, path, shallow=False):
            return folder
    return None


def _begin_anew(path: Path, now: datetime) -> Replaced:
    folder = _cut_off(path) or _set_aside(path, now)
    new, scripts = beside(path, "new"), resources.migrations(Kind.TABLET)
    known = head(scripts, Kind.TABLET)
    make_new(new, Kind.TABLET, scripts, known)
    found = rescued(folder / path.name, new)
    replaced = _fill(new, found, folder, now.astimezone(UTC).date())
    with alone(new):  # its log is merged: only the file itself is swapped in
        pass
    verify(new, Kind.TABLET, known)
    turn_log_on(new)
    _note(replaced)
    remove_trail(path)
    files.replace(new, path)
    return replaced


def _set_aside(path: Path, now: datetime) -> Path:
    """Second names for the damaged file and its log; the last one is that of the file itself."""
    folder = _free_folder(path, now)
    files.make_folder(folder)
    for side in TRAIL:
        _second_name(path.with_name(f"{path.name}{side}"), folder)
    try:
        with told(path), alone(path):
            pass
    except StoreInUseError:
        shutil.rmtree(folder)
        raise
    except StoreError:
        pass  # it cannot be asked whether somebody uses it, and is all the more to be replaced
    _second_name(path, folder)
    return folder


def _free_folder(path: Path, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime(_STAMP)
    names = (stamp if number == 1 else f"{stamp}-{number}" for number in count(1))
    return next(one for name in names if not (one := path.parent / FOLDER / name).exists())


def _second_name(path: Path, folder: Path) -> None:
    if path.exists():
        files.sync_file(path)
        os.link(path, folder / path.name)
        files.sync_folder(folder)


def _fill(new: Path, found: Rescued, folder: Path, day: date) -> Replaced:
    """What was saved, and a chain of a new epoch: the old one may have gone on unseen."""
    results, details, *_ = (table.name for table in SAVED)
    with closing(connect(new)) as connection, connection:
        for table in SAVED:
            marks = ", ".join("?" for _ in table.columns)
            connection.executemany(
                f"INSERT OR IGNORE INTO {table.name} ({columns(table)}) VALUES ({marks})",
                ([row[column.name] for column in table.columns] for row in found.rows[table.name]),
            )
        here = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in (results, details)
        }
        connection.execute(
            "INSERT INTO state (number, epoch, next_sequence, previous_id, uptime_seconds, syncs,"
            " carried_sequence, missing_since) VALUES (1, ?, 1, ?, 0, 0, 0, ?)",
            (
                unused_epoch(found.epochs),
                NOTHING_BEFORE,
                day.isoformat() if here[results] else None,
            ),
        )
    return Replaced(folder, day, here[results], here[details])


def _note(replaced: Replaced) -> None:
    """What staff are told, until they move the folder away."""
    told = {
        "day": replaced.day.isoformat(),
        "results": replaced.results,
        "details": replaced.details,
    }
    note = replaced.folder / NOTE
    new = note.with_name(f"{NOTE}.new")
    handle = os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        os.write(handle, json.dumps(told).encode())
    finally:
        os.close(handle)
    files.replace(new, note)
