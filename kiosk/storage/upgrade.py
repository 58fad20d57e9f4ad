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
from kiosk.storage.driver import connect, driver, told
from kiosk.storage.errors import (
    NotAStoreError,
    StoreDamagedError,
    StoreIsAFolderError,
    StoreNotEncryptedError,
    StoreNotReachableError,
    StoreReadOnlyError,
    StoreTooNewError,
    store_error,
)
from kiosk.storage.place import EncryptedFile, FilePlace, Place, Server, at, path_of

MAGIC = b"SQLite format 3\x00"
BUSY_S = 5.0

CHECK_CACHE_KIB = 128 * 1024
"""So much of a store is remembered while it is checked, if there is so much: each row is looked for
in each index, which with the usual 2 MiB takes thrice as long at a million results."""


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

    place: Place
    revision: str
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


def upgrade(place: Place, kind: Kind, scripts: Path | None = None) -> Upgraded:
    """Bring the store at ``place`` to the newest revision, or make it; quick if it is there."""
    folder = scripts or resources.migrations(kind)
    known = head(folder, kind)
    if isinstance(place, Server):
        from kiosk.storage import server_upgrade  # heavy, and few desks have one

        return Upgraded(*server_upgrade.upgrade(place, kind, folder, known))
    with told(place):
        files.make_folder(path_of(place).parent)
        if _is_current(place, kind, known):
            return Upgraded(known, known)
        with files.locked(beside(place, "lock")):
            return _make_or_upgrade(place, kind, folder, known)


def check(place: Place, kind: Kind, *, quick: bool = False) -> Report:
    """Read the whole store and say what does not fit; ``quick`` leaves the indexes out."""
    if isinstance(place, Server):
        from kiosk.storage import server_upgrade

        return Report(place, *server_upgrade.check(place, kind))
    if not exists(place):
        raise StoreNotReachableError(path=place)
    found = revision(place, kind)
    try:
        with closing(connect(place, timeout=BUSY_S)) as connection:
            return Report(place, found, tuple(problems(connection, place, quick)))
    except driver(place).DatabaseError as error:
        if isinstance(store_error(error, place), StoreDamagedError):
            return Report(place, found, (str(error),))
        raise store_error(error, place) from error


def head(scripts: Path, kind: Kind) -> str:
    """The newest revision that the scripts know: ``tablet_0002_words.py`` holds ``tablet_0002``."""
    revisions = [file.name for file in (scripts / "versions").glob(f"{kind}_[0-9]*.py")]
    return max(revisions)[: len(f"{kind}_0000")]


def revision(place: FilePlace, kind: Kind) -> str:
    """The revision of the store in a file, by one SELECT."""
    library = driver(place)
    try:
        with closing(connect(place, timeout=BUSY_S)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except library.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", None)  # none if the driver cannot read the text
        if code == sqlite3.SQLITE_ERROR:  # no such table
            raise NotAStoreError(path=place, kind=kind) from error
        raise store_error(error, place) from error
    except library.Error as error:
        raise store_error(error, place) from error
    if row is None or not str(row[0]).startswith(f"{kind}_"):
        raise NotAStoreError(path=place, kind=kind)
    return str(row[0])


def exists(place: FilePlace) -> bool:
    """Whether there is a store to open; refuses what is there and cannot be one."""
    path = path_of(place)
    if path.is_dir():
        raise StoreIsAFolderError(path=path)
    if not path.exists():
        return False
    _look(place)
    if not os.access(path, os.W_OK):
        raise StoreReadOnlyError(path=path)
    return True


def _look(place: FilePlace) -> None:
    """The first bytes: those of SQLite in a plain file, a random salt in an encrypted one."""
    with path_of(place).open("rb") as file:
        beginning = file.read(len(MAGIC))
    if isinstance(place, EncryptedFile):
        if beginning == MAGIC:
            raise StoreNotEncryptedError(path=place)
        if len(beginning) == len(MAGIC):
            return
    elif beginning == MAGIC:
        return
    raise StoreDamagedError(path=place, detail="it does not begin like a database")


def _is_current(place: FilePlace, kind: Kind, known: str) -> bool:
    return (
        not leftovers(place)
        and exists(place)
        and not_newer(place, revision(place, kind), known) == known
    )


def not_newer(place: Place, found: str, known: str) -> str:
    """``found``, unless only a newer version of the program knows it."""
    if found > known:
        raise StoreTooNewError(path=place, found=found, known=known)
    return found


def _make_or_upgrade(place: FilePlace, kind: Kind, scripts: Path, known: str) -> Upgraded:
    sweep(place)
    if not exists(place):
        return _make(place, kind, scripts, known)
    before = not_newer(place, revision(place, kind), known)
    if before == known:  # somebody was quicker
        return Upgraded(before, known)
    return _upgrade(place, kind, scripts, before, known)


def _make(place: FilePlace, kind: Kind, scripts: Path, known: str) -> Upgraded:
    new = at(place, beside(place, "new"))
    make_new(new, kind, scripts, known)
    remove_trail(place)
    files.replace(path_of(new), path_of(place))
    return Upgraded(None, known)


def make_new(new: FilePlace, kind: Kind, scripts: Path, known: str) -> None:
    """An empty store in a file that nobody has the name of yet."""
    files.claim(path_of(new))
    with closing(connect(new)) as connection:
        # A tablet's file shrinks again with each wiped visit; a desk's only grows.
        connection.execute(f"PRAGMA auto_vacuum={'FULL' if kind is Kind.TABLET else 'NONE'}")
        connection.execute("VACUUM")
    migrate(new, kind, scripts, known)


def _upgrade(place: FilePlace, kind: Kind, scripts: Path, before: str, known: str) -> Upgraded:
    new = at(place, beside(place, "new"))
    with alone(place):
        copy(place, new)
        migrate(new, kind, scripts, known)
    backup = keep(place, f"before-{before}") if kind is Kind.DESK else None
    files.replace(path_of(new), path_of(place))
    return Upgraded(before, known, backup)


@contextmanager
def alone(place: FilePlace) -> Iterator[None]:
    """Nobody else has the store open or can write to it, and its log is merged and gone.

    The log must be gone for good before another file takes the store's name: found beside that one
    after a power cut, it would be replayed into it.
    """
    with closing(connect(place, timeout=BUSY_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN IMMEDIATE")
        files.sync_folder(path_of(place).parent)
        yield


def copy(place: FilePlace, new: FilePlace) -> None:
    """Everything that is committed at one moment, into a new file under the same key."""
    files.claim(path_of(new))
    with closing(connect(place)) as source, closing(connect(new)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def migrate(new: FilePlace, kind: Kind, scripts: Path, known: str) -> None:
    """Bring a file that nobody else has open to the newest revision, and verify it."""
    from kiosk.storage.migrate import to_head  # heavy, and rarely needed

    to_head(new, scripts)
    verify(new, kind, known)
    turn_log_on(new)


def verify(place: FilePlace, kind: Kind, known: str) -> None:
    """Refuse a file that does not hold together, or that is not at that revision."""
    found = revision(place, kind)
    with closing(connect(place)) as connection:
        wrong = list(problems(connection, place, quick=False))
    if wrong or found != known:
        raise StoreDamagedError(path=place, detail="; ".join(wrong) or found)


def turn_log_on(new: FilePlace) -> None:
    """Give the store its write-ahead log while nobody else has it open.

    Two who open a store at once cannot both turn it on.
    """
    with closing(connect(new)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def problems(connection: sqlite3.Connection, place: FilePlace, quick: bool) -> Iterator[str]:
    """What does not hold together in an open store."""
    if isinstance(place, EncryptedFile):  # every page carries a code that only the key can make
        for (said,) in connection.execute("PRAGMA cipher_integrity_check"):
            yield str(said)
    connection.execute(f"PRAGMA cache_size=-{CHECK_CACHE_KIB}")
    pragma = "quick_check" if quick else "integrity_check"
    for (said,) in connection.execute(f"PRAGMA {pragma}"):
        if said != "ok":
            yield str(said)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row} names a row that {parent} does not have"


def keep(place: FilePlace, what: str) -> Path:
    """The old file under a second name; the one that was kept earlier makes room."""
    path = path_of(place)
    for earlier in path.parent.glob(f"{path.name}.before-*"):
        earlier.unlink()
    kept = beside(place, what)
    os.link(path, kept)
    return kept


def beside(place: FilePlace, what: str) -> Path:
    """The name of a file that goes with the store."""
    path = path_of(place)
    return path.with_name(f"{path.name}.{what}")


def remove_trail(place: FilePlace) -> None:
    """Remove the log of a store that is no longer there: it would be replayed into the next one."""
    path = path_of(place)
    for side in ("-wal", "-shm", "-journal"):
        files.remove(path.with_name(f"{path.name}{side}"))


def sweep(place: FilePlace) -> None:
    """Remove what was left behind by work that was cut off."""
    for leftover in leftovers(place):
        leftover.unlink()


def leftovers(place: FilePlace) -> list[Path]:
    """What an upgrade that was cut off left: a copy, in which a visit may stand."""
    path = path_of(place)
    return list(path.parent.glob(f"{path.name}.new*"))
