"""Making, upgrading and checking a store: a new file is built, verified, and takes the name.

Cut at any step there is the old store or the new one. Alembic is imported only for work to be done.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk import resources
from kiosk.storage import files
from kiosk.storage.errors import (
    NotAStoreError,
    StoreDamagedError,
    StoreIsAFolderError,
    StoreNotReachableError,
    StoreReadOnlyError,
    StoreTooNewError,
    disk_error,
    store_error,
)

MAGIC = b"SQLite format 3\x00"
BUSY_S = 5.0


class Kind(StrEnum):
    TABLET = "tablet"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did; nothing if ``before`` and ``after`` are the same."""

    before: str | None
    """Revision that was found, None where there was no store."""
    after: str
    backup: Path | None = None
    """The old store, at the desk only: on a tablet an open visit would stay behind in it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    path: Path
    revision: str
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


def upgrade(path: Path, kind: Kind, scripts: Path | None = None) -> Upgraded:
    """Bring the store at ``path`` to the newest revision, or make it; quick if it is there."""
    folder = scripts or resources.migrations(kind)
    known = head(folder, kind)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _is_current(path, kind, known):
            return Upgraded(known, known)
        with files.locked(_beside(path, "lock")):
            return _make_or_upgrade(path, kind, folder, known)
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    except OSError as error:
        raise disk_error(error, path) from error


def check(path: Path, kind: Kind, *, quick: bool = False) -> Report:
    """Read the whole store and say what does not fit; ``quick`` leaves the indexes out."""
    if not _exists(path):
        raise StoreNotReachableError(path=path)
    found = revision(path, kind)
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_S)) as connection:
            return Report(path, found, tuple(_problems(connection, quick)))
    except sqlite3.DatabaseError as error:
        if isinstance(store_error(error, path), StoreDamagedError):
            return Report(path, found, (str(error),))
        raise store_error(error, path) from error


def head(scripts: Path, kind: Kind) -> str:
    """The newest revision that the scripts know: ``tablet_0002_words.py`` holds ``tablet_0002``."""
    revisions = [file.name for file in (scripts / "versions").glob(f"{kind}_[0-9]*.py")]
    return max(revisions)[: len(f"{kind}_0000")]


def revision(path: Path, kind: Kind) -> str:
    """The revision of the store at ``path``, by one SELECT."""
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_S)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table
            raise NotAStoreError(path=path, kind=kind) from error
        raise store_error(error, path) from error
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    if row is None or not str(row[0]).startswith(f"{kind}_"):
        raise NotAStoreError(path=path, kind=kind)
    return str(row[0])


def _exists(path: Path) -> bool:
    """Whether there is a store to open; refuses what is there and cannot be one."""
    if path.is_dir():
        raise StoreIsAFolderError(path=path)
    if not path.exists():
        return False
    with path.open("rb") as file:
        beginning = file.read(len(MAGIC))
    if beginning != MAGIC:
        raise StoreDamagedError(path=path, detail="it does not begin like a database")
    if not os.access(path, os.W_OK):
        raise StoreReadOnlyError(path=path)
    return True


def _is_current(path: Path, kind: Kind, known: str) -> bool:
    return (
        not _leftovers(path)
        and _exists(path)
        and _not_newer(path, revision(path, kind), known) == known
    )


def _not_newer(path: Path, found: str, known: str) -> str:
    if found > known:
        raise StoreTooNewError(path=path, found=found, known=known)
    return found


def _make_or_upgrade(path: Path, kind: Kind, scripts: Path, known: str) -> Upgraded:
    for leftover in _leftovers(path):
        leftover.unlink()
    if not _exists(path):
        return _make(path, kind, scripts, known)
    before = _not_newer(path, revision(path, kind), known)
    if before == known:  # somebody was quicker
        return Upgraded(before, known)
    return _upgrade(path, kind, scripts, before, known)


def _make(path: Path, kind: Kind, scripts: Path, known: str) -> Upgraded:
    new = _beside(path, "new")
    with closing(sqlite3.connect(new)) as connection:
        # A tablet's file shrinks again with each wiped visit; a desk's only grows.
        connection.execute(f"PRAGMA auto_vacuum={'FULL' if kind is Kind.TABLET else 'NONE'}")
        connection.execute("VACUUM")
    _migrate(new, kind, scripts, known)
    files.replace(new, path)
    return Upgraded(None, known)


def _upgrade(path: Path, kind: Kind, scripts: Path, before: str, known: str) -> Upgraded:
    new = _beside(path, "new")
    with _alone(path):
        _copy(path, new)
        _migrate(new, kind, scripts, known)
    backup = _keep(path, before) if kind is Kind.DESK else None
    files.replace(new, path)
    return Upgraded(before, known, backup)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else has the store open or can write to it, and its log is merged and gone.

    The log must be gone for good before another file takes the store's name: found beside that one
    after a power cut, it would be replayed into it.
    """
    with closing(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN IMMEDIATE")
        files.sync_folder(path.parent)
        yield


def _copy(path: Path, new: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(new)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _migrate(new: Path, kind: Kind, scripts: Path, known: str) -> None:
    from kiosk.storage.migrate import to_head  # heavy, and rarely needed

    to_head(new, scripts)
    found = revision(new, kind)
    with closing(sqlite3.connect(new)) as connection:
        problems = list(_problems(connection, quick=False))
        # Here, where nobody else is: two who open a store at once cannot both turn the log on.
        connection.execute("PRAGMA journal_mode=WAL")
    if problems or found != known:
        raise StoreDamagedError(path=new, detail="; ".join(problems) or found)


def _problems(connection: sqlite3.Connection, quick: bool) -> Iterator[str]:
    pragma = "quick_check" if quick else "integrity_check"
    for (said,) in connection.execute(f"PRAGMA {pragma}"):
        if said != "ok":
            yield str(said)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row} names a row that {parent} does not have"


def _keep(path: Path, before: str) -> Path:
    """The old file under a second name; the one that an earlier upgrade kept makes room."""
    for earlier in path.parent.glob(f"{path.name}.before-*"):
        earlier.unlink()
    backup = _beside(path, f"before-{before}")
    os.link(path, backup)
    return backup


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f"{path.name}.{what}")


def _leftovers(path: Path) -> list[Path]:
    """What an upgrade that was cut off left: a copy, in which a visit may stand."""
    return list(path.parent.glob(f"{path.name}.new*"))
