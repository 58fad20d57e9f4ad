"""What a store can refuse or fail at, each with what to do next."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import ClassVar

from kiosk.domain.errors import KioskError, N_
from kiosk.storage.place import EncryptedFile, Server


class StoreError(KioskError):
    """A store could not do what was asked; nothing was half done."""

    text: ClassVar[str] = N_("The store {path} could not be used ({detail}); call staff.")

    def __init__(self, **values: object) -> None:
        super().__init__(self.text, **values)


class NotAStoreError(StoreError):
    text = N_("{path} is not a {kind} store; give the folder that holds one, or another name.")


class StoreIsAFolderError(StoreError):
    text = N_("{path} is a folder where a store file should be; move it away or give another name.")


class StoreDamagedError(StoreError):
    text = N_(
        "The store {path} is damaged ({detail}); "
        "it was left as it is, keep a copy of it and call support."
    )


class StoreNotEncryptedError(StoreError):
    text = N_(
        "The store {path} is not encrypted, as a desk's has to be, and was left as it is; "
        "move it away, and collect or scan the results again."
    )


class StoreKeyError(StoreDamagedError):
    text = N_(
        "The store {path} does not open with this desk's key, or its beginning is damaged; "
        "it was left as it is: bring back the key file that belongs to it, or restore a backup."
    )


class StoreAddressError(StoreError):
    text = N_(
        "{path} is not the address of a PostgreSQL database; "
        "write it as postgresql://name:password@host/database."
    )


class StoreServerAwayError(StoreError):
    text = N_(
        "The database {path} cannot be reached or refuses this desk ({detail}); "
        "nothing was half done: check network, address and password, and try again."
    )


class StoreTooNewError(StoreError):
    text = N_(
        "The store {path} was written by a newer version ({found}, this one knows {known}); "
        "install the newer version."
    )


class StoreNotUpgradedError(StoreError):
    text = N_("The store {path} is from an older version ({found}); run: kiosk store upgrade.")


class StoreReadOnlyError(StoreError):
    text = N_(
        "The store {path} cannot be written to; check its rights and its disk, then try again."
    )


class StoreNotReachableError(StoreError):
    text = N_(
        "The store {path} cannot be opened; check that its folder exists and can be written to."
    )


class StoreFullError(StoreError):
    text = N_(
        "The disk that holds {path} is full; the step was not saved: free some space and repeat."
    )


class StoreFailingError(StoreError):
    text = N_(
        "The disk that holds {path} reports a fault ({detail}); "
        "the step was not saved: call staff and do not go on with this device."
    )


class StoreInUseError(StoreError):
    text = N_("The store {path} is in use by another program; close it and try again.")


class VisitAlreadyOpenError(StoreError):
    text = N_("A visit is already open on this tablet; continue it or start over first.")


class NoVisitOpenError(StoreError):
    text = N_("No visit is open on this tablet; begin one first.")


class ChainMismatchError(StoreError):
    text = N_(
        "The result does not fit the tablet's chain ({found} instead of {expected}); "
        "nothing was stored, seal it again."
    )


class BundleOutOfOrderError(StoreError):
    text = N_(
        "Bundle {found} was written, but {expected} is next; nothing was noted, move results again."
    )


class ReceiptNotNewerError(StoreError):
    text = N_(
        "Receipt {found} of desk {desk} is not newer than the last one ({last}); "
        "it was left out, collect again at the desk."
    )


class ScoringClashError(StoreError):
    text = N_("Another scoring version is already kept under {digest}; nothing was changed.")


_BY_CODE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_FULL: StoreFullError,
    sqlite3.SQLITE_IOERR: StoreFailingError,
    sqlite3.SQLITE_READONLY: StoreReadOnlyError,
    sqlite3.SQLITE_PERM: StoreReadOnlyError,
    sqlite3.SQLITE_CANTOPEN: StoreNotReachableError,
    sqlite3.SQLITE_CORRUPT: StoreDamagedError,
    sqlite3.SQLITE_NOTADB: StoreDamagedError,
    sqlite3.SQLITE_BUSY: StoreInUseError,
    sqlite3.SQLITE_LOCKED: StoreInUseError,
}


_BY_TEXT = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database is locked": sqlite3.SQLITE_BUSY,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
}
"""SQLCipher's copying gives its result as words alone; they are sqlite3_errstr's."""


def store_error(error: Exception, place: Path | EncryptedFile | str) -> StoreError:
    """The sentence for what SQLite or SQLCipher reported; the primary result code decides."""
    code = getattr(error, "sqlite_errorcode", None) or _BY_TEXT.get(str(error))
    kind = StoreError if code is None else _BY_CODE.get(code & 0xFF, StoreError)
    if code == sqlite3.SQLITE_NOTADB and isinstance(place, EncryptedFile):
        kind = StoreKeyError  # a wrong key and damage at the beginning look the same
    return kind(path=place, detail=error)


_BY_STATE: dict[str, type[StoreError]] = {
    "08": StoreServerAwayError,
    "28": StoreServerAwayError,
    "57P": StoreServerAwayError,
    "3D000": StoreServerAwayError,
    "40": StoreInUseError,
    "53300": StoreInUseError,
    "55P03": StoreInUseError,
    "53100": StoreFullError,
    "25006": StoreReadOnlyError,
    "42501": StoreReadOnlyError,
    "58": StoreFailingError,
    "XX001": StoreDamagedError,
    "XX002": StoreDamagedError,
}
"""Beginnings of PostgreSQL's SQLSTATE, see the appendix on error codes of its manual."""


def server_error(error: Exception, place: Server) -> StoreError:
    """The sentence for what PostgreSQL reported, or for no answer from it."""
    state = getattr(error, "sqlstate", None)
    if state is None:
        kind: type[StoreError] = StoreServerAwayError
    else:
        known = (_BY_STATE[begin] for begin in _BY_STATE if state.startswith(begin))
        kind = next(known, StoreError)
    said = str(error).strip() or type(error).__name__
    return kind(path=place, detail=said.splitlines()[0])


_BY_ERRNO: dict[int, type[StoreError]] = {
    errno.ENOSPC: StoreFullError,
    errno.EDQUOT: StoreFullError,
    errno.EROFS: StoreReadOnlyError,
    errno.EACCES: StoreReadOnlyError,
    errno.EPERM: StoreReadOnlyError,
    errno.ENOENT: StoreNotReachableError,
    errno.ENOTDIR: StoreNotReachableError,
}


def disk_error(error: OSError, path: Path | str) -> StoreError:
    """The sentence for what the operating system reported about a file of the store."""
    kind = _BY_ERRNO.get(error.errno or 0, StoreFailingError)
    return kind(path=path, detail=error.strerror)
