"""The key of a desk's store: in the system's keyring, under a passphrase, or, to practise, open.

``desk/store.key`` tells which; the key itself stands in it only locked, or on a practice site.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from kiosk.domain.errors import KioskError, N_
from kiosk.domain.passphrase import SHORTEST
from kiosk.handoff import cbor, files, keyfile
from kiosk.handoff.errors import Malformed
from kiosk.storage import os_keyring
from kiosk.storage.place import KEY_BYTES

NAME = "store.key"
FORMAT = 1

Ask = Callable[[], str]
"""Asks somebody for the passphrase, or reads it from where a command was told to."""


class StoreKeyRefusedError(KioskError):
    """The key of the desk's store cannot be used as it is kept."""


class Lock(StrEnum):
    """How the key is kept; the value stands in the file."""

    OPEN = "store open"
    PASSPHRASE = "store"
    KEYRING = "store keyring"


def lock_of(folder: Path) -> Lock | None:
    """How the key in the folder of a desk is kept; None where there is none yet.

    Raises:
        KioskError: the file is damaged, or open to others.
    """
    path = folder / NAME
    if not path.exists() and not path.is_symlink():
        return None
    try:
        match cbor.decode(keyfile.read_private(path)):
            case {0: 1, 1: str(kind)}:
                return Lock(kind)
    except (Malformed, ValueError) as error:
        raise keyfile.damaged(path) from error
    raise keyfile.damaged(path)


def read_key(folder: Path, ask: Ask | None) -> bytes:
    """The key; ``ask`` is called only where there is a passphrase.

    Raises:
        KioskError: why it is not to be had.
    """
    path = folder / NAME
    match lock_of(folder):
        case Lock.PASSPHRASE:
            if ask is None:
                raise StoreKeyRefusedError(
                    N_(
                        "The desk's store is locked with a passphrase; "
                        "give it with --passphrase-fd, or open the desk's window and type it there."
                    )
                )
            return keyfile.read_locked(path, Lock.PASSPHRASE, ask())
        case Lock.KEYRING:
            return os_keyring.fetch(_octets(path, 16).hex())
        case Lock.OPEN:
            return _octets(path, KEY_BYTES)
        case None:
            raise keyfile.damaged(path)


def write_key(folder: Path, key: bytes, lock: Lock, passphrase: str = "") -> None:
    """Keep the key in that way; one that the keyring held before is taken out of it."""
    path = folder / NAME
    before = _octets(path, 16).hex() if lock_of(folder) is Lock.KEYRING else None
    match lock:
        case Lock.PASSPHRASE:
            if len(passphrase) < SHORTEST:
                raise StoreKeyRefusedError(
                    N_("A passphrase needs at least {shortest} characters; choose a longer one."),
                    shortest=SHORTEST,
                )
            keyfile.write_locked(path, Lock.PASSPHRASE, key, passphrase)
        case Lock.KEYRING:
            name = secrets.token_bytes(16)
            os_keyring.keep(name.hex(), key)
            _write(path, lock, name)
        case Lock.OPEN:
            _write(path, lock, key)
    if before is not None:
        with suppress(os_keyring.KeyringRefusedError):  # what is left there is of no more use
            os_keyring.forget(before)


def new_key() -> bytes:
    """A key for a store that is to be made."""
    return secrets.token_bytes(KEY_BYTES)


def _write(path: Path, lock: Lock, what: bytes) -> None:
    content = cbor.encode({0: FORMAT, 1: lock.value, 2: what})
    files.write_safely(path, content, mode=files.PRIVATE_MODE)


def _octets(path: Path, length: int) -> bytes:
    try:
        found = cbor.fields(cbor.decode(keyfile.read_private(path)), range(3))
        return cbor.octets(found[2], length)
    except Malformed as error:
        raise keyfile.damaged(path) from error
