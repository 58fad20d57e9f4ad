"""Where things lie in a data folder, and how the desk's store is reached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.errors import N_
from kiosk.handoff.errors import KeysRefused

if TYPE_CHECKING:
    from kiosk.handoff.keys import Device
    from kiosk.storage.place import DeskPlace
    from kiosk.wiring.storekey import Ask

DESK = "desk"


class NoStoreKeyError(KeysRefused):
    """The desk's store has no key yet, has lost it, or one that is good for practice only."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a command was given to reach the desk's store."""

    url: str | None = None
    """Of a PostgreSQL database; None for the file in the data folder."""
    ask: Ask | None = None
    """For the passphrase, if there is one."""


IN_FOLDER = Access()
"""Nothing was given: the file, and nobody to ask."""


def store_path(data: Path, device: Device) -> Path:
    """The store file of the tablet or the desk of a data folder."""
    return data / device / "store.sqlite"


def store_place(data: Path, *, practice: bool, access: Access = IN_FOLDER) -> DeskPlace:
    """Where the desk's store is, with its key; a practice site gets its key here.

    Raises:
        KioskError: the key is not to be had: wrong passphrase, no keyring, nothing chosen yet.
    """
    from kiosk.storage.place import EncryptedFile, Server

    if access.url is not None:
        return Server(access.url)
    return EncryptedFile(_file(data / DESK), store_key(data, practice=practice, access=access))


def store_key(data: Path, *, practice: bool, access: Access = IN_FOLDER) -> bytes:
    """The key of the desk's store, with which backups of a server are locked, too.

    Raises:
        KioskError: as for ``store_place``.
    """
    from kiosk.wiring.storekey import Lock, lock_of, read_key

    folder = data / DESK
    lock = lock_of(folder)
    if lock is None:
        return _made(folder, practice)
    if lock is Lock.OPEN and not practice:
        raise _lies_open(folder)
    return read_key(folder, access.ask)


def require_lock(data: Path, access: Access = IN_FOLDER) -> None:
    """Before results that are no practice are kept.

    Raises:
        NoStoreKeyError: the key of the desk's store lies open.
    """
    if access.url is None and lies_open(data):
        raise _lies_open(data / DESK)


def lies_open(data: Path) -> bool:
    """Whether the desk's store has a key that is good for practice only."""
    from kiosk.wiring.storekey import Lock, lock_of

    return lock_of(data / DESK) is Lock.OPEN


def needs_passphrase(data: Path) -> bool:
    """Whether somebody has to type a passphrase before the desk's store opens."""
    from kiosk.wiring.storekey import Lock, lock_of

    return lock_of(data / DESK) is Lock.PASSPHRASE


def has_no_key(data: Path) -> bool:
    """Whether the desk's store has no key yet; one that is there without its key has lost it."""
    folder = data / DESK
    return not ((folder / "store.key").exists() or _file(folder).exists())


def unlock(data: Path, passphrase: str) -> DeskPlace:
    """The desk's store with its key, by a passphrase that somebody typed.

    Raises:
        KeysRefused: it is not the passphrase; nothing is held against another try.
    """
    return store_place(data, practice=False, access=Access(ask=lambda: passphrase))


def _lies_open(folder: Path) -> NoStoreKeyError:
    return NoStoreKeyError(
        N_(
            "The key of the desk's store in {folder} lies open, which is for practice sites; lock "
            "it: close the desk's window and open it again, or run 'kiosk store lock'."
        ),
        folder=folder,
    )


def _file(folder: Path) -> Path:
    return folder / "store.sqlite"


def _made(folder: Path, practice: bool) -> bytes:
    from kiosk.storage import files
    from kiosk.wiring.storekey import Lock, lock_of, new_key, read_key, write_key

    if _file(folder).exists():
        raise NoStoreKeyError(
            N_("The key of the store {path} is missing; bring back the file store.key beside it."),
            path=_file(folder),
        )
    if not practice:
        raise NoStoreKeyError(
            N_(
                "The desk's store has no key yet; choose how it is kept: "
                "open the desk's window, or run 'kiosk store lock'."
            )
        )
    with files.locked(folder / "store.key.lock"):
        if lock_of(folder) is None:  # nobody was quicker
            write_key(folder, new_key(), Lock.OPEN)
        return read_key(folder, None)
