"""The database library under a file: Python's own SQLite, or SQLCipher for an encrypted one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from kiosk.storage.errors import StoreDamagedError, disk_error, store_error
from kiosk.storage.place import EncryptedFile, FilePlace, path_of


def driver(place: FilePlace) -> ModuleType:
    """The library that opens ``place``; its ``Error`` is the root of what it raises."""
    if isinstance(place, Path):
        return sqlite3
    from sqlcipher3 import dbapi2  # only a desk has use for it

    library: ModuleType = dbapi2
    return library


def connect(place: FilePlace, **options: object) -> sqlite3.Connection:
    """A connection that has been given the key; whether it fits shows at the first reading."""
    connection: sqlite3.Connection = driver(place).connect(str(path_of(place)), **options)
    if isinstance(place, EncryptedFile):
        _unlock(connection, place)
    return connection


def _unlock(connection: sqlite3.Connection, place: EncryptedFile) -> None:
    # It would write every page that fails into standard error; we tell it once, in a sentence.
    connection.execute("PRAGMA cipher_log_level=NONE").close()
    connection.execute(f"PRAGMA key=\"x'{place.key.hex()}'\"").close()


@contextmanager
def told(place: FilePlace) -> Iterator[None]:
    """Faults of database and disk inside come out as sentences that name ``place``."""
    try:
        yield
    except driver(place).Error as error:
        raise store_error(error, place) from error
    except UnicodeDecodeError as error:  # the library quotes bytes of a damaged file in its words
        raise StoreDamagedError(path=place, detail=error.reason) from error
    except OSError as error:
        raise disk_error(error, path_of(place)) from error
