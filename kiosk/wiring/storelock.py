"""How the key of a desk's store is kept: chosen, and changed."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.errors import KioskError, N_
from kiosk.storage import files
from kiosk.wiring.places import DESK, IN_FOLDER, Access, NoStoreKeyError
from kiosk.wiring.storekey import (
    NAME,
    Ask,
    Lock,
    lock_of,
    new_key,
    read_key,
    write_key,
)
from kiosk.wiring.told import Told


class NoDeskError(KioskError):
    """A data folder in which no desk was set up."""


def lock(data: Path, new_passphrase: Ask | None, access: Access = IN_FOLDER) -> Told:
    """Keep the key under a passphrase, or, where none is to be asked for, in the keyring.

    The store stays as it is: only the key is kept in another way.
    """
    folder = data / DESK
    if not folder.is_dir():
        raise NoDeskError(N_("There is no desk in {data}; set one up first."), data=data)
    with files.locked(folder / f"{NAME}.lock"):
        key = _key(folder, access)
        if new_passphrase is None:
            write_key(folder, key, Lock.KEYRING)
            return Told("The key of the desk's store is in this user's keyring now.")
        write_key(folder, key, Lock.PASSPHRASE, new_passphrase())
    return Told("The desk's store opens with the new passphrase only; nobody can replace it.")


def _key(folder: Path, access: Access) -> bytes:
    if lock_of(folder) is not None:
        return read_key(folder, access.ask)
    if (store := folder / "store.sqlite").exists():
        raise NoStoreKeyError(
            N_("The key of the store {path} is missing; bring back the file store.key beside it."),
            path=store,
        )
    return new_key()
