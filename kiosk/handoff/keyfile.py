"""Keys on disk: a device's own in a file that only its user may read, root and recovery under a
passphrase."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kiosk.domain.errors import N_
from kiosk.handoff import cbor, files
from kiosk.handoff.errors import FileRefused, KeysRefused, Malformed
from kiosk.handoff.keys import Device, OwnKeys, RootKey, SiteKey
from kiosk.handoff.stretch import SALT, stretch

FORMAT = 1
LARGEST = 4_096
_ROOT, _RECOVERY = "root", "recovery"


def write_device(path: Path, own: OwnKeys, layer: files.FileLayer = files.DISK) -> None:
    """Keep a device's keys. The file is written once: number and root come with the site pack."""
    content = {
        0: FORMAT,
        1: own.device.value,
        2: own.sign.private_bytes_raw(),
        3: own.seal.private_bytes_raw(),
    }
    files.write_safely(path, cbor.encode(content), mode=files.PRIVATE_MODE, layer=layer)


def read_device(path: Path, device: Device) -> OwnKeys:
    """The keys of this device; KeysRefused when missing, damaged or open to others."""
    data = read_private(path)
    try:
        found = cbor.fields(cbor.decode(data), range(4))
        cbor.integer(found[0], FORMAT, FORMAT)
        if cbor.text(found[1], 16) != device:
            raise Malformed("device")
        return OwnKeys(
            device=device,
            sign=Ed25519PrivateKey.from_private_bytes(cbor.octets(found[2], 32)),
            seal=X25519PrivateKey.from_private_bytes(cbor.octets(found[3], 32)),
        )
    except Malformed as error:
        raise damaged(path) from error


def write_root(
    path: Path, key: RootKey, passphrase: str, layer: files.FileLayer = files.DISK
) -> None:
    """Keep the root key under a passphrase."""
    write_locked(path, _ROOT, key.private.private_bytes_raw(), passphrase, layer)


def read_root(path: Path, passphrase: str) -> RootKey:
    """The root key; KeysRefused for a wrong passphrase."""
    return RootKey(Ed25519PrivateKey.from_private_bytes(read_locked(path, _ROOT, passphrase)))


def write_recovery(
    path: Path, key: SiteKey, passphrase: str, layer: files.FileLayer = files.DISK
) -> None:
    """Keep the recovery key, which the authority holds, under a passphrase."""
    write_locked(path, _RECOVERY, key.private.private_bytes_raw(), passphrase, layer)


def read_recovery(path: Path, passphrase: str) -> SiteKey:
    """The recovery key; KeysRefused for a wrong passphrase."""
    return SiteKey(X25519PrivateKey.from_private_bytes(read_locked(path, _RECOVERY, passphrase)))


def write_locked(
    path: Path,
    purpose: str,
    secret: bytes,
    passphrase: str,
    layer: files.FileLayer = files.DISK,
) -> None:
    """Keep 32 secret bytes under a passphrase; ``purpose`` has up to 16 bytes, in the clear."""
    salt = os.urandom(SALT)
    cipher = ChaCha20Poly1305(_stretch(passphrase, salt))
    # The key is used for this one message, so a fixed nonce repeats nothing.
    locked = cipher.encrypt(bytes(12), secret, _bound(purpose, salt))
    content = cbor.encode({0: FORMAT, 1: purpose, 2: salt, 3: locked})
    files.write_safely(path, content, mode=files.PRIVATE_MODE, layer=layer)


def read_locked(path: Path, purpose: str, passphrase: str) -> bytes:
    """What ``write_locked`` kept; KeysRefused for a wrong passphrase, or another purpose."""
    """What ``write_locked`` kept; KeysRefused for a wrong passphrase, or for another purpose."""
    data = read_private(path)
    try:
        found = cbor.fields(cbor.decode(data), range(4))
        cbor.integer(found[0], FORMAT, FORMAT)
        if cbor.text(found[1], 16) != purpose:
            raise Malformed("another key")
        salt, locked = cbor.octets(found[2], SALT), cbor.octets(found[3], 48)
    except Malformed as error:
        raise damaged(path) from error
    try:
        cipher = ChaCha20Poly1305(_stretch(passphrase, salt))
        return cipher.decrypt(bytes(12), locked, _bound(purpose, salt))
    except InvalidTag as error:
        raise KeysRefused(
            N_("The passphrase does not open the key file {name}; type it again."), name=path.name
        ) from error


def _stretch(passphrase: str, salt: bytes) -> bytes:
    # One form for each letter: keyboards and systems write an å in more than one way.
    return stretch(unicodedata.normalize("NFC", passphrase).encode(), salt)


def _bound(purpose: str, salt: bytes) -> bytes:
    return cbor.encode([FORMAT, purpose, salt])


def read_private(path: Path) -> bytes:
    """The file's bytes, if nobody but its owner may read it (POSIX; Windows has no such mode).

    Raises:
        KeysRefused: it is missing, too large, a link, or open to others.
    """
    try:
        mode = path.stat().st_mode
        if os.name == "posix" and mode & 0o077:
            raise KeysRefused(
                N_(
                    "The key file {name} can be read by others than its owner; "
                    "make it private (chmod 600 {name}) and start again."
                ),
                name=str(path),
            )
        return files.read_safely(path, LARGEST)
    except (FileRefused, OSError) as error:
        raise KeysRefused(
            N_("The key file {name} is missing or cannot be read; set this device up first."),
            name=str(path),
        ) from error


def damaged(path: Path) -> KeysRefused:
    """What a key file is answered with that holds something else than it should."""
    """The refusal of a key file that does not hold what its name says."""
    return KeysRefused(
        N_("The key file {name} is damaged or belongs to another device; set this device up anew."),
        name=str(path),
    )
