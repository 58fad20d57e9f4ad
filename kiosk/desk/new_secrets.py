"""Passphrases and PINs that somebody chooses: typed twice, and long enough."""

from __future__ import annotations

from kiosk.domain.errors import KioskError, N_
from kiosk.domain.passphrase import SHORTEST


class NotAcceptedError(KioskError):
    """What was typed has to be typed once more."""


def require_same(typed: str, again: str) -> None:
    """Raises:
    NotAcceptedError: they are not the same.
    """
    if typed != again:
        raise NotAcceptedError(N_("That was not the same twice; type it twice again."))


def require_passphrase(typed: str, again: str, other: str | None = None) -> None:
    """A passphrase for a key; ``other`` is that of another key.

    Raises:
        NotAcceptedError: not the same twice, too short, or the other one.
    """
    require_same(typed, again)
    if len(typed) < SHORTEST:
        raise NotAcceptedError(
            N_("A passphrase needs at least {shortest} characters; choose a longer one."),
            shortest=SHORTEST,
        )
    if typed == other:
        raise NotAcceptedError(
            N_("This is the passphrase of the root key; choose another one for this key.")
        )
