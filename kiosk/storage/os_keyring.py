"""The operating system's own place for secrets: there a desk's store key can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kiosk.domain.errors import KioskError, N_

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "kiosk desk store"

SAFE = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.Windows",
        "keyring.backends.kwallet",
        "keyring.backends.libsecret",
        "keyring.backends.macOS",
    }
)
"""Those that encrypt what they keep. Everything else is refused: some write plain text."""


class KeyringRefusedError(KioskError):
    """This machine has no keyring that can be trusted, or it does not give what is asked for."""


def is_there() -> bool:
    """Whether this machine has a keyring that can be trusted; whether it opens shows later."""
    return bool(_safe())


def keep(name: str, key: bytes) -> None:
    """Put a key into the keyring, under a name that is used once."""
    with _opened() as keyring:
        keyring.set_password(SERVICE, name, key.hex())
    if fetch(name) != key:
        raise _no_key()


def fetch(name: str) -> bytes:
    """The key that was kept under a name.

    Raises:
        KeyringRefusedError: it is not there, or the keyring does not open.
    """
    with _opened() as keyring:
        found = keyring.get_password(SERVICE, name)
    try:
        return bytes.fromhex(found or "-")
    except ValueError:
        raise _no_key() from None


def forget(name: str) -> None:
    """Take a key out; none there is fine."""
    from keyring.errors import PasswordDeleteError

    with _opened() as keyring, suppress(PasswordDeleteError):
        keyring.delete_password(SERVICE, name)


def _safe() -> list[KeyringBackend]:
    from keyring import get_keyring  # slow: it looks for every keyring there could be

    chosen = get_keyring()
    offered = getattr(chosen, "backends", [chosen])  # one that asks several names them
    return [one for one in offered if type(one).__module__ in SAFE]


@contextmanager
def _opened() -> Iterator[KeyringBackend]:
    from keyring.errors import KeyringError

    safe = _safe()
    if not safe:
        raise KeyringRefusedError(
            N_(
                "This machine has no keyring that encrypts what it keeps; "
                "choose a passphrase instead: run 'kiosk store lock'."
            )
        )
    try:
        yield safe[0]
    except KeyringError as error:
        raise KeyringRefusedError(
            N_("The keyring of this machine does not open ({why}); log in again and repeat."),
            why=str(error) or type(error).__name__,
        ) from error


def _no_key() -> KeyringRefusedError:
    return KeyringRefusedError(
        N_(
            "The keyring of this user does not hold the key of the desk's store; "
            "log in as the user who set it up, or bring back a locked key file and a backup."
        )
    )
